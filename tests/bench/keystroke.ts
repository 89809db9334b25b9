import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'
import { browserForTests } from '../support/browser.ts'
import { served } from '../support/command-line.ts'
import { freshFolder } from '../support/rooms.ts'
import { figure, percentile, whole } from './figures.ts'
import type { Figure } from './figures.ts'

/** Writing in a long scenario: how long from a key to the picture with its letter, while it is checked beside. */

const lines = 2000
const keys = 120

/** The floor is the same text in a bare field of many lines, in the same browser. */
export async function keystroke(): Promise<Figure[]> {
  const folder = join(freshFolder(), 'library')
  mkdirSync(folder)
  const text = longScenario()
  writeFileSync(join(folder, 'long.yaml'), text)
  const aside = await served('resources/scenarios/consult-then-transfer.yaml', '--port', '0', '--data', freshFolder(), '--scenarios', folder)
  const browser = await chromium.launch(browserForTests())
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage()
  await page.goto(aside.pages.trainer)
  await page.getByRole('treeitem', { name: 'A long one' }).click()
  await page.getByRole('tab', { name: 'Editor' }).click()
  await page.getByRole('tab', { name: 'YAML', exact: true }).click()
  const ours = await written(page, page.getByRole('textbox', { name: 'The scenario as YAML' }))
  const bare = await page.context().newPage()
  await bare.setContent('<textarea rows="40" cols="120"></textarea>')
  await bare.locator('textarea').fill(text)
  const floors = await written(bare, bare.locator('textarea'))
  await browser.close()
  await aside.kill('SIGTERM')
  return [50, 95].map((percent) => {
    const [our, floor] = [percentile(ours, percent), percentile(floors, percent)]
    return figure({ what: `keystroke to paint in a scenario of ${whole(lines)} lines, p${percent}`, unit: 'ms', ours: our, floor, floorIs: 'the same text in a bare textarea' })
  })
}

/** A message that is sent in the frame after a key comes when that frame has been drawn. */
const stopwatch = `
  window.took = []
  addEventListener('keydown', ({ timeStamp }) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => took.push(performance.now() - timeStamp)
    requestAnimationFrame(() => port2.postMessage(0))
  }, { capture: true })`

async function written(page: Page, field: Locator): Promise<number[]> {
  await field.click()
  await page.keyboard.press('ControlOrMeta+End')
  await page.evaluate(stopwatch)
  for (let number = 0; number < keys; number += 1) await page.keyboard.press(number % 10 === 9 ? 'Space' : 'x')
  return page.evaluate<number[]>('took')
}

/** Ends in a comment, so that what is written there stays a scenario. */
function longScenario(): string {
  const head = 'scenario: A long one\ncast:\n  agents:\n    Anna:\n  queues:\n    Support:\n      members: [Anna]\n  customers:\n    Clara:\nsteps:\n  - Clara: chat\n    queue: Support\n  - Anna: accept\n'
  const steps = Array.from({ length: Math.ceil((lines - 14) / 2) }, (_, number) => `  - Anna: say\n    text: "One moment, please (${number})"\n`)
  return `${head}${steps.join('')}# `
}
