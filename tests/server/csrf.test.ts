import { afterEach, expect, test } from 'vitest'
import type { Aside } from '../../src-main/app.ts'
import { BayeuxClient } from '../support/bayeux.ts'
import { planWith } from '../support/rooms.ts'
import { basic, HttpClient, listen, listening, signIn } from '../support/server.ts'
import type { Reply } from '../support/server.ts'

/** Protection against requests that a foreign page makes a browser send (wire-facts 4.2). */

const open: { aside: (Aside & { data: string }) | null } = { aside: null }

afterEach(async () => {
  await open.aside?.close()
  open.aside = null
})

async function start(csrfHeader: string | null = 'X-CSRF-TOKEN', data?: string): Promise<Aside & { data: string }> {
  open.aside = await listening(planWith({ settings: { csrfHeader } }), data)
  return open.aside
}

/** Signs in as a client does that was told of the protection: the header's name comes from the response, like the token. */
async function protectedAt(url: string, name = 'Anna'): Promise<{ client: HttpClient; header: string; token: string; cookie: string }> {
  const reply = await new HttpClient(url, basic(name)).get('/api/v2/me')
  const header = reply.headers.get('x-csrf-header') ?? ''
  const token = reply.headers.get(header) ?? ''
  const [cookie = ''] = (reply.headers.get('set-cookie') ?? '').split(';')
  return { client: new HttpClient(url, { cookie, [header]: token }), header, token, cookie }
}

/** The token of one of our windows. */
async function windowsToken(aside: Aside, name: string): Promise<Record<string, string>> {
  const page = aside.pages(aside.host(planWith()).room).agents[name] ?? ''
  const { body } = await new HttpClient(aside.url).post('/page/session', { code: page.slice(page.indexOf('#code=') + '#code='.length) })
  return { authorization: `Bearer ${String(body['token'])}` }
}

async function stateOf(client: HttpClient): Promise<unknown> {
  const { user } = (await client.get('/api/v2/me')).body as { user?: { channels: { userState: { state: string } }[] } }
  return user?.channels[0]?.userState.state
}

async function withMethod(method: string, url: string, headers: Record<string, string>): Promise<Pick<Reply, 'status' | 'body'>> {
  const response = await fetch(url, { method, headers: { 'content-type': 'application/json', ...headers }, body: '{}' })
  return { status: response.status, body: (await response.json()) as Reply['body'] }
}

const refused = { statusCode: 3, statusMessage: 'Missing or invalid Csrf token' }

test('a room that does not ask for a token tells of none and takes every request', async () => {
  const { url } = await start(null)
  const reply = await new HttpClient(url, basic('Anna')).get('/api/v2/me')
  expect([...reply.headers.keys()].filter((name) => name.includes('csrf'))).toEqual([])
  expect((await (await signIn(url, 'Anna')).post('/api/v2/me', { operationName: 'NotReady' })).status).toBe(200)
})

test.each(['X-CSRF-TOKEN', 'X-Shop-Guard'])('every answer to a session names the header %s and carries its token, from the first one on, errors too', async (name) => {
  const { url } = await start(name)
  const { client, token, cookie } = await protectedAt(url)
  expect(token).toMatch(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  const bare = new HttpClient(url, { cookie })
  const replies = [
    await bare.get('/api/v2/me'),
    await bare.get('/api/v2/nothing/here'),
    await bare.get('/api/v2/me/chats/0000nosuchchat00'),
    await bare.post('/api/v2/me', { operationName: 'NotReady' }),
    await client.post('/api/v2/me', '{"operationName":'),
    await client.post('/api/v2/me', 'x'.repeat(1024 * 1024 + 1)),
    await new HttpClient(url, basic('Anna')).post('/api/v2/me', { operationName: 'NotReady' })
  ]
  expect(replies.map(({ status }) => status)).toEqual([200, 404, 404, 403, 400, 400, 403])
  expect(replies.map(({ headers }) => [headers.get('x-csrf-header'), headers.get(name)])).toEqual(replies.map(() => [name, token]))
})

test.each(['POST', 'PUT', 'DELETE'])('%s without the token, or with a wrong one, is refused with 403 before it is read', async (method) => {
  const { url } = await start()
  const { token, cookie } = await protectedAt(url)
  const { token: bens } = await protectedAt(url, 'Ben')
  const wrong = ['', 'x', bens, `${token}x`, token.slice(1), `${token}, ${token}`]
  for (const headers of [{}, ...wrong.map((given) => ({ 'X-CSRF-TOKEN': given })), { 'X-Other': token }]) {
    expect(await withMethod(method, `${url}/api/v2/me`, { cookie, ...headers })).toEqual({ status: 403, body: refused })
    expect(await withMethod(method, `${url}/api/v2/me`, { ...basic('Anna'), ...headers })).toEqual({ status: 403, body: refused })
  }
  expect((await withMethod(method, `${url}/api/v2/me`, { cookie, 'X-CSRF-TOKEN': token })).body).not.toEqual(refused)
  expect((await withMethod(method, `${url}/api/v2/me`, { ...basic('Anna'), 'X-CSRF-TOKEN': token })).body).not.toEqual(refused)
})

test('what is refused for want of a token is not carried out; with it the same is', async () => {
  const { url } = await start()
  const { client, cookie } = await protectedAt(url)
  const socket = await listen(url, { headers: { cookie } })
  expect((await new HttpClient(url, { cookie }).post('/api/v2/me', { operationName: 'NotReady' })).body).toEqual(refused)
  expect(await stateOf(client)).toBe('Ready')
  expect((await client.post('/api/v2/me', { operationName: 'NotReady' })).body).toEqual({ statusCode: 0 })
  expect(await stateOf(client)).toBe('NotReady')
  socket.socket.disconnect()
})

test('a token is good after the server was started again', async () => {
  const before = await start()
  const { token } = await protectedAt(before.url)
  await before.close()
  const { url } = await start('X-CSRF-TOKEN', before.data)
  const { cookie } = await protectedAt(url)
  expect((await new HttpClient(url, { cookie, 'X-CSRF-TOKEN': token }).post('/api/v2/me', { operationName: 'NotReady' })).status).toBe(200)
})

test('our own windows bring a token of their own and need no other; customers know of none', async () => {
  const aside = await start()
  const { url } = aside
  const anna = new HttpClient(url, await windowsToken(aside, 'Anna'))
  const replies = [await anna.get('/api/v2/me'), await anna.post('/api/v2/me', { operationName: 'NotReady' })]
  const asked = await new HttpClient(url).post('/api/v2/chats', { operationName: 'RequestChat', nickname: 'Dora', endpoint: 'Support' })
  const chat = `/api/v2/chats/${String(asked.body['id'])}`
  const [cookie = ''] = (asked.headers.get('set-cookie') ?? '').split(';')
  for (const headers of [{ cookie }, { authorization: `Bearer ${String(asked.body['token'])}` }]) {
    const dora = new HttpClient(url, headers as Record<string, string>)
    replies.push(await dora.post(chat, { operationName: 'SendMessage', text: 'Hello' }), await dora.get(chat))
  }
  expect([asked, ...replies].map(({ status, headers }) => [status, headers.get('x-csrf-header')])).toEqual([asked, ...replies].map(() => [200, null]))
})

test('the notification door asks for the token like any other, and tells it', async () => {
  const { url } = await start()
  const { client, token, cookie } = await protectedAt(url)
  const bayeux = new BayeuxClient(url, client.headers)
  await bayeux.open()
  const asked = await new HttpClient(url).post('/api/v2/chats', { operationName: 'RequestChat', nickname: 'Dora', endpoint: 'Support' })
  expect(asked.status).toBe(200)
  await bayeux.hears('Invited')

  const connect = { channel: '/meta/connect', clientId: bayeux.clientId, connectionType: 'long-polling', advice: { timeout: 0 } }
  const without = await new BayeuxClient(url, { cookie }).post([connect])
  expect([without.status, without.body]).toEqual([403, refused])
  const send = (body: string): Promise<Response> => fetch(`${url}/api/v2/notifications`, { method: 'POST', headers: client.headers, body })
  const response = await send(JSON.stringify([connect]))
  expect([response.status, response.headers.get('x-csrf-header'), response.headers.get('x-csrf-token')]).toEqual([200, 'X-CSRF-TOKEN', token])
  const garbled = await send('{')
  expect([garbled.status, garbled.headers.get('x-csrf-token')]).toEqual([400, token])
})
