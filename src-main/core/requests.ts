import type { Answer, FaultChange, OnChannel, Request } from '../contract/client.ts'
import { nameOf } from './names.ts'
import { decideSession } from './agent.ts'
import type { Chat } from './chat-state.ts'
import { decideRequestChat } from './chat.ts'
import { answerReference, decide, withFollowers } from './core.ts'
import type { Context, Decision } from './decider.ts'
import type { Event } from './events.ts'
import { faultFor } from './fault.ts'
import { decideCustomer } from './message.ts'
import { isRefusal, refuse } from './refusals.ts'
import { decideIntrude, decideMonitoring } from './supervise.ts'

/** Which rule a request is for, and what its asker is answered. */

/** The chats of a room: those that live, and those that are over. */
export interface Chats {
  live(id: string): Chat | undefined
  any(id: string): Chat | undefined
}

export function decideRequest(request: Request, chats: Chats, context: Context): Decision {
  const { operationName } = request.operation
  const agent = request.viewer?.startsWith('agent:') ? nameOf(request.viewer) : null
  const fault = isInternal(operationName) ? null : faultFor(operationName, agent, context.directory)
  return fault ?? ruled(request, chats, context)
}

/** What windows and doors report by themselves, and what the trainer does: no fault meets it. */
function isInternal(operationName: Request['operation']['operationName']): boolean {
  return ['ChannelOpened', 'ChannelClosed', 'ReadFeed', 'SetFaults', 'SwitchChannel'].includes(operationName)
}

function ruled(request: Request, chats: Chats, context: Context): Decision {
  const { viewer, chat: id, operation } = request
  switch (operation.operationName) {
    case 'SetFaults':
    case 'SwitchChannel':
      return changeFaults(operation)
    case 'RequestChat':
      return decideRequestChat(viewer?.startsWith('customer:') ? nameOf(viewer) : null, operation, context)
  }
  if (viewer === null) return refuse('no_such_chat')
  const by = nameOf(viewer)
  if (!viewer.startsWith('agent:')) return ofCustomer(request, chats)
  switch (operation.operationName) {
    case 'Monitor':
    case 'Coach':
    case 'BargeIn':
    case 'CancelSupervisorMonitoring':
      return isChatOff(context) ? refuse('channel_off') : decideMonitoring(by, operation, context.directory)
    case 'Intrude':
      return isChatOff(context) ? refuse('channel_off') : decideIntrude(chats.live(id ?? ''), by, operation, context.directory)
    case 'StartContactCenterSession':
    case 'EndContactCenterSession':
    case 'ChannelOpened':
    case 'ChannelClosed':
    case 'Ready':
    case 'NotReady':
    case 'AfterCallWork':
    case 'Offline':
    case 'DoNotDisturbOn':
    case 'DoNotDisturbOff':
      return decideSession(by, operation as OnChannel, context.directory)
    case 'ReadFeed':
      return refuse('no_such_chat')
  }
  const chat = chats.live(id ?? '')
  return chat ? decide(chat, by, operation as Parameters<typeof decide>[2], context) : refuse('no_such_chat')
}

function isChatOff({ directory }: Context): boolean {
  return directory.channelsOff.includes('chat')
}

/** A customer speaks in its own chat alone; of others it learns not even whether they exist (R22). */
function ofCustomer({ viewer, chat: id, operation }: Request, chats: Chats): Decision {
  const chat = chats.live(id ?? '')
  if (!chat || chat.customer.viewer !== viewer) return refuse(chats.any(id ?? '')?.customer.viewer === viewer ? 'chat_over' : 'no_such_chat')
  switch (operation.operationName) {
    case 'ReadFeed': {
      const upTo = chat.messages.customerCount
      return upTo === chat.customer.readUpTo ? [] : [{ type: 'FeedRead', chat: chat.id, upTo }]
    }
    case 'SendMessage':
    case 'SendStartTypingNotification':
    case 'SendStopTypingNotification':
    case 'Complete': {
      const decision = decideCustomer(chat, operation)
      return isRefusal(decision) ? decision : withFollowers(chat, decision)
    }
    default:
      return refuse('not_possible_now')
  }
}

function changeFaults(asked: FaultChange): Decision {
  if (asked.operationName === 'SetFaults') return [{ type: 'FaultsSet', faults: asked.faults }]
  return [{ type: 'ChannelSwitched', channel: asked.channel, on: asked.on }]
}

/** What the asker is answered where nothing was refused. */
export function answerTo(request: Request, events: readonly Event[], { directory }: Context): Answer {
  const [first] = events
  if (first?.type === 'ChatRequested') return { statusCode: 0, chat: first.chat }
  if (first?.type === 'SessionStarted' && first.failed.length > 0) {
    const failed = first.failed.map(({ channel, statusMessage }) => ({ statusCode: 4 as const, statusMessage, channel: medium(channel) }))
    return { statusCode: 7, failed, succeeded: first.channels.map((channel) => ({ statusCode: 0, channel: medium(channel) })) }
  }
  if (!request.viewer?.startsWith('agent:') || request.chat === null) return { statusCode: 0 }
  const referenceId = answerReference(request.operation.operationName, nameOf(request.viewer), events, directory.plan.settings)
  return referenceId === undefined ? { statusCode: 0 } : { statusCode: 0, referenceId }
}

/** The answer to a session speaks of `multimedia` where the request said `chat` (wire-facts 4.1). */
function medium(channel: string): string {
  return channel === 'voice' ? channel : 'multimedia'
}
