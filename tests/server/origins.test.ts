import { afterAll, beforeAll, expect, test } from 'vitest'
import { startAside } from '../../src-main/app.ts'
import type { Aside } from '../../src-main/app.ts'
import { freshFolder, planWith } from '../support/rooms.ts'
import { raw, upgrade } from '../support/raw.ts'
import type { RawReply } from '../support/raw.ts'
import { basic, listen, listening, signIn } from '../support/server.ts'

/** Which pages may call the API from a browser. What a browser would send is written out here, header by header. */

const shop = 'http://localhost:5173'
const elsewhere = 'https://desk.example'
const sockets = '/socket.io/?EIO=4&transport=polling'
const webSockets = '/socket.io/?EIO=4&transport=websocket'

let closed: Aside
let opened: Aside

beforeAll(async () => {
  closed = await listening()
  opened = await listening(planWith({ settings: { csrfHeader: 'X-Shop-Guard' } }), freshFolder(), { origins: [shop, elsewhere] })
})

afterAll(async () => {
  await closed.close()
  await opened.close()
})

const hostOf = ({ port }: Aside): string => `localhost:${port}`

function from(origin: string, aside: Aside, path: string, headers: Record<string, string> = {}, how = {}): Promise<RawReply> {
  return raw(aside.url, path, { host: hostOf(aside), origin, ...headers }, how)
}

function preflight(origin: string, aside: Aside, path: string): Promise<RawReply> {
  return from(origin, aside, path, { 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' }, { method: 'OPTIONS' })
}

function crossing({ headers }: RawReply): Record<string, unknown> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith('access-control-')))
}

const refused = '{"statusCode":3,"statusMessage":"Pages of another origin may not call this Aside"}'

const openDoors = ['/api/v2/me', '/api/v2/notifications/connect', '/api/v2/chats', sockets]

test.each(openDoors)('a page that was let in may ask beforehand what it may do on %s', async (path) => {
  const { status, headers, text } = await preflight(shop, opened, path)
  expect([status, text]).toEqual([204, ''])
  expect(headers).toMatchObject({
    vary: 'Origin',
    'access-control-allow-origin': shop,
    'access-control-allow-credentials': 'true',
    'access-control-allow-methods': 'GET, POST, PUT, DELETE',
    'access-control-max-age': '600',
    'access-control-allow-headers': 'authorization, content-type, contactcenterid, idempotency-key, x-aside-dialect, x-aside-token, X-Shop-Guard'
  })
})

test('a page that was let in and comes from the open net may call this computer', async () => {
  const asks = { 'access-control-request-method': 'GET', 'access-control-request-private-network': 'true' }
  expect((await from(elsewhere, opened, '/api/v2/me', asks, { method: 'OPTIONS' })).headers['access-control-allow-private-network']).toBe('true')
  expect((await preflight(elsewhere, opened, '/api/v2/me')).headers['access-control-allow-private-network']).toBeUndefined()
})

test('every answer of the API may be read by a page that was let in, errors too, and by no other', async () => {
  const chat = '{"operationName":"RequestChat","nickname":"Dora","endpoint":"Support"}'
  const json = { 'content-type': 'application/json' }
  const replies = [
    await from(elsewhere, opened, '/api/v2/me', basic('Anna')),
    await from(elsewhere, opened, '/api/v2/me'),
    await from(elsewhere, opened, '/api/v2/nothing', basic('Anna')),
    await from(elsewhere, opened, '/api/v2/me', { ...basic('Anna'), ...json }, { method: 'POST', body: '{}' }),
    await from(elsewhere, opened, '/api/v2/chats', json, { method: 'POST', body: chat }),
    await from(elsewhere, opened, '/api/v2/chats', json, { method: 'POST', body: '{' }),
    await from(elsewhere, opened, '/api/v2/notifications', basic('Anna')),
    await from(elsewhere, opened, '/api/v2/notifications', json, { method: 'POST', body: '[]' }),
    await from(elsewhere, opened, sockets),
    await from(elsewhere, opened, '/socket.io/?EIO=4&transport=polling&sid=none')
  ]
  expect(replies.map(({ status }) => status)).toEqual([200, 403, 404, 403, 200, 400, 400, 403, 200, 400])
  for (const reply of replies) {
    expect(crossing(reply)).toEqual({
      'access-control-allow-origin': elsewhere,
      'access-control-allow-credentials': 'true',
      'access-control-expose-headers': 'X-CSRF-HEADER, x-aside-token, retry-after, X-Shop-Guard'
    })
    expect(reply.headers.vary).toBe('Origin')
  }
})

test('our own pages are told nothing of other origins, but that the answer depends on the origin', async () => {
  const own = await from(`http://localhost:${opened.port}`, opened, '/api/v2/me', basic('Anna'))
  expect([own.status, own.headers.vary, crossing(own)]).toEqual([200, 'Origin', {}])
  const without = await raw(opened.url, '/api/v2/me', basic('Anna'))
  expect([without.status, without.headers.vary, crossing(without)]).toEqual([200, 'Origin', {}])
  const shut = await raw(closed.url, '/api/v2/me', basic('Anna'))
  expect([shut.status, shut.headers.vary]).toEqual([200, undefined])
})

test.each([shop, 'null', 'http://localhost:1', 'http://LOCALHOST:5173', `${shop}.evil.example`, `${shop}, ${elsewhere}`, 'https://localhost:5173', ''])(
  'a page of the origin "%s" that was not let in is refused at every door, and told nothing',
  async (origin) => {
    const aside = origin === shop ? closed : opened
    const paths = ['/api/v2/me', '/api/v2/notifications', sockets, '/', '/agent/', '/page/customer', '/control/runs']
    const replies = [
      ...(await Promise.all(paths.map((path) => from(origin, aside, path, basic('Anna'))))),
      ...(await Promise.all(paths.map((path) => preflight(origin, aside, path)))),
      await from(origin, aside, webSockets, { ...basic('Anna'), ...upgrade }),
      await from(origin, aside, '/api/v2/notifications', { ...basic('Anna'), ...upgrade })
    ]
    expect(replies.map(({ status, text }) => [status, text])).toEqual(replies.map(() => [403, refused]))
    expect(replies.map(crossing)).toEqual(replies.map(() => ({})))
  }
)

const shutDoors = ['/', '/agent/', '/customer/', '/assets/x.js', '/page/customer', '/page/session', '/control/runs', '/api/v20', '/socket.iox/']

test.each(shutDoors)('%s is for pages of our own origin alone, whoever else was let in', async (path) => {
  for (const reply of [await from(shop, opened, path), await preflight(shop, opened, path)]) {
    expect([reply.status, reply.text, crossing(reply)]).toEqual([403, refused, {}])
  }
})

test.each(['*', 'null', 'http://desk.example/', 'http://desk.example/page', 'desk.example', ''])('"%s" cannot be let in', async (origin) => {
  await expect(startAside({ data: null, port: 0, origins: [origin] })).rejects.toThrow('is no origin')
})

test.each([
  ['another host', { host: 'evil.example' }, 'The Host header must be'],
  ['another origin', { host: 'localhost', origin: 'http://evil.example' }, 'Pages of another origin']
])('a socket.io connection that goes on is not polled, written to or upgraded from %s', async (_what, headers, sentence) => {
  const { text } = await raw(opened.url, sockets, { host: 'localhost' })
  const { sid } = JSON.parse(text.slice(1)) as { sid: string }
  const replies = [
    await raw(opened.url, `${sockets}&sid=${sid}`, headers),
    await raw(opened.url, `${sockets}&sid=${sid}`, headers, { method: 'POST', body: '40' }),
    await raw(opened.url, `${webSockets}&sid=${sid}`, { ...headers, ...upgrade }),
    await raw(opened.url, webSockets, { ...headers, ...upgrade }),
    await raw(opened.url, '/api/v2/notifications', { ...headers, ...basic('Anna') }, { method: 'POST', body: '[]' })
  ]
  for (const reply of replies) expect([reply.status, reply.text]).toEqual([403, expect.stringContaining(sentence)])
  expect((await raw(opened.url, `${sockets}&sid=${sid}`, { host: 'localhost', origin: shop }, { method: 'POST', body: '40' })).status).toBe(200)
  expect((await raw(opened.url, `${webSockets}&sid=${sid}`, { host: 'localhost', origin: shop, ...upgrade })).status).toBe(101)
})

test('an image or a script on a foreign page, which comes without an origin but with the cookie, is refused', async () => {
  const { headers } = await signIn(closed.url, 'Anna')
  const included = (site: string, mode: string): Promise<RawReply> => {
    return raw(closed.url, '/api/v2/me', { ...headers, 'sec-fetch-site': site, 'sec-fetch-mode': mode })
  }
  expect([(await included('cross-site', 'no-cors')).status, (await included('same-site', 'no-cors')).status]).toEqual([403, 403])
  expect([(await included('same-origin', 'no-cors')).status, (await included('none', 'navigate')).status]).toEqual([200, 200])
})

test.each([
  ['the same host on another port', shop, 'SameSite=Strict'],
  ['another host', elsewhere, 'Secure; SameSite=None; Partitioned'],
  ['no page at all', undefined, 'SameSite=Strict']
])('a session begun from %s gets a cookie that its browser will send back', async (_what, origin, attributes) => {
  const headers = { host: hostOf(opened), ...(origin === undefined ? {} : { origin }) }
  const agent = await raw(opened.url, '/api/v2/me', { ...headers, ...basic('Anna') })
  const body = '{"operationName":"RequestChat","nickname":"Dora","endpoint":"Support"}'
  const customer = await raw(opened.url, '/api/v2/chats', { ...headers, 'content-type': 'application/json' }, { method: 'POST', body })
  for (const { headers: given } of [agent, customer]) {
    const [cookie = ''] = given['set-cookie'] ?? []
    expect(cookie).toMatch(/^aside_\d+[^;]*; Path=\/; HttpOnly; /)
    expect(cookie.endsWith(`HttpOnly; ${attributes}`)).toBe(true)
  }
})

test('a page on the same host with another scheme is of another site', async () => {
  const secure = await listening(planWith(), freshFolder(), { origins: ['https://localhost:5173'] })
  const { headers } = await from('https://localhost:5173', secure, '/api/v2/me', basic('Anna'))
  expect(headers['set-cookie']?.[0]).toContain('SameSite=None')
  await secure.close()
})

test('a page that was let in hears over a socket what its agent is told', async () => {
  const { headers } = await signIn(opened.url, 'Ben')
  const heard = await listen(opened.url, { headers: { ...headers, origin: shop } })
  await heard.hears('Ready')
  heard.socket.disconnect()
  await expect(listen(closed.url, { headers: { ...(await signIn(closed.url, 'Ben')).headers, origin: shop } })).rejects.toThrow()
})
