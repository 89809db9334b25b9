import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Aside } from '../../src-main/app.ts'
import type { Doors } from '../../src-main/server/api.ts'
import type { Invitation } from '../../src-main/server/invitation.ts'
import { application } from '../../src-main/server/server.ts'
import { endpoints } from '../../src-main/wire/endpoints.ts'
import { agentPlan, planWith } from '../support/rooms.ts'
import { HttpClient, listening, signIn } from '../support/server.ts'

/** The table of addresses and the doors: neither knows one that the other does not. */

let aside: Aside
let anna: HttpClient
let chat: string

beforeAll(async () => {
  const agents = { Anna: agentPlan('Anna', { roles: ['supervisor'], skills: { Billing: 7 } }), Ben: agentPlan('Ben') }
  aside = await listening(planWith({ agents, settings: { dispositions: ['Solved'] } }))
  anna = await signIn(aside.url, 'Anna')
  await anna.post('/api/v2/me', { operationName: 'StartContactCenterSession' })
  const { body } = await new HttpClient(aside.url).post('/api/v2/chats', { operationName: 'RequestChat', nickname: 'Dora', endpoint: 'Support' })
  chat = String(body['id'])
  await anna.post(`/api/v2/me/chats/${chat}`, { operationName: 'Accept' })
})

afterAll(() => aside.close())

/** What hono has routes for; Bayeux is heard before hono. */
function served(): string[] {
  const { routes } = application({ host: { pages: '', docs: '', stage: {} } } as unknown as Doors, {} as unknown as Invitation)
  const own = routes.filter(({ method, path }) => method !== 'ALL' && path.startsWith('/api/v2/'))
  const templateOf = (path: string): string => path.replace('/api/v2', '').replaceAll(/:(\w+)/g, '{$1}').replace(/\/$/, '')
  return own.map(({ method, path }) => `${method.toLowerCase()} ${templateOf(path)}`).concat('post /notifications')
}

test('every served address is in the table, and every row of the table is served', () => {
  expect([...new Set(served())].sort()).toEqual(endpoints.map(({ method, path }) => `${method} ${path}`).sort())
})

/** The id of something that is there. */
async function idFor(path: string): Promise<string> {
  const list = path.slice(0, path.indexOf('/{'))
  if (list === '/chats' || list === '/me/chats') return chat
  if (list === '/me/channels') return 'chat'
  const uris = (await anna.get(`/api/v2${list}`)).body['uris'] as string[]
  return uris[0]?.replace(/^.*\//, '') ?? ''
}

test.each(endpoints.filter(({ method }) => method === 'get').map(({ path }) => path))('GET %s answers as described', async (path) => {
  const { body } = await anna.get(`/api/v2/chats/${chat}`)
  const [participant] = (body['chat'] as { participants: { participantId: string }[] }).participants
  const id = path.includes('{') ? await idFor(path) : ''
  const address = path.replace('{participant}', participant?.participantId ?? '').replaceAll(/\{\w+\}/g, id)
  expect([address, (await anna.get(`/api/v2${address}`)).status]).toEqual([address, 200])
  expect((await anna.get(`/api/v2${address}?fields=*`)).status).toBe(200)
  expect((await anna.get(`/api/v2${address}?fields=id,name`)).status).toBe(200)
})

test.each(endpoints.filter(({ method }) => method === 'post').map(({ path }) => path))('POST %s refuses what is no operation, as described', async (path) => {
  const address = path.replaceAll(/\{\w+\}/g, 'chat')
  const reply = await anna.post(`/api/v2${address}`, { operationName: 'Dance' })
  expect([address, reply.body.statusCode === 6 && /is not served/.test(reply.body.statusMessage ?? '')]).toEqual([address, false])
  expect(reply.status).toBeGreaterThanOrEqual(400)
})
