import type { AgentOperation } from '../wire/operations.ts'
import type { RoomSettings } from '../contract/room-plan.ts'
import type { Chat } from './chat-state.ts'
import { roleOf } from './chat-state.ts'
import { withStaleCapabilities } from './bugs.ts'
import * as chats from './chat.ts'
import * as consult from './consult.ts'
import * as focus from './focus.ts'
import * as handover from './handover.ts'
import type { Context, Decision, Deciders, Evolvers, Lapse, LapseDeciders, Say, Tellers } from './decider.ts'
import type { Directory } from './directory.ts'
import type { ChatEvent, Event } from './events.ts'
import * as invitation from './invitation.ts'
import * as invite from './invite.ts'
import * as leave from './leave.ts'
import * as message from './message.ts'
import { isRefusal, refuse } from './refusals.ts'
import * as supervise from './supervise.ts'
import * as transfer from './transfer.ts'
import * as userData from './user-data.ts'

/** The three tables of the rules: what may be asked, what follows, who hears. Every feature file brings its rows. */

const deciders: Deciders<AgentOperation['operationName']> = {
  ...invitation.decide,
  ...message.decide,
  ...consult.decide,
  ...invite.decide,
  ...transfer.decide,
  ...leave.decide,
  ...userData.decide,
  ...focus.decide,
  ...supervise.decide
}

const lapseDeciders: LapseDeciders<Lapse['lapse']> = { ...chats.lapses, ...invitation.lapses, ...consult.lapses, ...leave.lapses }

const evolvers: Evolvers<Exclude<ChatEvent['type'], 'ChatRequested'>> = {
  ...chats.evolve,
  ...message.evolve,
  ...invitation.evolve,
  ...consult.evolve,
  ...handover.evolve,
  ...leave.evolve,
  ...userData.evolve,
  ...focus.evolve,
  ...supervise.evolve
}

const tellers: Tellers<ChatEvent['type']> = {
  ...chats.tell,
  ...message.tell,
  ...invitation.tell,
  ...consult.tell,
  ...handover.tell,
  ...leave.tell,
  ...userData.tell,
  ...focus.tell,
  ...supervise.tell
}

/** What an agent's request brings about. An outsider learns nothing of a chat (R22), except that an invitation is over (R7). */
export function decide(chat: Chat, by: string, asked: AgentOperation, context: Context): Decision {
  const { plan, channelsOff } = context.directory
  if (!chatFeatures.some((feature) => plan.settings.features.includes(feature))) return refuse('feature_off')
  if (channelsOff.includes('chat')) return refuse('channel_off')
  const isAnswer = asked.operationName === 'Accept' || asked.operationName === 'Reject'
  if (!isAnswer && roleOf(chat, by) === null) return refuse('no_such_chat')
  const decider = deciders[asked.operationName] as (chat: Chat, asked: AgentOperation & { by: string }, context: Context) => Decision
  const decision = decider(chat, { ...asked, by }, context)
  return isRefusal(decision) ? decision : withFollowers(chat, decision)
}

/** The page asks for the one, some of its revisions for the other (wire-facts 1.0). */
const chatFeatures = ['api-multimedia', 'api-multimedia-chat'] as const

/** What happens by itself. */
export function decideLapse(chat: Chat, lapse: Lapse, context: Context): readonly Event[] {
  const decider = lapseDeciders[lapse.lapse] as (chat: Chat, lapse: Lapse, context: Context) => readonly Event[]
  return withFollowers(chat, decider(chat, lapse, context))
}

/** Who or what goes when somebody else does. */
export function withFollowers(chat: Chat, events: readonly Event[]): readonly Event[] {
  return supervise.withSupervisorsGone(chat, handover.withHandoversFailed(chat, events))
}

/** The chat after the event. Its first event makes it out of nothing. */
export function evolve(chat: Chat | undefined, event: ChatEvent, at: number): Chat {
  if (event.type === 'ChatRequested') return chats.begin(event, at)
  if (!chat) throw new Error(`the log has ${event.type} for chat ${event.chat}, which never began`)
  const evolver = evolvers[event.type] as (chat: Chat, event: ChatEvent, at: number) => Chat
  return evolver(chat, event, at)
}

/** Who hears what of an event, in order; `chat` and `directory` are as they are after it, `before` is the chat as it was. */
export function tell(chat: Chat, event: ChatEvent, directory: Directory, before?: Chat): readonly Say[] {
  const teller = tellers[event.type] as (chat: Chat, event: ChatEvent, directory: Directory) => readonly Say[]
  return withStaleCapabilities(teller(chat, event, directory), before, directory.plan)
}

/** The `referenceId` that the answer carries: for Consult, Invite and CancelConsult, unless the room says otherwise (R14). */
export function answerReference(asked: string, by: string, events: readonly Event[], { referenceIdIn }: RoomSettings): number | undefined {
  if (!referenceIdIn.includes(asked)) return undefined
  for (const event of events) {
    if ((event.type === 'InvitationAsked' || event.type === 'HandoverAsked') && event.ask.by === by) return event.ask.referenceId ?? undefined
    const isOwn = ('by' in event && event.by === by) || ('agent' in event && event.agent === by)
    if (isOwn && 'referenceId' in event && event.referenceId !== null) return event.referenceId
  }
  return undefined
}

export function isChatEvent(event: Event): event is ChatEvent {
  return 'chat' in event
}

