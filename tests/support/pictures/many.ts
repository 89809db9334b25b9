import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Scene } from './scene.ts'
import { smallLibrary } from './small-library.ts'

/** The library and what is in it, many scenarios that are run at a time, and help. */
export const many: Scene = {
  scenario: 'resources/scenarios/consult-then-transfer.yaml',
  library: smallLibrary,
  shoot: async (people, look, library) => {
    const trainer = await people.trainer()
    await trainer.getByRole('treeitem').first().waitFor()
    await look(trainer, 'hosted-stage')
    await trainer.getByRole('treeitem', { name: /Nobody says that/ }).click()
    await look(trainer, 'library-chosen')
    await trainer.getByRole('treeitem', { name: /Not yet/ }).click()
    await look(trainer, 'library-problem')
    await trainer.getByRole('searchbox', { name: 'Search scenarios' }).fill('refund')
    await trainer.getByRole('listbox', { name: 'Scenarios' }).waitFor()
    await look(trainer, 'library-found')
    await trainer.getByRole('searchbox', { name: 'Search scenarios' }).fill('zeppelin')
    await trainer.getByText('Nothing about “zeppelin”').waitFor()
    await look(trainer, 'library-nothing-found')
    await trainer.keyboard.press('Escape')

    const summary = trainer.getByRole('region', { name: 'Results of many scenarios' })
    await trainer.getByRole('button', { name: 'Run all', exact: true }).click()
    await summary.getByText(/scenarios played in/).waitFor()
    await summary.getByText('held', { exact: false }).locator('xpath=self::summary').click()
    await look(trainer, 'many')
    await trainer.getByRole('treeitem', { name: /Refunds/ }).hover()
    await trainer.getByTitle('Run all in Refunds').click()
    await summary.getByText('All 3 scenarios held.').waitFor()
    await look(trainer, 'many-held')

    await trainer.getByRole('treeitem', { name: /Nobody says that/ }).click()
    await trainer.getByRole('button', { name: 'Run at once' }).first().click()
    await trainer.getByText(/1 of \d+ expectations broken/).waitFor()
    await look(trainer, 'stage-broken')
    await trainer.getByRole('tab', { name: 'Results' }).click()
    await trainer.getByText('What went wrong').waitFor()
    await look(trainer, 'results-broken')
    await trainer.getByRole('tab', { name: 'Map' }).click()
    await trainer.getByText('Refused in this run').waitFor()
    await look(trainer, 'map-refused')
    await trainer.getByRole('tab', { name: 'Stage' }).click()

    await trainer.getByRole('treeitem', { name: /Greet the customer/ }).click()
    for (const [view, name] of [['Wire', 'wire-empty'], ['Map', 'map-empty'], ['Results', 'results-empty']] as const) {
      await trainer.getByRole('tab', { name: view }).click()
      await look(trainer, name)
    }
    await trainer.getByRole('tab', { name: 'Stage' }).click()
    await trainer.getByRole('button', { name: 'Play', exact: true }).click()
    const [anna] = await Promise.all([people.context.waitForEvent('page'), trainer.getByRole('button', { name: "Open Anna's window" }).first().click()])
    await anna.getByRole('button', { name: 'Accept' }).click()
    await trainer.bringToFront()
    await trainer.getByRole('tab', { name: 'Results' }).click()
    await trainer.getByText('10 of 15 points').waitFor()
    await look(trainer, 'results-score')
    await trainer.getByRole('tab', { name: 'Stage' }).click()

    await trainer.getByRole('treeitem', { name: /Not yet/ }).click()
    rmSync(join(library, 'unreadable.yaml'))
    await trainer.getByRole('main').getByRole('heading', { name: 'This scenario is gone' }).waitFor()
    await look(trainer, 'library-gone')
    await trainer.keyboard.press('?')
    await trainer.getByRole('dialog', { name: 'Help' }).waitFor()
    await look(trainer, 'help')
  }
}
