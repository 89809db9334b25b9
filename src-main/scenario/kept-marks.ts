import type { Heard } from '../contract/client.ts'
import type { RunPiece, StageMark } from '../contract/control.ts'
import { nameOf } from '../contract/viewer.ts'

/** What of a run's marks the memory holds. */

/** Most marks only say that a frame was told: then the frame itself is kept, and its mark is made when somebody reads it. */
type Kept = StageMark | Heard

/** How many marks of one run are kept. */
const keptOfEach = 100_000
/** How many are kept of all runs together; a long afternoon with a class must not fill the memory. */
const keptInAll = 200_000
export const marksBetweenClearing = 2000

/** The marks of one run, the oldest of which may be gone. */
export class KeptMarks {
  #marks: Kept[] = []
  #count = 0
  #lastAt = 0

  get length(): number {
    return this.#marks.length
  }

  /** How many there have been, those that are gone included. */
  get count(): number {
    return this.#count
  }

  /** The number of the oldest that is kept, or of the first to come. */
  get oldest(): number {
    return this.#count - this.#marks.length + 1
  }

  /** They stand in the order of their times: what came in later did not happen earlier. */
  add(at: number, lane: string | null, mark: StageMark['mark']): void {
    this.#lastAt = Math.max(at, this.#lastAt)
    this.#marks.push({ n: ++this.#count, at: this.#lastAt, lane, mark })
  }

  /** That a frame was told. It says itself when and in whose lane, unless it came late or is a visitor's, whose lane is its chat's. */
  hear(heard: Heard, laneOf: (viewer: Heard['viewer']) => string | null): void {
    const { viewer, at, seq, said } = heard
    if (viewer.startsWith('visitor:') || at < this.#lastAt) return this.add(at, laneOf(viewer), { kind: 'told', seq, said })
    this.#lastAt = at
    this.#count += 1
    this.#marks.push(heard)
  }

  /** The last one, of which there must be one. */
  get newest(): StageMark {
    const place = this.#marks.length - 1
    const kept = this.#marks[place]
    if (!kept) throw new Error('There is no mark yet')
    return this.#whole(kept, place)
  }

  /** The same marks up to a moment, for a run that shares this past. */
  upTo(moment: number): KeptMarks {
    const past = new KeptMarks()
    past.#marks = this.#marks.filter(({ at }) => at <= moment)
    past.#count = this.#count - this.#marks.length + past.#marks.length
    past.#lastAt = past.#marks.at(-1)?.at ?? 0
    return past
  }

  /** Those that are kept. */
  get all(): readonly StageMark[] {
    return this.#marks.map((kept, place) => this.#whole(kept, place))
  }

  piece({ before, most }: RunPiece): StageMark[] {
    const end = Math.max(0, Math.min(this.#marks.length, (before ?? Number.POSITIVE_INFINITY) - this.oldest))
    const first = Math.max(0, end - most)
    return this.#marks.slice(first, end).map((kept, place) => this.#whole(kept, first + place))
  }

  forgetOldest(howMany: number): void {
    this.#marks = this.#marks.slice(howMany)
  }

  #whole(kept: Kept, place: number): StageMark {
    if ('mark' in kept) return kept
    const { viewer, seq, at, said } = kept
    return { n: this.oldest + place, at, lane: nameOf(viewer), mark: { kind: 'told', seq, said } }
  }
}

/** Forgets the oldest marks where there are too many: of runs that are over first, then of those that have most. */
export function makeRoom(runs: readonly { readonly marks: KeptMarks; readonly endedAt: number | null }[]): void {
  let tooMany = runs.reduce((sum, { marks }) => sum + marks.length, 0) - keptInAll
  const over = runs.filter(({ endedAt }) => endedAt !== null).sort((one, other) => (one.endedAt ?? 0) - (other.endedAt ?? 0))
  const going = runs.filter(({ endedAt }) => endedAt === null).sort((one, other) => other.marks.length - one.marks.length)
  for (const { marks } of [...over, ...going]) {
    const [excess, beyond] = [Math.min(tooMany, marks.length), marks.length - keptOfEach - marksBetweenClearing]
    const forgotten = Math.max(0, excess, beyond)
    if (forgotten === 0) continue
    marks.forgetOldest(forgotten)
    tooMany -= forgotten
  }
}
