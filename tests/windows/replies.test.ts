import { expect } from '@playwright/test'
import { findings, says, test } from '../support/windows.ts'

/** Canned replies: found by their words, put into the composer, never sent by being chosen. */

const toCustomer = 'Message to the customer'
const search = 'Search replies'

test('by keys alone: / opens them in an empty composer, words find one, Enter puts it there and sends nothing', async ({ people }) => {
  const { anna, clara } = await people.inAChat()
  await anna.bringToFront()
  const box = anna.getByRole('textbox', { name: toCustomer })
  await box.focus()
  await anna.keyboard.press('/')
  await expect(anna.getByRole('combobox', { name: search })).toBeFocused()
  await anna.keyboard.type('looking')
  await expect(anna.getByRole('option')).toHaveText(['One moment please, Clara, I am looking into it.'])
  await anna.keyboard.press('Enter')
  await expect(box).toHaveValue('One moment please, Clara, I am looking into it.')
  await expect(box).toBeFocused()
  await expect(clara.getByRole('log', { name: 'Chat' })).not.toContainText('looking into it')
  await anna.keyboard.press('Enter')
  await expect(clara.getByRole('log', { name: 'Chat' })).toContainText('One moment please, Clara, I am looking into it.')
  // In the middle of a text a slash is a slash.
  await anna.keyboard.type('either/or')
  await expect(box).toHaveValue('either/or')
})

test('an own reply is kept in this browser for its lane alone, and can be removed', async ({ people }) => {
  const { anna } = await people.inAConsult()
  await anna.getByRole('textbox', { name: toCustomer }).fill('We are open from nine to five.')
  await anna.getByRole('button', { name: 'Canned replies' }).first().click()
  await anna.getByRole('button', { name: 'Keep the text in the composer as a reply' }).click()
  await expect(anna.getByRole('option').first()).toContainText('We are open from nine to five.')
  expect(await findings(anna)).toEqual([])
  await anna.keyboard.press('Escape')
  await anna.reload()

  await anna.getByRole('button', { name: 'Canned replies' }).nth(1).click()
  await expect(anna.getByRole('option', { name: 'Can you approve this?' })).toBeVisible()
  await expect(anna.getByRole('option', { name: 'We are open' })).toHaveCount(0)
  await anna.keyboard.press('Escape')
  await anna.getByRole('button', { name: 'Canned replies' }).first().click()
  await expect(anna.getByRole('option').first()).toContainText('We are open from nine to five.')
  await anna.getByRole('button', { name: 'Remove this reply' }).click()
  await expect(anna.getByRole('option', { name: 'We are open' })).toHaveCount(0)
})

test('Enter in the agents-only composer reaches agents alone, whatever is chosen and with whatever keys beside it', async ({ people }) => {
  const { anna, ben, clara } = await people.inAConsult()
  const box = anna.getByRole('textbox', { name: /^Agents only/ })
  for (const [keys, text] of [['Enter', 'First'], ['NumpadEnter', 'Second']] as const) {
    await box.fill(`${text} between us`)
    await box.press(keys)
    await expect(ben.getByRole('log', { name: 'Agents only' })).toContainText(`${text} between us`)
  }
  await box.fill('Still being written')
  for (const keys of ['Alt+Enter', 'Control+Enter', 'Shift+Enter']) await box.press(keys)
  await expect(box).toHaveValue(/Still being written/)
  await says(anna, toCustomer, 'Aloud')
  await expect(clara.getByRole('log', { name: 'Chat' })).toContainText('Aloud')
  await expect(clara.locator('body')).not.toContainText('between us')
})

test('a web address is pushed only when it is one, and a window leads there only when it is pressed', async ({ people }) => {
  const { anna, clara } = await people.inAChat()
  const box = anna.getByRole('textbox', { name: toCustomer })
  const push = anna.getByRole('button', { name: 'Push this web address' })
  await box.fill('javascript:alert(1)')
  await expect(push).toHaveAttribute('aria-disabled', 'true')
  await expect(push).toHaveAttribute('aria-description', /begins with http/)
  await box.fill('https://example.com/help')
  await push.click()
  for (const link of [anna, clara].map((page) => page.getByRole('link', { name: 'https://example.com/help' }))) {
    await expect(link).toHaveAttribute('target', '_blank')
    await expect(link).toHaveAttribute('rel', 'noopener noreferrer')
  }
  expect(people.context.pages()).toHaveLength(3)
})
