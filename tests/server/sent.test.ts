import { expect, test } from 'vitest'
import type { Request } from '../../src-main/contract/client.ts'
import type { Viewer } from '../../src-main/contract/viewer.ts'
import { sentAs } from '../../src-main/wire/sent.ts'
import { agentPlan, planWith } from '../support/rooms.ts'
import { HttpClient, listening } from '../support/server.ts'

/** How a request is said to go over the wire is how the doors take it. */

test('a request that is sent as the wire shows it comes into the room as the same request', async () => {
  const plan = planWith({ agents: { Anna: agentPlan('Anna'), Ben: agentPlan('Ben', { roles: ['supervisor'] }), Carol: agentPlan('Carol') } })
  const aside = await listening(plan)
  const { room, live } = aside.host(plan)
  const id = (address: string): string => address.slice(address.lastIndexOf('/') + 1)
  const [anna, ben, clara] = ['agent:Anna', 'agent:Ben', 'customer:Clara'] as const satisfies readonly Viewer[]
  const [carolId, annaId] = [id(live.client.uriOf('agent', 'Carol')), id(live.client.uriOf('agent', 'Anna'))]
  const came: Request[] = []
  room.watchInputs((request) => came.push(request))
  const send = async (request: Request): Promise<string> => {
    const sent = sentAs(request)
    if (!sent || request.viewer === null) throw new Error(`${request.operation.operationName} goes over no wire`)
    const http = new HttpClient(aside.url, { authorization: `Bearer ${aside.tokenFor(room, request.viewer)}` })
    const { body } = sent.method === 'GET' ? await http.get(sent.path) : await http.post(sent.path, sent.body)
    expect(came.at(-1)).toEqual(request)
    return String(body['id'] ?? '')
  }
  await send({ viewer: anna, chat: null, operation: { operationName: 'StartContactCenterSession', channels: ['chat'] } })
  await send({ viewer: anna, chat: null, operation: { operationName: 'Ready' } })
  await send({ viewer: anna, chat: null, operation: { operationName: 'NotReady', channel: 'voice' } })
  const chat = await send({ viewer: clara, chat: null, operation: { operationName: 'RequestChat', nickname: 'Clara', endpoint: 'Support', subject: 'My refund', userData: { tier: 'gold' } } })
  await send({ viewer: anna, chat, operation: { operationName: 'Accept' } })
  await send({ viewer: anna, chat, operation: { operationName: 'Consult', targetUri: live.client.uriOf('agent', 'Carol'), note: 'Above my limit' } })
  await send({ viewer: clara, chat, operation: { operationName: 'SendMessage', text: 'Are you there?' } })
  await send({ viewer: clara, chat, operation: { operationName: 'ReadFeed' } })
  await send({ viewer: ben, chat: null, operation: { operationName: 'Monitor', user: carolId } })
  await send({ viewer: ben, chat: null, operation: { operationName: 'NotReady', user: carolId, channel: 'chat' } })
  await send({ viewer: ben, chat, operation: { operationName: 'Intrude', user: annaId } })
  await aside.close()
})

test('what no client can send is no request of the wire', () => {
  expect(sentAs({ viewer: 'agent:Anna', chat: null, operation: { operationName: 'ChannelOpened' } })).toBeNull()
  expect(sentAs({ viewer: null, chat: null, operation: { operationName: 'SwitchChannel', channel: 'chat', on: false } })).toBeNull()
})
