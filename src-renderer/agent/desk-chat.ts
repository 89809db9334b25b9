import type { Capability, ChatResource, ChatState, ConsultMark, InvitationMark, Participant, UserData } from '../../src-main/wire/chat.ts'
import type { ChatMessage } from '../../src-main/wire/messages.ts'
import type { AgentOperation } from '../../src-main/wire/operations.ts'
import { merge } from '../shared/merge.ts'
import { isSaid } from '../shared/message-content.ts'

/** One chat as this window knows it. A value: what is heard makes a new one. */
export interface DeskChat {
  readonly id: string
  readonly state: ChatState
  readonly capabilities: readonly Capability[]
  readonly participants: readonly Participant[]
  readonly subject: string
  readonly queue: string
  readonly startedAt: number | null
  readonly userData: UserData
  /** The keys that a colleague changed last. */
  readonly dataNews: readonly string[]
  readonly invitation: InvitationMark | null
  readonly consult: ConsultMark | null
  readonly messages: readonly ChatMessage[]
  /** What this window has asked for itself: `classic` says nothing of it on the wire (R1b). */
  readonly asked: Asked | null
  /** This window has asked for it as a supervisor and comes in at once: it does not ring. */
  readonly isExpected: boolean
  /** The index of the last message that was on the screen. */
  readonly readUpTo: number
}

export type DataValue = UserData[string]

export type AskKind = 'consult' | 'conference' | 'transfer'

/** Somebody was asked into the chat and has not answered yet. */
export interface Asked {
  readonly kind: AskKind
  readonly name: string
  readonly isQueue: boolean
  /** Null until the request was answered, and for a transfer, which gets none (R14). */
  readonly referenceId: number | null
  readonly askedAt: number
  readonly expiresAt: number | null
  /** The newest message when it was asked: a join that counts as the answer comes later. */
  readonly afterIndex: number
}

/** Who this window's agent is, as the wire knows it. */
export interface Me {
  readonly uri: string
  readonly path: string
  readonly name: string
  readonly nickname: string
}

/** Somebody in the chat, however many legs it has there. */
export interface Person {
  readonly key: string
  readonly name: string
  readonly uri: string | null
  readonly isCustomer: boolean
  readonly isMe: boolean
  /** In the chat as a consultant: the customer does not know. */
  readonly isPrivate: boolean
  readonly hasSecondLeg: boolean
  /** Of a supervisor, how it is here; null for anybody else. */
  readonly supervises: SupervisionMode | null
  /** Of a supervisor, the path of the agent whom it watches; null where nobody tells. */
  readonly watches: string | null
}

export type SupervisionMode = 'Monitor' | 'Coach' | 'BargeIn'

export type Role = 'invited' | 'inside' | 'supervisor' | 'consultant' | 'left' | 'customerGone' | 'outside'

export function newChat(id: string): DeskChat {
  return {
    id,
    state: 'Chatting',
    capabilities: [],
    participants: [],
    subject: '',
    queue: '',
    startedAt: null,
    userData: {},
    dataNews: [],
    invitation: null,
    consult: null,
    messages: [],
    asked: null,
    isExpected: false,
    readUpTo: 0
  }
}

/** What the wire says replaces what was known; what it leaves out stays, except the marks that only stand while they hold. */
export function withResource(chat: DeskChat, said: ChatResource): DeskChat {
  const isExtended = said.path !== undefined
  return {
    ...chat,
    state: said.state,
    capabilities: said.capabilities ?? chat.capabilities,
    participants: said.participants ?? chat.participants,
    subject: said.subject ?? (chat.subject || subjectIn(said.userData)),
    queue: said.queue ?? chat.queue,
    startedAt: said.startedAt ?? chat.startedAt,
    userData: said.userData ?? chat.userData,
    invitation: said.state === 'Invited' ? (said.invitation ?? chat.invitation) : null,
    consult: isExtended ? (said.consult ?? null) : null
  }
}

/** What is attached has changed; `isOwn` where this agent did it, to whom it is no news. */
export function withUserData(chat: DeskChat, said: UserData, isOwn: boolean): DeskChat {
  const names = Object.keys({ ...chat.userData, ...said })
  return { ...chat, userData: said, dataNews: isOwn ? [] : names.filter((name) => chat.userData[name] !== said[name]) }
}

/** What is attached after an operation of this agent's own. */
export function changedData(data: UserData, operation: AgentOperation, dispositionKey: string): UserData {
  switch (operation.operationName) {
    case 'AttachUserData':
    case 'UpdateUserData':
      return { ...data, ...operation.userData }
    case 'DeleteUserData':
      return Object.fromEntries(Object.entries(data).filter(([name]) => !operation.keys.includes(name)))
    case 'SetDisposition':
      return { ...data, [operation.dispositionKey ?? dispositionKey]: operation.disposition }
    default:
      return data
  }
}

/** Adds messages by their index, so that hearing one twice changes nothing. */
export function withMessages(chat: DeskChat, said: readonly ChatMessage[]): DeskChat {
  const messages = merge(chat.messages, said, ({ index }) => index)
  const isAnswered = chat.asked !== null && messages.some((message) => answers(message, chat.asked))
  return { ...chat, messages, asked: isAnswered ? null : chat.asked }
}

/** Whoever was asked for has come: privately to a consult, for everybody to anything else. */
function answers(message: ChatMessage, asked: Asked | null): boolean {
  if (!asked || message.type !== 'ParticipantJoined' || message.from.type !== 'Agent' || message.index <= asked.afterIndex) return false
  const isPrivate = message.visibility === 'Agents'
  return isPrivate === (asked.kind === 'consult') && (asked.isQueue || message.from.nickname === asked.name)
}

export function isMe(participant: Participant, me: Me): boolean {
  if (participant.type !== 'Agent') return false
  if (participant.path !== undefined) return participant.path === me.path
  return participant.nickname === me.nickname
}

/** Read from the capabilities, which both dialects carry (R4). */
export function roleOf(chat: DeskChat): Role {
  if (chat.state === 'Invited') return 'invited'
  if (chat.state === 'LeftChat') return 'left'
  if (chat.state !== 'Chatting') return 'outside'
  if (supervisionIn(chat) !== null) return 'supervisor'
  if (can(chat, 'Consult')) return 'inside'
  return can(chat, 'SendToAgents') ? 'consultant' : 'customerGone'
}

/** How this agent supervises the chat: the way that it is now is the one that it cannot switch to (wire-facts 1.2). */
export function supervisionIn(chat: DeskChat): SupervisionMode | null {
  const [toMonitor, toCoach, toBargeIn] = [can(chat, 'SwitchToMonitor'), can(chat, 'SwitchToCoach'), can(chat, 'SwitchBargeIn')]
  if (toCoach && toBargeIn) return 'Monitor'
  if (toMonitor && toBargeIn) return 'Coach'
  return toMonitor && toCoach ? 'BargeIn' : null
}

/** The name of the agent whom a supervisor watches; null where nobody tells. */
export function watchedIn(chat: DeskChat, supervisor: { readonly watches: string | null }): string | null {
  if (supervisor.watches === null) return null
  // Whoever has just left is in no list any more, but has come in once.
  const known = [...chat.participants, ...chat.messages.map(({ from }) => from)]
  return known.find(({ path }) => path === supervisor.watches)?.nickname ?? null
}

export function can(chat: DeskChat, capability: Capability): boolean {
  return chat.capabilities.includes(capability)
}

/** Everybody once, an agent with a second leg too: the customer, the agents it sees, the consultants. */
export function peopleIn(chat: DeskChat, me: Me): Person[] {
  const legs = Map.groupBy(chat.participants, (one) => `${one.type} ${one.path ?? one.nickname}`)
  const people = [...legs].flatMap(([key, [first, ...more]]): Person[] => {
    if (!first) return []
    const seenAs = [first, ...more].map((leg) => leg.visibility ?? joinedAs(chat, leg.participantId))
    const person = {
      key,
      name: first.nickname,
      uri: first.uri ?? null,
      isCustomer: first.type === 'Customer',
      isMe: isMe(first, me),
      isPrivate: seenAs.includes('Agents') && !seenAs.includes('All'),
      hasSecondLeg: more.length > 0,
      watches: first.watches ?? null,
      supervises: modeOf(first, isMe(first, me) ? supervisionIn(chat) : null)
    }
    return [person]
  })
  const rank = ({ isCustomer, isPrivate }: Person) => (isCustomer ? 0 : isPrivate ? 2 : 1)
  return people.sort((one, other) => rank(one) - rank(other))
}

/** `extended` marks supervisors; one's own way of supervising the capabilities tell in both dialects. */
function modeOf({ watches, visibility }: Participant, own: SupervisionMode | null): SupervisionMode | null {
  if (own !== null || watches === undefined) return own
  return visibility === 'Supervisors' ? 'Monitor' : visibility === 'Agents' ? 'Coach' : 'BargeIn'
}

/** In `classic` the way somebody joined last tells whether the customer may know of it. */
function joinedAs(chat: DeskChat, participantId: string): string | null {
  const joined = chat.messages.findLast((message) => message.type === 'ParticipantJoined' && message.from.participantId === participantId)
  return joined?.visibility ?? null
}

export function consultantsIn(chat: DeskChat, me: Me): Person[] {
  return peopleIn(chat, me).filter((person) => person.isPrivate && !person.isMe && person.supervises === null)
}

/** Agents whom the customer can see beside oneself. */
export function otherVisibleAgents(chat: DeskChat, me: Me): Person[] {
  return peopleIn(chat, me).filter((person) => !person.isCustomer && !person.isPrivate && !person.isMe && person.supervises === null)
}

/** Supervisors beside oneself whom one may see. */
export function supervisorsIn(chat: DeskChat, me: Me): Person[] {
  return peopleIn(chat, me).filter((person) => person.supervises !== null && !person.isMe)
}

/** The customer's name, or null while nothing has said it yet. */
export function customerIn(chat: DeskChat): string | null {
  const present = chat.participants.find(({ type }) => type === 'Customer')
  const heard = present ?? chat.messages.find(({ from }) => from.type === 'Customer')?.from
  if (heard) return heard.nickname
  return chat.invitation?.kind === 'chat' ? chat.invitation.from : null
}

export function pendingIn(chat: DeskChat): Asked | null {
  if (chat.asked) return chat.asked
  if (chat.consult?.state !== 'pending') return null
  const { target, referenceId, expiresAt } = chat.consult
  return { kind: 'consult', name: target, isQueue: false, referenceId, askedAt: 0, expiresAt: expiresAt ?? null, afterIndex: Number.MAX_SAFE_INTEGER }
}

export function lastIndex(chat: DeskChat): number {
  return chat.messages.at(-1)?.index ?? 0
}

export function unreadIn(chat: DeskChat, me: Me): number {
  return chat.messages.filter((message) => message.index > chat.readUpTo && isSaid(message) && !isMe(message.from, me)).length
}

/** Since when the customer waits: for a first agent, or for an answer to what it said last. Null when it does not wait. */
export function waitingSince(chat: DeskChat): number | null {
  if (chat.state === 'Invited') return chat.invitation?.kind === 'chat' ? chat.startedAt : null
  if (roleOf(chat) !== 'inside') return null
  const texts = chat.messages.filter(({ type, visibility }) => type === 'Text' && visibility === 'All')
  const answered = texts.findLastIndex(({ from }) => from.type === 'Agent')
  return texts[answered + 1]?.timestampSeconds ?? null
}

/** Who is typing now, as far as this agent may see; in the public lane or the private one. */
export function typingIn(chat: DeskChat, visibility: 'All' | 'Agents', me: Me): string[] {
  const last = new Map<string, ChatMessage>()
  for (const message of chat.messages) if (message.visibility === visibility) last.set(message.from.nickname, message)
  return [...last.values()].filter((message) => message.type === 'TypingStarted' && !isMe(message.from, me)).map(({ from }) => from.nickname)
}

function subjectIn(userData: UserData | undefined): string {
  const subject = userData?.['Subject']
  return typeof subject === 'string' ? subject : ''
}
