import { readFileSync, writeFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { served } from '../support/command-line.ts'
import { freshFolder } from '../support/rooms.ts'
import { findings, tabTo, test as windows } from '../support/windows.ts'

/** Many scenarios are run from the console. */

const story = (title: string, heard: string): string => `scenario: ${title}
cast:
  agents:
    Anna:
  queues:
    Support:
      members: [Anna]
  customers:
    Clara:
steps:
  - Clara: chat
    queue: Support
    text: Hello
  - Anna: accept
  - Anna: say
    text: Good morning
  - expect:
      - Clara hears: { text: ${heard} }
`

/** A library of ours: a few that hold, one that breaks, one that cannot be read. */
function library(held: number): string {
  const folder = freshFolder()
  mkdirSync(join(folder, 'refunds'))
  for (let number = 1; number <= held; number += 1) writeFileSync(join(folder, 'refunds', `story-${String(number).padStart(3, '0')}.yaml`), story(`Refund ${number}`, 'Good morning'))
  writeFileSync(join(folder, 'broken.yaml'), story('Nobody says that', 'Good night'))
  writeFileSync(join(folder, 'unreadable.yaml'), 'scenario: Not yet\nsteps:\n  - Zoe: chat\n')
  return folder
}

const test = windows.extend<{ held: number; folder: string }>({
  held: [5, { option: true }],
  folder: async ({ held }, use) => use(library(held)),
  room: async ({ folder }, use) => {
    const room = await served('resources/scenarios/consult-then-transfer.yaml', '--port', '0', '--data', freshFolder(), '--scenarios', folder)
    await use(room)
    await room.kill('SIGKILL')
  }
})

test('all of the library is run at once: what broke leads to its stage, results stand in the library, and are exported', async ({ people }) => {
  const trainer = await people.trainer()
  await trainer.getByRole('button', { name: 'Run all', exact: true }).click()
  const summary = trainer.getByRole('region', { name: 'Results of many scenarios' })
  await expect(summary.getByRole('status')).toHaveText(/^7 scenarios played in/)
  await expect(summary).toContainText('5 held')
  await expect(summary).toContainText(/Nobody says that.*Clara hears "Good night"/)
  await expect(summary).toContainText(/Not yet/)
  expect(await findings(trainer)).toEqual([])
  await expect(trainer.getByRole('treeitem', { name: /Nobody says that/ })).toContainText('Broken')

  const exported = async (kind: string): Promise<string> => {
    const [download] = await Promise.all([trainer.waitForEvent('download'), summary.getByRole('button', { name: kind }).click()])
    return readFileSync(await download.path(), 'utf8')
  }
  const junit = await exported('JUnit')
  expect(junit).toContain('<testsuites')
  expect(junit).toContain('Clara hears &quot;Good night&quot;')
  expect(await exported('HTML')).toContain('Nobody says that')

  await summary.getByRole('button', { name: /Nobody says that/ }).click()
  await expect(trainer.getByRole('heading', { name: 'Nobody says that' })).toBeVisible()
  await expect(trainer.getByText(/1 of \d+ expectations broken/)).toBeVisible()
  await trainer.getByRole('button', { name: /^The whole library/ }).click()
  await expect(summary).toContainText('5 held')
  await trainer.reload()
  await expect(trainer.getByRole('button', { name: /^The whole library/ })).toContainText('2 broken')
})

test('what is told of a run of many is not undone by an answer that comes late', async ({ people }) => {
  const answer = Promise.withResolvers<void>()
  await people.context.route(/\/control\/suites$/, async (route) => {
    if (route.request().method() !== 'POST') return route.fallback()
    const response = await route.fetch()
    await answer.promise
    await route.fulfill({ response })
  })
  const trainer = await people.trainer()
  await trainer.getByRole('button', { name: 'Run all', exact: true }).click()
  await expect(trainer.getByRole('button', { name: /^The whole library/ })).toContainText('2 broken')
  answer.resolve()
  const summary = trainer.getByRole('region', { name: 'Results of many scenarios' })
  await expect(summary.getByRole('status')).toHaveText(/^7 scenarios played in/)
})

test('a folder, what was found, and what was chosen are run by themselves', async ({ people }) => {
  const trainer = await people.trainer()
  const summary = trainer.getByRole('region', { name: 'Results of many scenarios' })
  await trainer.getByRole('treeitem', { name: /Refunds/ }).hover()
  await trainer.getByTitle('Run all in Refunds').click()
  await expect(summary.getByRole('status')).toHaveText(/^5 scenarios played in/)
  await expect(summary).toContainText('All 5 scenarios held.')

  await trainer.getByRole('searchbox').fill('Refund 3')
  await trainer.getByRole('button', { name: 'Run those found' }).click()
  await expect(summary.getByRole('heading', { name: 'Found for “Refund 3”' })).toBeVisible()
  await expect(summary.getByRole('status')).toHaveText(/^1 scenario played in/)

  await trainer.getByRole('searchbox').fill('Refund')
  await trainer.getByRole('option', { name: /Refund 1/ }).click({ modifiers: ['Control'] })
  await trainer.getByRole('option', { name: /Refund 2/ }).click({ modifiers: ['Control'] })
  await trainer.getByRole('button', { name: 'Run 2 chosen' }).click()
  await expect(summary.getByRole('status')).toHaveText(/^2 scenarios played in/)
})

test('a scenario is run at once: its whole run stands on the stage', async ({ people }) => {
  const trainer = await people.trainer()
  await trainer.getByRole('treeitem', { name: /Nobody says that/ }).click()
  await trainer.getByRole('button', { name: 'Run at once' }).first().click()
  await expect(trainer.getByText(/1 of \d+ expectations broken/)).toBeVisible()
  await expect(trainer.getByText('Good morning').first()).toBeVisible()
})

test('scenarios are chosen and run by keyboard alone', async ({ people }) => {
  const trainer = await people.trainer()
  const tree = trainer.getByRole('tree', { name: 'Scenarios' })
  await tabTo(trainer, tree)
  await trainer.keyboard.press('Home')
  await trainer.keyboard.press('Control+Space')
  await expect(trainer.getByRole('treeitem', { selected: true })).toHaveCount(1)
  await tabTo(trainer, trainer.getByRole('button', { name: 'Run 1 chosen' }))
  await trainer.keyboard.press('Enter')
  await expect(trainer.getByRole('region', { name: 'Results of many scenarios' }).getByRole('status')).toHaveText(/^1 scenario played in/)
})

test.describe('while it runs', () => {
  test.use({ held: 400 })
  test('a long run shows how far it is, lets one go on working, and is stopped with what it found so far', async ({ people }) => {
    const trainer = await people.trainer()
    await trainer.getByRole('button', { name: 'Run all', exact: true }).click()
    const summary = trainer.getByRole('region', { name: 'Results of many scenarios' })
    await expect(summary.getByRole('status')).toHaveText(/^\d+ of 402/)
    await trainer.getByRole('treeitem', { name: /Nobody says that/ }).click()
    await expect(trainer.getByRole('heading', { name: 'Nobody says that' })).toBeVisible()
    await trainer.getByRole('button', { name: 'Stop: The whole library' }).click()
    await trainer.getByRole('button', { name: /^The whole library/ }).click()
    await expect(summary.getByRole('status')).toHaveText(/^Stopped after \d+ of 402/)
  })
})
