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

test('a run that is begun while the runs are still being read stays on the stage, and its controls with it', async ({ people }) => {
  const answer = Promise.withResolvers<void>()
  // What the console asks for when its line opens is answered as things stood then, and comes late.
  await people.context.route(/\/control\/runs$/, async (route) => {
    if (route.request().method() !== 'GET') return route.fallback()
    const response = await route.fetch()
    await answer.promise
    await route.fulfill({ response })
  })
  const trainer = await people.trainer()
  const asked = trainer.waitForResponse((response) => /\/control\/runs$/.test(response.url()) && response.request().method() === 'GET')
  await trainer.getByRole('treeitem', { name: /Consult a colleague, then hand over/ }).click()
  await trainer.getByRole('button', { name: 'Play', exact: true }).click()
  await expect(trainer.getByRole('combobox', { name: 'Speed' })).toBeVisible()
  const speed = await trainer.getByRole('combobox', { name: 'Speed' }).elementHandle()
  await trainer.evaluate(() => {
    const gone: string[] = []
    new MutationObserver(() => document.querySelector('main select') ?? gone.push('gone')).observe(document.body, { childList: true, subtree: true })
    Object.assign(window, { gone })
  })
  answer.resolve()
  await (await asked).finished()
  await expect(trainer.getByText('not told: agents only').first()).toBeVisible()
  expect(await speed?.evaluate((select) => select.isConnected)).toBe(true)
  expect(await trainer.evaluate(() => (window as unknown as { gone: string[] }).gone)).toEqual([])
  await expect(trainer.getByRole('button', { name: 'Pause', exact: true })).toBeVisible()
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
