import { once } from 'node:events'
import { request } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { afterEach, expect, test } from 'vitest'
import type { Aside } from '../../src-main/app.ts'
import type { BayeuxTimes } from '../../src-main/server/bayeux-session.ts'
import { silentTopics, spokenTopics } from '../../src-main/wire/topics.ts'
import type { Dialect } from '../../src-main/wire/dialect.ts'
import type { RoomPlan } from '../../src-main/contract/room-plan.ts'
import { BayeuxClient, textsIn } from '../support/bayeux.ts'
import { askForChat, consultBen, does, exits, goOut, says } from '../support/consult-over-http.ts'
import type { CustomerChat } from '../support/consult-over-http.ts'
import { planWith } from '../support/rooms.ts'
import { basic, HttpClient, listen, listening, signIn } from '../support/server.ts'

/** The notification door with nothing but HTTP: what goes in is written here, what comes out is read here. */

const open: { aside: Aside | null } = { aside: null }

afterEach(async () => {
  await open.aside?.close()
  open.aside = null
})

interface How {
  plan?: RoomPlan
  data?: string
  port?: number
  times?: Partial<BayeuxTimes>
}

async function start({ plan = planWith(), data, port = 0, times = {} }: How = {}): Promise<Aside & { data: string }> {
  const aside = await listening(plan, data, { port, bayeuxTimes: times })
  open.aside = aside
  return aside
}

/** Anna over HTTP and her Bayeux client, which is not connected yet. */
async function annaAt(url: string, options: { acks?: boolean } = {}): Promise<{ http: HttpClient; bayeux: BayeuxClient }> {
  const http = await signIn(url, 'Anna')
  return { http, bayeux: new BayeuxClient(url, http.headers, options) }
}

/** A chat of Anna's that goes on, all of which her client has heard. */
async function chatting(url: string, anna: { http: HttpClient; bayeux: BayeuxClient }): Promise<CustomerChat> {
  const chat = await askForChat(url)
  await anna.bayeux.hears('Invited')
  await does(anna.http, chat, { operationName: 'Accept' })
  await anna.bayeux.hears('ParticipantJoined')
  return chat
}

async function stateOf(agent: HttpClient): Promise<string | undefined> {
  const { body } = await agent.get('/api/v2/me')
  return (body['user'] as { channels: { userState: { state: string } }[] }).channels[0]?.userState.state
}

/** Until something is so that comes about by itself. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  const limit = performance.now() + 5000
  while (!(await isSo())) {
    if (performance.now() > limit) throw new Error('it did not come about')
    await new Promise((done) => setTimeout(done, 10))
  }
}

test('a client shakes hands, subscribes, connects and says goodbye, each message answered under its own id', async () => {
  const { url } = await start()
  const { bayeux } = await annaAt(url)
  const handshake = { id: 'a', channel: '/meta/handshake', version: '1.0', supportedConnectionTypes: ['websocket', 'long-polling'] }
  const shaken = await bayeux.post([handshake], '/handshake')
  expect(shaken).toMatchObject({
    status: 200,
    replies: [
      {
        id: 'a',
        channel: '/meta/handshake',
        version: '1.0',
        supportedConnectionTypes: ['long-polling'],
        successful: true,
        clientId: expect.stringMatching(/^[0-9a-f]{40}$/),
        advice: { reconnect: 'retry', interval: 0, timeout: 30_000, maxInterval: 15_000 }
      }
    ]
  })
  const clientId = shaken.replies[0]?.clientId
  const both = await bayeux.post([
    { id: 7, channel: '/meta/subscribe', clientId, subscription: ['/v2/me/chats', '/v2/me/channels'] },
    { id: 8, channel: '/meta/connect', clientId, connectionType: 'long-polling' }
  ])
  expect(both.replies).toEqual([
    { id: 7, channel: '/meta/subscribe', clientId, successful: true, subscription: ['/v2/me/chats', '/v2/me/channels'] },
    { id: 8, channel: '/meta/connect', clientId, successful: true, advice: { reconnect: 'retry', interval: 0, timeout: 30_000 } }
  ])
  const connect = { channel: '/meta/connect', clientId, connectionType: 'long-polling', advice: { timeout: 0 } }
  expect((await bayeux.post(connect, '/connect')).replies).toMatchObject([{ channel: '/meta/connect', successful: true }])
  const parted = await bayeux.post([{ id: 'z', channel: '/meta/disconnect', clientId }], '/disconnect')
  expect(parted.replies).toEqual([{ id: 'z', channel: '/meta/disconnect', clientId, successful: true, advice: { reconnect: 'none' } }])
  expect((await bayeux.post(connect)).replies).toMatchObject([{ successful: false, error: '402::Unknown client' }])
})

test.each([
  [
    'no connection type in common',
    { supportedConnectionTypes: ['websocket', 'callback-polling'] },
    '400:websocket,callback-polling:No connection type in common, only long-polling works here'
  ],
  ['no connection types at all', {}, '400::No connection type in common, only long-polling works here'],
  ['a later Bayeux', { minimumVersion: '2.0', supportedConnectionTypes: ['long-polling'] }, '400:2.0:Bayeux 1.0 is spoken here']
])('a client with %s is told so, and not to try again', async (_what, offer, error) => {
  const { url } = await start()
  const { bayeux } = await annaAt(url)
  const reply = await bayeux.ask({ channel: '/meta/handshake', version: '1.0', ...offer })
  const offered = { version: '1.0', supportedConnectionTypes: ['long-polling'] }
  expect(reply).toEqual({ id: '1', channel: '/meta/handshake', successful: false, error, ...offered, advice: { reconnect: 'none' } })
})

test('every topic of the API may be subscribed to; any other is refused with all that was asked for beside it', async () => {
  const { url } = await start()
  const { http, bayeux } = await annaAt(url)
  await bayeux.handshake()
  for (const topic of [...silentTopics, ...spokenTopics, '/v2/me/*', '/v2/*', '/v2/**', '/**', '/notifications/*']) {
    expect(await bayeux.ask({ channel: '/meta/subscribe', subscription: topic })).toMatchObject({ successful: true, subscription: topic })
  }
  await bayeux.ask({ channel: '/meta/unsubscribe', subscription: ['/v2/me/*', '/v2/*', '/v2/**', '/**', ...spokenTopics] })
  for (const topic of ['/v2/me/chat', '/v2/me', '/v2/me/chats/**', '/foo', '/meta/*', '/service/chats', '**', '']) {
    const refused = await bayeux.subscribe('/v2/me/chats', topic)
    expect(refused).toMatchObject({ channel: '/meta/subscribe', successful: false, error: `403:${topic}:unknown topic`, subscription: ['/v2/me/chats', topic] })
  }
  expect(await bayeux.ask({ channel: '/meta/subscribe' })).toMatchObject({ successful: false, error: '400::A subscription is missing' })
  await http.post('/api/v2/me', { operationName: 'Ready' })
  await askForChat(url)
  await bayeux.connect()
  expect(bayeux.told).toEqual([])
})

test.each([
  ['/v2/me/chats', ['/v2/me/chats']],
  ['/v2/me/channels', ['/v2/me/channels']],
  ['/v2/me/*', ['/v2/me/channels', '/v2/me/chats']],
  ['/v2/me/**', ['/v2/me/channels', '/v2/me/chats']],
  ['/v2/**', ['/v2/me/channels', '/v2/me/chats']],
  ['/**', ['/v2/me/channels', '/v2/me/chats']],
  ['/v2/*', []],
  ['/*', []],
  ['/v2/me/calls', []]
])('who subscribes to %s is told of %j', async (subscription, topics) => {
  const { url } = await start()
  const { http, bayeux } = await annaAt(url)
  await bayeux.open(subscription)
  await http.post('/api/v2/me', { operationName: 'Ready' })
  await http.post('/api/v2/me', { operationName: 'StartContactCenterSession' })
  await askForChat(url)
  await bayeux.connect(topics.length > 0 ? 5000 : 50)
  expect([...new Set(bayeux.told.map(({ channel }) => channel))]).toEqual(topics)
  for (const { channel, data } of bayeux.told) {
    expect(channel).toBe(data['messageType'] === 'ChannelStateChangeMessageV2' ? '/v2/me/channels' : '/v2/me/chats')
  }
})

test('who subscribes by several patterns at once is told each thing once', async () => {
  const { url } = await start()
  const { http, bayeux } = await annaAt(url)
  await bayeux.open('/**', '/v2/me/*', '/v2/me/chats', '/v2/me/channels', '/v2/**')
  const chat = await chatting(url, { http, bayeux })
  await says(chat, 'Only once')
  await bayeux.hears('Only once')
  expect(bayeux.texts).toEqual(['Only once'])
  expect(new Set(bayeux.told.map((one) => JSON.stringify(one))).size).toBe(bayeux.told.length)
})

test('who unsubscribes is told no more, and when it subscribes again it begins there', async () => {
  const { url } = await start()
  const anna = await annaAt(url)
  await anna.bayeux.open()
  const chat = await chatting(url, anna)
  await anna.bayeux.ask({ channel: '/meta/unsubscribe', subscription: '/v2/me/*' })
  await says(chat, 'Unheard')
  await anna.bayeux.subscribe('/v2/me/chats')
  await says(chat, 'Heard')
  await anna.bayeux.hears('Heard')
  expect(anna.bayeux.texts).toEqual(['Heard'])
})

test('a client that nobody knows is told to shake hands, whatever it asks', async () => {
  const { url } = await start()
  const { bayeux } = await annaAt(url)
  for (const channel of ['/meta/connect', '/meta/subscribe', '/meta/unsubscribe', '/meta/disconnect', '/v2/me/chats']) {
    for (const clientId of ['feed', undefined]) {
      const { status, replies } = await bayeux.post([{ id: '1', channel, ...(clientId ? { clientId } : {}), subscription: '/v2/me/chats' }])
      const advice = { reconnect: 'handshake', interval: 0 }
      expect([status, replies]).toMatchObject([200, [{ id: '1', channel, successful: false, error: '402::Unknown client', advice }]])
    }
  }
})

test("another agent's session is nobody's", async () => {
  const { url } = await start()
  const { bayeux } = await annaAt(url)
  await bayeux.open()
  const ben = new BayeuxClient(url, (await signIn(url, 'Ben')).headers)
  ben.clientId = bayeux.clientId
  expect(await ben.connect()).toMatchObject({ successful: false, error: '402::Unknown client' })
  expect(await ben.ask({ channel: '/meta/disconnect' })).toMatchObject({ successful: false, error: '402::Unknown client' })
  expect(await bayeux.connect()).toMatchObject({ successful: true })
})

test('the door opens to agents with a cookie or a credential, and to nobody else', async () => {
  const { url } = await start()
  const handshake = [{ channel: '/meta/handshake', version: '1.0', supportedConnectionTypes: ['long-polling'] }]
  const asked = await new HttpClient(url).post('/api/v2/chats', { operationName: 'RequestChat', nickname: 'Dora', endpoint: 'Support' })
  const [doras = ''] = (asked.headers.get('set-cookie') ?? '').split(';')
  const bearer = (token: unknown) => ({ authorization: `Bearer ${String(token)}` })
  for (const headers of [{}, basic('Anna', 'wrong'), bearer('a.b'), bearer(asked.body['token']), { cookie: doras }]) {
    const { status, body } = await new BayeuxClient(url, headers).post(handshake)
    expect([status, body]).toEqual([403, { statusCode: 20, statusMessage: 'Access denied' }])
  }
  const me = await new HttpClient(url, { ...basic('Anna'), 'x-aside-token': '1' }).get('/api/v2/me')
  for (const headers of [basic('Anna'), bearer(me.headers.get('x-aside-token')), (await signIn(url, 'Anna')).headers]) {
    expect((await new BayeuxClient(url, headers).post(handshake)).replies).toMatchObject([{ successful: true }])
  }
  const foreign = await new BayeuxClient(url, { ...basic('Anna'), origin: 'http://evil.example' }).post(handshake)
  expect([foreign.status, foreign.body['statusCode']]).toEqual([403, 3])
})

test.each([
  ['no JSON', 'nonsense'],
  ['nothing', ''],
  ['a number', '5'],
  ['null', 'null'],
  ['no message at all', '[]'],
  ['what is no object', '[5]'],
  ['a list in a list', '[[]]'],
  ['no channel', '[{"id":"1"}]'],
  ['a channel that is none', '[{"channel":"meta"}]'],
  ['a channel that is no text', '[{"channel":5}]'],
  ['an id that is an object', '[{"channel":"/meta/connect","id":{}}]'],
  ['one good message and a bad one', '[{"channel":"/meta/handshake","supportedConnectionTypes":["long-polling"]},{}]']
])('a body with %s is refused as a whole', async (_what, text) => {
  const { url } = await start()
  const { bayeux } = await annaAt(url)
  const { status, body, replies } = await bayeux.post(text)
  expect([status, replies]).toEqual([400, []])
  expect(body).toEqual({ statusCode: expect.toSatisfy((code) => code === 1 || code === 10), statusMessage: expect.any(String) })
})

test('what a client offers beyond what is understood is passed over', async () => {
  const { url } = await start()
  const { bayeux } = await annaAt(url)
  const handshake = { channel: '/meta/handshake', version: '1.0', supportedConnectionTypes: ['long-polling'] }
  const offer = { ...handshake, advice: { timeout: 'long' }, ext: { timesync: { tc: 1 } }, more: [1] }
  expect(await bayeux.ask(offer)).toMatchObject({ successful: true })
  expect(await bayeux.ask({ ...offer, advice: null, ext: 'none' })).toMatchObject({ successful: true })
})

test('a body of more than 1 MiB is not read to its end, and messages come by POST', async () => {
  const { url } = await start()
  const { bayeux } = await annaAt(url)
  const large = await bayeux.post(' '.repeat(1024 * 1024 + 1))
  expect([large.status, large.body]).toEqual([400, { statusCode: 10, statusMessage: 'The body is larger than 1 MiB' }])
  const got = await fetch(`${url}/api/v2/notifications`, { headers: bayeux.headers })
  expect([got.status, await got.json()]).toEqual([400, { statusCode: 10, statusMessage: 'Bayeux messages are sent by POST' }])
  expect((await fetch(`${url}/api/v2/notifications/handshake`, { method: 'OPTIONS' })).status).toBe(204)
  expect((await bayeux.handshake()).successful).toBe(true)
})

test('a client cannot publish, nor speak on a channel that Bayeux does not have', async () => {
  const { url } = await start()
  const { bayeux } = await annaAt(url)
  await bayeux.open()
  const second = await new BayeuxClient(url, bayeux.headers).open()
  await second.connect()
  for (const channel of ['/v2/me/chats', '/service/x']) {
    const reply = await bayeux.ask({ channel, data: { text: 'Hello' } })
    expect(reply).toMatchObject({ channel, successful: false, error: expect.stringContaining(`403:${channel}:`) })
  }
  expect(await bayeux.ask({ channel: '/meta/more' })).toMatchObject({ successful: false, error: '404:/meta/more:unknown channel' })
  const otherwise = await bayeux.ask({ channel: '/meta/connect', connectionType: 'websocket' })
  expect(otherwise).toMatchObject({ successful: false, error: '400:websocket:Only long-polling works here' })
  await second.connect()
  expect(second.told.filter(({ channel }) => channel === '/v2/me/chats')).toEqual([])
})

test('a connect is held until something is told, which is all that one request brings about; or until the client wants no more', async () => {
  const { url } = await start({ times: { subscribingMs: 60_000 } })
  const anna = await annaAt(url)
  await anna.bayeux.open('/v2/me/chats')
  const chat = await chatting(url, anna)
  anna.bayeux.told = []
  let isAnswered = false
  const held = anna.bayeux.connect(20_000).then(() => (isAnswered = true))
  const silent = new BayeuxClient(url, anna.http.headers)
  await silent.open('/v2/me/channels')
  expect(await silent.connect(50)).toMatchObject({ successful: true })
  expect(isAnswered).toBe(false)
  await does(anna.http, chat, { operationName: 'Complete', text: 'Goodbye' })
  await held
  expect(anna.bayeux.texts).toEqual(['Goodbye'])
  expect(JSON.stringify(anna.bayeux.told)).toContain('"state":"Completed"')
  expect(silent.told).toEqual([])
})

test('a second connect frees the first, and what is told comes with the second', async () => {
  const { url } = await start({ times: { subscribingMs: 60_000 } })
  const anna = await annaAt(url)
  await anna.bayeux.open()
  const chat = await chatting(url, anna)
  const connect = (id: string) => anna.bayeux.post([{ id, channel: '/meta/connect', clientId: anna.bayeux.clientId, connectionType: 'long-polling' }])
  const first = connect('first')
  await new Promise((done) => setTimeout(done, 50))
  const second = connect('second')
  expect(await first).toMatchObject({ status: 200, replies: [{ id: 'first', successful: true }], told: [] })
  await says(chat, 'Hello?')
  expect(await second).toMatchObject({ status: 200, replies: [{ id: 'second', successful: true }], told: [{ channel: '/v2/me/chats' }] })
})

test('a client that tries a WebSocket is refused at once, and a held connect does not hold up the end of Aside', async () => {
  const aside = await start()
  const { bayeux } = await annaAt(aside.url)
  const headers = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13', 'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==' }
  const upgrade = request(`${aside.url}/api/v2/notifications`, { headers }).end()
  const [response] = (await once(upgrade, 'response')) as [IncomingMessage]
  expect(response.statusCode).toBe(400)
  await bayeux.open('/v2/me/calls')
  const held = expect(bayeux.connect(20_000)).rejects.toThrow()
  await new Promise((done) => setTimeout(done, 50))
  await aside.close()
  open.aside = null
  await held
})

test('a client that shakes hands without end is refused, and of those that vanish only the last few are remembered', async () => {
  const aside = await start()
  const { bayeux } = await annaAt(aside.url)
  for (let number = 0; number < 50; number += 1) expect((await bayeux.open()).clientId).not.toBe('')
  expect(await bayeux.handshake()).toMatchObject({ successful: false, error: '403::Too many sessions of this agent', advice: { reconnect: 'none' } })
  const { room } = aside.host(planWith())
  expect(room.cursors('agent:Anna')).toHaveLength(50)
  aside.bayeux.forget()
  expect(room.cursors('agent:Anna')).toHaveLength(8)
  expect((await bayeux.handshake()).successful).toBe(true)
})

test('what a client did not read before it broke off comes again, though it says no more than that it is back', async () => {
  const aside = await start()
  const anna = await annaAt(aside.url)
  await anna.bayeux.open()
  const chat = await chatting(aside.url, anna)
  const { room } = aside.host(planWith())
  const texts = Array.from({ length: 300 }, (_, number) => `${number} `.padEnd(60_000, '.'))
  for (const text of texts) room.dispatch({ viewer: 'agent:Anna', chat: chat.id, operation: { operationName: 'SendMessage', text } }, room.now)
  const body = JSON.stringify([{ channel: '/meta/connect', clientId: anna.bayeux.clientId, connectionType: 'long-polling' }])
  const deaf = request(`${aside.url}/api/v2/notifications`, { method: 'POST', headers: anna.http.headers }).end(body)
  await once(deaf, 'response')
  deaf.destroy()
  await new Promise((done) => setTimeout(done, 50))
  await anna.bayeux.connect()
  expect(anna.bayeux.texts).toEqual(texts)
})

test('an agent is ready from its first subscription on, and a client that does not come back is a window that closed', async () => {
  const { url } = await start({ plan: planWith({ settings: { awayMs: 300 } }), times: { maxIntervalMs: 200 } })
  const anna = await annaAt(url)
  await anna.bayeux.handshake()
  await anna.bayeux.connect()
  expect(await stateOf(anna.http)).toBe('Logout')
  await anna.bayeux.subscribe('/v2/me/calls')
  expect(await stateOf(anna.http)).toBe('Logout')
  await anna.bayeux.subscribe('/v2/me/chats', '/v2/me/channels')
  expect(await stateOf(anna.http)).toBe('Ready')
  const chat = await chatting(url, anna)
  await until(async () => (await stateOf(anna.http)) === 'Logout')
  expect((await anna.http.get(`/api/v2/me/chats/${chat.id}`)).body).toMatchObject({ chat: { state: 'LeftChat' } })
  expect((await chat.customer.get(`/api/v2/chats/${chat.id}`)).body).toMatchObject({ chat: { state: 'Completed' } })
  expect(await anna.bayeux.connect()).toMatchObject({ successful: false, error: '402::Unknown client' })
})

test('a client that connects in time, or has its connect held, keeps its channel', async () => {
  const { url } = await start({ plan: planWith({ settings: { awayMs: 50 } }), times: { maxIntervalMs: 400 } })
  const { http, bayeux } = await annaAt(url)
  await bayeux.open()
  for (const _time of [1, 2]) {
    await bayeux.connect(600)
    expect(await stateOf(http)).toBe('Ready')
  }
  const gone = new AbortController()
  const held = bayeux.post([{ channel: '/meta/connect', clientId: bayeux.clientId, connectionType: 'long-polling' }], '', { signal: gone.signal })
  setTimeout(() => gone.abort(), 50)
  await expect(held).rejects.toThrow()
  await until(async () => (await stateOf(http)) === 'Logout')
})

test('a goodbye closes the channel at once', async () => {
  const { url } = await start({ plan: planWith({ settings: { awayMs: 0 } }), times: { maxIntervalMs: 60_000 } })
  const { http, bayeux } = await annaAt(url)
  await bayeux.open()
  expect(await stateOf(http)).toBe('Ready')
  await bayeux.ask({ channel: '/meta/disconnect' })
  await until(async () => (await stateOf(http)) === 'Logout')
})

test('a goodbye leaves nothing for whoever comes next, and frees the connect that is held', async () => {
  const { url } = await start()
  const anna = await annaAt(url)
  await anna.bayeux.open()
  const chat = await chatting(url, anna)
  const held = anna.bayeux.connect(20_000)
  await new Promise((done) => setTimeout(done, 50))
  await anna.bayeux.ask({ channel: '/meta/disconnect' })
  expect(await held).toMatchObject({ successful: true, advice: { reconnect: 'none' } })
  await says(chat, 'Unheard')
  const next = await new BayeuxClient(url, anna.http.headers).open()
  await says(chat, 'Heard')
  await next.hears('Heard')
  expect(next.texts).toEqual(['Heard'])
})

test('the end of the HTTP session is told as its last, and is the end of its notifications', async () => {
  const { url } = await start()
  const anna = await annaAt(url)
  await anna.bayeux.open()
  await anna.bayeux.hears('Ready')
  const byPassword = await new BayeuxClient(url, basic('Anna')).open()
  const held = anna.bayeux.connect(20_000)
  await new Promise((done) => setTimeout(done, 50))
  await anna.http.post('/api/v2/me', { operationName: 'EndContactCenterSession' })
  expect(await held).toMatchObject({ successful: true, advice: { reconnect: 'none' } })
  expect(JSON.stringify(anna.bayeux.told.at(-1))).toContain('Logout')
  const after = await anna.bayeux.post([{ channel: '/meta/connect', clientId: anna.bayeux.clientId, connectionType: 'long-polling' }])
  expect([after.status, after.body]).toEqual([403, { statusCode: 20, statusMessage: 'Access denied' }])
  expect((await byPassword.connect()).successful).toBe(true)
  const next = await annaAt(url)
  await next.bayeux.open()
  await next.bayeux.hears('Ready')
  expect(JSON.stringify(next.bayeux.told)).not.toContain('Logout')
})

/** Ways for a client to lose its session. Each must be survived without losing anything or hearing anything twice. */
const losses: Record<string, (aside: Aside & { data: string }, bayeux: BayeuxClient) => Promise<void>> = {
  'was forgotten between two connects': async (aside, bayeux) => {
    aside.bayeux.forget('agent:Anna')
    expect(await bayeux.connect()).toMatchObject({ successful: false, error: '402::Unknown client', advice: { reconnect: 'handshake' } })
  },
  'was forgotten while its connect was held': async (aside, bayeux) => {
    const held = bayeux.connect(20_000)
    await new Promise((done) => setTimeout(done, 50))
    aside.bayeux.forget()
    expect(await held).toMatchObject({ successful: false, error: '402::Unknown client', advice: { reconnect: 'handshake' } })
  },
  'did not connect in time': async (_aside, bayeux) => {
    await new Promise((done) => setTimeout(done, 700))
    expect(await bayeux.connect()).toMatchObject({ successful: false, error: '402::Unknown client' })
  },
  'lived through a restart of the server': async (aside, bayeux) => {
    await aside.close()
    await start({ data: aside.data, port: aside.port })
    // A connection to the server before is found broken only when it is used.
    await until(() => bayeux.connect().then(({ error }) => error === '402::Unknown client', () => false))
  }
}

test.each(Object.keys(losses))('a client that %s shakes hands again and gets what it missed, once and in order', async (how) => {
  const aside = await start({ times: { maxIntervalMs: 500 } })
  const anna = await annaAt(aside.url)
  await anna.bayeux.open()
  const chat = await chatting(aside.url, anna)
  await says(chat, 'One')
  await anna.bayeux.connect(5000)
  expect(anna.bayeux.texts).toEqual(['One'])

  await losses[how]?.(aside, anna.bayeux)
  for (const text of ['Two', 'Three']) await says(chat, text)
  await anna.bayeux.open()
  await says(chat, 'Four')
  await anna.bayeux.hears('Four')
  expect(anna.bayeux.texts).toEqual(['One', 'Two', 'Three', 'Four'])

  const next = await new BayeuxClient(aside.url, anna.http.headers).open()
  await next.connect()
  expect(next.texts).toEqual([])
})

test('what a client was sent and did not confirm comes again after a new handshake, and only once more', async () => {
  const aside = await start()
  const anna = await annaAt(aside.url)
  await anna.bayeux.open()
  const chat = await chatting(aside.url, anna)
  await says(chat, 'One')
  await anna.bayeux.connect(5000)
  aside.bayeux.forget()
  await says(chat, 'Two')
  await anna.bayeux.open()
  await anna.bayeux.hears('Two')
  expect(anna.bayeux.texts).toEqual(['One', 'One', 'Two'])
  aside.bayeux.forget()
  await anna.bayeux.open()
  await anna.bayeux.connect()
  expect(anna.bayeux.texts).toEqual(['One', 'One', 'Two'])
})

test('a client that acknowledges by number gets again what it does not acknowledge, with and without a new handshake', async () => {
  const aside = await start()
  const anna = await annaAt(aside.url, { acks: true })
  expect(await anna.bayeux.handshake()).toMatchObject({ successful: true, ext: { ack: true } })
  await anna.bayeux.subscribe('/**')
  const chat = await chatting(aside.url, anna)
  await says(chat, 'One')
  const before = anna.bayeux.batch
  await anna.bayeux.connect(5000)
  expect(anna.bayeux.batch).toBe(before + 1)

  anna.bayeux.batch = before
  await anna.bayeux.connect(5000)
  expect(anna.bayeux.texts).toEqual(['One', 'One'])
  await anna.bayeux.connect()
  expect(anna.bayeux.texts).toEqual(['One', 'One'])

  await says(chat, 'Two')
  const known = anna.bayeux.batch
  await anna.bayeux.connect(5000)
  aside.bayeux.forget()
  anna.bayeux.batch = known
  expect(await anna.bayeux.connect()).toMatchObject({ error: '402::Unknown client' })
  await anna.bayeux.open()
  await anna.bayeux.hears('Two')
  expect(anna.bayeux.texts).toEqual(['One', 'One', 'Two', 'Two'])
})

test('a client that subscribes topic by topic after its handshake gets what it missed in the order in which it was told', async () => {
  const aside = await start()
  const anna = await annaAt(aside.url)
  await anna.bayeux.open('/v2/me/chats', '/v2/me/channels')
  const chat = await chatting(aside.url, anna)
  anna.bayeux.told = []
  aside.bayeux.forget()
  await anna.bayeux.connect()
  await says(chat, 'One')
  await anna.http.post('/api/v2/me', { operationName: 'NotReady' })
  await says(chat, 'Two')
  await anna.bayeux.handshake()
  await anna.bayeux.subscribe('/v2/me/chats')
  await anna.bayeux.connect()
  expect(anna.bayeux.told).toEqual([])
  await anna.bayeux.subscribe('/v2/me/channels')
  await anna.bayeux.connect(5000)
  expect(anna.bayeux.told.map(({ channel }) => channel)).toEqual(['/v2/me/chats', '/v2/me/channels', '/v2/me/chats'])
})

test('a client that no longer wants a topic after its handshake gets the others a little later', async () => {
  const aside = await start({ times: { subscribingMs: 200 } })
  const anna = await annaAt(aside.url)
  await anna.bayeux.open('/v2/me/chats', '/v2/me/channels')
  const chat = await chatting(aside.url, anna)
  aside.bayeux.forget()
  await anna.bayeux.connect()
  await says(chat, 'One')
  await anna.bayeux.open('/v2/me/chats')
  await anna.bayeux.hears('One')
  await anna.http.post('/api/v2/me', { operationName: 'NotReady' })
  await anna.bayeux.subscribe('/v2/me/channels')
  await anna.bayeux.connect()
  expect(anna.bayeux.told.filter(({ channel }) => channel === '/v2/me/channels').map(({ data }) => JSON.stringify(data))).not.toContain('NotReady')
})

test('what is told while a new client is still subscribing reaches it', async () => {
  const { url } = await start()
  await askForChat(url)
  const { bayeux } = await annaAt(url)
  await bayeux.handshake()
  await bayeux.subscribe('/v2/me/chats')
  await bayeux.subscribe('/v2/me/channels')
  await bayeux.hears('Invited')
  await bayeux.hears('"state":"Ready"')
})

test('two windows of one agent are told everything each, also when both must shake hands again', async () => {
  const aside = await start()
  const anna = await annaAt(aside.url)
  const other = new BayeuxClient(aside.url, anna.http.headers)
  await anna.bayeux.open()
  await other.open()
  const chat = await chatting(aside.url, anna)
  await other.hears('ParticipantJoined')
  for (const text of ['One', 'Two', 'Three']) {
    await says(chat, text)
    await Promise.all([anna.bayeux.hears(text), other.hears(text)])
    const held = [anna.bayeux.connect(20_000), other.connect(20_000)]
    await new Promise((done) => setTimeout(done, 50))
    aside.bayeux.forget()
    expect((await Promise.all(held)).map(({ error }) => error)).toEqual(['402::Unknown client', '402::Unknown client'])
    await says(chat, `${text} again`)
    await Promise.all([anna.bayeux.open(), other.open()])
  }
  await Promise.all([anna.bayeux.hears('Three again'), other.hears('Three again')])
  const said = ['One', 'One again', 'Two', 'Two again', 'Three', 'Three again']
  expect([anna.bayeux.texts, other.texts]).toEqual([said, said])
})

test('a window that is told to shake hands goes on where it was, and not where one had come to that is gone', async () => {
  const aside = await start()
  const anna = await annaAt(aside.url)
  const gone = await new BayeuxClient(aside.url, anna.http.headers).open()
  await anna.bayeux.open()
  const chat = await chatting(aside.url, anna)
  await gone.hears('ParticipantJoined')
  await says(chat, 'One')
  await anna.bayeux.hears('One')
  await gone.connect(5000)
  const held = anna.bayeux.connect(20_000)
  await new Promise((done) => setTimeout(done, 50))
  aside.bayeux.forget()
  expect((await held).error).toBe('402::Unknown client')
  await anna.bayeux.open()
  await says(chat, 'Two')
  await anna.bayeux.hears('Two')
  expect(anna.bayeux.texts).toEqual(['One', 'Two'])
})

test('of two windows that come back at once with unequal shares neither misses anything', async () => {
  const aside = await start()
  const anna = await annaAt(aside.url)
  const other = new BayeuxClient(aside.url, anna.http.headers)
  await anna.bayeux.open()
  await other.open()
  const chat = await chatting(aside.url, anna)
  await other.hears('ParticipantJoined')
  await says(chat, 'One')
  await anna.bayeux.hears('One')
  aside.bayeux.forget()
  await other.connect()
  await anna.bayeux.connect()
  await other.open()
  await anna.bayeux.open()
  await says(chat, 'Two')
  await Promise.all([anna.bayeux.hears('Two'), other.hears('Two')])
  expect(other.texts).toEqual(['One', 'Two'])
  expect([...new Set(anna.bayeux.texts)]).toEqual(['One', 'Two'])
})

test('a client that was away for longer than things are kept is told how they are now, and goes on from there', async () => {
  const aside = await start({ times: { maxIntervalMs: 60_000 } })
  const anna = await annaAt(aside.url)
  await anna.bayeux.open()
  const chat = await chatting(aside.url, anna)
  await says(chat, 'One')
  await anna.bayeux.hears('One')
  anna.bayeux.told = []
  const { room } = aside.host(planWith())
  for (let number = 0; number < 2100; number += 1) {
    room.dispatch({ viewer: 'agent:Anna', chat: chat.id, operation: { operationName: 'SendMessage', text: `Number ${number}` } }, room.now)
  }
  await anna.bayeux.connect()
  const types = anna.bayeux.told.map(({ data }) => data['notificationType'] ?? data['messageType'])
  expect(types).toEqual(['ParticipantsUpdated', 'NewMessages', 'ChannelStateChangeMessageV2'])
  const [now, log] = anna.bayeux.told
  const read = await anna.http.get(`/api/v2/me/chats/${chat.id}`)
  expect(now?.data['chat']).toEqual(read.body['chat'])
  expect(log?.data['messages']).toEqual((await anna.http.get(`/api/v2/me/chats/${chat.id}/messages`)).body['messages'])
  anna.bayeux.told = []
  await says(chat, 'Still there?')
  await anna.bayeux.hears('Still there?')
  expect(anna.bayeux.texts).toEqual(['Still there?'])
})

test.each((['classic', 'extended'] as Dialect[]).flatMap((dialect) => exits.map((exit) => [dialect, exit] as const)))(
  'in the dialect %s a consult that ends by %s is told in the same bytes and order as over a socket',
  async (wire, exit) => {
    const plan = planWith({ wire })
    const aside = await start({ plan })
    const { url } = aside
    const people = await Promise.all(
      ['Anna', 'Ben'].map(async (name) => {
        const http = await signIn(url, name)
        const bayeux = await new BayeuxClient(url, http.headers).open('/v2/me/chats', '/v2/me/channels')
        return { name, http, bayeux, socket: await listen(url, { headers: http.headers, auth: { since: 0 } }) }
      })
    )
    const [anna, ben] = people.map(({ http }) => http) as [HttpClient, HttpClient]
    let isOver = false
    const listeners = people.map(async ({ bayeux }) => {
      while (!isOver) await bayeux.connect(100)
      await bayeux.connect()
    })
    await goOut(exit, await consultBen(url, anna, ben), anna, ben)
    isOver = true
    await Promise.all(listeners)
    const { room } = aside.host(plan)
    for (const { name, bayeux, socket } of people) {
      await socket.count(room.seqOf(`agent:${name}`))
      expect(bayeux.told.map(({ data }) => JSON.stringify(data))).toEqual(socket.told.map(({ body }) => JSON.stringify(body)))
      expect(textsIn(socket.told.map(({ body }) => body))).toContain('You may')
      socket.socket.disconnect()
    }
  }
)

test('over a line that is cut a held connect breaks off and no other is answered; mended, nothing is missing', async () => {
  const { url, host } = await start()
  const { room } = host(planWith())
  const anna = await annaAt(url)
  await anna.bayeux.open()
  const chat = await chatting(url, anna)
  const held = anna.bayeux.connect(20_000)
  await new Promise((passed) => setTimeout(passed, 100))
  room.setLine('agent:Anna', { network: 'disconnect' })
  await expect(held).rejects.toThrow()
  await says(chat, 'Are you there?')
  await expect(anna.bayeux.connect()).rejects.toThrow()
  room.setLine('agent:Anna', null)
  await anna.bayeux.hears('Are you there?')
  expect(anna.bayeux.texts).toEqual(['Are you there?'])
})
