import type { Act, Expectation } from './scenario.ts'

/** Something that is legal at its place, but hardly what its author meant. */
export interface Doubt {
  readonly at: Pick<Act | Expectation, 'line' | 'part'>
  readonly message: string
}
