import { z } from 'zod'
import { duration } from './duration.ts'
import { whenAsked, whenIdle, whenInvited } from './habits.ts'
import { nickname } from '../wire/nickname.ts'

/** Who takes part in a room, and the rulings that the room turns. One model for the engine, the scenario file and its schema. */

export const castName = z
  .string()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} _.-]{0,63}$/u, 'must start with a letter or digit and have at most 64 letters, digits, spaces, dots, dashes or underscores')

/** Who moves somebody of the cast. */
export const players = ['script', 'person', 'client'] as const

/** A short number as on a telephone: colleagues type it to find somebody. Nothing is dialled. */
const extension = z.string().regex(/^[0-9*#]{1,12}$/, 'must be up to 12 digits in quotes, such as "4711"')

export const agentCast = z
  .strictObject({
    nickname: nickname.optional().meta({ description: 'What customers and colleagues see; the name in the cast if not given' }),
    password: z.string().min(1).optional().meta({ description: 'For HTTP Basic; the name in the cast if not given' }),
    places: z.int().min(0).max(100).optional().meta({ description: 'How many chats at a time (R18); 3 if not given' }),
    roles: z.array(z.enum(['supervisor'])).optional().meta({ description: 'A supervisor may monitor, coach and barge in' }),
    skills: z.record(z.string().min(1).max(100), z.int().min(1).max(10)).optional().meta({ description: 'Skills with their levels, for queues that go by skill (R18)' }),
    extension: extension.optional().meta({ description: 'By which colleagues find it, such as "4711"; one number for one of the cast' }),
    ready: z.enum(['onStart', 'onSignIn', 'no']).optional().meta({ description: 'When the agent becomes ready (R21); onSignIn if not given' }),
    'played by': z.enum(players).optional(),
    'when invited': whenInvited.optional().meta({ description: 'What the agent does by itself when it is asked into a chat' }),
    'when asked': whenAsked.optional().meta({ description: 'What the agent answers by itself when a colleague says something to agents' }),
    'when idle': whenIdle.optional().meta({ description: 'What the agent does by itself when nobody says anything in its chat' })
  })
  .nullable()

export const queueCast = z
  .strictObject({
    members: z.array(castName).optional(),
    extension: extension.optional().meta({ description: 'By which colleagues find it, such as "4711"; one number for one of the cast' }),
    answerWithin: duration.optional().meta({ description: 'How long a member may ring before the next is tried; 30s if not given' }),
    waitAtMost: duration.optional().meta({ description: 'How long a consult may wait for a member (R6); 60s if not given' }),
    order: z.enum(['longestIdle', 'skill', 'roundRobin']).optional().meta({ description: 'Which free member is offered a chat first (R18); longestIdle if not given' }),
    skill: z.string().min(1).max(100).optional().meta({ description: 'The skill that counts where the order is skill; the name of the queue if not given' }),
    overflow: z
      .strictObject({ to: castName, after: duration })
      .optional()
      .meta({ description: 'Where somebody goes who has waited so long in this queue (R18)' }),
    whenNobody: z.enum(['wait', 'refuse']).optional().meta({ description: 'What a customer meets when no member is logged in (R18); wait if not given' })
  })
  .nullable()

export const customerCast = z
  .strictObject({
    nickname: nickname.optional(),
    patience: duration.optional().meta({ description: 'How long the customer waits for a first agent before it leaves; for ever if not given' }),
    'played by': z.enum(players).optional(),
    'when idle': whenIdle.optional().meta({ description: 'What the customer does by itself when nobody says anything in its chat' })
  })
  .nullable()

export const operationName = z.string().regex(/^(?:[A-Z][A-Za-z]+|GET|\*)$/, 'must be the name of an operation such as Consult, GET for reading, or "*" for all')

/** A request that is answered by a return code of the API instead of being carried out: so clients meet codes that we never give by ourselves. */
export const fault = z.strictObject({
  operation: operationName.meta({ description: 'The operation that fails; GET for all reading, * for everything' }),
  statusCode: z.int().min(1).max(20).refine((code) => code !== 7, '7 is no failure: it comes with a session of which some channels did not open'),
  statusMessage: z.string().min(1).max(1000).optional(),
  of: castName.optional().meta({ description: 'Only for this agent' }),
  times: z.int().min(1).max(1_000_000).optional().meta({ description: 'How often; for ever if not given' })
})

/** What the rulings leave open, with our defaults. Each is named in the generated reference. */
export const settings = z.strictObject({
  preview: z.boolean().optional().meta({ description: 'R1: an invited agent may read the transcript before it answers; true if not given' }),
  history: z.enum(['all', 'none']).optional().meta({ description: 'R2: what a consultant reads of what was said before it came; all if not given' }),
  secondLeg: z.boolean().optional().meta({ description: 'R3: the asking agent has a second leg during a consult; true if not given' }),
  consultantSays: z.enum(['toAgents', 'refused']).optional().meta({ description: "R4: what a consultant's SendMessage does; toAgents if not given" }),
  consultants: z.int().min(1).max(20).optional().meta({ description: 'R5: how many consultants a chat may have; 3 if not given' }),
  answerWithin: duration.optional().meta({ description: 'R6: how long an invited agent may ring; 30s if not given' }),
  queueTtl: duration.optional().meta({ description: 'R6: how long a consult waits for a member of a queue; 60s if not given' }),
  failsAfter: duration.optional().meta({ description: 'R6: how long after its acknowledgement a request fails that can only fail; 250ms if not given' }),
  cancelError: z.enum(['Request failed', 'Unable to manage user data for interaction id']).optional().meta({ description: 'R7: the text of a cancel that came too late' }),
  transferToConsultant: z.enum(['atOnce', 'invitation']).optional().meta({ description: 'R8: does the consultant accept again; atOnce if not given' }),
  conferenceWithConsultant: z.enum(['atOnce', 'invitation']).optional().meta({ description: 'R9: does the consultant accept again; atOnce if not given' }),
  ownerLeaves: z.enum(['promote', 'end']).optional().meta({ description: 'R11: what happens when the owner leaves and only consultants remain' }),
  referenceIdIn: z.array(z.string()).optional().meta({ description: 'R14: the operations whose answer carries a referenceId; Consult, Invite and CancelConsult if not given' }),
  consultTakesPlace: z.boolean().optional().meta({ description: "R18: a direct consult takes one of the consultant's places; false if not given" }),
  away: duration.optional().meta({ description: 'R21: how long an agent keeps its chats after its last window broke; 2m if not given' }),
  customerDoor: z.enum(['token', 'open']).optional().meta({ description: 'R22: open lets widgets without credentials into a chat by its id alone' }),
  features: z.array(z.enum(['api-multimedia', 'api-multimedia-chat', 'api-supervisor'])).optional().meta({ description: 'What the account may use; everything if not given' }),
  channels: z.array(z.enum(['chat', 'voice', 'email', 'workitem'])).optional().meta({ description: 'The channels that a session can open; chat if not given' }),
  channelsOff: z.array(z.enum(['chat', 'voice', 'email', 'workitem'])).optional().meta({ description: 'Channels whose back end is down (R16: 503)' }),
  includeMessageType: z.boolean().optional().meta({ description: 'The option of that name: messageType is echoed in notifications; false if not given' }),
  typingPreview: z.boolean().optional().meta({ description: 'A typing notification carries the text that goes with it, to agents; false if not given' }),
  csrf: z.union([z.boolean(), z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,63}$/)]).optional().meta({ description: 'Sessions by cookie or password must bring a token with each POST; true, or the name of the header. false if not given' }),
  dispositions: z.array(z.string().min(1).max(200)).optional().meta({ description: 'What a client may offer; anything may be set' }),
  dispositionKey: z.string().min(1).max(200).optional().meta({ description: 'The key of the user data in which a disposition is kept; DispositionCode if not given' }),
  dispositionMandatory: z.boolean().optional().meta({ description: 'R23: Complete is refused until a disposition is set, or can no longer be set; false if not given' }),
  dispositionReadOnlyOnIdle: z.boolean().optional().meta({ description: 'No disposition can be set any more once the chat has ended; false if not given' }),
  notReadyReasons: z.array(z.string().min(1).max(200)).max(50).optional().meta({ description: 'R24: why an agent may say that it is not ready; any other word may be said too' }),
  readOnlyUserData: z.array(z.string().min(1).max(200)).optional().meta({ description: 'Keys of the user data that nobody may change' }),
  requestsPerSecond: z.int().min(1).max(1_000_000).optional().meta({ description: 'How many requests a second one session may send before it is told to wait; 500 if not given' }),
  faults: z.array(fault).max(100).optional().meta({ description: 'Requests that fail with a return code of the API' })
})

/** What a shop may have for a logo; each page draws it itself. */
export const shopLogos = ['bag', 'bank', 'book', 'heart', 'home', 'phone', 'plane', 'truck', 'wrench', 'zap'] as const

export const shop = z.strictObject({
  name: z.string().trim().min(1).max(80).optional().meta({ description: 'What the shop is called on its page; The Corner Shop if not given' }),
  colour: z
    .string()
    .regex(/^#[0-9A-Fa-f]{6}$/, 'must be a colour such as "#0f766e", in quotes')
    .optional()
    .meta({ description: 'The colour of its head and buttons, such as "#0f766e"; text on it is light or dark as it can be read' }),
  logo: z.enum(shopLogos).optional().meta({ description: 'The sign beside its name; bag if not given' })
})

export const cast = z.strictObject({
  agents: z.record(castName, agentCast).optional(),
  queues: z.record(castName, queueCast).optional(),
  customers: z.record(castName, customerCast).optional(),
  shop: shop.optional().meta({ description: "What the customers' page looks like" })
})

export type PlayedBy = (typeof players)[number]
export type Shop = z.infer<typeof shop>
export type Cast = z.infer<typeof cast>
export type Settings = z.infer<typeof settings>
export type Fault = z.infer<typeof fault>
