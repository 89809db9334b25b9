import { serveStatic } from '@hono/node-server/serve-static'
import type { Hono } from 'hono'
import { newDoor } from './api.ts'
import type { DoorEnv, Doors } from './api.ts'

/** A style from our own origin and nothing else: the page has no script, and what is read in it can never become one. */
const contentSecurityPolicy = ["default-src 'none'", "style-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"].join('; ')

/** `/docs`: the reference of the API, for people and for tools. It tells nothing of any room, so nobody has to sign in. */
export function docsDoor({ host }: Doors): Hono<DoorEnv> {
  const door = newDoor()
  door.use('/docs/*', async (context, next) => {
    await next()
    context.header('content-security-policy', contentSecurityPolicy)
    context.header('x-content-type-options', 'nosniff')
    context.header('referrer-policy', 'no-referrer')
    context.header('cache-control', 'no-cache')
  })
  for (const path of ['/docs', '/docs/']) door.get(path, async (context) => context.html((await host.reference()).page))
  door.get('/docs/openapi.json', async (context) => context.body((await host.reference()).openApi, 200, json))
  door.get('/docs/asyncapi.json', async (context) => context.body((await host.reference()).asyncApi, 200, json))
  door.get('/docs/reference.css', serveStatic({ root: host.docs, rewriteRequestPath: () => '/reference.css' }))
  return door
}

const json = { 'content-type': 'application/json; charset=UTF-8' }
