import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Aside } from '../../src-main/app.ts'
import { agentPlan, planWith, queuePlan } from '../support/rooms.ts'
import { HttpClient, listen, listening, signIn } from '../support/server.ts'
import type { Listening } from '../support/server.ts'

/** What a supervisor does to other agents, over HTTP. */

let aside: Aside
let sue: HttpClient
let anna: HttpClient
let windows: Listening[]
let ids: Record<string, string>

beforeAll(async () => {
  aside = await listening(
    planWith({
      agents: { Anna: agentPlan('Anna'), Ben: agentPlan('Ben'), Sue: agentPlan('Sue', { roles: ['supervisor'] }) },
      queues: { Support: queuePlan(['Anna']) },
      settings: { channels: ['chat', 'voice'] }
    })
  )
  sue = await signIn(aside.url, 'Sue')
  anna = await signIn(aside.url, 'Anna')
  windows = await Promise.all([sue, anna].map(({ headers }) => listen(aside.url, { headers })))
  const users = (await sue.get('/api/v2/users?fields=id,userName')).body['users'] as { id: string; userName: string }[]
  ids = Object.fromEntries(users.map(({ id, userName }) => [userName, id]))
})

afterAll(async () => {
  for (const { socket } of windows) socket.disconnect()
  await aside.close()
})

async function chatWithAnna(): Promise<{ id: string; customer: HttpClient }> {
  const { body } = await new HttpClient(aside.url).post('/api/v2/chats', { operationName: 'RequestChat', nickname: 'Dora', endpoint: 'Support' })
  await anna.post(`/api/v2/me/chats/${String(body['id'])}`, { operationName: 'Accept' })
  return { id: String(body['id']), customer: new HttpClient(aside.url, { authorization: `Bearer ${String(body['token'])}` }) }
}

async function statesOf(client: HttpClient): Promise<unknown> {
  const { body } = await client.get('/api/v2/me/channels?fields=*')
  return (body['channels'] as { channel: string; userState: { displayName: string } }[]).map(({ channel, userState }) => `${channel} ${userState.displayName}`)
}

test('a supervisor is asked into a chat that an agent has, watches it unseen, and then speaks', async () => {
  const { id, customer } = await chatWithAnna()
  expect((await sue.get(`/api/v2/me/chats/${id}`)).status).toBe(404)
  expect((await sue.post(`/api/v2/users/${ids['Anna']}/chats/${id}`, { operationName: 'Intrude', supervisorVisibilityMode: 'Monitor' })).body).toEqual({ statusCode: 0 })
  expect((await sue.get(`/api/v2/me/chats/${id}`)).body).toMatchObject({ chat: { state: 'Invited', invitation: { kind: 'supervision' } } })
  expect((await sue.post(`/api/v2/me/chats/${id}`, { operationName: 'Accept' })).body.statusCode).toBe(0)
  const seen = async (client: HttpClient, path: string): Promise<string> => JSON.stringify((await client.get(path)).body)
  expect(await seen(anna, `/api/v2/me/chats/${id}`)).not.toContain('Sue')
  expect((await sue.post(`/api/v2/me/chats/${id}`, { operationName: 'SwitchToBargeIn' })).body.statusCode).toBe(0)
  expect(await seen(anna, `/api/v2/me/chats/${id}/participants?fields=*`)).toContain('Sue')
  expect(await seen(customer, `/api/v2/chats/${id}`)).toContain('Sue')
  await anna.post(`/api/v2/me/chats/${id}`, { operationName: 'Complete' })
  expect((await sue.get(`/api/v2/me/chats/${id}`)).status).toBe(404)
})

test("a supervisor monitors an agent's chats to come, once and not twice, until that is taken back", async () => {
  const address = `/api/v2/users/${ids['Anna']}/channels/chat`
  expect((await sue.post(address, { operationName: 'Coach', supervisorMonitoringMode: 'NextChat', nickname: 'Coach Sue' })).body).toEqual({ statusCode: 0 })
  const twice = await sue.post(address, { operationName: 'Monitor' })
  expect([twice.status, twice.body.statusCode]).toEqual([409, 18])
  const { id } = await chatWithAnna()
  expect((await sue.get(`/api/v2/me/chats/${id}`)).body).toMatchObject({ chat: { state: 'Invited' } })
  expect((await sue.post(address, { operationName: 'Monitor' })).body).toEqual({ statusCode: 0 })
  expect((await sue.post(address, { operationName: 'CancelSupervisorMonitoring' })).body).toEqual({ statusCode: 0 })
  expect((await sue.post(address, { operationName: 'CancelSupervisorMonitoring' })).body.statusCode).toBe(2)
  await anna.post(`/api/v2/me/chats/${id}`, { operationName: 'Complete' })
})

test('a supervisor learns which chats an agent has and what it has set itself; nobody else does', async () => {
  const { id } = await chatWithAnna()
  const address = `/api/v2/users/${ids['Anna']}/chats`
  expect((await sue.get(address)).body).toEqual({
    statusCode: 0,
    chats: [expect.objectContaining({ id, customer: 'Dora', queue: 'Support', visibility: 'All', path: `/chats/${id}` })]
  })
  await sue.post(`/api/v2/users/${ids['Anna']}/channels/chat`, { operationName: 'Monitor' })
  expect((await sue.get(address)).body['monitoring']).toEqual({ operationName: 'Monitor', supervisorMonitoringMode: 'AllChats' })
  await sue.post(`/api/v2/users/${ids['Anna']}/channels/chat`, { operationName: 'CancelSupervisorMonitoring' })
  expect((await sue.get(address)).body).not.toHaveProperty('monitoring')
  expect((await anna.get(address)).body).toMatchObject({ statusCode: 6 })
  expect((await sue.get('/api/v2/users/nobody/chats')).body).toMatchObject({ statusCode: 6 })
  await anna.post(`/api/v2/me/chats/${id}`, { operationName: 'Complete' })
  expect((await sue.get(address)).body['chats']).toEqual([])
})

test('a supervisor changes the readiness of another on one channel, which that agent is told', async () => {
  expect((await sue.post(`/api/v2/users/${ids['Anna']}/channels/voice`, { operationName: 'Ready' })).body).toEqual({ statusCode: 0 })
  expect((await sue.post(`/api/v2/users/${ids['Anna']}/channels/chat`, { operationName: 'NotReady' })).body).toEqual({ statusCode: 0 })
  expect(await statesOf(anna)).toEqual(['chat Not Ready', 'voice Ready'])
  expect(await statesOf(sue)).toEqual(['chat Ready', 'voice Logged Out'])
  await windows[1]?.hears('Not Ready')
  await sue.post(`/api/v2/users/${ids['Anna']}/channels/chat`, { operationName: 'Ready' })
})

test.each([
  ['Monitor', 'channels/chat', { operationName: 'Monitor' }],
  ['a change of readiness', 'channels/chat', { operationName: 'NotReady' }],
  ['a change on another channel', 'channels/voice', { operationName: 'NotReady' }],
  ['Intrude', 'chats/0000nosuchchat00', { operationName: 'Intrude' }]
])('%s by an agent who is no supervisor is refused with 5', async (_what, path, body) => {
  const reply = await anna.post(`/api/v2/users/${ids['Ben']}/${path}`, body)
  expect([reply.status, reply.body]).toEqual([403, { statusCode: 5, statusMessage: 'Only a supervisor may do this' }])
})

test.each([
  ['an unknown user', 'nosuchuser', 'channels/chat', { operationName: 'Monitor' }, 404, 6, /no such user/],
  ['an unknown user on another channel', 'nosuchuser', 'channels/voice', { operationName: 'Ready' }, 404, 6, /no such user/],
  ['an unknown channel', 'Anna', 'channels/fax', { operationName: 'Ready' }, 404, 6, /no such channel/],
  ['a chat that the agent is not in', 'Anna', 'chats/0000nosuchchat00', { operationName: 'Intrude' }, 404, 6, /not in that chat/],
  ['oneself', 'Sue', 'channels/chat', { operationName: 'Monitor' }, 400, 2, /yourself/],
  ['monitoring where there are no chats', 'Anna', 'channels/voice', { operationName: 'Monitor' }, 400, 10, /"Monitor" is not known here/],
  ['an unknown mode', 'Anna', 'channels/chat', { operationName: 'Monitor', supervisorMonitoringMode: 'Some' }, 400, 10, /"supervisorMonitoringMode"/],
  ['an unknown visibility', 'Anna', 'chats/x', { operationName: 'Intrude', supervisorVisibilityMode: 'Some' }, 400, 10, /"supervisorVisibilityMode"/],
  ['no operation', 'Anna', 'channels/chat', {}, 400, 1, /"operationName" is missing/]
])('%s is refused with a sentence', async (_what, name, path, body, status, statusCode, sentence) => {
  const reply = await sue.post(`/api/v2/users/${ids[name] ?? name}/${path}`, body)
  expect([reply.status, reply.body.statusCode, Object.keys(reply.body)]).toEqual([status, statusCode, ['statusCode', 'statusMessage']])
  expect(reply.body.statusMessage).toMatch(sentence)
})

test("a customer's token opens none of this", async () => {
  const { body } = await new HttpClient(aside.url).post('/api/v2/chats', { operationName: 'RequestChat', nickname: 'Dora', endpoint: 'Support' })
  const customer = new HttpClient(aside.url, { authorization: `Bearer ${String(body['token'])}` })
  for (const path of ['channels/chat', 'channels/voice', `chats/${String(body['id'])}`]) {
    expect((await customer.post(`/api/v2/users/${ids['Anna']}/${path}`, { operationName: 'Intrude' })).body.statusCode).toBe(20)
  }
  await customer.post(`/api/v2/chats/${String(body['id'])}`, { operationName: 'Complete' })
})
