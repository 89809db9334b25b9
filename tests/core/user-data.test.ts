import { expect, test } from 'vitest'
import { planWith, Rehearsal } from '../support/rooms.ts'

/** What is attached to a chat, and its disposition (wire-facts 1.1). */

function chatting(settings: Parameters<typeof planWith>[0] = {}): Rehearsal {
  const rehearsal = new Rehearsal(planWith(settings))
  rehearsal.chatWithAnna()
  rehearsal.forget()
  return rehearsal
}

test('attached data is told whole, to the requester with its referenceId, to a consultant without, to the customer never', () => {
  const rehearsal = chatting()
  rehearsal.consult('Ben')
  rehearsal.agent('Ben', { operationName: 'Accept' })
  rehearsal.forget()

  expect(rehearsal.agent('Anna', { operationName: 'AttachUserData', userData: { Amount: 250, Note: null } })).toEqual({ statusCode: 0 })
  expect(rehearsal.told('agent:Anna')).toEqual([
    expect.objectContaining({ notificationType: 'PropertiesUpdated', referenceId: expect.any(Number), chat: expect.objectContaining({ userData: { Subject: 'Refund', Amount: 250, Note: null } }) })
  ])
  expect(rehearsal.told('agent:Ben')).toEqual([expect.not.objectContaining({ referenceId: expect.anything() })])
  expect(rehearsal.told('customer:Clara')).toEqual([])
})

test('an update overwrites what it names and leaves the rest; a delete takes away what it names', () => {
  const rehearsal = chatting()
  rehearsal.agent('Anna', { operationName: 'AttachUserData', userData: { Amount: 250, Order: 'A-1' } })
  rehearsal.agent('Anna', { operationName: 'UpdateUserData', userData: { Amount: 300 } })
  expect(rehearsal.views.chat('agent:Anna', rehearsal.chatId)?.userData).toEqual({ Subject: 'Refund', Amount: 300, Order: 'A-1' })
  rehearsal.agent('Anna', { operationName: 'DeleteUserData', keys: ['Order', 'NeverThere'] })
  expect(rehearsal.views.chat('agent:Anna', rehearsal.chatId)?.userData).toEqual({ Subject: 'Refund', Amount: 300 })
})

test('a key that the room fixes cannot be changed: return code 11', () => {
  const rehearsal = chatting({ settings: { readOnlyUserData: ['Subject'] } })
  const asked = [
    rehearsal.agent('Anna', { operationName: 'UpdateUserData', userData: { Subject: 'Another' } }),
    rehearsal.agent('Anna', { operationName: 'DeleteUserData', keys: ['Subject'] })
  ]
  expect(asked).toEqual([expect.objectContaining({ statusCode: 11, statusMessage: expect.stringContaining('"Subject"') }), expect.objectContaining({ statusCode: 11 })])
  expect(rehearsal.views.chat('agent:Anna', rehearsal.chatId)?.userData).toEqual({ Subject: 'Refund' })
})

test('a disposition stands among the user data under its key, also after the chat has ended', () => {
  const rehearsal = chatting()
  rehearsal.agent('Anna', { operationName: 'Leave' })
  expect(rehearsal.agent('Anna', { operationName: 'SetDisposition', disposition: 'IssueResolved' })).toEqual({ statusCode: 0 })
  expect(rehearsal.told('agent:Anna').at(-1)).toMatchObject({ notificationType: 'PropertiesUpdated', referenceId: expect.any(Number), chat: { state: 'LeftChat', userData: { DispositionCode: 'IssueResolved' } } })
  rehearsal.agent('Anna', { operationName: 'SetDisposition', disposition: 'Refunded', dispositionKey: 'Outcome' })
  expect(rehearsal.views.chat('agent:Anna', rehearsal.chatId)?.userData).toMatchObject({ DispositionCode: 'IssueResolved', Outcome: 'Refunded' })
})

test('where the room wants a disposition, Complete waits for it', () => {
  const rehearsal = chatting({ settings: { dispositionMandatory: true } })
  expect(rehearsal.agent('Anna', { operationName: 'Complete' })).toMatchObject({ statusCode: 2, statusMessage: expect.stringContaining('SetDisposition') })
  rehearsal.agent('Anna', { operationName: 'SetDisposition', disposition: 'Refunded' })
  expect(rehearsal.agent('Anna', { operationName: 'Complete' })).toEqual({ statusCode: 0 })
})

test('where the room has it so, a disposition cannot be set once the chat has ended', () => {
  const rehearsal = chatting({ settings: { dispositionReadOnlyOnIdle: true } })
  expect(rehearsal.agent('Anna', { operationName: 'SetDisposition', disposition: 'Open' })).toEqual({ statusCode: 0 })
  rehearsal.customer({ operationName: 'Complete' })
  expect(rehearsal.agent('Anna', { operationName: 'SetDisposition', disposition: 'Closed' })).toMatchObject({ statusCode: 11 })
})

test('a mandatory disposition that nobody may set any more is not waited for (R23)', () => {
  const late = chatting({ settings: { dispositionMandatory: true, dispositionReadOnlyOnIdle: true } })
  expect(late.agent('Anna', { operationName: 'Complete' })).toMatchObject({ statusCode: 2, refused: 'disposition_missing' })
  late.customer({ operationName: 'Complete' })
  expect(late.agent('Anna', { operationName: 'SetDisposition', disposition: 'Late' })).toMatchObject({ statusCode: 11 })
  expect(late.agent('Anna', { operationName: 'Complete' })).toEqual({ statusCode: 0 })

  const left = chatting({ settings: { dispositionMandatory: true, dispositionReadOnlyOnIdle: true } })
  left.agent('Anna', { operationName: 'Leave' })
  expect(left.agent('Anna', { operationName: 'Complete' })).toEqual({ statusCode: 0 })

  const fixed = chatting({ settings: { dispositionMandatory: true, readOnlyUserData: ['DispositionCode'] } })
  expect(fixed.agent('Anna', { operationName: 'Complete' })).toEqual({ statusCode: 0 })
})

test('more than a chat can carry is refused, and nothing of it is kept', () => {
  const rehearsal = chatting()
  expect(rehearsal.agent('Anna', { operationName: 'AttachUserData', userData: { Long: 'x'.repeat(200_001) } })).toMatchObject({ statusCode: 10 })
  expect(rehearsal.views.chat('agent:Anna', rehearsal.chatId)?.userData).toEqual({ Subject: 'Refund' })
})

test('a consultant may change user data but sets no disposition; an outsider learns nothing', () => {
  const rehearsal = chatting()
  rehearsal.consult('Ben')
  rehearsal.agent('Ben', { operationName: 'Accept' })
  expect(rehearsal.agent('Ben', { operationName: 'AttachUserData', userData: { Advice: 'yes' } })).toEqual({ statusCode: 0 })
  expect(rehearsal.agent('Ben', { operationName: 'SetDisposition', disposition: 'Mine' })).toMatchObject({ statusCode: 2 })
  expect(rehearsal.agent('Carol', { operationName: 'AttachUserData', userData: { Advice: 'no' } })).toMatchObject({ statusCode: 6 })
})

test.each(['SetInFocus', 'InFocus'] as const)('%s is acknowledged and told to nobody', (operationName) => {
  const rehearsal = chatting()
  expect(rehearsal.agent('Anna', { operationName })).toEqual({ statusCode: 0 })
  expect(rehearsal.heard).toEqual([])
})
