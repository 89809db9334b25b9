import { expect, test } from 'vitest'
import { frameWord, operationName } from '../../src-main/scenario/record-words.ts'
import { recordText } from '../../src-main/scenario/run-record.ts'
import type { RunRecord } from '../../src-main/scenario/run-record.ts'
import { recordOf, read } from './playing.ts'
import { always, brokenStory, heldStory, personalStory } from './stories.ts'

test('a record holds who asked, who was told and what was judged, in the order in which it happened', async () => {
  const { entries } = await recordOf(read(heldStory))
  const words = entries.map((entry) => {
    if (entry.kind === 'asked') return `${entry.at} ${entry.viewer} asks ${operationName(entry.operation)}: ${entry.answer.statusCode}`
    if (entry.kind === 'told') return `${entry.at} ${entry.viewer} is told ${entry.seq}: ${frameWord(entry.said)}`
    if (entry.kind === 'line') return `${entry.at} ${entry.viewer} ${entry.fault?.network ?? 'mended'}`
    return `${entry.at} ${entry.kind} ${entry.line} ${entry.text}`
  })
  const chat = words.indexOf('0 customer:Clara asks RequestChat: 0')
  expect(words.slice(chat, chat + 7)).toEqual([
    '0 customer:Clara asks RequestChat: 0',
    '0 customer:Clara is told 1: WaitingForAgent',
    '0 customer:Clara is told 2: ParticipantJoined',
    '0 agent:Anna is told 2: Invited',
    '0 customer:Clara asks SendMessage: 0',
    '0 customer:Clara is told 3: Text',
    '0 step 18 Clara: chat Support "Hello"'
  ])
  expect(words.slice(-7)).toEqual([
    '4500 expected 28 Ben hears "Can you approve 250?", visibility Agents',
    '4500 expected 29 Clara never hears "Can you approve 250?"',
    ...always.map((text) => `4500 expected 0 ${text}`)
  ])
})

test('a record says what was played, with whom, and what came of it', async () => {
  const { entries: _entries, ...rest } = await recordOf(read(brokenStory, 'suite/asked.yaml'))
  expect(rest).toMatchObject({
    format: 1,
    file: 'suite/asked.yaml',
    title: 'Ben is asked, and "Clara" <hears>',
    source: 'https://example.com/issues/7',
    seed: 7,
    wire: 'extended',
    endedAt: 12_500,
    result: { held: false, problems: [{ text: 'Clara hears /approve/' }, { text: 'Anna: accept' }] },
    leftOut: { frames: 0, marks: 0 }
  })
  expect(Object.keys(rest.cast.queues)).toEqual(['Support', 'Refunds'])
})

test('a broken expectation points at frames that are in the record', async () => {
  const { entries } = await recordOf(read(brokenStory))
  const broken = entries.find((entry) => entry.kind === 'expected' && !entry.held)
  const numbers = broken && 'heard' in broken ? broken.heard : []
  expect(numbers.map(({ viewer, seq }) => `${viewer} ${seq}`)).toContain('customer:Clara 1')
  for (const number of numbers) expect(entries).toContainEqual(expect.objectContaining({ kind: 'told', ...number }))
})

test('a malformed request is in the record, though the room never saw it', async () => {
  const malformed = '  - Anna: raw\n    operation: { operationName: "Consult", targetUri: 7 }\n  - expect:\n      - Anna is refused:\n'
  const { entries } = await recordOf(read(`${heldStory}${malformed}`))
  const refused = entries.filter((entry) => entry.kind === 'asked' && entry.answer.statusCode === 10)
  expect(refused).toMatchObject([{ viewer: 'agent:Anna', operation: { operationName: 'Consult', targetUri: 7 } }])
})

test('a request that reached the room is in the record once, however it was sent', async () => {
  const { entries } = await recordOf(read(`${heldStory}  - Clara: raw\n    operation: { operationName: "SendMessage", text: "Raw" }\n`))
  expect(entries.filter((entry) => entry.kind === 'asked' && JSON.stringify(entry.operation).includes('Raw'))).toHaveLength(1)
})

test.each([
  ['as it is', false],
  ['redacted', true]
])('the same scenario gives the same record, byte for byte, %s', async (_how, redact) => {
  const [one, other] = [await recordOf(read(personalStory), { redact }), await recordOf(read(personalStory), { redact })]
  expect(recordText(other)).toBe(recordText(one))
})

test('a record holds no time of day and no place on a disk', async () => {
  const text = recordText(await recordOf(read(brokenStory)))
  expect(text).not.toContain(new Date().toISOString().slice(0, 10))
  expect(text).not.toContain(process.cwd())
  expect(text).not.toContain('/tmp/')
})

test('a record is JSON with an entry a line', async () => {
  const record = await recordOf(read(heldStory))
  const text = recordText(record)
  expect(JSON.parse(text) as RunRecord).toEqual(record)
  expect(text.split('\n').filter((line) => line.startsWith('    {"kind"'))).toHaveLength(record.entries.length)
})
