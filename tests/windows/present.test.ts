import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'
import { served } from '../support/command-line.ts'
import { freshFolder } from '../support/rooms.ts'
import { findings, tabTo, test as base } from '../support/windows.ts'

/** A run before an audience. */

const story = `scenario: Charged twice
about: Clara was charged twice, and Anna may not grant what she wants.
cast:
  agents:
    Anna:
    Ben:
    Carol:
  queues:
    Support:
      members: [Anna]
  customers:
    Clara:
steps:
  - caption: Clara was charged twice
  - Clara: chat
    queue: Support
    text: "I was charged twice"
  - Anna: accept
  - cue: What would you do now?
  - Anna: consult
    target: Ben
    note: Above my limit
  - Ben: accept
  - caption: Anna asks Ben, and Clara does not notice
  - Anna: tellAgents
    text: "May I promise 250?"
  - cue:
  - Ben: tellAgents
    text: "Yes, I approve it"
  - Anna: say
    text: "You get it back today"
  - Anna: complete
`

/** A library of this story alone. */
const test = base.extend({
  room: async ({ scenario }, use) => {
    const folder = join(freshFolder(), 'library')
    mkdirSync(folder)
    writeFileSync(join(folder, 'charged-twice.yaml'), story)
    const room = await served(scenario, '--port', '0', '--data', freshFolder(), '--scenarios', folder)
    await use(room)
    await room.kill('SIGKILL')
  }
})

function audience(trainer: Page): Locator {
  return trainer.getByRole('region', { name: 'Present' })
}

function column(trainer: Page, name: string): Locator {
  return audience(trainer).getByRole('region', { name, exact: true })
}

async function opened(trainer: Page): Promise<void> {
  await trainer.getByRole('treeitem', { name: /Charged twice/ }).click()
  // The tree takes letters as the beginning of a name.
  await tabTo(trainer, trainer.getByRole('button', { name: 'Present' }))
  await trainer.keyboard.press('p')
  await expect(audience(trainer)).toBeVisible()
}

test('a presenter needs the space bar alone: captions tell the story, cues wait, and the script stays hidden', async ({ people }) => {
  const trainer = await people.trainer()
  await opened(trainer)
  const present = audience(trainer)
  await expect(present).toContainText('Anna may not grant what she wants')
  await trainer.keyboard.press('Space')
  await expect(present.getByRole('status')).toHaveText('Clara was charged twice')
  await expect(column(trainer, 'Clara')).toContainText('I was charged twice')
  await expect(present.getByText('What would you do now?')).toBeVisible({ timeout: 20_000 })
  await expect(column(trainer, 'Ben')).toContainText('No open chat')
  await trainer.keyboard.press('Space')
  await expect(present.getByText('What would you do now?')).toHaveCount(0)
  await expect(column(trainer, 'Ben')).toContainText('Anna asks Ben')
  await expect(column(trainer, 'Ben')).toContainText('Above my limit')
  await expect(present.getByRole('status')).toHaveText('Anna asks Ben, and Clara does not notice', { timeout: 20_000 })
  await expect(column(trainer, 'Ben')).toContainText('Clara does not see Ben')
  await expect(column(trainer, 'Anna')).toContainText('May I promise 250?')
  await expect(column(trainer, 'Anna')).toContainText('Clara does not see this')
  await expect(column(trainer, 'Clara')).not.toContainText('250')
  await expect(present.getByText('to go on')).toBeVisible()
  await trainer.keyboard.press('Space')
  await expect(column(trainer, 'Clara')).toContainText('You get it back today', { timeout: 20_000 })
  await expect(present).not.toContainText('tellAgents')
  await trainer.keyboard.press('Escape')
  await expect(present).toHaveCount(0)
  await expect(trainer.getByRole('button', { name: 'Present' })).toBeFocused()
})

test("nothing stands in the customer's column, at any moment, but what the customer was told", async ({ people }) => {
  const trainer = await people.trainer()
  await opened(trainer)
  await trainer.keyboard.press('Space')
  await trainer.keyboard.press('0')
  await column(trainer, 'Clara').evaluate((element) => {
    const seen = new Set<string>()
    const note = (): void => void seen.add(element.textContent)
    new MutationObserver(note).observe(element, { subtree: true, childList: true, characterData: true })
    note()
    Object.assign(window, { seenByTheAudience: seen })
  })
  for (const hint of ['What would you do now?', 'to go on']) {
    await expect(audience(trainer).getByText(hint)).toBeVisible({ timeout: 20_000 })
    await trainer.keyboard.press('Space')
    // Each cue says how to go on; the next press is for the next one.
    await expect(audience(trainer).getByText(hint)).toBeHidden()
  }
  await expect(column(trainer, 'Clara')).toContainText('Over', { timeout: 20_000 })
  // Through all moments once more, backwards.
  for (let presses = 0; presses < 80; presses += 1) await trainer.keyboard.press('ArrowLeft')
  const seen = await trainer.evaluate(() => [...(window as unknown as { seenByTheAudience: Set<string> }).seenByTheAudience])
  expect(seen.length).toBeGreaterThan(5)
  for (const secret of ['Ben', 'Carol joined', '250', 'approve', 'limit', 'only']) expect(seen.filter((text) => text.replace('CarolNobody', '').includes(secret)), secret).toEqual([])
  const marks = await trainer.evaluate(async () => {
    const { token } = JSON.parse(sessionStorage.getItem('aside.trainer.session') ?? '{}') as { token: string }
    const runs = (await (await fetch('/control/runs', { headers: { authorization: `Bearer ${token}` } })).json()) as { runs: { id: string }[] }
    const run = (await (await fetch(`/control/runs/${runs.runs.at(-1)?.id}`, { headers: { authorization: `Bearer ${token}` } })).json()) as { marks: { lane: string; mark: { kind: string; said?: unknown } }[] }
    return run.marks.flatMap(({ lane, mark }) => (lane === 'Clara' && mark.kind === 'told' ? [JSON.stringify(mark.said)] : []))
  })
  await trainer.keyboard.press('k')
  const words = await column(trainer, 'Clara').locator('li.said span').allTextContents()
  expect(words).toEqual(['I was charged twice', 'You get it back today'])
  for (const word of words) expect(marks.some((said) => said.includes(word))).toBe(true)
})

test('a past moment is presented as it was, and restarting begins the story anew', async ({ people }) => {
  const trainer = await people.trainer()
  await opened(trainer)
  await trainer.keyboard.press('Space')
  await expect(audience(trainer).getByText('What would you do now?')).toBeVisible({ timeout: 20_000 })
  for (let presses = 0; presses < 4; presses += 1) await trainer.keyboard.press('ArrowLeft')
  await expect(audience(trainer).getByText('is shown.')).toBeVisible()
  await expect(audience(trainer).getByText('What would you do now?')).toHaveCount(0)
  await expect(column(trainer, 'Clara')).toContainText('Waiting')
  await trainer.keyboard.press('k')
  await expect(column(trainer, 'Clara')).toContainText('In the chat')
  await trainer.keyboard.press('r')
  await expect(audience(trainer).getByText('What would you do now?')).toHaveCount(0)
  await expect(audience(trainer).getByRole('status')).toHaveText('Clara was charged twice')
  await expect(audience(trainer).getByText('What would you do now?')).toBeVisible({ timeout: 20_000 })
})

test('the presenter chooses who stands where, and the console remembers it', async ({ people }) => {
  const trainer = await people.trainer()
  await opened(trainer)
  await trainer.keyboard.press('Space')
  await expect(column(trainer, 'Ben')).toBeVisible()
  await trainer.getByRole('combobox', { name: 'Consultant' }).selectOption('Carol')
  await expect(column(trainer, 'Carol')).toBeVisible()
  await trainer.keyboard.press('Escape')
  await trainer.getByRole('button', { name: 'Present' }).click()
  await expect(column(trainer, 'Carol')).toBeVisible()
})

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme })
    test('what an audience sees is accessible before, during and after', async ({ people }) => {
      const trainer = await people.trainer()
      await opened(trainer)
      expect(await findings(trainer)).toEqual([])
      await trainer.keyboard.press('Space')
      await expect(audience(trainer).getByText('What would you do now?')).toBeVisible({ timeout: 20_000 })
      expect(await findings(trainer)).toEqual([])
      await trainer.keyboard.press('Space')
      await expect(audience(trainer).getByText('to go on')).toBeVisible({ timeout: 20_000 })
      expect(await findings(trainer)).toEqual([])
      await trainer.keyboard.press('ArrowLeft')
      expect(await findings(trainer)).toEqual([])
    })
  })
}

test('at 200 % nobody is cut off at the side', async ({ people }) => {
  const trainer = await people.trainer()
  await opened(trainer)
  await trainer.keyboard.press('Space')
  await expect(audience(trainer).getByText('What would you do now?')).toBeVisible({ timeout: 20_000 })
  await trainer.setViewportSize({ width: 640, height: 400 })
  expect(await trainer.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
  await tabTo(trainer, trainer.getByRole('combobox', { name: 'Agent' }))
})
