import type { StageMark } from '../../../src-main/contract/control.ts'
import type { ChatResource, ChatState, ConsultMark, InvitationMark, Participant, PendingMark, UserData } from '../../../src-main/wire/chat.ts'
import type { CustomerChat, CustomerState } from '../../../src-main/wire/customer-side.ts'
import type { CustomerParticipant } from '../../../src-main/wire/messages.ts'
import type { Told } from '../../../src-main/wire/notifications.ts'
import { Transcript } from './transcript.ts'
import { Versions } from './versions.ts'

export type SeenPerson = Participant | CustomerParticipant

/** A chat as one viewer had it at a moment, as far as it was told. */
export interface ChatSight {
  readonly id: string
  readonly state: ChatState | CustomerState
  /** Who is in the chat as far as this viewer may see; an agent with a second leg stands there twice. */
  readonly people: readonly SeenPerson[]
  /** What it could ask for. */
  readonly capabilities: readonly string[]
  readonly subject: string
  readonly queue: string
  readonly userData: UserData
  readonly invitation: InvitationMark | null
  readonly consult: ConsultMark | null
  readonly pending: PendingMark | null
  readonly transcript: Transcript
}

/** What one viewer saw at a moment. */
export interface Sight {
  /** An agent's readiness in the words of the wire; null before it was told any. */
  readonly readiness: string | null
  /** The chats that are open for it, oldest first. */
  readonly chats: readonly ChatSight[]
  /** The chat that ended last for it. */
  readonly ended: ChatSight | null
}

type ChatFacts = Omit<ChatSight, 'transcript'>

/**
 * What each viewer saw at each moment of a run, made of nothing but the notifications that it was told and the answers that it got: so it shows what
 * its own client could show, and not a word more. It is a fold that keeps every version, so that any moment is looked up and
 * none is played again.
 */
export class Sights {
  readonly #viewers = new Map<string, Viewer>()

  /** The next mark of the run. */
  hear({ n, lane, mark }: StageMark): void {
    if (lane === null) return
    if (mark.kind === 'told') this.#viewer(lane).hear(n, mark.said)
    if (mark.kind === 'asked' && mark.chat !== null && mark.answer.statusCode === 0) this.#viewer(lane).asked(n, mark.chat, mark.request.operationName)
  }

  /** What somebody saw when the mark with this number had happened. `lane` is its name on the stage. */
  of(lane: string, n: number): Sight {
    return this.#viewers.get(lane)?.at(n) ?? nothingSeen
  }

  #viewer(lane: string): Viewer {
    const known = this.#viewers.get(lane)
    if (known) return known
    const viewer = new Viewer()
    this.#viewers.set(lane, viewer)
    return viewer
  }
}

const nothingSeen: Sight = { readiness: null, chats: [], ended: null }

class Viewer {
  readonly #readiness = new Versions<string | null>(null)
  readonly #open = new Versions<readonly string[]>([])
  readonly #ended = new Versions<string | null>(null)
  readonly #chats = new Map<string, { readonly facts: Versions<ChatFacts>; readonly transcript: Transcript }>()

  hear(n: number, said: Told): void {
    switch (said.messageType) {
      case 'ChannelStateChangeMessageV2':
        return this.#readiness.set(n, said.channels.find(({ channel }) => channel === 'chat')?.userState.displayName ?? this.#readiness.now)
      case 'MessageLogUpdated':
        return this.#chat(idIn('chatUri' in said ? said.chatUri : said.chatPath)).transcript.hear(n, said.messages)
      case 'ChatStateChangeMessage':
        return this.#hearChat(n, said.chat)
      default:
        said satisfies never
    }
  }

  /** Whoever asks a colleague is not told so: that it can take it back, it knows from the answer alone (R7). */
  asked(n: number, id: string, operationName: string): void {
    if (operationName !== 'Consult' && operationName !== 'CancelConsult') return
    const { facts } = this.#chat(id)
    const others = facts.now.capabilities.filter((one) => one !== 'CancelConsult')
    facts.set(n, { ...facts.now, capabilities: operationName === 'Consult' ? [...others, 'CancelConsult'] : others })
  }

  at(n: number): Sight {
    const chats = this.#open.at(n).flatMap((id) => this.#chatAt(id, n) ?? [])
    const ended = this.#ended.at(n)
    return { readiness: this.#readiness.at(n), chats, ended: ended === null ? null : this.#chatAt(ended, n) }
  }

  #hearChat(n: number, said: ChatResource | CustomerChat): void {
    const { id, state } = said
    const { facts } = this.#chat(id)
    facts.set(n, 'uri' in said ? withResource(facts.now, said) : { ...facts.now, state, people: said.participants, capabilities: said.capabilities })
    const isOver = state === 'Completed' || state === 'Revoked'
    const isOpen = this.#open.now.includes(id)
    if (isOver) this.#ended.set(n, id)
    if (isOver && isOpen) this.#open.set(n, this.#open.now.filter((one) => one !== id))
    else if (!isOver && !isOpen) this.#open.set(n, [...this.#open.now, id])
  }

  #chat(id: string) {
    const known = this.#chats.get(id)
    if (known) return known
    const chat = { facts: new Versions<ChatFacts>(newChat(id)), transcript: new Transcript() }
    this.#chats.set(id, chat)
    return chat
  }

  #chatAt(id: string, n: number): ChatSight | null {
    const chat = this.#chats.get(id)
    return chat ? { ...chat.facts.at(n), transcript: chat.transcript.upTo(n) } : null
  }
}

function newChat(id: string): ChatFacts {
  return { id, state: 'Chatting', people: [], capabilities: [], subject: '', queue: '', userData: {}, invitation: null, consult: null, pending: null }
}

/** What is said replaces what was known; what it leaves out stays, except the marks that only stand while they hold. */
function withResource(chat: ChatFacts, said: ChatResource): ChatFacts {
  return {
    id: chat.id,
    state: said.state,
    people: said.participants ?? chat.people,
    capabilities: said.capabilities ?? chat.capabilities,
    subject: said.subject ?? chat.subject,
    queue: said.queue ?? chat.queue,
    userData: said.userData ?? chat.userData,
    invitation: said.state === 'Invited' ? (said.invitation ?? chat.invitation) : null,
    consult: said.consult ?? null,
    pending: said.pending ?? null
  }
}

function idIn(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
