import type { StageMark } from '../../src-main/contract/control.ts'
import { firstWhere } from './moment/first-where.ts'

/**
 * Where marks stand. All lanes share one time axis: each moment at which something happened is a column, and the gap before
 * it grows with the time that passed, up to a limit, so that a long wait is seen and does not push all else away. What
 * happened to one person at one moment stands below each other.
 */
export interface Column {
  readonly at: number
  /** From the left of the axis, in pixels. */
  readonly left: number
  /** How long nothing happened before it, if that is longer than the gap can show. */
  readonly pauseMs: number | null
  /** Shown only where it does not run into the one before. */
  readonly isLabelled: boolean
  /** When the last thing in it happened. */
  until: number
}

export interface Placed {
  readonly mark: StageMark
  readonly left: number
  readonly row: number
}

/** Whose lane; the name is null for the script's. */
export interface Lane {
  readonly name: string | null
  readonly kind: 'customer' | 'agent' | 'script'
}

export const markWidthPx = { wide: 148, narrow: 32 }
/** An answer follows its request by so little that people call it the same moment. */
const sameMomentMs = 100
/** A burst goes on in a column of its own. */
const mostRows = 10
const gapPx = { least: 6, most: 54, perSecond: 8 }
const longMs = 6000
const labelPx = 52

export function lanesOf(cast: { customers: readonly string[]; agents: readonly string[] }): Lane[] {
  return [
    { name: null, kind: 'script' },
    ...cast.customers.map((name): Lane => ({ name, kind: 'customer' })),
    ...cast.agents.map((name): Lane => ({ name, kind: 'agent' }))
  ]
}

/** Places marks one after another, as they happen: each costs the same however many there are. */
export class LaneLayout {
  readonly markWidth: number
  readonly #columns: Column[] = []
  readonly #lanes = new Map<string | null, Placed[]>()
  readonly #rows = new Map<string | null, number>()
  #labelledUpTo = Number.NEGATIVE_INFINITY

  constructor(markWidth: number) {
    this.markWidth = markWidth
  }

  get widthPx(): number {
    return (this.#columns.at(-1)?.left ?? 0) + this.markWidth
  }

  /** The next mark; they come in the order of their times. */
  hear(mark: StageMark): void {
    const placed = this.#lanes.get(mark.lane) ?? []
    if (placed.length === 0) this.#lanes.set(mark.lane, placed)
    const before = placed.at(-1)
    const last = this.#columns.at(-1)
    const rowIn = (column: Column): number => (before?.left === column.left ? before.row + 1 : 0)
    const isSame = last !== undefined && mark.at - last.at < sameMomentMs && rowIn(last) < mostRows
    const column = isSame ? last : this.#newColumn(mark.at, last)
    column.until = mark.at
    const row = rowIn(column)
    placed.push({ mark, left: column.left, row })
    this.#rows.set(mark.lane, Math.max(this.rowsOf(mark.lane), row + 1))
  }

  rowsOf(lane: string | null): number {
    return this.#rows.get(lane) ?? 1
  }

  /** The columns that reach into a stretch of the axis. */
  columnsIn(from: number, to: number): readonly Column[] {
    return this.#columns.slice(firstWhere(this.#columns, ({ left }) => left + this.markWidth >= from), firstWhere(this.#columns, ({ left }) => left > to))
  }

  marksIn(lane: string | null, from: number, to: number): readonly Placed[] {
    const placed = this.#lanes.get(lane) ?? []
    return placed.slice(firstWhere(placed, ({ left }) => left + this.markWidth >= from), firstWhere(placed, ({ left }) => left > to))
  }

  /** The column at or before a place on the axis. */
  columnAt(px: number): Column | null {
    return this.#columns[Math.max(0, firstWhere(this.#columns, ({ left }) => left > px) - 1)] ?? null
  }

  /** The last column that had begun by a moment. */
  columnUpTo(at: number): Column | null {
    return this.#columns[firstWhere(this.#columns, (column) => column.at > at) - 1] ?? null
  }

  placeOf({ lane, n }: StageMark): Placed | null {
    const placed = this.#lanes.get(lane) ?? []
    const found = placed[firstWhere(placed, ({ mark }) => mark.n >= n)]
    return found?.mark.n === n ? found : null
  }

  /** The mark that an arrow key leads to: along the lane, down its stack, or to the nearest one in the next lane. */
  neighbour(lanes: readonly Lane[], from: StageMark, direction: 'left' | 'right' | 'up' | 'down'): StageMark | null {
    const placed = this.#lanes.get(from.lane) ?? []
    const here = this.placeOf(from)
    if (!here) return null
    const first = firstWhere(placed, ({ left }) => left >= here.left)
    const laneAt = lanes.findIndex(({ name }) => name === from.lane)
    switch (direction) {
      case 'left':
        return placed[first - 1]?.mark ?? null
      case 'right':
        return placed[firstWhere(placed, ({ left }) => left > here.left)]?.mark ?? null
      case 'up':
        return here.row > 0 ? (placed[first + here.row - 1]?.mark ?? null) : this.#nearest(lanes.slice(0, laneAt).toReversed(), here.left)
      case 'down': {
        const below = placed[first + here.row + 1]
        return below?.left === here.left ? below.mark : this.#nearest(lanes.slice(laneAt + 1), here.left)
      }
    }
  }

  #newColumn(at: number, before: Column | undefined): Column {
    const passedMs = before ? at - before.at : 0
    const gap = Math.min(gapPx.most, Math.max(gapPx.least, (passedMs / 1000) * gapPx.perSecond))
    const left = before ? before.left + this.markWidth + gap : gapPx.least
    const isLabelled = left >= this.#labelledUpTo
    if (isLabelled) this.#labelledUpTo = left + labelPx
    const column = { at, left, pauseMs: passedMs > longMs ? passedMs : null, isLabelled, until: at }
    this.#columns.push(column)
    return column
  }

  #nearest(lanes: readonly Lane[], left: number): StageMark | null {
    const placed = lanes.map(({ name }) => this.#lanes.get(name) ?? []).find(({ length }) => length > 0) ?? []
    const at = firstWhere(placed, (one) => one.left >= left)
    const [before, after] = [placed[at - 1], placed[at]]
    if (!before || !after) return (before ?? after)?.mark ?? null
    // The first of its stack, as when one comes along the lane.
    const isAfter = after.left - left <= left - before.left
    return (isAfter ? after : placed[firstWhere(placed, (one) => one.left >= before.left)])?.mark ?? null
  }
}
