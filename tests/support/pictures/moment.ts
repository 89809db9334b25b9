import { plays } from '../windows.ts'
import type { Scene } from './scene.ts'

/** The stage in the middle of a run that is over, and the run before an audience. */
export const moment: Scene = {
  scenario: 'resources/scenarios/consult-then-transfer.yaml',
  shoot: async (people, look) => {
    const trainer = await people.trainer()
    await plays(trainer, '10×')
    await trainer.getByText('12 of 12 steps').waitFor({ timeout: 30_000 })
    await trainer.getByRole('button', { name: 'Play', exact: true }).waitFor()
    await look(trainer, 'stage')
    const slider = trainer.getByRole('slider', { name: 'Moment' })
    await slider.focus()
    await slider.press('Home')
    for (let steps = 0; steps < 6; steps += 1) await slider.press('PageUp')
    await look(trainer, 'stage-scrubbed')
    await trainer.getByRole('button', { name: 'Narrow marks' }).click()
    await look(trainer, 'stage-narrow')

    await trainer.getByRole('treeitem', { name: /told to an audience/ }).click()
    await trainer.getByRole('button', { name: 'Present' }).click()
    await look(trainer, 'present-before')
    await trainer.keyboard.press('Space')
    await trainer.keyboard.press('5')
    const present = trainer.getByRole('region', { name: 'Present' })
    await present.getByText(/What should she do/).waitFor({ timeout: 20_000 })
    await trainer.keyboard.press('1')
    await trainer.keyboard.press('Space')
    await present.getByText('250, above my limit').waitFor()
    await look(trainer, 'present-asked')
    await trainer.keyboard.press('5')
    await present.getByText(/what has Clara seen/).waitFor({ timeout: 20_000 })
    await look(trainer, 'present')
  }
}
