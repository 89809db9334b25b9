import { expect } from '@playwright/test'
import { plays, test } from '../support/windows.ts'

/** The trainer's console. */

test('the trainer plays a scenario live, quicker, and every expectation is seen to hold', async ({ people }) => {
  const trainer = await people.trainer()
  await plays(trainer, '10×')
  await expect(trainer.getByText('not told: agents only').first()).toBeVisible()
  await expect(trainer.getByText(/All held|Held/).first()).toBeVisible({ timeout: 30_000 })
  await expect(trainer.getByText(/Can you approve 250/).first()).toBeVisible()
})

test('a paused run stands still, goes on by a step, and can be stopped', async ({ people }) => {
  const trainer = await people.trainer()
  await plays(trainer, '1×')
  await trainer.getByRole('button', { name: 'Pause', exact: true }).click()
  const marks = trainer.getByRole('button', { name: /Anna|Clara|Ben/ })
  const before = await marks.count()
  await trainer.waitForTimeout(2500)
  expect(await marks.count()).toBe(before)
  await trainer.getByRole('button', { name: 'Step', exact: true }).click()
  await expect.poll(() => marks.count()).toBeGreaterThan(before)
  await trainer.getByRole('button', { name: 'Stop', exact: true }).click()
  await expect(trainer.getByText('Stopped').first()).toBeVisible()
})

test("a window that the trainer opens belongs to that run alone, and shows what its person sees", async ({ people }) => {
  const trainer = await people.trainer()
  await plays(trainer, '5×')
  const opening = people.context.waitForEvent('page')
  await trainer.getByRole('button', { name: "Open Clara's window" }).click()
  const clara = await opening
  await expect(clara.getByRole('log', { name: 'Chat' })).toContainText('Hello, where is my refund?')
  await expect(clara.getByRole('log', { name: 'Chat' })).toContainText('Ben joined', { timeout: 30_000 })
  await expect(clara.locator('body')).not.toContainText('Can you approve 250')
  const hosted = await people.agent('Anna')
  await expect(hosted.getByText('No open chats')).toBeVisible()
})

test('a mark on the stage shows its frame as it went over the wire', async ({ people }) => {
  const trainer = await people.trainer()
  await plays(trainer, '10×')
  await trainer.getByText('not told: agents only').first().click()
  await expect(trainer.getByText(/"visibility": "Agents"/)).toBeVisible()
})
