import { plays } from '../windows.ts'
import type { Scene } from './scene.ts'

/** The wire, the map and the results of a run. */
export const inspecting: Scene = {
  scenario: 'resources/scenarios/consult-then-transfer.yaml',
  shoot: async (people, look) => {
    const trainer = await people.trainer()
    await plays(trainer, '10×')
    await trainer.getByText('12 of 12 steps').waitFor({ timeout: 30_000 })
    await trainer.getByRole('button', { name: 'Play', exact: true }).waitFor()
    await trainer.getByRole('tab', { name: 'Wire' }).click()
    await trainer.getByRole('listbox', { name: 'Requests and notifications in their order' }).getByRole('option').first().waitFor()
    await look(trainer, 'wire-all')
    await trainer.getByRole('button', { name: 'Type', exact: true }).click()
    await trainer.getByRole('menuitemcheckbox', { name: 'NewMessages', exact: true }).click()
    await look(trainer, 'wire-menu')
    await trainer.keyboard.press('Escape')
    await trainer.getByRole('searchbox', { name: 'Search the wire' }).fill('ParticipantJoined')
    await trainer.getByRole('option', { name: /^Clara, NewMessages.*Ben joined/ }).click()
    await trainer.getByRole('button', { name: /^Compare with Ben/ }).click()
    await trainer.getByRole('region', { name: 'Both frames compared' }).waitFor()
    await look(trainer, 'wire-compared')
    await trainer.getByRole('button', { name: 'Show all' }).click()
    await trainer.getByRole('searchbox', { name: 'Search the wire' }).fill('Consult')
    await trainer.getByRole('option', { name: /^Anna, Consult/ }).click()
    await trainer.getByRole('button', { name: 'Show all' }).click()
    await look(trainer, 'wire')
    await trainer.getByRole('button', { name: 'Show on the stage' }).click()
    await trainer.getByRole('tab', { name: 'Map' }).click()
    await trainer.getByRole('button', { name: /^Asking.*You are here/ }).waitFor()
    await look(trainer, 'map')
    await trainer.getByRole('button', { name: /^Conference/ }).click()
    await trainer.getByText('Everybody sees everybody.').waitFor()
    await look(trainer, 'map-elsewhere')
    await trainer.getByRole('tab', { name: 'Results' }).click()
    await trainer.getByText('What holds in every run').waitFor()
    await look(trainer, 'results')
    // Restarting leaves a run to compare with.
    await trainer.getByRole('button', { name: 'Run at once' }).first().click()
    await trainer.getByRole('tab', { name: 'Results' }).click()
    await trainer.getByRole('heading', { name: 'Compared with earlier runs' }).waitFor()
    await trainer.getByRole('heading', { name: 'Compared with earlier runs' }).scrollIntoViewIfNeeded()
    await look(trainer, 'results-compared')
  }
}
