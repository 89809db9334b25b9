import { z } from 'zod'
import type { CustomerParticipant } from './messages.ts'

/** The customer's side of the API (wire-facts 4.6). */

const text = z.string().min(1, 'must not be empty').max(64_000, 'must be at most 64,000 characters')

export const requestChat = z.object({
  operationName: z.literal('RequestChat'),
  nickname: z.string().min(1, 'must not be empty').max(200, 'must be at most 200 characters'),
  subject: z.string().max(1000, 'must be at most 1,000 characters').optional(),
  /** Names the queue; the room's first queue when it is not given. */
  endpoint: z.string().min(1).optional(),
  userData: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional()
})

export const customerOperation = z.discriminatedUnion('operationName', [
  z.object({ operationName: z.literal('SendMessage'), text }),
  z.object({ operationName: z.literal('SendStartTypingNotification') }),
  z.object({ operationName: z.literal('SendStopTypingNotification') }),
  z.object({ operationName: z.literal('Complete') })
])

export type RequestChat = z.infer<typeof requestChat>
export type CustomerOperation = z.infer<typeof customerOperation>
export type CustomerOperationName = CustomerOperation['operationName']

export type CustomerState = 'WaitingForAgent' | 'Chatting' | 'Completed'

export interface CustomerChat {
  capabilities: CustomerOperationName[]
  id: string
  participants: CustomerParticipant[]
  state: CustomerState
}
