import { expect, test } from 'vitest'
import { agentViewer } from '../../src-main/contract/viewer.ts'
import { Memory } from '../../src-main/scenario/memory.ts'
import type { Act } from '../../src-main/scenario/scenario.ts'
import { requestText, wantedBy } from '../../src-main/scenario/seat-request.ts'
import type { SeatRequest } from '../../src-main/scenario/seat-request.ts'
import { targetsOf } from '../../src-main/scenario/seat-targets.ts'

/** Which request is what a step waits for, however its client spells it. */

const address = { agent: '/users/0123456789abcdef', queue: '/queues/fedcba9876543210' }
const targets = targetsOf({ agents: { Ben: null }, queues: { Refunds: null } }, { uriOf: (kind) => `http://localhost:8080/api/v2${address[kind]}` })

function request(body: object, chat: string | null = 'c1'): SeatRequest {
  const answer = { statusCode: 0 } as const
  return { viewer: agentViewer('Anna'), at: 0, chat, body, currentChat: 'c1', heardBefore: 0, turnedAway: null, answer, answered: Promise.resolve(answer) }
}

function differs(step: Omit<Act, 'kind' | 'line' | 'actor'>, body: object, chat?: string): string | null | undefined {
  const [first] = wantedBy({ kind: 'act', line: 1, actor: agentViewer('Anna'), ...step }, new Memory(), targets)
  return first?.(request(body, chat))
}

const ben = { agent: 'Ben' }
const refunds = { queue: 'Refunds' }

test.each<[Omit<Act, 'kind' | 'line' | 'actor'>, object]>([
  [{ verb: 'consult', target: ben }, { operationName: 'Consult', targetUri: 'https://127.0.0.1/api/v2/users/0123456789abcdef' }],
  [{ verb: 'consult', target: ben }, { operationName: 'Consult', targetPath: '/contacts/01234567-89AB-CDEF/', note: 'whatever' }],
  [{ verb: 'remove', target: ben }, { operationName: 'RemoveParticipantFromConference', userUri: '/users/0123456789abcdef' }],
  [{ verb: 'monitor', target: ben }, { operationName: 'Monitor', user: '0123456789abcdef' }],
  [{ verb: 'transfer', target: refunds }, { operationName: 'Transfer', queueName: 'Refunds' }],
  [{ verb: 'transfer', target: refunds }, { operationName: 'Transfer', targetUri: '/queues/fedcba9876543210' }],
  [{ verb: 'transfer' }, { operationName: 'Transfer', queueName: 'Refunds', text: 'Goodbye' }],
  [{ verb: 'notice', text: 'Look' }, { operationName: 'SendCustomNotice', noticeText: 'Look' }],
  [{ verb: 'say', like: { text: /^One/ } }, { operationName: 'SendMessage', text: 'One moment' }],
  [{ verb: 'attachData', data: { tier: 'gold' } }, { operationName: 'AttachUserData', userData: { tier: 'gold', more: 1 } }],
  [{ verb: 'removeData', keys: ['a', 'b'] }, { operationName: 'DeleteUserData', keys: ['b', 'a'] }],
  [{ verb: 'focus' }, { operationName: 'InFocus' }],
  [{ verb: 'switchTo' }, { operationName: 'SwitchToCoach' }],
  [{ verb: 'raw', operation: { operationName: 'Nothing' } }, { operationName: 'Nothing', more: 1 }]
])('%j is done by %j', (step, body) => {
  expect(differs(step, body)).toBeNull()
})

test.each<[Omit<Act, 'kind' | 'line' | 'actor'>, object, string]>([
  [{ verb: 'consult', target: ben }, { operationName: 'Consult', targetUri: '/queues/fedcba9876543210' }, 'with target Refunds instead of Ben'],
  [{ verb: 'transfer', target: refunds }, { operationName: 'Transfer', targetPath: '/users/0123456789abcdef' }, 'with target Ben instead of Refunds'],
  [{ verb: 'consult', note: 'Why' }, { operationName: 'Consult', targetPath: '/users/1' }, 'with note none instead of "Why"'],
  [{ verb: 'say', like: { text: /^One/ } }, { operationName: 'SendMessage', text: 'No' }, 'with text "No" instead of /^One/'],
  [{ verb: 'attachData', data: { tier: 'gold' } }, { operationName: 'AttachUserData', userData: { tier: 'tin' } }, 'with data {"tier":"tin"} instead of {"tier":"gold"}'],
  [{ verb: 'switchTo', mode: 'Coach' }, { operationName: 'SwitchToMonitor' }, ''],
  [{ verb: 'accept' }, { operationName: 'Reject' }, '']
])('%j is not done by %j', (step, body, difference) => {
  expect(differs(step, body)).toBe(difference)
})

test('a request to another chat than the one that is meant is another', () => {
  expect(differs({ verb: 'accept' }, { operationName: 'Accept' }, 'c2')).toBe('in another chat than the latest that it was asked into')
})

test('what was asked instead is said in a few words', () => {
  expect(requestText(request({ operationName: 'Invite', targetPath: '/users/0123456789abcdef' }), targets)).toBe('Invite Ben')
  expect(requestText(request({ operationName: 'SendMessage', text: 'Hi' }), targets)).toBe('SendMessage "Hi"')
})
