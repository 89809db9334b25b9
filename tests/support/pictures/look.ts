import { plays } from '../windows.ts'
import type { Scene } from './scene.ts'

/** What all pages share: settings, the command palette, high contrast, comfortable density and German. */
export const look: Scene = {
  scenario: 'resources/scenarios/consult-then-transfer.yaml',
  shoot: async (people, picture) => {
    const { anna, ben, clara } = await people.inAConsult()
    await anna.getByRole('button', { name: 'Settings' }).click()
    await picture(anna, 'settings')
    await anna.keyboard.press('Escape')
    const trainer = await people.trainer()
    await plays(trainer, '10×')
    await trainer.getByText('not told: agents only').nth(1).click()
    await trainer.getByText('Held').first().waitFor()
    await trainer.keyboard.press('Control+k')
    await picture(trainer, 'palette')
    await trainer.keyboard.type('open')
    await picture(trainer, 'palette-found')
    await trainer.keyboard.press('Escape')

    const pages = { anna, ben, clara, trainer }
    const choose = async (to: Record<string, string>): Promise<void> => {
      const kept = JSON.stringify(JSON.stringify(to))
      await anna.evaluate(`localStorage.setItem('aside.settings', ${kept}); dispatchEvent(new StorageEvent('storage', { key: 'aside.settings' }))`)
    }
    const all = async (what: string): Promise<void> => {
      for (const [name, page] of Object.entries(pages)) await picture(page, `${what}-${name}`)
    }
    await choose({ contrast: 'more' })
    await all('contrast')
    await choose({ density: 'comfortable' })
    await all('comfortable')
    await choose({ language: 'de' })
    await all('german')
    await choose({})
  }
}
