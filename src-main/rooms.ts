import { createHash } from 'node:crypto'
import { inProcess } from './client/in-process.ts'
import type { RoomClient } from './contract/client.ts'
import type { RoomPlan } from './contract/room-plan.ts'
import { Engine } from './engine/engine.ts'
import { historyOf, replayedHistory, UnreadableRow } from './engine/history.ts'
import type { HistoryEntry } from './engine/history.ts'
import { VirtualPace } from './engine/pace.ts'
import { replay } from './engine/replay.ts'
import { roomLog } from './engine/room-log.ts'
import type { RoomLog } from './engine/room-log.ts'
import { viewsOf } from './engine/room-views.ts'
import type { Room } from './engine/room.ts'
import type { ExploredRoom, OpenExplored } from './scenario/explore.ts'
import type { RecordedRoom } from './scenario/record.ts'
import { watchSession } from './scenario/session.ts'
import type { Session } from './scenario/session.ts'
import { copyOfLog } from './store/log-copy.ts'
import { logIn } from './store/log-file.ts'
import { Store } from './store/store.ts'
import { StoreProblem } from './store/store-problem.ts'

/** Rooms without doors: played in virtual time, or read from a log. */

/** The name of the room that `aside serve` hosts. */
export const hostedName = 'hosted'

/** How many rooms share a log that nobody keeps. */
const roomsPerLog = 200

/** Makes rooms of their own in virtual time, one after another: opening a log for each would take longer than most stories. */
export function openRehearsals(): { begin: (plan: RoomPlan) => Rehearsed; close: () => void } {
  let store = Store.open(':memory:')
  let begun = 0
  return {
    begin: (plan) => {
      if (begun > 0 && begun % roomsPerLog === 0) {
        store.close()
        store = Store.open(':memory:')
      }
      begun += 1
      const room = new Engine(store).begin(`run-${begun}`, plan)
      return { room, client: inProcess(room, viewsOf(room), new VirtualPace(room)) }
    },
    close: () => store.close()
  }
}

export interface Rehearsed {
  readonly client: RoomClient
  readonly room: Room
}

/** One such room. */
export function rehearse(plan: RoomPlan): Rehearsed & { close: () => void } {
  const { begin, close } = openRehearsals()
  return { ...begin(plan), close }
}

/** What `aside explore` plays in. */
export function openExplored(): OpenExplored {
  const { begin } = openRehearsals()
  return (plan): ExploredRoom => {
    const { client, room } = begin(plan)
    return {
      client,
      nextDueAt: () => room.nextDueAt(),
      digest: (more) => createHash('sha1').update(JSON.stringify([{ ...room.directory, plan: null }, [...room.chats]])).update(more).digest('base64')
    }
  }
}

/** A room of a log that is looked at and not gone on with. */
export interface KeptRoom {
  readonly name: string
  /** The plan and all that the log knows of the room. Throws a StoreProblem where nothing can be made of it. */
  history(): ReturnType<typeof historyOf>
  /** What a fresh room makes of the same requests. Throws a StoreProblem where one cannot be put. */
  replayed(of: ReturnType<typeof historyOf>): readonly HistoryEntry[]
}

/** The rooms of the log in a folder, oldest first, read from a copy. Throws a StoreProblem. */
export function openKept(folder: string): { rooms: readonly KeptRoom[]; close: () => void } {
  const copy = copyOfLog(folder)
  try {
    // A change is said by its place, which says more than that there is one.
    const store = Store.open(copy.file, { isTrusted: true })
    const close = (): void => {
      store.close()
      copy.remove()
    }
    return { rooms: store.rooms().map((room) => keptRoom(roomLog(store, room), copy.file, logIn(folder))), close }
  } catch (error) {
    copy.remove()
    throw error instanceof StoreProblem ? error.of(copy.file, logIn(folder)) : error
  }
}

function keptRoom(log: RoomLog, copy: string, file: string): KeptRoom {
  const readable = <Result>(read: () => Result): Result => {
    try {
      return read()
    } catch (error) {
      if (error instanceof StoreProblem) throw error.of(copy, file)
      if (!(error instanceof UnreadableRow)) throw error
      throw new StoreProblem('damaged', `The log ${file} cannot be read: in room ${log.name}, ${error.message}. It was changed by somebody, or written by another version.`, error)
    }
  }
  return {
    name: log.name,
    history: () => readable(() => historyOf(log)),
    replayed: (of) => {
      const store = Store.open(':memory:')
      try {
        return readable(() => replayedHistory(of, roomLog(store, { id: store.addRoom(log.name), name: log.name })))
      } finally {
        store.close()
      }
    }
  }
}

/** A room as a recorder sees it, whoever moves its time. */
export function recordable(room: Room): RecordedRoom {
  return { client: inProcess(room, viewsOf(room), new VirtualPace(room)), onInput: (seen) => room.watchInputs(seen) }
}

/** The session that a log holds: its inputs tell everybody the same again. Null if nobody was ever hosted in it. */
export function sessionIn(folder: string): Session | null {
  const copy = copyOfLog(folder)
  try {
    const store = Store.open(copy.file)
    try {
      return sessionOf(store)
    } finally {
      store.close()
    }
  } catch (error) {
    throw error instanceof StoreProblem ? error.of(copy.file, logIn(folder)) : error
  } finally {
    copy.remove()
  }
}

function sessionOf(store: Store): Session | null {
  const row = store.rooms().find(({ name }) => name === hostedName)
  if (!row) return null
  return sessionSoFar(roomLog(store, row))
}

/** What was done in a room, and what everybody was told of it, again from its inputs. Null for a log that does not begin with a plan. */
export function sessionSoFar(log: RoomLog): Session | null {
  const events = [...log.events()]
  const plan = events.flatMap(({ event }) => (event.type === 'RoomOpened' ? [event.plan] : []))[0]
  if (!plan) return null
  const { room, close } = rehearse(plan)
  const { session } = watchSession(plan, recordable(room))
  replay(log.inputs(), room, events.at(-1)?.at ?? 0)
  close()
  return session
}
