import type { CustomerOperation } from '../wire/customer-side.ts'
import type { MessageType } from '../wire/messages.ts'
import type { Visibility } from '../wire/chat.ts'
import type { Chat, Speaker } from './chat-state.ts'
import { legOf, roleOf, secondLegOf, withMessage } from './chat-state.ts'
import { can } from './capabilities.ts'
import { customerLeaves } from './chat.ts'
import type { Deciders, Decision, Evolvers, Tellers } from './decider.ts'
import type { ChatEvent } from './events.ts'
import { refuse } from './refusals.ts'
import { newMessage } from './tell.ts'
import { customerSpeaker, speakerOf } from './view.ts'

/** Texts and typing, to everybody or to agents only. */

/** The event of an agent saying something. Whatever a consultant says stays among agents, however it is sent (R4). */
export function said(chat: Chat, by: string, messageType: MessageType, text: string | null, wanted: Visibility): ChatEvent {
  const visibility = roleOf(chat, by) === 'consultant' ? 'Agents' : wanted
  return { type: 'MessageSent', chat: chat.id, by, messageType, text, visibility }
}

export const decide = {
  SendMessage: (chat, { by, text }) => (can(chat, by, 'SendMessage') ? [said(chat, by, 'Text', text, 'All')] : refuse('not_possible_now')),
  SendToAgents: (chat, { by, text }) => (can(chat, by, 'SendToAgents') ? [said(chat, by, 'Text', text, 'Agents')] : refuse('not_possible_now')),
  SendStartTypingNotification: (chat, { by, operationName }) =>
    can(chat, by, operationName) ? [said(chat, by, 'TypingStarted', null, 'All')] : refuse('not_possible_now'),
  SendStopTypingNotification: (chat, { by, operationName }) =>
    can(chat, by, operationName) ? [said(chat, by, 'TypingStopped', null, 'All')] : refuse('not_possible_now'),
  SendStartTypingToAgentsNotification: (chat, { by, operationName }) =>
    can(chat, by, operationName) ? [said(chat, by, 'TypingStarted', null, 'Agents')] : refuse('not_possible_now'),
  SendStopTypingToAgentsNotification: (chat, { by, operationName }) =>
    can(chat, by, operationName) ? [said(chat, by, 'TypingStopped', null, 'Agents')] : refuse('not_possible_now')
} satisfies Deciders<
  | 'SendMessage'
  | 'SendToAgents'
  | 'SendStartTypingNotification'
  | 'SendStopTypingNotification'
  | 'SendStartTypingToAgentsNotification'
  | 'SendStopTypingToAgentsNotification'
>

/** What a customer may do in its own chat. */
export function decideCustomer(chat: Chat, operation: CustomerOperation): Decision {
  if (!chat.customer.present) return refuse('chat_over')
  const bySelf = { type: 'MessageSent', chat: chat.id, by: null, visibility: 'All' } as const
  switch (operation.operationName) {
    case 'SendMessage':
      return [{ ...bySelf, messageType: 'Text', text: operation.text }]
    case 'SendStartTypingNotification':
      return [{ ...bySelf, messageType: 'TypingStarted', text: null }]
    case 'SendStopTypingNotification':
      return [{ ...bySelf, messageType: 'TypingStopped', text: null }]
    case 'Complete':
      return customerLeaves(chat, 'left')
  }
}

export const evolve = {
  MessageSent: (chat, { by, messageType, text, visibility }, at) =>
    withMessage(chat, { at, from: speaker(chat, by, visibility), type: messageType, visibility, text })
} satisfies Evolvers<'MessageSent'>

export const tell = {
  MessageSent: (chat, _event, directory) => newMessage(chat, directory)
} satisfies Tellers<'MessageSent'>

/** An agent with a second leg speaks to agents through it (R3). */
function speaker(chat: Chat, by: string | null, visibility: Visibility): Speaker {
  const leg = by === null ? undefined : legOf(chat, by)
  if (!leg) return customerSpeaker(chat)
  const secondLeg = visibility === 'Agents' ? secondLegOf(chat, leg.agent) : undefined
  return secondLeg ? speakerOf({ ...secondLeg, visibility: 'Agents' }) : speakerOf(leg)
}
