import type { Room } from './room.ts'

/** How a room's time goes on. */
export interface Pace {
  /** Simulation time in milliseconds since the room began. */
  now(): number
  /** Lets time come to `at`; back early, saying `told`, as soon as anybody heard anything. */
  until(at: number): Promise<'reached' | 'told' | 'stopped'>
}

/** How the time of a room goes on whose doors are open: whoever serves it may look at its speed and turn it. */
export interface RoomPace extends Pace {
  /** 0 while time stands still. */
  readonly speed: number
  setSpeed(speed: number): void
  pause(): void
  resume(): void
  /** While time stands still: lets it come to the next moment at which somebody waits or something is due. */
  step(): void
  /** Ends all waiting; time goes on no more. */
  stop(): void
  readonly isStopped: boolean
  /** Called when speed or standing still changed, time made a leap, or was stopped. */
  watch(changed: () => void): () => void
}

/** Time that jumps from one due moment to the next: nobody waits for it. */
export class VirtualPace implements Pace {
  readonly #room: Room
  #told = false

  constructor(room: Room) {
    this.#room = room
    room.listen(() => (this.#told = true))
  }

  now(): number {
    return this.#room.now
  }

  until(at: number): Promise<'reached' | 'told'> {
    this.#told = false
    for (let due = this.#room.nextDueAt(); due !== null && due <= at; due = this.#room.nextDueAt()) {
      this.#room.advanceTo(due)
      if (this.#told) return Promise.resolve('told')
    }
    this.#room.advanceTo(at)
    return Promise.resolve('reached')
  }
}

/** Where monotonic milliseconds come from; never the wall clock, which can be set back. */
export type Monotonic = () => number

const longestTimerMs = 60_000

/** How soon what could not be stored is tried again. */
const againMs = 1000

/**
 * Time that goes on by the clock, at a speed, and stands still on demand. It begins at the room's last stored moment: a
 * restart, a sleeping laptop or a changed wall clock lapses nothing.
 */
export class LivePace implements RoomPace {
  readonly #room: Room
  readonly #monotonic: Monotonic
  readonly #changed = new Set<() => void>()
  readonly #waiting = new Set<{ at: number; done: (how: 'reached' | 'told' | 'stopped') => void }>()
  #speed = 1
  #isPaused = false
  #isStopped = false
  #base: { at: number; clock: number }
  #timer: NodeJS.Timeout | null = null
  #isArming = false
  /** The clock's time at which the timer fires. */
  #firesAt = 0
  readonly #unlisten: () => void

  constructor(room: Room, monotonic: Monotonic = () => performance.now()) {
    this.#room = room
    this.#monotonic = monotonic
    this.#base = { at: room.now, clock: monotonic() }
    const stopListening = room.listen(() => this.#wake())
    // A request may set something due without telling anybody anything.
    const stopWatching = room.watchInputs(() => this.#armSoon())
    this.#unlisten = () => {
      stopListening()
      stopWatching()
    }
    this.#arm()
  }

  now(): number {
    if (this.#isPaused) return this.#base.at
    // A gap of more than the longest timer means that the machine slept: that time does not count.
    const passed = Math.min(this.#monotonic() - this.#base.clock, 2 * longestTimerMs)
    return Math.max(this.#room.now, Math.floor(this.#base.at + passed * this.#speed))
  }

  /** 0 while time stands still. */
  get speed(): number {
    return this.#isPaused ? 0 : this.#speed
  }

  setSpeed(speed: number): void {
    this.#rebase()
    this.#speed = speed
    this.#announce()
  }

  pause(): void {
    this.#rebase()
    this.#isPaused = true
    this.#announce()
  }

  resume(): void {
    this.#rebase()
    this.#isPaused = false
    this.#announce()
  }

  /** While time stands still: lets it come to the next moment at which somebody waits or something is due. */
  step(): void {
    const waiting = [...this.#waiting].map(({ at }) => at)
    const due = this.#room.nextDueAt()
    const next = Math.min(...waiting, due ?? Number.POSITIVE_INFINITY)
    if (!this.#isPaused || !Number.isFinite(next)) return
    this.#base = { at: Math.max(this.#base.at, next), clock: this.#monotonic() }
    this.#tick()
    this.#announce()
  }

  /** Ends all waiting; time goes on no more. */
  stop(): void {
    this.#isStopped = true
    this.#rebase()
    this.#isPaused = true
    this.#disarm()
    this.#unlisten()
    for (const one of this.#waiting) one.done('stopped')
    this.#waiting.clear()
    this.#announce()
  }

  get isStopped(): boolean {
    return this.#isStopped
  }

  /** Called when speed or standing still changed. */
  watch(changed: () => void): () => void {
    this.#changed.add(changed)
    return () => this.#changed.delete(changed)
  }

  until(at: number): Promise<'reached' | 'told' | 'stopped'> {
    if (this.#isStopped) return Promise.resolve('stopped')
    if (this.now() >= at) {
      this.#room.advanceTo(at)
      return Promise.resolve('reached')
    }
    return new Promise((done) => {
      this.#waiting.add({ at, done })
      this.#arm()
    })
  }

  #rebase(): void {
    this.#base = { at: this.now(), clock: this.#monotonic() }
  }

  #announce(): void {
    this.#disarm()
    this.#arm()
    for (const changed of this.#changed) changed()
  }

  #wake(): void {
    for (const one of this.#waiting) {
      this.#waiting.delete(one)
      one.done('told')
    }
    this.#armSoon()
  }

  /** When all that a request brings about is told: once for fifty frames, and no sooner than the last of them is under way. */
  #armSoon(): void {
    if (this.#isArming) return
    this.#isArming = true
    queueMicrotask(() => {
      this.#isArming = false
      this.#arm()
    })
  }

  /** Sees to it that a timer fires no later than the next due or awaited moment; one that fires too early finds nothing. */
  #arm(): void {
    if (this.#isPaused || this.#isStopped) return this.#disarm()
    const due = this.#room.nextDueAt() ?? Number.POSITIVE_INFINITY
    const next = Math.min(due, ...[...this.#waiting].map(({ at }) => at))
    const clock = this.#monotonic()
    const waitMs = Math.ceil(Math.min(longestTimerMs, Math.max(0, (next - this.now()) / this.#speed)))
    if (this.#timer && this.#firesAt <= clock + waitMs) return
    this.#disarm()
    this.#firesAt = clock + waitMs
    this.#timer = setTimeout(() => this.#tick(), waitMs)
    this.#timer.unref()
  }

  #disarm(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
  }

  /** False where what happens by itself cannot be stored: then it has not happened yet, and is tried again soon. */
  #lapses(due: number): boolean {
    try {
      this.#room.advanceTo(due)
      return true
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'StoreProblem') throw error
      this.#firesAt = this.#monotonic() + againMs
      this.#timer = setTimeout(() => this.#tick(), againMs)
      this.#timer.unref()
      return false
    }
  }

  /**
   * The one thing that comes next, at its own moment and not at the timer's, so that a run is the same to the byte in live
   * time. Whoever waited is let go before anything later happens.
   */
  #tick(): void {
    this.#disarm()
    const now = this.now()
    const due = this.#room.nextDueAt() ?? Number.POSITIVE_INFINITY
    const [first] = [...this.#waiting].sort((one, other) => one.at - other.at)
    if (due <= now && due <= (first?.at ?? Number.POSITIVE_INFINITY)) {
      if (!this.#lapses(due)) return
    } else if (first && first.at <= now) {
      this.#waiting.delete(first)
      this.#room.advanceTo(Math.max(this.#room.now, first.at))
      first.done('reached')
    }
    if (!this.#isPaused) this.#rebase()
    this.#arm()
  }
}
