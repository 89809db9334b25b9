import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { asks, castFile, findings, says, tabTo, test } from '../support/windows.ts'
import type { People } from '../support/windows.ts'

/** A supervisor and those whom it watches, each in a tab of one browser context. */

test.use({
  scenario: castFile('supervision', `
cast:
  agents:
    Anna:
    Ben:
    Sue: { roles: [supervisor] }
  queues:
    Support: { members: [Anna] }
  customers: { Clara: }
`)
})

// Whole stories in four windows: slow machines get more time.
test.slow()

const conversation = { name: 'Conversation with the customer' }

/** The supervisor's window with the team in it, beside a chat of Anna's. */
async function withSue(people: People): Promise<{ anna: Page; ben: Page; clara: Page; sue: Page }> {
  const windows = await people.inAChat()
  const sue = await people.agent('Sue')
  await sue.getByRole('button', { name: 'Team' }).click()
  await expect(chatOfAnna(sue)).toBeVisible()
  return { ...windows, sue }
}

const chatOfAnna = (sue: Page) => sue.getByRole('list', { name: 'Chats of Anna' }).getByRole('listitem', { name: 'Clara' })
const bar = (page: Page) => page.getByRole('region', { name: 'Supervision' })

test('the team shows who is in which state and which chats, and only supervisors have it', async ({ people }) => {
  const { anna, ben, sue } = await withSue(people)
  await expect(sue.getByRole('region', { name: 'Anna' })).toContainText('Ready, 2 places free')
  await expect(chatOfAnna(sue)).toContainText('My refund')
  await expect(sue.getByRole('list', { name: 'Chats of Ben' })).toContainText('In no chat now.')
  await ben.getByRole('button', { name: 'Not ready' }).click()
  await expect(sue.getByRole('region', { name: 'Ben' })).toContainText('Not ready')
  await asks(anna, 'Ben')
  await expect(anna.getByRole('button', { name: 'Team' })).toHaveCount(0)
  await sue.reload()
  await expect(sue.getByRole('button', { name: 'Team' })).toBeVisible()
})

test('by keys alone: unseen, then heard by Anna alone, then by all, and back; everybody is told what they may know', async ({ people }) => {
  const { anna, clara, sue } = await withSue(people)
  await sue.bringToFront()
  await tabTo(sue, chatOfAnna(sue).getByRole('button', { name: 'Monitor' }))
  await sue.keyboard.press('Enter')

  // Unseen: nothing rings, nobody learns of it, and nothing can be written.
  await expect(bar(sue)).toContainText('Unseen: you watch Anna')
  await expect(sue.getByRole('log', conversation)).toContainText('Where is my refund?')
  await expect(sue.getByText(/has left\. Mark the chat done/)).toHaveCount(0)
  await expect(sue.getByRole('textbox', { name: /Message|alone|Agents only/ })).toHaveCount(0)
  await expect(sue.getByText('Nobody knows that you are here, so you cannot write.')).toBeVisible()
  await expect(anna.locator('body')).not.toContainText('Sue')
  await expect(sue.getByRole('button', { name: 'Mark done' })).toHaveAttribute('aria-description', /You supervise this chat/)

  // Heard by Anna alone.
  await tabTo(sue, bar(sue).getByRole('button', { name: 'Coach' }))
  await sue.keyboard.press('Enter')
  await expect(bar(sue)).toContainText('Heard by Anna alone')
  await expect(bar(sue).getByRole('button', { name: 'Coach' })).toBeFocused()
  await expect(bar(sue).getByRole('button', { name: 'Coach' })).toHaveAttribute('aria-pressed', 'true')
  await expect(anna.getByText('Sue, a supervisor, coaches you. Only you hear Sue; Clara does not know.')).toBeVisible()
  await expect(anna.getByRole('button', { name: 'End consultation' })).toHaveCount(0)
  await tabTo(sue, sue.getByRole('textbox', { name: 'To Anna alone' }))
  await expect(sue.getByText('not Clara, nor other agents')).toBeVisible()
  await sue.keyboard.type('Offer her 250')
  await sue.keyboard.press('Enter')
  const aside = anna.getByRole('log', { name: 'Agents only' })
  await expect(aside).toContainText('Offer her 250')
  await expect(aside).toContainText('Coach, not for others')
  await says(anna, 'Message to the customer', 'You will have 250')
  await expect(clara.getByRole('log', { name: 'Chat' })).toContainText('You will have 250')
  await expect(clara.locator('body')).not.toContainText(/Sue|Offer her/)

  // Heard by all.
  await tabTo(sue, bar(sue).getByRole('button', { name: 'Barge in' }))
  await sue.keyboard.press('Enter')
  await expect(bar(sue)).toContainText('Heard by all')
  await expect(anna.getByText('Sue, a supervisor, is in the chat. Clara sees and hears Sue, too.')).toBeVisible()
  await tabTo(sue, sue.getByRole('textbox', { name: 'Message to everybody' }))
  await sue.keyboard.type('This is Sue')
  await sue.keyboard.press('Enter')
  await expect(clara.getByRole('log', { name: 'Chat' })).toContainText('This is Sue')

  // And back, and out.
  await bar(sue).getByRole('button', { name: 'Monitor' }).focus()
  await sue.keyboard.press('Enter')
  await expect(bar(sue)).toContainText('Unseen: you watch Anna')
  await expect(clara.getByRole('log', { name: 'Chat' })).toContainText('Sue left')
  await expect(anna.getByText(/Sue, a supervisor/)).toHaveCount(0)
  await sue.reload()
  await expect(bar(sue)).toContainText('Unseen: you watch Anna')
  await sue.getByRole('button', { name: 'Stop watching' }).focus()
  await sue.keyboard.press('Enter')
  await expect(sue.getByText('No open chats')).toBeVisible()
  await expect(anna.getByRole('textbox', { name: 'Message to the customer' })).toBeVisible()
})

test('who is coached and consults as well has both told apart, and a colleague knows who is coached', async ({ people }) => {
  const { anna, ben, sue } = await withSue(people)
  await chatOfAnna(sue).getByRole('button', { name: 'Coach' }).click()
  await asks(anna, 'Ben')
  await ben.getByRole('button', { name: 'Accept' }).click()
  await expect(anna.getByText('Ben is consulted')).toBeVisible()
  await expect(anna.getByText('Sue is consulted')).toHaveCount(0)
  await expect(anna.getByRole('button', { name: 'End consultation' })).toHaveCount(1)
  await expect(ben.getByText('Sue, a supervisor, coaches Anna, who alone hears Sue. Clara does not know.')).toBeVisible()
  await says(sue, 'To Anna alone', 'Listen to Ben')
  await expect(anna.getByRole('log', { name: 'Agents only' })).toContainText('Listen to Ben')
  await expect(ben.locator('body')).not.toContainText('Listen to Ben')
})

test('chats to come ring as they begin, until that is stopped; when the agent goes, the supervisor is told so', async ({ people }) => {
  const { anna, clara, sue } = await withSue(people)
  const coming = sue.getByRole('group', { name: 'Chats to come of Anna' })
  await coming.getByRole('button', { name: 'Monitor chats to come of Anna' }).click()
  await expect(coming).toContainText('Monitor: all chats to come')
  await anna.getByRole('button', { name: 'Mark done' }).click()
  await anna.getByRole('alertdialog').getByRole('button', { name: 'End the chat' }).click()
  await clara.getByRole('button', { name: 'Start another chat' }).click()
  await clara.getByRole('button', { name: 'Start chat' }).click()
  await anna.getByRole('button', { name: 'Accept' }).click()
  await expect(sue.getByRole('heading', { name: 'You supervise Anna in this chat' })).toBeVisible()
  await sue.getByRole('button', { name: 'Accept' }).click()
  await expect(bar(sue)).toContainText('Unseen: you watch Anna')

  await sue.getByRole('button', { name: 'Team' }).click()
  await expect(chatOfAnna(sue)).toContainText('Unseen')
  await coming.getByRole('button', { name: 'Stop' }).click()
  await expect(coming).not.toContainText('Monitor: all chats to come')
  await anna.getByRole('button', { name: 'Mark done' }).click()
  await anna.getByRole('alertdialog').getByRole('button', { name: 'End the chat' }).click()
  await expect(sue.getByText('Your watching of Anna with Clara is over: Anna has left the chat.')).toBeVisible()
})

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme })

    test('the team and every way to supervise are accessible, for the supervisor and for who is watched, also at 200 %', async ({ people }) => {
      const { anna, sue } = await withSue(people)
      const found = await findings(sue)
      await chatOfAnna(sue).getByRole('button', { name: 'Monitor' }).click()
      await expect(bar(sue)).toContainText('Unseen')
      found.push(...(await findings(sue)))
      await bar(sue).getByRole('button', { name: 'Coach' }).click()
      await says(sue, 'To Anna alone', 'Offer her 250')
      await expect(anna.getByRole('log', { name: 'Agents only' })).toContainText('Offer her 250')
      found.push(...(await findings(sue)), ...(await findings(anna)))
      await bar(sue).getByRole('button', { name: 'Barge in' }).click()
      await expect(anna.getByText('Sue, a supervisor, is in the chat.')).toBeVisible()
      found.push(...(await findings(sue)), ...(await findings(anna)))
      expect(found).toEqual([])
      const excess = (): Promise<number> => sue.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
      await sue.setViewportSize({ width: 640, height: 800 })
      expect(await excess()).toBe(0)
      await sue.getByRole('button', { name: 'Team' }).click()
      await expect(chatOfAnna(sue)).toBeVisible()
      expect(await excess()).toBe(0)
    })
  })
}
