import type { LineEvent } from './happened.ts'

/** Whoever is away for longer than so many frames is told to read again (see the architecture's `resync`). */
const keptFrames = 1000

/**
 * The numbers of the frames that one viewer was told: from 1, without gaps and without repeats. What a broken line does to
 * them on the way is no concern of the room's, so they are looked at again when it is mended: with everything that was lost
 * arrived, or from the next frame on.
 */
export class Sequence {
  #last = 0
  #state: 'whole' | 'broken' | 'afresh' | 'caught up' = 'whole'
  #whileBroken = new Set<number>()

  /** What is wrong with this number, or null. */
  told(seq: number): string | null {
    if (this.#state === 'broken') {
      this.#whileBroken.add(seq)
      return null
    }
    const last = this.#last
    const mayJump = this.#state === 'afresh' || (this.#state === 'caught up' && seq > last + keptFrames)
    this.#state = 'whole'
    this.#last = Math.max(last, seq)
    if (seq <= last) return `was told frame ${seq} when ${last} had been told`
    return seq === last + 1 || mayJump ? null : `was never told frame ${last + 1}: after ${last} came ${seq}`
  }

  line({ change, catchUp }: Pick<LineEvent, 'change' | 'catchUp'>): string | null {
    if (change === 'broke') {
      this.#state = 'broken'
      return null
    }
    const last = this.#last
    const newest = Math.max(last, ...this.#whileBroken)
    const missing = catchUp ? firstMissing(last + 1, newest, this.#whileBroken) : null
    this.#last = newest
    this.#whileBroken = new Set()
    this.#state = catchUp ? 'caught up' : 'afresh'
    return missing === null ? null : `came back, and was never told frame ${missing}, which is older than ${newest}`
  }

  /** Is every number that was told known to have come? Then what it counts may have no gaps either. */
  get isWhole(): boolean {
    return this.#state === 'whole' || this.#state === 'caught up'
  }
}

function firstMissing(from: number, to: number, among: ReadonlySet<number>): number | null {
  for (let seq = from; seq <= to; seq += 1) if (!among.has(seq)) return seq
  return null
}
