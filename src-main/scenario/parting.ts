import type { AskedEntry, ToldEntry, LineEntry } from './run-record.ts'

/** What stands in a log beside requests and frames: an event as it was stored. */
export interface StoredEntry {
  readonly kind: 'stored'
  readonly at: number
  readonly event: { readonly type: string }
  readonly told: Readonly<Record<string, number>>
}

export type ComparedEntry = AskedEntry | ToldEntry | LineEntry | StoredEntry

/** Where two histories part, be it that one has something more. */
export interface Parting {
  /** Which entry of those that are compared, from 0. */
  readonly place: number
  readonly recorded: ComparedEntry | null
  readonly replayed: ComparedEntry | null
  /** The request that came last before it. */
  readonly before: AskedEntry | null
}

/** Two texts and the first place at which they differ. */
export interface Difference {
  readonly one: string
  readonly other: string
  readonly at: number
}

/** The first entry that is not the same to the byte; null where all are. */
export function partingOf(recorded: readonly ComparedEntry[], replayed: readonly ComparedEntry[]): Parting | null {
  const length = Math.max(recorded.length, replayed.length)
  for (let place = 0; place < length; place += 1) {
    const [one, other] = [recorded[place] ?? null, replayed[place] ?? null]
    if (JSON.stringify(one) === JSON.stringify(other)) continue
    const before = recorded.slice(0, place).findLast((entry) => entry.kind === 'asked') ?? null
    return { place, recorded: one, replayed: other, before }
  }
  return null
}

/** Null where one of them has nothing there. */
export function differenceIn({ recorded, replayed }: Parting): Difference | null {
  return recorded && replayed ? difference(JSON.stringify(recorded), JSON.stringify(replayed)) : null
}

export function difference(one: string, other: string): Difference {
  let at = 0
  while (at < one.length && at < other.length && one[at] === other[at]) at += 1
  // Not between the halves of a character.
  const half = one.charCodeAt(at - 1)
  return { one, other, at: half >= 0xd800 && half <= 0xdbff ? at - 1 : at }
}
