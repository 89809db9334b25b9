import type { Scene } from './scene.ts'

/** The first steps, from the story to being Anna. Begun from the palette, since a hosted room does not begin them by itself. */
export const firstSteps: Scene = {
  scenario: 'resources/scenarios/consult-then-transfer.yaml',
  shoot: async (people, look) => {
    const trainer = await people.trainer()
    await trainer.getByRole('treeitem').first().waitFor()
    await trainer.keyboard.press('?')
    await trainer.getByRole('button', { name: 'Take the first steps' }).click()
    const words = trainer.getByRole('complementary', { name: 'First steps' }).getByRole('status')
    await words.getByText(/^Clara writes/).waitFor()
    await trainer.getByRole('combobox', { name: 'Speed' }).selectOption({ label: '10×' })
    await words.getByText(/^Now two talk/).waitFor()
    await trainer.getByText(/May I promise her/).first().waitFor()
    await look(trainer, 'first-steps')
    await words.getByText(/Now it is your turn/).waitFor()
    await look(trainer, 'first-steps-offer')
    await Promise.all([people.context.waitForEvent('page'), trainer.getByRole('button', { name: 'Now you be Anna' }).click()])
    await trainer.getByRole('combobox', { name: 'Speed' }).selectOption({ label: '10×' })
    await words.getByText(/Press Accept/).waitFor()
    await look(trainer, 'first-steps-anna')
    await trainer.getByRole('button', { name: 'Stop', exact: true }).click()
    await words.getByText(/stopped/).waitFor()
    await look(trainer, 'first-steps-over')
  }
}
