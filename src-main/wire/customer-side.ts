import { z } from 'zod'
import { userData } from './chat.ts'
import { customerParticipant } from './messages.ts'
import { nickname } from './nickname.ts'

/** The customer's side of the API (wire-facts 4.6). */

const text = z.string().min(1, 'must not be empty').max(64_000, 'must be at most 64,000 characters')

export const requestChat = z
  .object({
    operationName: z.literal('RequestChat'),
    nickname,
    subject: z.string().max(1000, 'must be at most 1,000 characters').optional(),
    /** Names the queue; the room's first queue when it is not given. */
    endpoint: z.string().min(1).optional(),
    userData: userData.optional()
  })
  .meta({ id: 'RequestChat', description: 'A customer asks for a chat; nobody has to sign in' })

export const customerOperation = z.discriminatedUnion('operationName', [
  z.object({ operationName: z.literal('SendMessage'), text }).meta({ id: 'CustomerSendMessage' }),
  z.object({ operationName: z.literal('SendStartTypingNotification') }).meta({ id: 'CustomerSendStartTypingNotification' }),
  z.object({ operationName: z.literal('SendStopTypingNotification') }).meta({ id: 'CustomerSendStopTypingNotification' }),
  z.object({ operationName: z.literal('Complete') }).meta({ id: 'CustomerComplete' })
])

export type RequestChat = z.infer<typeof requestChat>
export type CustomerOperation = z.infer<typeof customerOperation>
export type CustomerOperationName = CustomerOperation['operationName']

export const customerChat = z
  .object({
    capabilities: z.array(z.enum(['SendMessage', 'SendStartTypingNotification', 'SendStopTypingNotification', 'Complete'])),
    id: z.string(),
    participants: z.array(customerParticipant),
    state: z.enum(['WaitingForAgent', 'Chatting', 'Completed']),
    position: z.number().int().min(1).optional().meta({ description: 'By GET, while nobody has answered: the place among the customers who wait in the queue (ours)' })
  })
  .meta({ id: 'CustomerChat', description: "A customer's own chat: nothing but what customers may know" })

export type CustomerChat = z.infer<typeof customerChat>
export type CustomerState = CustomerChat['state']
