import { z } from 'zod'
import { userData } from './chat.ts'
import { channelName, stateOperations } from './agent-states.ts'
import { nickname } from './nickname.ts'

/** What an agent may ask (wire-facts 1.1, 4.2, 4.3). Unknown keys are ignored, as by the API. */

const text = z.string().min(1, 'must not be empty').max(64_000, 'must be at most 64,000 characters')
const uri = z.string().min(1, 'must not be empty').max(2000, 'must be at most 2,000 characters')

/** An address as `targetUri`, or its path as `targetPath`, as the API's newer pages spell it (wire-facts 1.2). */
const target = { targetUri: uri.optional(), targetPath: uri.optional() }

/** A text that may go with it, how clients shall class it, and whether it shall be treated as the system's (wire-facts 1.0). */
const wording = {
  messageType: z.string().min(1, 'must not be empty').max(200, 'must be at most 200 characters').optional(),
  treatAs: z.enum(['Normal', 'System'], 'must be Normal or System').optional()
}
const goodbye = { text: text.optional(), ...wording }

/** Ours, not the page's: why the colleague is asked. Only the invited agent sees it (R1). */
const note = z.string().max(1000, 'must be at most 1,000 characters').optional().meta({ description: 'Ours: why the colleague is asked; only the invited agent sees it' })

const isWebAddress = (address: string): boolean => /^https?:$/.test(URL.parse(address)?.protocol ?? '')

const noticeText = z.string().min(1, 'must not be empty').max(64_000, 'must be at most 64,000 characters')

/** One operation of the API, known by its name. */
function operation<Name extends string, Shape extends z.core.$ZodLooseShape>(name: Name, parameters: Shape, description: string) {
  return z.object({ operationName: z.literal(name), ...parameters }).meta({ id: name, description })
}

/** One that needs any of these parameters; where none is given, the first is said to be missing. */
function operationWithOneOf<Name extends string, Shape extends z.core.$ZodLooseShape>(name: Name, parameters: Shape, oneOf: readonly [string, ...string[]], description: string) {
  const isGiven = (body: Record<string, unknown>): boolean => oneOf.some((key) => body[key] !== undefined)
  return z
    .object({ operationName: z.literal(name), ...parameters })
    .refine(isGiven, { path: [oneOf[0]], message: 'received undefined' })
    .meta({ id: name, description: `${description}. Needs ${oneOf.join(' or ')}` })
}

/** On `POST /me/chats/{id}`. */
export const agentOperation = z.discriminatedUnion('operationName', [
  operation('Accept', { nickname: nickname.optional(), saveLAR: z.boolean().optional() }, 'Enters the chat that one is invited to'),
  operation('Reject', {}, 'Declines an invitation'),
  operation('SendMessage', { text, ...wording }, 'Says something to everybody; a consultant says it to agents only'),
  operation('SendToAgents', { text, ...wording }, 'Says something to agents only'),
  operation('SendStartTypingNotification', goodbye, 'Shows everybody that one types'),
  operation('SendStopTypingNotification', goodbye, 'Shows everybody that one types no more'),
  operation('SendStartTypingToAgentsNotification', goodbye, 'Shows agents that one types'),
  operation('SendStopTypingToAgentsNotification', goodbye, 'Shows agents that one types no more'),
  operation('SendUrl', { url: z.string().max(8000, 'must be at most 8,000 characters').refine(isWebAddress, 'must be an address that begins with http:// or https://') }, 'Pushes a web address'),
  operation('SendCustomNotice', { noticeText }, 'Sends a notice of the client\'s own to everybody'),
  operation('SendCustomNoticeToAgents', { noticeText }, 'Sends a notice of the client\'s own to agents only'),
  operationWithOneOf('Consult', { ...target, note }, ['targetUri', 'targetPath'], 'Privately brings another agent or a queue into the chat'),
  operation('CancelConsult', {}, 'Takes a consult back that nobody has accepted yet'),
  operationWithOneOf('Invite', { ...target, note }, ['targetUri', 'targetPath'], 'Makes it a conference'),
  operationWithOneOf('Transfer', { ...target, queueName: z.string().min(1, 'must not be empty').optional(), note, ...goodbye }, ['targetUri', 'targetPath', 'queueName'], 'Hands the chat over'),
  operation('Leave', goodbye, 'Leaves the chat'),
  operation('Complete', { queueName: z.string().min(1, 'must not be empty').optional(), saveLAR: z.boolean().optional(), ...goodbye }, 'Marks the chat done, or puts it back into a queue'),
  operationWithOneOf('RemoveParticipantFromConference', { ...target, userUri: uri.optional() }, ['targetUri', 'targetPath', 'userUri'], 'Removes another agent from a conference or a consult'),
  operation('SetDisposition', { disposition: z.string().min(1, 'must not be empty').max(1000), dispositionKey: z.string().min(1).max(200).optional() }, 'Says how the chat ended'),
  operation('AttachUserData', { userData }, 'Adds to what is attached to the chat'),
  operation('UpdateUserData', { userData }, 'Overwrites what is attached to the chat under these keys'),
  operation('DeleteUserData', { keys: z.array(z.string().min(1).max(200)).min(1, 'must name at least one key').max(500, 'must name at most 500 keys') }, 'Removes what is attached under these keys'),
  operation('SetInFocus', {}, 'This is the chat that the agent looks at'),
  operation('InFocus', {}, 'The older name of SetInFocus'),
  operation('SwitchToMonitor', {}, 'A supervisor goes on without being seen or heard'),
  operation('SwitchToCoach', {}, 'A supervisor goes on, seen by agents and heard by the agent alone'),
  operation('SwitchToBargeIn', {}, 'A supervisor goes on, seen and heard by everybody')
])

/** On `POST /me` for all channels, on `POST /me/channels/{channel}` for one, and a supervisor's on `POST /users/{id}/channels/{channel}`. */
export const stateChange = z
  .object({
    operationName: z.enum(stateOperations),
    reason: z.string().trim().min(1, 'must not be empty').max(200, 'must be at most 200 characters').optional().meta({ description: 'Ours: why one is not ready; kept until the readiness changes' })
  })
  .meta({ id: 'ChangeState', description: 'Changes the readiness; `Offline` logs the channel out, and calls and chats are offered to nobody whom `DoNotDisturbOn` shields' })

/** On `POST /me`: the session and the readiness on all channels. */
export const sessionOperation = z.discriminatedUnion('operationName', [
  operation(
    'StartContactCenterSession',
    {
      channels: z.array(channelName).max(20).optional(),
      place: z.string().min(1).max(200).optional(),
      loginCode: z.string().max(200).optional(),
      queue: z.string().max(200).optional(),
      devicePath: z.string().max(2000).optional(),
      mobileSession: z.union([z.boolean(), z.record(z.string(), z.unknown())], 'must be true, false or an object').optional()
    },
    'Opens the channels on which the agent works'
  ),
  operation('EndContactCenterSession', {}, 'Ends the work and the HTTP session'),
  stateChange
])

const monitoring = {
  supervisorMonitoringMode: z.enum(['NextChat', 'AllChats'], 'must be NextChat or AllChats').optional(),
  nickname: nickname.optional()
}

/** A supervisor's on `POST /users/{id}/channels/chat` (wire-facts 1.2). */
export const supervisorOperation = z.discriminatedUnion('operationName', [
  operation('Monitor', monitoring, "Is asked into the agent's next chats, to watch"),
  operation('Coach', monitoring, "Is asked into the agent's next chats, to coach"),
  operation('BargeIn', monitoring, "Is asked into the agent's next chats, to speak"),
  operation('CancelSupervisorMonitoring', {}, "Is asked into no more of the agent's chats")
])

/** All that a supervisor may ask on the channel `chat` of another; on the other channels there is only its readiness to change. */
export const userChatOperation = z.discriminatedUnion('operationName', [supervisorOperation, stateChange])

/** A supervisor's on `POST /users/{id}/chats/{chatId}`. */
export const intrudeOperation = z.discriminatedUnion('operationName', [
  operation(
    'Intrude',
    { supervisorVisibilityMode: z.enum(['Monitor', 'Coach', 'BargeIn'], 'must be Monitor, Coach or BargeIn').optional(), nickname: nickname.optional() },
    'Is asked into a chat that the agent has now'
  )
])

export type AgentOperation = z.infer<typeof agentOperation>
export type AgentOperationName = AgentOperation['operationName']
export type SessionOperation = z.infer<typeof sessionOperation>
export type StateChange = z.infer<typeof stateChange>
export type SupervisorOperation = z.infer<typeof supervisorOperation>
export type IntrudeOperation = z.infer<typeof intrudeOperation>
