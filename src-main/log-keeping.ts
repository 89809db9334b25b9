import { statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import { compaction } from './engine/compaction.ts'
import type { GivenUp } from './engine/compaction.ts'
import { hostedName } from './rooms.ts'
import { bytesText } from './store/bytes-text.ts'
import type { RoomRow } from './store/past.ts'
import type { Store } from './store/store.ts'
import { StoreProblem } from './store/store-problem.ts'

/** How old what is kept of a log may be, and what of it goes: said in words before it is done. */

/** How many rooms are listed by name. */
const listedAtMost = 12

/** What a log holds, in lines. */
export function logText(store: Store): string {
  const { bytes, freeBytes } = store.size()
  const rooms = store.past.rooms()
  const events = rooms.reduce((sum, room) => sum + room.events, 0)
  const lines = rooms.slice(-listedAtMost).map((room) => `  ${room.name.padEnd(10)}  ${counted(room.events, 'event')}, ${counted(room.chats, 'chat')}${sinceText(store, room)}`)
  const before = rooms.length - lines.length
  return [
    `The log ${store.file} takes ${bytesText(bytes)}${freeBytes > bytes / 10 ? `, of which ${bytesText(freeBytes)} are free to be written anew` : ''}: ${counted(rooms.length, 'room')}, ${counted(events, 'event')}.`,
    ...(before > 0 ? [`  and ${counted(before, 'older room')}`] : []),
    ...lines,
    `"aside log compact ${dirname(store.file)} --keep 30d" says what of it is older than 30 days and could be given up.`
  ].join('\n')
}

function sinceText(store: Store, { id, first, last }: RoomRow): string {
  const beginning = store.beginning(id)
  const known = first === null || last === null ? ', from when is not known' : `, known from ${dayText(first)} to ${dayText(last)}`
  return `${known}${beginning ? `; what came before was given up on ${dayText(beginning.wall)}` : ''}`
}

/** What is to go of a log, as words and as a deed. */
export interface Compaction {
  /** Nothing is old enough. */
  readonly isNothing: boolean
  readonly sentences: readonly string[]
  /** Does it, and says how much smaller the log is. Throws a StoreProblem, before anything is changed, where the disk has no room for doing so. */
  go(): string
}

/** What of a log is older than so many milliseconds and would go. */
export function compactionOf(store: Store, keepMs: number, keepText: string, now: number = Date.now()): Compaction {
  const going = compaction(store, now - keepMs, now, (room) => room === hostedName)
  const than = keepMs === 0 ? 'is over' : `is older than ${momentText(now - keepMs)} (--keep ${keepText})`
  if (going.length === 0) return { isNothing: true, sentences: [`Nothing in the log ${store.file} ${than} and can be given up.`], go: () => '' }
  const whole = going.filter(({ isWhole }) => isWhole).map(({ room }) => room.name)
  return {
    isNothing: false,
    sentences: [
      `Of the log ${store.file} goes what ${than}:`,
      ...going.filter(({ isWhole }) => !isWhole).flatMap(partText),
      ...(whole.length === 0 ? [] : [`  ${counted(whole.length, 'run')} as a whole (${shortList(whole)}): no replay and no export of ${whole.length === 1 ? 'it' : 'them'} any more.`])
    ],
    go: () => {
      const before = store.size().bytes
      refuseWithoutRoom(store, before)
      for (const one of going) one.go()
      store.past.shrink()
      const after = store.size().bytes
      return `Done. The log ${store.file} took ${bytesText(before)} and takes ${bytesText(after)} now.`
    }
  }
}

function partText({ room, chats, stay }: GivenUp): string[] {
  return [
    `  ${room.name}: ${counted(chats, 'chat')} that ${chats === 1 ? 'was' : 'were'} over by then, with all that was said in ${chats === 1 ? 'it' : 'them'}, and what people asked until then.`,
    `  ${stay === 0 ? 'What' : `${counted(stay, 'chat')} that ${stay === 1 ? 'was' : 'were'} not over ${stay === 1 ? 'stays' : 'stay'} whole, and what`} came later stays; people, queues and numbers go on as they are.`,
    `  A start goes on with it. It can not be replayed, exported, recorded or forked any more: for that, all that was ever asked would have to be there.`
  ]
}

/** What stays is written once more while the file is made smaller. */
function refuseWithoutRoom(store: Store, bytes: number): void {
  const { bavail, bsize } = statfsSync(dirname(store.file))
  if (bavail * bsize > 2 * bytes) return
  const sentence = `The log ${store.file} takes ${bytesText(bytes)} and its disk has ${bytesText(bavail * bsize)} left: giving up what is old may need twice the log's size for a moment. Make room, or copy its folder to another disk, compact it there and bring it back. Nothing was changed.`
  throw new StoreProblem('full', sentence)
}

function shortList(names: readonly string[]): string {
  return names.length <= 3 ? names.join(', ') : `${names[0]} to ${names.at(-1)}`
}

function counted(count: number, thing: string): string {
  return `${count.toLocaleString('en')} ${thing}${count === 1 ? '' : 's'}`
}

function dayText(wall: number): string {
  return new Date(wall).toISOString().slice(0, 10)
}

function momentText(wall: number): string {
  return `${new Date(wall).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
