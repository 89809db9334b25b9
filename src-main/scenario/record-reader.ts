import { z } from 'zod'
import type { RoomPlan } from '../contract/room-plan.ts'
import type { Viewer } from '../contract/viewer.ts'
import { roomPlan } from './plan-schema.ts'
import type { RunRecord } from './run-record.ts'

/** Records that were written down are read back: one by itself, or all those of a JSON report. */

export interface KeptRecord extends Omit<RunRecord, 'plan'> {
  /** Undefined in a record of an older Aside, null in a redacted one. */
  readonly plan?: RoomPlan | null
}

const viewer = z.custom<Viewer>((value) => typeof value === 'string' && /^(?:agent|customer|visitor):/.test(value), 'must be agent:NAME, customer:NAME or visitor:CHAT')
const at = z.number().int().min(0)
const chat = z.string().nullable()
const nicknamed = z.record(z.string(), z.looseObject({ nickname: z.string() }))

const fault = z.discriminatedUnion('network', [
  z.object({ network: z.enum(['drop', 'duplicate', 'reorder', 'disconnect']) }),
  z.object({ network: z.literal('delay'), byMs: z.number().min(0) })
])

/** What was judged is not played again, so its entries may hold anything. */
const judged = { at, line: z.number().int(), text: z.string() }

const entry = z.discriminatedUnion('kind', [
  z.looseObject({ kind: z.literal('asked'), at, viewer: viewer.nullable(), chat, operation: z.unknown(), answer: z.looseObject({ statusCode: z.number() }) }),
  z.looseObject({ kind: z.literal('told'), at, viewer, seq: z.number().int().min(1), said: z.looseObject({ messageType: z.string() }) }),
  z.looseObject({ kind: z.literal('line'), at, viewer, fault: fault.nullable(), catchUp: z.boolean() }),
  ...(['step', 'expected', 'caption', 'cue', 'goal'] as const).map((kind) => z.looseObject({ kind: z.literal(kind), ...judged }))
])

const record = z.looseObject({
  format: z.literal(1),
  file: z.string(),
  title: z.string(),
  seed: z.number().int(),
  wire: z.enum(['classic', 'extended']),
  cast: z.looseObject({ customers: nicknamed, queues: z.record(z.string(), z.looseObject({ uri: z.string() })), agents: nicknamed }),
  plan: roomPlan.nullish(),
  endedAt: at,
  leftOut: z.looseObject({ frames: z.number(), marks: z.number() }),
  entries: z.array(entry)
})

/** The runs of a file, or why it holds none, in a sentence. */
export function readRecords(text: string): { records: readonly KeptRecord[] } | { problem: string } {
  const read = jsonIn(text)
  if ('problem' in read) return read
  const { json } = read
  const isReport = typeof json === 'object' && json !== null && 'runs' in json
  const runs: unknown = isReport ? json.runs : [json]
  if (!Array.isArray(runs) || runs.length === 0) return { problem: 'holds no run. Give it a record that "aside run --out FOLDER" or "--reporter json=FILE" wrote' }
  for (const [place, run] of runs.entries()) {
    const problem = problemIn(run)
    if (problem !== null) return { problem: isReport ? `cannot be read: of run ${place + 1}, ${problem}` : `cannot be read: ${problem}` }
  }
  // As it stands in the file, key by key: a checked copy would be in the order of the schema.
  return { records: runs as KeptRecord[] }
}

function jsonIn(text: string): { json: unknown } | { problem: string } {
  try {
    return { json: JSON.parse(text) as unknown }
  } catch (error) {
    return { problem: `is no JSON (${error instanceof Error ? error.message : String(error)}). Give it a record that "aside run --out FOLDER" wrote, or the folder of a log` }
  }
}

function problemIn(run: unknown): string | null {
  if (typeof run !== 'object' || run === null || !('format' in run)) return 'it does not say "format": 1, as records of runs do'
  if (run.format !== 1) return `its format is ${JSON.stringify(run.format)}, and this Aside knows 1; use the Aside that wrote it, or a newer one`
  const unknown = unknownKindIn(run)
  if (unknown !== null) return unknown
  const { error } = record.safeParse(run)
  const [issue] = error?.issues ?? []
  if (!issue) return null
  const [first, number, ...rest] = issue.path
  const where = first === 'entries' && typeof number === 'number' ? [`entry ${number + 1}`, ...rest].join('.') : issue.path.join('.')
  return `${where} is not as a record has it (${issue.message})`
}

/** What is left out would be missed by nobody, so a kind that a newer Aside wrote is said and never passed over. */
function unknownKindIn(run: object): string | null {
  const entries = 'entries' in run && Array.isArray(run.entries) ? (run.entries as readonly unknown[]) : []
  const known: ReadonlySet<unknown> = new Set(['asked', 'told', 'line', 'step', 'expected', 'caption', 'cue', 'goal'])
  const place = entries.findIndex((one) => typeof one === 'object' && one !== null && 'kind' in one && !known.has(one.kind))
  if (place < 0) return null
  const { kind } = entries[place] as { kind: unknown }
  return `entry ${place + 1} is of kind ${JSON.stringify(kind)}, which this Aside does not know; use the Aside that wrote it, or a newer one`
}
