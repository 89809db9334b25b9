import { copyFileSync, mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { chromium } from '@playwright/test'
import { browserForTests } from './browser.ts'
import { served } from './command-line.ts'
import { colours, places, usual, wear } from './looks.ts'
import { scenes } from './pictures/scenes.ts'
import { freshFolder } from './rooms.ts'
import { People } from './windows.ts'

/**
 * `npm run screenshots [-- SCENE...]`: every screen, light and dark, into `out/pictures`, and what the README shows
 * into `resources/pictures` too. With `--all-looks` also in high contrast, in German, with long words, from right to left
 * and at 200 %.
 */

/** What the README shows. */
const shown = ['agent-light', 'stage-scrubbed-light', 'customer-light', 'editor-story-light', 'present-dark', 'map-light', 'wire-dark', 'consultant-dark', 'agent-asks-light']

const all = fileURLToPath(new URL('../../out/pictures', import.meta.url))
const kept = fileURLToPath(new URL('../../resources/pictures', import.meta.url))
for (const folder of [all, kept]) mkdirSync(folder, { recursive: true })

const asked = process.argv.slice(2)
const wanted = asked.filter((word) => word in scenes)
const looks = Object.entries(asked.includes('--all-looks') ? { ...colours, ...places } : { light: colours.light, dark: colours.dark })
const unknown = asked.filter((word) => !(word in scenes) && word !== '--all-looks')
if (unknown.length > 0) throw new Error(`There is no scene ${unknown.join(', ')}. There are: ${Object.keys(scenes).join(', ')}`)

const browser = await chromium.launch(browserForTests())
for (const [name, { scenario, library, shoot }] of Object.entries(scenes)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  const folder = library?.() ?? ''
  const room = await served(scenario, '--port', '0', '--data', freshFolder(), ...(folder === '' ? [] : ['--scenarios', folder]))
  const context = await browser.newContext({ viewport: usual.size, locale: 'en-GB', reducedMotion: 'reduce' })
  await shoot(
    new People(context, room),
    async (page, what) => {
      await page.bringToFront()
      await page.mouse.move(0, 0)
      for (const [name, look] of looks) {
        await wear(page, look)
        // What follows a change of the page's size or theme softly has come to rest.
        await page.waitForTimeout(250)
        const file = `${what}-${name}`
        await page.screenshot({ path: `${all}/${file}.png` })
        if (shown.includes(file)) copyFileSync(`${all}/${file}.png`, `${kept}/${file}.png`)
      }
      await wear(page, usual)
    },
    folder
  )
  await context.close()
  await room.kill('SIGTERM')
}
await browser.close()
