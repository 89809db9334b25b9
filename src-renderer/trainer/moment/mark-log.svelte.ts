import type { StageMark } from '../../../src-main/contract/control.ts'
import { firstWhere } from './first-where.ts'

/** How many marks a page holds at most, and how many of the newest stay when there are more. */
const held = { most: 200_000, stay: 150_000 }

/**
 * The marks of one run, in their order. It grows in place, so that adding one costs the same however many there are;
 * whoever reads it in a component is told by `version`. Numbers count from 1 without gaps but where the oldest are no
 * longer kept or not here yet.
 */
export class MarkLog {
  #version = $state(0)
  #epoch = 0
  #marks: StageMark[] = []
  /** Some kinds of marks, for those who go from one to the next. */
  #steps: StageMark[] = []
  #expected: StageMark[] = []
  #broken: StageMark[] = []
  #captions: StageMark[] = []
  /** All of them as a value of its own; made only if somebody reads it. */
  readonly all = $derived.by<readonly StageMark[]>(() => {
    void this.version
    return this.#marks.slice()
  })

  /** Read by whoever has to know of changes. */
  get version(): number {
    return this.#version
  }

  /** Another one means that the log is not what it was with something added. */
  get epoch(): number {
    void this.#version
    return this.#epoch
  }

  get length(): number {
    void this.#version
    return this.#marks.length
  }

  get first(): StageMark | null {
    return this.at(0)
  }

  get last(): StageMark | null {
    return this.at(this.length - 1)
  }

  /** Each step of the script, and whatever else the script does. */
  get steps(): readonly StageMark[] {
    void this.#version
    return this.#steps
  }

  get expected(): readonly StageMark[] {
    void this.#version
    return this.#expected
  }

  /** The expectations that did not hold. */
  get broken(): readonly StageMark[] {
    void this.#version
    return this.#broken
  }

  /** Captions and cues. */
  get captions(): readonly StageMark[] {
    void this.#version
    return this.#captions
  }

  /** What the audience reads at the mark with this number, and the cue at which the script stands there, if it does. */
  presentedAt(n: number): { readonly caption: string | null; readonly cue: string | null } {
    const here = this.captions[countUpTo(this.#captions, n) - 1]?.mark
    const caption = this.#captions.slice(0, countUpTo(this.#captions, n)).findLast(({ mark }) => mark.kind === 'caption')?.mark
    const isLast = here !== undefined && this.#steps[countUpTo(this.#steps, n) - 1]?.mark === here
    return { caption: caption?.kind === 'caption' ? caption.text : null, cue: isLast && here.kind === 'cue' ? here.text : null }
  }

  at(place: number): StageMark | null {
    void this.#version
    return this.#marks[place] ?? null
  }

  /** The mark with this number. */
  numbered(n: number): StageMark | null {
    const mark = this.at(countUpTo(this.#marks, n) - 1)
    return mark?.n === n ? mark : null
  }

  /** The last mark up to a moment, in milliseconds; itself included. */
  lastUpTo(moment: number): StageMark | null {
    void this.#version
    return this.#marks[firstWhere(this.#marks, ({ at }) => at > moment) - 1] ?? null
  }

  /** The number from which on no mark is missing. */
  get wholeFrom(): number {
    void this.#version
    const end = this.#marks.length - 1
    const newest = this.#marks[end]?.n ?? 0
    let [low, high] = [0, Math.max(0, end)]
    while (low < high) {
      const middle = (low + high) >> 1
      if (newest - (this.#marks[middle]?.n ?? 0) > end - middle) low = middle + 1
      else high = middle
    }
    return this.#marks[low]?.n ?? 1
  }

  get hasRoom(): boolean {
    return this.length < held.stay
  }

  /** Those from a place on. */
  since(place: number): readonly StageMark[] {
    void this.#version
    return place >= this.#marks.length ? [] : this.#marks.slice(place)
  }

  /** How many marks there are up to the one with this number. */
  upToCount(n: number): number {
    void this.#version
    return countUpTo(this.#marks, n)
  }

  /** All marks up to the one with this number. */
  upTo(n: number): readonly StageMark[] {
    return this.#marks.slice(0, this.upToCount(n))
  }

  /** Adds what was heard or read. What is here already stays; older marks find their place. */
  add(marks: readonly StageMark[]): void {
    const [first] = marks
    if (!first) return
    const newest = this.#marks.at(-1)?.n ?? 0
    if (first.n > newest) this.#append(marks)
    else this.#insert(marks)
    if (this.#marks.length > held.most) this.#reset(this.#marks.slice(-held.stay))
    this.#version += 1
  }

  clear(): void {
    this.#reset([])
    this.#version += 1
  }

  #append(marks: readonly StageMark[]): void {
    for (const mark of marks) {
      this.#marks.push(mark)
      const { kind } = mark.mark
      if (kind === 'expected') this.#expected.push(mark)
      else if (kind === 'caption' || kind === 'cue') this.#captions.push(mark)
      if (kind === 'expected' && !mark.mark.held) this.#broken.push(mark)
      if (kind === 'step' || kind === 'caption' || kind === 'cue') this.#steps.push(mark)
    }
  }

  #insert(marks: readonly StageMark[]): void {
    const [first, last] = [marks[0], marks.at(-1)]
    const known = this.#marks
    // Those that are here already lie between what comes before and what comes after.
    const before = known.slice(0, countUpTo(known, (first?.n ?? 0) - 1))
    const after = known.slice(countUpTo(known, last?.n ?? 0))
    const isKnown = before.length + marks.length + after.length === known.length
    if (isKnown) return
    this.#reset(before.concat(marks, after))
  }

  #reset(marks: readonly StageMark[]): void {
    this.#marks = []
    this.#steps = []
    this.#expected = []
    this.#broken = []
    this.#captions = []
    this.#epoch += 1
    this.#append(marks)
  }
}

/** How many of these come up to the one with a number, itself included. */
export function countUpTo(marks: readonly StageMark[], n: number): number {
  return firstWhere(marks, (mark) => mark.n > n)
}
