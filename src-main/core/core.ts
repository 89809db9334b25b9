import type { AgentOperation } from '../wire/operations.ts'
import type { Chat } from './chat-state.ts'
import { roleOf } from './chat-state.ts'
import * as chats from './chat.ts'
import * as consult from './consult.ts'
import type { Context, Decision, Deciders, Evolvers, Lapse, LapseDeciders, Say, Tellers } from './decider.ts'
import type { Directory } from './directory.ts'
import type { ChatEvent, Event } from './events.ts'
import * as invitation from './invitation.ts'
import * as invite from './invite.ts'
import * as leave from './leave.ts'
import * as message from './message.ts'
import { refuse } from './refusals.ts'
import * as transfer from './transfer.ts'

/** The three tables of the rules: what may be asked, what follows, who hears. Every feature file brings its rows. */

const deciders: Deciders<AgentOperation['operationName']> = {
  ...invitation.decide,
  ...message.decide,
  ...consult.decide,
  ...invite.decide,
  ...transfer.decide,
  ...leave.decide
}

const lapseDeciders: LapseDeciders<Lapse['lapse']> = { ...chats.lapses, ...invitation.lapses, ...consult.lapses, ...leave.lapses }

const evolvers: Evolvers<Exclude<ChatEvent['type'], 'ChatRequested'>> = {
  ...chats.evolve,
  ...message.evolve,
  ...invitation.evolve,
  ...consult.evolve,
  ...leave.evolve
}

const tellers: Tellers<ChatEvent['type']> = { ...chats.tell, ...message.tell, ...invitation.tell, ...consult.tell, ...leave.tell }

/** What an agent's request brings about. An outsider learns nothing of a chat (R22), except that an invitation is over (R7). */
export function decide(chat: Chat, by: string, asked: AgentOperation, context: Context): Decision {
  if (!context.directory.plan.settings.features.includes('api-multimedia')) return refuse('feature_off')
  const isAnswer = asked.operationName === 'Accept' || asked.operationName === 'Reject'
  if (!isAnswer && roleOf(chat, by) === null) return refuse('no_such_chat')
  const decider = deciders[asked.operationName] as (chat: Chat, asked: AgentOperation & { by: string }, context: Context) => Decision
  return decider(chat, { ...asked, by }, context)
}

/** What happens by itself. */
export function decideLapse(chat: Chat, lapse: Lapse, context: Context): readonly Event[] {
  const decider = lapseDeciders[lapse.lapse] as (chat: Chat, lapse: Lapse, context: Context) => readonly Event[]
  return decider(chat, lapse, context)
}

/** The chat after the event. Its first event makes it out of nothing. */
export function evolve(chat: Chat | undefined, event: ChatEvent, at: number): Chat {
  if (event.type === 'ChatRequested') return chats.begin(event, at)
  if (!chat) throw new Error(`the log has ${event.type} for chat ${event.chat}, which never began`)
  const evolver = evolvers[event.type] as (chat: Chat, event: ChatEvent, at: number) => Chat
  return evolver(chat, event, at)
}

/** Who hears what of an event, in order; `chat` and `directory` are as they are after it. */
export function tell(chat: Chat, event: ChatEvent, directory: Directory): readonly Say[] {
  const teller = tellers[event.type] as (chat: Chat, event: ChatEvent, directory: Directory) => readonly Say[]
  return teller(chat, event, directory)
}

const answeredWithReference: readonly AgentOperation['operationName'][] = ['Consult', 'Invite', 'CancelConsult']

/** The `referenceId` that the answer carries: for Consult, Invite and CancelConsult only (R14). */
export function answerReference(asked: AgentOperation['operationName'], by: string, events: readonly Event[]): number | undefined {
  if (!answeredWithReference.includes(asked)) return undefined
  for (const event of events) {
    if (event.type === 'InvitationAsked' && event.ask.by === by) return event.ask.referenceId ?? undefined
    if ((event.type === 'InvitationWithdrawn' || event.type === 'CancelCameTooLate' || event.type === 'ConsultantPromoted') && event.by === by) {
      return event.referenceId ?? undefined
    }
  }
  return undefined
}

export function isChatEvent(event: Event): event is ChatEvent {
  return 'chat' in event
}

