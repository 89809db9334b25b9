import type { Heard } from '../contract/client.ts'

/** How many frames of a viewer are kept for one who comes back; who was gone for longer reads again. */
export const keptFrames = 1000

/** What one viewer was told. `seq` counts from 1 without gaps and goes on after a restart. */
export class Stream {
  #seq: number
  #kept: Heard[] = []

  constructor(seq = 0) {
    this.#seq = seq
  }

  get seq(): number {
    return this.#seq
  }

  add(heard: Heard): void {
    this.#seq = Math.max(this.#seq, heard.seq)
    this.#kept.push(heard)
    if (this.#kept.length > 2 * keptFrames) this.#kept = this.#kept.slice(-keptFrames)
  }

  /** The log knows better where the stream stood, should another version have told less. */
  atLeast(seq: number): void {
    if (seq <= this.#seq) return
    this.#seq = seq
    this.#kept = []
  }

  /** What is kept now. The array may grow later; what is meant is `count` frames from the place `from` on. */
  kept(): { frames: readonly Heard[]; from: number; count: number } {
    const count = Math.min(this.#kept.length, keptFrames)
    return { frames: this.#kept, from: this.#kept.length - count, count }
  }

  /** All that came after `since`, in order; null when it is no longer kept, or was never told here. */
  after(since: number): readonly Heard[] | null {
    if (since > this.#seq) return null
    if (since === this.#seq) return []
    const first = this.#kept[0]
    if (!first || since < first.seq - 1 || since < this.#seq - keptFrames) return null
    return this.#kept.slice(since - first.seq + 1)
  }
}
