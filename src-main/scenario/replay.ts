import type { RoomPlan } from '../contract/room-plan.ts'
import { requestOf } from './kept-request.ts'
import type { RecordedRoom } from './record.ts'
import type { KeptRecord } from './record-reader.ts'
import type { AskedEntry, Entry, LineEntry, ToldEntry } from './run-record.ts'

/** What went over the wire, and over what kind of line. */
export type WireEntry = AskedEntry | ToldEntry | LineEntry

export function wireEntriesOf(entries: readonly Entry[]): readonly WireEntry[] {
  return entries.filter((entry) => entry.kind === 'asked' || entry.kind === 'told' || entry.kind === 'line')
}

/** Why a record cannot be replayed by itself, in a sentence; else its plan. */
export function planIn({ plan, leftOut }: KeptRecord): { plan: RoomPlan } | { problem: string } {
  if (plan === undefined) return { problem: 'was written by an older Aside, without the plan of its room. Play the scenario again with "aside run" to get a record that can be replayed, or give --scenario FILE.' }
  if (plan === null) return { problem: 'is redacted: what was really said is not in it, so it cannot be replayed. Play the scenario again without --redact, or give --scenario FILE.' }
  if (leftOut.frames > 0 || leftOut.marks > 0) return { problem: 'had no room for all entries, so it cannot be replayed. Give a record (*.run.json) of "aside run --out FOLDER", or a report with a larger --max-report.' }
  return { plan }
}

/**
 * Puts the requests of a record to a fresh room of the same plan, each at its own moment, and writes down what comes of it.
 * Time goes on no further than the record tells of it, since a script may act between two things that are due at one moment.
 * Comes back with a clause where a request cannot be put.
 */
export async function replayed(record: KeptRecord, plan: RoomPlan, { client, onInput }: RecordedRoom): Promise<{ entries: readonly WireEntry[] } | { problem: string }> {
  const entries: WireEntry[] = []
  let frames = 0
  const unwatch = onInput(({ viewer, chat, operation }, answer, at) => void entries.push({ kind: 'asked', at, viewer, chat, operation, answer }))
  const unlisten = client.listen(({ viewer, seq, at, said }) => {
    frames += 1
    entries.push({ kind: 'told', at, viewer, seq, said })
  })
  const comeTo = async (at: number, told: number): Promise<void> => {
    for (let how = 'told'; how === 'told' && (client.now() < at || frames < told); ) how = await client.until(at)
  }
  try {
    let told = 0
    for (const [place, entry] of record.entries.entries()) {
      if (entry.kind === 'told') told += 1
      if (entry.kind !== 'asked' && entry.kind !== 'line') continue
      await comeTo(entry.at, told)
      if (entry.kind === 'line') {
        entries.push(entry)
        await client.setLine(entry.viewer, entry.fault, entry.catchUp)
        continue
      }
      const kept = requestOf(entry, plan)
      if ('problem' in kept) return { problem: `entry ${place + 1}: ${kept.problem}` }
      if ('request' in kept) await client.ask(kept.request)
      else await putMalformed(entry, client, entries)
    }
    await comeTo(record.endedAt, told)
    return { entries }
  } finally {
    unlisten()
    unwatch()
  }
}

/** It never comes as far as the room, which so has no input to show. */
async function putMalformed({ viewer, chat, operation }: AskedEntry, client: RecordedRoom['client'], entries: WireEntry[]): Promise<void> {
  if (viewer === null) return
  const before = entries.length
  const answer = await client.raw(viewer, chat, operation)
  if (entries.length === before) entries.push({ kind: 'asked', at: client.now(), viewer, chat, operation, answer })
}
