import type { StageMark } from '../../src-main/contract/control.ts'

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
}

export interface Placed {
  readonly mark: StageMark
  readonly left: number
  readonly row: number
}

export interface Lane {
  /** Null for the script. */
  readonly name: string | null
  readonly kind: 'customer' | 'agent' | 'script'
  readonly marks: readonly Placed[]
  readonly rows: number
}

export const markWidthPx = 148
/** An answer follows its request by so little that people call it the same moment. */
const sameMomentMs = 100
const gapPx = { least: 6, most: 54, perSecond: 8 }
const longMs = 6000
const labelPx = 52

export function columnsOf(marks: readonly StageMark[]): Column[] {
  const moments = momentsOf(marks)
  const columns: Column[] = []
  let labelledUpTo = Number.NEGATIVE_INFINITY
  for (const at of moments) {
    const before = columns.at(-1)
    const passedMs = before ? at - before.at : 0
    const gap = Math.min(gapPx.most, Math.max(gapPx.least, (passedMs / 1000) * gapPx.perSecond))
    const left = before ? before.left + markWidthPx + gap : gapPx.least
    const isLabelled = left >= labelledUpTo
    if (isLabelled) labelledUpTo = left + labelPx
    columns.push({ at, left, pauseMs: passedMs > longMs ? passedMs : null, isLabelled })
  }
  return columns
}

function momentsOf(marks: readonly StageMark[]): number[] {
  const moments: number[] = []
  for (const at of marks.map((mark) => mark.at).sort((one, other) => one - other)) {
    const last = moments.at(-1)
    if (last === undefined || at - last >= sameMomentMs) moments.push(at)
  }
  return moments
}

export function lanesOf(cast: { customers: readonly string[]; agents: readonly string[] }, marks: readonly StageMark[], columns: readonly Column[]): Lane[] {
  const byLane = Map.groupBy(marks, ({ lane }) => lane)
  const lane = (name: string | null, kind: Lane['kind']): Lane => {
    const stacks = new Map<number, number>()
    const placed = (byLane.get(name) ?? []).map((mark): Placed => {
      const left = columns.findLast(({ at }) => at <= mark.at)?.left ?? 0
      const row = stacks.get(left) ?? 0
      stacks.set(left, row + 1)
      return { mark, left, row }
    })
    return { name, kind, marks: placed, rows: Math.max(1, ...stacks.values()) }
  }
  return [
    lane(null, 'script'),
    ...cast.customers.map((name) => lane(name, 'customer')),
    ...cast.agents.map((name) => lane(name, 'agent'))
  ]
}

type Direction = 'left' | 'right' | 'up' | 'down'

/** The mark that an arrow key leads to: along the lane, down its stack, or to the nearest one in the next lane. */
export function neighbour(lanes: readonly Lane[], n: number, direction: Direction): number | null {
  const laneAt = lanes.findIndex(({ marks }) => marks.some(({ mark }) => mark.n === n))
  const lane = lanes[laneAt]
  const here = lane?.marks.find(({ mark }) => mark.n === n)
  if (!lane || !here) return null
  switch (direction) {
    case 'left':
      return lane.marks.findLast(({ left }) => left < here.left)?.mark.n ?? null
    case 'right':
      return lane.marks.find(({ left }) => left > here.left)?.mark.n ?? null
    case 'up': {
      const above = lane.marks.find(({ left, row }) => left === here.left && row === here.row - 1)
      return above?.mark.n ?? nearest(lanes.slice(0, laneAt).toReversed(), here.left)
    }
    case 'down': {
      const below = lane.marks.find(({ left, row }) => left === here.left && row === here.row + 1)
      return below?.mark.n ?? nearest(lanes.slice(laneAt + 1), here.left)
    }
  }
}

function nearest(lanes: readonly Lane[], left: number): number | null {
  const marks = lanes.find((lane) => lane.marks.length > 0)?.marks ?? []
  const [first, ...rest] = marks
  if (!first) return null
  return rest.reduce((best, one) => (Math.abs(one.left - left) < Math.abs(best.left - left) ? one : best), first).mark.n
}
