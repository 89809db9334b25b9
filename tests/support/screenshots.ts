import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { chromium } from '@playwright/test'
import type { Page } from '@playwright/test'
import { browserForTests } from './browser.ts'
import { served } from './command-line.ts'
import { freshFolder } from './rooms.ts'
import { asks, People, plays, says } from './windows.ts'

/** `npm run screenshots`: every window in the middle of a consult, light and dark, as the README shows them. */

const folder = fileURLToPath(new URL('../../resources/pictures', import.meta.url))
mkdirSync(folder, { recursive: true })

const browser = await chromium.launch(browserForTests())
for (const colorScheme of ['light', 'dark'] as const) {
  const room = await served('resources/scenarios/consult-then-transfer.yaml', '--port', '0', '--data', freshFolder())
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, colorScheme, locale: 'en-GB' })
  const people = new People(context, room)
  const picture = async (page: Page, name: string): Promise<void> => {
    await page.bringToFront()
    await page.mouse.move(0, 0)
    await page.waitForTimeout(400)
    await page.screenshot({ path: `${folder}/${name}-${colorScheme}.png` })
  }

  const { anna, ben, clara } = await people.inAChat()
  await says(anna, 'Message to the customer', 'I am looking at it. One moment, please.')
  await anna.getByRole('button', { name: 'Ask a colleague' }).click()
  await anna.getByRole('radio', { name: 'Ben' }).check()
  await picture(anna, 'agent-asks')
  await anna.keyboard.press('Escape')
  await asks(anna, 'Ben', 'Above my limit')
  await picture(ben, 'agent-is-asked')
  await picture(anna, 'agent-waits')
  await ben.getByRole('button', { name: 'Accept' }).click()
  await says(anna, /^Agents only/, 'Clara was charged twice. Can you approve 250?')
  await says(ben, /^Agents only/, 'Yes, I have approved it.')
  await says(clara, 'Your message', 'Thank you, I will wait.')
  await picture(anna, 'agent')
  await picture(ben, 'consultant')
  await picture(clara, 'customer')

  const trainer = await people.trainer()
  await plays(trainer, '5×')
  await trainer.getByText('not told: agents only').nth(1).click()
  await trainer.getByText('Held').first().waitFor()
  await picture(trainer, 'trainer')
  await context.close()
  await room.kill('SIGTERM')
}
await browser.close()
