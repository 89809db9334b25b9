import { expect, test } from 'vitest'
import type { ChatMessage } from '../../src-main/wire/messages.ts'
import { planWith, Rehearsal } from '../support/rooms.ts'

/** Texts, addresses, notices and what may go with them (wire-facts 1.0, 1.1). */

function chatting(settings: Parameters<typeof planWith>[0] = {}): Rehearsal {
  const rehearsal = new Rehearsal(planWith(settings))
  rehearsal.chatWithAnna()
  rehearsal.forget()
  return rehearsal
}

function consulting(settings: Parameters<typeof planWith>[0] = {}): Rehearsal {
  const rehearsal = chatting(settings)
  rehearsal.consult('Ben')
  rehearsal.agent('Ben', { operationName: 'Accept' })
  rehearsal.forget()
  return rehearsal
}

function messagesTold(rehearsal: Rehearsal, viewer: Parameters<Rehearsal['told']>[0]): Partial<ChatMessage>[] {
  return rehearsal.told(viewer).flatMap((told) => ('messages' in told ? (told.messages as Partial<ChatMessage>[]) : []))
}

test('a pushed address reaches everybody with its url', () => {
  const rehearsal = chatting()
  expect(rehearsal.agent('Anna', { operationName: 'SendUrl', url: 'https://example.com/refunds' })).toEqual({ statusCode: 0 })
  expect(messagesTold(rehearsal, 'agent:Anna')).toEqual([expect.objectContaining({ type: 'PushUrl', url: 'https://example.com/refunds', visibility: 'All' })])
  expect(messagesTold(rehearsal, 'customer:Clara')).toEqual([{ index: 3, from: expect.anything(), type: 'PushUrl', url: 'https://example.com/refunds' }])
})

test("a client's own notice goes to everybody, or to agents only", () => {
  const rehearsal = consulting()
  rehearsal.agent('Anna', { operationName: 'SendCustomNotice', noticeText: 'for all' })
  rehearsal.agent('Anna', { operationName: 'SendCustomNoticeToAgents', noticeText: 'for agents' })
  expect(messagesTold(rehearsal, 'agent:Ben').map(({ type, noticeText, visibility }) => [type, noticeText, visibility])).toEqual([
    ['CustomNotice', 'for all', 'All'],
    ['CustomNotice', 'for agents', 'Agents']
  ])
  expect(messagesTold(rehearsal, 'customer:Clara').map(({ noticeText }) => noticeText)).toEqual(['for all'])
})

test('agents hear all messages numbered in one row, whomever they are for; the customer its own in another', () => {
  const rehearsal = consulting()
  const [anna, customer] = [messagesTold(rehearsal, 'agent:Anna').length, messagesTold(rehearsal, 'customer:Clara').length]
  for (const operationName of ['SendMessage', 'SendToAgents', 'SendToAgents', 'SendMessage'] as const) rehearsal.agent('Anna', { operationName, text: 'One moment' })
  const numbers = messagesTold(rehearsal, 'agent:Ben').map(({ index = 0 }) => index)
  expect(numbers).toEqual(Array.from({ length: 4 }, (_, place) => (numbers[0] ?? 0) + place))
  expect(messagesTold(rehearsal, 'agent:Anna').slice(anna).map(({ index }) => index)).toEqual(numbers)
  const own = messagesTold(rehearsal, 'customer:Clara').slice(customer).map(({ index = 0 }) => index)
  expect(own).toEqual([own[0], (own[0] ?? 0) + 1])
})

test('whatever a consultant sends stays among agents: addresses and notices too', () => {
  const rehearsal = consulting()
  rehearsal.agent('Ben', { operationName: 'SendUrl', url: 'https://example.com/secret' })
  rehearsal.agent('Ben', { operationName: 'SendCustomNotice', noticeText: 'secret' })
  expect(messagesTold(rehearsal, 'agent:Anna').map(({ visibility }) => visibility)).toEqual(['Agents', 'Agents'])
  expect(rehearsal.told('customer:Clara')).toEqual([])
})

test.each([
  [true, { messageType: 'Greeting' }],
  [false, {}]
])('the word for the kind of text is echoed only with the option for it (%s)', (includeMessageType, shown) => {
  const rehearsal = chatting({ settings: { includeMessageType } })
  rehearsal.agent('Anna', { operationName: 'SendMessage', text: 'Hello', messageType: 'Greeting' })
  const [message] = messagesTold(rehearsal, 'agent:Anna')
  expect(message).toMatchObject({ text: 'Hello', ...shown })
  expect(message && 'messageType' in message).toBe(includeMessageType)
  expect(JSON.stringify(rehearsal.told('customer:Clara'))).not.toContain('Greeting')
})

test.each([
  ['Leave', { operationName: 'Leave', text: 'Goodbye' }],
  ['Complete', { operationName: 'Complete', text: 'Goodbye' }],
  ['Transfer', { operationName: 'Transfer', queueName: 'Refunds', text: 'Goodbye' }]
] as const)('a goodbye that goes with %s is said before the agent goes', (_name, operation) => {
  const rehearsal = chatting()
  rehearsal.agent('Anna', operation)
  expect(messagesTold(rehearsal, 'customer:Clara')[0]).toMatchObject({ text: 'Goodbye', type: 'Text' })
})

test('a text that the system is said to say is marked for agents in extended, and is a plain text for the customer', () => {
  const rehearsal = chatting()
  rehearsal.agent('Anna', { operationName: 'SendMessage', text: 'Recorded', treatAs: 'System' })
  expect(messagesTold(rehearsal, 'agent:Anna')).toEqual([expect.objectContaining({ treatAs: 'System' })])
  expect(messagesTold(rehearsal, 'customer:Clara')).toEqual([expect.not.objectContaining({ treatAs: 'System' })])
})

test.each([true, false])('a typing notification carries its text to agents where the preview is on (%s), and never to the customer', (typingPreview) => {
  const rehearsal = consulting({ settings: { typingPreview } })
  rehearsal.agent('Anna', { operationName: 'SendStartTypingNotification', text: 'I was about to say' })
  const [message] = messagesTold(rehearsal, 'agent:Ben')
  expect(message?.type).toBe('TypingStarted')
  expect(message?.text).toBe(typingPreview ? 'I was about to say' : undefined)
  expect(JSON.stringify(rehearsal.told('customer:Clara'))).not.toContain('about to say')
})

test('a chat that is put back into a queue waits there for another agent, and the customer stays', () => {
  const rehearsal = chatting()
  rehearsal.consult('Carol')
  rehearsal.agent('Carol', { operationName: 'Accept' })
  rehearsal.forget()
  expect(rehearsal.agent('Anna', { operationName: 'Complete', queueName: 'Refunds', text: 'Somebody else will help you' })).toEqual({ statusCode: 0 })

  expect(rehearsal.words('agent:Anna').at(-1)).toBe('Completed')
  expect(rehearsal.words('agent:Carol').filter((word) => word === 'Completed')).toEqual(['Completed'])
  expect(rehearsal.words('agent:Ben')).toEqual(['Invited'])
  expect(rehearsal.views.customerChat('customer:Clara', rehearsal.chatId)?.state).toBe('WaitingForAgent')
  rehearsal.agent('Ben', { operationName: 'Accept' })
  expect(rehearsal.views.customerChat('customer:Clara', rehearsal.chatId)?.state).toBe('Chatting')
  expect(rehearsal.views.chat('agent:Ben', rehearsal.chatId)).toMatchObject({ state: 'Chatting', queue: 'Refunds' })
})

test('a chat that others are in cannot be put into a queue, nor one into a queue that is not there', () => {
  const rehearsal = chatting()
  expect(rehearsal.agent('Anna', { operationName: 'Complete', queueName: 'Nowhere' })).toMatchObject({ statusCode: 6 })
  rehearsal.agent('Anna', { operationName: 'Invite', targetUri: rehearsal.uri('Ben') })
  rehearsal.agent('Ben', { operationName: 'Accept' })
  expect(rehearsal.agent('Anna', { operationName: 'Complete', queueName: 'Support' })).toMatchObject({ statusCode: 2 })
})
