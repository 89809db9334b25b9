import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { asks, castFile, says, test } from '../support/windows.ts'

/** A reload in every state leads back to where one was: what is said, what is pending, what is being written. */

test.use({
  scenario: castFile(
    'reload',
    `
cast:
  agents: { Anna: , Ben: , Sue: { roles: [supervisor] } }
  queues:
    Support: { members: [Anna] }
  customers: { Clara: }
`
  )
})

const toCustomer = 'Message to the customer'
const toAgents = /^Agents only/
const conversation = { name: 'Conversation with the customer' }

test('signed out, idle, not ready and ringing', async ({ people }) => {
  const anna = await people.agent('Anna')
  await expect(anna.getByText('No open chats')).toBeVisible()
  await anna.reload()
  await expect(anna.getByText('No open chats')).toBeVisible()
  await anna.getByRole('button', { name: 'Not ready' }).click()
  await expect(anna.getByRole('button', { name: 'Not ready' })).toHaveAttribute('aria-pressed', 'true')
  await anna.reload()
  await expect(anna.getByRole('button', { name: 'Not ready' })).toHaveAttribute('aria-pressed', 'true')
  await anna.getByRole('button', { name: 'Ready', exact: true }).click()

  const clara = await people.customer()
  await clara.reload()
  await clara.getByRole('textbox', { name: 'Subject' }).fill('My refund')
  await clara.getByRole('button', { name: 'Start chat' }).click()
  await expect(clara.getByText('Please wait')).toBeVisible()
  await clara.reload()
  await expect(clara.getByText('Please wait')).toBeVisible()
  await expect(anna.getByRole('button', { name: 'Accept' })).toBeVisible()
  await anna.reload()
  await expect(anna.getByRole('article', { name: 'Clara wants to chat' })).toContainText('My refund')

  const stranger = await people.context.newPage()
  await stranger.goto(new URL('/agent/', people.room.pages.trainer).href)
  await expect(stranger.getByRole('textbox', { name: 'Name' })).toBeVisible()
  await stranger.reload()
  await expect(stranger.getByRole('textbox', { name: 'Name' })).toBeVisible()
})

test('while the address is signing in, and after no server answered it', async ({ people }) => {
  const tab = await people.context.newPage()
  await tab.route('**/page/session', () => {}, { times: 1 })
  const asked = tab.waitForRequest('**/page/session')
  await tab.goto(people.room.pages.trainer)
  await asked
  await tab.reload()
  await expect(tab.getByRole('tree')).toBeVisible()
  expect(new URL(tab.url()).hash).toBe('')

  const later = await people.context.newPage()
  await later.route('**/page/session', (route) => route.abort(), { times: 1 })
  await later.goto(people.room.pages.trainer)
  await expect(later.getByText('Nobody answers.')).toBeVisible()
  await later.reload()
  await expect(later.getByRole('tree')).toBeVisible()
})

test('in a chat, asking, consulting, consulted, with what is being written in each composer', async ({ people }) => {
  const { anna, ben, clara } = await people.inAChat()
  await anna.getByRole('textbox', { name: toCustomer }).fill('Half a sentence')
  await clara.getByRole('textbox', { name: 'Your message' }).fill('Half a question')
  await anna.reload()
  await clara.reload()
  await expect(anna.getByRole('log', conversation)).toContainText('Where is my refund?')
  await expect(anna.getByRole('textbox', { name: toCustomer })).toHaveValue('Half a sentence')
  await expect(clara.getByRole('textbox', { name: 'Your message' })).toHaveValue('Half a question')

  await asks(anna, 'Ben', 'Above my limit')
  await ben.reload()
  await expect(ben.getByRole('article', { name: 'Anna asks for a consult' })).toContainText('Above my limit')
  await anna.reload()
  await expect(anna.getByText('Asking Ben')).toBeVisible()
  await expect(anna.getByRole('timer', { name: '' }).filter({ hasText: / s$/ })).toBeVisible()
  await expect(anna.getByRole('button', { name: 'Hand over' })).toHaveAttribute('aria-disabled', 'true')

  await ben.getByRole('button', { name: 'Accept' }).click()
  await says(ben, toAgents, 'Between us')
  await anna.getByRole('textbox', { name: toAgents }).fill('Half a secret')
  for (const page of [anna, ben, clara]) await page.reload()
  await expect(anna.getByRole('button', { name: 'Hand over' })).toHaveAttribute('aria-disabled', 'false')
  await expect(anna.getByRole('log', { name: 'Agents only' })).toContainText('Between us')
  await expect(anna.getByRole('textbox', { name: toAgents })).toHaveValue('Half a secret')
  await expect(anna.getByRole('textbox', { name: toCustomer })).toHaveValue('Half a sentence')
  await expect(ben.getByRole('log', conversation)).toContainText('Where is my refund?')
  await expect(ben.getByRole('textbox')).toHaveCount(1)
  await expect(clara.locator('body')).not.toContainText(/Ben|Between us/)
})

test('in a conference, after the customer has gone, and after leaving', async ({ people }) => {
  const { anna, ben, clara } = await people.inAConsult()
  await anna.getByRole('button', { name: 'Make it a conference' }).click()
  await expect(clara.getByRole('log', { name: 'Chat' })).toContainText('Ben joined')
  await reloaded(anna, ben, clara)
  await expect(anna.getByText('Ben and you are here')).toBeVisible()
  await expect(ben.getByRole('textbox', { name: toCustomer })).toBeVisible()
  await ben.getByRole('button', { name: 'Leave' }).click()
  await expect(ben.getByText('No open chats')).toBeVisible()

  await anna.getByRole('button', { name: 'Leave' }).click()
  await anna.getByRole('button', { name: 'End the chat' }).click()
  await expect(anna.getByText('You have left.')).toBeVisible()
  await reloaded(anna, clara)
  await expect(anna.getByText('You have left.')).toBeVisible()
  await expect(anna.getByRole('log', conversation)).toContainText('Where is my refund?')
  await expect(clara.getByText('Thank you for your visit')).toBeVisible()
  await anna.getByRole('button', { name: 'Mark done' }).click()
  await expect(anna.getByText('No open chats')).toBeVisible()
  await reloaded(anna)
  await expect(anna.getByText('No open chats')).toBeVisible()
})

test('with the customer gone, and while a supervisor watches unseen', async ({ people }) => {
  const { anna, clara } = await people.inAChat()
  const sue = await people.agent('Sue')
  await sue.getByRole('button', { name: 'Team' }).click()
  const chat = sue.getByRole('list', { name: 'Chats of Anna' }).getByRole('listitem', { name: 'Clara' })
  await chat.getByRole('button', { name: 'Monitor' }).click()
  await expect(sue.getByText('Unseen: you watch Anna')).toBeVisible()
  await reloaded(sue)
  await expect(sue.getByText('Unseen: you watch Anna')).toBeVisible()
  await expect(sue.getByRole('log', conversation)).toContainText('Where is my refund?')
  await clara.getByRole('button', { name: 'End chat' }).click()
  await clara.getByRole('button', { name: 'Yes, end it' }).click()
  await expect(anna.getByText('Clara has left. Mark the chat done.')).toBeVisible()
  await reloaded(anna, clara)
  await expect(anna.getByText('Clara has left. Mark the chat done.')).toBeVisible()
  await expect(clara.getByText('Thank you for your visit')).toBeVisible()
})

async function reloaded(...pages: readonly Page[]): Promise<void> {
  for (const page of pages) await page.reload()
}
