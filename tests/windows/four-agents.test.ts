import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { asks, castFile, says, tabTo, test } from '../support/windows.ts'
import type { People } from '../support/windows.ts'

/** Four agents' windows and a customer's on one chat: two consultants at a time, and each way out of a consult. */

test.use({
  scenario: castFile(
    'four',
    `
cast:
  agents: { Anna: , Ben: , Carol: , Dave: }
  queues:
    Support: { members: [Anna] }
    Refunds: { members: [Dave] }
  customers: { Clara: }
`
  )
})

// Whole stories in five windows: slow machines get more time.
test.slow()

const toCustomer = 'Message to the customer'
const toAgents = /^Agents only/
const lane = { name: 'Agents only' }
const conversation = { name: 'Conversation with the customer' }

interface Five {
  anna: Page
  ben: Page
  carol: Page
  dave: Page
  clara: Page
}

/** Anna has Clara's chat, has asked Ben and then Carol, and both came; Dave looks on from outside. */
async function twoConsulted(people: People): Promise<Five> {
  const { anna, ben, clara } = await people.inAChat()
  const [carol, dave] = [await people.agent('Carol'), await people.agent('Dave')]
  await asks(anna, 'Ben', 'The refund')
  await ben.getByRole('button', { name: 'Accept' }).click()
  await expect(anna.getByText('Ben is consulted')).toBeVisible()
  await asks(anna, 'Carol', 'The contract')
  await expect(anna.getByText('Asking Carol')).toBeVisible()
  await carol.getByRole('button', { name: 'Accept' }).click()
  await expect(anna.getByText('Carol is consulted')).toBeVisible()
  await says(ben, toAgents, 'Ben aside')
  await says(carol, toAgents, 'Carol aside')
  for (const page of [anna, ben, carol]) {
    await expect(page.getByRole('log', lane)).toContainText('Ben aside')
    await expect(page.getByRole('log', lane)).toContainText('Carol aside')
  }
  return { anna, ben, carol, dave, clara }
}

/** The customer has noticed nothing of anybody but Anna. */
async function noticedNothing(clara: Page): Promise<void> {
  await expect(clara.locator('body')).not.toContainText(/Ben|Carol|Dave|aside/)
}

function exit(anna: Page, name: string, of: string): ReturnType<Page['getByRole']> {
  return anna.getByRole('group', { name: `${of} is consulted` }).getByRole('button', { name })
}

test('end: one consultant goes and the other stays, and the customer noticed neither', async ({ people }) => {
  const { anna, ben, carol, clara } = await twoConsulted(people)
  await exit(anna, 'End consultation', 'Ben').click()
  await expect(ben.getByText('No open chats')).toBeVisible()
  await expect(anna.getByText('Carol is consulted')).toBeVisible()
  await says(carol, toAgents, 'Still aside')
  await expect(anna.getByRole('log', lane)).toContainText('Still aside')
  await noticedNothing(clara)
})

test('the consultant leaves: the consult is over as quietly, and Anna can ask a queue instead', async ({ people }) => {
  const { anna, ben, carol, dave, clara } = await twoConsulted(people)
  await ben.getByRole('button', { name: 'Leave' }).click()
  await carol.getByRole('button', { name: 'Leave' }).click()
  await expect(anna.getByRole('button', { name: 'Hand over' })).toHaveCount(0)
  await expect(anna.getByRole('textbox', { name: toAgents })).toHaveCount(0)
  await asks(anna, 'Refunds')
  await expect(dave.getByRole('article', { name: 'Anna asks for a consult' })).toBeVisible()
  await dave.getByRole('button', { name: 'Accept' }).click()
  await expect(anna.getByText('Dave is consulted')).toBeVisible()
  await noticedNothing(clara)
})

test('conference: the customer sees the one who was brought in, and the other stays unseen', async ({ people }) => {
  const { anna, ben, carol, clara } = await twoConsulted(people)
  await exit(anna, 'Make it a conference', 'Ben').click()
  await expect(clara.getByRole('log', { name: 'Chat' })).toContainText('Ben joined')
  await says(ben, toCustomer, 'Hello Clara')
  await expect(clara.getByRole('log', { name: 'Chat' })).toContainText('Hello Clara')
  await says(carol, toAgents, 'Whispered')
  await expect(ben.getByRole('log', lane)).toContainText('Whispered')
  await expect(clara.locator('body')).not.toContainText(/Carol|Whispered|Ben aside/)
  await expect(carol.getByRole('textbox', { name: toCustomer })).toHaveCount(0)
})

test('hand over: the taker has the chat, the giver and the other consultant are out, and the new owner asks the fourth', async ({ people }) => {
  const { anna, ben, carol, dave, clara } = await twoConsulted(people)
  await exit(anna, 'Hand over', 'Ben').click()
  for (const page of [anna, carol]) await expect(page.getByText('No open chats')).toBeVisible()
  await expect(clara.getByRole('log', { name: 'Chat' })).toContainText('Ben joined')
  await expect(clara.getByRole('log', { name: 'Chat' })).toContainText('Anna left')
  await asks(ben, 'Dave')
  await dave.getByRole('button', { name: 'Accept' }).click()
  await says(dave, toAgents, 'From the fourth')
  await expect(ben.getByRole('log', lane)).toContainText('From the fourth')
  await expect(dave.getByRole('log', conversation)).toContainText('Where is my refund?')
  await expect(clara.locator('body')).not.toContainText(/Carol|Dave|aside|fourth/)
})

test('by keys alone: a whole consult, from the first ring to a chat that is done', async ({ people }) => {
  const { anna, ben, clara } = await people.inAChat()
  await anna.bringToFront()
  await anna.keyboard.press('Control+k')
  await anna.keyboard.type('Ask a colleague')
  await anna.keyboard.press('Enter')
  await expect(anna.getByRole('searchbox')).toBeFocused()
  await anna.keyboard.type('Ben')
  await anna.keyboard.press('Enter')
  await expect(anna.getByRole('radio', { name: /Ben/ })).toBeChecked()
  await anna.getByRole('button', { name: 'Start consultation' }).focus()
  await anna.keyboard.press('Enter')
  await expect(anna.getByText('Asking Ben')).toBeVisible()

  await ben.bringToFront()
  await expect(ben.getByRole('button', { name: 'Accept' })).toBeVisible()
  await ben.keyboard.press('Alt+Enter')
  await expect(ben.getByRole('textbox', { name: toAgents })).toBeFocused()
  await ben.keyboard.type('By keys')
  await ben.keyboard.press('Enter')
  await expect(anna.getByRole('log', lane)).toContainText('By keys')

  await anna.bringToFront()
  await anna.keyboard.press('Control+2')
  await expect(anna.getByRole('textbox', { name: toAgents })).toBeFocused()
  await anna.keyboard.type('Thanks')
  await anna.keyboard.press('Enter')
  await anna.keyboard.press('Control+1')
  await expect(anna.getByRole('textbox', { name: toCustomer })).toBeFocused()
  await anna.keyboard.type('All done')
  await anna.keyboard.press('Enter')
  await anna.keyboard.press('Control+k')
  await anna.keyboard.type('End the consultation with Ben')
  await anna.keyboard.press('Enter')
  await expect(ben.getByText('No open chats')).toBeVisible()
  await anna.keyboard.press('Control+k')
  await anna.keyboard.type('Mark done')
  await anna.keyboard.press('Enter')
  await expect(anna.getByRole('alertdialog')).toBeVisible()
  await tabTo(anna, anna.getByRole('alertdialog').getByRole('button', { name: 'End the chat' }))
  await anna.keyboard.press('Enter')
  await expect(anna.getByText('No open chats')).toBeVisible()
  await expect(clara.getByRole('log', { name: 'Chat' })).toContainText('All done')
  await expect(clara.locator('body')).not.toContainText(/Ben|By keys|Thanks/)
})
