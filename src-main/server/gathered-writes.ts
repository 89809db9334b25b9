import type { Socket } from 'node:net'
import type { Connection } from './connection.ts'

/**
 * What one turn of the loop tells goes out to each connection in one write. To hand a frame to the system costs more than to
 * make it, and whoever asked has the answer before that is done for many windows.
 */
export class GatheredWrites {
  readonly #held = new Set<Socket>()

  /** What is written to this connection from now on waits for the end of the turn. */
  hold({ request }: Connection): void {
    const wire = request.socket
    if (this.#held.has(wire)) return
    if (this.#held.size === 0) setImmediate(() => this.#release())
    this.#held.add(wire)
    wire.cork()
  }

  #release(): void {
    for (const wire of this.#held) wire.uncork()
    this.#held.clear()
  }
}
