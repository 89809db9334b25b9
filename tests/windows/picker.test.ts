import { expect } from '@playwright/test'
import { asks, castFile, findings, test } from '../support/windows.ts'

/** Whom to ask: found by name or extension, lately asked first, with how each stands. */

test.use({
  scenario: castFile(
    'picker',
    `
cast:
  agents: { Anna: , Ben: { extension: "4711", places: 2 }, Carol: { extension: "4712" } }
  queues:
    Support: { members: [Anna] }
    Refunds: { members: [Ben], extension: "4700" }
  customers: { Clara: , Dora: }
`
  )
})

test('presence, free places and sizes of queues stand beside each; an extension finds its owner, and Enter chooses', async ({ people }) => {
  const { anna, ben } = await people.inAChat()
  await expect(ben.getByText('No open chats')).toBeVisible()
  await anna.getByRole('button', { name: 'Ask a colleague' }).click()
  const dialog = anna.getByRole('dialog')
  await expect(dialog.getByRole('radio', { name: /Ben ext\. 4711 Ready, 2 places free/ })).toBeVisible()
  await expect(dialog.getByRole('radio', { name: /Carol ext\. 4712 Signed out/ })).toBeVisible()
  await expect(dialog.getByRole('radio', { name: /Refunds ext\. 4700 1 of 1 ready/ })).toBeVisible()
  expect(await findings(anna)).toEqual([])
  await anna.keyboard.type('4711')
  await expect(dialog.getByRole('radio')).toHaveCount(1)
  await anna.keyboard.press('Enter')
  await expect(dialog.getByRole('radio', { name: /Ben/ })).toBeChecked()
  await dialog.getByRole('button', { name: 'Start consultation' }).click()
  await expect(ben.getByRole('button', { name: 'Accept' })).toBeVisible()
})

test('who was asked lately stands first, also after a reload', async ({ people }) => {
  const { anna, ben } = await people.inAChat()
  await asks(anna, 'Ben')
  await ben.getByRole('button', { name: 'Decline' }).click()
  await expect(anna.getByText('Ben did not take the consult.')).toBeVisible()
  await anna.reload()
  await anna.getByRole('button', { name: 'Ask a colleague' }).click()
  await expect(anna.getByRole('dialog').getByRole('heading', { level: 3 }).first()).toHaveText('Asked lately')
  await expect(anna.getByRole('dialog').getByRole('radio').first()).toHaveAccessibleName(/^Ben/)
})

test('an extension that nobody bears can be asked as it is typed, and the refusal is said in words', async ({ people }) => {
  const { anna } = await people.inAChat()
  await anna.getByRole('button', { name: 'Ask a colleague' }).click()
  await anna.keyboard.type('9999')
  await anna.getByRole('radio', { name: /Ask “9999” as typed/ }).check()
  await anna.getByRole('button', { name: 'Start consultation' }).click()
  await expect(anna.getByRole('main').getByRole('status').filter({ hasText: /target|unknown|no such/i })).toBeVisible()
  await expect(anna.getByText('Asking 9999')).toHaveCount(0)
})

test.describe('where nobody may look before answering', () => {
  test.use({
    scenario: castFile('no-preview', 'cast:\n  agents: { Anna: , Ben: }\n  queues:\n    Support: { members: [Anna] }\n  customers: { Clara: }\nsettings: { preview: false }')
  })

  test('an invitation offers no View', async ({ people }) => {
    const { anna, ben } = await people.inAChat()
    await asks(anna, 'Ben')
    await expect(ben.getByRole('button', { name: 'Accept' })).toBeVisible()
    await expect(ben.getByRole('button', { name: 'View' })).toHaveCount(0)
  })
})
