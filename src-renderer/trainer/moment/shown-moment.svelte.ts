import type { StageMark } from '../../../src-main/contract/control.ts'
import { countUpTo } from './mark-log.svelte.ts'
import type { MarkLog } from './mark-log.svelte.ts'

/** Which moment of the run all views show: the newest as it goes on, or one that somebody went back to. */
export class ShownMoment {
  readonly #log: MarkLog
  /** Milliseconds since the run began; null follows the run. */
  #at = $state<number | null>(null)
  /** The mark that somebody went to: several may bear the same time. Null for a time alone. */
  #number = $state<number | null>(null)

  constructor(log: MarkLog) {
    this.#log = log
  }

  get at(): number | null {
    return this.#at
  }

  get isPast(): boolean {
    return this.#at !== null
  }

  /** The number of the last mark that is shown; 0 before the first. */
  get n(): number {
    if (this.#at === null) return this.#log.last?.n ?? 0
    return this.#number ?? this.#log.lastUpTo(this.#at)?.n ?? 0
  }

  /** To a time; null goes on with the run. */
  seek(moment: number | null): void {
    this.#at = moment === null ? null : Math.max(0, moment)
    this.#number = null
  }

  /** To a mark: what came before it is shown, and it. */
  goTo(mark: StageMark): void {
    this.#at = mark.at
    this.#number = mark.n
  }

  /** The mark before the last one that is shown, or after it. */
  next(direction: 1 | -1): StageMark | null {
    const place = this.#log.numbered(this.n) ? this.#log.upToCount(this.n) - 1 : -1
    // A time between two marks: the one before it has not been gone to yet.
    const isBetween = this.#at !== null && this.#number === null && (this.#log.at(place)?.at ?? -1) < this.#at
    return this.#log.at(direction === -1 && isBetween ? place : place + direction)
  }

  /** The step of the script before what is shown, or after it. */
  nextStep(direction: 1 | -1): StageMark | null {
    const { steps } = this.#log
    const count = countUpTo(steps, this.n)
    const isOnStep = steps[count - 1]?.n === this.n
    return steps[direction === 1 ? count : count - (isOnStep ? 2 : 1)] ?? null
  }
}
