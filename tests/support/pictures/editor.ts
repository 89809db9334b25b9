import type { Page } from '@playwright/test'
import type { Scene } from './scene.ts'

/** The editor's three views of one file, and what a new scenario begins with. */
export const editor: Scene = {
  scenario: 'resources/scenarios/consult-then-transfer.yaml',
  shoot: async (people, picture) => {
    const trainer = await people.trainer()
    await trainer.getByRole('treeitem', { name: /Consult a colleague, then hand over/ }).first().click()
    await trainer.getByRole('tab', { name: 'Editor' }).click()
    await trainer.getByText('everything held').waitFor()
    await picture(trainer, 'editor-story')
    await row(trainer, /^7 /).click()
    await picture(trainer, 'editor-story-row')
    await trainer.getByRole('tab', { name: 'Picture' }).click()
    await picture(trainer, 'editor-picture')
    await trainer.getByRole('tab', { name: 'YAML' }).click()
    await trainer.waitForTimeout(300)
    await picture(trainer, 'editor-yaml')
    await trainer.getByRole('button', { name: 'New', exact: true }).click()
    await trainer.getByRole('menuitem', { name: /template/ }).click()
    await picture(trainer, 'editor-new')
  }
}

export function row(trainer: Page, name: RegExp) {
  return trainer.getByRole('list', { name: 'Story' }).getByRole('button', { name })
}
