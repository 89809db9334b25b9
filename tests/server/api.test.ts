import { request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Aside } from '../../src-main/app.ts'
import { planWith } from '../support/rooms.ts'
import { basic, HttpClient, listen, listening, signIn } from '../support/server.ts'
import type { Listening } from '../support/server.ts'

/** The doors as a foreign client finds them. */

let aside: Aside
let anna: HttpClient
let ben: HttpClient
let sockets: Listening[]

beforeAll(async () => {
  aside = await listening()
  anna = await signIn(aside.url, 'Anna')
  ben = await signIn(aside.url, 'Ben')
  sockets = await Promise.all([anna, ben].map((client) => listen(aside.url, { headers: client.headers })))
})

afterAll(async () => {
  for (const { socket } of sockets) socket.disconnect()
  await aside.close()
})

async function chatOf(nickname: string): Promise<{ id: string; customer: HttpClient }> {
  const { body } = await new HttpClient(aside.url).post('/api/v2/chats', { operationName: 'RequestChat', nickname, subject: 'Refund', endpoint: 'Support' })
  return { id: String(body['id']), customer: new HttpClient(aside.url, { authorization: `Bearer ${String(body['token'])}` }) }
}

async function uriOf(name: string): Promise<string> {
  const { body } = await anna.get('/api/v2/users?fields=*')
  const users = body['users'] as { userName: string; uri: string }[]
  return users.find((user) => user.userName === name)?.uri ?? ''
}

test('an agent signs in with name and password, and goes on with the cookie it was given', async () => {
  const first = await new HttpClient(aside.url, basic('Anna')).get('/api/v2/me')
  expect(first.status).toBe(200)
  expect(first.body).toMatchObject({ statusCode: 0, user: { userName: 'Anna' } })
  const cookie = first.headers.get('set-cookie') ?? ''
  expect(cookie).toMatch(new RegExp(`^aside_${aside.port}=`))
  expect(cookie).toMatch(/HttpOnly/)
  expect(cookie).toMatch(/SameSite=Strict/)
  expect((await anna.get('/api/v2/me')).body).toMatchObject({ user: { userName: 'Anna' } })
})

test.each([
  ['nothing', {}],
  ['a wrong password', basic('Anna', 'wrong')],
  ['an unknown name', basic('Nobody')],
  ['a made-up token', { authorization: 'Bearer aaaa.bbbb' }],
  ['a token that somebody else signed', { authorization: `Bearer ${['["hosted","agent:Anna"]', 'x'.repeat(32)].map((part) => Buffer.from(part).toString('base64url')).join('.')}` }],
  ['a made-up cookie', { cookie: 'aside_1=x' }],
  ['a scheme that is not ours', { authorization: 'Digest username=Anna' }]
])('with %s nobody gets in, and no browser is made to ask for a password', async (_what, headers) => {
  const reply = await new HttpClient(aside.url, headers as Record<string, string>).get('/api/v2/me/chats?fields=*')
  expect(reply.status).toBe(403)
  expect(reply.body).toEqual({ statusCode: 20, statusMessage: 'Access denied' })
  expect(reply.headers.get('www-authenticate')).toBeNull()
})

test('a whole consult goes over HTTP, each answer in its envelope', async () => {
  const { id, customer } = await chatOf('Dora')
  expect((await anna.post(`/api/v2/me/chats/${id}`, { operationName: 'Accept', nickname: 'Anna A.' })).body).toEqual({ statusCode: 0 })
  const asked = await anna.post(`/api/v2/chats/${id}`, { operationName: 'Consult', targetUri: await uriOf('Ben') })
  expect(asked.body).toEqual({ statusCode: 0, referenceId: expect.any(Number) })
  expect((await ben.post(`/api/v2/me/chats/${id}`, { operationName: 'Accept' })).body).toEqual({ statusCode: 0 })
  expect((await ben.post(`/api/v2/me/chats/${id}`, { operationName: 'SendMessage', text: 'Between us' })).status).toBe(200)
  await customer.post(`/api/v2/chats/${id}`, { operationName: 'SendMessage', text: 'Hello?' })

  const agents = await anna.get(`/api/v2/me/chats/${id}/messages`)
  expect((agents.body['messages'] as { text?: string }[]).map(({ text }) => text)).toContain('Between us')
  const seen = await customer.get(`/api/v2/chats/${id}/messages?index=0`)
  expect(JSON.stringify(seen.body)).not.toContain('Between us')
  expect((seen.body['messages'] as { index: number }[]).map(({ index }) => index)).toEqual([1, 2, 3])
  const list = await customer.get(`/api/v2/chats/${id}`)
  expect(list.body).toMatchObject({ statusCode: 0, chat: { state: 'Chatting', participants: [{ nickname: 'Anna A.', participantId: '2' }, { nickname: 'Dora', participantId: '1' }] } })
  await anna.post(`/api/v2/me/chats/${id}`, { operationName: 'Complete' })
})

test('a customer without an index gets each message once', async () => {
  const { id, customer } = await chatOf('Dora')
  await customer.post(`/api/v2/chats/${id}`, { operationName: 'SendMessage', text: 'One' })
  const types = async (): Promise<unknown[]> => ((await customer.get(`/api/v2/chats/${id}/messages`)).body['messages'] as { type: string }[]).map(({ type }) => type)
  expect(await types()).toEqual(['ParticipantJoined', 'Text'])
  expect(await types()).toEqual([])
  await customer.post(`/api/v2/chats/${id}`, { operationName: 'SendMessage', text: 'Two' })
  expect(await types()).toEqual(['Text'])
  await customer.post(`/api/v2/chats/${id}`, { operationName: 'Complete' })
})

test("a customer's token opens its own chat and nothing else", async () => {
  const one = await chatOf('Dora')
  const other = await chatOf('Emil')
  for (const path of [`/api/v2/chats/${other.id}`, `/api/v2/chats/${other.id}/messages?index=0`, '/api/v2/me', '/api/v2/me/chats?fields=*', `/api/v2/me/chats/${one.id}/messages`, '/api/v2/users?fields=*', '/api/v2/queues?fields=*', '/control/runs']) {
    const reply = await one.customer.get(path)
    expect([path, reply.status, reply.body.statusCode]).toEqual([path, 403, 20])
  }
  expect((await one.customer.post(`/api/v2/me/chats/${one.id}`, { operationName: 'SendToAgents', text: 'x' })).status).toBe(403)
  await one.customer.post(`/api/v2/chats/${one.id}`, { operationName: 'Complete' })
  await other.customer.post(`/api/v2/chats/${other.id}`, { operationName: 'Complete' })
})

test("a cookie for a customer's chat beside an agent's session is neither side's", async () => {
  const reply = await new HttpClient(aside.url).post('/api/v2/chats', { operationName: 'RequestChat', nickname: 'Dora', endpoint: 'Support' })
  const [cookie] = (reply.headers.get('set-cookie') ?? '').split(';')
  const id = String(reply.body['id'])
  expect((await new HttpClient(aside.url, { cookie: cookie ?? '' }).get(`/api/v2/chats/${id}`)).status).toBe(200)
  const both = await new HttpClient(aside.url, { cookie: `${cookie}; ${anna.headers['cookie']}` }).get(`/api/v2/chats/${id}`)
  expect([both.status, both.body.statusCode]).toEqual([403, 20])
  await new HttpClient(aside.url, { cookie: cookie ?? '' }).post(`/api/v2/chats/${id}`, { operationName: 'Complete' })
})

test.each([
  ['malformed JSON', '{"operationName":', 10, 400],
  ['a body that is a list', '[]', 10, 400],
  ['no operation', {}, 1, 400],
  ['an unknown operation', { operationName: 'Dance' }, 10, 400],
  ['an operation that is no text', { operationName: 7 }, 10, 400],
  ['a missing parameter', { operationName: 'SendMessage' }, 1, 400],
  ['a wrong parameter', { operationName: 'SendMessage', text: 7 }, 10, 400],
  ['an empty text', { operationName: 'SendMessage', text: '' }, 10, 400],
  ['a foreign chat', { operationName: 'SendMessage', text: 'x' }, 6, 404],
  ['a body over 1 MiB', { operationName: 'SendMessage', text: 'x'.repeat(1024 * 1024 + 1) }, 10, 400]
])('%s is answered with a sentence, never a stack', async (_what, body, statusCode, status) => {
  const reply = await anna.post('/api/v2/me/chats/0000nosuchchat00', body)
  expect([reply.status, reply.body.statusCode]).toEqual([status, statusCode])
  expect(reply.body.statusMessage?.length).toBeGreaterThan(10)
  expect(Object.keys(reply.body)).toEqual(['statusCode', 'statusMessage'])
  expect(JSON.stringify(reply.body)).not.toMatch(/\bat \S+:\d+|node_modules|Error:/)
})

test('what is not possible in this state is refused with 400 and code 2', async () => {
  const { id, customer } = await chatOf('Dora')
  const reply = await anna.post(`/api/v2/me/chats/${id}`, { operationName: 'SendMessage', text: 'Not yet' })
  expect([reply.status, reply.body.statusCode]).toEqual([400, 2])
  await customer.post(`/api/v2/chats/${id}`, { operationName: 'Complete' })
})

test('an address that is not served says so in the envelope', async () => {
  const reply = await anna.get('/api/v2/nothing/here')
  expect([reply.status, reply.body.statusCode]).toEqual([404, 6])
})

test.each([
  ['another host', { host: 'evil.example' }],
  ['a host that begins like ours', { host: '127.0.0.1.evil.example' }],
  ['another origin', { origin: 'http://evil.example' }],
  ['another port of this computer', { origin: 'http://localhost:1' }],
  ['an origin that hides', { origin: 'null' }]
])('a request for %s is turned away before it is read', async (_what, headers) => {
  const status = await new Promise<number>((done, failed) => {
    const request = httpRequest({ host: '127.0.0.1', port: aside.port, path: '/api/v2/me', headers: { ...basic('Anna'), ...headers } }, (response) => {
      response.resume()
      done(response.statusCode ?? 0)
    })
    request.on('error', failed)
    request.end()
  })
  expect(status).toBe(403)
})

test('what is no HTTP at all gets an answer in the envelope and ends nothing', async () => {
  const answer = await new Promise<string>((done) => {
    const socket = connect(aside.port, '127.0.0.1', () => socket.write('\x16\x03\x01 this is not HTTP\r\n\r\n'))
    let text = ''
    socket.on('data', (chunk) => (text += chunk.toString()))
    socket.on('close', () => done(text))
  })
  expect(answer).toContain('400 Bad Request')
  expect(answer).toContain('"statusCode":10')
  expect((await anna.get('/api/v2/me')).status).toBe(200)
})

test('an agent becomes ready with its first window, and can say that it is not', async () => {
  expect((await anna.get('/api/v2/me')).body).toMatchObject({ user: { channels: [{ userState: { state: 'Ready' } }] } })
  await anna.post('/api/v2/me', { operationName: 'NotReady' })
  expect((await anna.get('/api/v2/me')).body).toMatchObject({ user: { channels: [{ userState: { state: 'NotReady' } }] } })
  await anna.post('/api/v2/me', { operationName: 'Ready' })
})

test('lists come as addresses, or as what the fields name, and in pages', async () => {
  const uris = (await anna.get('/api/v2/users')).body['uris'] as string[]
  expect(uris).toHaveLength(3)
  expect((await anna.get('/api/v2/users?fields=userName')).body['users']).toEqual([{ userName: 'Anna' }, { userName: 'Ben' }, { userName: 'Carol' }])
  expect((await anna.get('/api/v2/users?fields=userName&startIndex=1&count=1')).body['users']).toEqual([{ userName: 'Ben' }])
  expect((await anna.get('/api/v2/users?startIndex=-1')).status).toBe(400)
  expect((await anna.get('/api/v2/queues?fields=*')).body['queues']).toMatchObject([{ name: 'Support', channel: 'chat' }, { name: 'Refunds' }])
})

test('a retry with the same key is answered as before and nothing happens twice', async () => {
  const { id, customer } = await chatOf('Dora')
  const say = () => customer.post(`/api/v2/chats/${id}`, { operationName: 'SendMessage', text: 'Once' }, { 'idempotency-key': 'k1' })
  expect((await say()).body).toEqual((await say()).body)
  const { body } = await customer.get(`/api/v2/chats/${id}/messages?index=0`)
  expect((body['messages'] as { text?: string }[]).filter(({ text }) => text === 'Once')).toHaveLength(1)
  await customer.post(`/api/v2/chats/${id}`, { operationName: 'Complete' })
})

test('in the dialect classic a participant has the three keys of the page and the customer no token', async () => {
  const classic = await listening(planWith({ wire: 'classic' }))
  const client = await signIn(classic.url, 'Anna')
  const socket = await listen(classic.url, { headers: client.headers })
  const { body } = await new HttpClient(classic.url).post('/api/v2/chats', { operationName: 'RequestChat', nickname: 'Dora', endpoint: 'Support' })
  expect(Object.keys(body)).toEqual(['id', 'statusCode', 'path'])
  await client.post(`/api/v2/me/chats/${String(body['id'])}`, { operationName: 'Accept' })
  const { body: chats } = await client.get('/api/v2/me/chats?fields=*')
  const [chat] = chats['chats'] as { participants: object[] }[]
  expect(Object.keys(chat ?? {})).toEqual(['participants', 'state', 'id', 'capabilities', 'uri', 'userData'])
  expect(chat?.participants.map((participant) => Object.keys(participant))).toEqual([
    ['nickname', 'type', 'participantId'],
    ['nickname', 'type', 'participantId']
  ])
  await socket.hears('ParticipantsUpdated')
  expect(JSON.stringify(socket.told)).not.toMatch(/chatPath|"path"|"visibility":"All","path"/)
  socket.socket.disconnect()
  await classic.close()
})

test('without a credential nobody is the customer of a chat, unless the room opens that door for widgets', async () => {
  const widget = new HttpClient(aside.url)
  const { id, customer } = await chatOf('Dora')
  expect((await widget.get(`/api/v2/chats/${id}`)).status).toBe(403)
  expect((await widget.post(`/api/v2/chats/${id}`, { operationName: 'SendMessage', text: 'x' })).body.statusCode).toBe(20)
  await customer.post(`/api/v2/chats/${id}`, { operationName: 'Complete' })

  const opened = await listening(planWith({ settings: { customerDoor: 'open' } }))
  const bare = new HttpClient(opened.url)
  const { body } = await bare.post('/api/v2/chats', { operationName: 'RequestChat', nickname: 'Dora', endpoint: 'Support' })
  const chat = `/api/v2/chats/${String(body['id'])}`
  expect((await bare.post(chat, { operationName: 'SendMessage', text: 'Hello' })).body).toEqual({ statusCode: 0 })
  expect((await bare.get(`${chat}/messages?index=0`)).body['messages']).toMatchObject([{ type: 'ParticipantJoined' }, { text: 'Hello' }])
  expect((await bare.get('/api/v2/me/chats')).status).toBe(403)
  expect((await bare.get('/api/v2/chats/0000nosuchchat00')).status).toBe(403)
  await opened.close()
})

test("the customer's page is told nothing of the scenario that is being played", async () => {
  const { customer } = aside.pages(aside.host(planWith()).room)
  const code = customer.slice(customer.indexOf('#code=') + '#code='.length)
  const session = await new HttpClient(aside.url).post('/page/session', { code })
  const page = await new HttpClient(aside.url, { authorization: `Bearer ${String(session.body['token'])}` }).get('/page/customer')
  expect(page.body).toMatchObject({ name: 'Clara', queues: ['Support', 'Refunds'], chat: null })
  expect(JSON.stringify([session.body, page.body])).not.toMatch(/A test|Anna|Ben|members/)
})

test("the trainer's door opens to the trainer's token alone", async () => {
  const { trainer } = aside.pages(aside.host(planWith()).room)
  const code = trainer.slice(trainer.indexOf('#code=') + '#code='.length)
  const { body } = await new HttpClient(aside.url).post('/page/session', { code })
  expect(body).toMatchObject({ page: 'trainer' })
  const trainerClient = new HttpClient(aside.url, { authorization: `Bearer ${String(body['token'])}` })
  expect((await trainerClient.get('/control/runs')).body).toMatchObject({ runs: [{ id: 'hosted', state: 'hosted' }] })
  expect((await anna.get('/control/runs')).status).toBe(403)
  expect((await new HttpClient(aside.url).get('/control/runs')).status).toBe(403)
  expect((await trainerClient.get('/api/v2/me')).status).toBe(403)
  expect((await new HttpClient(aside.url).post('/page/session', { code: 'guessed' })).status).toBe(403)
})
