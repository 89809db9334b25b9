import { z } from 'zod'
import type { Capability } from '../wire/chat.ts'
import { bug } from './bugs.ts'
import { cast, castName, operationName, settings } from './cast.ts'
import { duration, durationOrNatural } from './duration.ts'
import { actStep, captureName, textId } from './verbs.ts'

/**
 * The file of a scenario, letter by letter: the one model behind the reader, the editor and the JSON Schema. What depends on
 * the cast (is there a Ben, may a customer consult) is checked by the reader, which alone knows the names.
 */

export const wait = z.strictObject({ wait: durationOrNatural })

const shown = z.string().min(1, 'must not be empty').max(1000, 'must be at most 1,000 characters')

/** What the audience reads; it takes no time. */
export const caption = z.strictObject({ caption: shown, id: textId.optional() })

const points = z.int().min(-1000).max(1000)

/** What a seat of an exercise should do. It is kept as it is said; scoring reads it. */
export const goal = z.strictObject({
  goal: shown.meta({ description: 'Who should do what, such as "Anna consults Ben"' }),
  within: duration.optional().meta({ description: 'How soon after the step before it' }),
  hint: shown.optional().meta({ description: 'What helps, where the mode of playing gives help' }),
  points: points.optional(),
  id: textId.optional().meta({ description: 'By which locales/<tag>.yaml knows the hint' })
})

const given = z.union([z.string().max(64_000), z.number(), z.boolean(), z.null()], { error: 'must be a text, a number, true, false or null' })
const givens = z.record(captureName, given)

/** The steps of a part, with what its `$name`s stand for. */
export const include = z.strictObject({
  include: z.string().min(1, 'must not be empty').max(1000, 'must be at most 1,000 characters').meta({ description: 'A file beside this one that begins with "part:"' }),
  with: givens.optional().meta({ description: 'What $name stands for in the part' })
})

/** A scenario is played once a row, with `$column` replaced. */
export const rows = z.union([z.string().regex(/\.csv$/i, 'must be the name of a file that ends in .csv, or a list of rows'), z.array(givens).min(1, 'must hold at least one row').max(1000)], {
  error: 'must be a list of rows, or the name of a file such as customers.csv'
})

/** Where the run waits for the presenter's key; in virtual time it goes on at once. */
export const cue = z.strictObject({ cue: shown.nullable().meta({ description: 'What the presenter is told; may be left out' }), id: textId.optional() })

/** `$ref`: what was captured under that name. */
const reuse = z.string().regex(/^\$[A-Za-z_]\w*$/, 'must be a whole number, or $name for one that was captured')
const number = z.union([z.int(), reuse], { error: 'must be a whole number, or $name for one that was captured' })
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
  index: number.optional(),
  notificationType: z.enum(['StatusChange', 'ParticipantsUpdated', 'PropertiesUpdated', 'Error', 'NewMessages']).optional(),
  messageType: z.enum(['ChatStateChangeMessage', 'MessageLogUpdated', 'ChannelStateChangeMessageV2']).optional(),
  errorMessage: words.optional(),
  referenceId: number.optional(),
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

/** What becomes of what one viewer is told, on the way to it. */
export const network = z.strictObject({
  network: z.enum(['drop', 'delay', 'duplicate', 'reorder', 'disconnect', 'reconnect']).meta({ description: 'reconnect mends the line, whatever was wrong with it' }),
  of: castName.meta({ description: 'Whose line it is' }),
  by: duration.optional().meta({ description: 'How much later everything arrives; goes with delay' }),
  for: duration.optional().meta({ description: 'How long; until a "network: reconnect" if not given' }),
  catchUp: z.boolean().optional().meta({ description: 'What the line lost arrives when it is mended; true after disconnect and false after drop if not given' })
})

/** `- Ben hears: {...}`: the key is a viewer's name with one of the phrases. */
export const expectation = z.looseObject({
  within: duration.optional().meta({ description: 'How long to wait for it; only up to now if not given' }),
  chat: castName.optional().meta({ description: 'The customer whose chat is meant' }),
  points: points.optional().meta({ description: 'What it counts in an exercise; only beneath always' }),
  as: z
    .record(captureName, z.string().regex(/^[A-Za-z]\w*(\.\w+)*$/, 'must be a field of what is heard, such as referenceId or userData.tier'), {
      error: 'must be { name: field }, such as { ref: referenceId }'
    })
    .optional()
    .meta({ description: 'The names to keep fields of what was heard under; $name uses them again' })
})

/** Requests that do not arrive until they are released, to force who wins. */
export const hold = z.strictObject({
  hold: castName.meta({ description: 'Whose requests are held on their way' }),
  operation: operationName.optional().meta({ description: 'Only this operation of the wire, such as CancelConsult; all if not given' }),
  until: expectation.optional().meta({ description: 'Released when this holds, such as { Ben is: Chatting }' }),
  for: duration.optional().meta({ description: 'Released after so long' })
})

/** What was held arrives now, in the order in which it was asked. */
export const release = z.strictObject({ release: castName })

export const expectStep = z.strictObject({ expect: z.array(expectation).min(1, 'must hold at least one expectation') })
export const together = z.strictObject({ together: z.array(actStep).min(2, 'must hold at least two steps') })

const title = z.string().min(1, 'must not be empty').max(200, 'must be at most 200 characters').meta({ description: 'The title' })

/** Everything but the steps. */
export const scenarioHead = z.strictObject({
  format: z.literal(1).optional().meta({ description: 'The version of the language; written by the tool' }),
  scenario: title,
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
  pace: durationOrNatural.optional().meta({ description: 'How far the steps are apart; 1.5s if not given' }),
  settings: settings.optional(),
  bugs: z.array(bug).min(1, 'must name at least one bug').optional().meta({ description: 'Defects that the room has on purpose' }),
  with: rows.optional().meta({ description: 'Rows, or a CSV file with rows: the scenario is played once a row, with $column replaced' }),
  cast
})

const steps = z.array(z.union([wait, together, expectStep, caption, cue, goal, include, network, hold, release, actStep])).min(1, 'must hold at least one step')

const body = {
  steps,
  always: z.array(expectation).optional().meta({ description: 'What never happens in the whole run' })
}

export const scenarioFile = scenarioHead.extend(body)

/** The same with somebody's goals instead of all of their steps. */
export const exerciseFile = scenarioHead.omit({ scenario: true }).extend({ exercise: title, ...body })

/** Steps that several scenarios include. */
export const partFile = z.strictObject({ format: z.literal(1).optional(), part: title, about: z.string().max(10_000).optional(), steps })

/** The texts of one scenario in another language: id -> text. */
export const localeFile = z.record(z.string(), z.string().min(1).max(64_000))

export type ScenarioHead = z.infer<typeof scenarioHead>
export type ScenarioFile = z.infer<typeof scenarioFile>
export type Pattern = z.infer<typeof pattern>
export type RefusalPattern = z.infer<(typeof phrases)['is refused']>
export type CapabilityName = z.infer<typeof capability>
