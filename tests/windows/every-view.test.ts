import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { served } from '../support/command-line.ts'
import { watchContext } from '../support/described-windows.ts'
import { colours, places, usual, wear } from '../support/looks.ts'
import { ofConsole } from '../support/pictures/scenes.ts'
import type { Scene } from '../support/pictures/scene.ts'
import { freshFolder } from '../support/rooms.ts'
import { findings, People } from '../support/windows.ts'
import { cutOff } from './cut-off.ts'

/**
 * Every view of the trainer's console, in every state that there is a picture of, looked at as it stands in every look:
 * nothing that axe finds in any of the colours, nothing that is cut off or runs over something else in any language,
 * from right to left, or at 200 %.
 */

test.describe.configure({ mode: 'parallel' })
test.use({ reducedMotion: 'reduce', actionTimeout: 20_000 })

/** What does not fit: texts, the page beside the window, and what stands over the page. */
async function misfits(page: Page): Promise<string[]> {
  const outside = await page.evaluate(() => {
    const found: string[] = []
    const excess = document.documentElement.scrollWidth - document.documentElement.clientWidth
    if (excess > 0) found.push(`the page is ${excess} pixels wider than its window`)
    for (const over of document.querySelectorAll('[role="dialog"], [role="alertdialog"], [role="menu"]')) {
      const { left, top, right, bottom, width } = over.getBoundingClientRect()
      if (width > 0 && (left < -1 || top < -1 || right > innerWidth + 1 || bottom > innerHeight + 1)) found.push(`outside the window: ${over.getAttribute('role') ?? ''} ${over.textContent?.trim().slice(0, 40) ?? ''}`)
    }
    return found
  })
  return [...outside, ...(await cutOff(page))]
}

/** What is found though it is looked at again: a list that measures its rows, or a menu that finds its place, takes a few frames. */
async function atRest(page: Page, look: (page: Page) => Promise<string[]>): Promise<string[]> {
  for (let again = 0; again < 5; again += 1) {
    if ((await look(page)).length === 0) return []
    await page.evaluate(() => new Promise((soon) => setTimeout(soon, 50)))
  }
  return look(page)
}

/** What moves though its reader asked for little motion. */
function moving(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    document.getAnimations().flatMap((one) => {
      const { duration, iterations } = one.effect?.getComputedTiming() ?? {}
      return typeof duration === 'number' && (duration > 1 || iterations === Infinity) ? [`moves: ${(one as CSSAnimation).animationName}`] : []
    })
  )
}

async function faults(page: Page): Promise<string[]> {
  const found = await moving(page)
  for (const [name, look] of Object.entries(colours)) {
    await wear(page, look)
    // What differs between looks in the same words is their colours.
    found.push(...(await findings(page, look === usual ? null : ['color-contrast'])).map((one) => `${name}: ${one}`))
  }
  for (const [name, look] of Object.entries(places)) {
    await wear(page, look)
    found.push(...(await atRest(page, misfits)).map((one) => `${name}: ${one}`))
    // Every text is one whole message: brackets within brackets would be sentences put together.
    if (look === places['long-words']) found.push(...[...(await page.locator('body').innerText()).matchAll(/\[[^\]\n]*\[[^\]\n]*/g)].map(([text]) => `put together: ${text}`))
  }
  await wear(page, usual)
  return found
}

for (const [name, { scenario, library, shoot }] of Object.entries<Scene>(ofConsole)) {
  test(`every state of ${name} can be read, fits and is accessible in every look`, async ({ context }) => {
    test.slow()
    const folder = library?.() ?? ''
    const room = await served(scenario, '--port', '0', '--data', freshFolder(), ...(folder === '' ? [] : ['--scenarios', folder]))
    const undescribed = watchContext(context)
    await shoot(
      new People(context, room),
      async (page, what) => {
        await page.mouse.move(0, 0)
        expect.soft(await faults(page), what).toEqual([])
      },
      folder
    )
    expect(await undescribed()).toEqual([])
    await room.kill('SIGKILL')
  })
}
