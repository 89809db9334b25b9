import type { RoomRow } from '../store/past.ts'
import type { Store } from '../store/store.ts'
import { roomLog } from './room-log.ts'
import { Room } from './room.ts'
import { beginningOf } from './snapshot.ts'

/** What of one room is to go. */
export interface GivenUp {
  readonly room: RoomRow
  /** All of it, since nobody goes on with it; else what happened up to its n-th event. */
  readonly isWhole: boolean
  readonly upTo: number
  /** How many chats were over by then and go, and how many were not and stay. */
  readonly chats: number
  readonly stay: number
  go(): void
}

/**
 * What of a log was stored before a moment of the wall clock and can go, without anything being changed yet. Rooms that nobody
 * goes on with go as a whole; of the others, the chats that were over by then. What came later stays, and so does the newest
 * room, by which others are numbered. What is not known to be so old stays too, unless all that is over shall go.
 */
export function compaction(store: Store, before: number, now: number, goesOn: (room: string) => boolean): GivenUp[] {
  const rooms = store.past.rooms()
  const newest = rooms.findLast(({ name }) => !goesOn(name))
  return rooms.flatMap((room) => {
    const all = store.eventCount(room.id)
    const upTo = before >= now ? all : (store.past.storedBy(room.id, before) ?? all)
    if (goesOn(room.name)) return olderPart(store, room, upTo, now)
    const isOld = room !== newest && upTo >= all
    return isOld ? [{ room, isWhole: true, upTo, chats: room.chats, stay: 0, go: () => store.past.giveUpRoom(room.id) }] : []
  })
}

function olderPart(store: Store, room: RoomRow, upTo: number, now: number): GivenUp[] {
  const log = roomLog(store, room)
  if (upTo <= Math.max(1, log.beginning()?.n ?? 0)) return []
  const seen = new Set<string>()
  let stood: Room | null = null
  for (const { room: folded, stored } of Room.folding(log)) {
    stood = folded
    if ('chat' in stored.event) seen.add(stored.event.chat)
    if (stored.n >= upTo) break
  }
  if (!stood) return []
  const memory = stood.memory()
  const going = memory.chats.map(({ id }) => id)
  const beginning = { n: upTo, at: stood.now, wall: now, memory: beginningOf(memory) }
  return [{ room, isWhole: false, upTo, chats: seen.size - going.length, stay: going.length, go: () => store.past.giveUp(room.id, beginning, going) }]
}
