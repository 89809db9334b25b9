import { z } from 'zod'

/** Who takes part in a room, and the rulings that the room turns. One model for the engine, the scenario file and its schema. */

const durationPattern = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h)$/
const unitMs: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }

/** `500ms`, `30s`, `2m`, `1h` in milliseconds, or null for anything else. */
export function durationMs(text: string): number | null {
  const [, amount, unit] = durationPattern.exec(text) ?? []
  return amount && unit ? Math.round(Number(amount) * (unitMs[unit] ?? 0)) : null
}

const durationForm = 'must be a duration such as 500ms, 30s, 2m or 1h'

export const duration = z
  .string({ error: durationForm })
  .regex(durationPattern, durationForm)
  .meta({ description: 'A duration: 500ms, 30s, 2m, 1h' })

export const castName = z
  .string()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} _.-]{0,63}$/u, 'must start with a letter or digit and have at most 64 letters, digits, spaces, dots, dashes or underscores')

const afterPattern = /^after (\d+(?:\.\d+)?\s*(?:ms|s|m|h))$/
const after = z.string().regex(afterPattern, 'must read "after 3s"')

/** What a supporting actor does by itself when it is asked in. */
export const whenInvited = z.union([z.enum(['accept', 'reject', 'ignore']), z.strictObject({ accept: after }), z.strictObject({ reject: after })], {
  error: 'must be accept, reject, ignore, { accept: after 3s } or { reject: after 3s }'
})

/** `after 3s` in milliseconds. */
export function afterMs(text: string): number {
  return durationMs(afterPattern.exec(text)?.[1] ?? '') ?? 0
}

export const agentCast = z
  .strictObject({
    nickname: z.string().min(1).max(200).optional().meta({ description: 'What customers and colleagues see; the name in the cast if not given' }),
    password: z.string().min(1).optional().meta({ description: 'For HTTP Basic; the name in the cast if not given' }),
    places: z.int().min(0).max(100).optional().meta({ description: 'How many chats at a time (R18); 3 if not given' }),
    ready: z.enum(['onStart', 'onSignIn', 'no']).optional().meta({ description: 'When the agent becomes ready (R21); onSignIn if not given' }),
    'played by': z.enum(['script', 'person', 'client']).optional(),
    'when invited': whenInvited.optional()
  })
  .nullable()

export const queueCast = z
  .strictObject({
    members: z.array(castName).optional(),
    answerWithin: duration.optional().meta({ description: 'How long a member may ring before the next is tried; 30s if not given' }),
    waitAtMost: duration.optional().meta({ description: 'How long a consult may wait for a member (R6); 60s if not given' })
  })
  .nullable()

export const customerCast = z
  .strictObject({
    nickname: z.string().min(1).max(200).optional(),
    patience: duration.optional().meta({ description: 'How long the customer waits for a first agent before it leaves; for ever if not given' }),
    'played by': z.enum(['script', 'person', 'client']).optional()
  })
  .nullable()

/** What the rulings leave open, with our defaults. */
export const settings = z.strictObject({
  answerWithin: duration.optional().meta({ description: 'R6: how long an invited agent may ring; 30s if not given' }),
  queueTtl: duration.optional().meta({ description: 'R6: how long a consult waits for a member of a queue; 60s if not given' }),
  consultants: z.int().min(1).max(20).optional().meta({ description: 'R5: how many consultants a chat may have; 3 if not given' }),
  ownerLeaves: z.enum(['promote', 'end']).optional().meta({ description: 'R11: what happens when the owner leaves and only consultants remain' }),
  preview: z.boolean().optional().meta({ description: 'R1: an invited agent may read the transcript before it answers; true if not given' }),
  cancelError: z.enum(['Request failed', 'Unable to manage user data for interaction id']).optional().meta({ description: 'R7: the text of a cancel that came too late' }),
  customerDoor: z.enum(['token', 'open']).optional().meta({ description: 'R22: open lets widgets without credentials into a chat by its id alone' }),
  features: z.array(z.enum(['api-multimedia'])).optional().meta({ description: 'What the account may use; everything if not given' }),
  away: duration.optional().meta({ description: 'R21: how long an agent keeps its chats after its last window broke; 2m if not given' })
})

export const cast = z.strictObject({
  agents: z.record(castName, agentCast).optional(),
  queues: z.record(castName, queueCast).optional(),
  customers: z.record(castName, customerCast).optional()
})

export type Cast = z.infer<typeof cast>
export type Settings = z.infer<typeof settings>
export type WhenInvited = z.infer<typeof whenInvited>
