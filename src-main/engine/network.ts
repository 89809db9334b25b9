import type { Heard, LineFault } from '../contract/client.ts'
import type { Viewer } from '../contract/viewer.ts'

/** How long a frame that is to change places with the next waits for one. */
const reorderMs = 2000

interface Held {
  readonly at: number
  readonly frame: Heard
}

/**
 * The lines over which viewers are told things, and what is wrong with them. Nothing in the room follows from it: what was
 * told stays told, and who comes back with its `seq` gets what the line lost. Times are simulation time.
 */
export class Network {
  readonly #faults = new Map<Viewer, LineFault>()
  /** By the moment at which they arrive; of one moment in the order in which they were told. */
  #held: readonly Held[] = []

  /** Breaks a viewer's line, or mends it with null. What was held is let go: the frames that arrive now. */
  set(viewer: Viewer, fault: LineFault | null): readonly Heard[] {
    const held = this.#held.filter(({ frame }) => frame.viewer === viewer).map(({ frame }) => frame)
    this.#held = this.#held.filter(({ frame }) => frame.viewer !== viewer)
    if (fault) this.#faults.set(viewer, fault)
    else this.#faults.delete(viewer)
    return held
  }

  faultOf(viewer: Viewer): LineFault | null {
    return this.#faults.get(viewer) ?? null
  }

  /** Nobody's line is broken. */
  get isSound(): boolean {
    return this.#faults.size === 0
  }

  /** What arrives now of a frame that is told now. */
  pass(frame: Heard, now: number): readonly Heard[] {
    const fault = this.#faults.get(frame.viewer)
    switch (fault?.network) {
      case undefined:
        return [frame]
      case 'drop':
      case 'disconnect':
        return []
      case 'duplicate':
        return [frame, frame]
      case 'delay':
        this.#hold({ at: now + fault.byMs, frame })
        return []
      case 'reorder': {
        const before = this.#held.find((held) => held.frame.viewer === frame.viewer)
        if (!before) {
          this.#hold({ at: now + reorderMs, frame })
          return []
        }
        this.#held = this.#held.filter((held) => held !== before)
        return [frame, before.frame]
      }
    }
  }

  /** When something that is under way next arrives, or null. */
  nextDueAt(): number | null {
    return this.#held[0]?.at ?? null
  }

  /** What has arrived by now. */
  arrived(now: number): readonly Heard[] {
    const arrived = this.#held.filter(({ at }) => at <= now)
    if (arrived.length > 0) this.#held = this.#held.filter(({ at }) => at > now)
    return arrived.map(({ frame }) => frame)
  }

  #hold(held: Held): void {
    this.#held = [...this.#held, held].sort((one, other) => one.at - other.at)
  }
}
