import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { freshFolder } from '../support/rooms.ts'
import { test } from '../support/windows.ts'

/** Every window of a room that is wrong on purpose says so; a customer's does not say in what. */

const file = join(freshFolder(), 'wrong.yaml')
writeFileSync(file, 'scenario: Wrong on purpose\nbugs: [typing-leaks, index-reused]\ncast:\n  agents:\n    Anna:\n  queues:\n    Support:\n      members: [Anna]\n  customers:\n    Clara:\nsteps:\n  - Anna: ready\n')
test.use({ scenario: file })

test('every window says that its room is wrong on purpose', async ({ people }) => {
  const [trainer, anna, clara] = [await people.trainer(), await people.agent('Anna'), await people.customer()]
  for (const page of [trainer, anna]) await expect(page.getByText('Wrong on purpose: typing-leaks, index-reused')).toBeVisible()
  await expect(clara.getByText('This room is wrong on purpose.')).toBeVisible()
  await expect(clara.locator('body')).not.toContainText('typing-leaks')
  for (const page of [anna, clara]) expect(await page.evaluate(() => document.documentElement.scrollHeight - window.innerHeight)).toBeLessThanOrEqual(0)
})
