import type { ChannelState } from './agent-states.ts'
import type { Capability, ChatResource, Participant } from './chat.ts'
import type { ChatMessage } from './messages.ts'
import type { CustomerNotification, Notification, Told } from './notifications.ts'

/**
 * The two dialects (rulings, top). Everything is made in `extended`; `classic` is what remains when all that the 2014 page
 * does not have is taken away. A customer's frames are the same in both.
 */
export type Dialect = 'classic' | 'extended'

const extendedCapabilities: readonly Capability[] = [
  'CancelConsult',
  'RemoveParticipantFromConference',
  'SendUrl',
  'SendCustomNotice',
  'SendCustomNoticeToAgents'
]

export function toldIn(dialect: Dialect, told: Told): Told {
  if (dialect === 'extended' || isForCustomer(told)) return told
  return classicNotification(told)
}

export function chatIn(dialect: Dialect, chat: ChatResource): ChatResource {
  return dialect === 'extended' ? chat : classicChat(chat)
}

export function messageIn(dialect: Dialect, message: ChatMessage): ChatMessage {
  return dialect === 'extended' ? message : classicMessage(message)
}

export function participantIn(dialect: Dialect, participant: Participant): Participant {
  return dialect === 'extended' ? participant : classicParticipant(participant)
}

export function channelIn(dialect: Dialect, channel: ChannelState): ChannelState {
  if (dialect === 'extended') return channel
  const { reason: _reason, ...userState } = channel.userState
  return { ...channel, userState }
}

function classicNotification(told: Notification): Notification {
  if (told.messageType === 'ChannelStateChangeMessageV2') return { ...told, channels: told.channels.map((channel) => channelIn('classic', channel)) }
  if (told.notificationType === 'NewMessages') {
    const { chatPath: _chatPath, ...said } = told
    return { ...said, messages: told.messages.map((message) => messageIn('classic', message)) }
  }
  return { ...told, chat: classicChat(told.chat) }
}

/** What the page's chat has; all else is `extended`. */
export const pageKeys: readonly string[] = ['participants', 'state', 'id', 'capabilities', 'uri', 'userData'] satisfies (keyof ChatResource)[]

function classicChat(chat: ChatResource): ChatResource {
  const page = Object.fromEntries(Object.entries(chat).filter(([key]) => pageKeys.includes(key))) as ChatResource
  return {
    ...page,
    ...(page.participants ? { participants: page.participants.map(classicParticipant) } : {}),
    ...(page.capabilities ? { capabilities: page.capabilities.filter((name) => !extendedCapabilities.includes(name)) } : {})
  }
}

function classicMessage({ treatAs: _treatAs, ...message }: ChatMessage): ChatMessage {
  return { ...message, from: classicParticipant(message.from) }
}

function classicParticipant({ nickname, type, participantId }: Participant): Participant {
  return { nickname, type, participantId }
}

/** A customer's chat is known by having neither address nor agents' capabilities. */
function isForCustomer(told: Told): told is CustomerNotification {
  if (told.messageType === 'MessageLogUpdated') return !('chatUri' in told)
  return 'chat' in told && !('uri' in told.chat)
}
