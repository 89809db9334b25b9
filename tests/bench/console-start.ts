import { chromium } from '@playwright/test'
import type { Browser } from '@playwright/test'
import { browserForTests } from '../support/browser.ts'
import { npmStart } from '../support/npm-start.ts'
import type { Starting } from '../support/npm-start.ts'
import { freshFolder } from '../support/rooms.ts'
import { figure, median, rounds } from './figures.ts'
import type { Figure } from './figures.ts'

/**
 * From the start of Aside, as `npm start` starts it, to a console that can be used for the first time: the library takes
 * keys and the first story is seen to play. Against the same start with a page of one line in the same browser.
 */
export async function consoleStart(): Promise<Figure> {
  const browser = await chromium.launch(browserForTests())
  const [ours, floors]: [number[], number[]] = [[], []]
  for (let round = 0; round < rounds; round += 1) {
    ours.push(await timed(browser, (page) => page.usable))
    floors.push(await timed(browser, (page) => page.bare))
  }
  await browser.close()
  return figure({ what: 'start to usable console, first opening', unit: 'ms', ours: median(ours), floor: median(floors), floorIs: 'the same server with a page of one line' })
}

interface Opening {
  /** Until the library and the first run can be used. */
  readonly usable: () => Promise<unknown>
  /** Until a page without script stands. */
  readonly bare: () => Promise<unknown>
}

async function timed(browser: Browser, way: (opening: Opening) => () => Promise<unknown>): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  const page = await context.newPage()
  const began = performance.now()
  const aside = npmStart(['--no-electron', '--no-browser', '--port', '0', '--data', freshFolder()])
  const address = await addressOf(aside)
  await way({
    usable: async () => {
      await page.goto(address)
      await page.getByRole('treeitem').first().waitFor()
      await page.getByRole('complementary', { name: 'First steps' }).waitFor()
      await page.getByRole('group', { name: 'Stage' }).getByRole('button').first().waitFor()
    },
    bare: async () => {
      await page.goto(new URL('/api/v2/diagnostics/version', address).href)
      await page.locator('body').waitFor()
    }
  })()
  const took = performance.now() - began
  await context.close()
  aside.end('SIGKILL')
  await aside.ended
  return took
}

async function addressOf(aside: Starting): Promise<string> {
  const lookEveryMs = 5
  for (;;) {
    const [, address] = /Trainer +(\S+)/.exec(aside.out()) ?? []
    if (address !== undefined) return address
    await new Promise((later) => setTimeout(later, lookEveryMs))
  }
}
