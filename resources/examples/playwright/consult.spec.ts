import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { startAside } from 'aside'
import type { Aside } from 'aside'

/**
 * Two agents in a browser, and time in the test's hand. Aside's own windows are opened here; open your page instead, and name
 * its origin to startAside: `origins: ['http://localhost:5173']`.
 */

let aside: Aside

test.beforeEach(async ({ page, request }) => {
  aside = await startAside({
    cast: { agents: { Anna: null, Ben: null }, queues: { Support: { members: ['Anna'] } }, customers: { Clara: null } }
  })
  await page.goto(aside.window('Anna'))
  await expect(page.getByText('No open chats')).toBeVisible()
  await request.post(`${aside.url}/api/v2/chats`, {
    headers: { authorization: aside.customer('Clara').authorization },
    data: { operationName: 'RequestChat', nickname: 'Clara', endpoint: 'Support' }
  })
  await page.getByRole('button', { name: 'Accept' }).click()
})

test.afterEach(() => aside.close())

test('a colleague accepts a consult by a click; one that nobody accepts is taken back', async ({ page: anna, context }) => {
  const ben = await context.newPage()
  await ben.goto(aside.window('Ben'))
  await expect(ben.getByText('No open chats')).toBeVisible()

  await consult(anna, 'Ben')
  await ben.getByRole('button', { name: 'Accept' }).click()
  await ben.getByRole('textbox', { name: /^Agents only/ }).fill('You may promise 250')
  await ben.keyboard.press('Enter')
  await expect(anna.getByRole('log', { name: 'Agents only' })).toContainText('You may promise 250')
  await anna.getByRole('button', { name: 'End consultation' }).click()
  await expect(ben.getByText('No open chats')).toBeVisible()

  await consult(anna, 'Ben')
  await expect(ben.getByRole('button', { name: 'Accept' })).toBeVisible()
  await aside.advance('30s')
  await expect(ben.getByRole('button', { name: 'Accept' })).toHaveCount(0)
  await expect(anna.getByText('Ben did not take the consult.')).toBeVisible()
  expect(aside.told('Anna').map(({ said }) => said)).toContainEqual(expect.objectContaining({ notificationType: 'Error', errorMessage: 'Operation failed' }))
})

async function consult(anna: Page, whom: string): Promise<void> {
  await anna.getByRole('button', { name: 'Ask a colleague' }).click()
  await anna.getByRole('radio', { name: whom }).check()
  await anna.getByRole('button', { name: 'Start consultation' }).click()
}
