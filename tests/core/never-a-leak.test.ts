import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Request } from '../../src-main/contract/client.ts'
import type { AgentOperation } from '../../src-main/wire/operations.ts'
import { ringingFor, roleOf } from '../../src-main/core/chat-state.ts'
import type { Chat } from '../../src-main/core/chat-state.ts'
import { Engine } from '../../src-main/engine/engine.ts'
import { viewsOf } from '../../src-main/engine/room-views.ts'
import type { RoomViews } from '../../src-main/engine/room-views.ts'
import type { Room } from '../../src-main/engine/room.ts'
import { Store } from '../../src-main/store/store.ts'
import { noteFrame } from '../support/described.ts'
import { agentPlan, planWith } from '../support/rooms.ts'

/**
 * The promise: whatever the customer's side ever gets is the same as in the run with all agents-only acts taken out. Each
 * random run is played twice: as it is, and as the public acts alone. What is public is decided here from roles and
 * operations, never from what the engine told.
 */

const agents = ['Anna', 'Ben', 'Carol'] as const
type Agent = (typeof agents)[number]

type Move =
  | { by: Agent; does: 'Accept' | 'Reject' | 'SendMessage' | 'SendToAgents' | 'CancelConsult' | 'Leave' | 'Complete' }
  | { by: Agent; does: 'SendStartTypingNotification' | 'SendStopTypingToAgentsNotification' }
  | { by: Agent; does: 'Consult' | 'Invite' | 'Transfer' | 'RemoveParticipantFromConference'; target: Agent | 'Refunds' }
  | { by: Agent; does: 'SendUrl' | 'SendCustomNotice' | 'SendCustomNoticeToAgents' | 'AttachUserData' | 'SetDisposition' }
  | { by: Agent; does: 'Ready' }
  /** A supervisor who is never to be seen by the customer. */
  | { by: 'Sam'; does: 'IntrudeUnseen' | 'IntrudeCoaching' | 'Accept' | 'SendMessage' | 'SendToAgents' | 'SwitchToMonitor' | 'SwitchToCoach' | 'Leave' }
  | { by: 'Clara'; does: 'SendMessage' | 'SendStartTypingNotification' | 'Complete' }

interface Timed {
  move: Move
  /** How long after the move before it. */
  afterMs: number
}

const agent = fc.constantFrom(...agents)
const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ by: agent, does: fc.constantFrom('Accept', 'SendMessage', 'SendToAgents', 'Accept') }) },
  { weight: 2, arbitrary: fc.record({ by: agent, does: fc.constantFrom('Reject', 'CancelConsult', 'Ready', 'Leave', 'SendStartTypingNotification', 'SendStopTypingToAgentsNotification') }) },
  { weight: 1, arbitrary: fc.record({ by: agent, does: fc.constantFrom('Complete', 'Ready', 'Ready', 'Ready') }) },
  { weight: 6, arbitrary: fc.record({ by: agent, does: fc.constant('Consult'), target: fc.constantFrom(...agents, 'Refunds') }) },
  { weight: 9, arbitrary: fc.record({ by: fc.constant('Anna'), does: fc.constant('Consult'), target: fc.constantFrom('Ben', 'Carol') }) },
  { weight: 9, arbitrary: fc.record({ by: fc.constantFrom('Ben', 'Carol'), does: fc.constantFrom('Accept', 'Accept', 'SendMessage') }) },
  { weight: 3, arbitrary: fc.record({ by: agent, does: fc.constantFrom('Invite', 'Transfer', 'RemoveParticipantFromConference'), target: fc.constantFrom(...agents, 'Refunds') }) },
  { weight: 2, arbitrary: fc.record({ by: agent, does: fc.constantFrom('SendUrl', 'SendCustomNotice', 'SendCustomNoticeToAgents', 'AttachUserData', 'SetDisposition') }) },
  { weight: 4, arbitrary: fc.record({ by: fc.constant('Sam'), does: fc.constantFrom('IntrudeUnseen', 'IntrudeCoaching', 'Accept', 'SendMessage', 'SendToAgents', 'SwitchToMonitor', 'SwitchToCoach', 'Leave') }) },
  { weight: 2, arbitrary: fc.record({ by: fc.constant('Clara'), does: fc.constantFrom(...Array(9).fill('SendMessage'), 'SendStartTypingNotification', 'Complete') }) }
) as fc.Arbitrary<Move>

const moves: fc.Arbitrary<Timed[]> = fc.array(
  fc.record({ move, afterMs: fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 0, max: 4000 }) }, { weight: 1, arbitrary: fc.integer({ min: 20_000, max: 70_000 }) }) }),
  { minLength: 10, maxLength: 60 }
)

const people = Object.fromEntries([...agents.map((name) => [name, agentPlan(name)]), ['Sam', agentPlan('Sam', { roles: ['supervisor'] })]])

class Run {
  readonly store = Store.open(':memory:')
  readonly room: Room
  readonly views: RoomViews
  readonly chat: string
  readonly feed: unknown[] = []
  at = 0

  constructor(ownerLeaves: 'promote' | 'end') {
    this.room = new Engine(this.store).begin('main', planWith({ agents: people, settings: { ownerLeaves } }))
    this.views = viewsOf(this.room)
    this.room.listen((heard) => {
      noteFrame(heard)
      if (heard.viewer === 'customer:Clara') this.feed.push(heard)
    })
    for (const name of [...agents, 'Sam']) this.ask({ viewer: `agent:${name}`, chat: null, operation: { operationName: 'ChannelOpened' } })
    const asked = this.ask({ viewer: 'customer:Clara', chat: null, operation: { operationName: 'RequestChat', nickname: 'Clara', endpoint: 'Support' } })
    this.chat = asked.chat ?? ''
    this.ask({ viewer: 'agent:Anna', chat: this.chat, operation: { operationName: 'Accept' } })
  }

  ask(request: Request) {
    return this.room.dispatch(request, this.at)
  }

  do(moved: Move): boolean {
    if (moved.by === 'Clara') {
      const operation = moved.does === 'SendMessage' ? { operationName: moved.does, text: 'A question' } : { operationName: moved.does }
      return this.ask({ viewer: 'customer:Clara', chat: this.chat, operation }).statusCode === 0
    }
    if (moved.by === 'Sam') return this.ask(this.supervisor(moved.does)).statusCode === 0
    const viewer = `agent:${moved.by}` as const
    if (moved.does === 'Ready') return this.ask({ viewer, chat: null, operation: { operationName: 'Ready' } }).statusCode === 0
    return this.ask({ viewer, chat: this.chat, operation: this.operation(moved) }).statusCode === 0
  }

  supervisor(does: Extract<Move, { by: 'Sam' }>['does']): Request {
    const viewer = 'agent:Sam'
    if (does === 'IntrudeUnseen' || does === 'IntrudeCoaching') {
      const user = this.views.uriOf('agent', 'Anna').replace(/^.*\//, '')
      return { viewer, chat: this.chat, operation: { operationName: 'Intrude', supervisorVisibilityMode: does === 'IntrudeUnseen' ? 'Monitor' : 'Coach', user } }
    }
    const operation = does === 'SendMessage' || does === 'SendToAgents' ? { operationName: does, text: 'A secret of Sam' } : { operationName: does }
    return { viewer, chat: this.chat, operation }
  }

  operation(moved: Exclude<Move, { by: 'Clara' | 'Sam' } | { does: 'Ready' }>): AgentOperation {
    if (moved.does === 'SendUrl') return { operationName: 'SendUrl', url: 'https://example.com' }
    if (moved.does === 'SendCustomNotice') return { operationName: 'SendCustomNotice', noticeText: 'A notice' }
    if (moved.does === 'SendCustomNoticeToAgents') return { operationName: 'SendCustomNoticeToAgents', noticeText: 'A secret notice' }
    if (moved.does === 'AttachUserData') return { operationName: 'AttachUserData', userData: { Datum: 'A secret datum' } }
    if (moved.does === 'SetDisposition') return { operationName: 'SetDisposition', disposition: 'A secret end' }
    if (moved.does === 'SendMessage') return { operationName: 'SendMessage', text: 'An answer' }
    if (moved.does === 'SendToAgents') return { operationName: 'SendToAgents', text: 'A secret' }
    if ('target' in moved) {
      const targetUri = this.views.uriOf(moved.target === 'Refunds' ? 'queue' : 'agent', moved.target)
      return { operationName: moved.does, targetUri }
    }
    return { operationName: moved.does }
  }

  /** Everything that the customer's side can get. */
  customersSide(): unknown {
    const viewer = 'customer:Clara'
    return {
      feed: this.feed,
      chat: this.views.customerChat(viewer, this.chat),
      messages: this.views.customerMessages(viewer, this.chat),
      seq: this.room.seqOf(viewer)
    }
  }
}

/** Somebody comes in whom everybody sees: asked and accepted at one moment. */
function entering(by: Agent, does: 'Invite' | 'Transfer', target: Agent): Move[] {
  return [
    { by: target, does: 'Ready' },
    { by, does, target },
    { by: target, does: 'Accept' }
  ]
}

/** What remains of a move when nothing is left that is for agents only. Judged before it happens. */
function publicPart(moved: Move, chat: Chat | undefined, ownerLeaves: 'promote' | 'end'): Move[] {
  if (moved.by === 'Clara') return [moved]
  if (!chat || moved.does === 'Ready' || moved.by === 'Sam') return []
  const role = roleOf(chat, moved.by)
  if (role === 'consultant') return []
  switch (moved.does) {
    case 'Accept': {
      const asked = ringingFor(chat, moved.by)
      if (asked?.kind === 'transfer') return entering(asked.by as Agent, 'Transfer', moved.by)
      if (asked?.kind === 'conference') return entering(asked.by as Agent, 'Invite', moved.by)
      return []
    }
    case 'Invite':
    case 'Transfer': {
      if (moved.target === 'Refunds') return []
      const target = roleOf(chat, moved.target)
      if (target === 'consultant') return entering(moved.by, moved.does, moved.target)
      return target === 'owner' || target === 'member' ? [moved] : []
    }
    case 'RemoveParticipantFromConference': {
      const target = moved.target === 'Refunds' ? null : roleOf(chat, moved.target)
      return target === 'consultant' ? [] : [moved]
    }
    case 'Leave': {
      const [first] = chat.agents.filter((leg) => leg.visibility === 'Agents')
      const isAlone = chat.agents.every((leg) => leg.agent === moved.by || leg.visibility === 'Agents')
      if (!first || !isAlone) return [moved]
      return ownerLeaves === 'promote' ? entering(moved.by, 'Transfer', first.agent as Agent) : [{ by: moved.by, does: 'Complete' }]
    }
    case 'SendMessage':
    case 'SendUrl':
    case 'SendCustomNotice':
    case 'SendStartTypingNotification':
    case 'Complete':
      return [moved]
    default:
      return []
  }
}

test.each(['promote', 'end'] as const)("the customer's side is the same without all that is for agents only (ownerLeaves: %s)", (ownerLeaves) => {
  let consults = 0
  fc.assert(
    fc.property(moves, (timed) => {
      const whole = new Run(ownerLeaves)
      const open = new Run(ownerLeaves)
      for (const { move: moved, afterMs } of timed) {
        whole.at += afterMs
        open.at += afterMs
        whole.room.advanceTo(whole.at)
        open.room.advanceTo(open.at)
        const remains = publicPart(moved, whole.room.chats.get(whole.chat), ownerLeaves)
        const isDone = whole.do(moved)
        if (isDone && moved.does === 'Accept' && remains.length === 0) consults += 1
        if (isDone) for (const one of remains) open.do(one)
      }
      expect(whole.customersSide()).toEqual(open.customersSide())
      expect(JSON.stringify(whole.customersSide())).not.toContain('secret')
      whole.store.close()
      open.store.close()
    }),
    { numRuns: 2000, seed: 7 }
  )
  // The property says nothing where nobody was consulted.
  expect(consults).toBeGreaterThan(1000)
})
