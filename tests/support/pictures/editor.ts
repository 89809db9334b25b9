import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { Scene } from './scene.ts'
import { smallLibrary } from './small-library.ts'

/** The editor's three views of one file. */
export const editor: Scene = {
  scenario: 'resources/scenarios/consult-then-transfer.yaml',
  shoot: async (people, look) => {
    const trainer = await people.trainer()
    await trainer.getByRole('treeitem', { name: /Consult a colleague, then hand over/ }).first().click()
    await trainer.getByRole('tab', { name: 'Editor' }).click()
    await trainer.getByText('everything held').waitFor()
    await look(trainer, 'editor-story')
    await row(trainer, /^4 /).click()
    await trainer.getByRole('group', { name: 'What this row says' }).waitFor()
    await look(trainer, 'editor-story-row')
    await row(trainer, /^7 /).click()
    await look(trainer, 'editor-story-expects')
    await trainer.getByRole('button', { name: 'Add', exact: true }).click()
    await trainer.getByRole('menuitem').first().waitFor()
    await look(trainer, 'editor-add')
    await trainer.keyboard.press('Escape')
    await trainer.getByRole('tab', { name: 'Picture' }).click()
    await trainer.getByRole('listbox', { name: 'The story as a sequence' }).waitFor()
    await look(trainer, 'editor-picture')
    await trainer.getByRole('tab', { name: 'YAML' }).click()
    await trainer.locator('.cm-activeLine').first().waitFor()
    await look(trainer, 'editor-yaml')
  }
}

/** What a new scenario begins with, an exercise, mistakes, a file that was changed elsewhere, and what is done with files. */
export const files: Scene = {
  scenario: 'resources/scenarios/consult-then-transfer.yaml',
  library: smallLibrary,
  shoot: async (people, look, library) => {
    const trainer = await people.trainer()
    await trainer.getByRole('treeitem', { name: /Greet the customer/ }).click()
    await trainer.getByRole('tab', { name: 'Editor' }).click()
    await trainer.getByText(/no problems/).waitFor()
    await row(trainer, /^2 /).click()
    await trainer.locator('details').filter({ has: trainer.getByText('Anna', { exact: true }) }).first().locator('summary').click()
    await look(trainer, 'editor-exercise')
    await trainer.getByRole('textbox', { name: 'Title' }).fill('Greet them all')
    await trainer.getByRole('textbox', { name: 'Title' }).blur()
    await trainer.getByText('Not saved', { exact: true }).first().waitFor()
    writeFileSync(join(library, 'exercise.yaml'), 'scenario: Theirs\nsteps:\n  - Anna: accept\n')
    await trainer.getByRole('button', { name: 'Compare' }).click()
    await trainer.getByRole('dialog').getByRole('button', { name: 'Keep mine' }).waitFor()
    await look(trainer, 'editor-compared')
    await trainer.keyboard.press('Escape')
    await look(trainer, 'editor-conflict')
    await trainer.getByRole('button', { name: 'Take theirs' }).click()

    await trainer.getByRole('treeitem', { name: /Not yet/ }).click()
    await trainer.getByRole('button', { name: /1 problem/ }).waitFor()
    await look(trainer, 'editor-problem')
    await trainer.getByRole('tab', { name: 'YAML' }).click()
    await trainer.locator('.cm-lintRange').first().waitFor()
    await look(trainer, 'editor-yaml-problem')
    await trainer.getByRole('button', { name: 'File', exact: true }).click()
    await trainer.getByRole('menuitem').first().waitFor()
    await look(trainer, 'editor-file')
    await trainer.getByRole('menuitem', { name: 'Rename' }).click()
    await trainer.getByRole('dialog').waitFor()
    await look(trainer, 'editor-rename')
    await trainer.keyboard.press('Escape')
    await trainer.getByRole('button', { name: 'New', exact: true }).click()
    await trainer.getByRole('menuitem').first().waitFor()
    await look(trainer, 'new-menu')
    await trainer.getByRole('menuitem', { name: /template/ }).click()
    await trainer.getByRole('radio').nth(2).waitFor()
    await look(trainer, 'editor-new')
  }
}

function row(trainer: Page, name: RegExp) {
  return trainer.getByRole('list', { name: 'Story' }).getByRole('button', { name })
}
