import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { served } from '../support/command-line.ts'
import { freshFolder } from '../support/rooms.ts'
import { asks, findings, says, tabTo, test as base } from '../support/windows.ts'
import type { People } from '../support/windows.ts'

/** What a trainer does to the people of a run, on the stage and in their real windows. */

const story = `scenario: Directed
cast:
  agents: { Anna: , Ben: }
  queues: { Support: { members: [Anna] } }
  customers: { Clara: }
pace: 300ms
steps:
  - cue: "Ready?"
  - Clara: chat
    queue: Support
    text: "Where is my refund?"
  - Anna: accept
  - Anna: consult
    target: Ben
  - Ben: accept
  - cue: "They talk"
  - Anna: tellAgents
    text: "Can you approve 250?"
  - expect:
      - Ben hears: { text: "Can you approve 250?", visibility: Agents }
        within: 1s
      - Clara never hears: { text: "Can you approve 250?" }
  - Anna: transfer
    target: Ben
`

const test = base.extend({
  room: async ({ scenario }, use) => {
    const scenarios = freshFolder()
    writeFileSync(join(scenarios, 'directed.yaml'), story)
    const room = await served(scenario, '--port', '0', '--data', freshFolder(), '--scenarios', scenarios)
    await use(room)
    await room.kill('SIGKILL')
  }
})

/** The console, with a run that stands at its first cue. */
async function onStage(people: People): Promise<Page> {
  const trainer = await people.trainer()
  await trainer.getByRole('treeitem', { name: /Directed/ }).click()
  await trainer.getByRole('button', { name: 'Play', exact: true }).click()
  await goesOn(trainer).waitFor()
  return trainer
}

const goesOn = (trainer: Page) => trainer.getByRole('button', { name: 'Resume', exact: true })

/** Chooses in the menu of somebody's lane, by keys: a submenu closes under a pointer that comes too slowly to it. */
async function does(trainer: Page, who: string, ...items: (string | RegExp)[]): Promise<void> {
  await trainer.getByRole('button', { name: `${who}: what you can do` }).click()
  for (const name of items) await trainer.getByRole('menuitem', { name }).or(trainer.getByRole('menuitemcheckbox', { name })).last().press('Enter')
}

async function windowOf(people: People, trainer: Page, who: string): Promise<Page> {
  const opening = people.context.waitForEvent('page')
  await trainer.getByRole('button', { name: `Open ${who}'s window` }).first().click()
  const page = await opening
  await page.waitForLoadState()
  return page
}


test('the trainer takes Anna over, plays her in her window in her own words, hands her back, and the run ends held', async ({ people }) => {
  const trainer = await onStage(people)
  await does(trainer, 'Anna', 'Take Anna over')
  await expect(trainer.getByRole('region', { name: 'Anna' }).getByText('you', { exact: true })).toBeVisible()
  await goesOn(trainer).click()
  await expect(trainer.getByText('The script waits for Anna: accept')).toBeVisible()
  const anna = await windowOf(people, trainer, 'Anna')
  await anna.getByRole('button', { name: 'Accept' }).click()
  await expect(trainer.getByText('your turn: consult')).toBeVisible()
  await says(anna, 'Message to the customer', 'I am looking at it')
  await asks(anna, 'Ben', 'Please help me')
  await goesOn(trainer).click()
  await expect(trainer.getByText('your turn: tellAgents')).toBeVisible()
  await says(anna, /^Agents only/, 'Charged twice. Is 250 all right?')
  await expect(trainer.getByText('your turn: transfer')).toBeVisible()
  expect(await findings(trainer)).toEqual([])
  await trainer.getByRole('button', { name: 'Hand Anna back' }).click()
  await expect(trainer.getByText(/all \d+ expectations held/)).toBeVisible()
  await expect(trainer.getByRole('button', { name: 'Play', exact: true })).toBeVisible()
})

test("Ben is taken offline: his window says so, cannot ask for anything, and catches up when the line is mended", async ({ people }) => {
  const trainer = await onStage(people)
  await goesOn(trainer).click()
  const ben = await windowOf(people, trainer, 'Ben')
  await expect(ben.getByRole('textbox', { name: /^Agents only/ })).toBeVisible()
  await does(trainer, 'Ben', 'Network', 'offline')
  await expect(trainer.getByRole('region', { name: 'Ben' }).getByText('offline')).toBeVisible()
  await expect(ben.getByText(/Connection lost/)).toBeVisible()
  await goesOn(trainer).click()
  await expect(trainer.getByText('not told: agents only').first()).toBeVisible()
  await expect(ben.getByText('Can you approve 250?')).toBeHidden()
  await does(trainer, 'Ben', 'Network', 'Mend the line, and catch up')
  await expect(ben.getByText('Can you approve 250?').first()).toBeVisible({ timeout: 20_000 })
  await expect(ben.getByText(/Connection lost/)).toBeHidden()
})

test('of an accept and a cancel, the one that the trainer holds comes too late', async ({ people }) => {
  const trainer = await onStage(people)
  await does(trainer, 'Anna', 'Take Anna over')
  await does(trainer, 'Ben', 'Take Ben over')
  await goesOn(trainer).click()
  const [anna, ben] = [await windowOf(people, trainer, 'Anna'), await windowOf(people, trainer, 'Ben')]
  await anna.getByRole('button', { name: 'Accept' }).click()
  await asks(anna, 'Ben')
  await does(trainer, 'Ben', 'Requests', 'Hold Accept')
  await ben.getByRole('button', { name: 'Accept' }).click()
  await expect(trainer.getByRole('region', { name: 'Ben' }).getByText('1 held')).toBeVisible()
  await anna.getByRole('button', { name: 'Cancel consult' }).click()
  await expect(anna.getByRole('button', { name: 'Ask a colleague' })).toBeVisible()
  await does(trainer, 'Ben', 'Requests', 'Release all, hold nothing more')
  await expect(trainer.getByRole('region', { name: 'Ben' }).getByText('1 held')).toBeHidden()
  await expect(ben.getByRole('textbox', { name: /^Agents only/ })).toBeHidden()

  // The other way round.
  await asks(anna, 'Ben')
  await does(trainer, 'Anna', 'Requests', 'Hold CancelConsult')
  await anna.getByRole('button', { name: 'Cancel consult' }).click()
  await expect(trainer.getByRole('region', { name: 'Anna' }).getByText('1 held')).toBeVisible()
  await ben.getByRole('button', { name: 'Accept' }).click()
  await expect(ben.getByRole('textbox', { name: /^Agents only/ })).toBeVisible()
  await does(trainer, 'Anna', 'Requests', /^Let in: CancelConsult/)
  await expect(ben.getByRole('textbox', { name: /^Agents only/ })).toBeVisible()
})

test('one key starts a run again, and the windows that are open go on in the new one', async ({ people }) => {
  const trainer = await onStage(people)
  await goesOn(trainer).click()
  const [anna, clara] = [await windowOf(people, trainer, 'Anna'), await windowOf(people, trainer, 'Clara')]
  await says(clara, 'Your message', 'Only in the first run')
  await expect(anna.getByText('Only in the first run').first()).toBeVisible()
  await trainer.bringToFront()
  await trainer.locator('body').press('r')
  await expect(anna.getByText('Only in the first run')).toHaveCount(0)
  await expect(clara.getByText('Only in the first run')).toHaveCount(0)
  await goesOn(trainer).click()
  await expect(clara.getByRole('log', { name: 'Chat' })).toContainText('Where is my refund?')
  await expect(anna.getByText('Where is my refund?').first()).toBeVisible()
})

test('whoever the trainer is stays so when the run is started again, and the window goes along', async ({ people }) => {
  const trainer = await onStage(people)
  await does(trainer, 'Anna', 'Take Anna over')
  const anna = await windowOf(people, trainer, 'Anna')
  await goesOn(trainer).click()
  await anna.getByRole('button', { name: 'Accept' }).click()
  await expect(trainer.getByText('your turn: consult')).toBeVisible()
  await trainer.bringToFront()
  await trainer.locator('h1').last().click()
  await trainer.keyboard.press('r')
  await goesOn(trainer).click()
  await expect(trainer.getByText('The script waits for Anna: accept')).toBeVisible()
  await anna.getByRole('button', { name: 'Accept' }).click()
  await expect(trainer.getByText('your turn: consult')).toBeVisible()
})

test('a run that was stopped says so in its windows: they can be read, and what is asked there is refused in a sentence', async ({ people }) => {
  const trainer = await onStage(people)
  await does(trainer, 'Anna', 'Take Anna over')
  await goesOn(trainer).click()
  const [anna, clara] = [await windowOf(people, trainer, 'Anna'), await windowOf(people, trainer, 'Clara')]
  await anna.getByRole('button', { name: 'Accept' }).click()
  await says(anna, 'Message to the customer', 'One moment')
  await expect(clara.getByText('One moment')).toBeVisible()
  await trainer.getByRole('button', { name: 'Stop', exact: true }).click()
  for (const page of [anna, clara]) await expect(page.getByText('Stopped: it can only be read now.')).toBeVisible()
  await says(anna, 'Message to the customer', 'Are you there?')
  await expect(anna.getByText(/^This run was stopped/)).toBeVisible()
  await expect(anna.getByRole('textbox', { name: 'Message to the customer' })).toHaveValue('Are you there?')
  await expect(anna.getByText('One moment').first()).toBeVisible()
  // The same after a reload, with the dark colours, and nothing that keeps anybody from reading it.
  for (const page of [anna, clara]) {
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.reload()
    await expect(page.getByText('Stopped: it can only be read now.')).toBeVisible()
    await expect(page.getByText('One moment').first()).toBeVisible()
    expect(await findings(page)).toEqual([])
  }
})

test('a fork shares the past, everybody is free in it, and nobody in the run that it comes from hears of that', async ({ people }) => {
  const trainer = await onStage(people)
  await goesOn(trainer).click()
  const before = await windowOf(people, trainer, 'Clara')
  await expect(before.getByRole('log', { name: 'Chat' })).toContainText('Where is my refund?')
  await goesOn(trainer).waitFor()
  await trainer.getByRole('button', { name: 'Fork here' }).click()
  await expect(trainer.getByText(/^Forked at 0:/)).toBeVisible()
  await expect(trainer.getByRole('region', { name: 'Clara' }).getByText(/Where is my refund/).first()).toBeVisible()
  const [anna, clara] = [await windowOf(people, trainer, 'Anna'), await windowOf(people, trainer, 'Clara')]
  await says(anna, 'Message to the customer', 'What if I had said this?')
  await expect(clara.getByRole('log', { name: 'Chat' })).toContainText('What if I had said this?')
  await expect(before.getByRole('log', { name: 'Chat' })).not.toContainText('What if I had said this?')
  await trainer.getByRole('button', { name: 'Stop', exact: true }).click()
  await expect(trainer.getByText('Stopped').first()).toBeVisible()
  await expect(trainer.getByRole('region', { name: 'Clara' }).getByText(/What if I had said this/).first()).toBeVisible()
})

test('without a mouse: a role is taken over, spoken for, everything frozen and thawed, and the role handed back', async ({ people }) => {
  const trainer = await onStage(people)
  await tabTo(trainer, trainer.getByRole('button', { name: 'Anna: what you can do' }))
  await trainer.keyboard.press('Enter')
  await expect(trainer.getByRole('menuitem', { name: 'Take Anna over' })).toBeVisible()
  expect(await findings(trainer)).toEqual([])
  await trainer.keyboard.press('ArrowDown')
  await trainer.keyboard.press('Enter')
  await expect(trainer.getByRole('region', { name: 'Anna' }).getByText('you', { exact: true })).toBeVisible()
  await trainer.keyboard.press('Escape')
  await goesOn(trainer).focus()
  await trainer.keyboard.press('Enter')
  await expect(trainer.getByText('The script waits for Anna: accept')).toBeVisible()

  await trainer.keyboard.press('a')
  const said = trainer.getByRole('textbox', { name: 'Message' })
  await expect(said).toBeFocused()
  await trainer.keyboard.type('Too early')
  await trainer.keyboard.press('Enter')
  await expect(trainer.getByRole('alert').filter({ hasText: 'not possible in this state' })).toBeVisible()
  expect(await findings(trainer)).toEqual([])
  await tabTo(trainer, trainer.getByRole('button', { name: 'Accept', exact: true }))
  await trainer.keyboard.press('Enter')
  await expect(trainer.getByText('your turn: consult')).toBeVisible()

  await trainer.keyboard.press('f')
  await expect(trainer.getByText('Frozen', { exact: true })).toBeVisible()
  await trainer.keyboard.press('a')
  await expect(trainer.getByText('Everything is frozen; thaw it first.')).toBeVisible()
  expect(await findings(trainer)).toEqual([])
  await trainer.keyboard.press('f')
  await expect(trainer.getByText('Frozen', { exact: true })).toBeHidden()
  await trainer.keyboard.press('h')
  await expect(trainer.getByText('your turn: consult')).toBeHidden()
})

test('nobody acts in a past moment: that is said; a fork begins there all the same', async ({ people }) => {
  const trainer = await onStage(people)
  await goesOn(trainer).click()
  await expect(trainer.getByText(/Clara: chat/).first()).toBeVisible()
  await trainer.getByRole('button', { name: 'First event' }).click()
  await trainer.getByRole('button', { name: 'Anna: what you can do' }).click()
  await expect(trainer.getByRole('menuitem', { name: /Take Anna over/ })).toContainText(/acting happens now/)
  expect(await findings(trainer)).toEqual([])
  await trainer.keyboard.press('Escape')
  await trainer.keyboard.press('y')
  await expect(trainer.getByText('Forked at 0:00.0')).toBeVisible()
})
