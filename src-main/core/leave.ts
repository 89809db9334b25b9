import type { Chat } from './chat-state.ts'
import { consultantsOf, legOf, pendingBy, roleOf, supervisorOf, visibleAgents, withMessage } from './chat-state.ts'
import { userPath } from './addresses.ts'
import { withdrawn } from './asking.ts'
import { has } from './bugs.ts'
import { can } from './capabilities.ts'
import { queued } from './chat.ts'
import type { Context, Deciders, Decision, Evolvers, LapseDeciders, Tellers } from './decider.ts'
import { nextReference } from './directory.ts'
import type { Directory } from './directory.ts'
import type { ChatEvent, EventOf } from './events.ts'
import { goodbyeOf, said } from './message.ts'
import type { Wording } from './message.ts'
import { refuse } from './refusals.ts'
import { goes } from './supervise.ts'
import { targetOf, wantedAddress } from './targets.ts'
import { customerEnded, customerUpdated, newMessage, participantsUpdated, statusChange } from './tell.ts'
import { hasDisposition } from './user-data.ts'
import { chatFor, endedChat, speakerOf } from './view.ts'

/** The ways out of a chat for an agent: leave, mark done, be removed. */
export const decide = {
  Leave: (chat, { by, ...wording }, { directory }) => {
    if (!can(chat, by, 'Leave')) return refuse('not_possible_now')
    return [...goodbyeOf(chat, by, wording), ...leaving(chat, by, nextReference(directory, by), directory)]
  },
  /** With nobody else visible the chat ends for the customer; otherwise it lives on without this agent. */
  Complete: (chat, { by, queueName, ...wording }, context) => {
    const { directory } = context
    if (!can(chat, by, 'Complete')) return refuse('not_possible_now')
    if (queueName !== undefined) return backIntoQueue(chat, by, queueName, wording, context)
    if (!hasDisposition(chat, context)) return refuse('disposition_missing')
    const referenceId = nextReference(directory, by)
    if (roleOf(chat, by) === 'left') {
      const pending = pendingBy(chat, by)
      const done: ChatEvent = { type: 'ChatMarkedDone', chat: chat.id, agent: by, referenceId }
      return pending ? [withdrawn(chat, pending), done] : [done]
    }
    const goodbye = chat.customer.present ? goodbyeOf(chat, by, wording) : []
    const other = visibleAgents(chat).find((leg) => leg.agent !== by)
    const newOwner = chat.owner === by ? (other?.agent ?? null) : chat.owner
    const consultants = other ? [] : endedConsultants(chat, chat.agents.filter((leg) => leg.visibility === 'Agents'))
    const endsChat = !other && chat.customer.present
    return [...goodbye, ...consultants, ...parting(without(chat, consultants), by, { into: 'Completed', newOwner, endsChat, referenceId })]
  },
  /** "Only an agent who is visible to all can do this" (wire-facts 5.1); both spellings of the parameter occur. */
  RemoveParticipantFromConference: (chat, { by, userUri, ...wanted }, { directory }) => {
    const role = roleOf(chat, by)
    if (role !== 'owner' && role !== 'member') return refuse('not_possible_now')
    const uri = wantedAddress(wanted) ?? userUri
    if (uri === undefined) return refuse('target_missing')
    const target = targetOf(uri, directory)
    if (!target || !('agent' in target)) return refuse('target_unknown')
    if (target.agent === by) return refuse('target_is_self')
    const leg = legOf(chat, target.agent)
    if (!leg) return refuse('target_not_in_chat')
    const path = userPath(directory.plan, leg.agent)
    const notice = said(chat, by, 'Notice', `REMOVE_PARTICIPANT_FROM_CONFERENCE${path.slice(path.lastIndexOf('/') + 1)}`, 'Agents')
    if (leg.visibility === 'Agents') return [notice, { type: 'ConsultantLeft', chat: chat.id, agent: leg.agent, referenceId: null }]
    const newOwner = chat.owner === leg.agent ? by : chat.owner
    return [notice, ...parting(chat, leg.agent, { into: 'Completed', newOwner, endsChat: false, referenceId: null })]
  }
} satisfies Deciders<'Leave' | 'Complete' | 'RemoveParticipantFromConference'>

export const lapses = {
  /** An agent whose last window has been gone for long is treated as if it had left (R21). */
  AgentGone: (chat, { agent }, { directory }) => {
    const invited = supervisorOf(chat, agent)
    if (invited?.participantId === null) return [goes(chat, invited, 'Revoked', null)]
    return can(chat, agent, 'Leave') ? leaving(chat, agent, null, directory) : []
  }
} satisfies LapseDeciders<'AgentGone'>

/** Put back into a queue: the agent is done with it, and the customer waits for another (wire-facts 1.1, Complete). */
function backIntoQueue(chat: Chat, by: string, queue: string, wording: Wording, context: Context): Decision {
  const { directory } = context
  if (!Object.hasOwn(directory.plan.queues, queue)) return refuse('queue_unknown')
  if (!chat.customer.present) return refuse('chat_over')
  if (visibleAgents(chat).some((leg) => leg.agent !== by)) return refuse('others_in_chat')
  const consultants = endedConsultants(chat, chat.agents.filter((leg) => leg.visibility === 'Agents'))
  const parted = parting(without(chat, consultants), by, { into: 'Completed', newOwner: null, endsChat: false, referenceId: nextReference(directory, by) })
  return [...goodbyeOf(chat, by, wording), ...consultants, ...parted, ...queued(chat, queue, context)]
}

/** What a Leave does depends on who stays (R10, R11; wire-facts 0.6). */
function leaving(chat: Chat, by: string, referenceId: number | null, directory: Directory): ChatEvent[] {
  const supervisor = supervisorOf(chat, by)
  if (supervisor && roleOf(chat, by) === 'supervisor') return [goes(chat, supervisor, 'Completed', referenceId)]
  if (roleOf(chat, by) === 'consultant') return [{ type: 'ConsultantLeft', chat: chat.id, agent: by, referenceId }]
  const other = visibleAgents(chat).find((leg) => leg.agent !== by)
  const consultants = chat.agents.filter((leg) => leg.visibility === 'Agents')
  const [first, ...rest] = consultants
  if (other) {
    const newOwner = chat.owner === by ? other.agent : chat.owner
    return parting(chat, by, { into: 'Completed', newOwner, endsChat: false, referenceId })
  }
  if (!first) return parting(chat, by, { into: 'LeftChat', newOwner: null, endsChat: true, referenceId })
  if (directory.plan.settings.ownerLeaves === 'end') {
    const ended = endedConsultants(chat, consultants)
    return [...ended, ...parting(without(chat, ended), by, { into: 'Completed', newOwner: null, endsChat: true, referenceId })]
  }
  const promoted: ChatEvent = { type: 'ConsultantPromoted', chat: chat.id, agent: first.agent, by: null, referenceId: null }
  const ended = endedConsultants(chat, rest)
  const staying = without(chat, [...ended, { type: 'ConsultantLeft', chat: chat.id, agent: first.agent, referenceId: null }])
  return [promoted, ...ended, ...parting(staying, by, { into: 'Completed', newOwner: first.agent, endsChat: false, referenceId })]
}

/**
 * Everything that goes with an agent who is visible to all: what it had asked for is taken back, its own consultants end as
 * in R10, then it is gone. `chat` is the chat without whoever stays in another role.
 */
export function parting(
  chat: Chat,
  agent: string,
  { into, newOwner, endsChat, referenceId }: Pick<EventOf<'AgentLeft'>, 'into' | 'newOwner' | 'endsChat' | 'referenceId'>
): ChatEvent[] {
  const pending = pendingBy(chat, agent)
  return [
    ...(pending ? [withdrawn(chat, pending)] : []),
    ...endedConsultants(chat, consultantsOf(chat, agent)),
    { type: 'AgentLeft', chat: chat.id, agent, into, newOwner, endsChat, referenceId }
  ]
}

function endedConsultants(chat: Chat, consultants: readonly { agent: string }[]): EventOf<'ConsultantLeft'>[] {
  return consultants.map(({ agent }) => ({ type: 'ConsultantLeft', chat: chat.id, agent, referenceId: null }))
}

function without(chat: Chat, left: readonly EventOf<'ConsultantLeft'>[]): Chat {
  return { ...chat, agents: chat.agents.filter((leg) => !left.some(({ agent }) => agent === leg.agent)) }
}

export const evolve = {
  AgentLeft: (chat, { agent, into, newOwner, endsChat }, at) => {
    const leg = legOf(chat, agent)
    if (!leg) return chat
    const left = withMessage(chat, { at, from: speakerOf(leg), type: 'ParticipantLeft', visibility: 'All' })
    return {
      ...left,
      agents: left.agents.filter((one) => one.agent !== agent),
      secondLegs: left.secondLegs.filter((one) => one.agent !== agent),
      leftBehind: into === 'LeftChat' ? [...left.leftBehind, agent] : left.leftBehind,
      owner: has(chat, 'owner-lost') ? null : newOwner,
      customer: endsChat ? { ...left.customer, present: false } : left.customer
    }
  },
  ChatMarkedDone: (chat, { agent }) => ({ ...chat, leftBehind: chat.leftBehind.filter((one) => one !== agent) })
} satisfies Evolvers<'AgentLeft' | 'ChatMarkedDone'>

export const tell = {
  AgentLeft: (chat, { agent, into, endsChat, referenceId }, directory) => [
    statusChange(agent, into === 'LeftChat' ? chatFor(chat, agent, directory) : endedChat(chat, 'Completed', directory), referenceId),
    ...participantsUpdated(chat, directory),
    ...(endsChat ? [customerEnded(chat)] : customerUpdated(chat, 'ParticipantsUpdated')),
    ...newMessage(chat, directory)
  ],
  ChatMarkedDone: (chat, { agent, referenceId }, directory) => [statusChange(agent, endedChat(chat, 'Completed', directory), referenceId)]
} satisfies Tellers<'AgentLeft' | 'ChatMarkedDone'>
