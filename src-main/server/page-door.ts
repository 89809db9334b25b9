import { serveStatic } from '@hono/node-server/serve-static'
import type { Hono } from 'hono'
import type { PageSession, RoomStamp } from '../contract/page.ts'
import { exchangeCode } from '../contract/page.ts'
import { failureOf } from '../wire/return-codes.ts'
import { newDoor } from './api.ts'
import type { DoorEnv, Doors } from './api.ts'
import { accessDenied, answer } from './envelope.ts'
import type { Host } from './host.ts'
import type { Bearer } from './tokens.ts'

/** Everything from our own origin and nothing inline: a text that a customer types can never become code. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "media-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'"
].join('; ')

/** What the customer's page is headed by. The title of the scenario would tell what is going to happen behind the customer's back. */
const shopName = 'The Corner Shop'

/** `/page`: how our own pages sign in and what the customer's page must know before it has a chat. */
export function pageDoor({ host, tokens, codes }: Doors, { isForGuests = false } = {}): Hono<DoorEnv> {
  const door = newDoor()
  /** Which door a page stands at: whoever is not signed in at that for guests has to go back to the join page. */
  door.get('/door', (context) => context.json({ isForGuests }))
  door.post('/session', (context) => {
    const read = exchangeCode.safeParse(context.get('body'))
    if (!read.success) return answer(context, failureOf(read.error.issues[0]))
    const seat = codes.seat(read.data.code)
    if (!seat) return answer(context, { statusCode: 20, statusMessage: 'This link is from an earlier start of Aside; open a new one' })
    return context.json({ ...sessionFor(seat, tokens.give(seat), host), ...(isForGuests ? { isGuest: true } : {}) })
  })
  door.get('/customer', (context) => {
    const caller = context.get('caller')
    if (caller.kind === 'agent' || caller.kind === 'trainer') return answer(context, accessDenied)
    const hosted = caller.kind === 'customer' ? host.room(caller.room) : host.defaultRoom()
    if (!hosted) return answer(context, { statusCode: 6, statusMessage: 'No chat is open here yet' })
    const { plan } = hosted.room
    const viewer = caller.kind === 'customer' ? caller.viewer : null
    const name = viewer?.startsWith('customer:') ? viewer.slice('customer:'.length) : null
    const person = name === null ? null : { name, nickname: plan.customers[name]?.nickname ?? name }
    return context.json({ ...person, queues: Object.keys(plan.queues), chat: viewer ? hosted.views.currentChat(viewer) : null, shop: { name: shopName, ...plan.shop } })
  })
  door.get('/room', (context) => {
    const caller = context.get('caller')
    if (caller.kind === 'trainer') return answer(context, accessDenied)
    const hosted = caller.kind === 'nobody' ? host.defaultRoom() : host.room(caller.room)
    const bugs = hosted?.room.plan.bugs ?? []
    // Their names would tell a customer what agents do behind its back.
    const stamp: RoomStamp = { isWrongOnPurpose: bugs.length > 0, bugs: caller.kind === 'agent' ? bugs : [] }
    return context.json(stamp)
  })
  return door
}

/** The built pages with their policy, each a folder of its own. */
export function pages({ host }: Doors): Hono<DoorEnv> {
  const door = newDoor()
  door.use(async (context, next) => {
    await next()
    context.header('content-security-policy', contentSecurityPolicy)
    context.header('x-content-type-options', 'nosniff')
    context.header('referrer-policy', 'no-referrer')
    context.header('cache-control', context.req.path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache')
  })
  door.get('/', (context) => context.redirect('/trainer/'))
  door.use(serveStatic({ root: host.pages }))
  return door
}

function sessionFor(seat: Bearer, token: string, host: Host): PageSession {
  if (seat.kind === 'trainer') return { token, page: 'trainer', name: '', title: '' }
  const { viewer, room } = seat
  const page = viewer.startsWith('agent:') ? 'agent' : 'customer'
  return { token, page, name: viewer.slice(viewer.indexOf(':') + 1), title: page === 'agent' ? (host.room(room)?.room.plan.title ?? '') : '' }
}
