import { afterEach, expect, test } from 'vitest'
import { planWith } from '../support/rooms.ts'
import { basic, HttpClient, listen, listening, signIn } from '../support/server.ts'
import type { Listening } from '../support/server.ts'

/** Each session is spoken to in the dialect that it chose. */

type Running = Awaited<ReturnType<typeof listening>>

const open: { aside: Running | null; windows: Listening[] } = { aside: null, windows: [] }

afterEach(async () => {
  for (const { socket } of open.windows) socket.disconnect()
  open.windows = []
  await open.aside?.close()
})

async function start(wire: 'classic' | 'extended' = 'extended', data?: string): Promise<string> {
  open.aside = await listening(planWith({ wire }), data)
  return open.aside.url
}

async function windowOf(options: Parameters<typeof listen>[1], query = ''): Promise<Listening> {
  const window = await listen(`${open.aside?.url}${query}`, options)
  open.windows.push(window)
  return window
}

/** Signs in with what is appended to the address, and goes on with the cookie alone. */
async function signInWith(url: string, name: string, query: string): Promise<HttpClient> {
  const reply = await new HttpClient(url, basic(name)).get(`/api/v2/me${query}`)
  const cookies = reply.headers.getSetCookie()
  expect(cookies).toHaveLength(1)
  return new HttpClient(url, { cookie: (cookies[0] ?? '').split(';')[0] ?? '' })
}

/** Only `extended` says how colleagues can be reached. */
async function dialectOf(client: HttpClient, path = '/api/v2/users?fields=*'): Promise<'classic' | 'extended'> {
  const [first] = (await client.get(path)).body['users'] as object[]
  return first && 'availability' in first ? 'extended' : 'classic'
}

/** What a window of ours brings with it. */
async function ownToken(name: string): Promise<Record<string, string>> {
  const aside = open.aside as Running
  const { agents } = aside.pages(aside.host(planWith()).room)
  const { body } = await new HttpClient(aside.url).post('/page/session', { code: agents[name]?.split('#code=')[1] })
  return { authorization: `Bearer ${String(body['token'])}` }
}

async function request(url: string): Promise<{ id: string; customer: HttpClient; token: string }> {
  const { body } = await new HttpClient(url).post('/api/v2/chats', { operationName: 'RequestChat', nickname: 'Dora', endpoint: 'Support' })
  return { id: String(body['id']), token: String(body['token']), customer: new HttpClient(url, { authorization: `Bearer ${String(body['token'])}` }) }
}

test.each(['classic', 'extended'] as const)('without a choice sessions and our own windows are spoken to in the dialect of the room: %s', async (wire) => {
  const url = await start(wire)
  expect(await dialectOf(await signIn(url, 'Anna'))).toBe(wire)
  expect(await dialectOf(new HttpClient(url, await ownToken('Ben')))).toBe(wire)
})

test.each(['?dialect=classic', '?profile=classic', '?fields=*&dialect=classic&subresources=*'])('a session chooses once, by %s, and its cookie keeps that', async (query) => {
  const url = await start()
  const anna = await signInWith(url, 'Anna', query)
  expect(await dialectOf(anna)).toBe('classic')
  expect((await anna.get('/api/v2/diagnostics/version')).body).toEqual({ statusCode: 0, version: '8.5.200.00' })
  expect((await (await signIn(url, 'Anna')).get('/api/v2/diagnostics/version')).body).toEqual({ statusCode: 0, version: '8.5.202.96' })
})

test('a choice outlives a restart, with the cookie', async () => {
  const url = await start()
  const { headers } = await signInWith(url, 'Anna', '?dialect=classic')
  const data = open.aside?.data ?? ''
  await open.aside?.close()
  await start('extended', data)
  const { url: again = '', port } = open.aside ?? {}
  expect(await dialectOf(new HttpClient(again, { cookie: (headers['cookie'] ?? '').replace(/^aside_\d+/, `aside_${port}`) }))).toBe('classic')
})

test('a choice on any other request gives the session another cookie', async () => {
  const url = await start()
  const anna = await signIn(url, 'Anna')
  const reply = await anna.get('/api/v2/queues?fields=*&dialect=classic')
  expect(reply.body['queues']).not.toContainEqual(expect.objectContaining({ availability: expect.anything() }))
  const [cookie = ''] = (reply.headers.get('set-cookie') ?? '').split(';')
  expect(await dialectOf(new HttpClient(url, { cookie }))).toBe('classic')
  expect((await new HttpClient(url, { cookie }).get('/api/v2/users?dialect=classic')).headers.get('set-cookie')).toBeNull()
})

test('a client that sends its password with every request speaks as its session does', async () => {
  const url = await start()
  const { headers } = await signInWith(url, 'Anna', '?dialect=classic')
  expect(await dialectOf(new HttpClient(url, { ...headers, ...basic('Anna') }))).toBe('classic')
  expect(await dialectOf(new HttpClient(url, { ...headers, ...basic('Ben') }))).toBe('extended')
  expect(await dialectOf(new HttpClient(url, basic('Anna')))).toBe('extended')
})

test('the header chooses for whoever calls, for that request', async () => {
  const url = await start()
  const anna = await signInWith(url, 'Anna', '?dialect=classic')
  expect(await dialectOf(new HttpClient(url, { ...anna.headers, 'x-aside-dialect': 'extended' }))).toBe('extended')
  const own = await ownToken('Ben')
  const reply = await new HttpClient(url, { ...own, 'x-aside-dialect': 'classic' }).get('/api/v2/users?fields=*')
  expect([reply.headers.get('set-cookie'), await dialectOf(new HttpClient(url, own))]).toEqual([null, 'extended'])
  expect(JSON.stringify(reply.body)).not.toContain('availability')
})

test.each([
  ['the address', '?dialect=latin', {}],
  ['the profile', '?profile=latin', {}],
  ['the header', '', { 'x-aside-dialect': 'latin' }]
])('a dialect that there is not is refused, and both are named: %s', async (_where, query, headers) => {
  const url = await start()
  for (const client of [new HttpClient(url, { ...basic('Anna'), ...headers }), new HttpClient(url, { ...(await signIn(url, 'Anna')).headers, ...headers })]) {
    const reply = await client.get(`/api/v2/me${query}`)
    expect([reply.status, reply.body]).toEqual([400, { statusCode: 10, statusMessage: 'There is no dialect "latin"; there are classic and extended' }])
    const shake = await client.post(`/api/v2/notifications${query}`, [{ channel: '/meta/handshake', version: '1.0', supportedConnectionTypes: ['long-polling'] }])
    expect([shake.status, shake.body.statusCode]).toEqual([400, 10])
  }
  const anna = await signIn(url, 'Anna')
  await expect(windowOf({ headers: { ...anna.headers, ...headers } }, query && `/${query}`)).rejects.toMatchObject({ data: { statusCode: 10 } })
})

test('two windows of one agent are told the same, each in its own dialect', async () => {
  const url = await start()
  const [classic, extended] = [await signInWith(url, 'Anna', '?dialect=classic'), await signIn(url, 'Anna')]
  const [one, other] = [await windowOf({ headers: classic.headers }), await windowOf({ headers: extended.headers })]
  const { id } = await request(url)
  await classic.post(`/api/v2/me/chats/${id}`, { operationName: 'Accept' })
  for (const window of [one, other]) await window.hears('ParticipantJoined')
  const seqs = ({ told }: Listening): number[] => told.map(({ seq }) => seq).filter((seq) => seq > other.hello)
  expect(seqs(one)).toEqual(seqs(other))
  expect(seqs(other).length).toBeGreaterThan(2)
  expect(JSON.stringify(one.told)).not.toMatch(/"path"|chatPath|"invitation"/)
  expect(JSON.stringify(other.told)).toMatch(/"path".*chatPath/)
})

test.each([
  ['the query', '/?dialect=classic', {}, {}],
  ['its handshake', '', { dialect: 'classic' }, {}],
  ['a header', '', {}, { 'x-aside-dialect': 'classic' }]
])('a socket chooses for itself by %s, and gets what it missed in that dialect', async (_how, query, auth, headers) => {
  const url = await start()
  const anna = await signIn(url, 'Anna')
  const first = await windowOf({ headers: anna.headers })
  await request(url)
  await first.hears('Invited')
  const window = await windowOf({ headers: { ...anna.headers, ...headers }, auth: { since: 0, ...auth } }, query)
  await window.hears('Invited')
  await request(url)
  await window.count(3)
  expect(JSON.stringify(first.told)).toContain('"invitation"')
  expect(JSON.stringify(window.told)).not.toMatch(/"invitation"|"path"/)
})

test("the session's dialect is that of its Bayeux channel too", async () => {
  const url = await start()
  const anna = await signInWith(url, 'Anna', '?dialect=classic')
  const window = await windowOf({ headers: anna.headers })
  const shaken = (await bayeux(anna, [{ channel: '/meta/handshake', version: '1.0', supportedConnectionTypes: ['long-polling'] }])) as { clientId: string }[]
  const clientId = shaken[0]?.clientId
  await bayeux(anna, [{ channel: '/meta/subscribe', clientId, subscription: '/v2/me/chats' }])
  await request(url)
  await window.hears('Invited')
  const told = await bayeux(anna, [{ channel: '/meta/connect', clientId, connectionType: 'long-polling' }])
  expect(JSON.stringify(told)).toContain('"state":"Invited"')
  expect(JSON.stringify(told)).not.toMatch(/"invitation"|"path"/)
})

async function bayeux({ url, headers }: HttpClient, messages: object[]): Promise<unknown> {
  const response = await fetch(`${url}/api/v2/notifications`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(messages) })
  return response.json()
}

test('a customer is told the same, whatever dialects its agents are spoken to in', async () => {
  const told = async (query: string): Promise<unknown> => {
    const url = await start()
    const anna = await signInWith(url, 'Anna', query)
    await windowOf({ headers: anna.headers })
    const { id, customer, token } = await request(url)
    const doras = await windowOf({ auth: { token, dialect: 'classic' } })
    await anna.post(`/api/v2/me/chats/${id}`, { operationName: 'Accept' })
    await doras.hears('Chatting')
    const [seen, said] = [await customer.get(`/api/v2/chats/${id}?dialect=latin`), await customer.get(`/api/v2/chats/${id}/messages?index=0`)]
    expect([seen.status, said.status]).toEqual([200, 200])
    const heard = [doras.told.map(({ body }) => body), seen.body, said.body]
    for (const { socket } of open.windows) socket.disconnect()
    await open.aside?.close()
    return JSON.parse(JSON.stringify(heard).replaceAll(id, 'ID'))
  }
  expect(await told('?dialect=classic')).toEqual(await told('?dialect=extended'))
})

test("in classic a filter on a field of extended is a field that is not there", async () => {
  const url = await start()
  const anna = await signInWith(url, 'Anna', '?dialect=classic')
  expect((await anna.get('/api/v2/me/chats?subject=x')).body.statusCode).toBe(10)
  expect((await anna.get('/api/v2/users?nickname=Anna')).body.statusCode).toBe(10)
  expect((await (await signIn(url, 'Anna')).get('/api/v2/users?nickname=Anna')).body['uris']).toHaveLength(1)
  expect((await anna.get('/api/v2/contacts?fields=*')).body['contacts']).not.toContainEqual(expect.objectContaining({ presence: expect.anything() }))
})
