import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'
import { served } from '../support/command-line.ts'
import { freshFolder } from '../support/rooms.ts'
import { test as base, tabTo } from '../support/windows.ts'

/** The trainer's library in a real browser, on a real folder. */

const story = (title: string, { about = 'Nothing special', steps = '  - wait: 1s\n', kind = 'scenario' } = {}): string =>
  `${kind}: ${title}\nabout: ${about}\ncast:\n  agents:\n    Anna:\n  customers:\n    Clara:\nsteps:\n${steps}`

const mistake = '  - Bne: accept\n'

class Folder {
  readonly path: string

  constructor(path: string) {
    this.path = path
  }

  write(file: string, text: string): void {
    mkdirSync(dirname(join(this.path, file)), { recursive: true })
    writeFileSync(join(this.path, file), text)
  }

  remove(file: string): void {
    rmSync(join(this.path, file))
  }

  move(from: string, to: string): void {
    renameSync(join(this.path, from), join(this.path, to))
  }
}

/** A library of each test's own; `write` fills it before the trainer comes. */
const test = base.extend<{ folder: Folder }>({
  // Playwright wants to see what a fixture asks for, and this one asks for nothing.
  folder: async ({ scenario: _scenario }, use) => {
    const folder = new Folder(join(freshFolder(), 'library'))
    mkdirSync(folder.path)
    await use(folder)
  },
  room: async ({ scenario, folder }, use) => {
    const room = await served(scenario, '--port', '0', '--data', freshFolder(), '--scenarios', folder.path)
    await use(room)
    await room.kill('SIGKILL')
  }
})

function smallLibrary(folder: Folder): void {
  folder.write('first.yaml', story('First of all'))
  folder.write('second.yaml', story('Second thoughts', { kind: 'exercise' }))
  folder.write('edge/04-cross.yaml', story('Cancel and Accept cross', { about: 'A race between two colleagues' }))
  folder.write('edge/10-rings.yaml', story('A colleague rings twice'))
  folder.write('edge/9-nine.yaml', story('Nine before ten', { steps: mistake }))
  folder.write('edge/deep/below.yaml', story('Far below'))
  folder.write('bank-refunds/one.yaml', story('Refund of 250'))
  folder.write('edge/opening.yaml', 'part: Opening\nsteps:\n  - wait: 1s\n')
  folder.write('edge/locales/de.yaml', 'hello: Guten Tag\n')
}

/** Each line with its level: what somebody sees from top to bottom. */
function lines(trainer: Page): Promise<string[]> {
  return trainer.getByRole('treeitem').evaluateAll((items) => {
    const byHeight = [...items].sort((one, other) => one.getBoundingClientRect().top - other.getBoundingClientRect().top)
    return byHeight.map((item) => `${item.getAttribute('aria-level') ?? ''} ${item.querySelector('strong')?.textContent ?? ''}`)
  })
}

function results(trainer: Page): Locator {
  return trainer.getByRole('listbox', { name: 'Scenarios' }).getByRole('option')
}

/** Where the keys are: what a screen reader is told of. */
function active(list: Locator): Promise<string> {
  return list.evaluate((element) => {
    const item = element.ownerDocument.getElementById(element.getAttribute('aria-activedescendant') ?? '')
    return item?.querySelector('strong')?.textContent ?? ''
  })
}

async function presses(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key)
}

test('files of the top come first, then folders by readable names; parts and translations stay out', async ({ people, folder }) => {
  smallLibrary(folder)
  const trainer = await people.trainer()
  await expect.poll(() => lines(trainer)).toEqual(['1 First of all', '1 Second thoughts', '1 Bank refunds', '1 Edge'])
  await expect(trainer.getByRole('treeitem', { name: 'Second thoughts' })).toContainText('Exercise')
  const edge = trainer.getByRole('treeitem', { name: 'Edge' })
  await expect(edge).toContainText('4 scenarios')
  await expect(edge).toContainText('1 file with a problem')
  await edge.click()
  await expect.poll(() => lines(trainer)).toEqual([
    ...['1 First of all', '1 Second thoughts', '1 Bank refunds', '1 Edge'],
    ...['2 Cancel and Accept cross', '2 Nine before ten', '2 A colleague rings twice', '2 Deep']
  ])
  await expect(trainer.getByRole('treeitem', { name: 'Nine before ten' })).toContainText('Line 9: "Bne" is not in the cast')
})

test('the tree is walked, opened, closed and used by keyboard alone', async ({ people, folder }) => {
  smallLibrary(folder)
  const trainer = await people.trainer()
  const tree = trainer.getByRole('tree', { name: 'Scenarios' })
  await expect(tree).toBeVisible()
  await trainer.getByRole('searchbox', { name: 'Search scenarios' }).focus()
  await tabTo(trainer, tree)
  const [edge, deep] = [trainer.getByRole('treeitem', { name: 'Edge' }), trainer.getByRole('treeitem', { name: 'Deep' })]

  expect(await active(tree)).toBe('First of all')
  await presses(trainer, 'End')
  expect(await active(tree)).toBe('Edge')
  await presses(trainer, 'ArrowRight')
  await expect(edge).toHaveAttribute('aria-expanded', 'true')
  expect(await active(tree)).toBe('Edge')
  await presses(trainer, 'ArrowRight', 'ArrowDown')
  expect(await active(tree)).toBe('Nine before ten')
  await presses(trainer, 'End', 'Enter')
  await expect(deep).toHaveAttribute('aria-expanded', 'true')
  await presses(trainer, 'ArrowDown')
  expect(await active(tree)).toBe('Far below')
  await presses(trainer, 'ArrowLeft')
  expect(await active(tree)).toBe('Deep')
  await presses(trainer, 'ArrowLeft')
  await expect(deep).toHaveAttribute('aria-expanded', 'false')
  await presses(trainer, 'ArrowLeft', 'ArrowLeft')
  expect(await active(tree)).toBe('Edge')
  await expect(edge).toHaveAttribute('aria-expanded', 'false')
  await presses(trainer, 'Home')
  expect(await active(tree)).toBe('First of all')
  await presses(trainer, 'ArrowUp')
  expect(await active(tree)).toBe('First of all')
  await presses(trainer, 's', 'e', 'c')
  expect(await active(tree)).toBe('Second thoughts')
  await presses(trainer, 'Enter')
  await expect(trainer.getByRole('main').getByRole('heading', { name: 'Second thoughts' })).toBeVisible()
  await expect(trainer.getByRole('treeitem', { name: 'Second thoughts' })).toHaveAttribute('aria-selected', 'true')
  await expect(tree).toBeFocused()
  await presses(trainer, '*')
  await expect.poll(() => lines(trainer)).toEqual([
    ...['1 First of all', '1 Second thoughts', '1 Bank refunds', '2 Refund of 250', '1 Edge'],
    ...['2 Cancel and Accept cross', '2 Nine before ten', '2 A colleague rings twice', '2 Deep']
  ])
})

test('open folders are remembered, and that of the chosen scenario is open at the start', async ({ people, folder }) => {
  smallLibrary(folder)
  const trainer = await people.trainer()
  await trainer.getByRole('treeitem', { name: 'Bank refunds' }).click()
  await trainer.getByRole('treeitem', { name: 'Edge' }).click()
  await trainer.getByRole('treeitem', { name: 'A colleague rings twice' }).click()
  await trainer.getByRole('treeitem', { name: 'Edge' }).click()
  await expect(trainer.getByRole('treeitem', { name: 'A colleague rings twice' })).toHaveCount(0)
  await trainer.reload()
  await expect(trainer.getByRole('treeitem', { name: 'A colleague rings twice' })).toHaveAttribute('aria-selected', 'true')
  await expect(trainer.getByRole('treeitem', { name: 'Refund of 250' })).toBeVisible()
  await expect(trainer.getByRole('treeitem', { name: 'Far below' })).toHaveCount(0)
})

test('words in any order find titles, descriptions and files; matches are marked, Escape ends it', async ({ people, folder }) => {
  smallLibrary(folder)
  const trainer = await people.trainer()
  const found = results(trainer)
  await expect(trainer.getByRole('tree')).toBeVisible()
  await presses(trainer, '/')
  const field = trainer.getByRole('searchbox', { name: 'Search scenarios' })
  await expect(field).toBeFocused()
  await expect(field).toHaveValue('')
  await trainer.keyboard.type('colleague ')
  await expect(trainer.getByText('2 scenarios found')).toHaveRole('status')
  // The one that has it in its title comes first.
  await expect(found.locator('strong')).toHaveText(['A colleague rings twice', 'Cancel and Accept cross'])
  await expect(found.last()).toContainText('Edge')
  await trainer.keyboard.type('cross')
  await expect(found.locator('strong')).toHaveText(['Cancel and Accept cross'])
  await expect(found.locator('mark')).toHaveText(['cross', 'colleague'])
  await presses(trainer, 'ControlOrMeta+a')
  await trainer.keyboard.type('250 bank-')
  await expect(found.locator('mark')).toHaveText(['250', 'bank-'])
  await presses(trainer, 'ControlOrMeta+a')
  await trainer.keyboard.type('zeppelin')
  await expect(trainer.getByText('0 scenarios found')).toHaveRole('status')
  await expect(trainer.getByText('Nothing about “zeppelin”')).toBeVisible()
  await presses(trainer, 'Escape')
  await expect(field).toHaveValue('')
  await expect(trainer.getByRole('treeitem')).toHaveCount(4)
  await trainer.keyboard.type('rings')
  await expect(found).toHaveCount(1)
  await presses(trainer, 'ArrowDown', 'Enter')
  await expect(trainer.getByRole('main').getByRole('heading', { name: 'A colleague rings twice' })).toBeVisible()
  await presses(trainer, 'Escape')
  await expect(trainer.getByRole('treeitem', { name: 'A colleague rings twice' })).toHaveAttribute('aria-selected', 'true')
})

test('what changes on disk appears by itself, and nothing else moves', async ({ people, folder }) => {
  for (let number = 10; number < 70; number += 1) folder.write(`stories/${number}.yaml`, story(`Story ${number}`))
  const trainer = await people.trainer()
  await trainer.getByRole('treeitem', { name: 'Stories' }).click()
  const tree = trainer.getByRole('tree')
  await trainer.getByRole('treeitem', { name: 'Story 12' }).click()
  await tree.evaluate((list) => list.scrollTo(0, 1500))
  const seen = trainer.getByRole('treeitem', { name: 'Story 38' })
  const place = await seen.boundingBox()
  const count = trainer.getByRole('heading', { name: 'Scenarios' }).locator('xpath=..')

  folder.write('another.yaml', story('Another one'))
  folder.write('stories/11b.yaml', story('Story 11 and a half'))
  await expect(count).toContainText('62')
  expect(await seen.boundingBox()).toEqual(place)
  folder.remove('stories/10.yaml')
  await expect(count).toContainText('61')
  expect(await seen.boundingBox()).toEqual(place)
  expect(await active(tree)).toBe('Story 12')
  await expect(tree).toBeFocused()
  await expect(trainer.getByRole('treeitem', { name: 'Story 12' })).toHaveAttribute('aria-selected', 'true')

  folder.write('stories/38.yaml', story('Story 38', { steps: mistake }))
  await expect(seen).toContainText('"Bne" is not in the cast')
  expect(await seen.boundingBox()).toEqual(place)
  folder.write('stories/38.yaml', story('Story 38, mended'))
  await expect(trainer.getByRole('treeitem', { name: 'Story 38, mended' })).toContainText('Nothing special')
})

test('whoever stands on a scenario that is deleted is told, and goes on where it was', async ({ people, folder }) => {
  smallLibrary(folder)
  const trainer = await people.trainer()
  const tree = trainer.getByRole('tree')
  await trainer.getByRole('treeitem', { name: 'First of all' }).click()
  folder.move('first.yaml', 'first.txt')
  await expect(trainer.getByRole('main').getByRole('heading', { name: 'This scenario is gone' })).toBeVisible()
  await expect(trainer.getByText('first.yaml is no longer in the library.')).toBeVisible()
  await expect(tree).toBeFocused()
  expect(await active(tree)).toBe('Second thoughts')
  folder.move('first.txt', 'first.yaml')
  await expect(trainer.getByRole('main').getByRole('heading', { name: 'First of all' })).toBeVisible()

  await trainer.getByRole('button', { name: 'Play', exact: true }).click()
  await expect(trainer.getByRole('treeitem', { name: 'First of all' })).toContainText('Held')
  folder.remove('first.yaml')
  await expect(trainer.getByText('What was played of it stays here')).toBeVisible()
  await expect(trainer.getByRole('main').getByRole('heading', { name: 'First of all' })).toBeVisible()
})

test('a library that is empty or gone says where it lies, and fills by itself', async ({ people, folder }) => {
  const trainer = await people.trainer()
  await expect(trainer.getByText('The library is empty')).toBeVisible()
  await expect(trainer.getByText(folder.path)).toBeVisible()
  rmSync(folder.path, { recursive: true })
  await expect(trainer.getByText("The library's folder is not there")).toBeVisible()
  folder.write('first.yaml', story('First of all'))
  await expect(trainer.getByRole('treeitem', { name: 'First of all' })).toBeVisible()
})

test('each scenario shows how it went when it was played last, and when', async ({ people, folder }) => {
  folder.write('held.yaml', story('It holds'))
  folder.write('broken.yaml', story('It breaks', { steps: '  - expect:\n      - Anna is: Chatting\n' }))
  folder.write('long.yaml', story('It is long', { steps: '  - wait: 10h\n' }))
  const trainer = await people.trainer()
  const results = { 'It holds': 'Held', 'It breaks': 'Broken', 'It is long': 'Stopped' }
  for (const [title, result] of Object.entries(results)) {
    const line = trainer.getByRole('treeitem', { name: title })
    await expect(line.locator('time')).toHaveCount(0)
    await line.click()
    await trainer.getByRole('button', { name: 'Play', exact: true }).click()
    if (result === 'Stopped') {
      await expect(line).toContainText('Playing')
      await trainer.getByRole('button', { name: 'Stop', exact: true }).click()
    }
    await expect(line).toContainText(result)
    const ended = Date.parse((await line.locator('time').getAttribute('datetime')) ?? '')
    expect(Math.abs(Date.now() - ended)).toBeLessThan(60_000)
  }
  await trainer.reload()
  for (const [title, result] of Object.entries(results)) await expect(trainer.getByRole('treeitem', { name: title })).toContainText(result)
})

test('of 3,000 scenarios those are made that can be seen, wherever one scrolls', async ({ people, folder }) => {
  for (let number = 0; number < 3000; number += 1) folder.write(`shelf-${number % 3}/${String(number).padStart(4, '0')}.yaml`, story(`Story ${number}`))
  const trainer = await people.trainer()
  const [tree, items] = [trainer.getByRole('tree'), trainer.getByRole('treeitem')]
  await expect(items).toHaveCount(3)
  await tree.focus()
  await presses(trainer, '*', 'End')
  await expect(trainer.getByRole('treeitem', { name: 'Story 2999' })).toBeInViewport()
  expect(await items.count()).toBeLessThan(60)
  await expect(trainer.getByRole('treeitem', { name: 'Story 2999' })).toHaveAttribute('aria-posinset', '1000')
  await tree.evaluate((list) => list.scrollTo(0, list.scrollHeight / 2))
  await expect(trainer.getByRole('treeitem', { name: /^Story 15\d\d/ }).first()).toBeInViewport()
  expect(await items.count()).toBeLessThan(60)
  // The line that the keys are at stays there for whoever is told of it.
  expect(await active(tree)).toBe('Story 2999')
  await presses(trainer, '/')
  await trainer.keyboard.type('2718')
  await expect(results(trainer)).toHaveCount(1)
})

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme })

    test('the library is accessible in every state', async ({ people, folder }) => {
      const trainer = await people.trainer()
      const found: string[] = []
      const look = async (): Promise<void> => {
        const { violations } = await new AxeBuilder({ page: trainer }).analyze()
        found.push(...violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')} ${failureSummary ?? ''}`)))
      }
      await expect(trainer.getByText('The library is empty')).toBeVisible()
      await look()
      smallLibrary(folder)
      const edge = trainer.getByRole('treeitem', { name: 'Edge' })
      await expect(edge).toContainText('1 file with a problem')
      await edge.click()
      await trainer.getByRole('treeitem', { name: 'Nine before ten' }).click()
      await look()
      await trainer.getByRole('treeitem', { name: 'First of all' }).click()
      await trainer.getByRole('button', { name: 'Play', exact: true }).click()
      await expect(trainer.getByRole('treeitem', { name: 'First of all' })).toContainText('Held')
      await look()
      await presses(trainer, '/')
      await trainer.keyboard.type('col')
      await expect(results(trainer)).toHaveCount(2)
      await look()
      await trainer.keyboard.type('zeppelin')
      await expect(trainer.getByText('Nothing about')).toBeVisible()
      await look()
      expect(found).toEqual([])
    })
  })
}
