import { z } from 'zod'
import type { Failure } from './return-codes.ts'
import { failureOf, malformed } from './return-codes.ts'

/** Bayeux 1.0 as clients speak it to `/api/v2/notifications` (wire-facts 3.1): what may come in, and what goes back. */

export const bayeuxVersion = '1.0'

/** What works here, and so all that is offered. */
export const connectionTypes: readonly string[] = ['long-polling']

const messagesAtMost = 100
const subscriptionsAtMost = 100
const word = z.string().max(200, 'must be at most 200 characters')

const bayeuxMessage = z.object({
  channel: word.regex(/^\/./, 'must be a channel such as "/meta/connect"'),
  id: z.union([word, z.number()]).optional(),
  clientId: word.optional(),
  minimumVersion: word.optional(),
  supportedConnectionTypes: z.array(word).max(20).optional(),
  connectionType: word.optional(),
  subscription: z.union([word, z.array(word).max(subscriptionsAtMost)]).optional(),
  // Advice and extensions are offers: what is not understood of them is passed over, never refused.
  advice: z.object({ timeout: z.number().min(0).optional().catch(undefined) }).optional().catch(undefined),
  ext: z.object({ ack: z.unknown() }).optional().catch(undefined)
})

export type BayeuxMessage = z.infer<typeof bayeuxMessage>

const bayeuxMessages = z.array(bayeuxMessage).min(1, 'A request carries at least one message').max(messagesAtMost, `A request carries at most ${messagesAtMost} messages`)

/** What comes back for one message. */
export interface BayeuxReply {
  id?: string | number
  channel: string
  clientId?: string
  successful: boolean
  /** `code:arguments:sentence`. */
  error?: string
  subscription?: string | string[]
  version?: string
  minimumVersion?: string
  supportedConnectionTypes?: readonly string[]
  advice?: Advice
  ext?: { ack: boolean | number }
}

/** How the client is to go on, times in milliseconds. */
export interface Advice {
  reconnect: 'retry' | 'handshake' | 'none'
  interval?: number
  timeout?: number
  maxInterval?: number
}

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
