import { expect, test as base } from '@playwright/test'
import type { Page } from '@playwright/test'
import { npmStart } from '../support/npm-start.ts'
import { freshFolder } from '../support/rooms.ts'
import { asks, findings, says, tabTo, test as served } from '../support/windows.ts'

/** The first opening of the console: a story plays by itself, and then its reader is Anna. */

/** Aside as `npm start` starts it, with the console's address. */
const test = base.extend<{ console: string }>({
  console: async ({ browserName: _browserName }, use) => {
    const one = npmStart(['--no-electron', '--no-browser', '--port', '0', '--data', freshFolder()])
    await expect.poll(() => one.out()).toMatch(/Trainer +\S+/)
    await use(/Trainer +(\S+)/.exec(one.out())?.[1] ?? '')
    one.end('SIGKILL')
    await one.ended
  }
})

const strip = (trainer: Page) => trainer.getByRole('complementary', { name: 'First steps' })
const words = (trainer: Page) => strip(trainer).getByRole('status')

/** What nobody wants to wait for in a test. */
async function hurry(trainer: Page): Promise<void> {
  await trainer.getByRole('combobox', { name: 'Speed' }).selectOption({ label: '10×' })
}

async function beAnna(trainer: Page): Promise<Page> {
  const [anna] = await Promise.all([trainer.context().waitForEvent('page'), strip(trainer).getByRole('button', { name: 'Be Anna now' }).click()])
  await hurry(trainer)
  return anna
}

test('the first opening plays a story by itself, with captions, and offers the part of Anna', async ({ page: trainer, console }) => {
  await trainer.goto(console)
  await expect(trainer.getByRole('heading', { name: /^First steps: a colleague helps/ })).toBeVisible()
  await expect(words(trainer)).toHaveText(/^Clara writes to the shop/)
  expect(await findings(trainer)).toEqual([])
  await hurry(trainer)
  await expect(words(trainer)).toHaveText(/Ben has gone, and Clara never knew/)
  await expect(trainer.getByText('not told: agents only').first()).toBeVisible()
  await expect(words(trainer)).toHaveText(/Now it is your turn/, { timeout: 20_000 })
  expect(await findings(trainer)).toEqual([])
  await expect(strip(trainer).getByRole('button', { name: 'Now you be Anna' })).toBeVisible()
})

test('who is Anna is led through the story by what it waits for, and told how it went', async ({ page: trainer, console }) => {
  await trainer.goto(console)
  const anna = await beAnna(trainer)
  await expect(words(trainer)).toHaveText(/Press Accept there/)
  await anna.getByRole('button', { name: 'Accept' }).click()
  await expect(words(trainer)).toHaveText(/Write to Clara/)
  await says(anna, 'Message to the customer', 'One moment, I am looking.')
  await expect(words(trainer)).toHaveText(/Press Ask a colleague/)
  await asks(anna, 'Ben', 'May I?')
  await expect(words(trainer)).toHaveText(/Write to Ben, in the box that says Agents only/)
  await says(anna, /^Agents only/, 'May I promise it?')
  await expect(words(trainer)).toHaveText(/Write to Clara/)
  await says(anna, 'Message to the customer', 'It is on its way.')
  await expect(words(trainer)).toHaveText(/Press Mark done/)
  await anna.getByRole('button', { name: 'Mark done' }).click()
  await expect(words(trainer)).toHaveText(/^Well done/)
  expect(await findings(trainer)).toEqual([])
  // What somebody new does next: a scenario of their own, the library, help, or a recording.
  await strip(trainer).getByRole('button', { name: 'New from a template …' }).click()
  await expect(trainer.getByRole('dialog', { name: 'New scenario' }).getByRole('radio').nth(2)).toBeVisible()
  await trainer.keyboard.press('Escape')
  await strip(trainer).getByRole('button', { name: 'Help' }).click()
  await expect(trainer.getByRole('dialog', { name: 'Help' })).toBeVisible()
  await trainer.keyboard.press('Escape')
  await strip(trainer).getByRole('button', { name: 'Search scenarios' }).click()
  await expect(trainer.getByRole('searchbox', { name: 'Search scenarios' })).toBeFocused()
  await strip(trainer).getByRole('button', { name: 'Record a story' }).click()
  await expect(trainer.getByRole('heading', { name: 'Record a scenario by acting it' })).toBeVisible()
  await expect(strip(trainer)).toBeHidden()
})

test('who starts the story again while being Anna goes on being Anna, in the same window', async ({ page: trainer, console }) => {
  await trainer.goto(console)
  const anna = await beAnna(trainer)
  await expect(words(trainer)).toHaveText(/Press Accept there/)
  await anna.getByRole('button', { name: 'Accept' }).click()
  await expect(words(trainer)).toHaveText(/Write to Clara/)
  const said: string[] = []
  await trainer.exposeFunction('noteWords', (text: string) => void said.push(text))
  await words(trainer).evaluate((status) => new MutationObserver(() => void (window as unknown as { noteWords: (text: string) => void }).noteWords(status.textContent)).observe(status, { childList: true, characterData: true, subtree: true }))
  await trainer.getByRole('button', { name: 'Restart' }).click()
  await expect(strip(trainer).getByRole('heading')).toContainText('You are Anna')
  await expect(words(trainer)).toHaveText(/Press Accept there/)
  expect(said.filter((text) => /stopped|Take it once more/.test(text))).toEqual([])
  await anna.getByRole('button', { name: 'Accept' }).click()
  await expect(words(trainer)).toHaveText(/Write to Clara/)
})

test('the first steps survive a reload, are left by keyboard, do not come back by themselves, and can be taken again', async ({ page: trainer, console }) => {
  await trainer.goto(console)
  await expect(words(trainer)).toHaveText(/^Clara writes to the shop/)
  await trainer.reload()
  await expect(words(trainer)).toHaveText(/^Clara writes to the shop|^Anna may not/)
  await tabTo(trainer, strip(trainer).getByRole('button', { name: 'Leave the first steps' }))
  await trainer.keyboard.press('Enter')
  await expect(strip(trainer)).toBeHidden()
  await trainer.reload()
  await expect(trainer.getByRole('treeitem').first()).toBeVisible()
  await expect(strip(trainer)).toBeHidden()

  await trainer.keyboard.press('?')
  const help = trainer.getByRole('dialog', { name: 'Help' })
  await expect(help).toContainText('Search scenarios')
  expect(await findings(trainer)).toEqual([])
  await help.getByRole('button', { name: 'Take the first steps' }).click()
  await expect(words(trainer)).toHaveText(/^Clara writes to the shop/)
  await trainer.getByRole('treeitem').first().click()
  await strip(trainer).getByRole('button', { name: 'Back to the story' }).click()
  await expect(trainer.getByRole('heading', { name: /^First steps: a colleague helps/ })).toBeVisible()
})

served('who comes to a room that is hosted is not shown round', async ({ people }) => {
  const trainer = await people.trainer()
  await expect(trainer.getByRole('treeitem').first()).toBeVisible()
  await expect(strip(trainer)).toBeHidden()
})

served('nor is who leaves the page before it knows what runs', async ({ people }) => {
  const trainer = await people.context.newPage()
  // As the browser does with what a page has asked for when somebody goes elsewhere.
  await trainer.route('**/control/runs', (route) => route.abort())
  const started: string[] = []
  trainer.on('request', (request) => request.method() === 'POST' && request.url().endsWith('/control/runs') && started.push(request.url()))
  await trainer.goto(people.room.pages.trainer)
  await expect(trainer.getByRole('treeitem').first()).toBeVisible()
  // How many there are stands there once it thinks that it knows all.
  await expect(trainer.getByRole('navigation').getByText(/^\d+$/)).toBeVisible()
  expect(started).toEqual([])
})
