import { expect, test } from 'vitest'
import { lanesText } from '../../../src-main/scenario/counter-example.ts'
import type { LaneRow } from '../../../src-main/scenario/counter-example.ts'
import { htmlReport } from '../../../src-main/scenario/report-html.ts'
import { jsonReport } from '../../../src-main/scenario/report-json.ts'
import { junitReport } from '../../../src-main/scenario/report-junit.ts'
import { lineReport } from '../../../src-main/scenario/report-line.ts'
import { reportOf } from '../reporting.ts'
import { consulting, recorded, retelling } from './lying-room.ts'

/** An invariant that broke is told once, by its name, with its counter-example, wherever runs are reported. */

/** Clara never hears what Anna says to her. */
const lie = () => retelling((frame) => (frame.viewer === 'customer:Clara' && 'messages' in frame.said && frame.said.messages[0]?.text === 'One moment, please' ? [] : [frame]))

const table = [
  '         Clara  Anna                                   Ben',
  ' 0:07.5         <- 6 "Yes" of Ben, Agents              -> SendMessage "Yes"',
  ' 0:07.5                                                <- 6 "Yes" of Ben, Agents',
  ' 0:09.0         -> SendMessage "One moment, please"',
  ' 0:09.0         <- 7 "One moment, please" of Anna      <- 7 "One moment, please" of Anna'
]

test('the counter-example is a table of the last moments, one column a person, no wider than 100 columns', async () => {
  const { entries } = await recorded(consulting, lie())
  const broken = entries.find((entry) => entry.kind === 'expected' && entry.invariant === 'request-outcome')
  const lines = lanesText((broken && 'lanes' in broken && broken.lanes) || [])
  expect(lines).toHaveLength(13)
  expect([lines[0], ...lines.slice(-4)]).toEqual(table)
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(100)
})

test('of many people with much to say each keeps a column', () => {
  const rows = ['Anna', 'Ben', 'Carol', 'Dan', 'Eve'].map((name): LaneRow => ({ at: 1000, viewer: `agent:${name}`, way: '->', text: 'x'.repeat(200) }))
  const lines = lanesText(rows)
  expect(lines).toHaveLength(6)
  expect(lines.every(({ length }) => length <= 100)).toBe(true)
  expect(lines[0]).toMatch(/Anna +Ben +Carol +Dan +Eve/)
  expect(lanesText([])).toEqual([])
})

test('an invariant that broke is told once, and the run goes on', async () => {
  const { result, entries } = await recorded(`${consulting}  - Anna: say\n    text: "One moment, please"\n`, lie())
  expect(result.problems.filter(({ invariant }) => invariant === 'request-outcome')).toHaveLength(1)
  expect(entries.filter((entry) => entry.kind === 'expected' && entry.line === 0)).toHaveLength(5)
  expect(result.steps).toBe(8)
})

test('all reports have the name and the counter-example', async () => {
  const run = await recorded(consulting, lie())
  const lines: string[] = []
  const line = lineReport((one) => lines.push(one), false)
  line.onRunBegin(run)
  for (const entry of run.entries) if (entry.kind === 'expected') line.onProgress({ ...entry, heard: [] })
  const text = lines.join('\n')
  expect(text).toContain('✗ every acknowledged request came to one thing  request-outcome')
  expect(text).toContain('Clara was never told "One moment, please", which Anna said at 0:09.0 and which was acknowledged')
  expect(text).toContain(table.map((one) => ` ${one}`).at(-1))
  const junit = reportOf(junitReport, [run])
  expect(junit).toContain('type="request-outcome"')
  expect(junit).toMatch(/ 0:09\.0 {9}&lt;- 7 "One moment, please" of Anna {6}&lt;- 7/)
  const html = reportOf((write) => htmlReport(write, { bytesAtMost: 1_000_000 }), [run])
  expect(html).toMatch(/<pre class="lanes">[^<]*0:09\.0 {9}&lt;- 7 "One moment/)
  const json = JSON.parse(reportOf((write) => jsonReport(write, { bytesAtMost: 1_000_000 }), [run])) as { runs: { result: { problems: { invariant: string }[] }; entries: { lanes?: unknown[] }[] }[] }
  expect(json.runs[0]?.result.problems.map(({ invariant }) => invariant)).toContain('request-outcome')
  expect(json.runs[0]?.entries.some(({ lanes }) => lanes !== undefined && lanes.length > 0)).toBe(true)
})

test('a redacted counter-example keeps its name and its shape, and no words of anybody', async () => {
  const run = await recorded(consulting, lie(), true)
  const text = JSON.stringify(run)
  expect(text).toContain('request-outcome')
  expect(text).toContain('SendMessage')
  for (const secret of ['Clara', 'Up to 300', 'One moment', 'Above my limit']) expect(text).not.toContain(secret)
})
