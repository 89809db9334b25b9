import { expect } from '@playwright/test'
import { castFile, findings, tabTo, test } from '../support/windows.ts'

/** How a chat ended, said in the agent's window. */

const cast = `
cast:
  agents: { Anna: , Ben: }
  queues:
    Support: { members: [Anna] }
  customers: { Clara: }
`
const words = 'dispositions: [Refunded, Explained, Passed on]'
const which = 'How the chat ended'

test.describe('where it is mandatory', () => {
  test.use({ scenario: castFile('mandatory', `${cast}settings: { ${words}, dispositionMandatory: true }`) })

  test('by keys alone: Mark done says why not, leads to the choice, and then ends the chat', async ({ people }) => {
    const { anna } = await people.inAChat()
    await anna.bringToFront()
    const done = anna.getByRole('button', { name: 'Mark done' })
    await expect(done).toHaveAttribute('aria-description', /First say how the chat ended/)
    await tabTo(anna, done)
    await anna.keyboard.press('Enter')
    await expect(anna.getByRole('combobox', { name: which })).toBeFocused()
    await anna.keyboard.type('Expl')
    await anna.keyboard.press('Tab')
    await expect(anna.getByRole('button', { name: 'Set', exact: true })).toBeFocused()
    await anna.keyboard.press('Enter')
    await expect(anna.getByRole('form', { name: 'Disposition' }).getByRole('status')).toHaveText('Explained')
    await expect(done).toHaveAttribute('aria-disabled', 'false')
    await done.focus()
    await anna.keyboard.press('Enter')
    await anna.getByRole('alertdialog').getByRole('button', { name: 'End the chat' }).focus()
    await anna.keyboard.press('Enter')
    await expect(anna.getByText('No open chats')).toBeVisible()
  })

  test('after the customer has gone it can still be said, and a reload keeps it', async ({ people }) => {
    const { anna, clara } = await people.inAChat()
    await clara.getByRole('button', { name: 'End chat' }).click()
    await clara.getByRole('button', { name: 'Yes, end it' }).click()
    await expect(anna.getByText('Clara has left. Mark the chat done.')).toBeVisible()
    // A press on what cannot be done yet leads to what is missing.
    await anna.getByRole('button', { name: 'Mark done' }).click({ force: true })
    await expect(anna.getByRole('combobox', { name: which })).toBeFocused()
    await anna.getByRole('combobox', { name: which }).selectOption('Refunded')
    await anna.getByRole('button', { name: 'Set', exact: true }).click()
    await anna.reload()
    await expect(anna.getByRole('form', { name: 'Disposition' }).getByRole('status')).toHaveText('Refunded')
    await anna.getByRole('button', { name: 'Mark done' }).click()
    await expect(anna.getByText('No open chats')).toBeVisible()
  })

  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(colorScheme, () => {
      test.use({ colorScheme })

      test('the disposition is accessible, needed and set', async ({ people }) => {
        const { anna } = await people.inAChat()
        await expect(anna.getByText('Needed')).toBeVisible()
        const found = await findings(anna)
        await anna.getByRole('combobox', { name: which }).selectOption('Refunded')
        await anna.getByRole('button', { name: 'Set', exact: true }).click()
        await expect(anna.getByText('Needed')).toHaveCount(0)
        found.push(...(await findings(anna)))
        expect(found).toEqual([])
      })
    })
  }
})

test.describe('where nobody may change it once the customer has gone', () => {
  test.use({ scenario: castFile('fixed', `${cast}settings: { ${words}, dispositionReadOnlyOnIdle: true }`) })

  test('it is said in time or not at all', async ({ people }) => {
    const { anna, clara } = await people.inAChat()
    await anna.getByRole('combobox', { name: which }).selectOption('Passed on')
    await anna.getByRole('button', { name: 'Set', exact: true }).click()
    await expect(anna.getByRole('form', { name: 'Disposition' }).getByRole('status')).toHaveText('Passed on')
    await clara.getByRole('button', { name: 'End chat' }).click()
    await clara.getByRole('button', { name: 'Yes, end it' }).click()
    await expect(anna.getByText('Clara has gone, and from then on nobody may change it here.')).toBeVisible()
    await expect(anna.getByRole('combobox', { name: which })).toHaveCount(0)
    await expect(anna.getByRole('form', { name: 'Disposition' }).getByRole('status')).toHaveText('Passed on')
  })
})

test.describe('where it is mandatory, and nobody may set it once the customer has gone', () => {
  test.use({ scenario: castFile('too-late', `${cast}settings: { ${words}, dispositionMandatory: true, dispositionReadOnlyOnIdle: true }`) })

  test('a chat that lacks one is said to be done without it, and is', async ({ people }) => {
    const { anna, clara } = await people.inAChat()
    await expect(anna.getByText('Needed')).toBeVisible()
    await clara.getByRole('button', { name: 'End chat' }).click()
    await clara.getByRole('button', { name: 'Yes, end it' }).click()
    await expect(anna.getByText('The chat can be marked done without it.')).toBeVisible()
    await expect(anna.getByText('Needed')).toHaveCount(0)
    await anna.getByRole('button', { name: 'Mark done' }).click()
    await expect(anna.getByText('No open chats')).toBeVisible()
  })
})

test('where the contact centre has no words of its own any word is good, and a colleague sees it at once', async ({ people }) => {
  const { anna, ben } = await people.inAConsult()
  const field = anna.getByRole('textbox', { name: which })
  await field.fill('Charged twice')
  await field.press('Enter')
  await expect(anna.getByRole('form', { name: 'Disposition' }).getByRole('status')).toHaveText('Charged twice')
  await expect(ben.getByRole('form', { name: 'Disposition' }).getByRole('status')).toHaveText('Charged twice')
  await expect(ben.getByText('You are consulted: Clara must not notice you.')).toBeAttached()
})
