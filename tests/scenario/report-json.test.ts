import { expect, test } from 'vitest'
import { jsonReport } from '../../src-main/scenario/report-json.ts'
import { recordOf, read } from './playing.ts'
import { problemsIn, reportOf, reportOfProblems } from './reporting.ts'
import { brokenStory, heldStory } from './stories.ts'

const open = (write: (text: string) => void) => jsonReport(write, { bytesAtMost: 5_000_000 })

test('the report counts, and holds every run whole', async () => {
  const [held, broken] = [await recordOf(read(heldStory, 'a.yaml')), await recordOf(read(brokenStory, 'b.yaml'))]
  expect(JSON.parse(reportOf(open, [held, broken]))).toEqual({
    format: 1,
    held: false,
    totals: { scenarios: 2, broken: 1, steps: 12, expectations: 6, notPlayed: [] },
    problems: [],
    leftOut: { runs: 0, frames: 0, marks: 0 },
    runs: [held, broken]
  })
})

test('runs that all held are held', async () => {
  expect(JSON.parse(reportOf(open, [await recordOf(read(heldStory))]))).toMatchObject({ held: true, totals: { scenarios: 1, broken: 0 } })
})

test('what was not played any more is named', () => {
  expect(JSON.parse(reportOf(open, [], { broken: 1, notPlayed: ['c.yaml'] }))).toMatchObject({ held: false, totals: { notPlayed: ['c.yaml'] }, runs: [] })
})

test('files that cannot be read are reported with their places', () => {
  expect(JSON.parse(reportOfProblems(open, problemsIn('scenario: x\n')))).toMatchObject({
    held: false,
    problems: [{ file: 'bad.yaml', line: 1, column: 1, message: '"cast" is missing' }],
    runs: []
  })
})
