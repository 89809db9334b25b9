import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Aside } from '../../src-main/app.ts'
import type { SuiteRow, SuiteWhole } from '../../src-main/contract/suites.ts'
import { freshFolder } from '../support/rooms.ts'
import { HttpClient, listening } from '../support/server.ts'
import { trainerOf } from '../support/trainer-client.ts'

/** Many scenarios of the library at a time, over the control door alone. */

let aside: Aside & { data: string }
let library: string
let trainer: HttpClient

const story = (heard: string, start = 'scenario: A story'): string =>
  `${start}\ncast:\n  agents:\n    Anna:\n  queues:\n    Support:\n      members: [Anna]\n  customers:\n    Clara:\nsteps:\n  - Clara: chat\n    queue: Support\n  - Anna: accept\n  - Anna: say\n    text: Good morning\n  - expect:\n      - Clara hears: { text: ${heard} }\n`

beforeEach(async () => {
  library = freshFolder()
  mkdirSync(join(library, 'shelf/deep'), { recursive: true })
  mkdirSync(join(library, 'shelfish'))
  writeFileSync(join(library, 'shelf/held.yaml'), story('Good morning'))
  writeFileSync(join(library, 'shelf/deep/broken.yaml'), story('Good night'))
  writeFileSync(join(library, 'shelfish/other.yaml'), story('Good morning'))
  writeFileSync(join(library, 'shelf/part.yaml'), 'part: Greeting\nsteps:\n  - Anna: say\n    text: Good morning\n')
  writeFileSync(join(library, 'shelf/made-of-a-part.yaml'), story('Good morning').replace('  - Anna: say\n    text: Good morning\n', '  - include: part.yaml\n'))
  writeFileSync(join(library, 'wrong.yaml'), story('Good morning', 'scenari: Wrong'))
  aside = await listening(undefined, undefined, { scenarios: library })
  trainer = await trainerOf(aside)
})

afterEach(() => aside.close())

async function played(asked: object): Promise<SuiteWhole> {
  const { id } = (await trainer.post('/control/suites', asked)).body['suite'] as SuiteRow
  let whole: SuiteWhole | null = null
  await expect
    .poll(
      async () => {
        whole = (await trainer.get(`/control/suites/${id}`)).body as unknown as SuiteWhole
        return whole.suite.state
      },
      { timeout: 30_000 }
    )
    .toBe('done')
  if (whole === null) throw new Error('it never came to its end')
  return whole
}

test('a folder is played with all below it and nothing beside it, and each result says what was the matter', async () => {
  const { suite, results } = await played({ title: 'Shelf', folder: 'shelf' })
  expect(suite).toMatchObject({ title: 'Shelf', state: 'done', total: 3, done: 3, held: 2, broken: 1, failure: null })
  expect(Object.fromEntries(results.map(({ file, outcome }) => [file, outcome]))).toEqual({ 'shelf/held.yaml': 'held', 'shelf/made-of-a-part.yaml': 'held', 'shelf/deep/broken.yaml': 'broken' })
  expect(results.find(({ outcome }) => outcome === 'broken')).toMatchObject({ why: expect.stringMatching(/^Clara hears "Good night"/), line: 17 })
})

test('what cannot be read counts as broken and keeps nothing else from being played; the reports say it', async () => {
  const { suite, results } = await played({ title: 'All', folder: '' })
  expect(suite).toMatchObject({ total: 5, done: 5, held: 3, broken: 2 })
  expect(results.find(({ file }) => file === 'wrong.yaml')).toMatchObject({ outcome: 'unreadable', why: expect.stringContaining('scenari') })
  const report = async (as: string): Promise<string> => String((await trainer.get(`/control/suites/${suite.id}/reports/${as}`)).body['text'])
  expect(await report('junit')).toMatch(/<testsuites name="aside" tests="\d+" failures="1" errors="1"/)
  const page = await report('html')
  expect(page).toContain('4 scenarios')
  expect(page).toContain('Not played')
  expect((await trainer.get(`/control/suites/${suite.id}/reports/pdf`)).body['statusMessage']).toBe('A report is either html or junit')
})

test('one that is stopped is over and can be forgotten', async () => {
  const { id } = (await trainer.post('/control/suites', { title: 'Some', files: ['shelf/held.yaml'] })).body['suite'] as SuiteRow
  const command = (name: string): ReturnType<HttpClient['post']> => trainer.post(`/control/suites/${id}`, { command: name })
  expect((await command('stop')).body['suite']).toMatchObject({ state: expect.stringMatching(/stopped|done/) })
  await command('forget')
  expect((await trainer.get(`/control/suites/${id}`)).body['statusMessage']).toMatch(/no such results any more/)
})

test('results of before the server ended are there when it is started again; what reports are made of is not, and that is said', async () => {
  const before = await played({ title: 'Shelf', folder: 'shelf' })
  await aside.close()
  aside = await listening(undefined, aside.data, { scenarios: library })
  trainer = await trainerOf(aside)
  expect((await trainer.get('/control/suites')).body).toEqual({ suites: [before.suite] })
  expect((await trainer.get(`/control/suites/${before.suite.id}`)).body).toEqual(before)
  expect((await trainer.get(`/control/suites/${before.suite.id}/reports/html`)).body['statusMessage']).toMatch(/was not kept when Aside ended; run the scenarios again/)
  // Numbers go on, and what is forgotten stays so.
  const { suite } = await played({ title: 'One', files: ['shelf/held.yaml'] })
  expect(suite.id).not.toBe(before.suite.id)
  await trainer.post(`/control/suites/${before.suite.id}`, { command: 'forget' })
  await aside.close()
  aside = await listening(undefined, aside.data, { scenarios: library })
  trainer = await trainerOf(aside)
  expect((await trainer.get('/control/suites')).body).toEqual({ suites: [suite] })
})

test('nothing to play, and a request that is malformed, are said in a sentence; nobody but the trainer is let in', async () => {
  expect((await trainer.post('/control/suites', { title: 'None', folder: 'nowhere' })).body['statusMessage']).toBe('There is no scenario to play in it')
  expect((await trainer.post('/control/suites', { title: 'None' })).body['statusCode']).toBe(10)
  expect((await new HttpClient(aside.url).get('/control/suites')).status).toBe(403)
})
