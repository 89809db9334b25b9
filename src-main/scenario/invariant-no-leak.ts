import type { ReadMessage } from '../contract/client.ts'
import { isAgent, nameOf } from '../contract/viewer.ts'
import type { Viewer } from '../contract/viewer.ts'
import type { CustomerChat } from '../wire/customer-side.ts'
import { isAcknowledged } from './happened.ts'
import type { Happened, ToldEvent } from './happened.ts'
import type { Broken, Invariant, Moment } from './invariant.ts'
import { PublicPart } from './invariant-public-part.ts'
import type { Sight } from './invariant-sight.ts'
import type { People } from './people.ts'
import { clockText, quoted, saidText } from './wording.ts'

/** Something that a customer got and that is a leak unless the chat's own log shows it to everybody. */
interface Suspicion extends Broken {
  readonly chat: string
  isOpen(shown: PublicPart): boolean
}

/**
 * Nothing that is for agents only reaches a customer, by being told or by being read. Whatever a customer gets is held
 * against what agents were told was for everybody. Where it is not among that, a log is read before anything is said, since
 * the agents' own lines may have lost it; where nobody is left who could read it, nothing is said.
 */
export class NoLeak implements Invariant {
  readonly name = 'no-leak'
  readonly text = 'no customer was told anything that is for agents only'
  readonly #people: People
  readonly #chats = new Map<string, PublicPart>()
  /** What each customer got so far of its own log. */
  readonly #gotten = new Map<string, PublicPart>()
  /** Words that agents alone may know, unless they were said to everybody as well. */
  readonly #aside = new Set<string>()
  readonly #open = new Set<string>()
  readonly #toCustomers: ToldEvent[] = []

  constructor(people: People) {
    this.#people = people
  }

  async judge({ now, events, sight, isLast }: Moment): Promise<Broken | null> {
    for (const event of events) this.#note(event)
    const told = events.filter((event): event is ToldEvent => event.kind === 'told' && !isAgent(event.viewer))
    this.#toCustomers.push(...told)
    // What only now turned out to be a secret may have been told before.
    for (const event of isLast ? this.#toCustomers : told) {
      const broken = await this.#confirmed(this.#wrongWithFrame(event), sight)
      if (broken) return broken
    }
    return (await this.#judgeMessages(told, sight)) ?? this.#judgeReading(sight, now)
  }

  #note(event: Happened): void {
    if (event.kind === 'line') return
    if (event.kind === 'asked') {
      if (isAcknowledged(event) && typeof event.operation.note === 'string') this.#aside.add(event.operation.note)
      return
    }
    const { said } = event.frame
    if (!isAgent(event.viewer)) return
    if ('chat' in said && 'invitation' in said.chat && said.chat.invitation?.note !== undefined) this.#aside.add(said.chat.invitation.note)
    if (!('messages' in said) || event.chat === null) return
    const shown = partOf(this.#chats, event.chat)
    for (const message of said.messages) {
      shown.add(message)
      const isOpen = message.from.type === 'Customer' || !('visibility' in message) || message.visibility === 'All'
      for (const word of wordsIn(message)) (isOpen ? this.#open : this.#aside).add(word)
    }
  }

  /** What a frame shows by its shape or its words alone. */
  #wrongWithFrame({ at, viewer, chat, frame }: ToldEvent): Suspicion | Broken | null {
    const found = secretIn(frame.said, (word) => this.#aside.has(word) && !this.#open.has(word))
    if (found === null) return null
    const detail = `${nameOf(viewer)} was told what is for agents only: ${clockText(at)}  ${saidText(frame.said, this.#people)}`
    if ('key' in found || chat === null) return { detail, chat, viewers: [viewer] }
    return { detail, chat, viewers: [viewer], isOpen: (shown) => shown.hasWord(found.word) }
  }

  /** What customers were told in a chat, then what they read beyond it. */
  async #judgeMessages(told: readonly ToldEvent[], sight: Sight): Promise<Broken | null> {
    for (const { at, viewer, chat, frame } of told) {
      if (chat === null || !('messages' in frame.said)) continue
      for (const message of frame.said.messages) {
        const broken = await this.#judgeMessage(message, { viewer, chat, how: `was told at ${clockText(at)}` }, sight)
        if (broken) return broken
      }
    }
    for (const chat of sight.spoken) {
      const customer = sight.customerIn(chat)
      if (!customer) continue
      for (const message of (await sight.messages(customer.viewer, chat, partOf(this.#gotten, chat).newest + 1)) ?? []) {
        const broken = await this.#judgeMessage(message, { viewer: customer.viewer, chat, how: 'can read' }, sight)
        if (broken) return broken
      }
    }
    return null
  }

  async #judgeMessage(message: ReadMessage, { viewer, chat, how }: { viewer: Viewer; chat: string; how: string }, sight: Sight): Promise<Broken | null> {
    const gotten = partOf(this.#gotten, chat)
    if (!gotten.add(message) || message.from.type === 'Customer') return null
    const shown = partOf(this.#chats, chat)
    if (shown.covers(gotten, message)) return null
    const words = message.text === undefined ? message.type : quoted(message.text)
    const detail = `${nameOf(viewer)} ${how} what is for agents only: message ${message.index}, ${words} of ${this.#people.nameOf(message.from)}`
    return this.#confirmed({ detail, chat, viewers: [viewer], isOpen: (whole) => whole.covers(gotten, message) }, sight)
  }

  /** Who is listed for a customer that never came in for everybody, or has gone. */
  async #judgeReading(sight: Sight, now: number): Promise<Broken | null> {
    for (const chat of sight.changed) {
      const customer = sight.customerIn(chat)
      const stranger = customer?.now ? strangerIn(customer.now, partOf(this.#chats, chat)) : null
      if (!customer || stranger === null) continue
      const detail = `${nameOf(customer.viewer)} sees ${stranger} among the participants at ${clockText(now)}, who is there for agents only`
      const isOpen = (shown: PublicPart): boolean => !customer.now || strangerIn(customer.now, shown) === null
      const broken = await this.#confirmed({ detail, chat, viewers: [customer.viewer], isOpen }, sight)
      if (broken) return broken
    }
    return null
  }

  /** Reads the log with the eyes of somebody who may see all that is for everybody, from the start. */
  async #confirmed(found: Suspicion | Broken | null, sight: Sight): Promise<Broken | null> {
    if (found === null || !('isOpen' in found)) return found
    const reader = sight.membersOf(found.chat).find(({ role }) => role === 'party' || role === 'left')
    const log = reader ? await sight.messages(reader.viewer, found.chat) : null
    if (!log) return null
    const shown = new PublicPart()
    for (const message of log) shown.add(message)
    return found.isOpen(shown) ? null : { detail: found.detail, chat: found.chat, viewers: found.viewers }
  }
}

function partOf(parts: Map<string, PublicPart>, chat: string): PublicPart {
  const known = parts.get(chat)
  if (known) return known
  const made = new PublicPart()
  parts.set(chat, made)
  return made
}

/** The nickname of a listed agent whom the customer cannot know to be there. */
function strangerIn({ participants }: CustomerChat, shown: PublicPart): string | null {
  return participants.find(({ type, nickname }) => type === 'Agent' && !shown.isThere(nickname))?.nickname ?? null
}

function wordsIn({ text, url, noticeText }: ReadMessage): string[] {
  return [text, url, noticeText].filter((word) => word !== undefined)
}

/** Keys that only agents' frames have. */
const agentsOnly: readonly string[] = ['userData', 'invitation', 'consult', 'pending', 'referenceId']
/** Words of the wire, which nobody said. */
const wireWords: readonly string[] = ['nickname', 'notificationType', 'messageType', 'chatPath', 'id', 'state', 'type', 'capabilities', 'participantId']

/** A visibility other than `All`, a key of agents' frames, or the words of something that agents alone may know. */
function secretIn(value: unknown, isSecret: (word: string) => boolean): { readonly key: string } | { readonly word: string } | null {
  if (typeof value === 'string') return isSecret(value) ? { word: value } : null
  if (typeof value !== 'object' || value === null) return null
  for (const [key, inside] of Object.entries(value)) {
    if (agentsOnly.includes(key) || (key === 'visibility' && inside !== 'All')) return { key }
    const found = wireWords.includes(key) || key === 'visibility' ? null : secretIn(inside, isSecret)
    if (found) return found
  }
  return null
}
