import type { ChatResource, ConsultMark, InvitationMark, Participant, PendingMark, Visibility } from '../wire/chat.ts'
import type { ChatMessage, CustomerMessage, CustomerParticipant } from '../wire/messages.ts'
import type { CustomerChat, CustomerOperationName } from '../wire/customer-side.ts'
import type { Viewer } from '../contract/viewer.ts'
import type { RoomPlan } from '../contract/room-plan.ts'
import { chatUri, userPath } from './addresses.ts'
import { nameOf } from './names.ts'
import { maySee } from './visibility.ts'
import type { Directory } from './directory.ts'
import { capabilitiesOf } from './capabilities.ts'
import { epochMs, timestamp } from './clock.ts'
import { consultantsOf, eyeOf, legOf, mayHear, messagesOf, pendingBy, ringingFor, roleOf, supervisorOf, visibilityOf, visibleAgents, watching } from './chat-state.ts'
import type { Ask, Chat, Message, Speaker, SupervisorLeg } from './chat-state.ts'

/** May this viewer read the chat at all? An invited agent only where `preview` allows it (R1). */
export function mayRead(chat: Chat, viewer: Viewer, preview: boolean): boolean {
  if (!viewer.startsWith('agent:')) return chat.customer.viewer === viewer
  const role = roleOf(chat, nameOf(viewer))
  return role === 'invited' ? preview : role !== null
}

/** Agents who are told what happens in the chat, supervisors among them. */
export function agentsIn(chat: Chat): Viewer[] {
  return [...chat.agents, ...watching(chat)].map((leg): Viewer => `agent:${leg.agent}`)
}

/** The chat as one agent sees it, in the dialect `extended`. Keys in the page's order; what we add comes after. */
export function chatFor(chat: Chat, agent: string, directory: Directory): ChatResource {
  const { plan } = directory
  const consult = consultMark(chat, agent, plan)
  const pending = pendingMark(chat, agent, plan)
  return {
    participants: roleOf(chat, agent) === 'invited' ? [] : participantsFor(chat, agent, plan),
    state: stateFor(chat, agent),
    id: chat.id,
    capabilities: capabilitiesOf(chat, agent, plan.settings),
    uri: chatUri(plan, chat.id),
    path: `/chats/${chat.id}`,
    ...(consult ? { consult } : {}),
    ...(pending ? { pending } : {})
  }
}

/** The same with what only GET and the invitation carry. */
export function wholeChatFor(chat: Chat, agent: string, directory: Directory): ChatResource {
  const { plan } = directory
  const invitation = invitationFor(chat, agent, plan)
  return {
    ...chatFor(chat, agent, directory),
    userData: chat.userData,
    subject: chat.subject,
    queue: chat.queue,
    startedAt: epochMs(plan, chat.startedAt),
    receivedDate: timestamp(plan, chat.startedAt),
    chatType: 'Inbound',
    suggestedQueueUris: [],
    ...(invitation ? { invitation } : {})
  }
}

/** What is left of a chat that is over for an agent: id, uri and state (wire-facts 1.1, Complete). */
export function endedChat(chat: Chat, state: 'Completed' | 'Revoked', directory: Directory): ChatResource {
  return { id: chat.id, uri: chatUri(directory.plan, chat.id), state, path: `/chats/${chat.id}` }
}

function stateFor(chat: Chat, agent: string): ChatResource['state'] {
  switch (roleOf(chat, agent)) {
    case 'invited':
      return 'Invited'
    case 'left':
      return 'LeftChat'
    case null:
      return 'Completed'
    default:
      return 'Chatting'
  }
}

/**
 * Everybody in the chat whom this agent may see, in the order of R3: without a second leg, agents by time of joining and then
 * the customer; with one, second legs and consultants by birth, the customer, then the other agents.
 */
export function participantsFor(chat: Chat, agent: string, plan: RoomPlan): Participant[] {
  const eye = eyeOf(chat, `agent:${agent}`)
  const supervisors = watching(chat).map(supervisorSpeaker).filter(({ visibility }) => maySee(eye, visibility))
  const agents = [...chat.agents.map((leg) => speakerOf(leg)), ...supervisors]
  const customer = chat.customer.present ? [customerSpeaker(chat)] : []
  if (chat.secondLegs.length === 0) return [...agents, ...customer].map((speaker) => participant(speaker, chat.id, plan))
  const isPrivate = (speaker: Speaker) => speaker.visibility !== 'All'
  const secondLegs = chat.secondLegs.map((leg): Speaker => ({ ...leg, visibility: 'Agents' }))
  const aside = [...secondLegs, ...agents.filter(isPrivate)].sort((one, other) => birth(one) - birth(other))
  return [...aside, ...customer, ...agents.filter((speaker) => !isPrivate(speaker))].map((speaker) => participant(speaker, chat.id, plan))
}

/** The time and the counter inside a participantId (R17). */
function birth({ participantId }: Speaker): number {
  return Number.parseInt(participantId.slice(4), 16)
}

function participant(speaker: Speaker, chatId: string, plan: RoomPlan): Participant {
  const { agent, nickname, participantId, visibility, watches } = speaker
  const path = agent === null ? `/chats/${chatId}/participants/${participantId}` : userPath(plan, agent)
  const id = path.slice(path.lastIndexOf('/') + 1)
  const known = { nickname, type: agent === null ? 'Customer' : 'Agent', participantId, id, uri: `${plan.base}/api/v2${path}`, path, visibility } as const
  return watches === undefined ? known : { ...known, watches: userPath(plan, watches) }
}

export function speakerOf(leg: { agent: string; nickname: string; participantId: string; visibility: Visibility }): Speaker {
  const { agent, nickname, participantId, visibility } = leg
  return { agent, nickname, participantId, visibility }
}

export function supervisorSpeaker({ agent, nickname, participantId, mode, watches }: SupervisorLeg & { participantId: string }): Speaker {
  return { agent, nickname, participantId, visibility: visibilityOf(mode), watches }
}

export function customerSpeaker(chat: Chat): Speaker {
  return { agent: null, nickname: chat.customer.nickname, participantId: chat.customer.participantId, visibility: 'All' }
}

/** All that an agent may see of the log from an index on, or from its own joining where the room has it so (R2). */
export function messagesFor(chat: Chat, viewer: Viewer, plan: RoomPlan, wantedFrom = 1): ChatMessage[] {
  const from = Math.max(wantedFrom, readsFrom(chat, nameOf(viewer), plan))
  return messagesOf(chat)
    .filter((message) => message.index >= from && mayHear(chat, viewer, message))
    .map((message) => messageFor(message, chat, plan))
}

function readsFrom(chat: Chat, agent: string, { settings }: RoomPlan): number {
  const leg = legOf(chat, agent)
  if (leg) return leg.readsFrom
  const isPreview = settings.history === 'none' && ringingFor(chat, agent)?.kind === 'consult'
  return isPreview ? Number.POSITIVE_INFINITY : 1
}

export function messageFor(message: Message, chat: Chat, plan: RoomPlan): ChatMessage {
  const { word, treatAs, type } = message
  const isTyping = type === 'TypingStarted' || type === 'TypingStopped'
  return {
    index: message.index,
    from: participant(message.from, chat.id, plan),
    ...(word !== null && plan.settings.includeMessageType ? { messageType: word } : {}),
    ...(treatAs === null ? {} : { treatAs }),
    ...(message.text === null || (isTyping && !plan.settings.typingPreview) ? {} : { text: message.text }),
    ...(message.url === null ? {} : { url: message.url }),
    ...(message.noticeText === null ? {} : { noticeText: message.noticeText }),
    timestamp: timestamp(plan, message.at),
    visibility: message.visibility,
    type: message.type,
    timestampSeconds: epochMs(plan, message.at)
  }
}

/** The customer's own log: numbered without gaps, no times, nobody whom it may not see (R15). */
export function customerMessages(chat: Chat, from = 1): CustomerMessage[] {
  return messagesOf(chat).flatMap((message) => ((message.customerIndex ?? 0) < from ? [] : (customerMessage(message, chat) ?? [])))
}

/** Null for what the customer never sees. */
export function customerMessage(message: Message, chat: Chat): CustomerMessage | null {
  if (message.customerIndex === null) return null
  return {
    index: message.customerIndex,
    from: customerParticipant(message.from, chat),
    ...(message.text === null || message.type !== 'Text' ? {} : { text: message.text }),
    ...(message.url === null ? {} : { url: message.url }),
    ...(message.noticeText === null ? {} : { noticeText: message.noticeText }),
    type: message.type
  }
}

const customerCapabilities: readonly CustomerOperationName[] = ['SendMessage', 'SendStartTypingNotification', 'SendStopTypingNotification', 'Complete']

export function customerChat(chat: Chat): CustomerChat {
  // In the order in which the customer got to know them: that of joining would tell who was there unseen (R15).
  const number = ({ participantId }: Speaker): number => Number(chat.customer.knows[participantId])
  const agents = [...visibleAgents(chat).map(speakerOf), ...bargingIn(chat)].sort((one, other) => number(one) - number(other))
  const everybody = chat.customer.present ? [...agents, customerSpeaker(chat)] : []
  return {
    capabilities: chat.customer.present ? [...customerCapabilities] : [],
    id: chat.id,
    participants: everybody.map((speaker) => customerParticipant(speaker, chat)),
    state: customerState(chat)
  }
}

function bargingIn(chat: Chat): Speaker[] {
  return watching(chat).flatMap((leg) => (leg.mode === 'BargeIn' ? [supervisorSpeaker(leg)] : []))
}

function customerState(chat: Chat): CustomerChat['state'] {
  if (!chat.customer.present) return 'Completed'
  return visibleAgents(chat).length > 0 ? 'Chatting' : 'WaitingForAgent'
}

function customerParticipant(speaker: Speaker, chat: Chat): CustomerParticipant {
  return { nickname: speaker.nickname, type: speaker.agent ? 'Agent' : 'Customer', participantId: chat.customer.knows[speaker.participantId] ?? '' }
}

function invitationFor(chat: Chat, agent: string, plan: RoomPlan): InvitationMark | null {
  const ringing = ringingFor(chat, agent)
  if (ringing) return invitationMark(chat, ringing, plan)
  const supervisor = supervisorOf(chat, agent)
  if (!supervisor || supervisor.participantId !== null) return null
  return { kind: 'supervision', from: legOf(chat, supervisor.watches)?.nickname ?? supervisor.watches }
}

export function invitationMark(chat: Chat, ask: Ask, plan: RoomPlan): InvitationMark {
  return {
    kind: ask.kind,
    from: ask.by ? (legOf(chat, ask.by)?.nickname ?? plan.agents[ask.by]?.nickname ?? ask.by) : chat.customer.nickname,
    ...(ask.note ? { note: ask.note } : {}),
    ...(ask.ringing ? { expiresAt: epochMs(plan, ask.ringing.answerBy) } : {})
  }
}

/** Where the agent's own consult stands; a pending one before a running one (R1b). */
function consultMark(chat: Chat, agent: string, plan: RoomPlan): ConsultMark | null {
  const pending = pendingBy(chat, agent)
  if (pending?.kind === 'consult') {
    const expiresAt = pending.ringing?.answerBy ?? pending.until
    return {
      state: 'pending',
      target: 'agent' in pending.target ? pending.target.agent : pending.target.queue,
      referenceId: pending.referenceId ?? 0,
      ...(expiresAt === null ? {} : { expiresAt: epochMs(plan, expiresAt) })
    }
  }
  const consultant = consultantsOf(chat, agent).at(-1)
  return consultant ? { state: 'active', target: consultant.agent, referenceId: consultant.referenceId ?? 0 } : null
}

/** What else the agent waits for an answer to, so that a reload shows it. */
function pendingMark(chat: Chat, agent: string, plan: RoomPlan): PendingMark | null {
  const pending = pendingBy(chat, agent)
  if (!pending || (pending.kind !== 'transfer' && pending.kind !== 'conference')) return null
  const expiresAt = pending.ringing?.answerBy ?? pending.until
  return {
    kind: pending.kind,
    target: 'agent' in pending.target ? pending.target.agent : pending.target.queue,
    referenceId: pending.referenceId ?? 0,
    ...(expiresAt === null ? {} : { expiresAt: epochMs(plan, expiresAt) })
  }
}
