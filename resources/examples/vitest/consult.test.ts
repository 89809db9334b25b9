import { startAside } from 'aside'
import type { Aside } from 'aside'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { asksForChat, DeskClient } from './desk-client.ts'

/** How your client takes a consult: its own HTTP and its own socket against a real server, and 30 seconds that take no time. */

let aside: Aside
let anna: DeskClient
let ben: DeskClient
let chat: string

beforeEach(async () => {
  aside = await startAside({
    cast: { agents: { Anna: null, Ben: null }, queues: { Support: { members: ['Anna'] } }, customers: { Clara: null } }
  })
  anna = await DeskClient.signIn(aside.url, aside.agent('Anna').authorization)
  ben = await DeskClient.signIn(aside.url, aside.agent('Ben').authorization)
  chat = await asksForChat(aside.url, aside.customer('Clara').authorization, 'Support')
  await anna.does(chat, { operationName: 'Accept', nickname: 'Anna' })
})

afterEach(async () => {
  anna.signOut()
  ben.signOut()
  await aside.close()
})

test('an unanswered consult is taken back after 30 seconds', async () => {
  const { referenceId } = await anna.does(chat, { operationName: 'Consult', targetUri: aside.agent('Ben').uri })
  await aside.advance('29s')
  expect(ben.chatState).toBe('Invited')

  await aside.advance('1s')
  expect(ben.chatState).toBe('Revoked')
  expect(anna.heard.at(-1)).toMatchObject({ notificationType: 'Error', errorMessage: 'Operation failed', referenceId })
  expect(await ben.does(chat, { operationName: 'Accept' })).toMatchObject({ statusCode: 2 })
})

test('what a consultant says reaches the agents, and the customer is never told', async () => {
  await anna.does(chat, { operationName: 'Consult', targetUri: aside.agent('Ben').uri })
  await ben.does(chat, { operationName: 'Accept' })
  await ben.does(chat, { operationName: 'SendMessage', text: 'Up to 250' })
  await aside.settle()
  expect(anna.heard.at(-1)?.messages).toMatchObject([{ text: 'Up to 250', visibility: 'Agents' }])
  expect(JSON.stringify(aside.told('Clara'))).not.toMatch(/Ben|250/)
})

test('a client that was cut off is given what it missed', async () => {
  await aside.breakLine('Ben', { network: 'drop' })
  await anna.does(chat, { operationName: 'Consult', targetUri: aside.agent('Ben').uri })
  await aside.advance('5s')
  expect(ben.chatState).toBeUndefined()

  await aside.mendLine('Ben', { catchUp: true })
  await aside.settle()
  expect(ben.chatState).toBe('Invited')
})
