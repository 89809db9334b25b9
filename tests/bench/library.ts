import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import type { Browser } from '@playwright/test'
import { parse } from 'yaml'
import { Listing } from '../../src-main/scenario/listing.ts'
import { browserForTests } from '../support/browser.ts'
import { served } from '../support/command-line.ts'
import { freshFolder } from '../support/rooms.ts'
import { figure, median, whole } from './figures.ts'
import type { Figure } from './figures.ts'

/** The trainer's library of many files: how long until it can be used. */

const sizes = [1000, 3000]
const timesRead = 3
const shipped = new URL('../../resources/scenarios/', import.meta.url)

/** One line a size for a fresh server's first window, the next window, and the check of all files behind it. */
export async function library(): Promise<Figure[]> {
  const browser = await chromium.launch(browserForTests())
  const figures: Figure[] = []
  for (const size of sizes) figures.push(...(await measured(browser, size)))
  await browser.close()
  return figures
}

async function measured(browser: Browser, size: number): Promise<Figure[]> {
  const folder = libraryOf(size)
  const floor = median(Array.from({ length: timesRead }, () => readAndParsed(folder)))
  const [first, next] = await windows(browser, folder)
  const of = (what: string, ours: number): Figure => figure({ what: `library of ${whole(size)} files: ${what}`, unit: 'ms', ours, floor, floorIs: 'the same files read and yaml.parse' })
  return [of('page load to list, first window', first), of('page load to list, next window', next), of('all of it checked, in the background', await checked(folder))]
}

/** The shipped scenarios again and again, in thirty folders. */
function libraryOf(size: number): string {
  const folder = freshFolder()
  const names = readdirSync(shipped, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'))
  const texts = names.map((name) => readFileSync(new URL(name, shipped), 'utf8'))
  for (let number = 0; number < size; number += 1) {
    const shelf = join(folder, `shelf-${number % 30}`)
    mkdirSync(shelf, { recursive: true })
    writeFileSync(join(shelf, `story-${number}.yaml`), texts[number % texts.length] ?? '')
  }
  return folder
}

function readAndParsed(folder: string): number {
  const begun = performance.now()
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (name.endsWith('.yaml')) parse(readFileSync(join(folder, name), 'utf8'), { logLevel: 'error' })
  }
  return performance.now() - begun
}

/** From the address to a tree that takes keys; the second window finds the server warm. */
async function windows(browser: Browser, folder: string): Promise<[number, number]> {
  const [first, next]: [number[], number[]] = [[], []]
  for (let round = 0; round < timesRead; round += 1) {
    const aside = await served('resources/scenarios/consult-then-transfer.yaml', '--port', '0', '--data', freshFolder(), '--scenarios', folder)
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
    const page = await context.newPage()
    for (const [took, open] of [[first, () => page.goto(aside.pages.trainer)], [next, () => page.reload()]] as const) {
      const begun = performance.now()
      await open()
      await page.getByRole('treeitem').first().waitFor()
      took.push(performance.now() - begun)
    }
    await context.close()
    await aside.kill('SIGTERM')
  }
  return [median(first), median(next)]
}

async function checked(folder: string): Promise<number> {
  const known = new Set<string>()
  const { promise: allChecked, resolve: done } = Promise.withResolvers<void>()
  let all = Infinity
  const listing = new Listing(folder, ({ scenarios }) => {
    for (const { file, steps, problem } of scenarios) if (steps !== null || problem !== null) known.add(file)
    if (known.size >= all) done()
  })
  const begun = performance.now()
  all = (await listing.read()).scenarios.length
  await allChecked
  listing.close()
  return performance.now() - begun
}
