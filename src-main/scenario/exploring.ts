import type { Viewer } from '../contract/viewer.ts'

/** A moment at which a run may go on in more than one way. The first way is always that of the file. */
export type Fork =
  /** Of a race: which of the acts that are left comes next, by their places in the file. */
  | { readonly kind: 'order'; readonly step: number; readonly left: readonly number[] }
  /** What is due next in the room comes before the act, `waitMs` after the step before it. `done` acts of the step came already. */
  | { readonly kind: 'timer'; readonly step: number; readonly done: number; readonly waitMs: number }
  /** A habit that takes some time comes as the seed says, as soon as it can, or as late. */
  | { readonly kind: 'habit'; readonly actor: Viewer; readonly when: 'invited' | 'asked' | 'idle'; readonly leastMs: number; readonly mostMs: number }

export const habitWays = ['as the seed says', 'soonest', 'latest'] as const

/** How many ways a fork has. */
export function waysOf(fork: Fork): number {
  return fork.kind === 'order' ? fork.left.length : fork.kind === 'timer' ? 2 : habitWays.length
}

/** Who decides in a run which way it goes. */
export interface Exploring {
  /** When something next happens by itself in the room, or null. */
  nextDueAt(): number | null
  /** The way to go, or null where all that can follow from here has been seen. `state` says what the future of the run depends on, but for the room. */
  choose(fork: Fork, state: () => string): number | null
}
