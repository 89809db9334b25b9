import type { UserData, Visibility } from '../wire/chat.ts'
import type { MessageType } from '../wire/messages.ts'
import type { Bug } from '../contract/bugs.ts'
import type { Viewer } from '../contract/viewer.ts'
import { maySee } from './visibility.ts'
import type { Eye } from './visibility.ts'

/** One chat, folded from its events. Every value is replaced, never changed. */
export interface Chat {
  readonly id: string
  readonly queue: string
  readonly subject: string
  readonly userData: UserData
  readonly startedAt: number
  readonly customer: Customer
  /** Agents in the chat, by time of joining. */
  readonly agents: readonly AgentLeg[]
  /** The legs through which asking agents speak privately, by birth (R3). */
  readonly secondLegs: readonly SecondLeg[]
  readonly owner: string | null
  /** Supervisors who watch one of the agents, by time of being asked in. */
  readonly supervisors: readonly SupervisorLeg[]
  /** Owners who left while they were alone, and have not marked the chat done (state `LeftChat`). */
  readonly leftBehind: readonly string[]
  readonly asks: readonly Ask[]
  /** Errors that are still to be told, so that an acknowledgement always comes first (R7). */
  readonly later: readonly LateError[]
  readonly messages: MessageLog
  /** Defects on purpose; a chat of a room without any has no such key. */
  readonly bugs?: readonly Bug[]
  /** Invitations that were taken back and, with a bug of that name, can still be accepted. */
  readonly takenBack?: readonly Ask[]
}

export interface Customer {
  readonly viewer: Viewer
  readonly nickname: string
  readonly participantId: string
  readonly present: boolean
  /** How long it waits for a first agent: the moment it gives up, or null. */
  readonly patientUntil: number | null
  /** The customer's own names for those it could see, "1", "2" ... by participantId (R15). */
  readonly knows: Readonly<Record<string, string>>
  /** How far it has fetched its feed, in the feed's own numbers (R15). */
  readonly readUpTo: number
}

export interface AgentLeg {
  readonly agent: string
  readonly nickname: string
  readonly participantId: string
  /** `Agents` for a consultant, `All` for owner and conference members. */
  readonly visibility: Visibility
  /** Who asked this consultant in; null for everybody else. */
  readonly consultedBy: string | null
  /** The `referenceId` of the Consult that brought it in; null for everybody else. */
  readonly referenceId: number | null
  /** The first message that it may read (R2); 1 unless the room says otherwise. */
  readonly readsFrom: number
}

export type SupervisionMode = 'Monitor' | 'Coach' | 'BargeIn'

/** A supervisor is no party to the chat: it owns nothing and goes with the agent whom it watches. */
export interface SupervisorLeg {
  readonly agent: string
  readonly watches: string
  readonly mode: SupervisionMode
  readonly nickname: string
  /** Null while it is only invited. */
  readonly participantId: string | null
}

export interface SecondLeg {
  readonly agent: string
  readonly nickname: string
  readonly participantId: string
}

export type AskKind = 'chat' | 'consult' | 'conference' | 'transfer'

export type Target = { readonly agent: string } | { readonly queue: string }

/** Somebody is wanted in the chat and has not answered yet. */
export interface Ask {
  /** Counts per room, so that queues serve in order of asking. */
  readonly id: number
  readonly kind: AskKind
  /** The asking agent; null when the customer's own chat looks for its first agent. */
  readonly by: string | null
  readonly target: Target
  readonly note: string | null
  readonly referenceId: number | null
  readonly askedAt: number
  /** When it came into the queue that it waits in now, and the queues that it has been through, for overflow (R18). */
  readonly queuedAt: number
  readonly beenIn: readonly string[]
  /** When the asking comes to nothing by itself; null for ever. */
  readonly until: number | null
  /** Why it can only come to nothing (R6); null while somebody may still come. */
  readonly hopeless: FailedWhy | null
  readonly ringing: { readonly agent: string; readonly answerBy: number } | null
  /** It asks a consultant, who is in the chat already (R8, R9 where the room has it so). */
  readonly isInside: boolean
  readonly passedOver: PassedOver
}

/** Members who rejected or did not answer, and when; each is passed over until it becomes ready anew (R18). */
export type PassedOver = Readonly<Record<string, number>>

/** An asking at a queue while nobody rings. */
export interface Waiting {
  readonly ask: number
  readonly chat: string
  readonly queue: string
  readonly kind: AskKind
  readonly by: string | null
  readonly passedOver: PassedOver
}

export type FailedWhy = 'rejected' | 'no_answer' | 'not_ready' | 'full' | 'nobody_came' | 'customer_left' | 'withdrawn'

export interface LateError {
  readonly at: number
  readonly by: string
  readonly referenceId: number
}

/** Who said it, as it was at that moment. */
export interface Speaker {
  readonly agent: string | null
  readonly nickname: string
  readonly participantId: string
  readonly visibility: Visibility
  /** Of a supervisor: the agent whom it watches. */
  readonly watches?: string
}

export interface Message {
  readonly index: number
  readonly at: number
  readonly from: Speaker
  readonly type: MessageType
  readonly visibility: Visibility
  readonly text: string | null
  /** The sender's own word for the kind of text; null for none. */
  readonly word: string | null
  readonly treatAs: 'System' | null
  readonly url: string | null
  readonly noticeText: string | null
  /** The one agent, beside supervisors, who hears it: what a coach says (wire-facts 1.2). Null for all whom its visibility allows. */
  readonly only: string | null
  /** Its number in the customer's feed, or null if the customer never sees it (R15). */
  readonly customerIndex: number | null
}

/** Grows at its end only. Older values of the chat stay true, because each reads no further than its own count. */
export interface MessageLog {
  readonly entries: readonly Message[]
  readonly count: number
  readonly customerCount: number
}

export type Role = 'owner' | 'member' | 'consultant' | 'supervisor' | 'left' | 'invited'

export function legOf(chat: Chat, agent: string): AgentLeg | undefined {
  return chat.agents.find((leg) => leg.agent === agent)
}

export function secondLegOf(chat: Chat, agent: string): SecondLeg | undefined {
  return chat.secondLegs.find((leg) => leg.agent === agent)
}

/** What an agent is to a chat, or null for an outsider. */
export function roleOf(chat: Chat, agent: string): Role | null {
  const leg = legOf(chat, agent)
  if (leg?.visibility === 'Agents') return 'consultant'
  if (leg) return chat.owner === agent ? 'owner' : 'member'
  if (chat.leftBehind.includes(agent)) return 'left'
  const supervisor = supervisorOf(chat, agent)
  if (supervisor && supervisor.participantId !== null) return 'supervisor'
  if (supervisor || ringingFor(chat, agent)) return 'invited'
  return null
}

export function supervisorOf(chat: Chat, agent: string): SupervisorLeg | undefined {
  return chat.supervisors.find((leg) => leg.agent === agent)
}

/** Supervisors who are in the chat, each with its id. */
export function watching(chat: Chat): readonly (SupervisorLeg & { readonly participantId: string })[] {
  return chat.supervisors.flatMap((leg) => (leg.participantId === null ? [] : [{ ...leg, participantId: leg.participantId }]))
}

/** Who may see a supervisor (wire-facts 2.3: monitoring, coaching, conference). */
export function visibilityOf(mode: SupervisionMode): Visibility {
  return mode === 'Monitor' ? 'Supervisors' : mode === 'Coach' ? 'Agents' : 'All'
}

/** The agent behind a viewer, or null for a customer. */
export function speaksTo(viewer: Viewer): string | null {
  return viewer.startsWith('agent:') ? viewer.slice('agent:'.length) : null
}

/** With whose eyes somebody looks at this chat. */
export function eyeOf(chat: Chat, viewer: Viewer): Eye {
  if (!viewer.startsWith('agent:')) return 'customer'
  return roleOf(chat, viewer.slice('agent:'.length)) === 'supervisor' ? 'supervisor' : 'agent'
}

/** May this viewer hear this message? */
export function mayHear(chat: Chat, viewer: Viewer, { visibility, only, from }: Pick<Message, 'visibility' | 'only' | 'from'>): boolean {
  const eye = eyeOf(chat, viewer)
  if (!maySee(eye, visibility)) return false
  return only === null || eye === 'supervisor' || viewer === `agent:${only}` || viewer === `agent:${from.agent}`
}

/** The asking that rings at an agent now. */
export function ringingFor(chat: Chat, agent: string): Ask | undefined {
  return chat.asks.find((ask) => ask.ringing?.agent === agent)
}

/** What an agent has asked for and nobody has answered; at most one (R5). */
export function pendingBy(chat: Chat, agent: string): Ask | undefined {
  return chat.asks.find((ask) => ask.by === agent)
}

export function consultantsOf(chat: Chat, agent: string): readonly AgentLeg[] {
  return chat.agents.filter((leg) => leg.consultedBy === agent)
}

/** Agents whom the customer may see. */
export function visibleAgents(chat: Chat): readonly AgentLeg[] {
  return chat.agents.filter((leg) => leg.visibility === 'All')
}

/** The customer's next own number for somebody whom it can see from now on (R15). */
export function knowing(customer: Customer, id: string): Customer {
  if (!customer.present || Object.hasOwn(customer.knows, id)) return customer
  return { ...customer, knows: { ...customer.knows, [id]: String(Object.keys(customer.knows).length + 1) } }
}

/** Nobody is left who could hear anything more. */
export function isOver(chat: Chat): boolean {
  return !chat.customer.present && chat.agents.length === 0 && chat.leftBehind.length === 0 && chat.asks.length === 0 && chat.later.length === 0
}

export function messagesOf(chat: Chat): readonly Message[] {
  return chat.messages.entries.slice(0, chat.messages.count)
}

/** The newest message: what an event has just added. */
export function newestOf(chat: Chat): Message | undefined {
  return chat.messages.entries[chat.messages.count - 1]
}

const plain = { text: null, word: null, treatAs: null, url: null, noticeText: null, only: null }

/** What of a message is said; the rest is none. */
export type AddedMessage = Pick<Message, 'at' | 'from' | 'type' | 'visibility'> & Partial<Omit<Message, 'index' | 'customerIndex'>>

/** Adds a message: one counter over all visibilities, and the customer's own without gaps (R15). */
export function withMessage(chat: Chat, added: AddedMessage): Chat {
  const said = { ...plain, ...added }
  const { entries, count, customerCount } = chat.messages
  const isForCustomer = chat.customer.present && mayHear(chat, chat.customer.viewer, said)
  const index = chat.bugs?.includes('index-reused') && said.visibility === 'Agents' ? count : count + 1
  const message: Message = { ...said, index, customerIndex: isForCustomer ? customerCount + 1 : null }
  return { ...chat, messages: { entries: grown(entries, count, message), count: count + 1, customerCount: customerCount + (isForCustomer ? 1 : 0) } }
}

/**
 * Appends without copying while the chat has one history, so that a long chat costs no more a message than a short one;
 * a value that was already continued elsewhere (a fork, a replay to an earlier moment) gets a copy.
 */
function grown(entries: readonly Message[], count: number, message: Message): readonly Message[] {
  if (entries.length > count) return [...entries.slice(0, count), message]
  ;(entries as Message[]).push(message)
  return entries
}
