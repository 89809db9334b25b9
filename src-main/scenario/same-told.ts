import { isAgent } from '../contract/viewer.ts'
import type { Told } from '../wire/notifications.ts'
import { chatIn } from './memory.ts'
import { operationName } from './record-words.ts'
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

/** When it was, in the words of the wire. */
const moments: readonly string[] = ['timestamp', 'timestampSeconds', 'expiresAt', 'startedAt', 'receivedDate']
const typing: readonly unknown[] = ['TypingStarted', 'TypingStopped']

function toldIn({ entries }: Session, hasTyping: boolean): Map<string, string[]> {
  const names = new Names()
  const told = new Map<string, string[]>()
  for (const entry of entries) {
    if (entry.kind === 'asked') {
      if (operationName(entry.operation) === 'RequestChat' && entry.answer.chat !== undefined) names.meet(entry.answer.chat)
      continue
    }
    const said = hasTyping ? entry.said : withoutTyping(entry.said)
    if (said === null) continue
    const viewer = isAgent(entry.viewer) ? entry.viewer : `the customer of ${names.of(chatIn(entry.said) ?? 'no chat')}`
    told.set(viewer, [...(told.get(viewer) ?? []), JSON.stringify(names.bare(said))])
  }
  return told
}

function withoutTyping(said: Told): object | null {
  if (!('messages' in said)) return said
  const messages = said.messages.filter(({ type }) => !typing.includes(type)).map(({ index: _index, ...message }) => message)
  return messages.length === 0 ? null : { ...said, messages }
}

/** What chats and participants are called instead of by their ids. */
class Names {
  readonly #known = new Map<string, string>()

  meet(chat: string): void {
    this.#known.set(chat, `chat ${this.#known.size + 1}`)
  }

  of(text: string): string {
    return [...this.#known].reduce((left, [id, name]) => left.replaceAll(id, name), text)
  }

  /** What is attached to a chat is nobody's to change. */
  bare(value: unknown, key = ''): unknown {
    if (typeof value === 'string') return key === 'participantId' ? this.#participant(value) : key === 'text' ? value : this.of(value)
    if (key === 'userData' || typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) return value.map((one: unknown) => this.bare(one))
    return Object.fromEntries(Object.entries(value).flatMap(([name, inside]: [string, unknown]) => (moments.includes(name) ? [] : [[name, this.bare(inside, name)]])))
  }

  /** A customer knows people by small numbers, which hold no moment. */
  #participant(id: string): string {
    if (id.length < 16) return id
    if (!this.#known.has(id)) this.#known.set(id, `participant ${this.#known.size + 1}`)
    return this.of(id)
  }
}
