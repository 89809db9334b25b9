import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Aside } from '../../src-main/app.ts'
import {
  callsAnswer,
  channelAnswer,
  channelsAnswer,
  devicesAnswer,
  dispositionAnswer,
  dispositionsAnswer,
  featureAnswer,
  featuresAnswer,
  groupAnswer,
  groupsAnswer,
  mySettingsAnswer,
  mySkillsAnswer,
  participantsAnswer,
  serviceAnswer,
  servicesAnswer,
  settingsAnswer,
  settingsGroupAnswer,
  skillAnswer,
  skillsAnswer,
  versionAnswer
} from '../../src-main/wire/answers.ts'
import { agentPlan, planWith, queuePlan } from '../support/rooms.ts'
import { basic, HttpClient, listen, listening, signIn } from '../support/server.ts'
import type { Listening } from '../support/server.ts'

/** What an agent reads by GET, as a foreign client asks for it. */

let aside: Aside
let anna: HttpClient
let ben: HttpClient
let chat: string
let window: Listening

beforeAll(async () => {
  aside = await listening(
    planWith({
      agents: { Anna: agentPlan('Anna', { skills: { Billing: 7 } }), Ben: agentPlan('Ben'), Sue: agentPlan('Sue', { roles: ['supervisor'] }) },
      queues: { Support: queuePlan(['Anna']), Refunds: queuePlan(['Anna', 'Ben']) },
      settings: { channels: ['chat', 'voice'], channelsOff: ['voice'], dispositions: ['Solved', 'Called back'], dispositionMandatory: true, dispositionKey: 'Outcome' }
    })
  )
  anna = await signIn(aside.url, 'Anna')
  ben = await signIn(aside.url, 'Ben')
  window = await listen(aside.url, { headers: anna.headers })
  const { body } = await new HttpClient(aside.url).post('/api/v2/chats', { operationName: 'RequestChat', nickname: 'Dora', subject: 'A refund', endpoint: 'Support' })
  chat = String(body['id'])
  await anna.post(`/api/v2/me/chats/${chat}`, { operationName: 'Accept' })
})

afterAll(async () => {
  window.socket.disconnect()
  await aside.close()
})

async function user(query: string): Promise<Record<string, unknown>> {
  return (await anna.get(`/api/v2/me${query}`)).body['user'] as Record<string, unknown>
}

test('without subresources an agent is the plain user, with its channels', async () => {
  expect(Object.keys(await user(''))).toEqual(expect.arrayContaining(['id', 'userName', 'roles', 'skills', 'uri', 'path', 'contactCenterId', 'channels']))
  expect(await user('?resolveUris=false')).toEqual(await user(''))
  for (const rest of ['devices', 'calls', 'chats', 'interactions', 'features', 'settings', 'groups', 'channelStates']) expect(await user('')).not.toHaveProperty(rest)
})

test('the subresources that are asked for come with the agent, each as it comes alone', async () => {
  const all = await user('?subresources=*')
  expect(all).toMatchObject({ devices: [], calls: [], groups: [{ name: 'Support' }, { name: 'Refunds' }], skills: [{ name: 'Billing', level: '7' }] })
  expect(all['chats']).toEqual((await anna.get('/api/v2/me/chats?fields=*')).body['chats'])
  expect(all['interactions']).toEqual(all['chats'])
  expect(all['channelStates']).toEqual((await anna.get('/api/v2/me/channels?fields=*')).body['channels'])
  expect(all['settings']).toEqual((await anna.get('/api/v2/me/settings')).body['settings'])
  expect(all['features']).toEqual((await anna.get('/api/v2/features?fields=*')).body['features'])
  const some = await user('/?subresources=devices,%20features')
  expect([some['devices'], 'features' in some, 'chats' in some]).toEqual([[], true, false])
})

test('a subresource that there is not is refused by its name, and by those there are', async () => {
  const reply = await anna.get('/api/v2/me?subresources=chats,constructor')
  expect([reply.status, reply.body.statusCode]).toEqual([400, 10])
  expect(reply.body.statusMessage).toMatch(/"constructor".*devices, calls, channels/)
})

test('an agent is read in part by naming fields', async () => {
  expect(await user('?fields=userName,roles')).toEqual({ userName: 'Anna', roles: ['ROLE_AGENT'] })
  expect(await user('?fields=userName&subresources=devices')).toEqual({ userName: 'Anna', devices: [] })
  expect(await user('?fields=*')).toEqual(await user(''))
})

test('lists are addresses without fields, and with them an array of what is named', async () => {
  const contacts = (await anna.get('/api/v2/contacts?fields=id,uri')).body['contacts'] as { id: string; uri: string }[]
  expect((await anna.get('/api/v2/contacts')).body['uris']).toEqual(contacts.map(({ uri }) => uri))
  expect((await anna.get('/api/v2/users')).body).toEqual({ statusCode: 0, uris: expect.any(Array) })
  expect((await anna.get('/api/v2/me/chats?fields=id,state')).body).toEqual({ statusCode: 0, chats: [{ id: chat, state: 'Chatting' }] })
  expect((await anna.get('/api/v2/me/chats?fields=id,nosuch')).body['chats']).toEqual([{ id: chat }])
  expect((await anna.get('/api/v2/me/channels')).body).toEqual({ statusCode: 0, uris: ['http://localhost:8080/api/v2/me/channels/chat', 'http://localhost:8080/api/v2/me/channels/voice'] })
})

test('other parameters filter on the fields of the resource, all at once', async () => {
  const names = async (path: string): Promise<unknown> => {
    const { body } = await anna.get(`/api/v2/${path}`)
    return Object.values(body).flatMap((value) => (Array.isArray(value) ? (value as { name?: string; userName?: string; id?: string }[]).map(({ name, userName, id }) => name ?? userName ?? id) : []))
  }
  expect((await anna.get('/api/v2/queues?fields=id,name,channel&channel=voice')).body).toEqual({ statusCode: 0, queues: [] })
  expect(await names('queues?fields=name&channel=chat&name=Refunds')).toEqual(['Refunds'])
  expect(await names('queues?fields=name&channel=chat&name=Refunds&internal=false')).toEqual([])
  expect(await names('contacts?fields=name&type=Queue')).toEqual(['Support', 'Refunds'])
  expect(await names('contacts?fields=name&type=User&name=Ben,Support')).toEqual(['Ben'])
  expect(await names('users?fields=userName&roles=ROLE_SUPERVISOR')).toEqual(['Sue'])
  expect(await names('me/groups?type=BusinessUnit&fields=*')).toEqual(['Support', 'Refunds'])
  expect(await names('groups?type=dispositions&fields=*')).toEqual([])
  expect(await names('me/chats?fields=id&state=Chatting')).toEqual([chat])
  expect(await names('me/chats?fields=id&state=Invited')).toEqual([])
  expect((await anna.get('/api/v2/contacts?type=Queue')).body['uris']).toHaveLength(2)
  expect((await anna.get(`/api/v2/me/chats/${chat}/messages?type=ParticipantJoined&_=1700000000000`)).body['messages']).toHaveLength(2)
})

test.each(['users?colour=red', 'queues?fields=*&presence=x', 'me/calls?colour=red', 'me/chats?state=Chatting&colour=red'])('a filter on a field that is not there is refused by its name: %s', async (path) => {
  const reply = await anna.get(`/api/v2/${path}`)
  expect([reply.status, reply.body.statusCode]).toEqual([400, 10])
  expect(reply.body.statusMessage).toMatch(/"(?:colour|presence)".*no such field; they have id|"colour".*participants, state/)
})

test.each(['users', 'contacts', 'queues', 'features', 'me/skills', 'me/channels', 'services'])('the list %s comes in pages', async (path) => {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const list = async (query: string): Promise<unknown[]> => (await anna.get(`/api/v2/${path}?fields=*${query}`)).body[name] as unknown[]
  const all = await list('')
  expect(all.length).toBeGreaterThan(0)
  expect(await list('&startIndex=0&count=1')).toEqual(all.slice(0, 1))
  expect(await list('&startIndex=1')).toEqual(all.slice(1))
  expect(await list('&count=0')).toEqual([])
  expect((await anna.get(`/api/v2/${path}?count=x`)).body.statusCode).toBe(10)
})

test('messages come in pages too, and only those that the agent may see', async () => {
  const all = (await anna.get(`/api/v2/me/chats/${chat}/messages`)).body['messages'] as { index: number }[]
  expect(all.map(({ index }) => index)).toEqual([1, 2])
  expect((await anna.get(`/api/v2/me/chats/${chat}/messages?startIndex=1&count=1`)).body['messages']).toEqual(all.slice(1))
})

test('who is in a chat can be listed, and each of them has an address', async () => {
  const { body } = await anna.get(`/api/v2/me/chats/${chat}/participants?fields=nickname,type`)
  expect(body['participants']).toEqual([
    { nickname: 'Anna', type: 'Agent' },
    { nickname: 'Dora', type: 'Customer' }
  ])
  expect((await anna.get(`/api/v2/me/chats/${chat}/participants`)).body['uris']).toEqual([expect.stringMatching(/\/users\//), expect.stringMatching(/\/chats\/.+\/participants\//)])
})

test("an agent's own channel is read by its name, and one that it does not have is not there", async () => {
  expect((await anna.get('/api/v2/me/channels/chat')).body).toMatchObject({ statusCode: 0, channel: { channel: 'chat', dndState: 'Off', userState: { state: 'Ready' } } })
  for (const channel of ['email', 'fax']) expect((await anna.get(`/api/v2/me/channels/${channel}`)).status).toBe(404)
})

test('chats of others are not there, neither whole nor in parts, and nobody has a list of them', async () => {
  const users = (await anna.get('/api/v2/users?fields=id')).body['users'] as { id: string }[]
  for (const path of [`me/chats/${chat}`, `me/chats/${chat}/messages`, `me/chats/${chat}/participants`, `chats/${chat}`, `users/${users[0]?.id}/chats`, `users/${users[0]?.id}/chats/${chat}`]) {
    const reply = await ben.get(`/api/v2/${path}`)
    expect([path, reply.status, reply.body.statusCode]).toEqual([path, 404, 6])
  }
  expect((await ben.get('/api/v2/me/chats?fields=*')).body['chats']).toEqual([])
})

test('the same person is a user and a contact under one id', async () => {
  const [one] = (await anna.get('/api/v2/users?fields=*&userName=Ben')).body['users'] as { id: string }[]
  const contact = (await anna.get(`/api/v2/contacts/${one?.id}?type=User`)).body['contact']
  expect(contact).toMatchObject({ id: one?.id, name: 'Ben', type: 'User', userName: 'Ben', path: `/contacts/${one?.id}` })
  expect((await anna.get(`/api/v2/users/${one?.id}?fields=userName`)).body).toEqual({ statusCode: 0, user: { userName: 'Ben' } })
  expect((await anna.get('/api/v2/contacts/00000000000000000000000000000000')).body).toEqual({ statusCode: 6, statusMessage: 'There is no such contact' })
})

test('the address of a contact is good as a target, whether a person or a queue', async () => {
  for (const name of ['Ben', 'Refunds']) {
    const [contact] = (await anna.get(`/api/v2/contacts?fields=uri&name=${name}`)).body['contacts'] as { uri: string }[]
    expect((await anna.post(`/api/v2/me/chats/${chat}`, { operationName: 'Consult', targetUri: contact?.uri })).body).toMatchObject({ statusCode: 0 })
    await anna.post(`/api/v2/me/chats/${chat}`, { operationName: 'CancelConsult' })
  }
})

test('a service is inactive whose channel is switched off', async () => {
  const { body } = await anna.get('/api/v2/services?fields=type,state')
  expect(body['services']).toEqual([
    { type: 'Provisioning', state: 'Active' },
    { type: 'Voice', state: 'Inactive' },
    { type: 'MultiMediaState', state: 'Active' },
    { type: 'MultiMediaContent', state: 'Active' }
  ])
})

test('the settings of a desktop say what the room is set to', async () => {
  const { body } = await anna.get('/api/v2/settings/interaction-workspace')
  const settings = Object.fromEntries((body['settings'] as { name: string; value: string }[]).map(({ name, value }) => [name, value]))
  expect(settings).toMatchObject({
    'chat.nickname': 'Anna',
    'chat.typing-timeout': '10',
    'privilege.chat.can-use': 'true',
    'interaction.disposition.is-mandatory': 'true',
    'interaction.disposition.is-read-only-on-idle': 'false',
    'interaction.disposition.key-name': 'Outcome'
  })
  expect((await anna.get('/api/v2/me/settings')).body['settings']).toEqual({ 'interaction-workspace': settings })
  expect(JSON.stringify((await anna.get('/api/v2/settings')).body)).toContain('"chat.typing-timeout"')
  expect((await anna.get('/api/v2/settings/nosuch')).body.statusCode).toBe(6)
})

test('the states of an agent bear their documented ids and the operations that lead into them', async () => {
  const { body } = await anna.get('/api/v2/settings/agent-states')
  expect(body['settings']).toEqual(
    expect.arrayContaining([
      { name: 'Ready', displayName: 'Ready', id: '9430250E-0A1B-421F-B372-F29E69366DED', state: 'Ready', operationName: 'Ready' },
      { name: 'AfterCallWork', displayName: 'After Call Work', id: 'D3663509-3D82-4DD3-A82E-2EA8EFA02AEF', state: 'NotReady', workMode: 'AfterCallWork', operationName: 'AfterCallWork' },
      { name: 'Offline', displayName: 'Logged Out', id: '0F7F5003-EF26-4D13-A6Ef-D0C7EC819BEB', state: 'Logout', operationName: 'Offline' }
    ])
  )
})

test('the dispositions are those of the room', async () => {
  expect((await anna.get('/api/v2/dispositions?fields=name')).body['dispositions']).toEqual([{ name: 'Solved' }, { name: 'Called back' }])
})

const parts = {
  'me/channels?fields=*': channelsAnswer,
  'me/channels/chat': channelAnswer,
  'me/features?fields=*': featuresAnswer,
  'me/settings': mySettingsAnswer,
  'me/groups?fields=*': groupsAnswer,
  'me/skills?fields=*': mySkillsAnswer,
  'me/devices?fields=*': devicesAnswer,
  'me/calls?fields=*': callsAnswer,
  'features?fields=*': featuresAnswer,
  'features/api-multimedia-chat': featureAnswer,
  'services?fields=*': servicesAnswer,
  'groups?fields=*': groupsAnswer,
  'skills?fields=*': skillsAnswer,
  'dispositions?fields=*': dispositionsAnswer,
  'settings?fields=*': settingsAnswer,
  settings: settingsAnswer,
  'settings/agent-states': settingsGroupAnswer,
  'settings/dispositions': settingsGroupAnswer,
  'settings/interaction-workspace': settingsGroupAnswer,
  'diagnostics/version': versionAnswer
} as const

test.each(Object.entries(parts))('what %s answers is what its schema says', async (path, schema) => {
  const reply = await anna.get(`/api/v2/${path}`)
  expect(reply.status).toBe(200)
  expect(schema.parse(reply.body)).toEqual(reply.body)
})

test.each([
  ['services', serviceAnswer],
  ['groups', groupAnswer],
  ['skills', skillAnswer],
  ['dispositions', dispositionAnswer]
] as const)('every address that %s lists leads to what it names', async (path, schema) => {
  const uris = (await anna.get(`/api/v2/${path}`)).body['uris'] as string[]
  expect(uris.length).toBeGreaterThan(0)
  for (const uri of uris) {
    const reply = await anna.get(new URL(uri).pathname)
    expect(schema.parse(reply.body)).toEqual(reply.body)
  }
})

test('the list of participants is what its schema says', async () => {
  const { body } = await anna.get(`/api/v2/me/chats/${chat}/participants?fields=*`)
  expect(participantsAnswer.parse(body)).toEqual(body)
})

test('known clients read contacts whole without naming fields', async () => {
  expect((await anna.get('/api/v2/contacts')).body['contacts']).toEqual((await anna.get('/api/v2/contacts?fields=*')).body['contacts'])
})

test.each([
  'me',
  'me/channels',
  'me/channels/chat',
  'me/chats',
  'me/chats/x',
  'me/chats/x/messages',
  'me/chats/x/participants',
  'me/features',
  'me/settings',
  'me/groups',
  'me/skills',
  'me/devices',
  'me/calls',
  'me/interactions',
  'users',
  'users/x',
  'contacts',
  'contacts/x',
  'queues',
  'queues/x',
  'groups',
  'skills',
  'features',
  'features/x',
  'services',
  'settings',
  'settings/agent-states',
  'dispositions',
  'diagnostics/version'
])('without a credential nobody reads %s, and a customer does not either', async (path) => {
  const asked = await new HttpClient(aside.url).post('/api/v2/chats', { operationName: 'RequestChat', nickname: 'Emil', endpoint: 'Refunds' })
  const customer = new HttpClient(aside.url, { authorization: `Bearer ${String(asked.body['token'])}` })
  for (const client of [new HttpClient(aside.url), customer, new HttpClient(aside.url, basic('Anna', 'wrong'))]) {
    const reply = await client.get(`/api/v2/${path}`)
    expect([reply.status, reply.body]).toEqual([403, { statusCode: 20, statusMessage: 'Access denied' }])
  }
  await customer.post(`/api/v2/chats/${String(asked.body['id'])}`, { operationName: 'Complete' })
})
