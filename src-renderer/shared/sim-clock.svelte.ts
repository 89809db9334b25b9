import type { SocketClock } from '../../src-main/contract/page.ts'

/** The room's time, which may stand still or run faster than the wall clock. Between two words of the server it is reckoned. */
export class SimClock {
  #heard = $state.raw<{ now: number; speed: number; at: number } | null>(null)
  #passedMs = $state(0)

  /** Milliseconds since 1970 in the room; null until the server has said what time it is. */
  now = $derived(this.#heard === null ? null : this.#heard.now + this.#passedMs * this.#heard.speed)
  standsStill = $derived(this.#heard?.speed === 0)

  set({ now, speed }: SocketClock): void {
    this.#heard = { now, speed, at: performance.now() }
    this.#passedMs = 0
  }

  /** Four times a second is enough for anything that counts seconds. Returns the way to stop it. */
  run(): () => void {
    const timer = setInterval(() => {
      if (this.#heard && this.#heard.speed > 0) this.#passedMs = performance.now() - this.#heard.at
    }, 250)
    return () => clearInterval(timer)
  }
}
