import { writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { freshFolder } from '../support/rooms.ts'
import { findings, tabTo, test } from '../support/windows.ts'

/** Settings: one choice for all windows of a browser, seen at once, kept, and taken along as a file. */

const colourOf = (page: Page): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
const light = 'rgb(238, 240, 244)'
const dark = 'rgb(15, 18, 24)'

test('a theme that is chosen in one window is seen in all others at once, and after a reload', async ({ people }) => {
  const { anna, clara } = await people.inAChat()
  const trainer = await people.trainer()
  expect(await colourOf(anna)).toBe(light)
  await anna.getByRole('button', { name: 'Settings' }).click()
  await anna.getByRole('group', { name: 'Theme' }).getByRole('radio', { name: 'Dark' }).check()
  for (const page of [anna, clara, trainer]) await expect.poll(() => colourOf(page)).toBe(dark)
  await trainer.reload()
  expect(await colourOf(trainer)).toBe(dark)
})

test('the settings are reached, changed and left by keyboard alone', async ({ people }) => {
  const trainer = await people.trainer()
  await expect(trainer.getByRole('treeitem').first()).toBeVisible()
  await trainer.keyboard.press('Control+,')
  const dialog = trainer.getByRole('dialog', { name: 'Settings' })
  await expect(dialog.getByRole('radio', { name: 'As the system' }).first()).toBeFocused()
  await trainer.keyboard.press('ArrowRight')
  await trainer.keyboard.press('ArrowRight')
  await expect(trainer.locator('html')).toHaveAttribute('data-theme', 'dark')
  await tabTo(trainer, dialog.getByRole('radio', { name: 'Compact' }))
  await trainer.keyboard.press('ArrowRight')
  await expect(trainer.locator('html')).toHaveAttribute('data-density', 'comfortable')
  expect(await findings(trainer)).toEqual([])
  await tabTo(trainer, dialog.getByRole('button', { name: 'Reset' }))
  await trainer.keyboard.press('Enter')
  await expect(trainer.locator('html')).not.toHaveAttribute('data-density')
  await trainer.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
})

test('another language changes every word where it stands, and what was typed stays', async ({ people }) => {
  const { anna } = await people.inAChat()
  await anna.getByRole('textbox', { name: 'Message to the customer' }).fill('Half a message')
  await anna.keyboard.press('Control+k')
  await anna.keyboard.type('deutsch')
  await anna.keyboard.press('Enter')
  await expect(anna.locator('html')).toHaveAttribute('lang', 'de')
  await expect(anna.getByRole('textbox', { name: 'Nachricht an den Kunden' })).toHaveValue('Half a message')
  await expect(anna.getByRole('button', { name: 'Kollegen fragen' })).toBeVisible()
})

test('settings go into a file and come out of it elsewhere', async ({ people, browser, room }) => {
  const trainer = await people.trainer()
  await trainer.getByRole('button', { name: 'Settings' }).click()
  await trainer.getByRole('radio', { name: 'High' }).check()
  await trainer.getByRole('radio', { name: 'Comfortable' }).check()
  const downloading = trainer.waitForEvent('download')
  await trainer.getByRole('button', { name: 'Export' }).click()
  const file = await (await downloading).path()
  expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ asideSettings: 1, theme: 'system', contrast: 'more', density: 'comfortable', language: 'system', alerts: { volume: 0.6, privacy: 'who' } })

  const elsewhere = await browser.newContext()
  const other = await elsewhere.newPage()
  await other.goto(`${new URL(room.pages.trainer).origin}/agent/`)
  await other.getByRole('button', { name: 'Settings' }).click()
  await other.locator('input[type="file"]').setInputFiles(file)
  await expect(other.getByRole('dialog').getByRole('status').last()).toContainText('are in use')
  await expect(other.locator('html')).toHaveAttribute('data-density', 'comfortable')
  await expect(other.getByRole('radio', { name: 'High' })).toBeChecked()
  await elsewhere.close()
})

test('a file that holds no settings gets a sentence, and nothing is changed', async ({ people }) => {
  const trainer = await people.trainer()
  await trainer.getByRole('button', { name: 'Settings' }).click()
  const folder = freshFolder()
  const choose = async (name: string, text: string): Promise<void> => {
    const file = join(folder, name)
    writeFileSync(file, text)
    await trainer.locator('input[type="file"]').setInputFiles(file)
  }
  const said = trainer.getByRole('dialog').getByRole('status').last()
  await choose('notes.txt', 'Buy milk')
  await expect(said).toContainText('notes.txt is no JSON file, so nothing was changed.')
  await choose('package.json', '{ "name": "aside" }')
  await expect(said).toContainText('package.json holds no settings of Aside, so nothing was changed.')
  await choose('later.json', '{ "asideSettings": 2 }')
  await expect(said).toContainText('later.json is of a newer Aside than this one')
  await choose('odd.json', '{ "asideSettings": 1, "theme": "dark", "density": "airy" }')
  await expect(said).toContainText('In odd.json, “density” is "airy", so nothing was changed. It can be one of these: compact, comfortable.')
  await choose('loud.json', '{ "asideSettings": 1, "alerts": { "volume": 11 } }')
  await expect(said).toContainText('In loud.json, “alerts.volume” is 11, so nothing was changed. It can be one of these: 0 … 1.')
  await expect(trainer.locator('html')).not.toHaveAttribute('data-theme')
  expect(await findings(trainer)).toEqual([])
})

test('settings that are kept and broken are as usual, and nothing is said of it', async ({ people }) => {
  const trainer = await people.trainer()
  for (const kept of ['{"theme":"dark"', '[]', 'null', '{"theme":7,"contrast":"more","density":{}}']) {
    await trainer.evaluate((text) => localStorage.setItem('aside.settings', text), kept)
    await trainer.reload()
    await expect(trainer.getByRole('treeitem').first()).toBeVisible()
    await expect(trainer.locator('html')).not.toHaveAttribute('data-theme')
  }
  await expect(trainer.locator('html')).toHaveAttribute('data-contrast', 'more')
})

test.describe('for a system that asks for more contrast', () => {
  test.use({ contrast: 'more' })

  test('contrast is high unless somebody chose the usual', async ({ people }) => {
    const trainer = await people.trainer()
    await expect(trainer.locator('html')).toHaveAttribute('data-contrast', 'more')
    expect(await colourOf(trainer)).toBe('rgb(255, 255, 255)')
    await trainer.keyboard.press('Control+,')
    await trainer.getByRole('radio', { name: 'Usual' }).check()
    expect(await colourOf(trainer)).toBe(light)
  })
})

test('all windows have the typeface that came with Aside', async ({ people }) => {
  const { anna, clara } = await people.inAChat()
  const trainer = await people.trainer()
  // A page's style comes with its code.
  const facesOf = (page: Page): Promise<string[]> => page.evaluate(() => [...document.fonts].filter(({ status }) => status === 'loaded').map(({ family }) => family))
  for (const page of [anna, clara, trainer]) await expect.poll(() => facesOf(page)).toContain('Inter Variable')
})
