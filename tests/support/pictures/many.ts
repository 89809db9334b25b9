import type { Scene } from './scene.ts'

/** Many scenarios are run at a time, and help. */
export const many: Scene = {
  scenario: 'resources/scenarios/consult-then-transfer.yaml',
  shoot: async (people, picture) => {
    const trainer = await people.trainer()
    await trainer.getByRole('treeitem').first().waitFor()
    await picture(trainer, 'empty-stage')
    await trainer.getByRole('button', { name: 'Run all', exact: true }).click()
    const summary = trainer.getByRole('region', { name: 'Results of many scenarios' })
    await summary.getByText(/scenarios played in/).waitFor({ timeout: 60_000 })
    await picture(trainer, 'many')
    await trainer.keyboard.press('?')
    await trainer.getByRole('dialog', { name: 'Help' }).waitFor()
    await picture(trainer, 'help')
  }
}
