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
