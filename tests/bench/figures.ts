/** How figures are made and shown: medians and percentiles, as ratios to a floor measured in the same run. */

export const rounds = 5

export interface Row {
  readonly what: string
  readonly ours: string
  readonly floor: string
  readonly floorIs: string
  readonly ratio: number
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
