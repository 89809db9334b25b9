import type { AgentLeg, Ask, Chat, Waiting } from './chat-state.ts'
import { knowing, ringingFor, roleOf, secondLegOf, supervisorOf, withMessage } from './chat-state.ts'
import { endingOf, handoverFailed } from './asking.ts'
import { has, staleInvitation } from './bugs.ts'
import type { Context, Deciders, Evolvers, LapseDeciders, Say, Tellers } from './decider.ts'
import { nextReference, takesPlace } from './directory.ts'
import type { Directory } from './directory.ts'
import type { ChatEvent, Event, EventOf } from './events.ts'
import { participantId } from './ids.ts'
import { handedOver } from './handover.ts'
import { parting } from './leave.ts'
import { refuse } from './refusals.ts'
import { enters, goes, supervisorsOf } from './supervise.ts'
import { customerUpdated, history, newMessage, operationFailed, participantsFor, participantsUpdated, statusChange } from './tell.ts'
import { chatFor, endedChat, speakerOf, wholeChatFor } from './view.ts'

/** What an invited agent may do, and what happens if it does nothing. */

export const decide = {
  Accept: (chat, { by, nickname }, { now, directory }) => {
    const supervisor = supervisorOf(chat, by)
    if (supervisor?.participantId === null) return enters(chat, supervisor, nickname, { now, directory })
    const asked = ringingFor(chat, by) ?? staleInvitation(chat, by)
    if (!asked) return refuse('not_invited')
    if (asked.isInside) return handedOver(chat, asked, by, { now, directory })
    return accepted(chat, asked, by, nickname, { now, directory })
  },
  Reject: (chat, { by }, { now, directory }) => {
    const supervisor = supervisorOf(chat, by)
    if (supervisor?.participantId === null) return [goes(chat, supervisor, 'Completed', nextReference(directory, by))]
    const asked = ringingFor(chat, by)
    if (!asked) return refuse('not_invited')
    if (asked.isInside) return [handoverFailed(chat, asked, 'rejected', nextReference(directory, by))]
    const again = waitingAgain(chat, asked, by, now)
    const rejected: ChatEvent = { type: 'AgentRejected', chat: chat.id, ask: asked.id, agent: by, referenceId: nextReference(directory, by), again }
    return again ? [rejected] : [rejected, endingOf(chat, { ...asked, ringing: null }, 'rejected')]
  }
} satisfies Deciders<'Accept' | 'Reject'>

/** The asking agent's second leg is born just before the consultant (R3); a transfer's giver goes when the taker is there (R13). */
function accepted(chat: Chat, asked: Ask, agent: string, nickname: string | undefined, { now, directory }: Context): Event[] {
  const { plan, counted } = directory
  const isPrivate = asked.kind === 'consult'
  const bornWith = isPrivate && plan.settings.secondLeg && asked.by !== null && !secondLegOf(chat, asked.by) ? 1 : 0
  const joined: ChatEvent = {
    type: 'AgentAccepted',
    chat: chat.id,
    ask: asked.id,
    kind: asked.kind,
    by: asked.by,
    agent,
    nickname: nickname ?? plan.agents[agent]?.nickname ?? agent,
    participantId: participantId(plan, now, counted.participants + 1 + bornWith),
    secondLegId: bornWith ? participantId(plan, now, counted.participants + 1) : null,
    readsAll: !isPrivate || plan.settings.history === 'all',
    referenceId: nextReference(directory, agent)
  }
  const watchers = supervisorsOf(agent, chat, directory)
  if (asked.kind !== 'transfer' || asked.by === null) return [joined, ...watchers]
  const others = { ...chat, asks: chat.asks.filter(({ id }) => id !== asked.id) }
  if (roleOf(chat, asked.by) === 'left') return [joined, ...watchers, { type: 'ChatMarkedDone', chat: chat.id, agent: asked.by, referenceId: asked.referenceId }]
  const newOwner = chat.owner === asked.by ? agent : chat.owner
  return [joined, ...watchers, ...parting(others, asked.by, { into: 'Completed', newOwner, endsChat: false, referenceId: asked.referenceId })]
}

/** A queue's asking goes on with the next member (R18); a direct one is over. */
function waitingAgain(chat: Chat, asked: Ask, without: string, now: number): Waiting | null {
  if (!('queue' in asked.target)) return null
  const passedOver = { ...asked.passedOver, [without]: now }
  return { ask: asked.id, chat: chat.id, queue: asked.target.queue, kind: asked.kind, by: asked.by, passedOver }
}

export const lapses = {
  /** Routing has found a member of the queue. */
  Offer: (chat, { ask: id, agent }, { now, directory }) => {
    const asked = chat.asks.find((one) => one.id === id)
    if (!asked || asked.ringing || !('queue' in asked.target)) return []
    const withinMs = directory.plan.queues[asked.target.queue]?.answerWithinMs ?? directory.plan.settings.answerWithinMs
    const { kind, target } = asked
    return [{ type: 'AgentRang', chat: chat.id, ask: id, kind, agent, answerBy: now + withinMs, takesPlace: takesPlace(kind, target, directory.plan) }]
  },
  /** Whoever does not answer is made not ready (R6, R18). */
  NoAnswer: (chat, { ask: id }, { now }) => {
    const asked = chat.asks.find((one) => one.id === id)
    if (!asked?.ringing) return []
    const { agent } = asked.ringing
    if (asked.isInside) return [handoverFailed(chat, asked, 'no_answer', null)]
    const again = waitingAgain(chat, asked, agent, now)
    const missed: Event[] = [
      { type: 'AgentDidNotAnswer', chat: chat.id, ask: id, agent, again },
      { type: 'AgentNotReady', agent }
    ]
    return again ? missed : [...missed, endingOf(chat, { ...asked, ringing: null }, 'no_answer')]
  },
  /** Nobody of the queue came in time: the asking goes on in another (R18), each only once. */
  QueueOverflows: (chat, { ask: id }, { directory }) => {
    const asked = chat.asks.find((one) => one.id === id)
    if (!asked || asked.ringing || !('queue' in asked.target)) return []
    const to = directory.plan.queues[asked.target.queue]?.overflow?.to
    if (to === undefined) return []
    const { kind, by } = asked
    return [{ type: 'InvitationMoved', chat: chat.id, ask: id, to, waiting: { ask: id, chat: chat.id, queue: to, kind, by, passedOver: asked.passedOver } }]
  },
  AskRunsOut: (chat, { ask: id }) => {
    const asked = chat.asks.find((one) => one.id === id)
    return asked ? [endingOf(chat, asked, asked.hopeless ?? 'nobody_came')] : []
  }
} satisfies LapseDeciders<'Offer' | 'NoAnswer' | 'QueueOverflows' | 'AskRunsOut'>

export const evolve = {
  InvitationAsked: (chat, { ask }) => ({ ...chat, asks: [...chat.asks, ask] }),
  AgentRang: (chat, { ask: id, agent, answerBy }) => changeAsk(chat, id, (asked) => ({ ...asked, ringing: { agent, answerBy } })),
  AgentAccepted: (chat, event, at) => joined(chat, event, at),
  AgentRejected: (chat, { ask: id, agent }, at) => passOver(chat, id, agent, at),
  AgentDidNotAnswer: (chat, { ask: id, agent }, at) => passOver(chat, id, agent, at),
  InvitationMoved: (chat, { ask: id, to }, at) => {
    const moved = changeAsk(chat, id, (asked) => ({ ...asked, target: { queue: to }, queuedAt: at, beenIn: [...asked.beenIn, to] }))
    return chat.asks.find((asked) => asked.id === id)?.kind === 'chat' ? { ...moved, queue: to } : moved
  },
  InvitationWithdrawn: (chat, { ask: id }) => {
    const without = withoutAsk(chat, id)
    return has(chat, 'accept-after-cancel-wins') ? { ...without, takenBack: chat.asks.filter((asked) => asked.id === id) } : without
  },
  InvitationFailed: (chat, { ask: id }) => withoutAsk(chat, id)
} satisfies Evolvers<
  | 'InvitationAsked'
  | 'AgentRang'
  | 'AgentAccepted'
  | 'AgentRejected'
  | 'AgentDidNotAnswer'
  | 'InvitationMoved'
  | 'InvitationWithdrawn'
  | 'InvitationFailed'
>

function joined(chat: Chat, event: EventOf<'AgentAccepted'>, at: number): Chat {
  const isPrivate = event.kind === 'consult'
  const visibility = isPrivate ? 'Agents' : 'All'
  const referenceId = chat.asks.find(({ id }) => id === event.ask)?.referenceId ?? null
  const { agent, nickname, participantId: id } = event
  const readsFrom = event.readsAll ? 1 : chat.messages.count + 1
  const leg: AgentLeg = { agent, nickname, participantId: id, visibility, consultedBy: isPrivate ? event.by : null, referenceId: isPrivate ? referenceId : null, readsFrom }
  const asking = chat.agents.find((one) => one.agent === event.by)
  const born = event.secondLegId && asking ? [{ agent: asking.agent, nickname: asking.nickname, participantId: event.secondLegId }] : []
  const entered: Chat = {
    ...withoutAsk(chat, event.ask),
    agents: [...chat.agents, leg],
    secondLegs: [...chat.secondLegs, ...born],
    owner: chat.owner ?? (isPrivate ? null : agent),
    customer: isPrivate ? chat.customer : { ...knowing(chat.customer, id), patientUntil: null }
  }
  return withMessage(entered, { at, from: speakerOf(leg), type: 'ParticipantJoined', visibility })
}

export const tell = {
  InvitationAsked: () => [],
  InvitationMoved: () => [],
  /** R1: state `Invited`, `Accept` and `Reject`, and the chat's user data. */
  AgentRang: (chat, { agent }, directory) => [statusChange(agent, wholeChatFor(chat, agent, directory), null)],
  AgentAccepted: (chat, event, directory) => [...toTaker(chat, event, directory), ...toOthers(chat, event, directory)],
  AgentRejected: (chat, { agent, referenceId }, directory) => [statusChange(agent, endedChat(chat, 'Completed', directory), referenceId)],
  AgentDidNotAnswer: (chat, { agent }, directory) => [revoked(chat, agent, directory)],
  InvitationWithdrawn: (chat, { agent }, directory) => (agent ? [revoked(chat, agent, directory)] : []),
  InvitationFailed: (chat, { agent, by, askReferenceId }, directory) => [
    ...(agent ? [revoked(chat, agent, directory)] : []),
    ...(by && askReferenceId ? [operationFailed(chat, by, 'Operation failed', askReferenceId, directory)] : [])
  ]
} satisfies Tellers<
  | 'InvitationAsked'
  | 'AgentRang'
  | 'AgentAccepted'
  | 'AgentRejected'
  | 'AgentDidNotAnswer'
  | 'InvitationMoved'
  | 'InvitationWithdrawn'
  | 'InvitationFailed'
>

/** `Chatting` with nobody listed, then the list, then the history (R2). */
function toTaker(chat: Chat, { agent, referenceId }: EventOf<'AgentAccepted'>, directory: Directory): Say[] {
  const entering = { ...chatFor(chat, agent, directory), participants: [] }
  return [statusChange(agent, entering, referenceId), participantsFor(chat, agent, directory), history(chat, agent, directory)]
}

/** The list, then who joined; the customer hears of it only when the joining is for everybody (R2, R9). */
function toOthers(chat: Chat, { agent, kind }: EventOf<'AgentAccepted'>, directory: Directory): Say[] {
  const customer = kind === 'consult' ? [] : customerUpdated(chat, kind === 'chat' ? 'StatusChange' : 'ParticipantsUpdated')
  return [...participantsUpdated(chat, directory, agent), ...customer, ...newMessage(chat, directory, agent)]
}

function revoked(chat: Chat, agent: string, directory: Directory): Say {
  return statusChange(agent, endedChat(chat, 'Revoked', directory), null)
}

function changeAsk(chat: Chat, id: number, to: (asked: Ask) => Ask): Chat {
  return { ...chat, asks: chat.asks.map((asked) => (asked.id === id ? to(asked) : asked)) }
}

function withoutAsk(chat: Chat, id: number): Chat {
  return { ...chat, asks: chat.asks.filter((asked) => asked.id !== id) }
}

function passOver(chat: Chat, id: number, agent: string, at: number): Chat {
  return changeAsk(chat, id, (asked) => ({ ...asked, ringing: null, passedOver: { ...asked.passedOver, [agent]: at } }))
}
