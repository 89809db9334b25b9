import { isAgent } from '../contract/viewer.ts'
import { chatIn } from './memory.ts'
import { operationName } from './record-words.ts'
import type { ToldEntry } from './run-record.ts'
import type { Session } from './session.ts'

/**
 * Was everybody told the same in two sessions? For each agent, and for the customer of each chat, all that was told is
 * compared in order and in full, but for what depends on when and where: moments, and ids that are made of them (of chats and
 * of participants, which are compared by the order in which they first come up). A customer is known by its chat, since a
 * visitor of one session is somebody of the cast in the other. Where typing was not kept, typing and the indices of messages,
 * which count it, are left out too.
 */
export function toldApart(one: Session, other: Session, hasTyping: boolean): Apart | null {
  const [first, second] = [toldIn(one, hasTyping), toldIn(other, hasTyping)]
  for (const viewer of new Set([...first.keys(), ...second.keys()])) {
    const [was, is] = [first.get(viewer) ?? [], second.get(viewer) ?? []]
    const place = Array.from({ length: Math.max(was.length, is.length) }, (_one, at) => at).find((at) => was[at] !== is[at])
    if (place !== undefined) return { viewer, place: place + 1, was: was[place] ?? null, is: is[place] ?? null }
  }
  return null
}

/** Where two sessions part: whose frame, which one of it, and what it was in each. */
export interface Apart {
  readonly viewer: string
  readonly place: number
  readonly was: string | null
  readonly is: string | null
}

const moments: readonly string[] = ['timestamp', 'timestampSeconds', 'utcTime', 'expiresAt', 'date']
const typing: readonly unknown[] = ['TypingStarted', 'TypingStopped']

function toldIn({ entries }: Session, hasTyping: boolean): Map<string, string[]> {
  const chats = new Map<string, string>()
  const participants = new Map<unknown, string>()
  const told = new Map<string, string[]>()
  const named = (text: string): string => [...chats].reduce((left, [id, name]) => left.replaceAll(id, name), text)
  const bare = (key: string, value: unknown): unknown => {
    if (key === 'participantId' || key === 'id') {
      if (typeof value === 'string' && chats.has(value)) return chats.get(value)
      if (key === 'participantId') return participants.get(value) ?? participants.set(value, `participant ${participants.size + 1}`).get(value)
    }
    if (moments.includes(key) || (!hasTyping && key === 'index')) return undefined
    if (!hasTyping && key === 'messages' && Array.isArray(value)) return value.filter((message: { readonly type?: unknown }) => !typing.includes(message.type))
    return typeof value === 'string' ? named(value) : value
  }
  for (const entry of entries) {
    if (entry.kind === 'asked') {
      if (operationName(entry.operation) === 'RequestChat' && entry.answer.chat !== undefined) chats.set(entry.answer.chat, `chat ${chats.size + 1}`)
      continue
    }
    const said = JSON.stringify(entry.said, bare)
    if (!hasTyping && said.includes('"messages":[]')) continue
    const viewer = viewerOf(entry, chats)
    told.set(viewer, [...(told.get(viewer) ?? []), said])
  }
  return told
}

function viewerOf({ viewer, said }: ToldEntry, chats: ReadonlyMap<string, string>): string {
  return isAgent(viewer) ? viewer : `the customer of ${chats.get(chatIn(said) ?? '') ?? 'no chat'}`
}
