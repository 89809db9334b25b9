import { plays } from '../windows.ts'
import type { Scene } from './scene.ts'

/** What a trainer does to the people of a run: the menu of a lane, whom the script waits for, networks, and saying something as somebody. */
export const directing: Scene = {
  scenario: 'resources/scenarios/consult-then-transfer.yaml',
  shoot: async (people, look) => {
    const trainer = await people.trainer()
    await plays(trainer, '1×')
    const menu = (who: string) => trainer.getByRole('button', { name: `${who}: what you can do` })
    const choose = async (who: string, ...items: (string | RegExp)[]): Promise<void> => {
      await menu(who).click()
      for (const name of items) await trainer.getByRole(typeof name === 'string' ? 'menuitem' : 'menuitemcheckbox', { name }).click()
    }
    await choose('Anna', 'Take Anna over')
    // Whoever is taken over stays so, and has every step to come, however late that was.
    await trainer.getByRole('button', { name: 'Restart' }).click()
    await trainer.getByText('your turn: accept').waitFor()
    // Anna's invitation would run out while somebody looks.
    await trainer.getByRole('button', { name: 'Pause', exact: true }).click()
    await trainer.getByRole('button', { name: 'Resume', exact: true }).waitFor()
    await menu('Anna').click()
    await trainer.getByRole('menuitem', { name: /Network/ }).hover()
    await trainer.getByRole('menuitemcheckbox', { name: 'offline' }).waitFor()
    await look(trainer, 'directing-menu')
    await trainer.keyboard.press('Escape')
    await trainer.keyboard.press('Escape')
    await choose('Ben', 'Network', /1.5 s late/)
    await choose('Clara', 'Requests', /Hold everything/)
    await look(trainer, 'directing-stage')
    await trainer.keyboard.press('a')
    await trainer.getByRole('button', { name: 'Accept' }).waitFor()
    await look(trainer, 'directing-say')
    await trainer.getByRole('textbox', { name: 'Message' }).fill('Too early')
    await trainer.getByRole('button', { name: 'To the customer' }).click()
    await trainer.getByRole('alert').filter({ hasText: /\w/ }).waitFor()
    await look(trainer, 'directing-refused')
    await trainer.keyboard.press('Escape')
    await trainer.keyboard.press('f')
    await trainer.getByRole('button', { name: 'Thaw' }).waitFor()
    await look(trainer, 'directing-frozen')
  }
}
