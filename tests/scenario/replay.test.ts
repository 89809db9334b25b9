import { expect, test } from 'vitest'
import { rehearse } from '../../src-main/rooms.ts'
import type { LineFault } from '../../src-main/contract/client.ts'
import type { Viewer } from '../../src-main/contract/viewer.ts'
import { difference, differenceIn, partingOf } from '../../src-main/scenario/parting.ts'
import type { Parting } from '../../src-main/scenario/parting.ts'
import { partingText } from '../../src-main/scenario/parting-text.ts'
import { planOf } from '../../src-main/scenario/plan.ts'
import { readRecords } from '../../src-main/scenario/record-reader.ts'
import type { KeptRecord } from '../../src-main/scenario/record-reader.ts'
import type { Entry } from '../../src-main/scenario/run-record.ts'
import { planIn, replayed, wireEntriesOf } from '../../src-main/scenario/replay.ts'
import { recordText } from '../../src-main/scenario/run-record.ts'
import { recordOf, read } from './playing.ts'
import { brokenStory, heldStory, personalStory } from './stories.ts'

/** Records that are played again: the same to the byte, or found at the very entry that was changed. */

function kept(text: string): KeptRecord {
  const found = readRecords(text)
  if ('problem' in found || !found.records[0]) throw new Error('problem' in found ? found.problem : 'it holds none')
  return found.records[0]
}

function problemIn(text: string): string {
  const found = readRecords(text)
  return 'problem' in found ? found.problem : 'none'
}

async function partingIn(record: KeptRecord): Promise<Parting | null> {
  const found = planIn(record)
  if ('problem' in found) throw new Error(found.problem)
  const { client, room, close } = rehearse(found.plan)
  const again = await replayed(record, found.plan, { client, onInput: (seen) => room.watchInputs(seen) })
  close()
  if ('problem' in again) throw new Error(again.problem)
  return partingOf(wireEntriesOf(record.entries), again.entries)
}

function changed(record: KeptRecord, place: number, entry: Partial<Record<string, unknown>>): KeptRecord {
  return { ...record, entries: record.entries.map((one, number) => (number === place ? ({ ...one, ...entry } as Entry) : one)) }
}

const malformed = `${heldStory}  - Anna: raw
    operation: { operationName: "Consult", targetUri: 7 }
  - expect:
      - Anna is refused:
  - Clara: raw
    operation: { operationName: "SendMessage", text: "Raw", extra: 1 }
  - wait: 3m
`

/** Nobody asks for anything after the invitation, which lapses. */
const unanswered = `${heldStory.split('  - Anna: accept')[0]}  - wait: 40s
  - expect:
      - Anna is: Revoked
`

test.each([
  ['one that ends with what happens by itself', unanswered],
  ['one that holds', heldStory],
  ['one that breaks', brokenStory],
  ['one full of texts', personalStory],
  ['one with requests that no room understands, and with time in which much lapses', malformed]
])('the record of %s is replayed to the byte', async (_what, story) => {
  const record = kept(recordText(await recordOf(read(story))))
  expect(wireEntriesOf(record.entries).length).toBeGreaterThanOrEqual(12)
  expect(await partingIn(record)).toBeNull()
})

test('whatever frame or answer is changed by one byte, it is found there and nowhere else', async () => {
  const text = recordText(await recordOf(read(malformed)))
  const lines = text.split('\n')
  let tried = 0
  for (const [place, line] of lines.entries()) {
    const isTold = line.startsWith('    {"kind":"told"')
    if (!isTold && !line.startsWith('    {"kind":"asked"')) continue
    const at = isTold ? line.indexOf('"messageType":"') + 15 : line.indexOf('"statusCode":') + 13
    const other = line[at] === '9' ? '8' : '9'
    const record = kept(lines.with(place, `${line.slice(0, at)}${other}${line.slice(at + 1)}`).join('\n'))
    const parting = await partingIn(record)
    expect(parting?.recorded).toBe(record.entries.find((_entry, number) => lines.indexOf('  "entries": [') + 1 + number === place))
    expect(parting && differenceIn(parting)?.at).toBe(at - 4)
    tried += 1
  }
  expect(tried).toBeGreaterThan(30)
})

test('a frame that is missing or came twice is found', async () => {
  const record = kept(recordText(await recordOf(read(heldStory))))
  const place = record.entries.findIndex((entry) => entry.kind === 'told' && entry.at > 0)
  const missing = { ...record, entries: record.entries.toSpliced(place, 1) }
  expect((await partingIn(missing))?.replayed).toEqual(record.entries[place])
  const last = record.entries.findLastIndex((entry) => entry.kind === 'told')
  const twice = { ...record, entries: record.entries.toSpliced(last, 0, ...record.entries.slice(last, last + 1)) }
  expect(await partingIn(twice)).toMatchObject({ recorded: record.entries[last], replayed: null })
})

test('it is said when, who, where in the text, and what was asked before', async () => {
  const record = kept(recordText(await recordOf(read(heldStory))))
  const place = record.entries.findIndex((entry) => entry.kind === 'told' && entry.viewer === 'agent:Ben' && JSON.stringify(entry).includes('approve'))
  const told = JSON.parse(JSON.stringify(record.entries[place]).replace('approve 250', 'approve 260')) as Record<string, unknown>
  const parting = await partingIn(changed(record, place, told))
  expect(parting && partingText(parting)).toEqual([
    expect.stringMatching(/^0:04\.5 {2}Ben is told \d+: NewMessages$/),
    expect.stringMatching(/^ {2}recorded {2}….*Can you approve 260\?/),
    expect.stringMatching(/^ {2}replayed {2}….*Can you approve 250\?/),
    expect.stringMatching(/^ +\^ at character \d+$/),
    '  just before: 0:04.5  Anna asked SendToAgents (acknowledged)'
  ])
  const [, one = '', , caret = ''] = parting ? partingText(parting) : []
  expect(one[caret.indexOf('^')]).toBe('6')
})

test('two texts part at their first difference, never within a character', () => {
  expect(difference('abc', 'abd').at).toBe(2)
  expect(difference('abc', 'abcd').at).toBe(3)
  expect(difference('a\u{1f600}', 'a\u{1f601}').at).toBe(1)
})

/** A run in which lines break, written down as a record would be. */
async function runWithLines(): Promise<KeptRecord> {
  const head = kept(recordText(await recordOf(read(heldStory))))
  const plan = planOf(read(heldStory))
  const { client, room, close } = rehearse(plan)
  const entries: Entry[] = []
  room.watchInputs(({ viewer, chat, operation }, answer, at) => entries.push({ kind: 'asked', at, viewer, chat, operation, answer }))
  client.listen(({ viewer, seq, at, said }) => entries.push({ kind: 'told', at, viewer, seq, said }))
  const line = async (viewer: Viewer, fault: LineFault | null, catchUp = false): Promise<void> => {
    entries.push({ kind: 'line', at: client.now(), viewer, fault, catchUp })
    await client.setLine(viewer, fault, catchUp)
  }
  const pass = async (ms: number): Promise<void> => {
    const at = client.now() + ms
    while ((await client.until(at)) === 'told') continue
  }
  for (const viewer of ['agent:Anna', 'agent:Ben'] as const) await client.ask({ viewer, chat: null, operation: { operationName: 'ChannelOpened' } })
  const { chat = '' } = await client.ask({ viewer: 'customer:Clara', chat: null, operation: { operationName: 'RequestChat', nickname: 'Clara', endpoint: 'Support' } })
  await client.ask({ viewer: 'agent:Anna', chat, operation: { operationName: 'Accept' } })
  const say = async (text: string): Promise<void> => {
    await pass(500)
    await client.ask({ viewer: 'customer:Clara', chat, operation: { operationName: 'SendMessage', text } })
  }
  for (const fault of [{ network: 'delay', byMs: 2000 }, { network: 'reorder' }, { network: 'duplicate' }, { network: 'drop' }] as const) {
    await line('agent:Anna', fault)
    for (const text of ['one', 'two', 'three']) await say(`${text} with ${fault.network}`)
  }
  await pass(200)
  await line('agent:Anna', null, true)
  await say('mended')
  await client.ask({ viewer: 'agent:Anna', chat, operation: { operationName: 'Consult', targetUri: client.uriOf('agent', 'Ben') } })
  await line('agent:Ben', { network: 'disconnect' })
  await pass(60_000)
  await line('agent:Ben', null)
  close()
  return kept(recordText({ ...head, plan, entries, endedAt: client.now() } as Parameters<typeof recordText>[0]))
}

test('a record in which lines broke and were mended is replayed too', async () => {
  const record = await runWithLines()
  expect(record.entries.filter(({ kind }) => kind === 'line')).toHaveLength(7)
  expect(await partingIn(record)).toBeNull()
})

test('a line that was mended otherwise is found at the first frame that differs', async () => {
  const record = await runWithLines()
  const place = record.entries.findIndex((entry) => entry.kind === 'line' && entry.catchUp)
  const parting = await partingIn(changed(record, place, { catchUp: false }))
  expect(parting?.recorded).toBe(record.entries[place + 1])
})

test.each([
  [() => '{"format":1', /^is no JSON \(/],
  [() => '[]', /does not say "format": 1/],
  [() => '{"runs":[]}', /^holds no run/],
  [(text: string) => text.replace('"format": 1', '"format": 2'), /its format is 2, and this Aside knows 1/],
  [(text: string) => text.replace('"kind":"told"', '"kind":"whispered"'), /entry 2 is of kind "whispered", which this Aside does not know/],
  [(text: string) => text.replace('"viewer":"agent:Anna"', '"viewer":"Anna"'), /entry 1\.viewer is not as a record has it \(must be agent:NAME/],
  [(text: string) => text.replace('"places": 3', '"places": "3"'), /plan\.agents\.Anna\.places is not as a record has it/],
  [(text: string) => text.replace('"preview": true,', ''), /plan\.settings\.preview is not as a record has it/]
])('what is no record is refused in a sentence (%#)', async (spoil, sentence) => {
  expect(problemIn(spoil(recordText(await recordOf(read(heldStory)))))).toMatch(sentence)
})

test('a record without a plan, a redacted one and a shortened one cannot be replayed, and say what to do', async () => {
  const { plan: _plan, ...older } = await recordOf(read(heldStory))
  expect(planIn(older)).toMatchObject({ problem: expect.stringMatching(/older Aside.*Play the scenario again with "aside run"/) })
  expect(planIn(await recordOf(read(heldStory), { redact: true }))).toMatchObject({ problem: expect.stringMatching(/^is redacted/) })
  expect(planIn({ ...(await recordOf(read(heldStory))), leftOut: { frames: 1, marks: 0 } })).toMatchObject({ problem: expect.stringMatching(/no room for all entries/) })
})

test('a redacted record says nothing of its plan', async () => {
  expect(recordText(await recordOf(read(personalStory), { redact: true }))).toContain('\n  "plan": null,\n')
})

test('a request that was changed into one that the door refuses is found at its answer', async () => {
  const record = kept(recordText(await recordOf(read(heldStory))).replace('"operationName":"SendToAgents"', '"operationName":"SendToAgentz"'))
  expect(await partingIn(record)).toMatchObject({ recorded: { kind: 'asked', answer: { statusCode: 0 } }, replayed: { kind: 'asked', answer: { statusCode: 10 } } })
})

test.each([
  ['"viewer":"customer:Clara","chat":null', '"viewer":"customer:Clora","chat":null', /entry \d+: Clora asks for something, who is not in the cast/],
  ['"viewer":"agent:Anna","chat":null', '"viewer":null,"chat":null', /entry 1: somebody asks ChannelOpened in a way that no room understands/]
])('a request that no room can be asked is said and not put (%#)', async (from, to, problem) => {
  const record = kept(recordText(await recordOf(read(heldStory))).replace(from, to))
  await expect(partingIn(record)).rejects.toThrow(problem)
})
