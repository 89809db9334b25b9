import type { Bug } from '../contract/bugs.ts'
import type { Answer, LineFault } from '../contract/client.ts'
import type { Score } from '../contract/results.ts'
import type { RoomPlan } from '../contract/room-plan.ts'
import type { Viewer } from '../contract/viewer.ts'
import type { Dialect } from '../wire/dialect.ts'
import type { Told } from '../wire/notifications.ts'
import type { Progress, Result } from './progress.ts'

/**
 * A run written down, as plain JSON: who asked, who was told, what was judged, each at its moment of simulation time. The
 * same scenario and seed give the same bytes on every machine, so it holds no time of day and no place on a disk; where others
 * than the script played, the times are theirs.
 */
export interface RunRecord extends RunHead {
  /** What the room was made from, so that the record can be replayed by itself; null in a redacted one. */
  readonly plan: RoomPlan | null
  readonly endedAt: number
  readonly result: Result
  /** What an exercise came to; missing for anything else, and where nobody was waited for. */
  readonly score?: Score
  /** In the order in which it happened. */
  readonly entries: readonly Entry[]
  /** What a report had no room for. */
  readonly leftOut: LeftOut
}

/** What is known of a run before it begins. */
export interface RunHead {
  readonly format: 1
  readonly file: string
  readonly title: string
  readonly about: string
  /** Where the case comes from; empty if the file does not say. */
  readonly source: string
  readonly seed: number
  readonly wire: Dialect
  /** Defects that the room had on purpose; missing where it had none. */
  readonly bugs?: readonly Bug[]
  readonly cast: RecordedCast
  /** Time was live, and not the script played these. A run in virtual time has no such key. */
  readonly live?: { readonly players: Readonly<Record<string, 'person' | 'client'>> }
}

/** Everybody by their names in the cast. */
export interface RecordedCast {
  readonly customers: Readonly<Record<string, { readonly nickname: string }>>
  readonly queues: Readonly<Record<string, { readonly uri: string }>>
  readonly agents: Readonly<Record<string, { readonly nickname: string }>>
}

export type Entry = AskedEntry | ToldEntry | LineEntry | ProgressEntry

export interface AskedEntry {
  readonly kind: 'asked'
  readonly at: number
  readonly viewer: Viewer | null
  readonly chat: string | null
  /** The body of the request; it need not be well formed. */
  readonly operation: unknown
  readonly answer: Answer
}

export interface ToldEntry {
  readonly kind: 'told'
  readonly at: number
  readonly viewer: Viewer
  readonly seq: number
  readonly said: Told
}

/** Somebody's line broke, or was mended (null): from here on not all that is told arrives. */
export interface LineEntry {
  readonly kind: 'line'
  readonly at: number
  readonly viewer: Viewer
  readonly fault: LineFault | null
  readonly catchUp: boolean
}

/** As the run told it, with the numbers of the frames to look at instead of the frames. */
export type ProgressEntry = Recorded<Progress>

type Recorded<Told> = Told extends { readonly heard: unknown } ? Omit<Told, 'heard'> & { readonly heard: readonly FrameNumber[] } : Told

/** Which frame: numbers count per viewer. */
export interface FrameNumber {
  readonly viewer: Viewer
  readonly seq: number
}

/** How many frames and marks (requests, steps, expectations that held) are missing from the middle of a record. */
export interface LeftOut {
  readonly frames: number
  readonly marks: number
}

export const nothingLeftOut: LeftOut = { frames: 0, marks: 0 }

/** A plan as it is written down: a password is of no use in a replay, and a record is handed on. Whoever signs in there has its name for one. */
export function planOnRecord(plan: RoomPlan): RoomPlan {
  return { ...plan, agents: Object.fromEntries(Object.entries(plan.agents).map(([name, agent]) => [name, { ...agent, password: name }])) }
}

/** A record as JSON with an entry a line, so that two of them can be compared line by line. */
export function recordText({ entries, ...rest }: RunRecord): string {
  const head = JSON.stringify(rest, null, 2).slice(0, -2)
  return `${head},\n  "entries": [${entries.map((entry) => `\n    ${JSON.stringify(entry)}`).join(',')}\n  ]\n}`
}
