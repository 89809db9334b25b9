import type { Answer, Heard, Request } from '../contract/client.ts'
import type { RoomPlan } from '../contract/room-plan.ts'
import type { Viewer } from '../contract/viewer.ts'
import type { StoredEvent, StoredInput } from '../store/store.ts'
import type { RoomLog } from './room-log.ts'
import { Room } from './room.ts'

/**
 * All that a room's log knows, in the order in which it happened: what was asked and answered, what anybody was told, and
 * after the frames of an event the event itself as it was stored.
 */
export type HistoryEntry = AskedInput | ToldFrame | StoredRow

export interface AskedInput {
  readonly kind: 'asked'
  readonly at: number
  readonly viewer: Viewer | null
  readonly chat: string | null
  readonly operation: StoredInput['operation']
  readonly answer: Answer
  readonly key?: string
}

export interface ToldFrame extends Heard {
  readonly kind: 'told'
}

export interface StoredRow extends StoredEvent {
  readonly kind: 'stored'
}

/** A row of a log that nothing can be made of. The message says which. */
export class UnreadableRow extends Error {}

/** What the log says, by folding it. */
export function historyOf(log: RoomLog): { plan: RoomPlan; entries: readonly HistoryEntry[] } {
  const inputs = [...counted('request', log.inputs())].map(askedInput)
  const entries: HistoryEntry[] = []
  let plan: RoomPlan | undefined
  let next = 0
  for (const { room, stored, heard } of counted('event', Room.folding(log))) {
    const { at, event, told, cause } = stored
    plan ??= room.plan
    // A request that changed nothing stands before whatever happened by itself at a later moment.
    for (let input = inputs[next]; input && (cause === null ? input.at < at : next < cause); input = inputs[next]) {
      entries.push(input)
      next += 1
    }
    entries.push(...heard.map(toldFrame), { kind: 'stored', at, event, told })
  }
  if (!plan) throw new UnreadableRow(`room ${log.name} does not begin with its plan`)
  return { plan, entries: [...entries, ...inputs.slice(next)] }
}

/**
 * What a fresh room of the same plan makes of the requests of another, each put at its own moment. Time goes on as long as
 * the other's history does, which may have ended between two things that happened by themselves.
 */
export function replayedHistory(of: { readonly plan: RoomPlan; readonly entries: readonly HistoryEntry[] }, fresh: RoomLog): readonly HistoryEntry[] {
  const writer = new HistoryWriter()
  const room = Room.begin(writer.watching(fresh), of.plan)
  const stop = room.listen((frame) => writer.hear(frame))
  let asked = 0
  for (const entry of of.entries) {
    if (entry.kind !== 'asked') continue
    asked += 1
    named(`request ${asked}`, () => put(entry, room))
  }
  const until = of.entries.at(-1)?.at ?? 0
  for (let due = room.nextDueAt(); due !== null && due <= until && writer.length < of.entries.length; due = room.nextDueAt()) room.advanceTo(due)
  stop()
  return writer.entries()
}

function put({ at, viewer, chat, operation, key }: AskedInput, room: Room): void {
  if (operation.operationName === 'Resume') {
    room.advanceTo(at)
    room.closeChannels()
  } else {
    room.dispatch({ viewer, chat, operation } as Request, at, key ?? null)
  }
}

/** Writes down what a room stores and tells while it does so. An event is stored before it is told, and written after. */
class HistoryWriter {
  readonly #entries: HistoryEntry[] = []
  #untold: readonly StoredRow[] = []

  get length(): number {
    return this.#entries.length + this.#untold.length
  }

  watching(log: RoomLog): RoomLog {
    const append: RoomLog['append'] = (input, events) => {
      log.append(input, events)
      this.#entries.push(...this.#untold, ...(input ? [askedInput(input)] : []))
      this.#untold = events.map((event) => ({ kind: 'stored', ...event }))
    }
    return { ...log, append }
  }

  hear(frame: Heard): void {
    for (let [row] = this.#untold; row && (row.told[frame.viewer] ?? 0) < frame.seq; [row] = this.#untold) {
      this.#entries.push(row)
      this.#untold = this.#untold.slice(1)
    }
    this.#entries.push(toldFrame(frame))
  }

  entries(): readonly HistoryEntry[] {
    return [...this.#entries, ...this.#untold]
  }
}

/** Both sides spell their entries in one order of keys, since they are compared as text. */
function askedInput({ at, viewer, chat, operation, outcome, key }: StoredInput): AskedInput {
  return { kind: 'asked', at, viewer, chat, operation, answer: outcome, ...(key === null ? {} : { key }) }
}

function toldFrame({ at, viewer, seq, said }: Heard): ToldFrame {
  return { kind: 'told', at, viewer, seq, said }
}

/** The same, and where it breaks it says at which one. */
function* counted<One>(what: string, all: Iterable<One>): Generator<One> {
  const iterator = all[Symbol.iterator]()
  for (let number = 1; ; number += 1) {
    const next = named(`${what} ${number}`, () => iterator.next())
    if (next.done === true) return
    yield next.value
  }
}

function named<Result>(row: string, act: () => Result): Result {
  try {
    return act()
  } catch (error) {
    // The log itself has said what is wrong.
    if (error instanceof Error && error.name === 'StoreProblem') throw error
    throw new UnreadableRow(`${row} cannot be made anything of (${error instanceof Error ? error.message : String(error)})`, { cause: error })
  }
}
