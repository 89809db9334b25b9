import type { RequestChat } from '../wire/customer-side.ts'
import type { Viewer } from '../contract/viewer.ts'
import type { Chat } from './chat-state.ts'
import { withMessage } from './chat-state.ts'
import type { Context, Decision, Evolvers, LapseDeciders, Tellers } from './decider.ts'
import { hasMemberLoggedIn } from './directory.ts'
import type { ChatEvent, EventOf } from './events.ts'
import { interactionId, participantId } from './ids.ts'
import { chatAsk, endingOf } from './asking.ts'
import { refuse } from './refusals.ts'
import { customerEnded, customerUpdated, newMessage, participantsUpdated } from './tell.ts'
import { customerSpeaker } from './view.ts'

/** A customer's chat: asked for, waiting for a first agent, left. */

/** A customer of the cast, or null for a visitor, asks for a chat with a queue (wire-facts 4.6). */
export function decideRequestChat(customer: string | null, asked: RequestChat, { now, directory }: Context): Decision {
  const { plan, counted } = directory
  const queue = asked.endpoint ?? Object.keys(plan.queues)[0]
  if (queue === undefined || !Object.hasOwn(plan.queues, queue)) return refuse('queue_unknown')
  if (plan.queues[queue]?.whenNobody === 'refuse' && !hasMemberLoggedIn(directory, queue)) return refuse('nobody_here')
  const chat = interactionId(plan.seed, counted.chats + 1)
  const viewer: Viewer = customer === null ? `visitor:${chat}` : `customer:${customer}`
  const requested: ChatEvent = {
    type: 'ChatRequested',
    chat,
    viewer,
    nickname: asked.nickname,
    participantId: participantId(plan, now, counted.participants + 1),
    queue,
    subject: asked.subject ?? '',
    userData: { Subject: asked.subject ?? '', ...asked.userData },
    patientUntil: patientUntil(viewer, { now, directory }),
    ...(plan.bugs === undefined ? {} : { bugs: plan.bugs })
  }
  return [requested, { type: 'InvitationAsked', chat, ask: chatAsk(queue, { now, directory }) }]
}

/** When this customer gives up waiting; null for never. */
function patientUntil(viewer: Viewer, { now, directory }: Context): number | null {
  const name = viewer.startsWith('customer:') ? viewer.slice('customer:'.length) : null
  const patienceMs = name === null ? null : (directory.plan.customers[name]?.patienceMs ?? null)
  return patienceMs === null ? null : now + patienceMs
}

/** The chat goes back into a queue and looks for a first agent again (wire-facts 1.1, Complete). */
export function queued(chat: Chat, queue: string, context: Context): ChatEvent[] {
  return [
    { type: 'ChatQueued', chat: chat.id, queue, patientUntil: patientUntil(chat.customer.viewer, context) },
    { type: 'InvitationAsked', chat: chat.id, ask: chatAsk(queue, context) }
  ]
}

/** The customer goes: any consult ends with the chat (R12), and whoever was asked in is told that it is over. */
export function customerLeaves(chat: Chat, why: 'left' | 'gave_up'): ChatEvent[] {
  const left: ChatEvent = { type: 'CustomerLeft', chat: chat.id, why }
  const asked = chat.asks.map((ask) => endingOf(chat, ask, 'customer_left'))
  const consultants = chat.agents
    .filter((leg) => leg.visibility === 'Agents')
    .map((leg): ChatEvent => ({ type: 'ConsultantLeft', chat: chat.id, agent: leg.agent, referenceId: null }))
  return [left, ...asked, ...consultants]
}

export const lapses = {
  CustomerGivesUp: (chat) => customerLeaves(chat, 'gave_up')
} satisfies LapseDeciders<'CustomerGivesUp'>

/** The first event of a chat; the customer is "1" to itself and its joining is the first message. */
export function begin(event: EventOf<'ChatRequested'>, at: number): Chat {
  const chat: Chat = {
    id: event.chat,
    queue: event.queue,
    subject: event.subject,
    userData: event.userData,
    startedAt: at,
    customer: {
      viewer: event.viewer,
      nickname: event.nickname,
      participantId: event.participantId,
      present: true,
      patientUntil: event.patientUntil,
      knows: { [event.participantId]: '1' },
      readUpTo: 0
    },
    agents: [],
    secondLegs: [],
    supervisors: [],
    owner: null,
    leftBehind: [],
    asks: [],
    later: [],
    messages: { entries: [], count: 0, customerCount: 0 },
    ...(event.bugs === undefined ? {} : { bugs: event.bugs })
  }
  return withMessage(chat, { at, from: customerSpeaker(chat), type: 'ParticipantJoined', visibility: 'All' })
}

export const evolve = {
  ChatQueued: (chat, { queue, patientUntil: until }) => ({ ...chat, queue, customer: { ...chat.customer, patientUntil: until } }),
  FeedRead: (chat, { upTo }) => ({ ...chat, customer: { ...chat.customer, readUpTo: upTo } }),
  CustomerLeft: (chat, _event, at) => {
    const said = withMessage(chat, { at, from: customerSpeaker(chat), type: 'ParticipantLeft', visibility: 'All' })
    return { ...said, customer: { ...said.customer, present: false, patientUntil: null } }
  }
} satisfies Evolvers<'ChatQueued' | 'FeedRead' | 'CustomerLeft'>

export const tell = {
  ChatQueued: () => [],
  FeedRead: () => [],
  ChatRequested: (chat, _event, directory) => [...customerUpdated(chat, 'StatusChange'), ...newMessage(chat, directory)],
  /** The owner sees the leaving (`All`) and the list without the customer (R12). */
  CustomerLeft: (chat, _event, directory) => [...newMessage(chat, directory), ...participantsUpdated(chat, directory), customerEnded(chat)]
} satisfies Tellers<'ChatRequested' | 'ChatQueued' | 'FeedRead' | 'CustomerLeft'>
