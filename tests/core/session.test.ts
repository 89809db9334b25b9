import { expect, test } from 'vitest'
import type { Answer, Request } from '../../src-main/contract/client.ts'
import { toldIn } from '../../src-main/wire/dialect.ts'
import { planWith, Rehearsal } from '../support/rooms.ts'

/** Sessions, channels and readiness (wire-facts 4.1 to 4.3). */

function asks(rehearsal: Rehearsal, operation: Extract<Request, { chat: null }>['operation'], by = 'Anna'): Answer {
  return rehearsal.room.dispatch({ viewer: `agent:${by}`, chat: null, operation } as Request, rehearsal.room.now + 1)
}

function told(rehearsal: Rehearsal, by = 'Anna'): unknown[] {
  return rehearsal.told(`agent:${by}`).flatMap((said) => ('channels' in said ? said.channels.map(({ channel, dndState, userState }) => [channel, dndState, userState.state, userState.workMode]) : []))
}

test('a session of which some channels do not open is a partial success, and chat is called multimedia', () => {
  const rehearsal = new Rehearsal()
  expect(asks(rehearsal, { operationName: 'StartContactCenterSession', channels: ['voice', 'chat'] })).toEqual({
    statusCode: 7,
    failed: [{ statusCode: 4, statusMessage: expect.any(String), channel: 'voice' }],
    succeeded: [{ statusCode: 0, channel: 'multimedia' }]
  })
})

test('with the back end of chat down it is the other way round, and chats can be worked on no more', () => {
  const rehearsal = new Rehearsal(planWith({ settings: { channels: ['voice', 'chat'] } }))
  rehearsal.chatWithAnna()
  rehearsal.room.dispatch({ viewer: null, chat: null, operation: { operationName: 'SwitchChannel', channel: 'chat', on: false } }, rehearsal.room.now)
  expect(asks(rehearsal, { operationName: 'StartContactCenterSession', channels: ['voice', 'chat'] })).toEqual({
    statusCode: 7,
    failed: [{ statusCode: 4, statusMessage: 'Interaction server connection is not opened', channel: 'multimedia' }],
    succeeded: [{ statusCode: 0, channel: 'voice' }]
  })
  expect(rehearsal.agent('Anna', { operationName: 'SendMessage', text: 'Hello?' })).toMatchObject({ statusCode: 4, refused: 'channel_off' })
  rehearsal.room.dispatch({ viewer: null, chat: null, operation: { operationName: 'SwitchChannel', channel: 'chat', on: true } }, rehearsal.room.now)
  expect(rehearsal.agent('Anna', { operationName: 'SendMessage', text: 'Hello!' })).toEqual({ statusCode: 0 })
})

test('a session of which no channel opens is refused', () => {
  expect(asks(new Rehearsal(), { operationName: 'StartContactCenterSession', channels: ['voice'] })).toMatchObject({ statusCode: 4 })
})

test('a place that another agent works at is 19, until that one has ended its session', () => {
  const rehearsal = new Rehearsal()
  asks(rehearsal, { operationName: 'StartContactCenterSession', place: 'Desk 1' })
  expect(asks(rehearsal, { operationName: 'StartContactCenterSession', place: 'Desk 1' })).toEqual({ statusCode: 0 })
  expect(asks(rehearsal, { operationName: 'StartContactCenterSession', place: 'Desk 1' }, 'Ben')).toMatchObject({ statusCode: 19 })
  asks(rehearsal, { operationName: 'EndContactCenterSession' })
  expect(asks(rehearsal, { operationName: 'StartContactCenterSession', place: 'Desk 1' }, 'Ben')).toEqual({ statusCode: 0 })
})

test.each([
  ['NotReady', ['chat', 'Off', 'NotReady', undefined]],
  ['AfterCallWork', ['chat', 'Off', 'NotReady', 'AfterCallWork']],
  ['Offline', ['chat', 'Off', 'Logout', undefined]],
  ['DoNotDisturbOn', ['chat', 'On', 'Ready', undefined]],
  ['Ready', ['chat', 'Off', 'Ready', undefined]]
] as const)('%s is told to the agent itself, and to nobody else', (operationName, state) => {
  const rehearsal = new Rehearsal()
  expect(asks(rehearsal, { operationName })).toEqual({ statusCode: 0 })
  expect(told(rehearsal)).toEqual([state])
  expect(told(rehearsal, 'Ben')).toEqual([])
})

test('a channel is changed by itself, and each keeps its own state', () => {
  const rehearsal = new Rehearsal(planWith({ settings: { channels: ['chat', 'voice'] } }))
  asks(rehearsal, { operationName: 'StartContactCenterSession' })
  rehearsal.forget()
  asks(rehearsal, { operationName: 'NotReady', channel: 'voice' })
  expect(told(rehearsal)).toEqual([
    ['chat', 'Off', 'Ready', undefined],
    ['voice', 'Off', 'NotReady', undefined]
  ])
  expect(asks(rehearsal, { operationName: 'NotReady', channel: 'email' })).toMatchObject({ statusCode: 4 })
})

test('a fault answers with its code as often as it says, and then the request is carried out', () => {
  const rehearsal = new Rehearsal(planWith({ settings: { faults: [{ operation: 'SendMessage', statusCode: 12, statusMessage: 'Not now', of: 'Anna', times: 2 }] } }))
  rehearsal.chatWithAnna()
  const answers = [1, 2, 3].map(() => rehearsal.agent('Anna', { operationName: 'SendMessage', text: 'Hello' }))
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([12, 12, 0])
  expect(rehearsal.views.messages('agent:Anna', rehearsal.chatId)).toHaveLength(3)
  rehearsal.restart()
  expect(rehearsal.room.directory.faults).toMatchObject([{ times: 0 }])
})

test('the trainer sets faults in a running room, for everybody and everything, and takes them back', () => {
  const rehearsal = new Rehearsal()
  rehearsal.chatWithAnna()
  const fault = { operation: '*', statusCode: 9, statusMessage: 'Later', of: null, times: null } as const
  rehearsal.room.dispatch({ viewer: null, chat: null, operation: { operationName: 'SetFaults', faults: [fault] } }, rehearsal.room.now)
  expect(rehearsal.agent('Anna', { operationName: 'Leave' })).toMatchObject({ statusCode: 9, statusMessage: 'Later' })
  expect(rehearsal.customer({ operationName: 'SendMessage', text: 'Hello?' })).toMatchObject({ statusCode: 9 })
  rehearsal.room.dispatch({ viewer: null, chat: null, operation: { operationName: 'SetFaults', faults: [] } }, rehearsal.room.now)
  expect(rehearsal.agent('Anna', { operationName: 'Leave' })).toEqual({ statusCode: 0 })
})

test('why an agent is not ready is told to itself and seen by colleagues until its readiness changes; classic knows of no reasons (R24)', () => {
  const rehearsal = new Rehearsal(planWith({ settings: { notReadyReasons: ['Lunch', 'Training'] } }))
  asks(rehearsal, { operationName: 'NotReady', reason: 'Lunch' })
  const [said] = rehearsal.told('agent:Anna')
  expect(said).toMatchObject({ channels: [{ userState: { state: 'NotReady', reason: 'Lunch' } }] })
  expect(said && JSON.stringify(toldIn('classic', said))).not.toContain('Lunch')
  const since = rehearsal.views.me('Anna').availability?.since
  expect(rehearsal.views.users().find(({ userName }) => userName === 'Anna')?.availability).toMatchObject({ state: 'NotReady', reason: 'Lunch', since })

  rehearsal.room.dispatch({ viewer: 'agent:Anna', chat: null, operation: { operationName: 'NotReady', reason: 'Training' } }, rehearsal.room.now + 5000)
  expect(rehearsal.views.me('Anna').availability).toMatchObject({ reason: 'Training', since: (since ?? 0) + 5000 })
  asks(rehearsal, { operationName: 'Ready' })
  expect(rehearsal.views.me('Anna').availability).not.toHaveProperty('reason')
  expect(rehearsal.views.agentStates().flatMap(({ name, operationName, reason }) => (reason === undefined ? [] : [[name, operationName, reason]]))).toEqual([
    ['Lunch', 'NotReady', 'Lunch'],
    ['Training', 'NotReady', 'Training']
  ])
})

test('to colleagues whoever wants no disturbance is not ready, not gone', () => {
  const rehearsal = new Rehearsal()
  asks(rehearsal, { operationName: 'DoNotDisturbOn' })
  expect(rehearsal.views.users().find(({ userName }) => userName === 'Anna')?.availability).toMatchObject({ state: 'NotReady' })
})
