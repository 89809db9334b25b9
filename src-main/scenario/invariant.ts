import type { Viewer } from '../contract/viewer.ts'
import type { Happened } from './happened.ts'
import type { Sight } from './invariant-sight.ts'

/** What holds in every run, whatever the scenario says, judged from outside: by what was asked, told, and can be read. */

/** The names stay as they are: reports and tools go by them. */
export type InvariantName = 'no-leak' | 'one-owner' | 'request-outcome' | 'well-formed' | 'told-is-stored'

export interface Invariant {
  readonly name: InvariantName
  /** What holds, as a report says it. */
  readonly text: string
  /** Looks at what happened since the settled moment before; the first thing that is wrong, or null. */
  judge(moment: Moment): Promise<Broken | null> | Broken | null
}

/** Everything of this moment has happened, and everybody was told. */
export interface Moment {
  readonly now: number
  /** What happened since the moment before, in order. */
  readonly events: readonly Happened[]
  /** What everybody can read now. */
  readonly sight: Sight
  /** Nothing comes after it. */
  readonly isLast: boolean
}

export interface Broken {
  /** What was seen, whose, and when. */
  readonly detail: string
  /** Whose lanes show it; null for the chat where it is not about one. */
  readonly chat: string | null
  readonly viewers: readonly Viewer[]
}
