import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { likeBefore } from '../../src-renderer/agent/data-values.ts'
import { asks, castFile, findings, tabTo, test } from '../support/windows.ts'

/** What is attached to a chat, changed in the agents' windows. */

const cast = `
cast:
  agents: { Anna: , Ben: }
  queues:
    Support: { members: [Anna] }
  customers: { Clara: }
`

const adds = async (page: Page, name: string, value: string): Promise<void> => {
  await page.getByRole('button', { name: 'Add user data' }).click()
  await page.getByRole('textbox', { name: 'Key' }).fill(name)
  await page.getByRole('textbox', { name: 'Value', exact: true }).fill(value)
  await page.keyboard.press('Enter')
}
const shows = (page: Page, name: string, value: string) => page.getByRole('button', { name: `${name}: ${value}. Change` })

test.describe('with a key that nobody may change', () => {
  test.use({ scenario: castFile('user-data', `${cast}settings: { readOnlyUserData: [Subject] }`) })

  test('user data is added, changed and removed by keys alone, and the focus is never lost', async ({ people }) => {
    const { anna } = await people.inAChat()
    await anna.bringToFront()
    await tabTo(anna, anna.getByRole('button', { name: 'Add user data' }))
    await anna.keyboard.press('Enter')
    await expect(anna.getByRole('textbox', { name: 'Key' })).toBeFocused()
    await anna.keyboard.type('Order')
    await anna.keyboard.press('Tab')
    await anna.keyboard.type('4711')
    await anna.keyboard.press('Enter')
    await expect(shows(anna, 'Order', '4711')).toBeVisible()
    await expect(anna.getByRole('button', { name: 'Add user data' })).toBeFocused()

    await tabTo(anna, shows(anna, 'Order', '4711'))
    await anna.keyboard.press('Enter')
    await expect(anna.getByRole('textbox', { name: 'Value of Order' })).toBeFocused()
    await anna.keyboard.type('something else')
    await anna.keyboard.press('Escape')
    await expect(shows(anna, 'Order', '4711')).toBeFocused()
    await anna.keyboard.press('Enter')
    await anna.keyboard.type('4712')
    await anna.keyboard.press('Enter')
    await expect(shows(anna, 'Order', '4712')).toBeFocused()

    await anna.keyboard.press('Tab')
    await expect(anna.getByRole('button', { name: 'Remove Order' })).toBeFocused()
    await anna.keyboard.press('Enter')
    await expect(anna.getByRole('button', { name: 'Keep', exact: true })).toBeFocused()
    await anna.keyboard.press('Escape')
    await expect(anna.getByRole('button', { name: 'Remove Order' })).toBeFocused()
    await anna.keyboard.press('Enter')
    await anna.keyboard.press('Shift+Tab')
    await anna.keyboard.press('Enter')
    await expect(anna.getByRole('button', { name: 'Remove Order' })).toHaveCount(0)
    await expect(shows(anna, 'Subject', 'My refund')).toBeFocused()
  })

  test("what can never be changed says so in the wire's own words, and is locked from then on", async ({ people }) => {
    const { anna } = await people.inAChat()
    await shows(anna, 'Subject', 'My refund').click()
    await anna.getByRole('textbox', { name: 'Value of Subject' }).fill('Another subject')
    await anna.keyboard.press('Enter')
    const refusal = 'The user data "Subject" cannot be changed'
    await expect(anna.getByRole('alert').filter({ hasText: refusal })).toBeVisible()
    await expect(anna.getByRole('textbox', { name: 'Value of Subject' })).toHaveValue('Another subject')
    await anna.keyboard.press('Escape')
    await expect(shows(anna, 'Subject', 'My refund')).toHaveAttribute('aria-disabled', 'true')
    await expect(shows(anna, 'Subject', 'My refund')).toHaveAttribute('aria-description', refusal)
    await expect(anna.getByRole('button', { name: 'Remove Subject' })).toHaveAttribute('aria-disabled', 'true')
  })

  test('too much is refused in words, and what was typed stays', async ({ people }) => {
    const { anna } = await people.inAChat()
    const novel = 'x'.repeat(200_001)
    await adds(anna, 'Novel', novel)
    await expect(anna.getByRole('alert').filter({ hasText: '200,000 characters' })).toBeVisible()
    await expect(anna.getByRole('textbox', { name: 'Value', exact: true })).toHaveValue(novel)
    await anna.getByRole('textbox', { name: 'Key' }).fill('Subject')
    await anna.keyboard.press('Enter')
    await expect(anna.getByRole('alert').filter({ hasText: 'is there already' })).toBeVisible()
  })
})

test('what colleagues change arrives at once, and takes away no word that one is typing', async ({ people }) => {
  const { anna, ben, clara } = await people.inAChat()
  await adds(anna, 'Amount', '250')
  await adds(anna, 'Order', '4711')
  await asks(anna, 'Ben')
  await ben.getByRole('button', { name: 'Accept' }).click()
  await shows(anna, 'Amount', '250').click()
  await anna.getByRole('textbox', { name: 'Value of Amount' }).fill('300')

  await shows(ben, 'Amount', '250').click()
  await ben.getByRole('textbox', { name: 'Value of Amount' }).fill('200')
  await ben.keyboard.press('Enter')
  await expect(anna.getByText('A colleague has changed it to “200” meanwhile.')).toBeVisible()
  await expect(anna.getByText('A colleague has changed Amount.')).toBeAttached()
  await expect(anna.getByRole('textbox', { name: 'Value of Amount' })).toHaveValue('300')

  await ben.getByRole('button', { name: 'Remove Amount' }).click()
  await ben.getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(anna.getByText('A colleague has removed it meanwhile.')).toBeVisible()
  await expect(anna.getByRole('textbox', { name: 'Value of Amount' })).toHaveValue('300')
  await anna.keyboard.press('Enter')
  await expect(shows(anna, 'Amount', '300')).toBeFocused()
  await expect(shows(ben, 'Amount', '300')).toBeVisible()

  await anna.reload()
  await expect(shows(anna, 'Amount', '300')).toBeVisible()
  await expect(clara.locator('body')).not.toContainText(/4711|Amount/)
})

test('what was a number or a truth stays one as long as it can, and anything else is text', () => {
  expect([likeBefore('300', 250), likeBefore('many', 250), likeBefore('', 250)]).toEqual([300, 'many', ''])
  expect([likeBefore('false', true), likeBefore('no', true)]).toEqual([false, 'no'])
  expect([likeBefore('', null), likeBefore('4711', '')]).toEqual([null, '4711'])
})

test('whoever is only invited is told why nothing can be changed', async ({ people }) => {
  const { anna, ben } = await people.inAChat()
  await asks(anna, 'Ben')
  await ben.getByRole('button', { name: 'View' }).click()
  await expect(shows(ben, 'Subject', 'My refund')).toHaveAttribute('aria-description', 'Accept the invitation first.')
  await expect(ben.getByRole('button', { name: 'Add user data' })).toHaveAttribute('aria-disabled', 'true')
})

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme })

    test('user data is accessible while it is read, added, changed and about to be removed', async ({ people }) => {
      const { anna } = await people.inAChat()
      await adds(anna, 'Order', '4711')
      await expect(shows(anna, 'Order', '4711')).toBeVisible()
      const found = await findings(anna)
      await anna.getByRole('button', { name: 'Add user data' }).click()
      await shows(anna, 'Order', '4711').click()
      await anna.getByRole('button', { name: 'Remove Subject' }).click()
      await expect(anna.getByRole('button', { name: 'Keep', exact: true })).toBeVisible()
      found.push(...(await findings(anna)))
      expect(found).toEqual([])
    })
  })
}
