import type { Entry, RunRecord } from './run-record.ts'

/** How many frames and how many marks of each run a report shows at most. */
export interface Room {
  readonly frames: number
  readonly marks: number
}

/** Of what broke so much is kept however little room there is, with its frames. */
const brokenKept = 200
const brokenKeptWithFrames = 20

/** A record that fits: frames and marks are left out from its middle, and it says how many. */
export function shortened(record: RunRecord, room: Room): RunRecord {
  const { frames, marks } = removable(record)
  const gone = { frames: middleOf(frames, room.frames), marks: middleOf(marks, room.marks) }
  const isGone = new Set<Entry>([...gone.frames, ...gone.marks])
  if (isGone.size === 0) return record
  const leftOut = { frames: record.leftOut.frames + gone.frames.length, marks: record.leftOut.marks + gone.marks.length }
  return { ...record, entries: record.entries.filter((entry) => !isGone.has(entry)), leftOut }
}

/** What may be left out of a record, in order. */
export function removable({ entries }: RunRecord): { frames: Entry[]; marks: Entry[] } {
  const broken = entries.filter(isBrokenEntry)
  const kept = new Set<Entry>(broken.slice(0, brokenKept))
  const looked = broken.slice(0, brokenKeptWithFrames).flatMap((entry) => ('heard' in entry ? entry.heard : []))
  const numbers = new Set(looked.map(({ viewer, seq }) => `${viewer} ${seq}`))
  return {
    frames: entries.filter((entry) => entry.kind === 'told' && !numbers.has(`${entry.viewer} ${entry.seq}`)),
    marks: entries.filter((entry) => entry.kind !== 'told' && !kept.has(entry))
  }
}

/** What stands between the first and the last ones that there is room for. */
export function middleOf<One>(list: readonly One[], room: number): readonly One[] {
  return list.length <= room ? [] : list.slice(Math.ceil(room / 2), list.length - Math.floor(room / 2))
}

function isBrokenEntry(entry: Entry): boolean {
  return ('held' in entry && !entry.held) || ('broken' in entry && entry.broken !== null)
}
