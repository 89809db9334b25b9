import type { Problem } from './source.ts'
import type { Progress } from './progress.ts'
import type { RunHead, RunRecord } from './run-record.ts'

/** Told of everything that playing scenarios brings; each tells it on in its own way. */
export interface Reporter {
  /** Before anything else. */
  onBegin?(suite: Suite): void
  /** What is wrong with the files; then nothing is played. */
  onUnreadable?(problems: readonly Problem[]): void
  onRunBegin?(head: RunHead): void
  onProgress?(progress: Progress): void
  onRunEnd?(record: RunRecord): void
  /** After all else, also when nothing was played. */
  onEnd?(totals: Totals): void
}

export interface Suite {
  /** How many scenarios are to be played. */
  readonly scenarios: number
}

/** What all runs together came to. */
export interface Totals {
  readonly scenarios: number
  readonly broken: number
  readonly steps: number
  readonly expectations: number
  /** Files that were left after a broken one, as asked for. */
  readonly notPlayed: readonly string[]
}

export const noTotals: Totals = { scenarios: 0, broken: 0, steps: 0, expectations: 0, notPlayed: [] }

/** The totals with one more run. */
export function counted(totals: Totals, { result }: RunRecord): Totals {
  return {
    ...totals,
    scenarios: totals.scenarios + 1,
    broken: totals.broken + (result.held ? 0 : 1),
    steps: totals.steps + result.steps,
    expectations: totals.expectations + result.expectations
  }
}

/** Tells several reporters the same, in their order. */
export function allOf(reporters: readonly Reporter[]): Required<Reporter> {
  return {
    onBegin: (suite) => reporters.forEach((one) => one.onBegin?.(suite)),
    onUnreadable: (problems) => reporters.forEach((one) => one.onUnreadable?.(problems)),
    onRunBegin: (head) => reporters.forEach((one) => one.onRunBegin?.(head)),
    onProgress: (progress) => reporters.forEach((one) => one.onProgress?.(progress)),
    onRunEnd: (record) => reporters.forEach((one) => one.onRunEnd?.(record)),
    onEnd: (totals) => reporters.forEach((one) => one.onEnd?.(totals))
  }
}

/** `1 step`, `2 steps` */
export function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`
}
