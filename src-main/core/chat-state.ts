import type { UserData, Visibility } from '../wire/chat.ts'
import type { MessageType } from '../wire/messages.ts'
import type { Viewer } from '../contract/viewer.ts'
import { maySee } from './visibility.ts'

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
  /** Owners who left while they were alone, and have not marked the chat done (state `LeftChat`). */
  readonly leftBehind: readonly string[]
  readonly asks: readonly Ask[]
  /** Errors that are still to be told, so that an acknowledgement always comes first (R7). */
  readonly later: readonly LateError[]
  readonly messages: MessageLog
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
  /** When the asking comes to nothing by itself; null for ever. */
  readonly until: number | null
  /** Why it can only come to nothing (R6); null while somebody may still come. */
  readonly hopeless: FailedWhy | null
  readonly ringing: { readonly agent: string; readonly answerBy: number } | null
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

export type FailedWhy = 'rejected' | 'no_answer' | 'not_ready' | 'full' | 'nobody_came' | 'customer_left'

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
}

export interface Message {
  readonly index: number
  readonly at: number
  readonly from: Speaker
  readonly type: MessageType
  readonly visibility: Visibility
  readonly text: string | null
  /** Its number in the customer's feed, or null if the customer never sees it (R15). */
  readonly customerIndex: number | null
}

/** Grows at its end only. Older values of the chat stay true, because each reads no further than its own count. */
export interface MessageLog {
  readonly entries: readonly Message[]
  readonly count: number
  readonly customerCount: number
}

export type Role = 'owner' | 'member' | 'consultant' | 'left' | 'invited'

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
  if (ringingFor(chat, agent)) return 'invited'
  return null
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

/** Adds a message: one counter over all visibilities, and the customer's own without gaps (R15). */
export function withMessage(chat: Chat, said: Omit<Message, 'index' | 'customerIndex'>): Chat {
  const { entries, count, customerCount } = chat.messages
  const isForCustomer = chat.customer.present && maySee(chat.customer.viewer, said.visibility)
  const message: Message = { ...said, index: count + 1, customerIndex: isForCustomer ? customerCount + 1 : null }
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
