import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { castFile, findings, says, test } from '../support/windows.ts'
import type { People } from '../support/windows.ts'

/** Several chats of one agent: what each is, who waits how long, what was not read yet, and the next one by a key. */

test.use({ scenario: castFile('several', 'cast:\n  agents: { Anna: , Ben: }\n  queues:\n    Support: { members: [Anna] }\n  customers: { Clara: }') })

const conversation = { name: 'Conversation with the customer' }

/** Anna with Clara's chat and that of a visitor who calls herself Dora. */
async function withTwo(people: People): Promise<{ anna: Page; clara: Page; dora: Page }> {
  const { anna, clara } = await people.inAChat()
  const dora = await people.context.newPage()
  await dora.goto(new URL('/customer/', people.room.pages.customer).href)
  await dora.getByRole('textbox', { name: 'Your name' }).fill('Dora')
  await dora.getByRole('textbox', { name: 'Subject' }).fill('An invoice')
  await dora.getByRole('button', { name: 'Start chat' }).click()
  await anna.getByRole('button', { name: 'Accept' }).click()
  await expect(anna.getByRole('heading', { level: 1, name: 'Dora' })).toBeVisible()
  return { anna, clara, dora }
}

const line = (anna: Page, customer: string) => anna.getByRole('navigation', { name: 'Chats' }).getByRole('button', { name: customer })

test('each chat says whose it is, and a key leads to the next one, out of a composer too, where each keeps its draft', async ({ people }) => {
  const { anna, clara } = await withTwo(people)
  await anna.bringToFront()
  await says(clara, 'Your message', 'Hello again')
  await expect(line(anna, 'Clara')).toContainText('Hello again')
  await expect(line(anna, 'Clara').getByLabel('1 unread')).toBeVisible()
  await expect(line(anna, 'Clara')).toContainText('Mine')
  await expect(line(anna, 'Clara')).toContainText('Support')

  await anna.getByRole('textbox', { name: 'Message to the customer' }).fill('To Dora')
  await anna.keyboard.press('Alt+ArrowDown')
  await expect(anna.getByRole('heading', { level: 1, name: 'Clara' })).toBeVisible()
  await expect(anna.getByRole('log', conversation)).toContainText('Hello again')
  await expect(line(anna, 'Clara').getByLabel(/unread/)).toHaveCount(0)
  await expect(anna.getByRole('textbox', { name: 'Message to the customer' })).toHaveValue('')
  await anna.keyboard.press('Alt+ArrowUp')
  await expect(anna.getByRole('heading', { level: 1, name: 'Dora' })).toBeVisible()
  await expect(anna.getByRole('textbox', { name: 'Message to the customer' })).toHaveValue('To Dora')
  expect(await findings(anna)).toEqual([])
})

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme })

    test('who waits for an answer gets impatient after half a minute and is late after fifty seconds, in words, signs and colours', async ({ people, context }) => {
      await context.clock.install()
      const { anna } = await people.inAChat()
      await expect(line(anna, 'Clara')).toHaveAccessibleName(/Customer waits 0:0/)
      await anna.clock.fastForward(31_000)
      await expect(line(anna, 'Clara')).toHaveAccessibleName(/Customer waits and gets impatient 0:3/)
      const found = await findings(anna)
      await anna.clock.fastForward(20_000)
      await expect(line(anna, 'Clara')).toHaveAccessibleName(/Customer waits far too long 0:5/)
      found.push(...(await findings(anna)))
      expect(found).toEqual([])
      await says(anna, 'Message to the customer', 'Here I am')
      await expect(line(anna, 'Clara')).not.toHaveAccessibleName(/waits/)
    })
  })
}
