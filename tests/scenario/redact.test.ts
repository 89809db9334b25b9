import { expect, test } from 'vitest'
import { htmlReport } from '../../src-main/scenario/report-html.ts'
import { jsonReport } from '../../src-main/scenario/report-json.ts'
import { junitReport } from '../../src-main/scenario/report-junit.ts'
import { recordText } from '../../src-main/scenario/run-record.ts'
import type { RunRecord } from '../../src-main/scenario/run-record.ts'
import { readScenario } from '../../src-main/scenario/read.ts'
import { playText, recordOf, read } from './playing.ts'
import { reportOf } from './reporting.ts'
import { personal, personalStory } from './stories.ts'

/** What is about people, and what of it a redacted report still says. */

const bytesAtMost = 5_000_000

const reports: readonly [string, (record: RunRecord) => string][] = [
  ['record', recordText],
  ['json', (record) => reportOf((write) => jsonReport(write, { bytesAtMost }), [record])],
  ['junit', (record) => reportOf(junitReport, [record])],
  ['html', (record) => reportOf((write) => htmlReport(write, { bytesAtMost }), [record])]
]

function left(text: string, of: readonly string[]): string[] {
  return of.filter((one) => text.toLowerCase().includes(one.toLowerCase()))
}

test('the story is full of what nobody else shall read', async () => {
  const record = await recordOf(read(personalStory))
  expect(left(recordText(record), personal)).toEqual(personal.filter((one) => one !== 'Yes&quot;'))
})

test.each(reports)('nothing about people is left in %s', async (_name, report) => {
  expect(left(report(await recordOf(read(personalStory), { redact: true })), personal)).toEqual([])
})

test('nothing about people is told on the way', async () => {
  const { lines } = await playText(personalStory, { redact: true })
  expect(lines.length).toBeGreaterThan(20)
  expect(left(lines.join('\n'), personal)).toEqual([])
})

test('the same thing has the same placeholder everywhere, and agents and queues keep their names', async () => {
  const { lines } = await playText(personalStory, { redact: true })
  expect(lines.slice(0, 6)).toEqual([
    'customer 1 complains',
    '  0:00.0  customer 1  chat Support "text 1 (20 characters)" iban "value 1", birthday "value 2"',
    '  0:01.5  Anna        accept',
    '  0:03.0  Anna        consult Ben — text 3 (14 characters)',
    '  0:03.0  Ben         accept  (by habit)',
    '  0:04.5  Anna        tellAgents "text 4 (38 characters)"'
  ])
  const record = recordText(await recordOf(read(personalStory), { redact: true }))
  expect(record).toContain('"operationName":"SendToAgents","text":"text 4 (38 characters)"')
  expect(record).toMatch(/"from":\{"nickname":"Anna".{1,400}"text":"text 4 \(38 characters\)"/)
})

test('refusals, states and the sentences of the API are still said', async () => {
  const { lines } = await playText(personalStory, { redact: true })
  expect(lines.join('\n')).toMatch(/Ben sees customer 1 and customer 2/)
  expect(lines.join('\n')).toMatch(/refused by \d+, "[A-Z][a-z ]+/)
})

test('the values of a row stay out of titles and captions', async () => {
  const rows = 'with:\n  - { name: "Rita Rowe" }\n  - { name: "Rolf Rowe" }\n'
  const named = personalStory.replace('Clara Novak complains', '$name complains').replace('Clara loses her temper', '$name waits')
  const text = named.replace('cast:', `${rows}cast:`)
  const reading = readScenario('rows.yaml', text)
  if (!('rows' in reading)) throw new Error('it has rows')
  for (const row of reading.rows) expect(left(recordText(await recordOf(row, { redact: true })), ['Rowe', 'Rita', 'Rolf'])).toEqual([])
})

test('without being asked for, nothing is redacted', async () => {
  expect(left(recordText(await recordOf(read(personalStory))), ['placeholder', 'customer 1', 'text 1 ('])).toEqual([])
})
