import { z } from 'zod'
import { castName } from './cast.ts'

/** What people of a scenario can be told to do: the verbs with their parameters, one model for the reader and the JSON Schema. */

/** Which parameters a verb needs and which it may have. */
export interface VerbShape {
  readonly needs: readonly Parameter[]
  readonly may: readonly Parameter[]
}

export const text = z.string().min(1, 'must not be empty').max(64_000, 'must be at most 64,000 characters')
const note = z.string().min(1, 'must not be empty').max(1000, 'must be at most 1,000 characters')
const key = z.string().min(1, 'must not be empty').max(200, 'must be at most 200 characters')

/** An agent or queue of the cast, or any address at all, for a target that the room does not know. */
export const target = z.union([castName, z.strictObject({ uri: z.string().min(1, 'must not be empty').max(2000, 'must be at most 2,000 characters') })], {
  error: 'must be the name of an agent or a queue, or { uri: "..." } for an address that is in no cast'
})

/** What a captured value is called; `$name` is its reuse. */
export const captureName = z.string().regex(/^[A-Za-z_]\w{0,63}$/, 'must be a name of letters, digits and underscores, such as ref')

/** Every parameter that a verb may have. */
const parameterShape = {
  queue: castName.optional(),
  text: text.optional(),
  subject: z.string().max(1000, 'must be at most 1,000 characters').optional(),
  target: target.optional().meta({ description: 'An agent or a queue of the cast, or { uri: ... }' }),
  note: note.optional().meta({ description: 'Why a colleague is asked; only the invited agent sees it' }),
  chat: castName.optional().meta({ description: 'The customer whose chat is meant; the latest chat that the agent was asked into if not given' }),
  url: z.string().min(1, 'must not be empty').max(8000, 'must be at most 8,000 characters').optional().meta({ description: 'The web address to push' }),
  data: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()], { error: 'must be a text, a number, true, false or null' }))
    .optional()
    .meta({ description: 'What is attached to the chat, key by key' }),
  keys: z.array(key).min(1, 'must name at least one key').optional().meta({ description: 'The keys to remove from what is attached' }),
  disposition: z.string().min(1, 'must not be empty').max(1000, 'must be at most 1,000 characters').optional().meta({ description: 'How the chat ended' }),
  key: key.optional().meta({ description: "The key to keep the disposition under; the room's own if not given" }),
  mode: z.enum(['Monitor', 'Coach', 'BargeIn']).optional().meta({ description: 'How a supervisor takes part' }),
  only: z.enum(['next']).optional().meta({ description: 'next: the next chat alone; every chat to come if not given' }),
  channels: z.array(z.enum(['chat', 'voice', 'email', 'workitem'])).optional(),
  place: key.optional(),
  reason: key.optional().meta({ description: 'Why the agent is not ready; colleagues see it' }),
  messageType: key.optional().meta({ description: 'How clients shall class the text' }),
  treatAs: z.enum(['Normal', 'System']).optional().meta({ description: "Whether the text shall be treated as the system's" }),
  operation: z.unknown().optional().meta({ description: 'The body of the request, as it is sent; it need not be well formed' })
} as const

/** By which `locales/<tag>.yaml` knows a text; made of its words if not given. */
export const textId = z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N}_.-]{0,63}$/u, 'must be a short name such as greeting')

/** What any step may have beside its parameters. */
const commonShape = {
  id: textId.optional().meta({ description: 'By which locales/<tag>.yaml knows the text; made of its words if not given' }),
  as: captureName.optional().meta({ description: "The name to keep the answer's referenceId under, or the id of the chat that was asked for; $name uses it again" })
} as const
export const commonKeys: readonly string[] = Object.keys(commonShape)

export type Parameter = keyof typeof parameterShape
export const parameters = Object.keys(parameterShape) as Parameter[]

const words = ['messageType', 'treatAs', 'chat'] as const

/** What an agent can be told to do; each verb is one operation of the wire. */
export const agentVerbs = {
  accept: { needs: [], may: ['chat'] },
  reject: { needs: [], may: ['chat'] },
  say: { needs: ['text'], may: words },
  tellAgents: { needs: ['text'], may: words },
  type: { needs: [], may: ['chat'] },
  stopTyping: { needs: [], may: ['chat'] },
  typeToAgents: { needs: [], may: ['chat'] },
  stopTypingToAgents: { needs: [], may: ['chat'] },
  sendUrl: { needs: ['url'], may: ['chat'] },
  notice: { needs: ['text'], may: ['chat'] },
  noticeToAgents: { needs: ['text'], may: ['chat'] },
  consult: { needs: ['target'], may: ['note', 'chat'] },
  cancelConsult: { needs: [], may: ['chat'] },
  invite: { needs: ['target'], may: ['note', 'chat'] },
  transfer: { needs: ['target'], may: ['note', 'text', ...words] },
  remove: { needs: ['target'], may: ['chat'] },
  leave: { needs: [], may: ['text', ...words] },
  complete: { needs: [], may: ['queue', 'text', ...words] },
  attachData: { needs: ['data'], may: ['chat'] },
  updateData: { needs: ['data'], may: ['chat'] },
  removeData: { needs: ['keys'], may: ['chat'] },
  setDisposition: { needs: ['disposition'], may: ['key', 'chat'] },
  focus: { needs: [], may: ['chat'] },
  intrude: { needs: ['target'], may: ['mode', 'chat'] },
  monitor: { needs: ['target'], may: ['only'] },
  coach: { needs: ['target'], may: ['only'] },
  bargeIn: { needs: ['target'], may: ['only'] },
  cancelMonitoring: { needs: ['target'], may: [] },
  switchTo: { needs: ['mode'], may: ['chat'] },
  ready: { needs: [], may: [] },
  notReady: { needs: [], may: ['reason'] },
  afterCallWork: { needs: [], may: [] },
  offline: { needs: [], may: [] },
  doNotDisturb: { needs: [], may: [] },
  disturb: { needs: [], may: [] },
  startSession: { needs: [], may: ['channels', 'place'] },
  endSession: { needs: [], may: [] },
  reload: { needs: [], may: [] },
  raw: { needs: ['operation'], may: ['chat'] }
} as const satisfies Record<string, VerbShape>

/** What a customer can be told to do. */
export const customerVerbs = {
  chat: { needs: ['queue'], may: ['text', 'subject', 'data'] },
  say: { needs: ['text'], may: [] },
  type: { needs: [], may: [] },
  stopTyping: { needs: [], may: [] },
  leave: { needs: [], may: [] },
  raw: { needs: ['operation'], may: [] }
} as const satisfies Record<string, VerbShape>

export type AgentVerb = keyof typeof agentVerbs
export type CustomerVerb = keyof typeof customerVerbs

/** Whom these mean can be agents only. */
export const verbsOnAgents: readonly (AgentVerb | CustomerVerb)[] = ['remove', 'intrude', 'monitor', 'coach', 'bargeIn', 'cancelMonitoring']

/** What a supervisor alone may ask for. */
export const supervisorVerbs: readonly (AgentVerb | CustomerVerb)[] = ['intrude', 'monitor', 'coach', 'bargeIn', 'cancelMonitoring', 'switchTo']

/** The parameters of a step; the key beside them is the actor's name with a verb. */
export const act = z.looseObject({ ...parameterShape, ...commonShape })

const verbNames = [...new Set([...Object.keys(agentVerbs), ...Object.keys(customerVerbs)])] as (AgentVerb | CustomerVerb)[]

/** The same for the file as a whole: every other key is somebody's name, and its value a verb. */
export const actStep = z.object({ ...parameterShape, ...commonShape }).catchall(z.enum(verbNames).meta({ description: 'What this person does' }))

/** The parameters of a step that were given. */
export type ActParameters = Readonly<{ [Name in Parameter]?: NonNullable<z.infer<(typeof parameterShape)[Name]>> }>
