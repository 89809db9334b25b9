import { copyFileSync, mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { chromium } from '@playwright/test'
import { browserForTests } from './browser.ts'
import { served } from './command-line.ts'
import { agentDesk } from './pictures/agent-desk.ts'
import { consult } from './pictures/consult.ts'
import { directing } from './pictures/directing.ts'
import { editor } from './pictures/editor.ts'
import { firstSteps } from './pictures/first-steps.ts'
import { inspecting } from './pictures/inspecting.ts'
import { look } from './pictures/look.ts'
import { many } from './pictures/many.ts'
import { recording } from './pictures/recording.ts'
import { moment } from './pictures/moment.ts'
import type { Scene } from './pictures/scene.ts'
import { freshFolder } from './rooms.ts'
import { People } from './windows.ts'

/**
 * `npm run screenshots [-- SCENE...]`: every screen, light and dark, into `out/pictures`, and what the README shows
 * into `resources/pictures` too. A scene is a file in `pictures/`.
 */

const scenes: Readonly<Record<string, Scene>> = { consult, look, 'agent-desk': agentDesk, recording, editor, directing, moment, 'first-steps': firstSteps, many, inspecting }

/** What the README shows. */
const shown = ['agent-light', 'stage-scrubbed-light', 'customer-light', 'editor-story-light', 'present-dark', 'map-light', 'wire-dark', 'consultant-dark', 'agent-asks-light']

const all = fileURLToPath(new URL('../../out/pictures', import.meta.url))
const kept = fileURLToPath(new URL('../../resources/pictures', import.meta.url))
for (const folder of [all, kept]) mkdirSync(folder, { recursive: true })

const browser = await chromium.launch(browserForTests())
const wanted = process.argv.slice(2)
for (const [name, { scenario, shoot }] of Object.entries(scenes)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  for (const colorScheme of ['light', 'dark'] as const) {
    const room = await served(scenario, '--port', '0', '--data', freshFolder())
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, colorScheme, locale: 'en-GB' })
    await shoot(new People(context, room), async (page, what) => {
      const file = `${what}-${colorScheme}`
      await page.bringToFront()
      await page.mouse.move(0, 0)
      await page.waitForTimeout(400)
      await page.screenshot({ path: `${all}/${file}.png` })
      if (shown.includes(file)) copyFileSync(`${all}/${file}.png`, `${kept}/${file}.png`)
    })
    await context.close()
    await room.kill('SIGTERM')
  }
}
await browser.close()
