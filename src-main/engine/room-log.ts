import type { Beginning } from '../store/past.ts'
import type { SnapshotWriter, StoredSnapshot } from '../store/snapshots.ts'
import type { KeptEvent, Store, StoredCursor, StoredEvent, StoredInput } from '../store/store.ts'
import type { Answer } from '../contract/client.ts'
import type { Viewer } from '../contract/viewer.ts'

/** One room's part of the log. */
export interface RoomLog {
  readonly name: string
  /** Does it take in what people ask? Throws a StoreProblem when it does not. */
  admit(): void
  append(input: StoredInput | null, events: readonly StoredEvent[]): void
  /** Those after the n-th, from the first one if not given. */
  events(after?: number): Iterable<KeptEvent>
  isOpen(): boolean
  /** How many events there are. */
  eventCount(): number
  eventsOfChat(chat: string): readonly StoredEvent[]
  inputs(): Iterable<StoredInput>
  lastInputAt(): number
  answerTo(viewer: Viewer, key: string): Answer | null
  cursors(viewer: Viewer): readonly StoredCursor[]
  rememberCursor(viewer: Viewer, cursor: StoredCursor): void
  forgetCursor(viewer: Viewer, session: string): void
  /** How the room stood when its past was given up; null where it has all of it. */
  beginning(): Beginning | null
  /** How the room once stood, if that was written down and can be used. */
  snapshot(): StoredSnapshot | null
  /** Begins to write down how the room stands now. */
  beginSnapshot(): SnapshotWriter
  /** Gives up a little of older snapshots; false when nothing is left of them. */
  sweepSnapshots(): boolean
}

export function roomLog(store: Store, room: { id: number; name: string }): RoomLog {
  return {
    name: room.name,
    admit: () => store.admit(),
    append: (input, events) => store.append(room.id, input, events),
    events: (after) => store.events(room.id, after),
    isOpen: () => store.isOpen,
    eventCount: () => store.eventCount(room.id),
    eventsOfChat: (chat) => store.eventsOfChat(room.id, chat),
    inputs: () => store.inputs(room.id),
    lastInputAt: () => store.lastInputAt(room.id),
    answerTo: (viewer, key) => store.answerTo(room.id, viewer, key),
    cursors: (viewer) => store.cursors(room.id, viewer),
    rememberCursor: (viewer, cursor) => store.rememberCursor(room.id, viewer, cursor),
    forgetCursor: (viewer, session) => store.forgetCursor(room.id, viewer, session),
    beginning: () => store.beginning(room.id),
    snapshot: () => store.snapshots.latest(room.id),
    beginSnapshot: () => store.beginSnapshot(room.id),
    sweepSnapshots: () => store.snapshots.sweep(room.id)
  }
}
