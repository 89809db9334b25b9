import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Aside } from '../../src-main/app.ts'
import { DescribedClient, operationNames } from '../support/client-from-description.ts'
import { agentPlan, planWith } from '../support/rooms.ts'
import { basic, listening } from '../support/server.ts'

/** Whoever reads nothing but the OpenAPI document can work a chat from its beginning to each of its ends. */

const open: { aside: Aside | null } = { aside: null }
let anna: DescribedClient
let ben: DescribedClient
let nobody: DescribedClient
let chat: { id: string }
let bens: string

beforeEach(async () => {
  open.aside = await listening(planWith({ agents: { Anna: agentPlan('Anna'), Ben: agentPlan('Ben'), Sam: agentPlan('Sam', { roles: ['supervisor'] }) } }))
  const { url } = open.aside
  anna = new DescribedClient(url, basic('Anna'))
  ben = new DescribedClient(url, basic('Ben'))
  nobody = new DescribedClient(url, {})
  for (const client of [anna, ben]) await ok(client.call('changeMySession', {}, { operationName: 'StartContactCenterSession', channels: ['chat'] }))
  const asked = await nobody.call('requestChat', {}, { operationName: 'RequestChat', nickname: 'Clara', endpoint: 'Support' })
  chat = { id: String(asked.body['id']) }
  const { body } = await anna.call('getUsers', { fields: 'userName,uri' })
  bens = (body['users'] as { userName: string; uri: string }[]).find(({ userName }) => userName === 'Ben')?.uri ?? ''
  await ok(anna.call('actInMyChat', chat, { operationName: 'Accept', nickname: 'Anna' }))
  await ok(anna.call('actInMyChat', chat, { operationName: 'Consult', targetUri: bens }))
  await ok(ben.call('actInMyChat', chat, { operationName: 'Accept' }))
  await ok(ben.call('actInMyChat', chat, { operationName: 'SendToAgents', text: 'Between us' }))
})

afterEach(() => open.aside?.close())

async function ok(called: ReturnType<DescribedClient['call']>): Promise<void> {
  const { status, body } = await called
  expect([status, body['statusCode']]).toEqual([200, 0])
}

async function stateOf(client: DescribedClient): Promise<unknown> {
  const { body } = await client.call('getMyChat', chat)
  return (body['chat'] as { state?: string } | undefined)?.state ?? body['statusCode']
}

test('a consult that ends in a transfer', async () => {
  await ok(anna.call('actInMyChat', chat, { operationName: 'Transfer', targetUri: bens }))
  expect([await stateOf(anna), await stateOf(ben)]).toEqual([6, 'Chatting'])
  await ok(ben.call('actInMyChat', chat, { operationName: 'SetDisposition', disposition: 'Refunded' }))
  await ok(ben.call('actInMyChat', chat, { operationName: 'Complete' }))
})

test('a consult that becomes a conference', async () => {
  await ok(anna.call('actInMyChat', chat, { operationName: 'Invite', targetUri: bens }))
  const { body } = await anna.call('getMyParticipants', { ...chat, fields: '*' })
  expect((body['participants'] as { nickname: string; visibility: string }[]).map(({ nickname, visibility }) => [nickname, visibility])).toEqual([
    ['Anna', 'All'],
    ['Ben', 'All'],
    ['Clara', 'All']
  ])
})

test('a consult that the consultant leaves', async () => {
  await ok(ben.call('actInMyChat', chat, { operationName: 'Leave' }))
  expect([await stateOf(anna), await stateOf(ben)]).toEqual(['Chatting', 6])
  const { body } = await anna.call('getMyMessages', { ...chat, startIndex: '3', count: '2' })
  expect((body['messages'] as { text?: string; type: string }[]).map(({ type, text }) => text ?? type)).toEqual(['Between us', 'ParticipantLeft'])
})

test('every operation that the document names for a chat is known to the server', async () => {
  const names = operationNames('actInMyChat')
  expect(names.length).toBeGreaterThan(25)
  for (const operationName of names) {
    const response = await fetch(`${open.aside?.url ?? ''}/api/v2/me/chats/${chat.id}`, { method: 'POST', headers: { ...basic('Sam'), 'content-type': 'application/json' }, body: JSON.stringify({ operationName }) })
    const { statusMessage } = (await response.json()) as { statusMessage?: string }
    expect(statusMessage ?? '').not.toContain('is not known here')
  }
})

test('whoever sends what the document does not have is told so by the document already', async () => {
  await expect(anna.call('actInMyChat', chat, { operationName: 'Consult', target: bens })).rejects.toThrow('Consult has no target')
  await expect(anna.call('actInMyChat', chat, { operationName: 'SendMessage' })).rejects.toThrow('SendMessage needs text')
})
