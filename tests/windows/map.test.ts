import { expect } from '@playwright/test'
import { findings, plays, tabTo, test } from '../support/windows.ts'

/** The map of a consult in the trainer's console. */

test('the map says where the consult stands, who may do what, and which rule forbids the rest', async ({ people }) => {
  const { anna, ben } = await people.inAConsult()
  const trainer = await people.trainer()
  await trainer.getByRole('tab', { name: 'Map' }).click()
  await expect(trainer.getByRole('button', { name: 'Consulting You are here' })).toBeVisible()
  const details = trainer.getByRole('complementary', { name: 'Details' })
  await details.getByRole('combobox', { name: 'Who' }).selectOption({ label: 'Ben (consultant)' })
  const row = details.getByRole('listitem').filter({ hasText: 'Transfer' }).filter({ hasText: 'A consultant talks and leaves' })
  await expect(row.getByRole('link', { name: 'Ruling R4' })).toHaveAttribute('href', '/docs#R4')
  // What the map says is what happens.
  await expect(details.getByText('Nothing was refused up to this moment.')).toBeVisible()
  await ben.getByRole('button', { name: /^Leave/ }).first().click()
  await expect(trainer.getByRole('button', { name: 'Nobody asked You are here' })).toBeVisible()
  await expect(anna.getByText('Where is my refund?').first()).toBeVisible()
})

test('any moment of a run has its place on the map, and every state can be looked at by keyboard', async ({ people }) => {
  const trainer = await people.trainer()
  await plays(trainer, '10×')
  await expect(trainer.getByText(/All held|Held/).first()).toBeVisible({ timeout: 30_000 })
  await trainer.getByRole('tab', { name: 'Wire' }).click()
  await trainer.getByRole('searchbox', { name: 'Search the wire' }).fill('CancelConsult Invited note')
  await trainer.getByRole('searchbox', { name: 'Search the wire' }).fill('Consult')
  await trainer.getByRole('option', { name: /^Anna, Consult/ }).click()
  await trainer.getByRole('button', { name: 'Show on the stage' }).click()
  await trainer.getByRole('tab', { name: 'Map' }).click()
  await expect(trainer.getByRole('button', { name: 'Asking You are here' })).toBeVisible()
  const conference = trainer.getByRole('button', { name: 'Conference' })
  await tabTo(trainer, conference)
  await trainer.keyboard.press('Enter')
  await expect(trainer.getByText('Everybody sees everybody.')).toBeVisible()
  for (const colorScheme of ['light', 'dark'] as const) {
    await trainer.emulateMedia({ colorScheme })
    expect(await findings(trainer)).toEqual([])
  }
})

test('the map shows which ways the run went, how often, what was refused, and what nobody tried: up to the moment that is shown', async ({ people }) => {
  const trainer = await people.trainer()
  await trainer.getByRole('searchbox', { name: 'Search scenarios' }).fill('A second consult while the first')
  await trainer.getByRole('option', { name: /A second consult while the first/ }).click()
  await trainer.getByRole('button', { name: 'Run at once' }).first().click()
  await expect(trainer.getByText(/all \d+ expectations held/)).toBeVisible()
  await trainer.getByRole('tab', { name: 'Map' }).click()
  await expect(trainer.getByRole('list', { name: 'What this run made of the map' }).getByRole('listitem')).toHaveText([/gone, and how often/, 'asked for and refused', 'never tried'])
  const moves = trainer.getByRole('region', { name: 'Where it can go from here' })
  await trainer.getByRole('button', { name: /^Asking/ }).click()
  await expect(moves.getByRole('listitem').filter({ hasText: 'Accept · invited → Consulting' })).toContainText('gone 1×')
  await expect(moves.getByRole('listitem').filter({ hasText: 'CancelConsult · agent of the chat → Nobody asked' })).toContainText('never tried')
  // Two were refused while Ben was being asked, and the arrow that was gone says how often.
  await expect(trainer.getByRole('button', { name: /^Asking .*2× refused here/ })).toBeVisible()
  const drawing = trainer.getByRole('region', { name: 'Map of the consult' })
  const gone = await drawing.locator('path.made').count()
  expect(gone).toBeGreaterThan(2)
  expect(await drawing.locator('g.count text').allTextContents()).toHaveLength(gone)
  // A stroke tells without its colour what was gone and what was not.
  const dashes = (kind: string): Promise<string> => drawing.locator(`path.${kind}`).first().evaluate((path) => getComputedStyle(path).strokeDasharray)
  expect(await dashes('made')).toBe('none')
  expect(await dashes('untried')).not.toBe('none')

  await trainer.getByRole('button', { name: 'First event' }).click()
  await expect(drawing.locator('path.made')).toHaveCount(0)
  await expect(moves.getByRole('listitem').filter({ hasText: 'Accept · invited → Consulting' })).toContainText('never tried')
  await trainer.getByRole('tab', { name: 'Results' }).click()
  await expect(trainer.getByRole('region', { name: 'Moves of the map' })).toContainText('Asking → Consulting: Accept · invited')
})
