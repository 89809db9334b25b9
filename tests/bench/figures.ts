/** How figures are made and shown: medians and percentiles, as ratios to a floor measured in the same run. */

export const rounds = 5

/** `a second`: the more the better; of all others: the less. */
export type Unit = 'a second' | 'µs' | 'ms' | 's' | 'KiB' | 'MiB' | '% of a core' | 'elements'

/** What was measured of Aside and, in the same run, of something bare that does the same work. */
export interface Figure {
  /** Also what it is known by when runs are compared, so nothing in it changes from run to run. */
  readonly what: string
  readonly unit: Unit
  readonly ours: number
  readonly floor: number
  readonly floorIs: string
  /** Ours by the floor's: what is compared, never the numbers themselves. */
  readonly ratio: number
  /** What the ratio should be on two cores; null where nobody promised anything. */
  readonly goal: Goal | null
  /** What differs from run to run and explains the numbers; empty for nothing. */
  readonly note: string
}

export type Goal = { readonly atLeast: number } | { readonly atMost: number }

type Measured = Pick<Figure, 'what' | 'unit' | 'ours' | 'floor' | 'floorIs'> & Partial<Pick<Figure, 'goal' | 'note'>>

export function figure({ goal = null, note = '', ...measured }: Measured): Figure {
  return { ...measured, ratio: measured.ours / measured.floor, goal, note }
}

export function isBetterWhenMore({ unit }: Pick<Figure, 'unit'>): boolean {
  return unit === 'a second'
}

export function isMet({ ratio, goal }: Pick<Figure, 'ratio' | 'goal'>): boolean {
  if (goal === null) return true
  return 'atLeast' in goal ? ratio >= goal.atLeast : ratio <= goal.atMost
}

export function median(numbers: readonly number[]): number {
  return percentile(numbers, 50)
}

export function percentile(numbers: readonly number[], percent: number): number {
  const sorted = [...numbers].sort((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? 0
}

export function whole(number: number): string {
  return Math.round(number).toLocaleString('en')
}

/** Three figures or so, with its unit. */
export function shown(number: number, unit: Unit): string {
  const digits = number >= 100 ? whole(number) : number.toFixed(number >= 10 ? 1 : 2)
  return unit === 'a second' || unit === 'elements' ? digits : `${digits} ${unit}`
}
