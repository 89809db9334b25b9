import type { RoomPlan } from '../contract/room-plan.ts'
import type { Store } from '../store/store.ts'
import { replay } from './replay.ts'
import { Room } from './room.ts'
import { roomLog } from './room-log.ts'
import type { RoomLog } from './room-log.ts'
import { everyEvents, Snapshotting } from './snapshotting.ts'

/** The rooms of one log. They never hear each other, though their people may bear the same names. */
export class Engine {
  readonly #store: Store
  readonly #snapshotEvery: number
  readonly #open = new Map<string, Room>()
  readonly #snapshotting = new Map<string, Snapshotting>()

  /** `snapshotEvery` is after how many events a room is written down. */
  constructor(store: Store, { snapshotEvery = everyEvents }: { readonly snapshotEvery?: number } = {}) {
    this.#store = store
    this.#snapshotEvery = snapshotEvery
  }

  /** The names of all rooms in the log, oldest first. */
  names(): string[] {
    return this.#store.rooms().map(({ name }) => name)
  }

  /** A room that is there already: open, or folded from the log now. Undefined if there is none of that name. */
  room(name: string): Room | undefined {
    const open = this.#open.get(name)
    if (open) return open
    const row = this.#store.rooms().find((one) => one.name === name)
    if (!row) return undefined
    const log = this.#watched(row)
    return this.#keep(Room.resume(log), log)
  }

  /** The log of a room; null if there is none of that name. */
  log(name: string): RoomLog | null {
    const row = this.#store.rooms().find((one) => one.name === name)
    return row ? roomLog(this.#store, row) : null
  }

  /** Makes a room. Its name must be new. Throws a StoreProblem when the log takes nothing more in. */
  begin(name: string, plan: RoomPlan): Room {
    this.#store.admit()
    const log = this.#watched({ id: this.#store.addRoom(name), name })
    return this.#keep(Room.begin(log, plan), log)
  }

  /** A room of its own that shares the past of another up to a moment: its inputs are put to it anew, each at its own moment. */
  fork(of: Room, name: string, until: number): Room {
    const row = this.#store.rooms().find((one) => one.name === of.name)
    const inputs = row ? [...this.#store.inputs(row.id)].filter(({ at }) => at <= until) : []
    const fork = this.begin(name, of.plan)
    replay(inputs, fork, until)
    return fork
  }

  /** Nothing more is asked of any room: what the next start would have to fold is written down. */
  close(): void {
    for (const snapshotting of this.#snapshotting.values()) snapshotting.close()
    this.#snapshotting.clear()
    this.#open.clear()
  }

  /** A log that says how it grows. */
  #watched(row: { id: number; name: string }): RoomLog {
    const log = roomLog(this.#store, row)
    const append: RoomLog['append'] = (input, events) => {
      log.append(input, events)
      this.#snapshotting.get(row.name)?.grew(events.length)
    }
    return { ...log, append }
  }

  #keep(room: Room, log: RoomLog): Room {
    this.#open.set(room.name, room)
    if (this.#store.isKept) this.#snapshotting.set(room.name, new Snapshotting(room, log, this.#snapshotEvery))
    return room
  }
}
