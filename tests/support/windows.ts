import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test as base } from '@playwright/test'
import type { BrowserContext, Locator, Page } from '@playwright/test'
import axe from 'axe-core'
import { served } from './command-line.ts'
import type { Served } from './command-line.ts'
import { watchContext } from './described-windows.ts'
import { freshFolder } from './rooms.ts'

/** A served room of its own for each test, and its people's windows as tabs of one browser context. All that they are told is as described. */
export const test = base.extend<{ scenario: string; room: Served; people: People }>({
  scenario: ['resources/scenarios/consult-then-transfer.yaml', { option: true }],
  room: async ({ scenario }, use) => {
    const room = await served(scenario, '--port', '0', '--data', freshFolder())
    await use(room)
    await room.kill('SIGKILL')
  },
  people: async ({ context, room }, use) => {
    const undescribed = watchContext(context)
    await use(new People(context, room))
    expect(await undescribed()).toEqual([])
  }
})

export class People {
  readonly context: BrowserContext
  readonly room: Served

  constructor(context: BrowserContext, room: Served) {
    this.context = context
    this.room = room
  }

  agent(name: string): Promise<Page> {
    return this.#open(this.room.pages.agents[name] ?? '')
  }

  customer(): Promise<Page> {
    return this.#open(this.room.pages.customer)
  }

  trainer(): Promise<Page> {
    return this.#open(this.room.pages.trainer)
  }

  /** Anna, Ben and Clara in tabs of one context; Clara has asked and Anna has accepted. */
  async inAChat(): Promise<{ anna: Page; ben: Page; clara: Page }> {
    const [anna, ben, clara] = [await this.agent('Anna'), await this.agent('Ben'), await this.customer()]
    await clara.getByRole('textbox', { name: 'Subject' }).fill('My refund')
    await clara.getByRole('button', { name: 'Start chat' }).click()
    await anna.getByRole('button', { name: 'Accept' }).click()
    await clara.getByRole('textbox', { name: 'Your message' }).fill('Where is my refund?')
    await clara.keyboard.press('Enter')
    return { anna, ben, clara }
  }

  /** The same with Ben consulted by Anna. */
  async inAConsult(): Promise<{ anna: Page; ben: Page; clara: Page }> {
    const { anna, ben, clara } = await this.inAChat()
    await asks(anna, 'Ben')
    await ben.getByRole('button', { name: 'Accept' }).click()
    return { anna, ben, clara }
  }

  async #open(address: string): Promise<Page> {
    const page = await this.context.newPage()
    await page.goto(address)
    return page
  }
}

/** Anna asks a colleague through the picker. */
export async function asks(anna: Page, whom: string, note = ''): Promise<void> {
  await anna.getByRole('button', { name: 'Ask a colleague' }).click()
  await anna.getByRole('radio', { name: whom }).check()
  if (note !== '') await anna.getByRole('textbox', { name: /Note/ }).fill(note)
  await anna.getByRole('button', { name: 'Start consultation' }).click()
}

/**
 * What axe has to say about a page as it is now, by all of its rules or by some; nothing is best. Axe is put into the page
 * once: its builder for Playwright does so each time and takes eight times as long.
 */
export async function findings(page: Page, rules: readonly string[] | null = null): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  const found = await page.evaluate(async (only) => {
    const { axe: inPage } = window as unknown as { axe: typeof axe }
    const { violations } = await inPage.run(only === null ? { resultTypes: ['violations'] } : { runOnly: only, resultTypes: ['violations'] })
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')} ${failureSummary ?? ''}`))
  }, rules as string[] | null)
  return found.map((one) => `${page.url()} ${one}`)
}

/** A scenario of one test alone: a cast and settings. Its only step is never played, since people act it. */
export function castFile(name: string, yaml: string): string {
  const file = join(freshFolder(), `${name}.yaml`)
  writeFileSync(file, `scenario: ${name}\n${yaml}\nsteps:\n  - Clara: chat\n    queue: Support\n`)
  return file
}

/** Goes by Tab to what has this name, also within a shadow tree, as somebody without a mouse does. */
export async function tabTo(page: Page, to: Locator): Promise<void> {
  const mostPresses = 60
  for (let presses = 0; presses < mostPresses; presses += 1) {
    const hasFocus = await to.evaluate((element) => (element.getRootNode() as { activeElement?: unknown }).activeElement === element)
    if (hasFocus) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab never came to ${String(to)}`)
}

/** The trainer plays the sample at a speed. */
export async function plays(trainer: Page, speed: '1×' | '5×' | '10×'): Promise<void> {
  await trainer.getByRole('tree', { name: 'Scenarios' }).getByRole('treeitem', { name: /Consult a colleague, then hand over/ }).click()
  await trainer.getByRole('button', { name: 'Play', exact: true }).click()
  await trainer.getByRole('combobox', { name: 'Speed' }).selectOption({ label: speed })
}

/** Says something in a composer, by Enter. */
export async function says(page: Page, composer: string | RegExp, text: string): Promise<void> {
  const box = page.getByRole('textbox', { name: composer })
  await box.fill(text)
  await box.press('Enter')
}
