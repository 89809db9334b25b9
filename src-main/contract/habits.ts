import { z } from 'zod'
import { after, span, spanMs } from './duration.ts'

/** What supporting actors do by themselves, without a step each. A step beats a habit. */

const text = z.string().min(1, 'must not be empty').max(64_000, 'must be at most 64,000 characters')
const texts = z.union([text, z.array(text).min(1, 'must hold at least one text').max(100)], { error: 'must be a text, or a list of texts that are said in turn' })
const later = span.optional().meta({ description: 'How long that takes, such as 3s or 2s to 5s' })

const invitedForm = 'must be accept, reject, ignore, { accept: after 3s } or { reject: after 2s to 5s }'
const askedForm = 'must be { tellAgents: "...", after: 3s } or { say: "...", after: 2s to 5s }'
const idleForm = 'must be { say: "...", after: 30s } or { leave: after 2m }'

/** When it is asked into a chat. */
export const whenInvited = z.union([z.enum(['accept', 'reject', 'ignore']), z.strictObject({ accept: after }), z.strictObject({ reject: after })], { error: invitedForm })

/** When a colleague says something to agents in a chat that it is in. */
export const whenAsked = z.union([z.strictObject({ tellAgents: texts, after: later }), z.strictObject({ say: texts, after: later })], { error: askedForm })

/** Two who broke a silence of no length would talk for ever in one moment. */
const lasts = (said: string): boolean => (spanMs(said)?.leastMs ?? 1000) >= 1000
const silence = span.refine(lasts, 'must be at least 1s')

/** When nobody has said anything in its chat for so long. */
export const whenIdle = z.union([z.strictObject({ say: texts, after: silence }), z.strictObject({ leave: after.refine(lasts, 'must be at least after 1s') })], { error: idleForm })

export type WhenInvited = z.infer<typeof whenInvited>
export type WhenAsked = z.infer<typeof whenAsked>
export type WhenIdle = z.infer<typeof whenIdle>
