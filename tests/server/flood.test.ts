import { afterEach, expect, test, vi } from 'vitest'
import type { Aside } from '../../src-main/app.ts'
import { Flood } from '../../src-main/server/flood.ts'
import { BayeuxClient } from '../support/bayeux.ts'
import { RawWebSocket, openRaw } from '../support/raw-websocket.ts'
import { raw, tcp } from '../support/raw.ts'
import { planWith } from '../support/rooms.ts'
import { basic, HttpClient, listen, listening, signIn } from '../support/server.ts'
import type { Reply } from '../support/server.ts'

/** Whoever sends too much is told to wait, and nobody else notices. */

const limit = 50
const burst = 2 * limit

const open: { aside: (Aside & { data: string }) | null } = { aside: null }

afterEach(async () => {
  await open.aside?.close()
  open.aside = null
})

async function start(settings: Parameters<typeof planWith>[0] = { settings: { requestsPerSecond: limit } }): Promise<string> {
  open.aside = await listening(planWith(settings))
  return open.aside.url
}

async function askForChat(url: string): Promise<{ path: string; customer: HttpClient; token: string }> {
  const { body } = await new HttpClient(url).post('/api/v2/chats', { operationName: 'RequestChat', nickname: 'Dora', endpoint: 'Support' })
  const token = String(body['token'])
  return { path: `/api/v2/chats/${String(body['id'])}`, token, customer: new HttpClient(url, { authorization: `Bearer ${token}` }) }
}

/** Sends all at once, and gives the statuses of the answers. */
function flood(howMany: number, send: (number: number) => Promise<{ status: number }>): Promise<number[]> {
  return Promise.all(Array.from({ length: howMany }, async (_, number) => (await send(number)).status))
}

function count(statuses: readonly number[], status: number): number {
  return statuses.filter((one) => one === status).length
}

/** Uses up what a caller may ask, however fast that fills up again. */
async function exhaust(send: () => Promise<{ status: number }>): Promise<void> {
  while (count(await flood(burst, send), 429) === 0);
}

test('a session that sends too much is told to wait a second, in the envelope', async () => {
  const anna = await signIn(await start(), 'Anna')
  const began = performance.now()
  const statuses = await flood(3 * burst, () => anna.get('/api/v2/me'))
  const filled = ((performance.now() - began) / 1000) * limit
  expect(count(statuses, 200)).toBeGreaterThanOrEqual(burst - 1)
  expect(count(statuses, 200)).toBeLessThanOrEqual(burst + filled)
  expect(count(statuses, 200) + count(statuses, 429)).toBe(3 * burst)
  const replies = await Promise.all(Array.from({ length: burst }, () => anna.get('/api/v2/me')))
  const refused = replies.find(({ status }) => status === 429)
  expect(refused?.headers.get('retry-after')).toBe('1')
  expect(refused?.body).toEqual({
    statusCode: 9,
    statusMessage: 'More than 50 requests a second: this one was not carried out. Try again in a second, or raise the room\'s setting "requestsPerSecond"'
  })
  await new Promise((done) => setTimeout(done, 1000))
  expect((await anna.get('/api/v2/me')).status).toBe(200)
})

test('what was one too many is not carried out and not stored', async () => {
  const url = await start()
  const { path, customer } = await askForChat(url)
  const statuses = await flood(2 * burst, (number) => customer.post(path, { operationName: 'SendMessage', text: `Message ${number}` }))
  expect(count(statuses, 429)).toBeGreaterThan(0)
  await new Promise((done) => setTimeout(done, 1000))
  const { body } = await customer.get(`${path}/messages?index=0`)
  expect((body['messages'] as { type: string }[]).filter(({ type }) => type === 'Text')).toHaveLength(count(statuses, 200))
})

test('while one session floods, all that another asks is answered', async () => {
  const url = await start()
  const [anna, ben] = [await signIn(url, 'Anna'), await signIn(url, 'Ben')]
  const floods: number[] = []
  const bens: Reply[] = []
  const began = performance.now()
  const flooding = Array.from({ length: 20 }, async () => {
    while (bens.length < burst) floods.push((await anna.get('/api/v2/me')).status)
  })
  while (bens.length < burst) bens.push(await ben.get('/api/v2/me'))
  const filled = ((performance.now() - began) / 1000) * limit
  await Promise.all(flooding)
  expect(bens.map(({ status }) => status)).toEqual(bens.map(() => 200))
  expect(count(floods, 200)).toBeLessThanOrEqual(burst + filled + 20)
  expect(count(floods, 429)).toBeGreaterThan(bens.length)
})

test('each session is counted for itself: windows, cookies, passwords, chats, strangers and bad credentials', async () => {
  const url = await start()
  const one = await askForChat(url)
  const other = await askForChat(url)
  const [anna, ben] = [await signIn(url, 'Anna'), await signIn(url, 'Ben')]
  const window = open.aside?.pages(open.aside.host(planWith()).room).agents['Anna'] ?? ''
  const { body } = await new HttpClient(url).post('/page/session', { code: window.slice(window.indexOf('#code=') + '#code='.length) })
  const callers: Record<string, () => Promise<Reply>> = {
    'Anna by cookie': () => anna.get('/api/v2/me'),
    'Anna by password': () => new HttpClient(url, basic('Anna')).get('/api/v2/me'),
    "Anna's window": () => new HttpClient(url, { authorization: `Bearer ${String(body['token'])}` }).get('/api/v2/me'),
    'Ben by cookie': () => ben.get('/api/v2/me'),
    'a customer': () => one.customer.get(one.path),
    'another customer': () => other.customer.get(other.path),
    'a stranger': () => new HttpClient(url).get('/page/customer'),
    'a bad password': () => new HttpClient(url, basic('Anna', 'wrong')).get('/api/v2/me')
  }
  const names = Object.keys(callers)
  for (const [place, name] of names.entries()) {
    const send = callers[name]
    if (!send) throw new Error(name)
    await exhaust(send)
    const rest = names.slice(place + 1)
    const statuses = await Promise.all(rest.map(async (untouched) => (await callers[untouched]?.())?.status))
    expect([name, statuses]).toEqual([name, rest.map((untouched) => (untouched === 'a bad password' ? 403 : 200))])
  }
})

test('the notification door draws on the same as the rest of the API', async () => {
  const url = await start()
  const anna = await signIn(url, 'Anna')
  const bayeux = await new BayeuxClient(url, anna.headers).open()
  const connect = { channel: '/meta/connect', clientId: bayeux.clientId, connectionType: 'long-polling', advice: { timeout: 0 } }
  await exhaust(() => anna.get('/api/v2/me'))
  const refused = await Promise.all(Array.from({ length: 20 }, () => bayeux.post([connect])))
  expect(refused.find(({ status }) => status === 429)?.body).toMatchObject({ statusCode: 9 })
  await exhaust(() => bayeux.post([connect]))
  expect(count(await flood(20, () => anna.get('/api/v2/me')), 429)).toBeGreaterThan(0)
})

test('one too many is refused before its body is read', async () => {
  const url = await start({ settings: { requestsPerSecond: 1 } })
  await exhaust(() => new HttpClient(url).post('/page/session', {}))
  const socket = await tcp(url)
  socket.write('POST /api/v2/chats HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n')
  const answer = await new Promise<string>((done) => socket.once('data', (chunk) => done(chunk.toString())))
  expect(answer).toMatch(/^HTTP\/1\.1 429 /)
  socket.destroy()
})

test('without a word of the room a session may send 500 requests a second, and twice that in one go', async () => {
  const anna = await signIn(await start({}), 'Anna')
  expect(planWith().settings.requestsPerSecond).toBe(500)
  expect(count(await flood(900, () => anna.get('/api/v2/me')), 429)).toBe(0)
})

test('who has been quiet is forgotten', () => {
  vi.useFakeTimers()
  const flooded = new Flood()
  for (let number = 0; number < 1000; number += 1) flooded.isTooMuch(`caller ${number}`, 1)
  expect(flooded.size).toBe(1000)
  vi.advanceTimersByTime(1500)
  for (let number = 0; number < 10; number += 1) flooded.isTooMuch(`caller ${number}`, 1)
  vi.advanceTimersByTime(1000)
  expect(flooded.size).toBe(10)
  vi.advanceTimersByTime(4000)
  expect([flooded.size, vi.getTimerCount()]).toEqual([0, 0])
  vi.useRealTimers()
})

test('a client that sends without end over its socket is cut off and told why; others go on hearing', async () => {
  const url = await start()
  const [anna, { path, token, customer }] = [await signIn(url, 'Anna'), await askForChat(url)]
  const heard = await listen(url, { headers: anna.headers })
  const flooder = await openRaw(url, { token })
  const endless = setInterval(() => Array.from({ length: 20 }, () => flooder.send('42["nobody listens"]')), 1)
  expect(await flooder.closed).toEqual({ code: 1008, reason: 'sends too much; nothing is taken here, operations go to /api/v2' })
  clearInterval(endless)
  await customer.post(path, { operationName: 'SendMessage', text: 'Still there?' })
  await anna.post(path, { operationName: 'Accept' })
  await heard.hears('Still there?')
  expect((await openRaw(url, { token })).texts.some((text) => text.includes('hello'))).toBe(true)
  heard.socket.disconnect()
})

test.each([
  ['answers to questions of ours, before it has said who it is', (socket: RawWebSocket) => socket.send('3')],
  ['questions whether we are there', (socket: RawWebSocket) => socket.ping()]
])('a client is cut off too that sends without end %s', async (_what, send) => {
  const url = await start()
  const flooder = await RawWebSocket.open(url, '/socket.io/?EIO=4&transport=websocket')
  const endless = setInterval(() => Array.from({ length: 20 }, () => send(flooder)), 1)
  expect(await flooder.closed).toMatchObject({ code: 1008 })
  clearInterval(endless)
})

test('a packet is taken up to 16 KiB, for there is nothing to be said over a socket', async () => {
  const url = await start()
  const { token } = await askForChat(url)
  const talkative = await openRaw(url, { token })
  talkative.send(`42["x","${'x'.repeat(16 * 1024)}"]`)
  expect(await talkative.closed).toMatchObject({ code: 1009 })
})

test('connections that begin without end are refused for a while, and requests go on', async () => {
  const url = await start()
  const anna = await signIn(url, 'Anna')
  const statuses = await flood(2 * burst, () => raw(url, '/socket.io/?EIO=4&transport=polling'))
  expect(count(statuses, 403)).toBeGreaterThan(0)
  expect((await anna.get('/api/v2/me')).status).toBe(200)
  await new Promise((done) => setTimeout(done, 1000))
  const again = await listen(url, { headers: anna.headers })
  expect(again.hello).toBeGreaterThanOrEqual(0)
  again.socket.disconnect()
})
