import { z } from 'zod'
import type { Capability } from '../wire/chat.ts'
import { cast, castName, duration, settings } from './cast.ts'

/**
 * The file of a scenario, letter by letter: the one model behind the reader, the editor and the JSON Schema. What depends on
 * the cast (is there a Ben, may a customer consult) is checked by the reader, which alone knows the names.
 */

export const text = z.string().min(1, 'must not be empty').max(64_000, 'must be at most 64,000 characters')
const note = z.string().min(1, 'must not be empty').max(1000, 'must be at most 1,000 characters')

/** Which parameters a verb needs and which it may have. */
interface VerbShape {
  readonly needs: readonly Parameter[]
  readonly may: readonly Parameter[]
}

export const parameters = ['queue', 'text', 'subject', 'target', 'note', 'chat'] as const
export type Parameter = (typeof parameters)[number]

/** What an agent can be told to do; each verb is one operation of the wire. */
export const agentVerbs = {
  accept: { needs: [], may: ['chat'] },
  reject: { needs: [], may: ['chat'] },
  say: { needs: ['text'], may: ['chat'] },
  tellAgents: { needs: ['text'], may: ['chat'] },
  type: { needs: [], may: ['chat'] },
  stopTyping: { needs: [], may: ['chat'] },
  typeToAgents: { needs: [], may: ['chat'] },
  stopTypingToAgents: { needs: [], may: ['chat'] },
  consult: { needs: ['target'], may: ['note', 'chat'] },
  cancelConsult: { needs: [], may: ['chat'] },
  invite: { needs: ['target'], may: ['note', 'chat'] },
  transfer: { needs: ['target'], may: ['note', 'text', 'chat'] },
  remove: { needs: ['target'], may: ['chat'] },
  leave: { needs: [], may: ['text', 'chat'] },
  complete: { needs: [], may: ['text', 'chat'] },
  ready: { needs: [], may: [] },
  notReady: { needs: [], may: [] },
  reload: { needs: [], may: [] }
} as const satisfies Record<string, VerbShape>

/** What a customer can be told to do. */
export const customerVerbs = {
  chat: { needs: ['queue'], may: ['text', 'subject'] },
  say: { needs: ['text'], may: [] },
  type: { needs: [], may: [] },
  stopTyping: { needs: [], may: [] },
  leave: { needs: [], may: [] }
} as const satisfies Record<string, VerbShape>

export type AgentVerb = keyof typeof agentVerbs
export type CustomerVerb = keyof typeof customerVerbs

/** Words that the language is going to know (scenario-language). */
export const wordsToCome = {
  head: ['exercise', 'bugs', 'include', 'with', 'rows', 'goals'],
  step: ['goal', 'network', 'hold', 'release', 'caption', 'cue', 'include', 'raw'],
  verb: ['raw', 'attachData', 'updateData', 'removeData', 'setDisposition', 'sendUrl', 'notice', 'monitor', 'coach', 'bargeIn'],
  expectation: ['as', 'points']
} as const

/** An agent or queue of the cast, or any address at all, for a target that the room does not know. */
export const target = z.union([castName, z.strictObject({ uri: z.string().min(1, 'must not be empty').max(2000, 'must be at most 2,000 characters') })], {
  error: 'must be the name of an agent or a queue, or { uri: "..." } for an address that is in no cast'
})

/** The parameters of a step; the key beside them is the actor's name with a verb. */
export const act = z.looseObject({
  queue: castName.optional(),
  text: text.optional(),
  subject: z.string().max(1000, 'must be at most 1,000 characters').optional(),
  target: target.optional(),
  note: note.optional(),
  chat: castName.optional().meta({ description: 'The customer whose chat is meant; the latest chat that the agent was asked into if not given' })
})

export const wait = z.strictObject({ wait: duration })

const words = z.union([z.string(), z.instanceof(RegExp)], { error: 'must be a text or a /regular expression/' })
const value = z.union([z.string(), z.number(), z.boolean(), z.null(), z.instanceof(RegExp)])

const chatStates = ['Invited', 'Chatting', 'LeftChat', 'Completed', 'Revoked'] as const
export const agentStates = [...chatStates, 'Ready', 'NotReady', 'AfterCallWork', 'Logout'] as const
export const customerStates = ['WaitingForAgent', 'Chatting', 'Completed'] as const

const capabilities = [
  'Accept',
  'Reject',
  'Transfer',
  'Leave',
  'Invite',
  'Consult',
  'SetInFocus',
  'SetDisposition',
  'AttachUserData',
  'DeleteUserData',
  'UpdateUserData',
  'SendToAgents',
  'SendStartTypingToAgentsNotification',
  'SendStopTypingToAgentsNotification',
  'Complete',
  'SendMessage',
  'SendStartTypingNotification',
  'SendStopTypingNotification',
  'CancelConsult',
  'RemoveParticipantFromConference',
  'SendUrl',
  'SendCustomNotice',
  'SendCustomNoticeToAgents',
  'SwitchToMonitor',
  'SwitchToCoach',
  'SwitchBargeIn'
] as const satisfies readonly Capability[]
const capability = z.enum(capabilities)

/** Part of what a viewer is told; whatever is not named here may be as it likes. */
export const pattern = z.strictObject({
  text: words.optional(),
  from: words.optional().meta({ description: 'A name of the cast, or a nickname' }),
  visibility: z.enum(['All', 'Agents', 'Supervisors']).optional(),
  type: z.enum(['Text', 'ParticipantJoined', 'ParticipantLeft', 'TypingStarted', 'TypingStopped', 'PushUrl', 'Notice', 'CustomNotice']).optional(),
  url: words.optional(),
  noticeText: words.optional(),
  index: z.int().optional(),
  notificationType: z.enum(['StatusChange', 'ParticipantsUpdated', 'PropertiesUpdated', 'Error', 'NewMessages']).optional(),
  messageType: z.enum(['ChatStateChangeMessage', 'MessageLogUpdated', 'ChannelStateChangeMessageV2']).optional(),
  errorMessage: words.optional(),
  referenceId: z.int().optional(),
  state: z.enum([...new Set([...chatStates, ...customerStates, 'Ready', 'NotReady', 'AfterCallWork', 'Logout'] as const)]).optional(),
  participants: z.array(words).optional().meta({ description: 'People who are among the participants' }),
  capabilities: z.array(capability).optional(),
  subject: words.optional(),
  queue: words.optional(),
  userData: z.record(z.string(), value).optional(),
  invitation: z.record(z.string(), value).optional(),
  consult: z.record(z.string(), value).optional()
})

/** What an expectation may say of a viewer, each phrase with the value that it takes. */
export const phrases = {
  hears: pattern,
  'has not heard': pattern,
  'never hears': pattern,
  is: z.enum([...new Set([...agentStates, ...customerStates])]),
  can: z.array(capability).min(1, 'must name at least one capability'),
  cannot: z.array(capability).min(1, 'must name at least one capability'),
  sees: z.array(castName),
  'gets error': pattern.nullable(),
  'is refused': z.strictObject({ statusCode: z.int().min(1).max(20).optional(), statusMessage: words.optional() }).nullable()
} as const

export type Phrase = keyof typeof phrases

/** `- Ben hears: {...}`: the key is a viewer's name with one of the phrases. */
export const expectation = z.looseObject({
  within: duration.optional().meta({ description: 'How long to wait for it; only up to now if not given' }),
  chat: castName.optional().meta({ description: 'The customer whose chat is meant' })
})

export const expectStep = z.strictObject({ expect: z.array(expectation).min(1, 'must hold at least one expectation') })
export const together = z.strictObject({ together: z.array(act).min(2, 'must hold at least two steps') })

/** Everything but the steps. */
export const scenarioHead = z.strictObject({
  format: z.literal(1).optional().meta({ description: 'The version of the language; written by the tool' }),
  scenario: z.string().min(1, 'must not be empty').max(200, 'must be at most 200 characters').meta({ description: 'The title' }),
  about: z.string().max(10_000, 'must be at most 10,000 characters').optional(),
  source: z.string().max(2000, 'must be at most 2,000 characters').optional().meta({ description: 'Where the case comes from' }),
  seed: z.int().min(0).max(0xffff_ffff).optional(),
  wire: z.enum(['classic', 'extended']).optional(),
  starts: z
    .string()
    .refine((said) => /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/.test(said) && !Number.isNaN(Date.parse(said)), 'must be a moment such as 2026-01-05T09:00Z')
    .optional(),
  zone: z
    .string({ error: 'must be an offset in quotes, such as "-0800": without them YAML reads a number' })
    .regex(/^[+-](0\d|1[0-4])[0-5]\d$/, 'must be an offset such as "-0800"')
    .optional(),
  base: z.url({ protocol: /^https?$/, error: 'must be an address such as http://localhost:8080' }).optional(),
  pace: duration.optional().meta({ description: 'How far the steps are apart; 1.5s if not given' }),
  settings: settings.optional(),
  cast
})

export const scenarioFile = scenarioHead.extend({
  steps: z.array(z.union([wait, together, expectStep, act])).min(1, 'must hold at least one step'),
  always: z.array(expectation).optional().meta({ description: 'What never happens in the whole run' })
})

export type ScenarioHead = z.infer<typeof scenarioHead>
export type ScenarioFile = z.infer<typeof scenarioFile>
export type Pattern = z.infer<typeof pattern>
export type RefusalPattern = z.infer<(typeof phrases)['is refused']>
export type CapabilityName = z.infer<typeof capability>
