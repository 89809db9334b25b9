import type { AtDoor } from '../contract/at-door.ts'
import { customerViewer } from '../contract/viewer.ts'
import type { Viewer } from '../contract/viewer.ts'
import type { RoomPlan } from '../contract/room-plan.ts'

/**
 * What goes on before a room, for whoever waits for clients to come: the room hears well-formed requests alone. Also which
 * customers of the cast are still to be played by whoever calls itself so.
 */
export class Lobby {
  readonly #customers: RoomPlan['customers']
  readonly #watchers = new Set<(seen: AtDoor) => void>()
  #awaited: readonly string[] = []

  constructor({ customers }: Pick<RoomPlan, 'customers'>) {
    this.#customers = customers
  }

  /** Nobody has to be told what nobody wants to know. */
  get isWatched(): boolean {
    return this.#watchers.size > 0
  }

  watch(seen: (seen: AtDoor) => void): () => void {
    this.#watchers.add(seen)
    return () => this.#watchers.delete(seen)
  }

  saw(seen: AtDoor): void {
    for (const watcher of this.#watchers) watcher(seen)
  }

  /** From now on a visitor that bears the nickname of one of these is taken to be that customer of the cast. */
  await(customers: readonly string[]): void {
    this.#awaited = customers
  }

  /** The customer of the cast whom a visitor plays; null for any other visitor. */
  awaitedAs(nickname: string): Viewer | null {
    const name = this.#awaited.find((one) => this.#customers[one]?.nickname === nickname)
    return name === undefined ? null : customerViewer(name)
  }
}
