import type { KeptEvent, Store, StoredCursor, StoredEvent, StoredInput } from '../store/store.ts'
import type { Answer } from '../contract/client.ts'
import type { Viewer } from '../contract/viewer.ts'

/** One room's part of the log. */
export interface RoomLog {
  readonly name: string
  append(input: StoredInput | null, events: readonly StoredEvent[]): void
  events(): Iterable<KeptEvent>
  eventsOfChat(chat: string): readonly StoredEvent[]
  inputs(): Iterable<StoredInput>
  lastInputAt(): number
  answerTo(viewer: Viewer, key: string): Answer | null
  cursors(viewer: Viewer): readonly StoredCursor[]
  rememberCursor(viewer: Viewer, cursor: StoredCursor): void
  forgetCursor(viewer: Viewer, session: string): void
}

export function roomLog(store: Store, room: { id: number; name: string }): RoomLog {
  return {
    name: room.name,
    append: (input, events) => store.append(room.id, input, events),
    events: () => store.events(room.id),
    eventsOfChat: (chat) => store.eventsOfChat(room.id, chat),
    inputs: () => store.inputs(room.id),
    lastInputAt: () => store.lastInputAt(room.id),
    answerTo: (viewer, key) => store.answerTo(room.id, viewer, key),
    cursors: (viewer) => store.cursors(room.id, viewer),
    rememberCursor: (viewer, cursor) => store.rememberCursor(room.id, viewer, cursor),
    forgetCursor: (viewer, session) => store.forgetCursor(room.id, viewer, session)
  }
}
