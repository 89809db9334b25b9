import { z } from 'zod'
import { agentNotification } from './notifications.ts'
import type { Failure } from './return-codes.ts'
import { failureOf, malformed } from './return-codes.ts'
import { spokenTopics } from './topics.ts'

/** Bayeux 1.0 as clients speak it to `/api/v2/notifications` (wire-facts 3.1): what may come in, and what goes back. */

export const bayeuxVersion = '1.0'

/** What works here, and so all that is offered. */
export const connectionTypes: readonly string[] = ['long-polling']

const messagesAtMost = 100
const subscriptionsAtMost = 100
const word = z.string().max(200, 'must be at most 200 characters')

const bayeuxMessage = z
  .object({
    channel: word.regex(/^\/./, 'must be a channel such as "/meta/connect"'),
    id: z.union([word, z.number()]).optional(),
    clientId: word.optional(),
    minimumVersion: word.optional(),
    supportedConnectionTypes: z.array(word).max(20).optional(),
    connectionType: word.optional(),
    subscription: z.union([word, z.array(word).max(subscriptionsAtMost)]).optional(),
    // Advice and extensions are offers: what is not understood of them is passed over, never refused.
    advice: z.object({ timeout: z.number().min(0).optional() }).optional().catch(undefined),
    ext: z.object({ ack: z.unknown() }).optional().catch(undefined)
  })
  .meta({ id: 'BayeuxMessage', description: 'On `/meta/handshake`, `/meta/connect`, `/meta/subscribe`, `/meta/unsubscribe` or `/meta/disconnect`' })

export type BayeuxMessage = z.infer<typeof bayeuxMessage>

const bayeuxMessages = z
  .array(bayeuxMessage)
  .min(1, 'A request carries at least one message')
  .max(messagesAtMost, `A request carries at most ${messagesAtMost} messages`)

/** The body of a request. */
export const bayeuxRequest = z.union([bayeuxMessages, bayeuxMessage])

/** How the client is to go on, times in milliseconds. */
const advice = z
  .object({
    reconnect: z.enum(['retry', 'handshake', 'none']),
    interval: z.number().optional(),
    timeout: z.number().optional(),
    maxInterval: z.number().optional()
  })
  .meta({ id: 'BayeuxAdvice', description: 'How the client is to go on; times in milliseconds' })

/** What comes back for one message. */
export const bayeuxReply = z
  .object({
    id: z.union([z.string(), z.number()]).optional(),
    channel: z.string(),
    clientId: z.string().optional(),
    successful: z.boolean(),
    error: z.string().optional().meta({ description: '`code:arguments:sentence`' }),
    subscription: z.union([z.string(), z.array(z.string())]).optional(),
    version: z.string().optional(),
    minimumVersion: z.string().optional(),
    supportedConnectionTypes: z.array(z.string()).readonly().optional(),
    advice: advice.optional(),
    ext: z.object({ ack: z.union([z.boolean(), z.number()]) }).optional()
  })
  .meta({ id: 'BayeuxReply', description: 'What comes back for one message' })

/** A frame on its topic. */
export const bayeuxDelivery = z
  .object({ channel: z.enum(spokenTopics), data: agentNotification })
  .meta({ id: 'BayeuxDelivery', description: 'What an agent is told, on its topic' })

export const bayeuxAnswer = z.array(z.union([bayeuxReply, bayeuxDelivery]))

export type BayeuxReply = z.infer<typeof bayeuxReply>
export type Advice = z.infer<typeof advice>

/** The messages of a request's body, which is an array of them or a single one; or what is wrong with it. */
export function readBayeux(text: string): readonly BayeuxMessage[] | Failure {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    return malformed('The body is not valid JSON')
  }
  const read = Array.isArray(body) ? bayeuxMessages.safeParse(body) : bayeuxMessage.transform((message) => [message]).safeParse(body)
  return read.success ? read.data : failureOf(read.error.issues[0])
}

/** Whether a handshake asks for the `ack` extension; clients say so in one of two ways. */
export function asksForAck({ ext }: BayeuxMessage): boolean {
  const ack = ext?.ack
  return ack === true || (typeof ack === 'object' && ack !== null && 'enabled' in ack && ack.enabled === true)
}

/** The batch that a connect acknowledges; null where it acknowledges none by number. */
export function ackIn({ ext }: BayeuxMessage): number | null {
  return typeof ext?.ack === 'number' ? ext.ack : null
}
