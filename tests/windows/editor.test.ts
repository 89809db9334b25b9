import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'
import { served } from '../support/command-line.ts'
import { freshFolder } from '../support/rooms.ts'
import { findings, tabTo, test as base } from '../support/windows.ts'

/** The trainer's editor in a real browser, on a real folder: three views of one file. */

const story = `scenario: Anna helps # a good title
about: Clara wants to know.
cast:
  agents:
    Anna: # the owner
    Ben:
      when invited: accept
  queues:
    Support:
      members: [Anna]
  customers:
    Clara:

steps:
  # she begins
  - Clara: chat
    queue: Support
    text: "Hello"
  - Anna: accept
  - Anna: say   # politely
    text: "One moment"
  - Clara: leave
  - Anna: complete
`

interface Folder {
  readonly path: string
  read(file: string): string
  write(file: string, text: string): void
}

const test = base.extend<{ folder: Folder }>({
  // Playwright wants to see what a fixture asks for, and this one asks for nothing.
  folder: async ({ scenario: _scenario }, use) => {
    const path = join(freshFolder(), 'library')
    mkdirSync(path)
    const folder: Folder = {
      path,
      read: (file) => (existsSync(join(path, file)) ? readFileSync(join(path, file), 'utf8') : ''),
      write: (file, text) => {
        mkdirSync(dirname(join(path, file)), { recursive: true })
        writeFileSync(join(path, file), text)
      }
    }
    folder.write('anna.yaml', story)
    await use(folder)
  },
  room: async ({ scenario, folder }, use) => {
    const room = await served(scenario, '--port', '0', '--data', freshFolder(), '--scenarios', folder.path)
    await use(room)
    await room.kill('SIGKILL')
  }
})

async function opens(trainer: Page, title = 'Anna helps'): Promise<void> {
  await trainer.getByRole('treeitem', { name: title }).click()
  await trainer.getByRole('tab', { name: 'Editor' }).click()
  await expect(trainer.getByRole('list', { name: 'Story' })).toBeVisible()
}

const view = (trainer: Page, name: 'Story' | 'Picture' | 'YAML'): Promise<void> => trainer.getByRole('tab', { name, exact: true }).click()
const rows = (trainer: Page): Locator => trainer.getByRole('list', { name: 'Story' }).locator('button.pick')
const row = (trainer: Page, name: RegExp): Locator => rows(trainer).filter({ hasText: name })
const yaml = (trainer: Page): Locator => trainer.getByRole('textbox', { name: 'The scenario as YAML' })
const save = (trainer: Page): Promise<void> => trainer.keyboard.press('ControlOrMeta+s')

async function adds(trainer: Page, what: string): Promise<void> {
  await trainer.getByRole('button', { name: 'Add', exact: true }).click()
  await trainer.getByRole('menuitem', { name: what }).click()
}

/** Fills a field of the chosen row. */
async function says(trainer: Page, field: string, text: string): Promise<void> {
  const form = trainer.getByRole('group', { name: 'What this row says' })
  await form.getByRole('textbox', { name: field, exact: true }).fill(text)
  await form.getByRole('textbox', { name: field, exact: true }).blur()
}

async function picks(trainer: Page, field: string, value: string): Promise<void> {
  await trainer.getByRole('group', { name: 'What this row says' }).getByRole('combobox', { name: field }).selectOption({ label: value })
}

/** What the page's policy had to forbid; nothing, if all is well. */
async function watchPolicy(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const broken: string[] = []
    Object.assign(window, { brokenPolicies: broken })
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => broken.push(`${violatedDirective} ${blockedURI}`))
  })
  return () => page.evaluate(() => (window as unknown as { brokenPolicies: string[] }).brokenPolicies)
}

test('a trainer makes a consult exercise without typing YAML, and plays it', async ({ people, folder }) => {
  const trainer = await people.trainer()
  await trainer.getByRole('button', { name: 'New', exact: true }).click()
  await trainer.getByRole('menuitem', { name: 'New empty scenario' }).click()
  await trainer.getByRole('textbox', { name: 'Title' }).fill('Ask before you promise')
  await expect(trainer.getByRole('textbox', { name: 'File' })).toHaveValue('ask-before-you-promise.yaml')
  await trainer.getByRole('button', { name: 'Create' }).click()
  await expect(rows(trainer)).toHaveCount(2)

  await trainer.getByRole('combobox', { name: 'Kind' }).selectOption({ label: 'An exercise: somebody plays, and is scored' })
  await trainer.getByRole('button', { name: 'Add an agent' }).click()
  const cast = (name: string): Locator => trainer.locator('details').filter({ has: trainer.getByText(name, { exact: true }) }).first()
  await cast('Anna').locator('summary').click()
  await cast('Anna').getByRole('combobox', { name: 'Played by' }).selectOption({ label: 'a person' })
  await cast('Ben').locator('summary').click()
  await cast('Ben').getByRole('combobox', { name: 'When invited' }).selectOption({ label: 'accepts' })

  await row(trainer, /asks for a chat/).click()
  await says(trainer, 'Text', 'I want 250 back today.')
  await row(trainer, /accepts/).click()
  await trainer.getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(rows(trainer)).toHaveCount(1)
  await adds(trainer, 'Goal of the exercise')
  await says(trainer, 'Goal', 'Anna accepts')
  await adds(trainer, 'Goal of the exercise')
  await says(trainer, 'Goal', 'Anna consults Ben')
  await says(trainer, 'Points', '20')
  await says(trainer, 'Hint', 'Your limit is 100.')
  await trainer.getByRole('button', { name: 'Add what must never be heard' }).click()
  await expect(row(trainer, /never hears/)).toHaveAttribute('aria-expanded', 'true')
  await says(trainer, 'Text', '/limit/i')
  await expect(trainer.getByText(/2 goals, 30 points to win/)).toBeVisible()
  await expect(trainer.getByText(/No problems/)).toBeVisible()
  await save(trainer)
  await expect(trainer.getByText('Saved', { exact: true })).toBeVisible()
  expect(folder.read('ask-before-you-promise.yaml')).toBe(`exercise: Ask before you promise
cast:
  agents:
    Anna:
      played by: person
    Ben:
      when invited: accept
  queues:
    Support:
      members: [Anna]
  customers:
    Clara:

steps:
  - Clara: chat
    queue: Support
    text: "I want 250 back today."
  - goal: Anna accepts
    points: 10
  - goal: Anna consults Ben
    points: 20
    hint: "Your limit is 100."

always:
  - Clara never hears: { text: /limit/i }
    points: -20
`)
  await trainer.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(trainer.getByRole('tab', { name: 'Stage' })).toHaveAttribute('aria-selected', 'true')
  await expect(trainer.getByRole('treeitem', { name: /Ask before you promise.*Playing/ })).toBeVisible()
})

test('a mistake in YAML is told as it is typed, leads to its line, is mended by what is offered, and plays unsaved', async ({ people, folder }) => {
  const trainer = await people.context.newPage()
  const violations = await watchPolicy(trainer)
  await trainer.goto(people.room.pages.trainer)
  await opens(trainer)
  await view(trainer, 'YAML')
  await yaml(trainer).click()
  await trainer.keyboard.press('ControlOrMeta+End')
  await trainer.keyboard.type('  - Anna: trans')
  await expect(trainer.getByRole('option', { name: /^transfer/ })).toBeVisible()
  await trainer.keyboard.press('Escape')
  const problem = trainer.getByRole('button', { name: /1 problem.*Line 24/ })
  await expect(problem).toBeVisible()
  await trainer.keyboard.press('ControlOrMeta+Home')
  await trainer.getByRole('button', { name: 'Run', exact: true }).click({ force: true })
  await expect(trainer.getByRole('tab', { name: 'Editor' })).toHaveAttribute('aria-selected', 'true')
  // Refused, it leads to what is wrong.
  await expect(yaml(trainer)).toBeFocused()
  await trainer.keyboard.press('End')
  await trainer.keyboard.press('Control+Space')
  await trainer.getByRole('option', { name: /^transfer/ }).click()
  await expect(trainer.getByRole('button', { name: /transfer needs "target"/ })).toBeVisible()
  for (let letter = 0; letter < 'transfer'.length; letter += 1) await trainer.keyboard.press('Backspace')
  await trainer.keyboard.type('notReady')
  await trainer.keyboard.press('Escape')
  await expect(trainer.getByText(/No problems/)).toBeVisible()
  await trainer.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(trainer.getByRole('tab', { name: 'Stage' })).toHaveAttribute('aria-selected', 'true')
  await trainer.getByRole('combobox', { name: 'Speed' }).selectOption({ label: '10×' })
  await expect(trainer.getByText('Held').first()).toBeVisible({ timeout: 30_000 })
  await expect(trainer.getByText(/notReady/).first()).toBeVisible()
  expect(folder.read('anna.yaml')).toBe(story)
  expect(await violations()).toEqual([])
})

test('rows are moved, duplicated, deleted and undone over all views, and no comment is lost', async ({ people, folder }) => {
  const trainer = await people.trainer()
  await opens(trainer)
  await row(trainer, /One moment/).click()
  await trainer.getByRole('button', { name: 'Move up' }).click()
  await expect(rows(trainer).nth(1)).toContainText('One moment')
  await trainer.keyboard.press('Alt+ArrowDown')
  await expect(rows(trainer).nth(2)).toContainText('One moment')
  await expect(rows(trainer).nth(2)).toBeFocused()
  await trainer.keyboard.press('Control+d')
  await expect(rows(trainer)).toHaveCount(6)
  await trainer.keyboard.press('Delete')
  await expect(rows(trainer)).toHaveCount(5)
  await row(trainer, /One moment/).click()
  await picks(trainer, 'Does what', 'leaves')
  await expect(row(trainer, /Anna.*leaves/)).toBeVisible()
  await view(trainer, 'YAML')
  await expect(yaml(trainer)).toContainText('- Anna: leave')
  await yaml(trainer).click()
  await trainer.keyboard.press('ControlOrMeta+z')
  await expect(yaml(trainer)).toContainText('- Anna: say   # politely')
  await view(trainer, 'Story')
  await trainer.getByRole('button', { name: 'Redo' }).click()
  await expect(row(trainer, /Anna.*leaves/)).toBeVisible()
  for (let step = 0; step < 5; step += 1) await trainer.getByRole('button', { name: 'Undo' }).click()
  await expect(trainer.getByText('Saved', { exact: true })).toBeVisible()
  await row(trainer, /One moment/).click()
  await says(trainer, 'Text', 'Two moments')
  await save(trainer)
  await expect(trainer.getByText('Saved', { exact: true })).toBeVisible()
  expect(folder.read('anna.yaml')).toBe(story.replace('One moment', 'Two moments'))
})

test('a row is dragged to another place', async ({ people, folder }) => {
  const trainer = await people.trainer()
  await opens(trainer)
  const grip = trainer.locator('li').filter({ hasText: 'One moment' }).locator('.grip')
  const goal = await rows(trainer).nth(0).boundingBox()
  await grip.hover()
  await trainer.mouse.down()
  await trainer.mouse.move((goal?.x ?? 0) + 10, (goal?.y ?? 0) + 4, { steps: 8 })
  await trainer.mouse.up()
  await expect(rows(trainer).nth(0)).toContainText('One moment')
  await save(trainer)
  await expect.poll(() => folder.read('anna.yaml')).toContain('steps:\n  - Anna: say   # politely\n    text: "One moment"\n  # she begins\n')
})

test('the place in the text goes along from view to view, and the picture is walked by keys', async ({ people }) => {
  const trainer = await people.trainer()
  await opens(trainer)
  await row(trainer, /One moment/).click()
  await view(trainer, 'Picture')
  const picture = trainer.getByRole('listbox', { name: 'The story as a sequence' })
  await expect(picture.getByRole('option', { selected: true })).toHaveAccessibleName('3. Anna says “One moment”')
  await tabTo(trainer, picture)
  await trainer.keyboard.press('ArrowDown')
  await expect(picture.getByRole('option', { selected: true })).toHaveAccessibleName('4. Clara leaves')
  await trainer.keyboard.press('Enter')
  await expect(row(trainer, /Clara.*leaves/)).toHaveAttribute('aria-expanded', 'true')
  await view(trainer, 'YAML')
  await expect(trainer.locator('.cm-activeLine')).toContainText('- Clara: leave')
  await yaml(trainer).press('ControlOrMeta+End')
  await trainer.keyboard.press('ArrowUp')
  await view(trainer, 'Picture')
  await expect(picture.getByRole('option', { selected: true })).toHaveAccessibleName('5. Anna completes')
})

test('a file that changes on disk while it is edited is shown beside, and nothing is lost before somebody chose', async ({ people, folder }) => {
  const trainer = await people.trainer()
  await opens(trainer)
  folder.write('anna.yaml', story.replace('One moment', 'From elsewhere'))
  await expect(row(trainer, /From elsewhere/)).toBeVisible()
  await row(trainer, /From elsewhere/).click()
  await says(trainer, 'Text', 'Mine')
  await expect(trainer.getByText('Not saved', { exact: true }).first()).toBeVisible()
  folder.write('anna.yaml', story.replace('One moment', 'Theirs'))
  await expect(trainer.getByText('anna.yaml was changed on disk while you edited it.')).toBeVisible()
  await trainer.getByRole('button', { name: 'Compare' }).click()
  const compared = trainer.getByRole('dialog')
  await expect(compared.getByText('text: "Theirs"')).toBeVisible()
  await expect(compared.getByText('text: "Mine"')).toBeVisible()
  expect(await findings(trainer)).toEqual([])
  await compared.getByRole('button', { name: 'Keep mine' }).click()
  await expect.poll(() => folder.read('anna.yaml')).toBe(story.replace('One moment', 'Mine'))
  await says(trainer, 'Text', 'Mine again')
  folder.write('anna.yaml', story)
  await trainer.getByRole('button', { name: 'Take theirs' }).click()
  await expect(row(trainer, /One moment/)).toBeVisible()
  await trainer.getByRole('button', { name: 'Undo' }).click()
  await expect(row(trainer, /Mine again/)).toBeVisible()
})

test('what is changed on disk while it is being saved is shown beside as well', async ({ people, folder }) => {
  const trainer = await people.trainer()
  await opens(trainer)
  await row(trainer, /One moment/).click()
  await says(trainer, 'Text', 'Mine')
  let answer = (): void => {}
  const mayAnswer = new Promise<void>((may) => (answer = may))
  await trainer.route('**/control/editing/save', async (route) => {
    const response = await route.fetch()
    folder.write('anna.yaml', story.replace('Anna helps', 'Anna helps quickly'))
    await mayAnswer
    await route.fulfill({ response })
  })
  await save(trainer)
  await expect(trainer.getByRole('treeitem', { name: /Anna helps quickly/ })).toBeVisible()
  await says(trainer, 'Text', 'Mine again')
  answer()
  await expect(trainer.getByText('anna.yaml was changed on disk while you edited it.')).toBeVisible()
  await expect(row(trainer, /Mine again/)).toBeVisible()
})

test('whoever types again in a field before its last text has come into the story loses nothing of it', async ({ people, folder }) => {
  const trainer = await people.trainer()
  await opens(trainer)
  await row(trainer, /One moment/).click()
  let answer = (): void => {}
  const mayAnswer = new Promise<void>((may) => (answer = may))
  await trainer.route('**/control/editing/edit', async (route) => {
    const response = await route.fetch()
    await mayAnswer
    await route.fulfill({ response })
  })
  const text = trainer.getByRole('group', { name: 'What this row says' }).getByRole('textbox', { name: 'Text', exact: true })
  await text.fill('Mine')
  await text.press('Enter')
  await text.pressSequentially(' again')
  answer()
  await expect(row(trainer, /“Mine”/)).toBeVisible()
  await expect(text).toHaveValue('Mine again')
  await text.blur()
  await expect(row(trainer, /Mine again/)).toBeVisible()
  await save(trainer)
  await expect.poll(() => folder.read('anna.yaml')).toBe(story.replace('One moment', 'Mine again'))
})

test('what was not saved is there after a reload, and marked where one looks for it', async ({ people, folder }) => {
  const trainer = await people.trainer()
  await opens(trainer)
  await row(trainer, /One moment/).click()
  await says(trainer, 'Text', 'Only a draft')
  await expect(trainer.getByRole('treeitem', { name: /Not saved: Anna helps/ })).toBeVisible()
  await expect(trainer.getByRole('tab', { name: /Editor.*Not saved/ })).toBeVisible()
  await trainer.reload()
  await expect(row(trainer, /Only a draft/)).toBeVisible()
  await expect(trainer.getByText('Not saved', { exact: true }).first()).toBeVisible()
  expect(folder.read('anna.yaml')).toBe(story)
  await save(trainer)
  await expect(trainer.getByRole('tab', { name: 'Editor', exact: true })).toBeVisible()
  expect(folder.read('anna.yaml')).toContain('Only a draft')
})

test('a run goes up to the chosen row and stands still there; a mark of it leads back to its line', async ({ people }) => {
  const trainer = await people.trainer()
  await opens(trainer)
  await row(trainer, /Clara.*leaves/).click()
  await trainer.getByRole('button', { name: 'Run up to here' }).click()
  await expect(trainer.getByText('Paused').first()).toBeVisible()
  await expect(trainer.getByText('3 of 5')).toBeVisible()
  await trainer.getByRole('button', { name: /Anna: say/ }).first().click()
  await trainer.getByRole('button', { name: 'Line 20 in the editor' }).click()
  await expect(row(trainer, /One moment/)).toHaveAttribute('aria-expanded', 'true')
})

test('a file is duplicated, renamed, deleted and brought back', async ({ people, folder }) => {
  const trainer = await people.trainer()
  await opens(trainer)
  const file = async (what: RegExp): Promise<void> => {
    await trainer.getByRole('button', { name: 'File', exact: true }).click()
    await trainer.getByRole('menuitem', { name: what }).click()
  }
  await file(/Duplicate/)
  await trainer.getByRole('textbox', { name: 'Title' }).last().fill('Anna helps again')
  await trainer.getByRole('dialog').getByRole('button', { name: 'Duplicate' }).click()
  await expect(trainer.getByRole('treeitem', { name: 'Anna helps again' })).toHaveAttribute('aria-selected', 'true')
  await expect.poll(() => folder.read('anna-helps-again.yaml')).toBe(story.replace('Anna helps', 'Anna helps again'))
  await file(/Rename/)
  await trainer.getByRole('dialog').getByRole('textbox', { name: 'File' }).fill('more/again.yaml')
  await trainer.getByRole('dialog').getByRole('button', { name: 'Rename' }).click()
  await expect.poll(() => folder.read('more/again.yaml')).toContain('Anna helps again')
  await expect(rows(trainer)).toHaveCount(5)
  await file(/Delete/)
  await trainer.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await expect(trainer.getByText('more/again.yaml was deleted.')).toBeVisible()
  await trainer.getByRole('button', { name: 'Bring it back' }).click()
  await expect(trainer.getByRole('main').getByRole('heading', { name: 'Anna helps again' })).toBeVisible()
  expect(folder.read('more/again.yaml')).toContain('Anna helps again')
})

test('all of it is done by keys alone', async ({ people, folder }) => {
  const trainer = await people.trainer()
  await trainer.getByRole('treeitem', { name: 'Anna helps' }).click()
  await tabTo(trainer, trainer.getByRole('tab', { name: 'Stage' }))
  await trainer.keyboard.press('ArrowRight')
  await expect(rows(trainer)).toHaveCount(5)
  await tabTo(trainer, trainer.getByRole('button', { name: 'Add', exact: true }))
  await trainer.keyboard.press('Enter')
  await trainer.keyboard.press('ArrowDown')
  await expect(trainer.getByRole('menuitem', { name: 'Wait', exact: true })).toBeVisible()
  await trainer.keyboard.press('w')
  await trainer.keyboard.press('Enter')
  await expect(rows(trainer)).toHaveCount(6)
  await expect(trainer.getByRole('group', { name: 'What this row says' }).getByRole('textbox')).toBeFocused()
  await trainer.keyboard.press('ControlOrMeta+a')
  await trainer.keyboard.type('7s')
  await trainer.keyboard.press('Enter')
  await trainer.keyboard.press('Escape')
  await expect(row(trainer, /Wait.*7s/)).toBeFocused()
  await trainer.keyboard.press('ArrowDown')
  await trainer.keyboard.press('Alt+ArrowUp')
  await trainer.keyboard.press('ControlOrMeta+s')
  await expect.poll(() => folder.read('anna.yaml')).toContain('wait: 7s')
  await tabTo(trainer, trainer.getByRole('tab', { name: 'Story' }))
  await trainer.keyboard.press('End')
  await trainer.keyboard.press('Enter')
  await tabTo(trainer, yaml(trainer))
  await trainer.keyboard.press('Tab')
  await expect(yaml(trainer)).toBeFocused()
  await trainer.keyboard.press('Escape')
  await trainer.keyboard.press('Tab')
  await expect(yaml(trainer)).not.toBeFocused()
})

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme })

    for (const title of ['Anna helps', 'All wrong']) {
      test(`each view is accessible: ${title}`, async ({ people, folder }) => {
        // Each look reads all of a long page.
        test.slow()
        folder.write('wrong.yaml', story.replace('Anna helps', 'All wrong').replace('- Anna: accept', '- Ana: accept'))
        const trainer = await people.trainer()
        const found: string[] = []
        const look = async (): Promise<void> => void found.push(...(await findings(trainer)))
        await opens(trainer, title)
        await expect(trainer.getByText(title === 'All wrong' ? /1 problem/ : /everything held/).first()).toBeVisible()
        await row(trainer, /One moment/).click()
        await look()
        await view(trainer, 'Picture')
        await look()
        await view(trainer, 'YAML')
        await yaml(trainer).click()
        await look()
        expect(found).toEqual([])
      })
    }

    test('what is put in, and what a new scenario begins with, is accessible', async ({ people }) => {
      const trainer = await people.trainer()
      await opens(trainer)
      await trainer.getByRole('button', { name: 'Add', exact: true }).click()
      expect(await findings(trainer)).toEqual([])
      await trainer.keyboard.press('Escape')
      await trainer.getByRole('button', { name: 'New', exact: true }).click()
      await trainer.getByRole('menuitem', { name: /template/ }).click()
      expect(await findings(trainer)).toEqual([])
    })
  })
}

test('the YAML view is put into the page once, however much it tells the page', async ({ people }) => {
  const trainer = await people.trainer()
  await trainer.evaluate(() => {
    const put = ShadowRoot.prototype.replaceChildren
    Object.assign(window, { mounts: 0 })
    ShadowRoot.prototype.replaceChildren = function (...nodes) {
      Object.assign(window, { mounts: (window as unknown as { mounts: number }).mounts + 1 })
      put.apply(this, nodes)
    }
  })
  await opens(trainer)
  await view(trainer, 'Picture')
  await view(trainer, 'YAML')
  await yaml(trainer).press('Control+End')
  await yaml(trainer).pressSequentially('# more')
  await expect(yaml(trainer)).toContainText('# more')
  expect(await trainer.evaluate(() => (window as unknown as { mounts: number }).mounts)).toBe(1)
})
