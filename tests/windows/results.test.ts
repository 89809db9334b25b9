import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { served } from '../support/command-line.ts'
import { freshFolder } from '../support/rooms.ts'
import { findings, People, plays, tabTo, test } from '../support/windows.ts'

/** What became of a run, in the trainer's console. */

async function saved(trainer: Page, format: string): Promise<{ name: string; text: string }> {
  const download = trainer.waitForEvent('download')
  await trainer.getByRole('button', { name: format, exact: true }).click()
  const file = await download
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') }
}

test('results tell what held, what was touched, and are saved as the reports of the command line', async ({ people }) => {
  const trainer = await people.trainer()
  await plays(trainer, '10×')
  await trainer.getByRole('tab', { name: 'Results' }).click()
  await expect(trainer.getByText('no customer was told anything that is for agents only')).toBeVisible({ timeout: 30_000 })
  await expect(trainer.getByRole('row', { name: /^Consult 1/ })).toBeVisible({ timeout: 30_000 })
  await expect(trainer.getByText(/\d+ of \d+ expectations held, 0 things went wrong/)).toBeVisible()
  for (const colorScheme of ['light', 'dark'] as const) {
    await trainer.emulateMedia({ colorScheme })
    expect(await findings(trainer)).toEqual([])
  }
  const html = await saved(trainer, 'HTML')
  expect(html.name).toBe('consult-then-transfer-run-1.html')
  const report = await people.context.newPage()
  await report.setContent(html.text)
  await expect(report.getByRole('heading', { name: 'Consult a colleague, then hand over' })).toBeVisible()
  expect((await saved(trainer, 'JUnit')).text).toContain('<testsuites name="aside"')
  expect((await saved(trainer, 'JSON')).text).toContain('"format": 1')
  await trainer.getByRole('checkbox', { name: 'Without names and texts' }).check()
  const csv = await saved(trainer, 'CSV')
  expect(csv.name).toBe('consult-then-transfer-run-1-redacted.csv')
  expect(csv.text).toContain('scenario,file,line,at,time,kind')
  expect(csv.text).not.toContain('Clara')
})

test('a broken expectation leads to the stage at its moment, and an exercise is scored', async ({ context }) => {
  const folder = freshFolder()
  writeFileSync(
    join(folder, 'exercise.yaml'),
    `exercise: Greet the customer
cast:
  agents:
    Anna: { played by: person }
  queues: { Support: { members: [Anna] } }
  customers: { Clara: }
steps:
  - Clara: chat
    queue: Support
  - goal: Anna accepts
    within: 5m
    points: 10
  - goal: Anna says "hello"
    points: 5
  - expect:
      - Clara hears: { text: "Goodbye" }
always:
  - Clara never hears: { text: /limit/ }
    points: -50
`
  )
  const room = await served('resources/scenarios/consult-then-transfer.yaml', '--port', '0', '--data', freshFolder(), '--scenarios', folder)
  const people = new People(context, room)
  const trainer = await people.trainer()
  await trainer.getByRole('treeitem', { name: /Greet the customer/ }).click()
  await trainer.getByRole('button', { name: 'Play', exact: true }).click()
  const opening = context.waitForEvent('page')
  await trainer.getByRole('button', { name: "Open Anna's window" }).first().click()
  const anna = await opening
  await anna.getByRole('button', { name: 'Accept' }).click()
  await anna.getByRole('textbox', { name: 'Message to the customer' }).fill('Hello Clara')
  await anna.keyboard.press('Enter')
  await trainer.getByRole('tab', { name: 'Results' }).click()
  await expect(trainer.getByText('15 of 15 points')).toBeVisible({ timeout: 30_000 })
  await expect(trainer.getByRole('row', { name: /Anna says "hello" reached/ })).toBeVisible()
  await expect(trainer.getByRole('heading', { name: 'What went wrong' })).toBeVisible()
  await trainer.getByRole('button', { name: 'Show on the stage' }).click()
  await expect(trainer.getByRole('tab', { name: 'Stage' })).toHaveAttribute('aria-selected', 'true')
  await expect(trainer.getByRole('heading', { name: 'Broken' })).toBeVisible()
  await room.kill('SIGKILL')
})

test('results are opened, read, redacted and saved by keyboard alone', async ({ people }) => {
  const trainer = await people.trainer()
  await plays(trainer, '10×')
  await expect(trainer.getByText(/all \d+ expectations held/)).toBeVisible({ timeout: 30_000 })
  await tabTo(trainer, trainer.getByRole('tab', { name: 'Stage' }))
  await trainer.keyboard.press('End')
  await expect(trainer.getByRole('tab', { name: 'Results' })).toHaveAttribute('aria-selected', 'true')
  await expect(trainer.getByRole('table').first()).toBeVisible()
  await tabTo(trainer, trainer.getByRole('checkbox', { name: 'Without names and texts' }))
  await trainer.keyboard.press('Space')
  await tabTo(trainer, trainer.getByRole('button', { name: 'CSV', exact: true }))
  const [file] = await Promise.all([trainer.waitForEvent('download'), trainer.keyboard.press('Enter')])
  expect(file.suggestedFilename()).toBe('consult-then-transfer-run-1-redacted.csv')
  const untouched = trainer.getByText('Not touched by this run').first()
  await tabTo(trainer, untouched)
  await trainer.keyboard.press('Enter')
  await expect(trainer.getByText(/CancelConsult/).first()).toBeVisible()
  // What does not fit can be scrolled by keys, and an expectation leads to its moment.
  const expectation = trainer.getByRole('row').getByRole('button').first()
  const words = await expectation.textContent()
  await trainer.keyboard.press('Shift+Tab')
  await tabTo(trainer, trainer.getByRole('tab', { name: 'Results' }))
  await tabTo(trainer, expectation)
  await trainer.keyboard.press('Enter')
  await expect(trainer.getByRole('tab', { name: 'Stage' })).toHaveAttribute('aria-selected', 'true')
  await expect(trainer.locator('[data-mark][aria-pressed="true"]')).toHaveAccessibleName(new RegExp((words ?? '').slice(0, 20).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
})
