import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { served } from '../support/command-line.ts'
import type { Served } from '../support/command-line.ts'
import { freshFolder } from '../support/rooms.ts'

/** A page that somebody else serves, in a real browser: what that lets through is what counts. */

const socketIo = readFileSync(new URL('../../node_modules/socket.io-client/dist/socket.io.min.js', import.meta.url))

/** What the page's script has from socket.io's own. */
declare const io: (url: string, options: object) => {
  on(event: string, heard: (body: { channels?: { userState: { state: string } }[] }) => void): void
  disconnect(): void
}

let shop: Server
let port: number

test.beforeAll(async () => {
  shop = createServer((request, response) => {
    response.writeHead(200, { 'content-type': request.url === '/io.js' ? 'text/javascript' : 'text/html' })
    response.end(request.url === '/io.js' ? socketIo : '<!doctype html><title>A shop</title><script src="/io.js"></script>')
  })
  await new Promise<void>((listening) => shop.listen(0, '127.0.0.1', listening))
  port = (shop.address() as AddressInfo).port
})

test.afterAll(() => void shop.close())

async function room(...origins: string[]): Promise<Served> {
  const file = join(freshFolder(), 'shop.yaml')
  writeFileSync(file, 'scenario: A shop\nsettings:\n  csrf: true\ncast:\n  agents:\n    Anna:\nsteps:\n  - wait: 1s\n')
  return served(file, '--port', '0', '--data', freshFolder(), ...origins.flatMap((origin) => ['--origin', origin]))
}

/** Anna signs in with her password, hears over a socket, and is not ready any more: by cookie and token from then on. */
function asAnna(page: Page, api: string, transports: string[]): Promise<{ signedIn: number; withoutToken: number; withToken: number; told: string[] }> {
  return page.evaluate(
    async ({ api, transports }) => {
      const me = await fetch(`${api}/api/v2/me`, { credentials: 'include', headers: { authorization: `Basic ${btoa('Anna:Anna')}` } })
      const header = me.headers.get('x-csrf-header') ?? ''
      const token = me.headers.get(header) ?? ''
      const told: string[] = []
      const socket = io(api, { withCredentials: true, transports })
      await new Promise<void>((welcome, refused) => {
        socket.on('hello', () => welcome())
        socket.on('connect_error', (error) => refused(new Error(JSON.stringify(error))))
      })
      const heard = new Promise<void>((done) =>
        socket.on('notification', ({ channels = [] }) => {
          told.push(...channels.map(({ userState }) => userState.state))
          if (told.includes('NotReady')) done()
        })
      )
      const notReady = (headers: Record<string, string>): Promise<Response> => {
        const request = { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: '{"operationName":"NotReady"}' }
        return fetch(`${api}/api/v2/me`, { credentials: 'include', ...request })
      }
      const withoutToken = await notReady({})
      const withToken = await notReady({ [header]: token })
      await heard
      socket.disconnect()
      return { signedIn: me.status, withoutToken: withoutToken.status, withToken: withToken.status, told }
    },
    { api, transports }
  )
}

for (const [what, pageHost, apiHost] of [
  ['the same host', 'localhost', 'localhost'],
  ['another host, and so another site', '127.0.0.1', 'localhost']
] as const) {
  for (const transports of [['websocket'], ['polling']]) {
    test(`a page of ${what} that was let in signs an agent in, hears by ${transports.join()} and acts with cookie and token`, async ({ page }) => {
      const origin = `http://${pageHost}:${port}`
      const { url, kill } = await room(origin)
      await page.goto(origin)
      const { told, ...statuses } = await asAnna(page, url.replace('127.0.0.1', apiHost), transports)
      expect(statuses).toEqual({ signedIn: 200, withoutToken: 403, withToken: 200 })
      expect(told.at(-1)).toBe('NotReady')
      await kill('SIGKILL')
    })
  }
}

test('the same page that was not let in cannot sign in, act or hear, and learns nothing', async ({ page }) => {
  const { url, kill } = await room('http://localhost:1')
  await page.goto(`http://localhost:${port}`)
  const api = url.replace('127.0.0.1', 'localhost')
  const tried = await page.evaluate(async (api) => {
    const failing = async (path: string, init: RequestInit): Promise<string> => {
      const answered = fetch(`${api}${path}`, { credentials: 'include', ...init })
      return answered.then(({ status }) => String(status), (error: Error) => error.name)
    }
    const socket = io(api, { withCredentials: true, transports: ['websocket'], reconnection: false })
    const heard = new Promise<string>((done) => {
      socket.on('hello', () => done('hello'))
      socket.on('connect_error', () => done('connect_error'))
    })
    return [
      await failing('/api/v2/me', { headers: { authorization: `Basic ${btoa('Anna:Anna')}` } }),
      await failing('/api/v2/users', {}),
      await failing('/api/v2/me', { method: 'POST', body: '{"operationName":"NotReady"}' }),
      await heard
    ]
  }, api)
  expect(tried).toEqual(['TypeError', 'TypeError', 'TypeError', 'connect_error'])
  await kill('SIGKILL')
})
