import { expect, test } from 'vitest'
import type { RoomSettings } from '../../src-main/contract/room-plan.ts'
import { planWith, Rehearsal } from '../support/rooms.ts'

/** Each ruling's switch, in both positions where no other test has it. */

function chatting(settings: Partial<RoomSettings>): Rehearsal {
  const rehearsal = new Rehearsal(planWith({ settings }))
  rehearsal.chatWithAnna()
  rehearsal.forget()
  return rehearsal
}

function consulting(settings: Partial<RoomSettings>): Rehearsal {
  const rehearsal = chatting(settings)
  rehearsal.consult('Ben')
  rehearsal.agent('Ben', { operationName: 'Accept' })
  rehearsal.forget()
  return rehearsal
}

const nicknames = (rehearsal: Rehearsal, agent: 'Anna' | 'Ben') => rehearsal.views.chat(`agent:${agent}`, rehearsal.chatId)?.participants?.map(({ nickname }) => nickname)

test.each([
  ['all', 4],
  ['none', 1]
] as const)('R2 history: a consultant reads %s of what was said before', (history, messages) => {
  const rehearsal = chatting({ history })
  rehearsal.customer({ operationName: 'SendMessage', text: 'Where is my refund?' })
  rehearsal.consult('Ben')
  expect(rehearsal.views.messages('agent:Ben', rehearsal.chatId)).toHaveLength(history === 'all' ? 3 : 0)
  rehearsal.agent('Ben', { operationName: 'Accept' })
  expect(rehearsal.views.messages('agent:Ben', rehearsal.chatId)).toHaveLength(messages)
  rehearsal.agent('Anna', { operationName: 'Transfer', targetUri: rehearsal.uri('Ben') })
  expect(rehearsal.views.messages('agent:Ben', rehearsal.chatId)?.length).toBeGreaterThan(4)
})

test.each([
  [true, ['Anna', 'Ben', 'Clara', 'Anna']],
  [false, ['Anna', 'Ben', 'Clara']]
])('R3 secondLeg: %s', (secondLeg, listed) => {
  const rehearsal = consulting({ secondLeg })
  expect(nicknames(rehearsal, 'Anna')).toEqual(listed)
  rehearsal.agent('Anna', { operationName: 'SendToAgents', text: 'Only you' })
  expect(rehearsal.words('agent:Ben')).toEqual(['Text/Agents'])
  expect(rehearsal.told('customer:Clara')).toEqual([])
})

test('R4 consultantSays refused: a consultant cannot speak to everybody, and is not told that it can', () => {
  const rehearsal = consulting({ consultantSays: 'refused' })
  expect(rehearsal.agent('Ben', { operationName: 'SendMessage', text: 'Hello' })).toMatchObject({ statusCode: 2 })
  expect(rehearsal.agent('Ben', { operationName: 'SendUrl', url: 'https://example.com' })).toMatchObject({ statusCode: 2 })
  expect(rehearsal.agent('Ben', { operationName: 'SendToAgents', text: 'Hello' })).toEqual({ statusCode: 0 })
  expect(rehearsal.views.chat('agent:Ben', rehearsal.chatId)?.capabilities).toEqual([
    'Leave',
    'SetInFocus',
    'AttachUserData',
    'DeleteUserData',
    'UpdateUserData',
    'SendToAgents',
    'SendStartTypingToAgentsNotification',
    'SendStopTypingToAgentsNotification',
    'SendCustomNoticeToAgents'
  ])
})

test.each([100, 5000])('R6 failsAfter: what can only fail does so after %i ms', (failsAfterMs) => {
  const rehearsal = chatting({ failsAfterMs })
  rehearsal.room.dispatch({ viewer: 'agent:Ben', chat: null, operation: { operationName: 'NotReady' } }, rehearsal.room.now)
  rehearsal.consult('Ben')
  const asked = rehearsal.room.now
  rehearsal.pass(10)
  expect(rehearsal.heard.filter(({ viewer }) => viewer === 'agent:Anna').map(({ at }) => at - asked)).toEqual([failsAfterMs])
})

test('R8 transferToConsultant invitation: the consultant is asked once more, and takes the chat over by accepting', () => {
  const rehearsal = consulting({ transferToConsultant: 'invitation' })
  expect(rehearsal.agent('Anna', { operationName: 'Transfer', targetUri: rehearsal.uri('Ben') })).toEqual({ statusCode: 0 })
  expect(rehearsal.told('agent:Ben')).toEqual([expect.objectContaining({ notificationType: 'StatusChange', chat: expect.objectContaining({ state: 'Chatting', invitation: expect.objectContaining({ kind: 'transfer', from: 'Anna' }) }) })])
  expect(rehearsal.views.chat('agent:Ben', rehearsal.chatId)?.capabilities).toEqual(expect.arrayContaining(['Accept', 'Reject', 'SendToAgents']))
  expect(rehearsal.views.chat('agent:Anna', rehearsal.chatId)).toMatchObject({ pending: { kind: 'transfer', target: 'Ben' }, consult: { state: 'active' } })
  expect(rehearsal.told('customer:Clara')).toEqual([])
  rehearsal.agent('Ben', { operationName: 'Accept' })
  expect(rehearsal.words('agent:Anna').at(-1)).toBe('Completed')
  expect(rehearsal.words('customer:Clara')).toEqual(['ParticipantsUpdated', 'ParticipantJoined', 'ParticipantsUpdated', 'ParticipantLeft'])
  expect(nicknames(rehearsal, 'Ben')).toEqual(['Ben', 'Clara'])
})

test.each([
  ['declines', (rehearsal: Rehearsal) => rehearsal.agent('Ben', { operationName: 'Reject' })],
  ['does not answer', (rehearsal: Rehearsal) => rehearsal.pass(30)]
])('R8, R9 invitation: a consultant who %s stays consultant, and the asking agent gets an Error', (_how, act) => {
  const rehearsal = consulting({ conferenceWithConsultant: 'invitation' })
  const invited = rehearsal.agent('Anna', { operationName: 'Invite', targetUri: rehearsal.uri('Ben') })
  expect(invited).toMatchObject({ statusCode: 0, referenceId: expect.any(Number) })
  rehearsal.forget()
  act(rehearsal)
  expect(rehearsal.told('agent:Anna')).toEqual([expect.objectContaining({ notificationType: 'Error', referenceId: 'referenceId' in invited ? invited.referenceId : 0 })])
  expect(rehearsal.views.chat('agent:Ben', rehearsal.chatId)?.state).toBe('Chatting')
  expect(rehearsal.views.agentState('agent:Ben')).toBe('Ready')
  expect(nicknames(rehearsal, 'Anna')).toEqual(['Anna', 'Ben', 'Clara', 'Anna'])
  expect(rehearsal.told('customer:Clara')).toEqual([])
})

test('R9 invitation: the consultant leaves while it is asked, and the asking agent gets its Error at once', () => {
  const rehearsal = consulting({ conferenceWithConsultant: 'invitation' })
  rehearsal.agent('Anna', { operationName: 'Invite', targetUri: rehearsal.uri('Ben') })
  rehearsal.agent('Ben', { operationName: 'Leave' })
  expect(nicknames(rehearsal, 'Anna')).toEqual(['Anna', 'Clara'])
  expect(rehearsal.views.chat('agent:Anna', rehearsal.chatId)?.pending).toBeUndefined()
  rehearsal.pass(60)
  expect(rehearsal.words('agent:Anna').filter((word) => word === 'Error')).toHaveLength(1)
})

test.each([
  [['Consult', 'Invite', 'CancelConsult'], false],
  [['AttachUserData'], true]
])('R14 referenceIdIn %j: only these answers carry one, and the notification always does', (referenceIdIn, carries) => {
  const rehearsal = chatting({ referenceIdIn })
  const answer = rehearsal.agent('Anna', { operationName: 'AttachUserData', userData: { Amount: 1 } })
  expect('referenceId' in answer).toBe(carries)
  expect(rehearsal.told('agent:Anna')).toEqual([expect.objectContaining({ referenceId: expect.any(Number) })])
  expect('referenceId' in rehearsal.consult('Ben')).toBe(!carries)
})

test.each([
  [false, 3],
  [true, 2]
])('R18 consultTakesPlace %s: a direct consult leaves the consultant %i places', (consultTakesPlace, places) => {
  const rehearsal = consulting({ consultTakesPlace })
  expect(rehearsal.views.users().find(({ userName }) => userName === 'Ben')?.availability?.freePlaces).toBe(places)
})

test('a transfer or a conference that waits for an answer is marked for the asking agent, so that a reload shows it', () => {
  const rehearsal = chatting({})
  rehearsal.agent('Anna', { operationName: 'Invite', targetUri: rehearsal.uri('Carol') })
  expect(rehearsal.views.chat('agent:Anna', rehearsal.chatId)?.pending).toMatchObject({ kind: 'conference', target: 'Carol', referenceId: expect.any(Number), expiresAt: expect.any(Number) })
  rehearsal.agent('Carol', { operationName: 'Reject' })
  expect(rehearsal.views.chat('agent:Anna', rehearsal.chatId)?.pending).toBeUndefined()
})

test.each(['/api/v2/users/', '/users/', 'http://[::1]:9/api/v2/users/', '/contacts/', 'https://elsewhere.example/api/v2/contacts/'])('a colleague is found by %s with its id, as targetUri and as targetPath', (prefix) => {
  const rehearsal = chatting({})
  const id = rehearsal.uri('Ben').slice(rehearsal.uri('Ben').lastIndexOf('/') + 1)
  expect(rehearsal.agent('Anna', { operationName: 'Consult', targetUri: prefix + id })).toMatchObject({ statusCode: 0 })
  rehearsal.agent('Anna', { operationName: 'CancelConsult' })
  expect(rehearsal.agent('Anna', { operationName: 'Consult', targetPath: prefix + id })).toMatchObject({ statusCode: 0 })
})
