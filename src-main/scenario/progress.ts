import type { Answer } from '../contract/client.ts'
import type { Viewer } from '../contract/viewer.ts'
import type { LaneRow } from './counter-example.ts'
import type { InvariantName } from './invariant.ts'
import type { Verdict } from './judge.ts'

/** What a run tells while it goes: each thing as it happens. `at` is simulation time since the room began. */
export type Progress = StepDone | ExpectationJudged | Presented | GoalSet

/** What somebody should do in an exercise; what it counts is reckoned from what was asked (`score.ts`). */
export interface GoalSet {
  readonly kind: 'goal'
  readonly at: number
  readonly line: number
  /** `Anna consults Ben` */
  readonly text: string
  readonly viewer: Viewer
  readonly withinMs: number | null
  readonly hint: string | null
  readonly points: number | null
  /**
   * `open`: its person is waited for; `reached` follows. `not scored`: nobody is waited for. `not played`: the script plays
   * its seat, and moves by steps alone.
   */
  readonly outcome: 'open' | 'reached' | 'not scored' | 'not played'
}

/** Something for the audience, or a moment at which the presenter is waited for. */
export interface Presented {
  readonly kind: 'caption' | 'cue'
  readonly at: number
  readonly line: number
  /** Empty for a cue that says nothing. */
  readonly text: string
}

export interface StepDone {
  readonly kind: 'step'
  readonly at: number
  readonly line: number
  /** `Anna: consult Ben` */
  readonly text: string
  /** Null for a `wait`. */
  readonly actor: Viewer | null
  /** The text without its actor. */
  readonly doing: string
  readonly answer: Answer | null
  /** Done by habit, in the wake of the step at `line`. */
  readonly byHabit: boolean
  /** Why the run cannot go on; null for a step that is as it should be. */
  readonly broken: string | null
}

export interface ExpectationJudged extends Verdict {
  readonly kind: 'expected'
  readonly at: number
  /** 0 for what is always expected, whatever the file says. */
  readonly line: number
  readonly text: string
  readonly viewer: Viewer | null
  /** What it counts in an exercise. */
  readonly points?: number
  /** Which of the things that are always expected. */
  readonly invariant?: InvariantName
  /** What happened last when one of them broke, and to whom. */
  readonly lanes?: readonly LaneRow[]
}

export interface RunProblem {
  /** 0 for what is always expected. */
  readonly line: number
  readonly text: string
  readonly detail: string
  /** Which of the things that are always expected; its name stays as it is, for tools to go by. */
  readonly invariant?: InvariantName
}

export interface Result {
  /** Every step was done and every expectation held. */
  readonly held: boolean
  /** Somebody stopped the run before its end. */
  readonly stopped: boolean
  readonly steps: number
  readonly expectations: number
  readonly problems: readonly RunProblem[]
}
