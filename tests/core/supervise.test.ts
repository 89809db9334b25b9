import { expect, test } from 'vitest'
import type { Answer } from '../../src-main/contract/client.ts'
import { userPath } from '../../src-main/core/addresses.ts'
import { agentPlan, planWith, queuePlan, Rehearsal } from '../support/rooms.ts'

/** Supervisors: unseen, coaching, or one more in the chat (wire-facts 1.2). */

type Mode = 'Monitor' | 'Coach' | 'BargeIn'

class Watched extends Rehearsal {
  constructor(settings: Parameters<typeof planWith>[0] = {}) {
    super(
      planWith({
        agents: { Anna: agentPlan('Anna'), Ben: agentPlan('Ben'), Sam: agentPlan('Sam', { roles: ['supervisor'] }) },
        queues: { Support: queuePlan(['Anna']) },
        ...settings
      })
    )
  }

  id(name: string): string {
    return userPath(this.room.plan, name).slice('/users/'.length)
  }

  monitors(mode: Mode | 'CancelSupervisorMonitoring', how: 'NextChat' | 'AllChats' = 'AllChats', by = 'Sam'): Answer {
    const operation = { operationName: mode, supervisorMonitoringMode: how, user: this.id('Anna') } as const
    return this.room.dispatch({ viewer: `agent:${by}`, chat: null, operation }, this.room.now + 1000)
  }

  intrudes(mode: Mode, by = 'Sam', of = 'Anna'): Answer {
    const operation = { operationName: 'Intrude', supervisorVisibilityMode: mode, user: this.id(of) } as const
    return this.room.dispatch({ viewer: `agent:${by}`, chat: this.chatId, operation }, this.room.now + 1000)
  }
}

function watched(mode: Mode): Watched {
  const rehearsal = new Watched()
  rehearsal.chatWithAnna()
  rehearsal.forget()
  rehearsal.intrudes(mode)
  rehearsal.agent('Sam', { operationName: 'Accept' })
  return rehearsal
}

test('who intrudes is invited first and comes in by accepting, with the whole history', () => {
  const rehearsal = new Watched()
  rehearsal.chatWithAnna()
  rehearsal.forget()
  expect(rehearsal.intrudes('Monitor')).toEqual({ statusCode: 0 })
  expect(rehearsal.told('agent:Sam')).toEqual([expect.objectContaining({ notificationType: 'StatusChange', chat: expect.objectContaining({ state: 'Invited', capabilities: ['Accept', 'Reject'] }) })])
  rehearsal.agent('Sam', { operationName: 'Accept' })
  expect(rehearsal.words('agent:Sam').slice(1)).toEqual(['Chatting', 'ParticipantsUpdated', 'ParticipantJoined/All ParticipantJoined/All ParticipantJoined/Supervisors'])
})

test('a monitor is seen by nobody, in no list, by no button and in no notification', () => {
  const rehearsal = watched('Monitor')
  expect(rehearsal.told('agent:Anna')).toEqual([])
  expect(rehearsal.told('customer:Clara')).toEqual([])
  const chat = rehearsal.views.chat('agent:Anna', rehearsal.chatId)
  expect(chat?.participants?.map(({ nickname }) => nickname)).toEqual(['Anna', 'Clara'])
  expect(chat?.capabilities).not.toContain('SendToAgents')
  expect(rehearsal.views.messages('agent:Anna', rehearsal.chatId)).toHaveLength(2)
  expect(rehearsal.views.chat('agent:Sam', rehearsal.chatId)).toMatchObject({
    capabilities: ['Leave', 'SetInFocus', 'SwitchToCoach', 'SwitchBargeIn'],
    participants: expect.arrayContaining([expect.objectContaining({ nickname: 'Sam', visibility: 'Supervisors' })])
  })
})

test('whoever may see a supervisor is told whom it watches; the customer is not', () => {
  const rehearsal = watched('BargeIn')
  const path = userPath(rehearsal.room.plan, 'Anna')
  expect(rehearsal.views.chat('agent:Anna', rehearsal.chatId)?.participants).toContainEqual(expect.objectContaining({ nickname: 'Sam', watches: path }))
  expect(JSON.stringify(rehearsal.told('customer:Clara'))).not.toContain('watches')
})

test('a monitor says nothing, and hears what agents say to each other', () => {
  const rehearsal = watched('Monitor')
  rehearsal.consult('Ben')
  rehearsal.agent('Ben', { operationName: 'Accept' })
  rehearsal.forget()
  expect(rehearsal.agent('Sam', { operationName: 'SendMessage', text: 'psst' })).toMatchObject({ statusCode: 2 })
  expect(rehearsal.agent('Sam', { operationName: 'SendToAgents', text: 'psst' })).toMatchObject({ statusCode: 2 })
  rehearsal.agent('Anna', { operationName: 'SendToAgents', text: 'Can you help?' })
  expect(rehearsal.words('agent:Sam')).toEqual(['Text/Agents'])
})

test('a coach is seen by agents and heard by the agent alone whom it coaches', () => {
  const rehearsal = watched('Coach')
  expect(rehearsal.words('agent:Anna')).toEqual(['ParticipantsUpdated', 'ParticipantJoined/Agents'])
  rehearsal.consult('Ben')
  rehearsal.agent('Ben', { operationName: 'Accept' })
  rehearsal.forget()
  rehearsal.agent('Sam', { operationName: 'SendMessage', text: 'Be kind' })
  rehearsal.agent('Sam', { operationName: 'SendStartTypingToAgentsNotification' })
  expect(rehearsal.words('agent:Anna')).toEqual(['Text/Agents', 'TypingStarted/Agents'])
  expect(rehearsal.words('agent:Sam')).toEqual(['Text/Agents', 'TypingStarted/Agents'])
  expect(rehearsal.told('agent:Ben')).toEqual([])
  expect(rehearsal.told('customer:Clara')).toEqual([])
  expect(JSON.stringify(rehearsal.views.messages('agent:Ben', rehearsal.chatId))).not.toContain('Be kind')
})

test('who barges in is seen and heard by everybody, with a number of its own for the customer', () => {
  const rehearsal = watched('BargeIn')
  expect(rehearsal.words('customer:Clara')).toEqual(['ParticipantsUpdated', 'ParticipantJoined'])
  rehearsal.agent('Sam', { operationName: 'SendMessage', text: 'I am the manager' })
  expect(rehearsal.told('customer:Clara').at(-1)).toMatchObject({ messages: [{ text: 'I am the manager', from: { nickname: 'Sam', participantId: '3' } }] })
})

test.each([
  ['SwitchToCoach', ['ParticipantsUpdated', 'ParticipantJoined/Agents'], []],
  ['SwitchToBargeIn', ['ParticipantsUpdated', 'ParticipantJoined/All'], ['ParticipantsUpdated', 'ParticipantJoined']]
] as const)('a monitor who goes on by %s comes to be seen by those who now may', (operationName, annas, claras) => {
  const rehearsal = watched('Monitor')
  expect(rehearsal.agent('Sam', { operationName })).toEqual({ statusCode: 0 })
  expect(rehearsal.words('agent:Anna')).toEqual(annas)
  expect(rehearsal.words('customer:Clara')).toEqual(claras)
  expect(rehearsal.agent('Sam', { operationName })).toMatchObject({ statusCode: 2 })
})

test('who steps back leaves those who may see it no more', () => {
  const rehearsal = watched('BargeIn')
  rehearsal.forget()
  rehearsal.agent('Sam', { operationName: 'SwitchToCoach' })
  expect(rehearsal.words('customer:Clara')).toEqual(['ParticipantsUpdated', 'ParticipantLeft'])
  expect(rehearsal.words('agent:Anna')).toEqual(['ParticipantsUpdated', 'ParticipantLeft/All', 'ParticipantsUpdated', 'ParticipantJoined/Agents'])
  rehearsal.forget()
  rehearsal.agent('Sam', { operationName: 'SwitchToMonitor' })
  expect(rehearsal.told('customer:Clara')).toEqual([])
  expect(rehearsal.words('agent:Anna')).toEqual(['ParticipantsUpdated', 'ParticipantLeft/Agents'])
  expect(rehearsal.views.customerChat('customer:Clara', rehearsal.chatId)?.participants.map(({ nickname }) => nickname)).toEqual(['Anna', 'Clara'])
})

test.each(['NextChat', 'AllChats'] as const)('who monitors an agent is asked into its chats to come (%s)', (how) => {
  const rehearsal = new Watched()
  expect(rehearsal.monitors('Monitor', how)).toEqual({ statusCode: 0 })
  rehearsal.chatWithAnna()
  expect(rehearsal.words('agent:Sam').filter((word) => word === 'Invited')).toHaveLength(1)
  rehearsal.request(null)
  rehearsal.agent('Anna', { operationName: 'Accept' })
  expect(rehearsal.words('agent:Sam').filter((word) => word === 'Invited')).toHaveLength(how === 'NextChat' ? 1 : 2)
})

test('monitoring twice is 18, cancelling what is not there 2, and after a cancel nobody is asked in', () => {
  const rehearsal = new Watched()
  rehearsal.monitors('Coach')
  expect(rehearsal.monitors('Monitor')).toMatchObject({ statusCode: 18 })
  expect(rehearsal.monitors('CancelSupervisorMonitoring')).toEqual({ statusCode: 0 })
  expect(rehearsal.monitors('CancelSupervisorMonitoring')).toMatchObject({ statusCode: 2 })
  rehearsal.chatWithAnna()
  expect(rehearsal.words('agent:Sam')).not.toContain('Invited')
})

test('only a supervisor may supervise, not itself, only somebody there, and only a chat that the agent is in', () => {
  const rehearsal = new Watched()
  rehearsal.chatWithAnna()
  expect(rehearsal.intrudes('Monitor', 'Ben')).toMatchObject({ statusCode: 5 })
  expect(rehearsal.monitors('Monitor', 'AllChats', 'Ben')).toMatchObject({ statusCode: 5 })
  expect(rehearsal.intrudes('Monitor', 'Sam', 'Ben')).toMatchObject({ statusCode: 6 })
  expect(rehearsal.intrudes('Monitor', 'Sam', 'Sam')).toMatchObject({ statusCode: 2 })
  expect(rehearsal.intrudes('Monitor')).toEqual({ statusCode: 0 })
  expect(rehearsal.intrudes('Monitor')).toMatchObject({ statusCode: 2 })
})

test.each([
  ['completes the chat', (rehearsal: Watched) => rehearsal.agent('Anna', { operationName: 'Complete' })],
  ['puts it into a queue', (rehearsal: Watched) => rehearsal.agent('Anna', { operationName: 'Complete', queueName: 'Support' })],
  ['leaves it', (rehearsal: Watched) => rehearsal.agent('Anna', { operationName: 'Leave' })]
])('a supervisor is revoked when its agent %s', (_how, act) => {
  const rehearsal = watched('Monitor')
  rehearsal.forget()
  act(rehearsal)
  expect(rehearsal.told('agent:Sam').filter((told) => 'chat' in told && told.chat.state === 'Revoked')).toHaveLength(1)
  expect(rehearsal.views.chat('agent:Sam', rehearsal.chatId)).toBeNull()
})

test('a supervisor goes with its agent by a transfer, and the taker may have one of its own', () => {
  const rehearsal = watched('BargeIn')
  rehearsal.agent('Anna', { operationName: 'Transfer', targetUri: rehearsal.uri('Ben') })
  rehearsal.agent('Ben', { operationName: 'Accept' })
  expect(rehearsal.words('agent:Sam').at(-1)).toBe('Revoked')
  expect(rehearsal.views.customerChat('customer:Clara', rehearsal.chatId)?.participants.map(({ nickname }) => nickname)).toEqual(['Ben', 'Clara'])
  expect(rehearsal.intrudes('Coach', 'Sam', 'Ben')).toEqual({ statusCode: 0 })
})

test('a supervisor who leaves is Completed and the chat goes on', () => {
  const rehearsal = watched('Coach')
  rehearsal.forget()
  expect(rehearsal.agent('Sam', { operationName: 'Leave' })).toEqual({ statusCode: 0 })
  expect(rehearsal.words('agent:Sam')).toEqual(['Completed'])
  expect(rehearsal.words('agent:Anna')).toEqual(['ParticipantsUpdated', 'ParticipantLeft/Agents'])
  expect(rehearsal.told('customer:Clara')).toEqual([])
})

test('who asks an unseen supervisor into the chat learns no more than that it is not to be had', () => {
  const rehearsal = watched('Monitor')
  const consult = rehearsal.consult('Sam')
  expect(consult).toMatchObject({ statusCode: 0, referenceId: expect.any(Number) })
  rehearsal.pass(1)
  expect(rehearsal.words('agent:Anna').at(-1)).toBe('Error')
  expect(rehearsal.room.chat(rehearsal.chatId)?.supervisors).toHaveLength(1)
})

test('a supervisor changes the readiness of another agent', () => {
  const rehearsal = new Watched()
  const operation = { operationName: 'NotReady', channel: 'chat', user: rehearsal.id('Anna') } as const
  expect(rehearsal.room.dispatch({ viewer: 'agent:Ben', chat: null, operation }, 1000)).toMatchObject({ statusCode: 5 })
  expect(rehearsal.room.dispatch({ viewer: 'agent:Sam', chat: null, operation }, 1000)).toEqual({ statusCode: 0 })
  expect(rehearsal.words('agent:Anna')).toEqual(['channel NotReady'])
})

test('while the back end of chat is down nobody can be supervised', () => {
  const rehearsal = new Watched({ settings: { channelsOff: ['chat'] } })
  expect(rehearsal.monitors('Monitor')).toMatchObject({ statusCode: 4, refused: 'channel_off' })
  expect(rehearsal.intrudes('Monitor')).toMatchObject({ statusCode: 4, refused: 'channel_off' })
})

test('what supervisors did is there again after a restart', () => {
  const rehearsal = watched('Coach')
  rehearsal.monitors('Monitor')
  rehearsal.restart()
  expect(rehearsal.views.chat('agent:Sam', rehearsal.chatId)).toMatchObject({ state: 'Chatting' })
  expect(rehearsal.room.directory.agents['Anna']?.watchedBy).toEqual({ Sam: { mode: 'Monitor', how: 'AllChats', nickname: 'Sam' } })
})
