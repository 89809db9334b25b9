import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { served } from '../support/command-line.ts'
import { freshFolder } from '../support/rooms.ts'
import { asks, findings, says, tabTo, test as windows } from '../support/windows.ts'
import type { People } from '../support/windows.ts'

/** A trainer records a scenario by acting it. */

/** A console on a library of its own, which is empty. */
const test = windows.extend<{ library: string }>({
  library: [freshFolder(), { option: true }],
  room: async ({ library }, use) => {
    const room = await served('resources/scenarios/consult-then-transfer.yaml', '--port', '0', '--data', freshFolder(), '--scenarios', library)
    await use(room)
    await room.kill('SIGKILL')
  }
})

async function recording(people: People, title: string): Promise<Page> {
  const trainer = await people.trainer()
  await trainer.getByRole('button', { name: 'Record', exact: true }).click()
  await trainer.getByRole('textbox', { name: 'Title' }).fill(title)
  await trainer.getByRole('button', { name: 'Start recording' }).click()
  await expect(trainer.getByRole('heading', { name: title })).toBeVisible()
  return trainer
}

/** Everybody's window, opened from the console. */
async function opened(trainer: Page): Promise<{ anna: Page; ben: Page; clara: Page }> {
  const pages: Page[] = []
  trainer.context().on('page', (page) => pages.push(page))
  await trainer.getByRole('button', { name: 'All side by side' }).click()
  // They open at their own pace, so each is known by its title.
  const named = async (name: string): Promise<Page> => {
    const titles = async (): Promise<string[]> => Promise.all(pages.map((page) => page.title()))
    await expect.poll(titles).toContainEqual(expect.stringContaining(name))
    return pages[(await titles()).findIndex((title) => title.includes(name))] ?? trainer
  }
  return { anna: await named('Anna'), ben: await named('Ben'), clara: await named('Corner Shop') }
}

async function consult({ anna, ben, clara }: { anna: Page; ben: Page; clara: Page }): Promise<void> {
  await clara.getByRole('textbox', { name: 'Subject' }).fill('My refund')
  await clara.getByRole('button', { name: 'Start chat' }).click()
  await anna.getByRole('button', { name: 'Accept' }).click()
  await asks(anna, 'Ben', 'Above my limit')
  await ben.getByRole('button', { name: 'Accept' }).click()
  await says(anna, /^Agents only/, 'Can you approve 250?')
}

test('a trainer records a consult by acting it in three real windows, saves it, and plays it: all held', async ({ people, library }) => {
  const trainer = await recording(people, 'A refund, with a colleague')
  expect(await findings(trainer)).toEqual([])
  const windows = await opened(trainer)
  const steps = trainer.getByRole('log', { name: 'Recognised steps' })
  await trainer.getByRole('textbox', { name: 'Caption for what comes next' }).fill('Clara wants her money back')
  await trainer.keyboard.press('Enter')
  await expect(steps).toContainText('Clara wants her money back')
  await consult(windows)
  for (const step of ['Clara: chat Support', 'Anna: accept', 'Anna: consult Ben — Above my limit', 'Ben: accept', 'Anna: tellAgents "Can you approve 250?"']) await expect(steps).toContainText(step)
  expect(await findings(trainer)).toEqual([])

  await trainer.getByRole('button', { name: 'Finish' }).click()
  await expect(trainer.getByText(/Tried out: 5 steps/)).toBeVisible()
  expect(await findings(trainer)).toEqual([])
  await trainer.getByRole('checkbox', { name: 'Ben is Invited' }).uncheck()
  await expect(trainer.getByRole('textbox', { name: 'File in the library' })).toHaveValue('a-refund-with-a-colleague.yaml')
  await trainer.getByRole('button', { name: 'Save into the library' }).click()
  await expect(trainer.getByRole('treeitem', { name: /A refund, with a colleague/ })).toBeVisible()
  const text = readFileSync(join(library, 'a-refund-with-a-colleague.yaml'), 'utf8')
  expect(text).toContain('- caption: "Clara wants her money back"')
  expect(text).toContain('Clara never hears: { text: "Can you approve 250?" }')
  expect(text).not.toContain('Ben is: Invited')

  await trainer.getByRole('main').getByRole('button', { name: 'Play', exact: true }).first().click()
  await trainer.getByRole('combobox', { name: 'Speed' }).selectOption({ label: '10×' })
  await expect(trainer.getByRole('treeitem', { name: /A refund, with a colleague/ })).toContainText('Held', { timeout: 30_000 })
})

test('a recording survives a reload of the console, is paused, gone back to, and discarded only after a question', async ({ people }) => {
  const trainer = await recording(people, 'Just a chat')
  const [page] = await Promise.all([people.context.waitForEvent('page'), trainer.getByRole('group', { name: 'Windows' }).getByRole('button', { name: 'Clara' }).click()])
  await page.getByRole('textbox', { name: 'Subject' }).fill('Hello')
  await page.getByRole('button', { name: 'Start chat' }).click()
  const steps = trainer.getByRole('log', { name: 'Recognised steps' })
  await expect(steps).toContainText('Clara: chat Support')
  await trainer.reload()
  await expect(steps).toContainText('Clara: chat Support')

  await trainer.getByRole('button', { name: 'Pause', exact: true }).click()
  await expect(trainer.getByText('Time stands still')).toBeVisible()
  const clock = trainer.getByRole('paragraph').filter({ hasText: 'Time in the run' })
  const stood = await clock.textContent()
  await trainer.getByRole('button', { name: 'Record', exact: true }).click()
  await trainer.getByRole('button', { name: 'Recording: Just a chat' }).click()
  await expect(clock).toHaveText(stood ?? '')
  await trainer.getByRole('button', { name: 'Go on', exact: true }).click()
  await expect(clock).not.toHaveText(stood ?? '')

  await trainer.getByRole('button', { name: 'Discard' }).click()
  await trainer.getByRole('button', { name: 'Keep it' }).click()
  await expect(steps).toContainText('Clara: chat Support')
  await trainer.getByRole('button', { name: 'Discard' }).click()
  await trainer.getByRole('alertdialog').getByRole('button', { name: 'Discard' }).click()
  await expect(steps).toBeHidden()
  await expect(trainer.getByRole('button', { name: 'Recording: Just a chat' })).toBeHidden()
})

test('nothing can be finished before somebody did something, and a taken name is said where it is typed', async ({ people, library }) => {
  const trainer = await recording(people, 'Taken')
  const finish = trainer.getByRole('button', { name: 'Finish' })
  await expect(finish).toHaveAttribute('aria-disabled', 'true')
  await expect(finish).toHaveAccessibleDescription('Nobody has done anything yet. Open the windows and act.')
  await consult(await opened(trainer))
  await finish.click()
  await trainer.getByRole('textbox', { name: 'File in the library' }).fill('../taken')
  await trainer.getByRole('button', { name: 'Save into the library' }).click()
  await expect(trainer.getByRole('alert').filter({ hasText: 'cannot be a file of the library' })).toBeVisible()
  const [download] = await Promise.all([trainer.waitForEvent('download'), trainer.getByRole('button', { name: 'Download' }).click()])
  expect(readFileSync(await download.path(), 'utf8')).toContain('scenario: Taken\n')
  await trainer.getByRole('button', { name: 'Go on recording' }).click()
  await expect(trainer.getByRole('log', { name: 'Recognised steps' })).toContainText('Anna: consult Ben')
  expect(library).not.toBe('')
})

test('a recording is begun, finished and saved by keyboard alone', async ({ people }) => {
  const trainer = await people.trainer()
  await tabTo(trainer, trainer.getByRole('button', { name: 'Record', exact: true }))
  await trainer.keyboard.press('Enter')
  await expect(trainer.getByRole('textbox', { name: 'Title' })).toBeFocused()
  expect(await findings(trainer)).toEqual([])
  await trainer.keyboard.type('By keys')
  await trainer.keyboard.press('Enter')
  const group = trainer.getByRole('group', { name: 'Windows' })
  await tabTo(trainer, group.getByRole('button', { name: 'Clara' }))
  const [clara] = await Promise.all([people.context.waitForEvent('page'), trainer.keyboard.press('Enter')])
  await tabTo(clara, clara.getByRole('textbox', { name: 'Subject' }))
  await clara.keyboard.type('Hello')
  await clara.keyboard.press('Enter')
  await expect(trainer.getByRole('log', { name: 'Recognised steps' })).toContainText('Clara: chat Support')
  await trainer.bringToFront()
  await tabTo(trainer, trainer.getByRole('button', { name: 'Finish' }))
  await trainer.keyboard.press('Enter')
  await expect(trainer.getByText(/Tried out/)).toBeVisible()
  await tabTo(trainer, trainer.getByRole('button', { name: 'Save into the library' }))
  await trainer.keyboard.press('Enter')
  await expect(trainer.getByRole('treeitem', { name: /By keys/ })).toBeVisible()
})
