import { isAgent, customerViewer, nameOf } from '../contract/viewer.ts'
import type { Viewer } from '../contract/viewer.ts'
import { agentVerbs } from '../contract/verbs.ts'
import type { VerbShape } from '../contract/verbs.ts'
import type { Addresses } from './agent-operations.ts'
import { reusedIn } from './captures.ts'
import { isRecord } from './objections.ts'
import { chatIn, Memory } from './memory.ts'
import type { PrintedAct } from './print.ts'
import { isRefused, operationName } from './record-words.ts'
import { RecordedPeople } from './recorded-people.ts'
import type { AskedEntry, ToldEntry } from './run-record.ts'
import type { Session } from './session.ts'
import { verbOf } from './verb-of.ts'

/** What happened in a session, thing by thing: somebody did something, or something came about by itself. */
export type Moment = Done | Lapse

export interface Done {
  readonly kind: 'done'
  readonly at: number
  readonly act: PrintedAct
  readonly entry: AskedEntry
  readonly frames: readonly Frame[]
}

export interface Lapse {
  readonly kind: 'lapse'
  readonly at: number
  readonly frames: readonly Frame[]
}

/** What somebody was told, by the name in the cast; `chat` names the chat where it is not the latest that the viewer was told of. */
export interface Frame extends ToldEntry {
  readonly chat: string | null
  readonly customer: string | null
  readonly current: boolean
}

export interface Moments {
  readonly moments: readonly Moment[]
  readonly people: RecordedPeople
  /** Agents in the order in which they signed in before anybody did anything. */
  readonly signedIn: readonly string[]
  /** What no step can say, in sentences. */
  readonly leftOut: readonly string[]
}

const typing: readonly string[] = ['type', 'stopTyping', 'typeToAgents', 'stopTypingToAgents']
/** What windows do by themselves. */
const unseen: readonly string[] = ['ReadFeed', 'ChannelClosed', 'Resume']

/** Reads a session. With `keepTyping` also what is done between words: typing, and looking at a chat. */
export function momentsOf(session: Session, addresses: Addresses, keepTyping: boolean, apart: ReadonlySet<string> = new Set()): Moments {
  const people = new RecordedPeople(session, apart)
  const reader = new MomentReader(session, people, addresses, keepTyping)
  for (const entry of session.entries) {
    if (entry.kind === 'told') reader.told(entry)
    else reader.asked(entry)
  }
  const more = [...reader.apart].filter((name) => !apart.has(name))
  return more.length > 0 ? momentsOf(session, addresses, keepTyping, new Set([...apart, ...more])) : { moments: reader.moments, people, signedIn: [...reader.signedIn], leftOut: reader.leftOut }
}

type Draft = { kind: 'done'; at: number; act: PrintedAct; entry: AskedEntry; frames: Frame[] } | { kind: 'lapse'; at: number; frames: Frame[] }

class MomentReader {
  readonly moments: Draft[] = []
  readonly signedIn = new Set<string>()
  readonly leftOut: string[] = []
  /** Customers of whom a chat is meant that a scenario could not name. */
  readonly apart = new Set<string>()
  readonly #session: Session
  readonly #people: RecordedPeople
  readonly #addresses: Addresses
  readonly #keepTyping: boolean
  readonly #memory = new Memory()
  readonly #owner = new Map<string, string>()
  /** Who waits for the outcome of a request. */
  readonly #pending = new Set<Viewer>()
  /** Whose window was opened after the beginning. */
  readonly #opened = new Set<Viewer>()
  #open: Draft = { kind: 'lapse', at: -1, frames: [] }

  constructor(session: Session, people: RecordedPeople, addresses: Addresses, keepTyping: boolean) {
    this.#session = session
    this.#people = people
    this.#addresses = addresses
    this.#keepTyping = keepTyping
  }

  told(entry: ToldEntry): void {
    const chat = chatIn(entry.said)
    const viewer = this.#people.viewer(entry, chat)
    if (viewer === null) return
    if (entry.at !== this.#open.at) {
      this.#open = { kind: 'lapse', at: entry.at, frames: [] }
      this.moments.push(this.#open)
    }
    this.#memory.hear({ viewer, seq: entry.seq, at: entry.at, said: entry.said })
    this.#follow(viewer, entry)
    const current = chat === null || this.#memory.currentChat(viewer) === chat
    this.#open.frames.push({ ...entry, viewer, chat, customer: (chat === null ? undefined : this.#people.ofChat(chat)) ?? null, current })
  }

  asked(entry: AskedEntry): void {
    const act = this.#actOf(entry)
    if (act === null) {
      // What came of it is told, but there is no step for it.
      this.#open = { kind: 'lapse', at: entry.at, frames: [] }
      return
    }
    this.#open = { kind: 'done', at: entry.at, act, entry, frames: [] }
    this.moments.push(this.#open)
    if (!isRefused(entry.answer) && ['consult', 'invite', 'transfer'].includes(act.verb)) this.#pending.add(act.actor)
  }

  #actOf(entry: AskedEntry): PrintedAct | null {
    const { chat, operation } = entry
    const name = operationName(operation)
    const viewer = this.#people.viewer(entry, chat)
    if (unseen.includes(name)) return null
    if (viewer === null) return this.#unsaid(entry, name)
    if (name === 'ChannelOpened') return this.#windowOf(viewer)
    if (name === 'RequestChat') return this.#chatOf(viewer, entry)
    const { plan } = this.#session
    const said = verbOf(operation, viewer, plan, this.#addresses)
    if (!this.#keepTyping && (typing.includes(said.verb) || said.verb === 'focus') && said.text === undefined) return null
    if (said.verb === 'raw' && ((isRecord(operation) && operation['user'] !== undefined) || reusedIn(operation).length > 0)) return this.#unsaid(entry, name)
    const act: PrintedAct = { kind: 'act', actor: viewer, ...said }
    const takesChat = isAgent(viewer) && takes(act).includes('chat')
    if (chat === null) return act
    const watched = act.verb === 'intrude' && act.target && 'agent' in act.target ? (`agent:${act.target.agent}` as const) : viewer
    if (this.#memory.currentChat(watched) === chat) return act
    const customer = this.#people.ofChat(chat)
    if (customer === undefined) return this.#unsaid(entry, name)
    if (takesChat && this.#memory.currentChat(customerViewer(customer)) === chat) return { ...act, chat: customer }
    this.apart.add(this.#owner.get(chat) ?? customer)
    return this.#unsaid(entry, name)
  }

  #chatOf(viewer: Viewer, entry: AskedEntry): PrintedAct {
    const { plan } = this.#session
    const { operation, answer } = entry
    const { endpoint, subject, userData } = operation as { readonly endpoint?: string; readonly subject?: string; readonly userData?: NonNullable<PrintedAct['data']> }
    if (answer.chat !== undefined) {
      if (entry.viewer) this.#owner.set(answer.chat, nameOf(entry.viewer))
      this.#memory.enter(viewer, answer.chat)
    }
    const queue = endpoint ?? Object.keys(plan.queues)[0]
    if (queue === undefined || !Object.hasOwn(plan.queues, queue)) return { kind: 'act', actor: viewer, verb: 'raw', operation: operation ?? {} }
    return { kind: 'act', actor: viewer, verb: 'chat', queue, ...(subject === undefined ? {} : { subject }), ...(userData === undefined ? {} : { data: userData }) }
  }

  /** Whoever opens a window before anything happened signs in; later it makes ready whoever was away, or is a reload. */
  #windowOf(viewer: Viewer): PrintedAct | null {
    const name = nameOf(viewer)
    const ready = this.#session.plan.agents[name]?.ready
    const isKnown = this.signedIn.has(name)
    const isFirst = !this.moments.some(({ kind }) => kind === 'done')
    if (isFirst && !isKnown) {
      if (ready !== 'no') this.signedIn.add(name)
      return null
    }
    if (!isKnown && this.#opened.has(viewer)) return null
    this.#opened.add(viewer)
    if (!isKnown) return ready === 'onSignIn' ? { kind: 'act', actor: viewer, verb: 'ready' } : null
    return this.#pending.has(viewer) ? { kind: 'act', actor: viewer, verb: 'reload' } : null
  }

  /** Who waits for what: an invitation to answer, or the outcome of a request. */
  #follow(viewer: Viewer, { said }: ToldEntry): void {
    if (!('chat' in said)) return
    if (said.notificationType === 'StatusChange' && said.chat.state === 'Invited') this.#pending.add(viewer)
    else this.#pending.delete(viewer)
  }

  #unsaid({ at, viewer }: AskedEntry, name: string): null {
    this.leftOut.push(`${name} of ${viewer === null ? 'the trainer' : nameOf(viewer)}, ${(at / 1000).toFixed(1)} s after the beginning: no step says it`)
    return null
  }
}

function takes({ verb }: PrintedAct): readonly string[] {
  const shapes: Readonly<Record<string, VerbShape>> = agentVerbs
  return [...(shapes[verb]?.needs ?? []), ...(shapes[verb]?.may ?? [])]
}
