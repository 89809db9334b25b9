import type { Scene } from './scene.ts'

// Nothing of a test listens on a real network.
process.env['ASIDE_LAN_ADDRESS'] ??= '127.0.0.2'

/** Guests from the network: what the trainer shows, and where they come in. */
export const inviting: Scene = {
  scenario: 'resources/scenarios/consult-then-transfer.yaml',
  shoot: async (people, picture) => {
    const trainer = await people.trainer()
    await trainer.getByRole('button', { name: 'Invite people from the network' }).click()
    await picture(trainer, 'invitation-closed')
    await trainer.getByRole('button', { name: 'Open the invitation' }).click()
    const link = await trainer.getByText(/^http:\/\/127\.0\.0\.2:\d+$/).last().textContent()
    const code = (await trainer.getByRole('dialog').getByText(/^[2-9A-Z]{3}-[2-9A-Z]{3}$/).textContent()) ?? ''
    const maria = await people.context.newPage()
    await maria.goto(`${link}/join/`)
    await picture(maria, 'join')
    await maria.getByRole('textbox', { name: 'Code' }).fill(code)
    await maria.getByRole('button', { name: 'Continue' }).click()
    await maria.getByRole('textbox', { name: 'Your name' }).fill('Maria')
    await picture(maria, 'join-seats')
    await maria.getByRole('button', { name: 'Join as Anna' }).click()
    await trainer.getByRole('button', { name: 'Remove Maria from the seat Anna' }).waitFor()
    await picture(trainer, 'invitation-open')
    await trainer.keyboard.press('Escape')
    await picture(trainer, 'invitation-bar')
  }
}
