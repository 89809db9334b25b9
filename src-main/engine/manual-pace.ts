import type { RoomPace } from './pace.ts'
import type { Room } from './room.ts'

interface Waiting {
  readonly at: number
  readonly done: (how: 'reached' | 'told' | 'stopped') => void
}

/**
 * Time that stands still until somebody moves it on. All that falls due on the way happens at its own moment, in the order
 * of every other clock, so the bytes are the same.
 */
export class ManualPace implements RoomPace {
  readonly speed = 0
  readonly #room: Room
  readonly #unlisten: () => void
  readonly #changed = new Set<() => void>()
  readonly #waiting = new Set<Waiting>()
  #isStopped = false
  /** The moves that were asked for come one after another. */
  #moving: Promise<void> = Promise.resolve()

  constructor(room: Room) {
    this.#room = room
    this.#unlisten = room.listen(() => this.#letGo([...this.#waiting], 'told'))
  }

  now(): number {
    return this.#room.now
  }

  /** Moves time on. When nobody waits for a moment on the way, nothing that clients ask comes between. */
  advance(byMs: number): Promise<void> {
    const moved = this.#moving.then(() => this.#goTo(this.#room.now + byMs))
    this.#moving = moved.catch(() => {})
    return moved
  }

  step(): void {
    const next = this.#next()
    if (next === null || this.#isStopped) return
    this.#comeTo(next)
    this.#announce()
  }

  until(at: number): Promise<'reached' | 'told' | 'stopped'> {
    if (this.#isStopped) return Promise.resolve('stopped')
    if (this.#room.now >= at) {
      this.#room.advanceTo(at)
      return Promise.resolve('reached')
    }
    return new Promise((done) => this.#waiting.add({ at, done }))
  }

  stop(): void {
    this.#isStopped = true
    this.#unlisten()
    this.#letGo([...this.#waiting], 'stopped')
    this.#announce()
  }

  get isStopped(): boolean {
    return this.#isStopped
  }

  /** It goes at no speed, so there is none to set. */
  setSpeed(): void {}

  /** It stands still as it is. */
  pause(): void {}

  /** It goes on by `advance` and `step` alone. */
  resume(): void {}

  watch(changed: () => void): () => void {
    this.#changed.add(changed)
    return () => this.#changed.delete(changed)
  }

  async #goTo(at: number): Promise<void> {
    for (let next = this.#next(); next !== null && next <= at && !this.#isStopped; next = this.#next()) {
      // Whoever waited acts before anything later happens.
      if (this.#comeTo(next)) await turnOfTheLoop()
    }
    if (this.#isStopped) return
    this.#room.advanceTo(at)
    this.#announce()
  }

  #next(): number | null {
    const next = Math.min(this.#room.nextDueAt() ?? Number.POSITIVE_INFINITY, ...[...this.#waiting].map(({ at }) => at))
    return Number.isFinite(next) ? next : null
  }

  /** What is due comes before those who wait for the same moment. True if anybody was let go. */
  #comeTo(at: number): boolean {
    const waiting = this.#waiting.size
    this.#room.advanceTo(at)
    this.#letGo([...this.#waiting].filter((one) => one.at <= at), 'reached')
    return this.#waiting.size < waiting
  }

  #letGo(waiting: readonly Waiting[], how: 'reached' | 'told' | 'stopped'): void {
    for (const one of waiting) {
      this.#waiting.delete(one)
      one.done(how)
    }
  }

  #announce(): void {
    for (const changed of this.#changed) changed()
  }
}

function turnOfTheLoop(): Promise<void> {
  return new Promise((done) => setImmediate(done))
}
