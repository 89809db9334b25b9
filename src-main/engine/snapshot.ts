import type { Heard } from '../contract/client.ts'
import type { RoomPlan } from '../contract/room-plan.ts'
import type { Viewer } from '../contract/viewer.ts'
import type { Chat, Message } from '../core/chat-state.ts'
import type { Directory } from '../core/directory.ts'
import { Stream } from './stream.ts'

/** All that a room knows: what folding its log makes of it. Every value in it stays as it is, whatever happens later. */
export interface RoomMemory {
  readonly directory: Directory
  readonly chats: readonly Chat[]
  readonly streams: readonly KeptStream[]
}

export interface KeptStream {
  readonly viewer: Viewer
  readonly seq: number
  /** The frames that are kept for who comes back: `count` of them, from the place `from` on. */
  readonly frames: readonly Heard[]
  readonly from: number
  readonly count: number
}

/** How many messages or frames make a part: few enough that writing one is soon done. */
const inOnePart = 50

type Part =
  | { readonly directory: Omit<Directory, 'plan'> }
  | { readonly chat: Chat }
  | { readonly messages: readonly Message[] }
  | { readonly stream: Viewer; readonly seq: number }
  | { readonly frames: readonly (readonly [seq: number, at: number, said: Heard['said']])[] }

/** A room's memory as text, in parts of a size that can be written between two requests. */
export function* partsOf({ directory, chats, streams }: RoomMemory): Generator<string> {
  const { plan: _plan, ...rest } = directory
  yield text({ directory: rest })
  for (const chat of chats) {
    const { entries, count } = chat.messages
    yield text({ chat: { ...chat, messages: { ...chat.messages, entries: [] } } })
    for (let from = 0; from < count; from += inOnePart) yield text({ messages: entries.slice(from, Math.min(count, from + inOnePart)) })
  }
  for (const { viewer, seq, frames, from, count } of streams) {
    yield text({ stream: viewer, seq })
    for (let at = from; at < from + count; at += inOnePart) {
      yield text({ frames: frames.slice(at, Math.min(from + count, at + inOnePart)).map((frame) => [frame.seq, frame.at, frame.said]) })
    }
  }
}

/** What was written, in memory again. Throws where it is not what `partsOf` makes. */
export function memoryIn(parts: readonly string[], plan: RoomPlan): { directory: Directory; chats: Map<string, Chat>; streams: Map<Viewer, Stream> } {
  let directory: Directory | null = null
  const chats = new Map<string, Chat>()
  const streams = new Map<Viewer, Stream>()
  let messages: Message[] = []
  let stream: { viewer: Viewer; kept: Stream } | null = null
  for (const written of parts) {
    const part = JSON.parse(written) as Part
    if ('directory' in part) {
      directory = { plan, ...part.directory }
    } else if ('chat' in part) {
      messages = []
      chats.set(part.chat.id, { ...part.chat, messages: { ...part.chat.messages, entries: messages } })
    } else if ('messages' in part) {
      messages.push(...part.messages)
    } else if ('stream' in part) {
      stream = { viewer: part.stream, kept: new Stream(part.seq) }
      streams.set(stream.viewer, stream.kept)
    } else if ('frames' in part && stream) {
      const { viewer, kept } = stream
      for (const [seq, at, said] of part.frames) kept.add({ viewer, seq, at, said })
    } else {
      throw new Error('a snapshot has a part that is none')
    }
  }
  if (!directory) throw new Error('a snapshot has no directory')
  return { directory, chats, streams }
}

/** What is left of a past that is given up, beside the chats that are not over: people, queues and counters, and where streams stood. */
export function beginningOf({ directory, streams }: RoomMemory): string {
  const { plan: _plan, ...rest } = directory
  return JSON.stringify({ format: 1, directory: rest, seqs: streams.map(({ viewer, seq }) => [viewer, seq]) })
}

export function beginningIn(text: string, plan: RoomPlan): { directory: Directory; seqs: readonly (readonly [Viewer, number])[] } {
  const { directory, seqs } = JSON.parse(text) as { directory: Omit<Directory, 'plan'>; seqs: [Viewer, number][] }
  return { directory: { plan, ...directory }, seqs }
}

function text(part: Part): string {
  return JSON.stringify(part)
}
