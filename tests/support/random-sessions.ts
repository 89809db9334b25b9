import fc from 'fast-check'
import type { Answer, Request } from '../../src-main/contract/client.ts'
import type { RoomPlan, RoomSettings } from '../../src-main/contract/room-plan.ts'
import type { Viewer } from '../../src-main/contract/viewer.ts'
import type { Chat } from '../../src-main/core/chat-state.ts'
import { ringingFor, roleOf, supervisorOf } from '../../src-main/core/chat-state.ts'
import { userPath } from '../../src-main/core/addresses.ts'
import type { Room } from '../../src-main/engine/room.ts'
import type { AgentOperation } from '../../src-main/wire/operations.ts'
import { agentPlan, planWith, queuePlan } from './rooms.ts'

/**
 * Random sessions of a small centre, in which every word, name and datum is one of a kind: so it can be said of each thing
 * that any viewer ever got, on whatever surface, whether that viewer had a right to it. The rights are worked out here from
 * who was what when it was said, never from what was told.
 */

export const agents = ['Anna', 'Ben', 'Carol', 'Sam', 'Tess'] as const
export const customers = ['Clara', 'Dora'] as const
type Agent = (typeof agents)[number]
type Customer = (typeof customers)[number]

export function centre(settings: Partial<RoomSettings> = {}): RoomPlan {
  return planWith({
    agents: {
      Anna: agentPlan('Anna'),
      Ben: agentPlan('Ben'),
      Carol: agentPlan('Carol'),
      Sam: agentPlan('Sam', { roles: ['supervisor'] }),
      Tess: agentPlan('Tess', { roles: ['supervisor'] })
    },
    queues: { Support: queuePlan(['Anna', 'Ben']), Refunds: queuePlan(['Ben', 'Carol']) },
    customers: { Clara: { nickname: 'Clara', patienceMs: null }, Dora: { nickname: 'Dora', patienceMs: null } },
    settings: { requestsPerSecond: 1_000_000, ...settings }
  })
}

type Plain = 'Reject' | 'CancelConsult' | 'Leave' | 'SendStopTypingNotification' | 'SetInFocus' | 'SwitchToMonitor' | 'SwitchToCoach' | 'SwitchToBargeIn'
type Texted = 'Accept' | 'SendMessage' | 'SendToAgents' | 'SendUrl' | 'SendCustomNotice' | 'SendCustomNoticeToAgents' | 'AttachUserData' | 'SetDisposition' | 'Complete' | 'SendStartTypingToAgentsNotification'
type Aimed = 'Consult' | 'Invite' | 'Transfer' | 'RemoveParticipantFromConference'

export type Move =
  | { by: Agent; of: Customer; does: Plain | Texted }
  | { by: Agent; of: Customer; does: Aimed; target: Agent | 'Refunds' }
  | { by: 'Sam' | 'Tess'; of: Customer; does: 'Intrude'; target: Agent; mode: 'Monitor' | 'Coach' | 'BargeIn' }
  | { by: 'Sam' | 'Tess'; does: 'Monitor' | 'CancelSupervisorMonitoring'; target: Agent }
  | { by: Agent; does: 'Ready' | 'NotReady' }
  | { by: Customer; does: 'RequestChat' | 'Say' | 'Type' | 'End' }

export interface Timed {
  readonly move: Move
  readonly afterMs: number
}

const agent = fc.constantFrom(...agents)
const front = fc.constantFrom('Anna', 'Ben', 'Carol')
const supervisor = fc.constantFrom('Sam', 'Tess')
const customer = fc.constantFrom(...customers)

const move = fc.oneof(
  { weight: 9, arbitrary: fc.record({ by: agent, of: customer, does: fc.constantFrom('Accept', 'Accept', 'SendMessage', 'SendToAgents') }) },
  { weight: 4, arbitrary: fc.record({ by: agent, of: customer, does: fc.constantFrom('SendUrl', 'SendCustomNotice', 'SendCustomNoticeToAgents', 'AttachUserData', 'SetDisposition', 'SendStartTypingToAgentsNotification') }) },
  { weight: 2, arbitrary: fc.record({ by: agent, of: customer, does: fc.constantFrom('Reject', 'CancelConsult', 'Leave', 'SendStopTypingNotification', 'SetInFocus') }) },
  { weight: 1, arbitrary: fc.record({ by: agent, of: customer, does: fc.constant('Complete') }) },
  { weight: 6, arbitrary: fc.record({ by: front, of: customer, does: fc.constant('Consult'), target: fc.constantFrom(...agents, 'Refunds') }) },
  { weight: 3, arbitrary: fc.record({ by: agent, of: customer, does: fc.constantFrom('Invite', 'Transfer', 'RemoveParticipantFromConference'), target: fc.constantFrom(...agents, 'Refunds') }) },
  { weight: 4, arbitrary: fc.record({ by: supervisor, of: customer, does: fc.constant('Intrude'), target: front, mode: fc.constantFrom('Monitor', 'Coach', 'BargeIn') }) },
  { weight: 4, arbitrary: fc.record({ by: supervisor, of: customer, does: fc.constantFrom('Accept', 'Accept', 'SendMessage', 'SwitchToMonitor', 'SwitchToCoach', 'SwitchToBargeIn', 'Leave') }) },
  { weight: 1, arbitrary: fc.record({ by: supervisor, does: fc.constantFrom('Monitor', 'CancelSupervisorMonitoring'), target: front }) },
  { weight: 2, arbitrary: fc.record({ by: agent, does: fc.constantFrom('Ready', 'Ready', 'Ready', 'NotReady') }) },
  { weight: 4, arbitrary: fc.record({ by: customer, does: fc.constantFrom('RequestChat', 'Say', 'Say', 'Type') }) },
  { weight: 1, arbitrary: fc.record({ by: customer, does: fc.constant('End') }) }
) as fc.Arbitrary<Move>

/** A consult that is likely to come about, with words aside in both directions. */
const consulting: fc.Arbitrary<Move[]> = fc.record({ by: front, of: customer, target: fc.constantFrom('Ben', 'Carol', 'Sam') }).map(({ by, of, target }): Move[] => [
  { by: target, does: 'Ready' },
  { by, of, does: 'Consult', target },
  { by: target, of, does: 'Accept' },
  { by, of, does: 'SendToAgents' },
  { by: target, of, does: 'SendMessage' }
])

/** A supervisor who comes in and changes how much it is seen. */
const supervising: fc.Arbitrary<Move[]> = fc
  .record({ by: supervisor, of: customer, target: front, mode: fc.constantFrom('Monitor', 'Coach', 'BargeIn'), then: fc.constantFrom('SwitchToMonitor', 'SwitchToCoach', 'SwitchToBargeIn', 'SendMessage') })
  .map(({ by, of, target, mode, then }): Move[] => [
    { by, of, does: 'Intrude', target, mode },
    { by, of, does: 'Accept' },
    { by, of, does: 'SendMessage' },
    { by, of, does: then }
  ])

/** A chat is asked for and taken. */
const beginning: fc.Arbitrary<Move[]> = fc.record({ by: customer, taker: fc.constantFrom('Anna', 'Ben') }).map(({ by, taker }): Move[] => [
  { by: taker, does: 'Ready' },
  { by, does: 'RequestChat' },
  { by: 'Anna', of: by, does: 'Accept' },
  { by: 'Ben', of: by, does: 'Accept' }
])

const chunk = fc.oneof(
  { weight: 6, arbitrary: move.map((one) => [one]) },
  { weight: 3, arbitrary: consulting },
  { weight: 3, arbitrary: supervising },
  { weight: 2, arbitrary: beginning }
)

const afterMs = fc.oneof({ weight: 20, arbitrary: fc.integer({ min: 0, max: 2000 }) }, { weight: 1, arbitrary: fc.integer({ min: 20_000, max: 40_000 }) })

/** A chat that Anna has, then whatever comes. */
export const sessions: fc.Arbitrary<Timed[]> = fc.array(fc.record({ moves: chunk, afterMs }), { minLength: 8, maxLength: 30 }).map((chunks) => [
  { move: { by: 'Clara', does: 'RequestChat' }, afterMs: 0 },
  { move: { by: 'Anna', of: 'Clara', does: 'Accept' }, afterMs: 500 },
  ...chunks.flatMap(({ moves, afterMs: first }) => moves.map((one, place): Timed => ({ move: one, afterMs: place === 0 ? first : 300 })))
])

/** Whose a word is and who may ever get it. */
interface Word {
  readonly chat: string
  readonly kind: 'public' | 'agents' | 'coach' | 'name'
  /** The coached agent, or whose name it is. */
  readonly who: Agent | null
}

/** The chat of each customer now, and every one of a kind that was said, with who may know it. */
export class Rights {
  readonly #room: Room
  readonly #words = new Map<string, Word>()
  readonly #chats = new Map<Customer, string>()
  readonly #everIn = new Map<string, Set<Viewer>>()
  readonly #supervised = new Map<string, Set<Viewer>>()
  /** Names that everybody, or agents, could see at some time. */
  readonly #seenByAll = new Set<string>()
  readonly #seenByAgents = new Set<string>()
  #count = 0

  constructor(room: Room) {
    this.#room = room
  }

  chatOf(name: Customer): string | null {
    return this.#chats.get(name) ?? null
  }

  /** Goes on with the chat of a customer that began elsewhere. */
  knows(name: Customer, chat: string | null): void {
    if (chat !== null) this.#chats.set(name, chat)
  }

  /** A move as a request of the engine; null where it makes no sense now. Whatever it says is one of a kind from now on. */
  request(moved: Move): Request | null {
    if ('of' in moved) return this.#inChat(moved, this.#chats.get(moved.of))
    if (moved.does === 'Ready' || moved.does === 'NotReady') return { viewer: `agent:${moved.by}`, chat: null, operation: { operationName: moved.does } }
    if (moved.does === 'Monitor' || moved.does === 'CancelSupervisorMonitoring') {
      return { viewer: `agent:${moved.by}`, chat: null, operation: { operationName: moved.does, user: this.#userId(moved.target) } }
    }
    const by = moved.by as Customer
    const viewer: Viewer = `customer:${by}`
    const chat = this.#chats.get(by)
    if (moved.does === 'RequestChat') return chat && this.#room.chats.get(chat)?.customer.present ? null : { viewer, chat: null, operation: { operationName: 'RequestChat', nickname: by, endpoint: 'Support' } }
    if (chat === undefined) return null
    if (moved.does === 'Say') return { viewer, chat, operation: { operationName: 'SendMessage', text: this.#word({ chat, kind: 'public', who: null }) } }
    return { viewer, chat, operation: { operationName: moved.does === 'Type' ? 'SendStartTypingNotification' : 'Complete' } }
  }

  /** What a move brought about, beside what everybody was told. */
  moved(moved: Move, answer: Answer): void {
    if (moved.does === 'RequestChat' && 'chat' in answer && answer.chat) this.#chats.set(moved.by as Customer, answer.chat)
    this.note()
  }

  /** Who is what in each chat now; to be called before anything that was told is judged. */
  note(): void {
    for (const chat of this.#room.chats.values()) this.#note(chat)
  }

  /** The words in a text that this viewer has no right to. */
  beyond(viewer: Viewer, text: string): string[] {
    return [...text.matchAll(/w\d+w/g)].map(([word]) => word).filter((word) => !this.#mayKnow(viewer, word))
  }

  #mayKnow(viewer: Viewer, word: string): boolean {
    const known = this.#words.get(word)
    if (!known) return false
    const { chat, kind, who } = known
    if (!viewer.startsWith('agent:')) {
      const isOwn = this.#room.chat(chat)?.customer.viewer === viewer
      return isOwn && (kind === 'public' || (kind === 'name' && this.#seenByAll.has(word)))
    }
    const wasIn = this.#everIn.get(chat)?.has(viewer) ?? false
    const wasSupervisor = this.#supervised.get(chat)?.has(viewer) ?? false
    switch (kind) {
      case 'public':
      case 'agents':
        return wasIn
      case 'coach':
        return wasSupervisor || viewer === `agent:${who}`
      case 'name':
        return wasIn && (viewer === `agent:${who}` || wasSupervisor || this.#seenByAll.has(word) || this.#seenByAgents.has(word))
    }
  }

  #note(chat: Chat): void {
    const inside = this.#everIn.get(chat.id) ?? new Set()
    const supervised = this.#supervised.get(chat.id) ?? new Set()
    for (const name of agents) {
      // Whoever is invited may preview (R1).
      if (roleOf(chat, name) !== null) inside.add(`agent:${name}`)
      if (roleOf(chat, name) === 'supervisor' || (supervisorOf(chat, name) && roleOf(chat, name) === 'invited')) supervised.add(`agent:${name}`)
    }
    this.#everIn.set(chat.id, inside)
    this.#supervised.set(chat.id, supervised)
    for (const { nickname, visibility } of chat.agents) (visibility === 'All' ? this.#seenByAll : this.#seenByAgents).add(nickname)
    for (const { nickname, mode, participantId } of chat.supervisors) {
      if (participantId === null || mode === 'Monitor') continue
      ;(mode === 'BargeIn' ? this.#seenByAll : this.#seenByAgents).add(nickname)
    }
  }

  #inChat(moved: Extract<Move, { of: Customer }>, id: string | undefined): Request | null {
    const chat = id === undefined ? undefined : this.#room.chats.get(id)
    if (id === undefined || !chat) return null
    const viewer: Viewer = `agent:${moved.by}`
    if (moved.does === 'Intrude') {
      const operation = { operationName: 'Intrude', supervisorVisibilityMode: moved.mode, nickname: moved.by, user: this.#userId(moved.target) } as const
      return { viewer, chat: id, operation }
    }
    return { viewer, chat: id, operation: this.#operation(moved, chat) }
  }

  #operation(moved: Exclude<Extract<Move, { of: Customer }>, { does: 'Intrude' }>, chat: Chat): AgentOperation {
    const { by } = moved
    if ('target' in moved) {
      const targetUri = moved.target === 'Refunds' ? '/queues/none' : userPath(this.#room.plan, moved.target)
      // Only who is asked ever sees the note.
      const note = moved.does === 'RemoveParticipantFromConference' ? {} : { note: this.#word({ chat: chat.id, kind: 'agents', who: null }) }
      if (moved.target === 'Refunds' && moved.does === 'Transfer') return { operationName: 'Transfer', queueName: 'Refunds', ...note }
      return { operationName: moved.does, targetUri, ...note }
    }
    const role = roleOf(chat, by)
    const mode = supervisorOf(chat, by)?.mode
    const isPrivate = role === 'consultant' || (role === 'supervisor' && mode === 'Coach')
    const said = (wanted: 'public' | 'agents'): string => {
      const kind = role === 'supervisor' && mode === 'Coach' ? 'coach' : isPrivate ? 'agents' : wanted
      return this.#word({ chat: chat.id, kind, who: (supervisorOf(chat, by)?.watches ?? null) as Agent | null })
    }
    switch (moved.does) {
      case 'Accept': {
        const isAsked = ringingFor(chat, by) !== undefined || supervisorOf(chat, by)?.participantId === null
        return { operationName: 'Accept', nickname: isAsked ? this.#word({ chat: chat.id, kind: 'name', who: by }) : by }
      }
      case 'SendMessage':
        return { operationName: 'SendMessage', text: said('public') }
      case 'Complete':
        return { operationName: 'Complete', text: said('public') }
      case 'SendToAgents':
        return { operationName: 'SendToAgents', text: said('agents') }
      case 'SendStartTypingToAgentsNotification':
        return { operationName: 'SendStartTypingToAgentsNotification', text: said('agents') }
      case 'SendUrl':
        return { operationName: 'SendUrl', url: `https://example.com/${said('public')}` }
      case 'SendCustomNotice':
        return { operationName: 'SendCustomNotice', noticeText: said('public') }
      case 'SendCustomNoticeToAgents':
        return { operationName: 'SendCustomNoticeToAgents', noticeText: said('agents') }
      case 'AttachUserData':
        return { operationName: 'AttachUserData', userData: { Datum: this.#word({ chat: chat.id, kind: 'agents', who: null }) } }
      case 'SetDisposition':
        return { operationName: 'SetDisposition', disposition: this.#word({ chat: chat.id, kind: 'agents', who: null }) }
      default:
        return { operationName: moved.does }
    }
  }

  #word(word: Word): string {
    this.#count += 1
    const text = `w${this.#count}w`
    this.#words.set(text, word)
    return text
  }

  #userId(name: Agent): string {
    return userPath(this.#room.plan, name).slice('/users/'.length)
  }
}
