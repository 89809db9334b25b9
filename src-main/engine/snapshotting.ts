import type { SnapshotWriter } from '../store/snapshots.ts'
import type { RoomLog } from './room-log.ts'
import type { Room } from './room.ts'
import { partsOf } from './snapshot.ts'
import type { RoomMemory } from './snapshot.ts'

/** A start folds no more events than about these; a room that knows more than them writes it down less often. */
export const everyEvents = 10_000

/** Fewer than these are folded faster than a snapshot is written. */
const worthClosing = 500

/**
 * Writes down now and then how a room stands, so that a start need not fold its whole log. What is written is taken at one
 * moment, which costs next to nothing since all of it are values, and written in small parts between whatever else happens:
 * no request waits for it. One that cannot be written is let be; the log is the truth.
 */
export class Snapshotting {
  readonly #room: Room
  readonly #log: RoomLog
  readonly #every: number
  #since = 0
  #next: number
  #turn: NodeJS.Immediate | null = null

  constructor(room: Room, log: RoomLog, every: number) {
    this.#room = room
    this.#log = log
    this.#every = every
    this.#next = every
    this.grew(room.unremembered)
  }

  /** So many events more were stored. */
  grew(events: number): void {
    this.#since += events
    if (this.#since >= this.#next && !this.#turn) this.#turn = setImmediate(() => this.#begin()).unref()
  }

  /** The room is closed: nobody waits for an answer any more. */
  close(): void {
    if (this.#turn) clearImmediate(this.#turn)
    this.#turn = null
    if (this.#since < worthClosing) return
    this.#trying(() => {
      const memory = this.#room.memory()
      const writer = this.#log.beginSnapshot()
      for (const part of partsOf(memory)) writer.add(part)
      writer.finish()
      while (this.#log.sweepSnapshots());
    })
  }

  #begin(): void {
    this.#turn = null
    this.#trying(() => {
      const memory = this.#room.memory()
      const writer = this.#log.beginSnapshot()
      this.#since = 0
      this.#next = Math.max(this.#every, weightOf(memory))
      this.#write(partsOf(memory), writer)
    })
  }

  #write(parts: Generator<string>, writer: SnapshotWriter): void {
    this.#then(() => {
      const { value, done } = parts.next()
      if (done !== true) {
        writer.add(value)
        return this.#write(parts, writer)
      }
      writer.finish()
      this.#sweep()
    })
  }

  #sweep(): void {
    this.#then(() => {
      if (this.#log.sweepSnapshots()) this.#sweep()
    })
  }

  #then(act: () => void): void {
    this.#turn = setImmediate(() => {
      this.#turn = null
      this.#trying(act)
    }).unref()
  }

  #trying(act: () => void): void {
    if (!this.#log.isOpen()) return
    try {
      this.#log.admit()
      act()
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'StoreProblem') throw error
      this.#since = 0
    }
  }
}

/** About how many things are to be written. */
function weightOf({ chats, streams }: RoomMemory): number {
  const counts = [...chats.map(({ messages }) => 1 + messages.count), ...streams.map(({ count }) => count)]
  return counts.reduce((sum, count) => sum + count, 0)
}
