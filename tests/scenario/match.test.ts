import { expect, test } from 'vitest'
import type { Pattern } from '../../src-main/contract/scenario.ts'
import { fits } from '../../src-main/scenario/match.ts'
import { People } from '../../src-main/scenario/people.ts'
import type { Told } from '../../src-main/wire/notifications.ts'
import { agentPlan } from '../support/rooms.ts'

const people = new People({
  agents: { Anna: agentPlan('TestName') },
  customers: { Clara: { nickname: 'FirstL', patienceMs: null } }
})

const anna = { nickname: 'TestName', type: 'Agent', participantId: '1' } as const
const clara = { nickname: 'FirstL', type: 'Customer', participantId: '2' } as const
const stamp = { timestamp: '', timestampSeconds: 0 }

const said: Told = {
  notificationType: 'NewMessages',
  messageType: 'MessageLogUpdated',
  chatUri: '/chats/1',
  messages: [
    { index: 3, from: clara, type: 'ParticipantJoined', visibility: 'All', ...stamp },
    { index: 4, from: anna, type: 'Text', text: 'Your limit is 100', visibility: 'Agents', ...stamp }
  ]
}

const changed: Told = {
  notificationType: 'Error',
  messageType: 'ChatStateChangeMessage',
  errorMessage: 'Operation failed',
  referenceId: 36,
  chat: { participants: [anna, clara], state: 'Chatting', id: '1', capabilities: ['Consult', 'Leave'], uri: '/chats/1', userData: { Subject: 'Refund', Tier: 2 } }
}

const cases: [string, Told, Pattern, boolean][] = [
  ['a pattern names only a part', said, { text: 'Your limit is 100' }, true],
  ['all that it names must fit one message', said, { text: 'Your limit is 100', visibility: 'All' }, false],
  ['a text is the whole text', said, { text: 'limit' }, false],
  ['a regular expression is searched for', said, { text: /limit/ }, true],
  ['people are known by their names in the cast', said, { from: 'Anna', type: 'Text' }, true],
  ['people are known by their nicknames', said, { from: 'FirstL' }, true],
  ['a name belongs to one kind of people', said, { from: 'Clara', type: 'Text' }, false],
  ['a message knows its notification', said, { notificationType: 'NewMessages', index: 3 }, true],
  ['an empty pattern fits everything', said, {}, true],
  ["the chat's state lies on top", changed, { state: 'Chatting', errorMessage: 'Operation failed' }, true],
  ['the reference must be the same', changed, { referenceId: 35 }, false],
  ['participants are among the others', changed, { participants: ['Clara'] }, true],
  ['a stranger is not among the participants', changed, { participants: ['Clara', 'Ben'] }, false],
  ['capabilities are among the others', changed, { capabilities: ['Leave'] }, true],
  ['a missing capability does not fit', changed, { capabilities: ['Leave', 'Accept'] }, false],
  ['user data fits in part', changed, { userData: { Tier: 2 } }, true],
  ['user data is compared by value', changed, { userData: { Tier: 3 } }, false],
  ['a chat notification has no text', changed, { text: /./ }, false]
]

test.each(cases)('%s', (_title, told, pattern, expected) => {
  expect(fits(pattern, told, people)).toBe(expected)
})

test("an agent's own readiness fits by its state", () => {
  const ready: Told = { messageType: 'ChannelStateChangeMessageV2', channels: [{ channel: 'chat', dndState: 'Off', userState: { displayName: 'Ready', id: 'x', state: 'Ready' } }] }
  expect(fits({ state: 'Ready' }, ready, people)).toBe(true)
  expect(fits({ state: 'NotReady' }, ready, people)).toBe(false)
})
