/** How long a slice of work may keep everybody else waiting. */
const sliceMs = 8

/** Long work in slices: between them sockets, requests and timers get their turn. */
export class Turns {
  #since = performance.now()

  /** Is it somebody else's turn? */
  get areOver(): boolean {
    return performance.now() - this.#since > sliceMs
  }

  /** Lets the others have theirs, if it is time. */
  async give(): Promise<void> {
    if (!this.areOver) return
    await new Promise<void>((goOn) => setImmediate(goOn))
    this.#since = performance.now()
  }
}
