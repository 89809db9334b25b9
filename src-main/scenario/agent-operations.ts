import type { RoomClient } from '../contract/client.ts'
import type { AgentVerb, CustomerVerb } from '../contract/verbs.ts'
import type { CustomerOperation } from '../wire/customer-side.ts'
import type { AgentOperation, SessionOperation } from '../wire/operations.ts'
import type { Act, Target } from './scenario.ts'

/** Which request of the wire a verb makes. */

/** What an agent or a customer asks without a chat, or of somebody else's. */
type OtherVerb = 'chat' | 'reload' | 'raw' | 'intrude' | 'monitor' | 'coach' | 'bargeIn' | 'cancelMonitoring'

const sessionOperations = {
  ready: 'Ready',
  notReady: 'NotReady',
  afterCallWork: 'AfterCallWork',
  offline: 'Offline',
  doNotDisturb: 'DoNotDisturbOn',
  disturb: 'DoNotDisturbOff',
  startSession: 'StartContactCenterSession',
  endSession: 'EndContactCenterSession'
} as const satisfies Partial<Record<AgentVerb, SessionOperation['operationName']>>

/** All that a request needs to know of a room. */
export type Addresses = Pick<RoomClient, 'uriOf'>

export type SessionVerb = keyof typeof sessionOperations
export type ChatVerb = Exclude<AgentVerb | CustomerVerb, OtherVerb | SessionVerb>

export function isSessionVerb(verb: AgentVerb | CustomerVerb): verb is SessionVerb {
  return Object.hasOwn(sessionOperations, verb)
}

export function sessionOperation({ channels, place, reason }: Act, verb: SessionVerb): SessionOperation {
  if (verb !== 'startSession') return { operationName: sessionOperations[verb], ...(reason === undefined ? {} : { reason }) }
  return { operationName: 'StartContactCenterSession', ...(channels === undefined ? {} : { channels }), ...(place === undefined ? {} : { place }) }
}

export function agentOperation(act: Act, verb: ChatVerb, client: Addresses): AgentOperation {
  const { messageType, treatAs } = act
  const text = act.text ?? ''
  const note = act.note === undefined ? {} : { note: act.note }
  const classed = { ...(messageType === undefined ? {} : { messageType }), ...(treatAs === undefined ? {} : { treatAs }) }
  const goodbye = { ...(act.text === undefined ? {} : { text }), ...classed }
  switch (verb) {
    case 'accept':
      return { operationName: 'Accept' }
    case 'reject':
      return { operationName: 'Reject' }
    case 'say':
      return { operationName: 'SendMessage', text, ...classed }
    case 'tellAgents':
      return { operationName: 'SendToAgents', text, ...classed }
    case 'type':
      return { operationName: 'SendStartTypingNotification' }
    case 'stopTyping':
      return { operationName: 'SendStopTypingNotification' }
    case 'typeToAgents':
      return { operationName: 'SendStartTypingToAgentsNotification' }
    case 'stopTypingToAgents':
      return { operationName: 'SendStopTypingToAgentsNotification' }
    case 'sendUrl':
      return { operationName: 'SendUrl', url: act.url ?? '' }
    case 'notice':
      return { operationName: 'SendCustomNotice', noticeText: text }
    case 'noticeToAgents':
      return { operationName: 'SendCustomNoticeToAgents', noticeText: text }
    case 'consult':
      return { operationName: 'Consult', targetUri: uriOf(act.target, client), ...note }
    case 'cancelConsult':
      return { operationName: 'CancelConsult' }
    case 'invite':
      return { operationName: 'Invite', targetUri: uriOf(act.target, client), ...note }
    case 'transfer': {
      const to = act.target && 'queue' in act.target ? { queueName: act.target.queue } : { targetUri: uriOf(act.target, client) }
      return { operationName: 'Transfer', ...to, ...note, ...goodbye }
    }
    case 'remove':
      return { operationName: 'RemoveParticipantFromConference', targetUri: uriOf(act.target, client) }
    case 'leave':
      return { operationName: 'Leave', ...goodbye }
    case 'complete':
      return { operationName: 'Complete', ...(act.queue === undefined ? {} : { queueName: act.queue }), ...goodbye }
    case 'attachData':
      return { operationName: 'AttachUserData', userData: act.data ?? {} }
    case 'updateData':
      return { operationName: 'UpdateUserData', userData: act.data ?? {} }
    case 'removeData':
      return { operationName: 'DeleteUserData', keys: [...(act.keys ?? [])] }
    case 'setDisposition':
      return { operationName: 'SetDisposition', disposition: act.disposition ?? '', ...(act.key === undefined ? {} : { dispositionKey: act.key }) }
    case 'focus':
      return { operationName: 'SetInFocus' }
    case 'switchTo':
      return { operationName: `SwitchTo${act.mode ?? 'Monitor'}` }
  }
}

export function customerOperation(act: Act, verb: ChatVerb): CustomerOperation {
  switch (verb) {
    case 'say':
      return { operationName: 'SendMessage', text: act.text ?? '' }
    case 'type':
      return { operationName: 'SendStartTypingNotification' }
    case 'stopTyping':
      return { operationName: 'SendStopTypingNotification' }
    case 'leave':
      return { operationName: 'Complete' }
    default:
      throw new Error(`line ${act.line}: a customer cannot ${verb}, and the reader let it pass`)
  }
}

/** The address that the wire gives a target. */
export function uriOf(target: Target | undefined, client: Addresses): string {
  if (!target) throw new Error('a step without its target came past the reader')
  if ('uri' in target) return target.uri
  return 'agent' in target ? client.uriOf('agent', target.agent) : client.uriOf('queue', target.queue)
}
