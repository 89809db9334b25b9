import { chromium } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'
import { browserForTests } from '../support/browser.ts'
import { longRun } from '../support/long-run.ts'
import { figure, percentile, whole } from './figures.ts'
import type { Figure } from './figures.ts'

/** Going through the time of a long run: how long until all lanes and panels show another moment. */

const events = 100_000
const jumps = 60
/** Roughly as many as are drawn of the stage. */
const elementsInSight = 150

/** From the press to the next picture, in a real browser. The floor sets as many texts on a bare page, in the same way. */
export async function moment(): Promise<Figure[]> {
  const long = await longRun(events)
  const browser = await chromium.launch(browserForTests())
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage()
  const begun = performance.now()
  await page.goto(long.aside.trainerPage())
  await page.getByRole('button', { name: /^Clara, / }).first().waitFor()
  const newestThere = performance.now() - begun
  await page.getByText('Earlier events are being fetched').waitFor({ state: 'detached' })
  const allThere = performance.now() - begun
  const ours = await pressed(page, page.getByRole('slider', { name: 'Moment' }))
  const bare = await page.context().newPage()
  await bare.setContent(`<style>div { height: 1em }</style><main>${'<div>before</div>'.repeat(elementsInSight)}</main>`)
  await bare.evaluate(`
    const divs = document.querySelectorAll('div')
    let times = 0
    document.querySelector('main').addEventListener('pointerdown', () => {
      times += 1
      divs.forEach((div, at) => (div.textContent = times + ' ' + at))
    })`)
  const floors = await pressed(bare, bare.locator('main'))
  await browser.close()
  const { marks } = long
  await long.aside.close()
  const note = `${whole(marks)} marks`
  const loaded = (what: string, took: number): Figure =>
    figure({ what: `a run of ${whole(events)} events: page load to ${what}`, unit: 'ms', ours: took, floor: percentile(floors, 50), floorIs: `a bare page sets ${elementsInSight} texts`, note })
  return [
    ...[50, 95].map((percent) => {
      const what = `jump to any moment of ${whole(events)} events, p${percent}`
      return figure({ what, unit: 'ms', ours: percentile(ours, percent), floor: percentile(floors, percent), floorIs: `a bare page sets ${elementsInSight} texts`, note })
    }),
    loaded('its newest', newestThere),
    loaded('all of it', allThere)
  ]
}

/** Notes how long it takes from a press to the picture after it: a message that is sent in the frame comes when it has been drawn. */
const stopwatch = `
  window.took = []
  addEventListener('pointerdown', ({ timeStamp }) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => took.push(performance.now() - timeStamp)
    requestAnimationFrame(() => port2.postMessage(0))
  }, { capture: true })`

/** Presses at places all over something wide, each far from the one before. */
async function pressed(page: Page, target: Locator): Promise<number[]> {
  await page.evaluate(stopwatch)
  const box = await target.boundingBox()
  if (!box) throw new Error('there is nothing to press on')
  for (let jump = 0; jump < jumps; jump += 1) {
    await page.mouse.click(box.x + (((jump * 0.618_034) % 1) * 0.96 + 0.02) * box.width, box.y + box.height / 2)
    // The page's policy forbids to wait by a text of code.
    while ((await page.evaluate<number>('took.length')) <= jump) await new Promise((done) => setTimeout(done, 5))
  }
  return page.evaluate<number[]>('took')
}
