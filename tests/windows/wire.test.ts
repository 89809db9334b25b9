import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { findings, plays, tabTo, test } from '../support/windows.ts'

/** The wire of a run in the trainer's console. */

const shell = promisify(execFile)

async function held(trainer: Page): Promise<void> {
  await plays(trainer, '10×')
  await expect(trainer.getByText(/All held|Held/).first()).toBeVisible({ timeout: 30_000 })
}

async function onTheWire(trainer: Page): Promise<void> {
  await held(trainer)
  await trainer.getByRole('tab', { name: 'Wire' }).click()
}

const rows = (trainer: Page, name?: RegExp) => trainer.getByRole('listbox', { name: 'Requests and notifications in their order' }).getByRole('option', name ? { name } : {})

async function filters(trainer: Page, menu: string, ...options: string[]): Promise<void> {
  await trainer.getByRole('button', { name: menu, exact: true }).click()
  for (const option of options) await trainer.getByRole('menuitemcheckbox', { name: option, exact: true }).click()
  await trainer.keyboard.press('Escape')
}

const clipboard = (page: Page): Promise<string> => page.evaluate(() => navigator.clipboard.readText())

test('every request stands in the wire as it went, and is found by person, kind, type, chat and words', async ({ people }) => {
  const trainer = await people.trainer()
  await onTheWire(trainer)
  await filters(trainer, 'Person', 'Anna')
  await filters(trainer, 'Kind', 'Request')
  await filters(trainer, 'Type', 'Consult')
  await expect(rows(trainer)).toHaveCount(1)
  await rows(trainer, /^Anna, Consult/).click()
  const details = trainer.getByRole('complementary', { name: 'Details' })
  await expect(details).toContainText(/POST \/api\/v2\/me\/chats\/[0-9a-z]{16}/i)
  await expect(details).toContainText('HTTP 200, return code 0')
  await expect(details).toContainText('"operationName": "Consult"')
  await expect(details).toContainText(/Line \d+: Anna: consult Ben/)
  // What is chosen stands as chips, outlives a reload, and each chip can be taken away.
  await trainer.reload()
  await expect(rows(trainer)).toHaveCount(1)
  await trainer.getByRole('button', { name: 'Request remove' }).click()
  await trainer.getByRole('button', { name: 'Consult remove' }).click()
  expect(await rows(trainer).count()).toBeGreaterThan(1)
  await trainer.getByRole('button', { name: 'Show all' }).click()
  await trainer.getByRole('searchbox', { name: 'Search the wire' }).fill('approve 250 agents')
  await expect(rows(trainer, /^Ben, NewMessages/).first()).toBeVisible()
  await expect(rows(trainer, /^Clara/)).toHaveCount(1)
  await rows(trainer, /^Clara/).click()
  await expect(details).toContainText('This never went to Clara')
})

test('a request that is copied as curl works against this Aside as it stands', async ({ people }) => {
  await people.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const trainer = await people.trainer()
  await onTheWire(trainer)
  await filters(trainer, 'Type', 'Transfer')
  await rows(trainer, /^Anna, Transfer/).click()
  await trainer.getByRole('button', { name: 'Copy as curl' }).click()
  await expect(trainer.getByText('The command is copied')).toBeVisible()
  const command = await clipboard(trainer)
  expect(command).toContain('$ASIDE_TOKEN')
  await trainer.getByRole('button', { name: "Copy Anna's token" }).click()
  await expect(trainer.getByText("Anna's token is copied")).toBeVisible()
  const credential = await clipboard(trainer)
  const { stdout } = await shell('bash', ['-c', `${credential}\n${command}`])
  // Anna has handed the chat over, so asking again is refused by the room itself: the request came all the way.
  expect(JSON.parse(stdout)).toMatchObject({ statusCode: 6 })
  await expect(rows(trainer, /^Anna, Transfer/)).toHaveCount(2)
})

test('a request of a customer that is copied as curl works too, whatever quotes stand in it', async ({ people }) => {
  await people.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const { clara } = await people.inAChat()
  await clara.getByRole('textbox', { name: 'Your message' }).fill(`It's "urgent", isn't it? $HOME \`id\``)
  await clara.keyboard.press('Enter')
  const trainer = await people.trainer()
  await trainer.getByRole('tab', { name: 'Wire' }).click()
  await filters(trainer, 'Type', 'SendMessage')
  await rows(trainer, /^Clara, SendMessage/).last().click()
  await trainer.getByRole('button', { name: 'Copy as curl' }).click()
  await expect(trainer.getByText('The command is copied')).toBeVisible()
  const command = await clipboard(trainer)
  await trainer.getByRole('button', { name: "Copy Clara's token" }).click()
  await expect(trainer.getByText("Clara's token is copied")).toBeVisible()
  const { stdout } = await shell('bash', ['-c', `${await clipboard(trainer)}\n${command}`])
  expect(JSON.parse(stdout)).toEqual({ statusCode: 0 })
  await expect(clara.getByText(`It's "urgent", isn't it? $HOME \`id\``)).toHaveCount(2)
})

test('the same event as Anna and as Clara were told it is compared sign by sign', async ({ people }) => {
  const trainer = await people.trainer()
  await onTheWire(trainer)
  await trainer.getByRole('searchbox', { name: 'Search the wire' }).fill('ParticipantJoined')
  await rows(trainer, /^Clara, NewMessages.*Ben joined/).click()
  await trainer.getByRole('button', { name: /^Compare with Ben/ }).click()
  const diff = trainer.getByRole('region', { name: 'Both frames compared' })
  await expect(diff).toContainText(/only in Ben.*"visibility": "All"/)
  await expect(diff.getByText('"type": "ParticipantJoined",')).toBeVisible()
  await expect(trainer.getByText(/\d+ lines differ/)).toBeVisible()
  expect(await findings(trainer)).toEqual([])
  await trainer.getByRole('button', { name: /^Compared with/ }).click()
  await expect(diff).toBeHidden()
})

test('a row leads to its mark on the stage, at its moment, and the wire goes no further than that moment', async ({ people }) => {
  const trainer = await people.trainer()
  await onTheWire(trainer)
  const all = await trainer.getByText(/^\d+ rows$/).textContent()
  await trainer.getByRole('searchbox', { name: 'Search the wire' }).fill('Consult')
  await rows(trainer, /^Anna, Consult/).click()
  await trainer.getByRole('button', { name: 'Show on the stage' }).click()
  await expect(trainer.getByRole('button', { name: /^Anna, Asked: Consult/ })).toHaveAttribute('aria-pressed', 'true')
  await trainer.getByRole('tab', { name: 'Wire' }).click()
  await trainer.getByRole('button', { name: 'Show all' }).click()
  await expect(trainer.getByText(all ?? '', { exact: true })).toBeHidden()
  await expect(rows(trainer, /Transfer/)).toHaveCount(0)
})

test('the wire is walked by keyboard alone, in both themes and without a finding', async ({ people }) => {
  const trainer = await people.trainer()
  await onTheWire(trainer)
  const list = trainer.getByRole('listbox', { name: 'Requests and notifications in their order' })
  await tabTo(trainer, list)
  await trainer.keyboard.press('Home')
  await trainer.keyboard.press('ArrowDown')
  await expect(list.getByRole('option', { selected: true })).toHaveAttribute('aria-posinset', '2')
  await trainer.keyboard.press('End')
  await expect(list.getByRole('option', { selected: true })).toBeInViewport()
  for (const colorScheme of ['light', 'dark'] as const) {
    await trainer.emulateMedia({ colorScheme })
    expect(await findings(trainer)).toEqual([])
  }
})

test('a hundred thousand rows are scrolled, filtered and reached as a handful are', async ({ people }) => {
  const trainer = await people.trainer()
  await onTheWire(trainer)
  // A run of that length takes hours; its marks are those of a short one, many times over, read piece by piece as they are.
  await trainer.route(/\/control\/runs\/run-1\?/, async (route) => {
    const asked = new URL(route.request().url()).searchParams
    const response = await route.fetch({ url: route.request().url().replace(/\?.*/, '') })
    const whole: { run: unknown; marks: { n: number; at: number }[] } = await response.json()
    const before = Number(asked.get('before') ?? 100_001)
    const first = Math.max(1, before - Number(asked.get('most') ?? 5000))
    const marks = Array.from({ length: before - first }, (_, place) => ({ ...whole.marks[(first + place - 1) % whole.marks.length], n: first + place, at: (first + place) * 10 }))
    await route.fulfill({ response, json: { ...whole, marks, oldest: 1 } })
  })
  await trainer.reload()
  await expect(trainer.getByText(/^\d{2,3},\d{3} rows$/)).toBeVisible({ timeout: 30_000 })
  // Rows from before come in at the top until all are there.
  await expect(trainer.getByText('Earlier events are being fetched')).toBeHidden({ timeout: 30_000 })
  expect(await rows(trainer).count()).toBeLessThan(200)
  const list = trainer.getByRole('listbox', { name: 'Requests and notifications in their order' })
  await list.focus()
  await trainer.keyboard.press('Home')
  await expect(list.getByRole('option', { selected: true })).toHaveAttribute('aria-posinset', '1')
  await trainer.keyboard.press('End')
  await expect(list.getByRole('option', { selected: true })).toBeInViewport()
  await trainer.getByRole('searchbox', { name: 'Search the wire' }).fill('CancelSupervisor nothing')
  await expect(trainer.getByText('Nothing fits.')).toBeVisible()
})
