import type { Participant, Visibility } from './chat.ts'

export type MessageType = 'Text' | 'ParticipantJoined' | 'ParticipantLeft' | 'TypingStarted' | 'TypingStopped'

/** One entry of a chat's log as agents see it; `index` counts from 1 over all visibilities (R15). */
export interface ChatMessage {
  index: number
  from: Participant
  text?: string
  /** The sender's own word for the kind of text, "Text" unless it said otherwise (wire-facts 1.0). */
  messageType?: string
  /** `yyyy-MM-dd HH:mm:ss.SSSZ` in the room's zone (R17). */
  timestamp: string
  visibility: Visibility
  type: MessageType
  /** In milliseconds, whatever its name says (wire-facts 0.8). */
  timestampSeconds: number
}

/** The same for the customer: own numbers without gaps, no times, participants "1", "2" (R15). */
export interface CustomerMessage {
  index: number
  from: CustomerParticipant
  text?: string
  type: MessageType
}

export interface CustomerParticipant {
  nickname: string
  type: 'Agent' | 'Customer'
  participantId: string
}
