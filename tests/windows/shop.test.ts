import { expect } from '@playwright/test'
import { castFile, findings, test } from '../support/windows.ts'

/** The customer's page looks like the shop of its scenario, and can be read in any colour. */

const cast = (shop: string): string => `cast:\n  agents: { Anna: }\n  queues:\n    Support: { members: [Anna] }\n    Sales: { members: [Anna] }\n  customers: { Clara: }\n  shop: ${shop}\n`

for (const [colour, colorScheme] of [
  ['#ffee00', 'light'],
  ['#ffee00', 'dark'],
  ['#101010', 'light'],
  ['#101010', 'dark'],
  ['#8a8a8a', 'light'],
  ['#8a8a8a', 'dark']
] as const) {
  test.describe(`${colour} ${colorScheme}`, () => {
    test.use({ colorScheme, scenario: castFile('shop', cast(`{ name: Nordwind Travel, colour: "${colour}", logo: plane }`)) })

    test('name and colour are those of the cast, and everything can be read', async ({ people }) => {
      const clara = await people.customer()
      await expect(clara).toHaveTitle('Nordwind Travel – Chat')
      await expect(clara.getByText('Nordwind Travel', { exact: true })).toBeVisible()
      const found = await findings(clara)
      await clara.getByRole('textbox', { name: 'Subject' }).fill('My flight')
      await clara.getByRole('button', { name: 'Start chat' }).click()
      const anna = await people.agent('Anna')
      await anna.getByRole('button', { name: 'Accept' }).click()
      await expect(clara.getByRole('log', { name: 'Chat' })).toContainText('Anna joined the chat')
      await clara.getByRole('textbox', { name: 'Your message' }).fill('Hello')
      await clara.keyboard.press('Enter')
      await expect(clara.getByRole('log', { name: 'Chat' })).toContainText('Hello')
      found.push(...(await findings(clara)))
      expect(found).toEqual([])
      await expect(clara.getByRole('main').locator('.top')).toHaveCSS('background-color', `rgb(${[1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)).join(', ')})`)
    })
  })
}

test('the title of the scenario never shows on the shop’s page', async ({ people }) => {
  const clara = await people.customer()
  await expect(clara.getByText('The Corner Shop', { exact: true })).toBeVisible()
  await expect(clara.locator('body')).not.toContainText(/consult|hand over/i)
})
