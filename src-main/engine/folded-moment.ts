import type { Chat } from '../core/chat-state.ts'
import type { Directory } from '../core/directory.ts'
import { isChatEvent } from '../core/core.ts'
import type { RoomLog } from './room-log.ts'
import { Room } from './room.ts'

/** How a room stood after all that happened up to a moment. */
export interface FoldedMoment {
  /** When the last of it happened. */
  readonly at: number
  readonly directory: Directory
  /** The chats that are not over. */
  readonly live: ReadonlyMap<string, Chat>
  /** Those that are over, too, as they ended. */
  readonly all: ReadonlyMap<string, Chat>
}

/** How a room stood at a moment, from its log; null before anything happened. Nothing is written. */
export function foldedMoment(log: RoomLog, until: number): FoldedMoment | null {
  const all = new Map<string, Chat>()
  let last: FoldedMoment | null = null
  for (const { room, stored } of Room.folding(log)) {
    const { event, at } = stored
    // By now the room has gone beyond; what is told of it is as it was before.
    if (at > until) break
    const chat = isChatEvent(event) ? room.chat(event.chat) : undefined
    if (chat) all.set(chat.id, chat)
    last = { at, directory: room.directory, live: new Map(room.chats), all }
  }
  return last
}
