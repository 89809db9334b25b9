import { afterEach, expect, test } from 'vitest'
import type { RoomPlan } from '../../src-main/contract/room-plan.ts'
import { agentPlan, planWith } from '../support/rooms.ts'
import { basic, HttpClient, listen, listening, signIn } from '../support/server.ts'
import type { Listening } from '../support/server.ts'

/** An agent's session and its readiness per channel, as clients open and end them. */

type Running = Awaited<ReturnType<typeof listening>>

const open: { aside: Running | null; windows: Listening[] } = { aside: null, windows: [] }

afterEach(async () => {
  for (const { socket } of open.windows) socket.disconnect()
  open.windows = []
  await open.aside?.close()
})

async function start(plan: RoomPlan = planWith(), data?: string): Promise<Running> {
  open.aside = await listening(plan, data)
  return open.aside
}

async function windowOf({ headers }: HttpClient, auth: object = {}): Promise<Listening> {
  const window = await listen(open.aside?.url ?? '', { headers, auth })
  open.windows.push(window)
  return window
}

async function channelsOf(client: HttpClient): Promise<unknown> {
  const { body } = await client.get('/api/v2/me/channels?fields=*')
  return (body['channels'] as { channel: string; dndState: string; userState: { displayName: string } }[]).map(({ channel, dndState, userState }) => [channel, userState.displayName, dndState])
}

/** A window of ours signs in with the code in its address. */
async function ownWindow(name: string): Promise<HttpClient> {
  const aside = open.aside as Running
  const address = aside.pages(aside.host(planWith()).room).agents[name] ?? ''
  const { body } = await new HttpClient(aside.url).post('/page/session', { code: address.slice(address.indexOf('#code=') + '#code='.length) })
  return new HttpClient(aside.url, { authorization: `Bearer ${String(body['token'])}` })
}

test('a session opens the channels that there are and says which did not open', async () => {
  const { url } = await start(planWith({ settings: { channels: ['chat', 'voice'], channelsOff: ['voice'] } }))
  const anna = await signIn(url, 'Anna')
  expect((await anna.post('/api/v2/me', { operationName: 'StartContactCenterSession', channels: ['chat'] })).body).toEqual({ statusCode: 0 })
  const partly = await anna.post('/api/v2/me', { operationName: 'StartContactCenterSession', channels: ['voice', 'chat'] })
  expect([partly.status, partly.body]).toEqual([
    200,
    {
      statusCode: 7,
      failed: [{ statusCode: 4, statusMessage: 'Interaction server connection is not opened', channel: 'voice' }],
      succeeded: [{ statusCode: 0, channel: 'multimedia' }]
    }
  ])
})

test('what known clients send along is taken, also where nothing here comes of it', async () => {
  const { url } = await start()
  const anna = await signIn(url, 'Anna')
  const session = { operationName: 'StartContactCenterSession', channels: ['chat'], place: 'Desk 1', loginCode: '1', queue: 'q', devicePath: '/devices/1', mobileSession: { mobileDeviceId: 'x', mobilePushType: 'IOS' }, unheardOf: [] }
  expect((await anna.post('/api/v2/me', session)).body).toEqual({ statusCode: 0 })
})

test('while a channel is switched off the answer is HTTP 503, and so is that of every operation on it', async () => {
  const { url } = await start(planWith({ settings: { channelsOff: ['chat'] } }))
  const anna = await signIn(url, 'Anna')
  for (const [path, operationName] of [
    ['/api/v2/me', 'StartContactCenterSession'],
    ['/api/v2/me', 'Ready'],
    ['/api/v2/me/channels/chat', 'Ready']
  ] as const) {
    const reply = await anna.post(path, { operationName })
    expect([path, operationName, reply.status, reply.body]).toEqual([path, operationName, 503, { statusCode: 4, statusMessage: 'Interaction server connection is not opened' }])
  }
})

test('readiness is changed on one channel alone, and shown and told so', async () => {
  const { url } = await start(planWith({ settings: { channels: ['chat', 'voice'] } }))
  const anna = await signIn(url, 'Anna')
  const window = await windowOf(anna)
  await anna.post('/api/v2/me', { operationName: 'Ready' })
  expect((await anna.post('/api/v2/me/channels/voice', { operationName: 'AfterCallWork' })).body).toEqual({ statusCode: 0 })
  await anna.post('/api/v2/me/channels/chat', { operationName: 'DoNotDisturbOn' })
  expect(await channelsOf(anna)).toEqual([
    ['chat', 'Ready', 'On'],
    ['voice', 'After Call Work', 'Off']
  ])
  await window.hears('AfterCallWork')
  await anna.post('/api/v2/me/channels/voice', { operationName: 'Offline' })
  await anna.post('/api/v2/me/channels/chat', { operationName: 'DoNotDisturbOff' })
  expect(await channelsOf(anna)).toEqual([
    ['chat', 'Ready', 'Off'],
    ['voice', 'Logged Out', 'Off']
  ])
})

test.each([
  ['a channel that nobody knows', 'fax', { operationName: 'Ready' }, 404, 6, /no such channel/],
  ['a channel that this room does not have', 'email', { operationName: 'Ready' }, 500, 4, /not available/],
  ['a session as if it were readiness', 'chat', { operationName: 'StartContactCenterSession' }, 400, 10, /"StartContactCenterSession" is not known here/],
  ['no operation', 'chat', {}, 400, 1, /"operationName" is missing/]
])('%s is refused', async (_what, channel, body, status, statusCode, sentence) => {
  const { url } = await start()
  const reply = await (await signIn(url, 'Anna')).post(`/api/v2/me/channels/${channel}`, body)
  expect([reply.status, reply.body.statusCode, Object.keys(reply.body)]).toEqual([status, statusCode, ['statusCode', 'statusMessage']])
  expect(reply.body.statusMessage).toMatch(sentence)
})

test('ending a session ends its cookie: it is taken from the browser, and whoever kept it stays outside', async () => {
  const { url, port } = await start()
  const anna = await signIn(url, 'Anna')
  await anna.post('/api/v2/me', { operationName: 'StartContactCenterSession', channels: ['chat'] })
  const ended = await anna.post('/api/v2/me', { operationName: 'EndContactCenterSession' })
  expect(ended.body).toEqual({ statusCode: 0 })
  expect(ended.headers.get('set-cookie')).toMatch(new RegExp(`^aside_${port}=; Max-Age=0; Path=/; HttpOnly`))
  for (const reply of [await anna.get('/api/v2/me'), await anna.post('/api/v2/me', { operationName: 'Ready' }), await anna.post('/api/v2/notifications', [])]) {
    expect([reply.status, reply.body]).toEqual([403, { statusCode: 20, statusMessage: 'Access denied' }])
  }
  await expect(windowOf(anna)).rejects.toMatchObject({ data: { statusCode: 20 } })
})

test('an ended session is over after a restart too, and a new one is good', async () => {
  const before = await start()
  const old = await signIn(before.url, 'Anna')
  const ben = await signIn(before.url, 'Ben')
  await old.post('/api/v2/me', { operationName: 'EndContactCenterSession' })
  const next = await signIn(before.url, 'Anna')
  await before.close()

  const { url, port } = await start(undefined, before.data)
  // The cookie's name has the port in it, which is another one now.
  const renamed = ({ headers }: HttpClient): HttpClient => new HttpClient(url, { cookie: (headers['cookie'] ?? '').replace(/^aside_\d+/, `aside_${port}`) })
  expect((await renamed(old).get('/api/v2/me')).status).toBe(403)
  expect((await renamed(next).get('/api/v2/me')).status).toBe(200)
  expect((await renamed(ben).get('/api/v2/me')).status).toBe(200)
})

test('a window of ours goes on when a session ends, and what came by its cookie does not', async () => {
  const { url } = await start()
  const anna = await signIn(url, 'Anna')
  const own = await ownWindow('Anna')
  const token = (own.headers['authorization'] ?? '').slice('Bearer '.length)
  const [byCookie, byToken] = [await windowOf(anna), await windowOf(new HttpClient(url), { token })]
  const cutOff = new Promise<string>((done) => void byCookie.socket.once('disconnect', done))
  await anna.post('/api/v2/me', { operationName: 'EndContactCenterSession' })
  await byToken.hears('Logged Out')
  expect(await cutOff).toMatch(/transport close|io server disconnect/)
  expect(byToken.socket.connected).toBe(true)
  expect((await own.get('/api/v2/me')).status).toBe(200)
})

test('the token that our own sign-in page is given outlives the session', async () => {
  const { url } = await start()
  const signedIn = await new HttpClient(url, { ...basic('Anna'), 'x-aside-token': '1' }).get('/api/v2/me')
  const own = new HttpClient(url, { authorization: `Bearer ${signedIn.headers.get('x-aside-token')}` })
  expect((await own.post('/api/v2/me', { operationName: 'EndContactCenterSession' })).body).toEqual({ statusCode: 0 })
  expect((await own.get('/api/v2/me')).body).toMatchObject({ user: { userName: 'Anna' } })
  expect((await new HttpClient(url, basic('Anna')).get('/api/v2/me')).headers.get('x-aside-token')).toBeNull()
})

test('by name and password one may end a session and come again', async () => {
  const { url } = await start()
  const anna = new HttpClient(url, basic('Anna'))
  await anna.post('/api/v2/me', { operationName: 'Ready' })
  expect((await anna.post('/api/v2/me', { operationName: 'EndContactCenterSession' })).body).toEqual({ statusCode: 0 })
  expect(await channelsOf(anna)).toEqual([['chat', 'Logged Out', 'Off']])
  expect((await (await signIn(url, 'Anna')).get('/api/v2/me')).status).toBe(200)
})

test("a session that does not end, since the room makes that fail, keeps its cookie", async () => {
  const { url } = await start(planWith({ settings: { faults: [{ operation: 'EndContactCenterSession', statusCode: 9, statusMessage: 'Not now', of: null, times: 1 }] } }))
  const anna = await signIn(url, 'Anna')
  const reply = await anna.post('/api/v2/me', { operationName: 'EndContactCenterSession' })
  expect([reply.body.statusCode, reply.headers.get('set-cookie')]).toEqual([9, null])
  expect((await anna.get('/api/v2/me')).status).toBe(200)
})

test('sessions of two agents end each for itself', async () => {
  const { url } = await start(planWith({ agents: { Anna: agentPlan('Anna'), Ben: agentPlan('Ben') } }))
  const [anna, ben] = [await signIn(url, 'Anna'), await signIn(url, 'Ben')]
  await anna.post('/api/v2/me', { operationName: 'EndContactCenterSession' })
  expect((await ben.get('/api/v2/me')).status).toBe(200)
})
