import { expect, test } from 'vitest'
import { htmlReport } from '../../src-main/scenario/report-html.ts'
import { jsonReport } from '../../src-main/scenario/report-json.ts'
import { shortened } from '../../src-main/scenario/shorten.ts'
import type { RunRecord } from '../../src-main/scenario/run-record.ts'
import { recordOf, read } from './playing.ts'
import { reportOf } from './reporting.ts'
import { brokenStory, heldStory } from './stories.ts'

/** Reports have a size, and say what they left out for it. */

const saying = (who: string, text: string): string => `  - ${who}: say\n    text: "${text}"\n`
const talk = Array.from({ length: 150 }, (_one, place) => `${saying('Anna', `Answer ${place}`)}${saying('Clara', `Question ${place}`)}`).join('')
const longStory = `${heldStory}      - Clara hears: { text: "Something else" }\n${talk}  - expect:\n      - Clara hears: { text: "Nothing of it" }\n`
const long = recordOf(read(longStory, 'long.yaml'))

const reporters = [
  ['json', jsonReport],
  ['html', htmlReport]
] as const

interface JsonReport {
  readonly leftOut: { readonly runs: number; readonly frames: number; readonly marks: number }
  readonly runs: readonly RunRecord[]
}

const jsonOf = async (bytesAtMost: number, records: readonly RunRecord[]): Promise<JsonReport> =>
  JSON.parse(reportOf((write) => jsonReport(write, { bytesAtMost }), records)) as JsonReport

test.each(reporters)('a report as %s stays below its size, and uses most of it', async (_name, reporter) => {
  for (const bytesAtMost of [60_000, 150_000, 300_000]) {
    const text = reportOf((write) => reporter(write, { bytesAtMost }), [await long])
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(bytesAtMost)
    expect(Buffer.byteLength(text)).toBeGreaterThan(0.8 * bytesAtMost)
  }
})

test('nothing is left out where there is room', async () => {
  expect((await jsonOf(5_000_000, [await long])).leftOut).toEqual({ runs: 0, frames: 0, marks: 0 })
  expect(reportOf((write) => htmlReport(write, { bytesAtMost: 5_000_000 }), [await long])).not.toContain('To keep this report small')
})

test('frames go first, then marks, from the middle; the report says how many', async () => {
  const whole = await long
  const frames = whole.entries.filter(({ kind }) => kind === 'told').length
  const some = await jsonOf(400_000, [whole])
  expect(some.leftOut).toMatchObject({ runs: 0, marks: 0 })
  expect(some.leftOut.frames).toBeGreaterThan(0)
  expect(some.leftOut.frames).toBeLessThan(frames)
  const [run] = some.runs
  expect(run?.leftOut).toEqual({ frames: some.leftOut.frames, marks: 0 })
  const told = (entries: RunRecord['entries'] = []) => entries.filter(({ kind }) => kind === 'told')
  expect(told(run?.entries).slice(0, 20)).toEqual(told(whole.entries).slice(0, 20))
  expect(told(run?.entries).slice(-20)).toEqual(told(whole.entries).slice(-20))
  expect(whole.entries.length - (run?.entries.length ?? 0)).toBe(some.leftOut.frames)

  const few = await jsonOf(60_000, [whole])
  expect(few.leftOut.frames).toBeGreaterThan(frames - 40)
  expect(few.leftOut.marks).toBeGreaterThan(100)
})

test('what broke is kept, with the frames that it points at', async () => {
  const { entries, leftOut } = shortened(await long, { frames: 0, marks: 0 })
  const broken = entries.filter((entry) => entry.kind === 'expected')
  expect(broken.map(({ text }) => text)).toEqual(['Clara hears "Something else"', 'Clara hears "Nothing of it"'])
  for (const { heard } of broken) for (const number of heard) expect(entries).toContainEqual(expect.objectContaining({ kind: 'told', ...number }))
  expect(leftOut.marks).toBeGreaterThan(600)
})

test('the page says what it left out', async () => {
  const page = reportOf((write) => htmlReport(write, { bytesAtMost: 60_000 }), [await long])
  expect(page).toMatch(/To keep this report small, \d{3,} frames and \d{3,} marks/)
  expect(page).toContain('Clara hears &quot;Nothing of it&quot;')
})

test('long runs give way before short ones', async () => {
  const short = await recordOf(read(brokenStory, 'short.yaml'))
  const { runs } = await jsonOf(200_000, [await long, short])
  expect(runs.map(({ leftOut }) => leftOut.frames > 0)).toEqual([true, false])
})

test('where not even that is enough, whole runs are left out, those that held before those that broke', async () => {
  const held = await recordOf(read(heldStory, 'held.yaml'))
  const broken = await recordOf(read(brokenStory, 'broken.yaml'))
  const many = [...Array.from({ length: 200 }, () => held), broken]
  const { runs, leftOut } = await jsonOf(60_000, many)
  expect(leftOut.runs).toBe(many.length - runs.length)
  expect(leftOut.runs).toBeGreaterThan(0)
  expect(runs.map(({ file }) => file)).toContain('broken.yaml')
  expect(reportOf((write) => htmlReport(write, { bytesAtMost: 60_000 }), many)).toMatch(/\d+ whole scenarios are left out/)
})
