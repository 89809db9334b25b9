import { afterEach, expect, test } from 'vitest'
import { io } from 'socket.io-client'
import type { Aside } from '../../src-main/app.ts'
import { planWith } from '../support/rooms.ts'
import { HttpClient, listen, listening, signIn } from '../support/server.ts'
import type { Listening } from '../support/server.ts'

/** Real sockets on a real port. */

const open: { aside: (Aside & { data: string }) | null; sockets: Listening[] } = { aside: null, sockets: [] }

afterEach(async () => {
  for (const { socket } of open.sockets) socket.disconnect()
  await open.aside?.close()
  open.sockets = []
})

async function start(data?: string): Promise<Aside & { data: string }> {
  open.aside = await listening(planWith(), data)
  return open.aside
}

async function hear(options: Parameters<typeof listen>[1]): Promise<Listening> {
  const heard = await listen(open.aside?.url ?? '', options)
  open.sockets.push(heard)
  return heard
}

async function request(url: string): Promise<{ id: string; token: string; customer: HttpClient }> {
  const { body } = await new HttpClient(url).post('/api/v2/chats', { operationName: 'RequestChat', nickname: 'Dora', endpoint: 'Support' })
  const token = String(body['token'])
  return { id: String(body['id']), token, customer: new HttpClient(url, { authorization: `Bearer ${token}` }) }
}

test("each viewer hears its own stream, exactly the wire's JSON with its number", async () => {
  const { url } = await start()
  const [anna, ben] = [await signIn(url, 'Anna'), await signIn(url, 'Ben')]
  const [annas, bens] = [await hear({ headers: anna.headers }), await hear({ headers: ben.headers })]
  const { id, token } = await request(url)
  const doras = await hear({ auth: { token } })
  await annas.hears('Invited')
  await anna.post(`/api/v2/me/chats/${id}`, { operationName: 'Accept' })
  await doras.hears('Chatting')

  expect(annas.told[1]?.body).toMatchObject({ notificationType: 'StatusChange', messageType: 'ChatStateChangeMessage', chat: { id, state: 'Invited' } })
  expect(annas.told.map(({ seq }) => seq)).toEqual(annas.told.map((_, place) => place + 1))
  expect(bens.told.filter(({ body }) => body.messageType !== 'ChannelStateChangeMessageV2')).toEqual([])
  expect(JSON.stringify(doras.told)).not.toMatch(/capabilities":\["Transfer|participantId":"0|timestamp|userData/)
})

test('who was away gets what it missed, once and in order; who asks for too much is told to read again', async () => {
  const { url } = await start()
  const anna = await signIn(url, 'Anna')
  const first = await hear({ headers: anna.headers })
  const { id, customer } = await request(url)
  await anna.post(`/api/v2/me/chats/${id}`, { operationName: 'Accept' })
  await first.hears('ParticipantJoined')
  const last = first.told.at(-1)?.seq ?? 0
  first.socket.disconnect()
  for (const text of ['One', 'Two', 'Three']) await customer.post(`/api/v2/chats/${id}`, { operationName: 'SendMessage', text })

  const again = await hear({ headers: anna.headers, auth: { since: last } })
  await again.hears('Three')
  const texts = again.told.flatMap(({ body }) => ('messages' in body ? (body['messages'] as { text?: string }[]).map(({ text }) => text) : []))
  expect(texts).toEqual(['One', 'Two', 'Three'])
  expect(again.told.map(({ seq }) => seq)).toEqual(again.told.map((_, place) => last + 1 + place))

  const resync = new Promise((done) => void hear({ headers: anna.headers, auth: { since: 9999 } }).then(({ socket, hello }) => socket.connected && done(hello)))
  expect(await resync).toBe(again.told.at(-1)?.seq)
})

test('a window that comes back after the server was started again misses nothing', async () => {
  const before = await start()
  const anna = await signIn(before.url, 'Anna')
  const first = await hear({ headers: anna.headers })
  const { id, token } = await request(before.url)
  await anna.post(`/api/v2/me/chats/${id}`, { operationName: 'Accept' })
  await first.hears('ParticipantJoined')
  await before.close()

  const { url } = await start(before.data)
  const again = await signIn(url, 'Anna')
  const customer = new HttpClient(url, { authorization: `Bearer ${token}` })
  await customer.post(`/api/v2/chats/${id}`, { operationName: 'SendMessage', text: 'Still there?' })
  const back = await hear({ headers: again.headers, auth: { since: first.told.at(-1)?.seq } })
  await back.hears('Still there?')
  expect(back.told[0]?.seq).toBe((first.told.at(-1)?.seq ?? 0) + 1)
  expect((await again.get(`/api/v2/me/chats/${id}`)).body).toMatchObject({ chat: { state: 'Chatting' } })
})

test('one agent in two windows: both are told, under the same numbers', async () => {
  const { url } = await start()
  const anna = await signIn(url, 'Anna')
  const [one, two] = [await hear({ headers: anna.headers }), await hear({ headers: anna.headers })]
  await request(url)
  await Promise.all([one.hears('Invited'), two.hears('Invited')])
  const ringing = ({ told }: Listening) => told.find(({ body }) => JSON.stringify(body).includes('Invited'))
  expect(ringing(one)).toEqual(ringing(two))
})

test.each([
  ['no credential', {}],
  ['a made-up token', { auth: { token: 'a.b' } }],
  ['another origin', { headers: { origin: 'http://evil.example' } }],
  ['another host', { headers: { host: 'evil.example' } }]
])('a socket with %s is not let in', async (_what, options) => {
  await start()
  await expect(hear(options)).rejects.toThrow()
})

test("the trainer's stream is closed to agents", async () => {
  const { url } = await start()
  const anna = await new HttpClient(url, { authorization: `Basic ${Buffer.from('Anna:Anna').toString('base64')}`, 'x-aside-token': '1' }).get('/api/v2/me')
  const token = anna.headers.get('x-aside-token') ?? ''
  expect((await hear({ auth: { token } })).hello).toBe(0)
  await expect(listen(`${url}/control`, { auth: { token } })).rejects.toThrow('Access denied')
})

test('a line that is broken cuts its window off and keeps it out; mended, the window comes back and misses nothing', async () => {
  const { url, host } = await start()
  const { room } = host(planWith())
  const anna = await signIn(url, 'Anna')
  const first = await hear({ headers: anna.headers })
  const { id, customer } = await request(url)
  await first.hears('Invited')
  const gone = new Promise((done) => first.socket.once('disconnect', done))
  room.setLine('agent:Anna', { network: 'disconnect' })
  await gone
  await anna.post(`/api/v2/me/chats/${id}`, { operationName: 'Accept' })
  await customer.post(`/api/v2/chats/${id}`, { operationName: 'SendMessage', text: 'Are you there?' })
  const refused = io(url, { transports: ['websocket'], forceNew: true, reconnection: false, extraHeaders: anna.headers })
  await new Promise((done) => refused.once('disconnect', done))
  room.setLine('agent:Anna', null)
  const back = await hear({ headers: anna.headers, auth: { since: first.told.at(-1)?.seq ?? 0 } })
  await back.hears('Are you there?')
  expect(back.told[0]?.seq).toBe((first.told.at(-1)?.seq ?? 0) + 1)
})
