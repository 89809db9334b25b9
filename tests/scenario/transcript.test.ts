import { parse } from 'csv-parse/sync'
import { globSync, readFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { isAgent } from '../../src-main/contract/viewer.ts'
import type { Viewer } from '../../src-main/contract/viewer.ts'
import type { RunRecord } from '../../src-main/scenario/run-record.ts'
import { transcriptFormats, transcriptIn } from '../../src-main/scenario/transcript-formats.ts'
import type { TranscriptFormat } from '../../src-main/scenario/transcript-formats.ts'
import { sourceOfRecord, transcriptOf } from '../../src-main/scenario/transcript-source.ts'
import { recordOf, read } from './playing.ts'
import { heldStory, personal, personalStory } from './stories.ts'

/** What a transcript shows, and above all what it does not. */

const shipped = globSync('resources/scenarios/*.yaml').sort()
const records = new Map<string, RunRecord>()

beforeAll(async () => {
  for (const file of shipped) records.set(file, await recordOf(read(readFileSync(file, 'utf8'), file)))
})

function exported(record: RunRecord, as: Viewer | null, format: TranscriptFormat, redact = false): string {
  return transcriptIn(format, [transcriptOf(sourceOfRecord(record), { run: 1, as, chat: null, redact })])
}

function customersOf({ cast }: RunRecord): Viewer[] {
  return Object.keys(cast.customers).map((name): Viewer => `customer:${name}`)
}

/** All strings that a customer was told, at any depth. */
function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : []
}

/** Texts for agents only, notes, and names of agents of which this customer was never told. */
function secretsFrom({ entries, cast, title, about, file }: RunRecord, customer: Viewer): string[] {
  const told = entries.filter((entry) => entry.kind === 'told')
  const known = stringsIn(told.filter(({ viewer }) => viewer === customer).map(({ said }) => said)).join('\n')
  const messages = told.filter(({ viewer }) => isAgent(viewer)).flatMap(({ said }) => ('messages' in said ? said.messages : []))
  const texts = messages.flatMap((one) => ('visibility' in one && one.visibility !== 'All' && one.text !== undefined ? [one.text] : []))
  const notes = entries.flatMap((entry) => (entry.kind === 'asked' && typeof entry.operation === 'object' && entry.operation && 'note' in entry.operation ? [String(entry.operation.note)] : []))
  const names = Object.entries(cast.agents).flatMap(([name, { nickname }]) => [name, nickname])
  return [...new Set([...texts, ...notes, ...names, title, about, file])].filter((secret) => secret !== '' && !known.includes(secret))
}

/** Without our own words in the style of the page. */
function bodyOf(text: string): string {
  return text.replace(/<style>[^]*<\/style>/, '')
}

test.each(transcriptFormats)('no customer of any shipped scenario finds in %s what it was not told', (format) => {
  let secrets = 0
  for (const record of records.values()) {
    for (const customer of customersOf(record)) {
      const hidden = secretsFrom(record, customer)
      secrets += hidden.length
      for (const redact of [false, true]) {
        const text = bodyOf(exported(record, customer, format, redact))
        const found = hidden.filter((secret) => new RegExp(`(?<![\\p{L}\\p{N}])${secret.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}(?![\\p{L}\\p{N}])`, 'u').test(text))
        expect.soft(found, `${record.file}, ${customer}, ${format}`).toEqual([])
        expect.soft(text).not.toMatch(/agents only|supervisors only|Agents|Supervisors/)
      }
    }
  }
  expect(secrets).toBeGreaterThan(80)
})

test('the trainer finds them all', () => {
  const told = [...records.values()].filter((record) => !record.file.includes('unknown'))
  for (const record of told) {
    const text = exported(record, null, 'json')
    for (const message of record.entries.flatMap((entry) => (entry.kind === 'told' && 'messages' in entry.said ? entry.said.messages : []))) {
      if (message.text !== undefined) expect(text).toContain(JSON.stringify(message.text))
    }
  }
})

test('every frame of a viewer is a row for that viewer, and every message stands once for the trainer', () => {
  for (const record of records.values()) {
    const source = sourceOfRecord(record)
    for (const viewer of [...customersOf(record), ...Object.keys(record.cast.agents).map((name): Viewer => `agent:${name}`)]) {
      const { rows } = transcriptOf(source, { run: 1, as: viewer, chat: null, redact: false })
      const told = source.entries.filter((entry) => entry.viewer === viewer)
      expect(rows).toHaveLength(told.reduce((sum, { said }) => sum + ('messages' in said ? said.messages.length : 1), 0))
    }
    const numbers = new Set(source.entries.flatMap(({ viewer, said }) => (isAgent(viewer) && 'chatUri' in said ? said.messages.map(({ index }) => `${said.chatUri} ${index}`) : [])))
    const { rows } = transcriptOf(source, { run: 1, as: null, chat: null, redact: false })
    const messages = rows.filter(({ visibility }) => visibility !== null)
    expect(messages.length).toBeGreaterThanOrEqual(numbers.size)
    const unheard = messages.filter(({ to }) => to.every((name) => Object.hasOwn(record.cast.customers, name)))
    expect(messages.length - numbers.size).toBeLessThanOrEqual(unheard.length)
  }
})

test('the text is what people read', async () => {
  const text = exported(await recordOf(read(heldStory)), null, 'text')
  expect(text.split('\n').slice(0, 2)).toEqual(['Ben is asked', expect.stringMatching(/^As the trainer sees it\. Run 1, seed 7, extended, 0:04\.5 long, \d+ lines, times are simulation time\.$/)])
  expect(text).toMatch(/^0:03\.0 {2}-> Ben +Invited, asked by Anna: Above my limit$/m)
  expect(text).toMatch(/^0:04\.5 {2}Anna -> Ben +\[agents only\] Can you approve 250\?$/m)
  expect(text).toMatch(/^0:00\.0 {2}Clara +Hello$/m)
})

const dangerous = ['=cmd|calc', '+1', '-1', '@sum', '\t=1', ' =1', '\uff1d1', 'a,"b"\nc', '\u001b[2Jgone\u202e', '<script>alert(1)</script>']

async function dangerousRecord(): Promise<RunRecord> {
  const says = dangerous.map((text) => `  - Clara: say\n    text: ${JSON.stringify(text)}\n`).join('')
  return recordOf(read(`${heldStory.split('  - Anna: consult')[0]}${says}`))
}

test('CSV follows RFC 4180 with one width, and no cell begins like a formula', async () => {
  const csv = exported(await dangerousRecord(), null, 'csv')
  expect(csv.replaceAll('\r\n', '').includes('\r')).toBe(false)
  const rows = parse(csv, { columns: true, record_delimiter: '\r\n', relax_column_count: false }) as Record<string, string>[]
  expect(Object.keys(rows[0] ?? {})).toEqual(['run', 'at', 'time', 'chat', 'kind', 'from', 'to', 'visibility', 'text', 'state', 'participants', 'data'])
  expect(rows.flatMap((row) => Object.values(row)).filter((cell) => /^[\s]*[=+\-@\uff1d]/.test(cell))).toEqual([])
  const said = rows.filter(({ kind }) => kind === 'Text').map(({ text }) => text)
  expect(said.slice(1)).toEqual(dangerous.map((text, place) => (place < 7 ? `'${text}` : text)))
})

test('what people write moves no cursor and runs nowhere', async () => {
  const record = await dangerousRecord()
  // eslint-disable-next-line no-control-regex
  expect(exported(record, null, 'text')).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/)
  const html = exported(record, null, 'html')
  expect(html).toContain('&lt;script&gt;')
  expect(html).not.toMatch(/<script|\son\w+=|src=|@import|url\(/i)
  expect(html).toContain('content="default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;; img-src data:"')
})

test.each(transcriptFormats)('nothing about people is left in a redacted %s, whoever it is for', async (format) => {
  const record = await recordOf(read(personalStory))
  for (const viewer of [null, 'customer:Clara', 'agent:Anna', 'agent:Ben'] as const) {
    const text = exported(record, viewer, format, true).toLowerCase()
    expect.soft(personal.filter((one) => one !== '"Yes"' && text.includes(one.toLowerCase())), String(viewer)).toEqual([])
    expect.soft(text).toContain('customer 1')
    expect.soft(text).toContain('anna')
  }
})

test('JSON keeps its keys and their order', async () => {
  const { format, transcripts } = JSON.parse(exported(await recordOf(read(heldStory)), 'customer:Clara', 'json')) as { format: number; transcripts: Record<string, unknown>[] }
  expect([format, Object.keys(transcripts[0] ?? {})]).toEqual([1, ['run', 'as', 'rows']])
  const rows = transcripts[0]?.['rows'] as Record<string, unknown>[]
  expect(Object.keys(rows[0] ?? {})).toEqual(['at', 'time', 'chat', 'kind', 'from', 'to', 'visibility', 'text', 'state', 'participants', 'data'])
  expect(rows.find(({ kind }) => kind === 'Text')).toMatchObject({ at: 0, time: '0:00.0', from: 'Clara', to: ['Clara'], visibility: null, text: 'Hello' })
})
