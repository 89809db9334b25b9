import { asks, says } from '../windows.ts'
import type { Scene } from './scene.ts'

/** A scenario is recorded by acting it. */
export const recording: Scene = {
  scenario: 'resources/scenarios/consult-then-transfer.yaml',
  shoot: async (people, look) => {
    const trainer = await people.trainer()
    await trainer.getByRole('button', { name: 'Record', exact: true }).click()
    await trainer.getByRole('textbox', { name: 'Title' }).fill('A refund, with a colleague’s help')
    await look(trainer, 'record-new')
    await trainer.getByRole('radio', { name: 'The people of a scenario' }).check()
    await look(trainer, 'record-new-of')
    await trainer.getByRole('radio', { name: 'These people' }).check()
    await trainer.getByRole('button', { name: 'Start recording' }).click()
    await trainer.getByRole('log').waitFor()
    await look(trainer, 'record-begun')
    const group = trainer.getByRole('group', { name: 'Windows' })
    const open = async (name: string) => (await Promise.all([people.context.waitForEvent('page'), group.getByRole('button', { name }).click()]))[0]
    const [anna, ben, clara] = [await open('Anna'), await open('Ben'), await open('Clara')]
    await trainer.getByRole('textbox', { name: 'Caption for what comes next' }).fill('Clara wants her money back')
    await trainer.keyboard.press('Enter')
    await clara.getByRole('textbox', { name: 'Subject' }).fill('My refund')
    await clara.getByRole('button', { name: 'Start chat' }).click()
    await anna.getByRole('button', { name: 'Accept' }).click()
    await says(clara, 'Your message', 'Where is my refund?')
    await asks(anna, 'Ben', 'Above my limit')
    await ben.getByRole('button', { name: 'Accept' }).click()
    await says(anna, /^Agents only/, 'Clara was charged twice. Can you approve 250?')
    await says(ben, /^Agents only/, 'Yes, I have approved it.')
    await trainer.getByText(/I have approved it/).first().waitFor()
    await look(trainer, 'recording')
    await trainer.getByRole('button', { name: 'Pause', exact: true }).click()
    await trainer.getByText('Time stands still').waitFor()
    await look(trainer, 'recording-paused')
    await trainer.getByRole('button', { name: 'Discard', exact: true }).click()
    await trainer.getByRole('alertdialog').or(trainer.getByRole('dialog')).waitFor()
    await look(trainer, 'recording-discard')
    await trainer.keyboard.press('Escape')
    await trainer.getByRole('button', { name: 'Finish' }).click()
    await trainer.getByText(/Tried out/).waitFor()
    await look(trainer, 'record-review')
  }
}
