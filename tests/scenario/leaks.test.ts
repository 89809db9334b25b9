import { expect, test } from 'vitest'
import type { Heard } from '../../src-main/contract/client.ts'
import type { Viewer } from '../../src-main/contract/viewer.ts'
import { leakIn } from '../../src-main/scenario/leaks.ts'
import { People } from '../../src-main/scenario/people.ts'
import type { Told } from '../../src-main/wire/notifications.ts'

const people = new People({ agents: {}, customers: {} })
const anna = { nickname: 'Anna', type: 'Agent', participantId: '1' } as const

function heard(viewer: Viewer, said: Told): Heard {
  return { viewer, seq: 1, at: 1000, said }
}

function toAgent(text: string, visibility: 'All' | 'Agents'): Heard {
  const message = { index: 1, from: anna, type: 'Text', text, visibility, timestamp: '', timestampSeconds: 0 } as const
  return heard('agent:Ben', { notificationType: 'NewMessages', messageType: 'MessageLogUpdated', chatUri: '/chats/1', messages: [message] })
}

function toCustomer(text: string, more: object = {}): Heard {
  const message = { index: 1, from: anna, type: 'Text', text, ...more } as const
  return heard('customer:Clara', { notificationType: 'NewMessages', messageType: 'MessageLogUpdated', chatPath: '/chats/1', messages: [message] })
}

test('a customer who is told the words of an agents-only message is a leak', () => {
  expect(leakIn([toAgent('Up to 300', 'Agents'), toCustomer('Up to 300')], [], people)).toBe('Clara was told what is for agents only: 0:01.0  NewMessages  Anna: "Up to 300"')
})

test('words that were also said to everybody are no leak', () => {
  expect(leakIn([toAgent('Yes', 'Agents'), toAgent('Yes', 'All'), toCustomer('Yes')], [], people)).toBeNull()
})

test('a customer who is told any visibility but All is a leak', () => {
  expect(leakIn([toCustomer('Hello', { visibility: 'Agents' })], [], people)).toContain('Clara was told')
  expect(leakIn([toCustomer('Hello', { visibility: 'All' })], [], people)).toBeNull()
})

test("a customer who is told the note of an invitation is a leak, whatever it stands in", () => {
  const status: Told = { notificationType: 'StatusChange', messageType: 'ChatStateChangeMessage', chat: { capabilities: [], id: '1', participants: [], state: 'Chatting', ...{ note: 'Above my limit' } } }
  expect(leakIn([heard('visitor:1', status)], ['Above my limit'], people)).toContain('1 was told')
})

test('what agents are told is no leak', () => {
  expect(leakIn([toAgent('Up to 300', 'Agents'), toCustomer('Hello')], ['Above my limit'], people)).toBeNull()
})
