import type { CustomerOperation } from '../wire/customer-side.ts'
import type { MessageType } from '../wire/messages.ts'
import type { Visibility } from '../wire/chat.ts'
import type { Chat, Speaker } from './chat-state.ts'
import { legOf, roleOf, secondLegOf, supervisorOf, watching, withMessage } from './chat-state.ts'
import { can } from './capabilities.ts'
import { customerLeaves } from './chat.ts'
import type { Context, Deciders, Decision, Evolvers, Tellers } from './decider.ts'
import type { ChatEvent, EventOf } from './events.ts'
import { refuse } from './refusals.ts'
import { newMessage } from './tell.ts'
import { customerSpeaker, speakerOf, supervisorSpeaker } from './view.ts'

/** Texts, typing, web addresses and notices, to everybody or to agents only. */

/** What may go with an operation: a text, the client's word for its kind, and whether it is the system's (wire-facts 1.0). */
export interface Wording {
  readonly text?: string | undefined
  readonly messageType?: string | undefined
  readonly treatAs?: 'Normal' | 'System' | undefined
}

type Extras = Pick<EventOf<'MessageSent'>, 'word' | 'treatAs' | 'url' | 'noticeText'>

/**
 * The event of an agent saying something. Whatever a consultant says stays among agents, however it is sent (R4); what a
 * coach says is heard by the agent alone whom it watches (wire-facts 1.2).
 */
export function said(chat: Chat, by: string, messageType: MessageType, text: string | null, wanted: Visibility, extras: Extras = {}): ChatEvent {
  const role = roleOf(chat, by)
  const coached = supervisorOf(chat, by)
  const isCoach = role === 'supervisor' && coached?.mode === 'Coach'
  const visibility = role === 'consultant' || isCoach ? 'Agents' : wanted
  return { type: 'MessageSent', chat: chat.id, by, messageType, text, visibility, ...extras, ...(isCoach ? { only: coached.watches } : {}) }
}

/** The text that goes with an exit, if any. */
export function goodbyeOf(chat: Chat, by: string, wording: Wording): ChatEvent[] {
  return wording.text === undefined ? [] : [said(chat, by, 'Text', wording.text, 'All', worded(wording))]
}

function worded({ messageType, treatAs }: Wording): Extras {
  return { ...(messageType === undefined ? {} : { word: messageType }), ...(treatAs === 'System' ? { treatAs } : {}) }
}

export const decide = {
  SendMessage: (chat, { by, text, ...wording }, context) =>
    mayTalk(chat, by, 'SendMessage', context) ? [said(chat, by, 'Text', text, 'All', worded(wording))] : refuse('not_possible_now'),
  SendToAgents: (chat, { by, text, ...wording }) =>
    can(chat, by, 'SendToAgents') ? [said(chat, by, 'Text', text, 'Agents', worded(wording))] : refuse('not_possible_now'),
  SendStartTypingNotification: (chat, { by, operationName, ...wording }, context) =>
    mayTalk(chat, by, operationName, context) ? [typing(chat, by, 'TypingStarted', 'All', wording)] : refuse('not_possible_now'),
  SendStopTypingNotification: (chat, { by, operationName, ...wording }, context) =>
    mayTalk(chat, by, operationName, context) ? [typing(chat, by, 'TypingStopped', 'All', wording)] : refuse('not_possible_now'),
  SendStartTypingToAgentsNotification: (chat, { by, operationName, ...wording }) =>
    can(chat, by, operationName) ? [typing(chat, by, 'TypingStarted', 'Agents', wording)] : refuse('not_possible_now'),
  SendStopTypingToAgentsNotification: (chat, { by, operationName, ...wording }) =>
    can(chat, by, operationName) ? [typing(chat, by, 'TypingStopped', 'Agents', wording)] : refuse('not_possible_now'),
  SendUrl: (chat, { by, url }, context) => (mayTalk(chat, by, 'SendMessage', context) ? [said(chat, by, 'PushUrl', null, 'All', { url })] : refuse('not_possible_now')),
  SendCustomNotice: (chat, { by, noticeText }, context) =>
    mayTalk(chat, by, 'SendMessage', context) ? [said(chat, by, 'CustomNotice', null, 'All', { noticeText })] : refuse('not_possible_now'),
  SendCustomNoticeToAgents: (chat, { by, noticeText }) =>
    can(chat, by, 'SendToAgents') ? [said(chat, by, 'CustomNotice', null, 'Agents', { noticeText })] : refuse('not_possible_now')
} satisfies Deciders<
  | 'SendMessage'
  | 'SendToAgents'
  | 'SendStartTypingNotification'
  | 'SendStopTypingNotification'
  | 'SendStartTypingToAgentsNotification'
  | 'SendStopTypingToAgentsNotification'
  | 'SendUrl'
  | 'SendCustomNotice'
  | 'SendCustomNoticeToAgents'
>

/** What a consultant sends to everybody goes to agents, or is refused where the room has it so (R4). */
function mayTalk(chat: Chat, by: string, capability: 'SendMessage' | 'SendStartTypingNotification' | 'SendStopTypingNotification', { directory }: Context): boolean {
  const isSilenced = directory.plan.settings.consultantSays === 'refused' && roleOf(chat, by) === 'consultant'
  return !isSilenced && can(chat, by, capability)
}

function typing(chat: Chat, by: string, type: 'TypingStarted' | 'TypingStopped', visibility: Visibility, { text, ...wording }: Wording): ChatEvent {
  return said(chat, by, type, text ?? null, visibility, worded(wording))
}

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
  MessageSent: (chat, { by, messageType: type, text, visibility, word, treatAs, url, noticeText, only }, at) => {
    const extras = { word: word ?? null, treatAs: treatAs ?? null, url: url ?? null, noticeText: noticeText ?? null, only: only ?? null }
    return withMessage(chat, { at, from: speaker(chat, by, visibility), type, visibility, text, ...extras })
  }
} satisfies Evolvers<'MessageSent'>

export const tell = {
  MessageSent: (chat, _event, directory) => newMessage(chat, directory)
} satisfies Tellers<'MessageSent'>

/** An agent with a second leg speaks to agents through it (R3). */
function speaker(chat: Chat, by: string | null, visibility: Visibility): Speaker {
  const supervisor = watching(chat).find(({ agent }) => agent === by)
  if (supervisor) return supervisorSpeaker(supervisor)
  const leg = by === null ? undefined : legOf(chat, by)
  if (!leg) return customerSpeaker(chat)
  const secondLeg = visibility === 'Agents' ? secondLegOf(chat, leg.agent) : undefined
  return secondLeg ? speakerOf({ ...secondLeg, visibility: 'Agents' }) : speakerOf(leg)
}
