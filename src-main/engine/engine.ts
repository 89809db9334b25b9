import type { RoomPlan } from '../contract/room-plan.ts'
import type { Store } from '../store/store.ts'
import { replay } from './replay.ts'
import { Room } from './room.ts'
import { roomLog } from './room-log.ts'
import type { RoomLog } from './room-log.ts'

/** The rooms of one log. They never hear each other, though their people may bear the same names. */
export class Engine {
  readonly #store: Store
  readonly #open = new Map<string, Room>()

  constructor(store: Store) {
    this.#store = store
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
    return row ? this.#keep(Room.resume(roomLog(this.#store, row))) : undefined
  }

  /** The log of a room; null if there is none of that name. */
  log(name: string): RoomLog | null {
    const row = this.#store.rooms().find((one) => one.name === name)
    return row ? roomLog(this.#store, row) : null
  }

  /** Makes a room. Its name must be new. */
  begin(name: string, plan: RoomPlan): Room {
    const id = this.#store.addRoom(name)
    return this.#keep(Room.begin(roomLog(this.#store, { id, name }), plan))
  }

  /** A room of its own that shares the past of another up to a moment: its inputs are put to it anew, each at its own moment. */
  fork(of: Room, name: string, until: number): Room {
    const row = this.#store.rooms().find((one) => one.name === of.name)
    const inputs = row ? [...this.#store.inputs(row.id)].filter(({ at }) => at <= until) : []
    const fork = this.begin(name, of.plan)
    replay(inputs, fork, until)
    return fork
  }

  #keep(room: Room): Room {
    this.#open.set(room.name, room)
    return room
  }
}
