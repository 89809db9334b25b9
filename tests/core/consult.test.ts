import { expect, test } from 'vitest'
import { planWith, Rehearsal } from '../support/rooms.ts'

/** Rulings R1 to R13, each as a story told to those who are in it. */

function running(settings = {}): Rehearsal {
  const rehearsal = new Rehearsal(planWith({ settings }))
  rehearsal.chatWithAnna()
  rehearsal.consult()
  rehearsal.agent('Ben', { operationName: 'Accept' })
  rehearsal.forget()
  return rehearsal
}

function pending(): Rehearsal {
  const rehearsal = new Rehearsal()
  rehearsal.chatWithAnna()
  rehearsal.forget()
  return rehearsal
}

test('the target of a consult is invited with what it needs to decide, and nobody else hears anything', () => {
  const rehearsal = pending()
  rehearsal.agent('Anna', { operationName: 'Consult', targetUri: rehearsal.uri('Ben'), note: 'Above my limit' })

  const [invited] = rehearsal.told('agent:Ben')
  expect(invited).toMatchObject({
    notificationType: 'StatusChange',
    chat: {
      state: 'Invited',
      capabilities: ['Accept', 'Reject'],
      participants: [],
      userData: { Subject: 'Refund' },
      invitation: { kind: 'consult', from: 'Anna', note: 'Above my limit' }
    }
  })
  expect(rehearsal.words('agent:Anna')).toEqual([])
  expect(rehearsal.words('customer:Clara')).toEqual([])
})

test('the asking agent can read where its consult stands, so that a reload shows it', () => {
  const rehearsal = pending()
  const asked = rehearsal.consult()
  const [chat] = rehearsal.views.chatsOf('agent:Anna')
  expect(chat?.consult).toMatchObject({ state: 'pending', target: 'Ben', referenceId: 'referenceId' in asked ? asked.referenceId : 0 })
  expect(chat?.capabilities).toContain('CancelConsult')

  rehearsal.agent('Ben', { operationName: 'Accept' })
  const [running] = rehearsal.views.chatsOf('agent:Anna')
  expect(running?.consult).toMatchObject({ state: 'active', target: 'Ben' })
  expect(running?.capabilities).toContain('RemoveParticipantFromConference')
  expect(running?.capabilities).not.toContain('CancelConsult')
})

test('agents are told what they can do now, and not what they could do before', () => {
  const rehearsal = pending()
  rehearsal.consult()
  rehearsal.agent('Ben', { operationName: 'Accept' })
  const told = rehearsal.told('agent:Anna').flatMap((one) => ('chat' in one && one.chat && 'capabilities' in one.chat ? [one.chat.capabilities] : []))
  expect(told.at(-1)).toContain('SendToAgents')
  expect(told.at(-1)).toEqual(rehearsal.views.chat('agent:Anna', rehearsal.chatId)?.capabilities)
})

test('who accepts a consult is told that it chats, then who is there, then all that was said, its own join last', () => {
  const rehearsal = pending()
  rehearsal.agent('Anna', { operationName: 'SendMessage', text: 'One moment, please' })
  rehearsal.consult()
  rehearsal.forget()
  rehearsal.agent('Ben', { operationName: 'Accept' })

  expect(rehearsal.words('agent:Ben')).toEqual([
    'Chatting',
    'ParticipantsUpdated',
    'ParticipantJoined/All ParticipantJoined/All Text/All ParticipantJoined/Agents'
  ])
  expect(rehearsal.words('agent:Anna')).toEqual(['ParticipantsUpdated', 'ParticipantJoined/Agents'])
  expect(rehearsal.words('customer:Clara')).toEqual([])
})

test('whatever a consultant sends stays among agents, by SendMessage too', () => {
  const rehearsal = running()
  rehearsal.agent('Ben', { operationName: 'SendMessage', text: 'Give her 100' })
  rehearsal.agent('Anna', { operationName: 'SendToAgents', text: 'Thanks' })

  expect(rehearsal.words('agent:Anna')).toEqual(['Text/Agents', 'Text/Agents'])
  expect(rehearsal.words('customer:Clara')).toEqual([])
})

test('an agent with a second leg speaks to agents through it, and to the customer through the first', () => {
  const rehearsal = running()
  rehearsal.agent('Anna', { operationName: 'SendToAgents', text: 'Aside' })
  rehearsal.agent('Anna', { operationName: 'SendMessage', text: 'Aloud' })
  const speakers = rehearsal.told('agent:Ben').flatMap((told) => ('messages' in told ? told.messages.map(({ from }) => from) : []))
  expect(speakers.map((from) => ('visibility' in from ? from.visibility : ''))).toEqual(['Agents', 'All'])
  expect(new Set(speakers.map(({ participantId }) => participantId)).size).toBe(2)
})

test('a rejected consult leaves the target done, and the asking agent with an error and its chat', () => {
  const rehearsal = pending()
  const asked = rehearsal.consult()
  rehearsal.forget()
  rehearsal.agent('Ben', { operationName: 'Reject' })

  expect(rehearsal.words('agent:Ben')).toEqual(['Completed'])
  expect(rehearsal.told('agent:Anna')).toMatchObject([
    { notificationType: 'Error', errorMessage: 'Operation failed', referenceId: 'referenceId' in asked ? asked.referenceId : 0 }
  ])
  expect(rehearsal.views.chat('agent:Anna', rehearsal.chatId)?.capabilities).not.toContain('SendToAgents')
})

test('who does not answer within its time is revoked and made not ready, and the asking agent gets an error', () => {
  const rehearsal = pending()
  rehearsal.consult()
  rehearsal.forget()
  rehearsal.pass(29)
  expect(rehearsal.words('agent:Ben')).toEqual([])
  rehearsal.pass(1)

  expect(rehearsal.words('agent:Ben')).toEqual(['Revoked', 'channel NotReady'])
  expect(rehearsal.words('agent:Anna')).toEqual(['Error'])
  expect(rehearsal.agent('Ben', { operationName: 'Accept' })).toMatchObject({ statusCode: 2, refused: 'not_invited' })
})

test('a colleague who is not ready cannot be asked: acknowledged first, then an error', () => {
  const rehearsal = pending()
  rehearsal.room.dispatch({ viewer: 'agent:Ben', chat: null, operation: { operationName: 'NotReady' } }, rehearsal.room.now)
  rehearsal.forget()
  expect(rehearsal.consult()).toMatchObject({ statusCode: 0 })
  expect(rehearsal.words('agent:Anna')).toEqual([])
  rehearsal.pass(1)
  expect(rehearsal.words('agent:Anna')).toEqual(['Error'])
  expect(rehearsal.words('agent:Ben')).toEqual([])
})

test.each([
  ['an unknown target', 6, (rehearsal: Rehearsal) => rehearsal.agent('Anna', { operationName: 'Consult', targetUri: '/api/v2/users/0000' })],
  ['oneself', 2, (rehearsal: Rehearsal) => rehearsal.consult('Anna')],
  ['somebody in the chat', 2, (rehearsal: Rehearsal) => (rehearsal.consult(), rehearsal.agent('Ben', { operationName: 'Accept' }), rehearsal.consult('Ben'))],
  ['a second colleague while one rings', 2, (rehearsal: Rehearsal) => (rehearsal.consult('Ben'), rehearsal.consult('Carol'))]
])('a consult with %s is refused at once with %i', (_whom, statusCode, ask) => {
  expect(ask(pending())).toMatchObject({ statusCode })
})

test('a cancel before the answer reaches only the one who rings; an answer that comes later is refused', () => {
  const rehearsal = pending()
  rehearsal.consult()
  rehearsal.forget()
  const cancelled = rehearsal.agent('Anna', { operationName: 'CancelConsult' })

  expect(cancelled).toEqual({ statusCode: 0, referenceId: 3 })
  expect(rehearsal.words('agent:Ben')).toEqual(['Revoked'])
  expect(rehearsal.words('agent:Anna')).toEqual([])
  expect(rehearsal.agent('Ben', { operationName: 'Accept' })).toMatchObject({ statusCode: 2 })
  expect(rehearsal.words('agent:Anna')).toEqual([])
})

test('a cancel after the answer is acknowledged, then fails under its own number, and the consult goes on', () => {
  const rehearsal = running()
  const cancelled = rehearsal.agent('Anna', { operationName: 'CancelConsult' })
  expect(cancelled).toMatchObject({ statusCode: 0 })
  rehearsal.pass(1)

  expect(rehearsal.told('agent:Anna')).toMatchObject([
    { notificationType: 'Error', errorMessage: 'Request failed', referenceId: 'referenceId' in cancelled ? cancelled.referenceId : 0 }
  ])
  expect(rehearsal.agent('Ben', { operationName: 'SendToAgents', text: 'Still here' })).toEqual({ statusCode: 0 })
})

test('handing over to the consultant needs no second answer and keeps its id; the customer sees it join, then the giver leave', () => {
  const rehearsal = running()
  const before = rehearsal.room.chats.get(rehearsal.chatId)?.agents.find(({ agent }) => agent === 'Ben')?.participantId
  rehearsal.agent('Anna', { operationName: 'Transfer', targetUri: rehearsal.uri('Ben') })

  const chat = rehearsal.room.chats.get(rehearsal.chatId)
  expect(chat?.owner).toBe('Ben')
  expect(chat?.secondLegs).toEqual([])
  expect(chat?.agents.map(({ participantId }) => participantId)).toEqual([before])
  expect(rehearsal.words('agent:Anna').at(-1)).toBe('Completed')
  expect(rehearsal.words('customer:Clara')).toEqual(['ParticipantsUpdated', 'ParticipantJoined', 'ParticipantsUpdated', 'ParticipantLeft'])
})

test('a conference with the consultant shows it to the customer from then on, and nothing said before', () => {
  const rehearsal = running()
  rehearsal.agent('Ben', { operationName: 'SendToAgents', text: 'Only for you' })
  rehearsal.forget()
  const invited = rehearsal.agent('Anna', { operationName: 'Invite', targetUri: rehearsal.uri('Ben') })

  expect(invited).toMatchObject({ statusCode: 0, referenceId: expect.any(Number) })
  expect(rehearsal.words('agent:Anna')).toEqual(['ParticipantsUpdated', 'ParticipantJoined/All'])
  expect(rehearsal.words('customer:Clara')).toEqual(['ParticipantsUpdated', 'ParticipantJoined'])
  expect(rehearsal.views.customerMessages('customer:Clara', rehearsal.chatId)?.map(({ index }) => index)).toEqual([1, 2, 3])
  expect(JSON.stringify(rehearsal.views.customerMessages('customer:Clara', rehearsal.chatId))).not.toContain('Only for you')
})

test('a customer sees people in the order in which it got to know them, not in that of their coming', () => {
  const rehearsal = running()
  rehearsal.agent('Anna', { operationName: 'Invite', targetUri: rehearsal.uri('Carol') })
  rehearsal.agent('Carol', { operationName: 'Accept' })
  rehearsal.agent('Anna', { operationName: 'Invite', targetUri: rehearsal.uri('Ben') })
  expect(rehearsal.views.customerChat('customer:Clara', rehearsal.chatId)?.participants.map(({ nickname }) => nickname)).toEqual(['Anna', 'Carol', 'Ben', 'Clara'])
})

test.each([
  ['leaves', [], (rehearsal: Rehearsal) => rehearsal.agent('Ben', { operationName: 'Leave' })],
  // The manual prints a notice before anything else of a removal (wire-facts 1.1).
  ['is removed by the asking agent', ['Notice/Agents'], (rehearsal: Rehearsal) => rehearsal.agent('Anna', { operationName: 'RemoveParticipantFromConference', userUri: rehearsal.uri('Ben') })]
])('a consultant who %s is gone for agents, its second leg too, and the customer hears nothing', (_how, first, act) => {
  const rehearsal = running()
  act(rehearsal)

  expect(rehearsal.words('agent:Ben')).toEqual([...first, 'Completed'])
  expect(rehearsal.words('agent:Anna')).toEqual([...first, 'ParticipantsUpdated', 'ParticipantLeft/Agents'])
  expect(rehearsal.words('customer:Clara')).toEqual([])
  expect(rehearsal.views.chat('agent:Anna', rehearsal.chatId)?.participants?.map(({ nickname }) => nickname)).toEqual(['Anna', 'Clara'])
})

test('a consultant cannot remove, transfer, invite, consult or end the chat', () => {
  const rehearsal = running()
  const targetUri = rehearsal.uri('Anna')
  const asked = [
    rehearsal.agent('Ben', { operationName: 'RemoveParticipantFromConference', targetUri }),
    rehearsal.agent('Ben', { operationName: 'Transfer', targetUri: rehearsal.uri('Carol') }),
    rehearsal.agent('Ben', { operationName: 'Invite', targetUri: rehearsal.uri('Carol') }),
    rehearsal.agent('Ben', { operationName: 'Consult', targetUri: rehearsal.uri('Carol') }),
    rehearsal.agent('Ben', { operationName: 'Complete' })
  ]
  expect(asked.map(({ statusCode }) => statusCode)).toEqual([2, 2, 2, 2, 2])
})

test('an owner who leaves with only a consultant there hands over as by transfer', () => {
  const rehearsal = running()
  rehearsal.agent('Anna', { operationName: 'Leave' })
  expect(rehearsal.words('agent:Anna').at(-1)).toBe('Completed')
  expect(rehearsal.room.chats.get(rehearsal.chatId)?.owner).toBe('Ben')
  expect(rehearsal.views.customerChat('customer:Clara', rehearsal.chatId)?.participants.map(({ nickname }) => nickname)).toEqual(['Ben', 'Clara'])
})

test('or ends the chat for the customer, where the room says so', () => {
  const rehearsal = running({ ownerLeaves: 'end' })
  const chat = rehearsal.chatId
  rehearsal.agent('Anna', { operationName: 'Leave' })
  expect(rehearsal.words('agent:Ben')).toContain('Completed')
  expect(rehearsal.words('agent:Anna').at(-1)).toBe('Completed')
  expect(rehearsal.words('customer:Clara')).toEqual(['Completed', 'ParticipantLeft'])
  expect(rehearsal.views.customerChat('customer:Clara', chat)?.state).toBe('Completed')
})

test('a customer who leaves ends the consult with the chat; the owner sees it go and can only mark the chat done', () => {
  const rehearsal = running()
  rehearsal.customer({ operationName: 'Complete' })
  expect(rehearsal.words('agent:Ben').at(-1)).toBe('Completed')
  expect(rehearsal.words('agent:Anna').slice(0, 2)).toEqual(['ParticipantLeft/All', 'ParticipantsUpdated'])
  expect(rehearsal.views.chat('agent:Anna', rehearsal.chatId)?.capabilities).toEqual([
    'Complete',
    'SetInFocus',
    'SetDisposition',
    'AttachUserData',
    'DeleteUserData',
    'UpdateUserData'
  ])
})

test('a customer who leaves while a consult is pending: the asking agent gets its outcome all the same', () => {
  const rehearsal = pending()
  rehearsal.consult()
  rehearsal.forget()
  rehearsal.customer({ operationName: 'Complete' })
  expect(rehearsal.words('agent:Ben')).toEqual(['Revoked'])
  expect(rehearsal.words('agent:Anna')).toContain('Error')
})

test('a transfer to somebody outside leaves the giver in the chat until the taker accepts', () => {
  const rehearsal = pending()
  rehearsal.agent('Anna', { operationName: 'Transfer', targetUri: rehearsal.uri('Carol') })
  expect(rehearsal.agent('Anna', { operationName: 'SendMessage', text: 'Still me' })).toEqual({ statusCode: 0 })
  rehearsal.forget()
  rehearsal.agent('Carol', { operationName: 'Accept' })
  expect(rehearsal.words('agent:Anna').at(-1)).toBe('Completed')
  expect(rehearsal.room.chats.get(rehearsal.chatId)?.owner).toBe('Carol')
  expect(rehearsal.words('customer:Clara')).toEqual(['ParticipantsUpdated', 'ParticipantJoined', 'ParticipantsUpdated', 'ParticipantLeft'])
})

test('a transfer cancels a pending consult and ends a running one of somebody else', () => {
  const rehearsal = pending()
  rehearsal.consult('Ben')
  rehearsal.agent('Anna', { operationName: 'Transfer', targetUri: rehearsal.uri('Carol') })
  expect(rehearsal.words('agent:Ben')).toEqual(['Invited', 'Revoked'])

  const other = running()
  other.agent('Anna', { operationName: 'Transfer', targetUri: other.uri('Carol') })
  expect(other.words('agent:Ben')).toEqual([])
  other.agent('Carol', { operationName: 'Accept' })
  expect(other.words('agent:Ben')).toContain('Completed')
})

test('a consult with a queue rings at a ready member, then at the next, and fails when nobody took it in time', () => {
  const rehearsal = pending()
  rehearsal.consult('Refunds')
  expect(rehearsal.words('agent:Ben')).toEqual(['Invited'])
  rehearsal.agent('Ben', { operationName: 'Reject' })
  expect(rehearsal.words('agent:Carol')).toEqual(['Invited'])
  rehearsal.pass(30)
  expect(rehearsal.words('agent:Carol')).toEqual(['Invited', 'Revoked', 'channel NotReady'])
  expect(rehearsal.words('agent:Anna')).toEqual([])
  rehearsal.pass(30)
  expect(rehearsal.words('agent:Anna')).toEqual(['Error'])
})

test('once a consult runs, another colleague may be asked, up to the limit of the room', () => {
  const rehearsal = running({ consultants: 2 })
  expect(rehearsal.consult('Carol')).toMatchObject({ statusCode: 0 })
  rehearsal.agent('Carol', { operationName: 'Accept' })
  expect(rehearsal.room.chats.get(rehearsal.chatId)?.secondLegs).toHaveLength(1)
  expect(rehearsal.agent('Anna', { operationName: 'Consult', targetUri: rehearsal.uri('Refunds') })).toMatchObject({ statusCode: 2, refused: 'too_many_consultants' })
})

test('an outsider learns nothing of a chat, and a consultant who has left no longer reads it', () => {
  const rehearsal = running()
  expect(rehearsal.agent('Carol', { operationName: 'Transfer', targetUri: rehearsal.uri('Ben') })).toMatchObject({ statusCode: 6 })
  expect(rehearsal.views.messages('agent:Carol', rehearsal.chatId)).toBeNull()
  rehearsal.agent('Ben', { operationName: 'Leave' })
  expect(rehearsal.views.messages('agent:Ben', rehearsal.chatId)).toBeNull()
  expect(rehearsal.views.chat('agent:Ben', rehearsal.chatId)).toBeNull()
})

test('without preview an invited agent cannot read before it accepts', () => {
  const rehearsal = new Rehearsal(planWith({ settings: { preview: false } }))
  rehearsal.chatWithAnna()
  rehearsal.consult()
  expect(rehearsal.views.messages('agent:Ben', rehearsal.chatId)).toBe('preview_off')
  rehearsal.agent('Ben', { operationName: 'Accept' })
  expect(rehearsal.views.messages('agent:Ben', rehearsal.chatId)).toHaveLength(3)
})

test('an owner who leaves alone ends the chat for the customer and marks it done later', () => {
  const rehearsal = pending()
  const chat = rehearsal.chatId
  expect(rehearsal.agent('Anna', { operationName: 'Leave' })).toEqual({ statusCode: 0 })
  expect(rehearsal.words('agent:Anna')).toEqual(['LeftChat'])
  expect(rehearsal.words('customer:Clara')).toEqual(['Completed', 'ParticipantLeft'])
  rehearsal.agent('Anna', { operationName: 'Complete' }, chat)
  expect(rehearsal.words('agent:Anna')).toEqual(['LeftChat', 'Completed'])
  expect(rehearsal.room.chats.size).toBe(0)
})

test('a room without the feature api-multimedia forbids what agents ask', () => {
  const rehearsal = new Rehearsal(planWith({ settings: { features: [] } }))
  rehearsal.request()
  expect(rehearsal.agent('Anna', { operationName: 'Accept' })).toMatchObject({ statusCode: 3 })
})

test('an agent whose last window has been gone for two minutes is treated as if it had left', () => {
  const rehearsal = running()
  rehearsal.room.dispatch({ viewer: 'agent:Ben', chat: null, operation: { operationName: 'ChannelClosed' } }, rehearsal.room.now)
  rehearsal.pass(119)
  expect(rehearsal.words('agent:Anna')).toEqual([])
  rehearsal.pass(1)
  expect(rehearsal.words('agent:Anna')).toEqual(['ParticipantsUpdated', 'ParticipantLeft/Agents'])
})

test('the same agent in two windows: the first to answer wins, the second is refused', () => {
  const rehearsal = pending()
  rehearsal.consult()
  expect(rehearsal.agent('Ben', { operationName: 'Accept' })).toEqual({ statusCode: 0 })
  expect(rehearsal.agent('Ben', { operationName: 'Accept' })).toMatchObject({ statusCode: 2 })
})
