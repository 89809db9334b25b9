import type { RoomPlan } from '../contract/room-plan.ts'
import type { Viewer } from '../contract/viewer.ts'
import type { KeptRecord } from './record-reader.ts'
import { Redaction } from './redact.ts'
import type { RunHead, ToldEntry } from './run-record.ts'
import { toldTo } from './transcript.ts'
import type { TranscriptSource } from './transcript.ts'
import type { Transcript } from './transcript-formats.ts'
import { toldToAll } from './transcript-whole.ts'

/** Transcripts of a record or of a room of a log. */

export function sourceOfRecord(record: KeptRecord): TranscriptSource {
  return { ...record, entries: record.entries.filter((entry) => entry.kind === 'told') }
}

/** `entries` may hold more than frames. */
export function sourceOfRoom(plan: RoomPlan, entries: readonly (ToldEntry | { readonly kind: string; readonly at: number })[]): TranscriptSource {
  const { title, seed, wire, agents, customers, queues } = plan
  const cast = { agents, customers, queues: Object.fromEntries(Object.keys(queues).map((name) => [name, { uri: '' }])) }
  return { format: 1, file: '', title, about: '', source: '', seed, wire, cast, endedAt: entries.at(-1)?.at ?? 0, entries: entries.filter(isTold) }
}

/** Which part of a run is wanted. */
export interface Wanted {
  /** The run's place in its file, from 1. */
  readonly run: number
  /** Null for the trainer, who sees all. */
  readonly as: Viewer | null
  /** The id of one chat; null for all. */
  readonly chat: string | null
  readonly redact: boolean
}

/** What others were told is gone before anything else is done, so that not even a number can tell of it. */
export function transcriptOf(source: TranscriptSource, { run, as, chat, redact }: Wanted): Transcript {
  const seen = { ...source, entries: source.entries.filter(({ viewer }) => as === null || viewer === as) }
  const shown = redact ? redacted(seen) : seen
  const viewer = as === null ? null : (redact ? viewerIn(shown, seen, as) : as)
  const rows = (viewer === null ? toldToAll(shown) : toldTo(viewer, shown)).filter((row) => chat === null || row.chat === chat)
  const { title, seed, wire, endedAt } = shown
  const name = viewer === null ? null : (rows[0]?.to[0] ?? toldName(viewer))
  return { run, rows, as: name, about: as === null ? { title, seed, wire, endedAt } : null }
}

/** The ids of all chats that were told of, oldest first. */
export function chatsIn(source: TranscriptSource): string[] {
  return [...new Set(toldToAll(source).flatMap(({ chat }) => chat ?? []))]
}

function redacted(source: TranscriptSource): TranscriptSource {
  const redaction = new Redaction({ steps: [], always: [], head: {} }, source.cast)
  const entries = source.entries.map((entry) => withAddress(redaction.entry(entry), entry))
  const head: RunHead = redaction.head(source)
  return { ...source, ...head, entries }
}

/** Which chat it was stays known by its id; no address is shown. */
function withAddress(redacted: ToldEntry, { said }: ToldEntry): ToldEntry {
  if (!('messages' in said) || !('messages' in redacted.said)) return redacted
  return { ...redacted, said: 'chatUri' in said ? { ...redacted.said, chatUri: said.chatUri } : { ...redacted.said, chatPath: said.chatPath } } as ToldEntry
}

/** A customer is called otherwise now; whoever was told nothing is in nobody's way. */
function viewerIn(shown: TranscriptSource, seen: TranscriptSource, as: Viewer): Viewer {
  return shown.entries[0]?.viewer ?? (as.startsWith('customer:') ? `customer:customer ${Object.keys(seen.cast.customers).indexOf(toldName(as)) + 1}` : as)
}

function toldName(viewer: Viewer): string {
  return viewer.slice(viewer.indexOf(':') + 1)
}

function isTold(entry: ToldEntry | { readonly kind: string }): entry is ToldEntry {
  return entry.kind === 'told'
}
