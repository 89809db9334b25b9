/** What became of a run, as its trainer and whoever reads a report is told. Times are milliseconds of simulation time. */

/** What an exercise came to: points for goals that were reached in time, and for what it always expects. */
export interface Score {
  readonly goals: readonly GoalScore[]
  readonly rules: readonly RuleScore[]
  readonly points: number
  /** All that could be reached. */
  readonly outOf: number
}

/** `not played`: the script plays that seat. `not judged`: no request that Aside knows is meant by its words. */
export type GoalOutcome = 'open' | 'reached' | 'late' | 'missed' | 'not played' | 'not judged'

export interface GoalScore {
  readonly line: number
  readonly who: string
  readonly text: string
  readonly points: number | null
  readonly withinMs: number | null
  readonly outcome: GoalOutcome
  /** When it was reached, and how long that took; null until then. */
  readonly at: number | null
  readonly tookMs: number | null
}

/** Something that is always expected and counts points: less for being broken, more for being kept. */
export interface RuleScore {
  readonly line: number
  readonly text: string
  readonly points: number
  /** `open` until the run is over. */
  readonly outcome: 'open' | 'kept' | 'broken'
}
