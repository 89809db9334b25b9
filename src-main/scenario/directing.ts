import type { RunRow, StageRoom } from '../contract/control.ts'
import type { Directing, SeatPlayer, SeatRow, WaitingRow } from '../contract/directing.ts'
import { agentViewer, customerViewer } from '../contract/viewer.ts'
import type { Viewer } from '../contract/viewer.ts'
import type { Hands } from './run.ts'
import type { SeatedRoom } from './seated-room.ts'
import { listed } from './spelling.ts'

/** What a trainer does to one run, and how its people stand for that. A run that has no script, or none any more, has nobody to take over. */
export class Direction {
  readonly #room: StageRoom
  readonly #changed: () => void
  readonly #viewers: ReadonlyMap<string, Viewer>
  #hands: Hands | null = null
  #persons: ReadonlySet<Viewer> = new Set()
  #waiting: readonly WaitingRow[] = []

  /** `changed` is called whenever the rows are others than before. */
  constructor(room: StageRoom, changed: () => void) {
    const { agents, customers } = room.plan
    this.#room = room
    this.#changed = changed
    this.#viewers = new Map([...Object.keys(agents).map((name) => [name, agentViewer(name)] as const), ...Object.keys(customers).map((name) => [name, customerViewer(name)] as const)])
  }

  /** The room as a directed run sees it, and how it gives itself into the trainer's hands. */
  seating(persons: readonly Viewer[]): { seats: SeatedRoom; direct: (hands: Hands) => void } {
    const { now, onInput, onDoor } = this.#room
    const onAwaited = (waiting: readonly WaitingRow[]): void => {
      if (waiting.length === 0 && this.#waiting.length === 0) return
      this.#waiting = waiting
      this.#changed()
    }
    this.#persons = new Set(persons)
    return { seats: { now, onInput, onDoor, patience: null, onWaiting: () => {}, onAwaited }, direct: (hands) => (this.#hands = hands) }
  }

  /** The script has come to its end: everybody is free. */
  end(): void {
    this.#hands = null
    this.#waiting = []
  }

  rows(): Pick<RunRow, 'seats' | 'waiting'> {
    return { seats: Object.fromEntries([...this.#viewers].map(([name, viewer]): [string, SeatRow] => [name, { player: this.#playerOf(viewer) }])), waiting: this.#waiting }
  }

  /** Does what the trainer wants; a sentence says why it cannot be done. */
  async direct(asked: Directing): Promise<{ problem: string } | null> {
    const viewer = this.#viewers.get(asked.who)
    if (!viewer) return { problem: `There is no ${asked.who} in this run; there are ${listed([...this.#viewers.keys()])}` }
    if (this.#hands === null) return { problem: `No script plays ${asked.who} any more; everybody is free to act in their windows` }
    if (asked.command === 'takeOver') {
      if (this.#persons.has(viewer)) return { problem: `${asked.who} has been taken over already; the script waits for what ${asked.who} does` }
      this.#persons = new Set([...this.#persons, viewer])
      this.#hands.takeOver(viewer)
    } else {
      if (!this.#persons.has(viewer)) return { problem: `${asked.who} is the script's already` }
      this.#persons = new Set([...this.#persons].filter((one) => one !== viewer))
      await this.#hands.handBack(viewer)
    }
    this.#changed()
    return null
  }

  #playerOf(viewer: Viewer): SeatPlayer | null {
    if (this.#hands === null) return null
    return this.#persons.has(viewer) ? 'person' : 'script'
  }
}

/** What is wrong with seats that are given to names: a sentence, or null. */
export function strangerIn(seats: Readonly<Record<string, SeatPlayer>>, people: readonly string[]): string | null {
  const stranger = Object.keys(seats).find((name) => !people.includes(name))
  return stranger === undefined ? null : `There is no ${stranger} in this scenario; there are ${listed([...people])}`
}
