import { spawn } from 'node:child_process'
import { mkdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import type { LibraryChange, ScenarioRow } from '../../src-main/contract/control.ts'
import { Listing } from '../../src-main/scenario/listing.ts'
import { titleIn } from '../../src-main/scenario/scenario-title.ts'
import { freshFolder } from '../support/rooms.ts'

/** The trainer's library on real folders: what is in it, and what becomes of it while somebody looks. */

const cast = 'cast:\n  agents:\n    Anna:\n  customers:\n    Clara:\n'
const story = (title: string, steps = '  - wait: 1s\n'): string => `scenario: ${title}\nabout: All about it\n${cast}steps:\n${steps}`

/** A library that is followed as a trainer's window follows it. */
class Followed {
  readonly folder: string
  readonly listing: Listing
  readonly changes: LibraryChange[] = []
  rows = new Map<string, ScenarioRow>()
  isThere = true
  #awaited: (() => void)[] = []

  constructor(files: Readonly<Record<string, string>>) {
    this.folder = join(freshFolder(), 'library')
    mkdirSync(this.folder)
    for (const [file, text] of Object.entries(files)) this.write(file, text)
    this.listing = new Listing(this.folder, (change) => this.#hear(change))
    onTestFinished(() => this.listing.close())
  }

  write(file: string, text: string): void {
    mkdirSync(join(this.folder, file, '..'), { recursive: true })
    writeFileSync(join(this.folder, file), text)
  }

  async open(): Promise<void> {
    const { version, scenarios, isThere } = await this.listing.read()
    this.rows = new Map(scenarios.map((row) => [row.file, row]))
    this.isThere = isThere
    // Some may have been told before the answer came.
    for (const change of this.changes) if (change.version > version) this.#apply(change)
  }

  /** Comes back when what was told so far makes this true. */
  async until(holds: () => boolean): Promise<void> {
    while (!holds()) await new Promise<void>((told) => this.#awaited.push(told))
  }

  #hear(change: LibraryChange): void {
    this.changes.push(change)
    this.#apply(change)
    for (const told of this.#awaited.splice(0)) told()
  }

  #apply(change: LibraryChange): void {
    this.isThere = change.isThere
    for (const row of change.scenarios) this.rows.set(row.file, row)
    for (const file of change.gone) this.rows.delete(file)
  }
}

test('all titles are known at once; steps and problems follow', async () => {
  const library = new Followed({ 'one.yaml': story('One'), 'edge/two.yaml': story('Two', '  - Bne: accept\n'), 'practice.yaml': story('Practice').replace('scenario', 'exercise') })
  await library.open()
  expect([...library.rows.values()].map(({ file, kind, title, about }) => [file, kind, title, about])).toEqual([
    ['edge/two.yaml', 'scenario', 'Two', 'All about it'],
    ['one.yaml', 'scenario', 'One', 'All about it'],
    ['practice.yaml', 'exercise', 'Practice', 'All about it']
  ])
  await library.until(() => library.rows.get('one.yaml')?.steps === 1 && library.rows.get('edge/two.yaml')?.problem !== null)
  expect(library.rows.get('edge/two.yaml')).toMatchObject({ steps: null, title: 'Two', problem: expect.stringMatching(/^edge\/two\.yaml:9:\d+ {2}/) })
})

test('parts, translations, packages and hidden folders are no scenarios', async () => {
  const library = new Followed({ 'one.yaml': story('One'), 'opening.yaml': 'part: Opening\nsteps:\n  - wait: 1s\n', 'locales/de.yaml': 'a: b\n', 'node_modules/x.yaml': story('X'), '.git/y.yaml': story('Y'), 'notes.txt': 'No scenario' })
  await library.open()
  expect([...library.rows.keys()]).toEqual(['one.yaml'])
})

test('what is made, changed, moved and removed is told by itself', async () => {
  const library = new Followed({ 'one.yaml': story('One') })
  await library.open()
  library.write('new/folder/two.yaml', story('Two'))
  await library.until(() => library.rows.get('new/folder/two.yaml')?.steps === 1)
  library.write('new/folder/two.yaml', story('Two', '  - Bne: accept\n'))
  await library.until(() => library.rows.get('new/folder/two.yaml')?.problem?.includes('Bne') === true)
  renameSync(join(library.folder, 'new/folder'), join(library.folder, 'moved'))
  await library.until(() => library.rows.has('moved/two.yaml') && !library.rows.has('new/folder/two.yaml'))
  library.write('moved/two.yaml', story('Mended'))
  await library.until(() => library.rows.get('moved/two.yaml')?.title === 'Mended')
  rmSync(join(library.folder, 'one.yaml'))
  await library.until(() => !library.rows.has('one.yaml'))
  expect([...library.rows.keys()]).toEqual(['moved/two.yaml'])
})

test('a file that is saved with the same size and time is read anew all the same', async () => {
  const library = new Followed({})
  const saved = (title: string): void => {
    library.write('one.yaml', story(title))
    utimesSync(join(library.folder, 'one.yaml'), 1_767_600_000, 1_767_600_000)
  }
  saved('Before')
  await library.open()
  await library.until(() => library.rows.get('one.yaml')?.steps === 1)
  saved('Behind')
  await library.until(() => library.rows.get('one.yaml')?.title === 'Behind')
})

test('a part that is broken shows in the scenarios that include it, and so does its mending', async () => {
  const library = new Followed({ 'one.yaml': story('One', '  - include: opening.yaml\n'), 'opening.yaml': 'part: Opening\nsteps:\n  - wait: 1s\n', 'two.yaml': story('Two') })
  await library.open()
  await library.until(() => library.rows.get('one.yaml')?.steps === 1 && library.rows.get('two.yaml')?.steps === 1)
  library.write('opening.yaml', 'part: Opening\nsteps:\n  - wait: soon\n')
  await library.until(() => library.rows.get('one.yaml')?.problem !== null)
  expect(library.rows.get('one.yaml')?.problem).toContain('opening.yaml')
  expect(library.rows.get('two.yaml')?.problem).toBe(null)
  library.write('opening.yaml', 'part: Opening\nsteps:\n  - wait: 2s\n')
  await library.until(() => library.rows.get('one.yaml')?.problem === null)
})

test('a second reading reads no file again, and tells nothing', async () => {
  const library = new Followed({ 'one.yaml': story('One'), 'two.yaml': story('Two') })
  await library.open()
  await library.until(() => [...library.rows.values()].every(({ steps }) => steps === 1))
  const told = library.changes.length
  const [first, second] = [await library.listing.read(), await library.listing.read()]
  expect(second).toEqual(first)
  expect(second.scenarios.every((row, place) => row === first.scenarios[place])).toBe(true)
  expect(library.changes.length).toBe(told)
})

test('a library that vanishes is empty, and full again when it comes back', async () => {
  const library = new Followed({ 'one.yaml': story('One') })
  await library.open()
  rmSync(library.folder, { recursive: true })
  await library.until(() => !library.isThere && library.rows.size === 0)
  library.write('edge/two.yaml', story('Two'))
  await library.until(() => library.isThere && library.rows.has('edge/two.yaml'))
  library.write('three.yaml', story('Three'))
  await library.until(() => library.rows.get('three.yaml')?.steps === 1)
})

test('what comes and goes is told also while nothing has been checked yet', async () => {
  const library = new Followed({})
  await library.open()
  library.write('one.yaml', story('One'))
  await library.until(() => library.rows.has('one.yaml'))
  expect(library.rows.get('one.yaml')?.steps).toBeNull()
  rmSync(library.folder, { recursive: true })
  await library.until(() => !library.isThere && library.rows.size === 0)
})

test('a library that is not there says where it should be', async () => {
  const folder = join(freshFolder(), 'nowhere')
  const listing = new Listing(folder, () => {})
  onTestFinished(() => listing.close())
  expect(await listing.read()).toMatchObject({ folder, isThere: false, scenarios: [] })
})

test('timers and requests get their turn while hundreds of files are checked', async () => {
  const files = Object.fromEntries(Array.from({ length: 300 }, (_, number) => [`story-${number}.yaml`, story(`Story ${number}`, '  - wait: 1s\n'.repeat(50))]))
  const library = new Followed(files)
  await library.open()
  let turns = 0
  const turn = (): void => {
    turns += 1
    if (![...library.rows.values()].every(({ steps }) => steps === 50)) setImmediate(turn)
  }
  turn()
  await library.until(() => [...library.rows.values()].every(({ steps }) => steps === 50))
  expect(turns).toBeGreaterThan(10)
})

test('the watch keeps no process alive', async () => {
  const folder = freshFolder()
  writeFileSync(join(folder, 'one.yaml'), story('One'))
  const listing = fileURLToPath(new URL('../../src-main/scenario/listing.ts', import.meta.url))
  const script = `import { Listing } from ${JSON.stringify(listing)}\nconst { scenarios } = await new Listing(${JSON.stringify(folder)}, () => {}).read()\nconsole.log(scenarios[0].title)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script])
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const code = await new Promise((ended) => child.on('close', ended))
  expect([code, said]).toEqual([0, 'One\n'])
})

test.each([
  ['scenario: Plain words, with a comma\ncast:\n', 'Plain words, with a comma'],
  ['# A comment first\nscenario: "In quotes: with a colon"\n', 'In quotes: with a colon'],
  ['scenario: A title # and a comment\n', 'A title'],
  ['scenario: >\n  Over two\n  lines\ncast:\n', 'Over two lines\n'],
  ['scenario: On and\n  on\r\nabout: x\n', 'On and on'],
  ['scenario: 2026\n', '2026'],
  ['scenario:\ncast:\n', ''],
  ['scenario: "never closed\ncast:\n', '"never closed']
])('the title of %j is seen without reading the rest', (text, title) => {
  expect(titleIn(text)).toMatchObject({ kind: 'scenario', title })
})

test('a file that says nowhere what it is has no title', () => {
  expect(titleIn('steps:\n  - scenario: x\n')).toBe(null)
})
