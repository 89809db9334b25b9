import { asks, castFile, says } from '../windows.ts'
import type { Scene } from './scene.ts'

/** An agent's desk in its own states: not ready with a reason, a missed invitation, waiting customers, sounds, replies, the picker. */
export const agentDesk: Scene = {
  scenario: castFile(
    'desk',
    `
cast:
  agents:
    Anna:
    Ben: { places: 2, extension: "4711" }
    Carol: { extension: "4712" }
    Dave:
  queues:
    Support: { members: [Anna] }
    Refunds: { members: [Ben, Carol], extension: "4700" }
  customers: { Clara: }
  shop: { name: Nordwind Travel, colour: "#7a1fa2", logo: plane }
settings: { answerWithin: 8s, notReadyReasons: [Break, Lunch, Team meeting] }`
  ),
  shoot: async (people, look) => {
    const anna = await people.agent('Anna')
    await anna.getByRole('button', { name: 'Ready', exact: true }).waitFor()
    await look(anna, 'agent-idle')
    await anna.getByRole('button', { name: 'Reasons and more states' }).click()
    await look(anna, 'agent-states')
    await anna.keyboard.press('Escape')
    await anna.getByRole('button', { name: 'Sounds and notifications' }).click()
    await look(anna, 'agent-alerts')
    await anna.keyboard.press('Escape')
    const clara = await people.customer()
    await look(clara, 'customer-form')
    await clara.getByRole('textbox', { name: 'Subject' }).fill('My flight')
    await clara.getByRole('button', { name: 'Start chat' }).click()
    await anna.getByRole('button', { name: 'Accept' }).waitFor()
    await look(anna, 'agent-rings')
    await look(clara, 'customer-waits')
    await anna.getByRole('button', { name: 'Accept' }).click()
    const [ben, carol] = [await people.agent('Ben'), await people.agent('Carol')]
    await carol.getByRole('button', { name: 'Reasons and more states' }).click()
    await carol.getByRole('menuitemcheckbox', { name: 'Lunch' }).click()
    await says(clara, 'Your message', 'My flight was cancelled. What now?')
    await anna.getByText('My flight was cancelled').first().waitFor()
    await anna.getByRole('button', { name: 'Canned replies' }).first().click()
    await look(anna, 'agent-replies')
    await anna.keyboard.press('Escape')
    await asks(anna, 'Ben', 'May I rebook her for free?')
    await ben.getByRole('button', { name: 'Accept' }).click()
    await says(ben, /^Agents only/, 'Yes, until Friday.')
    await anna.getByRole('button', { name: 'Ask a colleague' }).click()
    await look(anna, 'agent-picker')
    await anna.keyboard.press('Escape')
    await look(anna, 'agent-consults')
    await look(clara, 'customer-chats')
    await anna.getByRole('button', { name: 'Ask a colleague' }).click()
    await anna.getByRole('searchbox').fill('Dave')
    await anna.getByRole('searchbox').press('Enter')
    await anna.keyboard.press('Escape')
    const dave = await people.agent('Dave')
    await asks(anna, 'Dave')
    await dave.getByText('You did not answer').waitFor()
    await look(dave, 'agent-missed')
  }
}
