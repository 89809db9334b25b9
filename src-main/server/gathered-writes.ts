import type { Socket } from 'node:net'
import { webSocketOf } from './connection.ts'
import type { Connection } from './connection.ts'

/** More than this goes out at once: of one long write nobody sees how much of it the other side has read (slow-reader). */
const gatheredBytes = 64 * 1024

/**
 * What one turn of the loop sends to a window goes out in one write, and so does what had to wait for the write before. To
 * hand a frame to the system costs more than to make it, and whoever asked has the answer before that is done for many
 * windows.
 */
export class GatheredWrites {
  readonly #held = new Set<Socket>()

  /** Of a connection that is carried by a websocket; an answer to polling is one write anyway. */
  gather(connection: Connection): void {
    connection.on('flush', (frames: readonly Frame[]) => {
      if (lengthOf(frames) <= gatheredBytes) this.#hold(webSocketOf(connection)?._socket)
    })
  }

  /** What is written to it from now on waits for the end of the turn. */
  #hold(wire: Socket | null | undefined): void {
    if (!wire || this.#held.has(wire)) return
    if (this.#held.size === 0) setImmediate(() => this.#release())
    this.#held.add(wire)
    wire.cork()
  }

  #release(): void {
    for (const wire of this.#held) wire.uncork()
    this.#held.clear()
  }
}

/** The little that is needed of a packet of engine.io. */
interface Frame {
  readonly data?: string | Buffer
}

function lengthOf(frames: readonly Frame[]): number {
  let length = 0
  for (const { data } of frames) length += data?.length ?? 0
  return length
}
