import { asks, plays, says } from '../windows.ts'
import type { Scene } from './scene.ts'

/** Every window in the middle of a consult, and the stage after a run. */
export const consult: Scene = {
  scenario: 'resources/scenarios/consult-then-transfer.yaml',
  shoot: async (people, look) => {
    const { anna, ben, clara } = await people.inAChat()
    await says(anna, 'Message to the customer', 'I am looking at it. One moment, please.')
    await anna.getByRole('button', { name: 'Ask a colleague' }).click()
    await anna.getByRole('radio', { name: 'Ben' }).check()
    await look(anna, 'agent-asks')
    await anna.keyboard.press('Escape')
    await asks(anna, 'Ben', 'Above my limit')
    await look(ben, 'agent-is-asked')
    await look(anna, 'agent-waits')
    await ben.getByRole('button', { name: 'Accept' }).click()
    await says(anna, /^Agents only/, 'Clara was charged twice. Can you approve 250?')
    await says(ben, /^Agents only/, 'Yes, I have approved it.')
    await says(clara, 'Your message', 'Thank you, I will wait.')
    await look(anna, 'agent')
    await look(ben, 'consultant')
    await look(clara, 'customer')

    const trainer = await people.trainer()
    await plays(trainer, '5×')
    await trainer.getByText('not told: agents only').nth(1).click()
    await trainer.getByText('Held').first().waitFor()
    await look(trainer, 'trainer')
  }
}
