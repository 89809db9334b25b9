import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { libraryIn } from '../../src-main/scenario/library.ts'
import { problemText, readScenario } from '../../src-main/scenario/read.ts'
import type { Reading } from '../../src-main/scenario/read.ts'
import { freshFolder } from '../support/rooms.ts'
import { playScenario } from './playing.ts'

/** Parts, rows and what a scenario may read of its folder. */

const head = `scenario: A story
cast:
  agents:
    Anna:
  queues:
    Support:
      members: [Anna]
  customers:
    Clara:
    Carla:
steps:
`

const opening = `part: Somebody asks for a chat
steps:
  - $customer: chat
    queue: Support
    text: "Hello, this is $customer"
  - Anna: accept
`

/** Reads `story.yaml` in a folder with these files. */
function readIn(files: Readonly<Record<string, string>>, folder = freshFolder()): Reading {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return readScenario('story.yaml', files['story.yaml'] ?? '', libraryIn(folder, folder))
}

const wrongIn = (files: Readonly<Record<string, string>>, folder?: string): string[] => {
  const read = readIn(files, folder)
  return 'problems' in read ? read.problems.map(problemText) : []
}

const include = '  - include: opening.yaml\n    with: { customer: Clara }\n'

test('a part is played in the place of its include, with its parameters', async () => {
  const read = readIn({ 'story.yaml': `${head}${include}  - Anna: say\n    text: "Hi"\n  - include: opening.yaml\n    with: { customer: Carla }\n`, 'opening.yaml': opening })
  if ('problems' in read) throw new Error(read.problems.map(problemText).join('\n'))
  const { result, progress } = await playScenario(read.scenario)
  expect(result.problems).toEqual([])
  expect(progress.flatMap((one) => (one.kind === 'step' ? [`${one.line} ${one.text}`] : []))).toEqual([
    '12 Clara: chat Support "Hello, this is Clara"',
    '12 Anna: accept',
    '14 Anna: say "Hi"',
    '16 Carla: chat Support "Hello, this is Carla"',
    '16 Anna: accept'
  ])
})

test('what breaks in a part is told with its line in the part', async () => {
  const read = readIn({ 'story.yaml': `${head}${include}`, 'opening.yaml': `${opening}  - Anna: cancelConsult\n` })
  if ('problems' in read) throw new Error(read.problems.map(problemText).join('\n'))
  const [problem] = (await playScenario(read.scenario)).result.problems
  expect([problem?.line, problem?.detail]).toEqual([12, 'refused by 2, "You have no consult in this chat" (opening.yaml:7)'])
})

test('a mistake in a part has its place in the part', () => {
  expect(wrongIn({ 'story.yaml': `${head}${include}`, 'opening.yaml': opening.replace('Anna: accept', 'Ana: accept') })).toEqual(['opening.yaml:6:5  Anna is spelt "Ana" here; the cast has Anna, Clara, Carla'])
  expect(wrongIn({ 'story.yaml': `${head}${include}`, 'opening.yaml': `${opening}  - Anna: say\n\ttext: x` })).toEqual(['opening.yaml:8:1  A tab indents this line; YAML takes spaces only'])
})

test('a part that is given too little or too much is told so', () => {
  expect(wrongIn({ 'story.yaml': `${head}  - include: opening.yaml\n`, 'opening.yaml': opening })).toEqual([
    'opening.yaml:3:5  Nothing is given for $customer; a part is given it by "with:" beside its include, a scenario by a column of its rows'
  ])
  expect(wrongIn({ 'story.yaml': `${head}  - include: opening.yaml\n    with: { customer: Clara, costumer: Clara }\n`, 'opening.yaml': opening })).toEqual([
    'story.yaml:13:30  "costumer" is used nowhere in opening.yaml; did you mean customer?'
  ])
})

test('parts that include each other are refused with both places', () => {
  const files = { 'story.yaml': `${head}  - include: a.yaml\n`, 'a.yaml': 'part: A\nsteps:\n  - include: b.yaml\n', 'b.yaml': 'part: B\nsteps:\n  - Anna: ready\n  - include: a.yaml\n' }
  expect(wrongIn(files)).toEqual(['b.yaml:4:14  a.yaml is included while it is being read, in a.yaml:3 and again in b.yaml:4; take one of the two out'])
  expect(wrongIn({ 'story.yaml': `${head}  - include: a.yaml\n`, 'a.yaml': 'part: A\nsteps:\n  - include: a.yaml\n' })).toEqual([
    'a.yaml:3:14  a.yaml is included while it is being read, in a.yaml:3; take one of the two out'
  ])
})

test('nothing is read that is missing, outside the folder, no part, or too large', () => {
  const including = (name: string): Record<string, string> => ({ 'story.yaml': `${head}  - include: ${name}\n` })
  expect(wrongIn(including('none.yaml'))).toEqual(['story.yaml:12:14  There is no file none.yaml beside this one'])
  expect(wrongIn(including('../other.yaml'))).toEqual(['story.yaml:12:14  ../other.yaml lies outside the folder of this scenario, and is not read'])
  expect(wrongIn(including('/etc/passwd'))).toEqual(['story.yaml:12:14  /etc/passwd lies outside the folder of this scenario, and is not read'])
  expect(wrongIn({ ...including('second.yaml'), 'second.yaml': head })).toEqual(['second.yaml:1:1  second.yaml is played by itself, and is no part; a part begins with "part:" and its title, then come its "steps:"'])
  expect(wrongIn({ ...including('big.yaml'), 'big.yaml': `part: Big\n${'#'.repeat(1024 * 1024)}` })).toEqual(['story.yaml:12:14  big.yaml: The file is larger than 1 MiB; a scenario is not'])
  const folder = freshFolder()
  writeFileSync(join(folder, 'secret.yaml'), opening)
  const inner = join(folder, 'inner')
  mkdirSync(inner)
  symlinkSync(join(folder, 'secret.yaml'), join(inner, 'link.yaml'))
  expect(wrongIn(including('link.yaml'), inner)).toEqual(['story.yaml:12:14  link.yaml lies outside the folder of this scenario, and is not read'])
})

test('a part is not played by itself', () => {
  expect(wrongIn({ 'story.yaml': opening })).toEqual(['story.yaml:1:1  A part is played by the scenarios that include it, and not by itself'])
})

const rowsHead = (rows: string, title = 'A story'): string => head.replace('scenario: A story\n', `scenario: ${title}\n${rows}`)
const said = '  - Clara: chat\n    queue: Support\n    text: "I want $amount back"\n  - Anna: accept\n  - expect:\n      - Anna has not heard: { text: "I want 9 back" }\n'

test('a scenario is read once a row of a list', async () => {
  const read = readIn({ 'story.yaml': rowsHead('with:\n  - { amount: 5 }\n  - { amount: "250" }\n') + said })
  if ('problems' in read) throw new Error(read.problems.map(problemText).join('\n'))
  expect(read.rows.map(({ title }) => title)).toEqual(['A story (row 1)', 'A story (row 2)'])
  expect(read.rows.map(({ steps }) => 'text' in (steps[0] ?? {}) && (steps[0] as { text?: string }).text)).toEqual(['I want 5 back', 'I want 250 back'])
  for (const row of read.rows) expect((await playScenario(row)).result.problems).toEqual([])
})

test('a column in the title tells the rows apart', () => {
  const read = readIn({ 'story.yaml': rowsHead('with: [{ amount: 5 }, { amount: 7 }]\n', '"A refund of $amount"') + said })
  expect('rows' in read && read.rows.map(({ title }) => title)).toEqual(['A refund of 5', 'A refund of 7'])
})

test('a scenario is read once a row of a CSV file, as spreadsheets write it', () => {
  for (const csv of ['amount,why\n5,"a, b"\n7,c\n', '\uFEFFamount;why\r\n5;"a, b"\r\n7;c\r\n', 'amount\twhy\n5\ta, b\n7\tc\n']) {
    const read = readIn({ 'story.yaml': rowsHead('with: rows.csv\n', '"$amount for $why"') + said, 'rows.csv': csv })
    expect('rows' in read && read.rows.map(({ title }) => title)).toEqual(['5 for a, b', '7 for c'])
  }
})

test('what is wrong with a row is told once, and with its place in the file of rows', () => {
  const story = rowsHead('with: rows.csv\n') + said
  expect(wrongIn({ 'story.yaml': story.replace('Anna: accept', 'Ana: accept'), 'rows.csv': 'amount\n5\n7\n' })).toEqual(['story.yaml:16:5  Anna is spelt "Ana" here; the cast has Anna, Clara, Carla'])
  expect(wrongIn({ 'story.yaml': story, 'rows.csv': 'amount,why\n5\n' })).toEqual(['rows.csv:2:1  This row has not as many cells as there are columns; put a cell with a comma into quotes'])
  expect(wrongIn({ 'story.yaml': story, 'rows.csv': 'the amount\n5\n' })).toEqual(['rows.csv:1:1  "the amount" is no name of a column; it takes letters, digits and underscores, so that $name can stand for it'])
  expect(wrongIn({ 'story.yaml': story, 'rows.csv': 'amount\n' })).toEqual(['rows.csv:1:1  A file of rows has a line with the names of the columns, and a line for each row'])
  expect(wrongIn({ 'story.yaml': story })).toEqual(['story.yaml:2:7  There is no file rows.csv beside this one'])
  expect(wrongIn({ 'story.yaml': rowsHead('with: 5\n') + said })).toEqual(['story.yaml:2:7  with must be a list of rows, or the name of a file such as customers.csv'])
})
