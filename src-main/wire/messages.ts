import { z } from 'zod'
import { participant, visibility } from './chat.ts'

/** The log of a chat, as agents see it and as its customer does (wire-facts 2.5, 4.6). */

export const messageType = z
  .enum(['Text', 'ParticipantJoined', 'ParticipantLeft', 'TypingStarted', 'TypingStopped', 'PushUrl', 'Notice', 'CustomNotice'])
  .meta({ id: 'MessageType' })

const text = z.string().optional().meta({ description: 'Of a Text, and of a Notice or TypingStarted where it has one' })
const url = z.string().optional().meta({ description: 'Of a PushUrl' })
const noticeText = z.string().optional().meta({ description: 'Of a CustomNotice' })

export const chatMessage = z
  .object({
    index: z.number().int().min(1).meta({ description: 'Counts from 1 over all visibilities (ruling R15): a viewer may see gaps' }),
    from: participant,
    messageType: z.string().optional().meta({ description: "The sender's own word for the kind of text; only where the option `includeMessageType` is on" }),
    treatAs: z.literal('System').optional().meta({ description: '`extended`: the sender asked for it' }),
    text,
    url,
    noticeText,
    timestamp: z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}[+-]\d{4}$/).meta({ description: "yyyy-MM-dd HH:mm:ss.SSSZ in the room's zone" }),
    visibility,
    type: messageType,
    timestampSeconds: z.number().int().meta({ description: 'In milliseconds, whatever its name says' })
  })
  .meta({ id: 'Message' })

export const customerParticipant = z
  .object({
    nickname: z.string(),
    type: z.enum(['Agent', 'Customer']),
    participantId: z.string().regex(/^[1-9]\d*$/)
  })
  .meta({ id: 'CustomerParticipant', description: '"1", "2" ... by the order in which the customer got to know them' })

/** For the customer: own numbers without gaps, no times, nobody whom it may not see (R15). */
export const customerMessage = z
  .object({
    index: z.number().int().min(1),
    from: customerParticipant,
    text,
    url,
    noticeText,
    type: messageType
  })
  .meta({ id: 'CustomerMessage' })

export type MessageType = z.infer<typeof messageType>
export type ChatMessage = z.infer<typeof chatMessage>
export type CustomerMessage = z.infer<typeof customerMessage>
export type CustomerParticipant = z.infer<typeof customerParticipant>
