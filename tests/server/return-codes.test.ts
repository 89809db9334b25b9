import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Aside } from '../../src-main/app.ts'
import { agentPlan, planWith, queuePlan } from '../support/rooms.ts'
import { basic, HttpClient, listen, listening, signIn } from '../support/server.ts'
import type { Listening, Reply } from '../support/server.ts'
import { agentOperation, intrudeOperation, sessionOperation, supervisorOperation } from '../../src-main/wire/operations.ts'

/** Every return code of the API, 0 to 20, met over HTTP with the status that goes with it (R16). */

let aside: Aside
let anna: HttpClient
let sue: HttpClient
let trainer: HttpClient
let windows: Listening[]
let chat: string
let ids: Record<string, string>

beforeAll(async () => {
  aside = await listening(
    planWith({
      agents: { Anna: agentPlan('Anna'), Ben: agentPlan('Ben'), Sue: agentPlan('Sue', { roles: ['supervisor'] }) },
      queues: { Support: queuePlan(['Anna']) },
      settings: { channels: ['chat', 'voice'], channelsOff: ['voice'], readOnlyUserData: ['Account'] }
    })
  )
  anna = await signIn(aside.url, 'Anna')
  sue = await signIn(aside.url, 'Sue')
  const { trainer: page } = aside.pages(aside.host(planWith()).room)
  const { body } = await new HttpClient(aside.url).post('/page/session', { code: page.split('#code=')[1] })
  trainer = new HttpClient(aside.url, { authorization: `Bearer ${String(body['token'])}` })
  windows = [await listen(aside.url, { headers: anna.headers })]
  const asked = await new HttpClient(aside.url).post('/api/v2/chats', { operationName: 'RequestChat', nickname: 'Dora', endpoint: 'Support' })
  chat = String(asked.body['id'])
  await anna.post(`/api/v2/me/chats/${chat}`, { operationName: 'Accept' })
  const users = (await sue.get('/api/v2/users?fields=id,userName')).body['users'] as { id: string; userName: string }[]
  ids = Object.fromEntries(users.map(({ id, userName }) => [userName, id]))
})

afterAll(async () => {
  for (const { socket } of windows) socket.disconnect()
  await aside.close()
})

const inChat = (body: object): Promise<Reply> => anna.post(`/api/v2/me/chats/${chat}`, body)

/** The code with its HTTP status, and on failure nothing else but a sentence. */
function expectCode(reply: Reply, statusCode: number, status: number): void {
  expect([reply.body.statusCode, reply.status]).toEqual([statusCode, status])
  expect(Object.keys(reply.body)).toEqual(['statusCode', 'statusMessage'])
  expect(reply.body.statusMessage?.length).toBeGreaterThan(5)
}

test('0: what is done is acknowledged and nothing more', async () => {
  const reply = await inChat({ operationName: 'SendMessage', text: 'Hello' })
  expect([reply.status, reply.body]).toEqual([200, { statusCode: 0 }])
})

test('1: a required parameter is missing', async () => {
  expectCode(await inChat({ operationName: 'SendMessage' }), 1, 400)
  expectCode(await inChat({ operationName: 'Consult' }), 1, 400)
})

test('2: a parameter does not fit the state', async () => {
  expectCode(await inChat({ operationName: 'CancelConsult' }), 2, 400)
})

test('3: a feature is switched off for the account', async () => {
  const limited = await listening(planWith({ settings: { features: [] } }))
  const client = await signIn(limited.url, 'Anna')
  const window = await listen(limited.url, { headers: client.headers })
  const { body } = await new HttpClient(limited.url).post('/api/v2/chats', { operationName: 'RequestChat', nickname: 'Dora', endpoint: 'Support' })
  expectCode(await client.post(`/api/v2/me/chats/${String(body['id'])}`, { operationName: 'Accept' }), 3, 403)
  expect((await client.get('/api/v2/features?fields=*')).body['features']).toEqual([])
  window.socket.disconnect()
  await limited.close()
})

test('3: what was said is not for an invited agent where the room forbids the preview', async () => {
  const shut = await listening(planWith({ settings: { preview: false } }))
  const client = await signIn(shut.url, 'Anna')
  const window = await listen(shut.url, { headers: client.headers })
  const { body } = await new HttpClient(shut.url).post('/api/v2/chats', { operationName: 'RequestChat', nickname: 'Dora', endpoint: 'Support' })
  expectCode(await client.get(`/api/v2/me/chats/${String(body['id'])}/messages`), 3, 403)
  window.socket.disconnect()
  await shut.close()
})

test('4: a channel that is not available, and one whose back end is down', async () => {
  expectCode(await anna.post('/api/v2/me', { operationName: 'StartContactCenterSession', channels: ['email'] }), 4, 500)
  expectCode(await anna.post('/api/v2/me', { operationName: 'StartContactCenterSession', channels: ['voice'] }), 4, 503)
})

test('5: only a supervisor may do this', async () => {
  expectCode(await anna.post(`/api/v2/users/${ids['Ben']}/channels/chat`, { operationName: 'Monitor' }), 5, 403)
})

test('6: it is not there', async () => {
  expectCode(await anna.get('/api/v2/me/chats/0000nosuchchat00'), 6, 404)
  expectCode(await anna.get('/api/v2/nothing'), 6, 404)
})

test('7: some of it was done', async () => {
  const reply = await anna.post('/api/v2/me', { operationName: 'StartContactCenterSession', channels: ['chat', 'voice', 'email'] })
  expect([reply.status, reply.body]).toMatchObject([200, { statusCode: 7, succeeded: [{ statusCode: 0, channel: 'multimedia' }], failed: [{ statusCode: 4, channel: 'voice' }, { statusCode: 4, channel: 'multimedia' }] }])
})

test.each([
  [8, 'SetInFocus'],
  [9, 'SendMessage'],
  [12, 'SendMessage'],
  [13, 'Consult'],
  [14, 'DeleteUserData'],
  [15, 'UpdateUserData'],
  [16, 'SetDisposition'],
  [17, 'Leave']
])('%i: where the trainer makes %s fail', async (statusCode, operation) => {
  const faults = [{ operation, statusCode, statusMessage: 'As the trainer wants it', of: 'Anna', times: 1 }]
  expect((await trainer.post('/control/runs/hosted/faults', { faults })).body).toEqual({ statusCode: 0 })
  const body = { operationName: operation, text: 'x', targetUri: 'x', keys: ['x'], userData: {}, disposition: 'x' }
  expectCode(await inChat(body), statusCode, 500)
  expect((await inChat({ ...body, operationName: 'SetInFocus' })).body).toEqual({ statusCode: 0 })
})

test('8: a room can make it fail from the start, also for ever', async () => {
  const faulty = await listening(planWith({ settings: { faults: [{ operation: 'Ready', statusCode: 8, statusMessage: 'Change your password', of: null, times: null }] } }))
  const client = await signIn(faulty.url, 'Anna')
  for (const path of ['/api/v2/me', '/api/v2/me/channels/chat']) expectCode(await client.post(path, { operationName: 'Ready' }), 8, 500)
  await faulty.close()
})

test('10: input is not valid, and the parameter is named', async () => {
  const reply = await inChat({ operationName: 'SendMessage', text: 7 })
  expectCode(reply, 10, 400)
  expect(reply.body.statusMessage).toContain('"text"')
})

test('11: a property is read-only', async () => {
  expectCode(await inChat({ operationName: 'UpdateUserData', userData: { Account: '1' } }), 11, 400)
})

test('18: it is there already', async () => {
  const address = `/api/v2/users/${ids['Anna']}/channels/chat`
  await sue.post(address, { operationName: 'Monitor' })
  expectCode(await sue.post(address, { operationName: 'Monitor' }), 18, 409)
  await sue.post(address, { operationName: 'CancelSupervisorMonitoring' })
})

test('19: somebody else uses it', async () => {
  const ben = await signIn(aside.url, 'Ben')
  expect((await ben.post('/api/v2/me', { operationName: 'StartContactCenterSession', channels: ['chat'], place: 'Desk 1' })).body).toEqual({ statusCode: 0 })
  expectCode(await anna.post('/api/v2/me', { operationName: 'StartContactCenterSession', channels: ['chat'], place: 'Desk 1' }), 19, 409)
})

test('20: nobody is known to be calling', async () => {
  expectCode(await new HttpClient(aside.url).get('/api/v2/me'), 20, 403)
  expectCode(await new HttpClient(aside.url, basic('Anna', 'wrong')).post(`/api/v2/me/chats/${chat}`, { operationName: 'Leave' }), 20, 403)
})

test('reading fails for the agent that the trainer names, as long as the trainer wants it', async () => {
  await trainer.post('/control/runs/hosted/faults', { faults: [{ operation: 'GET', statusCode: 12, of: 'Anna' }, { operation: 'GET', statusCode: 4, times: 1 }] })
  for (const path of ['me', 'me/chats', `me/chats/${chat}`, `chats/${chat}/messages`, 'users', 'settings', 'diagnostics/version']) expectCode(await anna.get(`/api/v2/${path}`), 12, 500)
  expect((await inChat({ operationName: 'SetInFocus' })).body).toEqual({ statusCode: 0 })
  expect((await sue.get('/api/v2/me')).status).toBe(200)
  await trainer.post('/control/runs/hosted/faults', { faults: [] })
  expect((await anna.get('/api/v2/me')).status).toBe(200)
})

test('the trainer switches a channel off and on while a session runs, and its service says so', async () => {
  const services = async (): Promise<unknown> => (await anna.get('/api/v2/services?fields=state&type=MultiMediaState')).body['services']
  expect((await trainer.post('/control/runs/hosted/channels', { channel: 'chat', on: false })).body).toEqual({ statusCode: 0 })
  expectCode(await inChat({ operationName: 'SendMessage', text: 'Is anybody there?' }), 4, 503)
  expectCode(await anna.post('/api/v2/me/channels/chat', { operationName: 'Ready' }), 4, 503)
  expect(await services()).toEqual([{ state: 'Inactive' }])
  await trainer.post('/control/runs/hosted/channels', { channel: 'chat', on: true })
  expect((await inChat({ operationName: 'SendMessage', text: 'Here we are' })).body).toEqual({ statusCode: 0 })
  expect(await services()).toEqual([{ state: 'Active' }])
})

test.each([
  ['faults of a run that there is not', 'nosuch/faults', { faults: [] }, 404, 6],
  ['faults of somebody who is not there', 'hosted/faults', { faults: [{ operation: 'Leave', statusCode: 4, of: 'Nobody' }] }, 400, 10],
  ['a fault that would be a success', 'hosted/faults', { faults: [{ operation: 'Leave', statusCode: 7 }] }, 400, 10],
  ['a fault of nothing', 'hosted/faults', { faults: [{ statusCode: 4 }] }, 400, 1],
  ['a channel that there is not', 'hosted/channels', { channel: 'fax', on: false }, 400, 10],
  ['a switch without a position', 'hosted/channels', { channel: 'chat' }, 400, 1]
])('%s cannot be set', async (_what, path, body, status, statusCode) => {
  expectCode(await trainer.post(`/control/runs/${path}`, body), statusCode, status)
})

test("only the trainer's token makes requests fail or switches channels", async () => {
  for (const path of ['faults', 'channels']) expectCode(await anna.post(`/control/runs/hosted/${path}`, { faults: [] }), 20, 403)
})

/** Of each operation one body in which every parameter is of a type that no parameter has. */
const operations = [...agentOperation.options, ...sessionOperation.options, ...supervisorOperation.options, ...intrudeOperation.options]
const asked = operations.flatMap(({ shape }) => {
  const names = 'values' in shape.operationName.def ? shape.operationName.def.values : Object.values(shape.operationName.def.entries)
  return (names as string[]).map((name) => ({ name, parameters: Object.keys(shape).filter((parameter) => parameter !== 'operationName') }))
})

const addressOf = (name: string): string => {
  if (agentOperation.options.some(({ shape }) => shape.operationName.value === name)) return `/api/v2/me/chats/${chat}`
  if (supervisorOperation.options.some(({ shape }) => shape.operationName.value === name)) return `/api/v2/users/${ids['Ben']}/channels/chat`
  return name === 'Intrude' ? `/api/v2/users/${ids['Anna']}/chats/${chat}` : '/api/v2/me'
}

const wrong = asked.flatMap(({ name, parameters }) => parameters.map((parameter) => [name, parameter] as const))

test.each(wrong)('%s with a %s of a wrong type is refused by the name of that field', async (name, parameter) => {
  const right = { text: 'x', targetUri: 'x', url: 'http://localhost', noticeText: 'x', disposition: 'x', userData: {}, keys: ['x'] }
  const reply = await sue.post(addressOf(name), { ...right, operationName: name, [parameter]: [[1]] })
  expectCode(reply, 10, 400)
  expect(reply.body.statusMessage).toContain(`"${parameter}`)
})

test.each(asked)('$name takes fields that it does not know, and says nothing of them', async ({ name }) => {
  const right = { text: 'x', targetUri: 'x', url: 'http://localhost', noticeText: 'x', disposition: 'x', userData: {}, keys: ['x'] }
  const reply = await sue.post(addressOf(name), { ...right, operationName: name, unheardOf: { by: 'anybody' } })
  expect([1, 10]).not.toContain(reply.body.statusCode)
  if (name === 'EndContactCenterSession') sue = await signIn(aside.url, 'Sue')
})

const missing = [
  ['SendMessage', 'text'],
  ['SendToAgents', 'text'],
  ['SendUrl', 'url'],
  ['SendCustomNotice', 'noticeText'],
  ['SendCustomNoticeToAgents', 'noticeText'],
  ['SetDisposition', 'disposition'],
  ['AttachUserData', 'userData'],
  ['UpdateUserData', 'userData'],
  ['DeleteUserData', 'keys'],
  ['Consult', 'targetUri'],
  ['Invite', 'targetUri'],
  ['Transfer', 'targetUri'],
  ['RemoveParticipantFromConference', 'targetUri']
] as const

test.each(missing)('%s without %s is refused by the name of what is missing', async (name, parameter) => {
  const reply = await inChat({ operationName: name })
  expectCode(reply, 1, 400)
  expect(reply.body.statusMessage).toMatch(new RegExp(`"${parameter}".* missing`))
})
