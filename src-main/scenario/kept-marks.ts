import type { RunPiece, StageMark } from '../contract/control.ts'

/** What of a run's marks the memory holds. */

/** How many marks of the newest run are kept at least. */
const keptAtLeast = 100_000
/** How many are kept of all runs together; a long afternoon with a class must not fill the memory. */
const keptInAll = 200_000
export const marksBetweenClearing = 2000

/** The marks of one run, the oldest of which may be gone. */
export class KeptMarks {
  #marks: StageMark[] = []
  #count = 0

  get length(): number {
    return this.#marks.length
  }

  /** The number of the oldest that is kept, or of the first to come. */
  get oldest(): number {
    return this.#count - this.#marks.length + 1
  }

  /** They stand in the order of their times: what came in later did not happen earlier. */
  add(at: number, lane: string | null, mark: StageMark['mark']): StageMark {
    const marked = { n: ++this.#count, at: Math.max(at, this.#marks.at(-1)?.at ?? 0), lane, mark }
    this.#marks.push(marked)
    return marked
  }

  /** The same marks up to a moment, for a run that shares this past. */
  upTo(moment: number): KeptMarks {
    const past = new KeptMarks()
    past.#marks = this.#marks.filter(({ at }) => at <= moment)
    past.#count = past.#marks.at(-1)?.n ?? 0
    return past
  }

  /** Those that are kept. */
  get all(): readonly StageMark[] {
    return this.#marks
  }

  piece({ before, most }: RunPiece): StageMark[] {
    const end = Math.max(0, Math.min(this.#marks.length, (before ?? Number.POSITIVE_INFINITY) - this.oldest))
    return this.#marks.slice(Math.max(0, end - most), end)
  }

  forgetOldest(howMany: number): void {
    this.#marks.splice(0, howMany)
  }
}

/** Forgets the oldest marks where there are too many: of runs that are over first, then of those that have most. */
export function makeRoom(runs: readonly { readonly marks: KeptMarks; readonly endedAt: number | null }[]): void {
  let tooMany = runs.reduce((sum, { marks }) => sum + marks.length, 0) - keptInAll
  const over = runs.filter(({ endedAt }) => endedAt !== null).sort((one, other) => (one.endedAt ?? 0) - (other.endedAt ?? 0))
  const going = runs.filter(({ endedAt }) => endedAt === null).sort((one, other) => other.marks.length - one.marks.length)
  for (const { marks } of [...over, ...going]) {
    const [excess, atLeast] = [Math.min(tooMany, marks.length), marks.length - keptAtLeast - marksBetweenClearing]
    const forgotten = Math.max(0, excess, atLeast)
    if (forgotten === 0) continue
    marks.forgetOldest(forgotten)
    tooMany -= forgotten
  }
}
