import type { Chat } from '../core/chat-state.ts'
import type { Directory } from '../core/directory.ts'
import { isChatEvent } from '../core/core.ts'
import type { RoomLog } from './room-log.ts'
import { Room } from './room.ts'

/** How a room stood after all that happened at one moment. */
export interface FoldedMoment {
  readonly at: number
  readonly directory: Directory
  /** The chats that are not over. */
  readonly live: ReadonlyMap<string, Chat>
  /** Those that are over, too, as they ended. */
  readonly all: ReadonlyMap<string, Chat>
}

/** A room's moments from its log, oldest first; nothing is written. */
export function foldedMoments(log: RoomLog): FoldedMoment[] {
  const moments: FoldedMoment[] = []
  let all: ReadonlyMap<string, Chat> = new Map()
  for (const { room, stored } of Room.folding(log)) {
    const { event, at } = stored
    const chat = isChatEvent(event) ? room.chat(event.chat) : undefined
    if (chat) all = new Map([...all, [chat.id, chat]])
    const moment = { at, directory: room.directory, live: new Map(room.chats), all }
    if (moments.at(-1)?.at === at) moments[moments.length - 1] = moment
    else moments.push(moment)
  }
  return moments
}
