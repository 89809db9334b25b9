import { expect } from '@playwright/test'
import { plays } from '../windows.ts'
import type { Scene } from './scene.ts'

/** The wire, the map and the results of a run. */
export const inspecting: Scene = {
  scenario: 'resources/scenarios/consult-then-transfer.yaml',
  shoot: async (people, picture) => {
    const trainer = await people.trainer()
    await plays(trainer, '10×')
    await expect(trainer.getByText(/All held|Held/).first()).toBeVisible({ timeout: 60_000 })
    await trainer.getByRole('tab', { name: 'Wire' }).click()
    await trainer.getByRole('searchbox', { name: 'Search the wire' }).fill('Consult')
    await trainer.getByRole('option', { name: /^Anna, Consult/ }).click()
    await trainer.getByRole('button', { name: 'Show all' }).click()
    await picture(trainer, 'wire')
    await trainer.getByRole('button', { name: 'Show on the stage' }).click()
    await trainer.getByRole('tab', { name: 'Map' }).click()
    await trainer.getByRole('button', { name: 'Asking You are here' }).waitFor()
    await picture(trainer, 'map')
    await trainer.getByRole('tab', { name: 'Results' }).click()
    await trainer.getByText('What holds in every run').waitFor()
    await picture(trainer, 'results')
  }
}
