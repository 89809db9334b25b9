import type { RoomPlan } from '../contract/room-plan.ts'
import type { Viewer } from '../contract/viewer.ts'
import type { UserData, Visibility } from '../wire/chat.ts'
import type { MessageType } from '../wire/messages.ts'
import type { Ask, AskKind, FailedWhy, Waiting } from './chat-state.ts'

/** What can have happened. An event carries whatever it removes, since it is told from the state after it. */
export type Event = RoomEvent | ChatEvent

export type RoomEvent =
  | { type: 'RoomOpened'; plan: RoomPlan }
  /** The process stopped and came again: no channel survived it. */
  | { type: 'RoomResumed' }
  | { type: 'SessionStarted'; agent: string }
  | { type: 'SessionEnded'; agent: string }
  | { type: 'AgentReady'; agent: string }
  | { type: 'AgentNotReady'; agent: string; why: 'asked' | 'no_answer' }
  | { type: 'ChannelOpened'; agent: string; makesReady: boolean }
  | { type: 'ChannelClosed'; agent: string }
  | { type: 'AgentGone'; agent: string }

export type ChatEvent =
  | {
      type: 'ChatRequested'
      chat: string
      viewer: Viewer
      nickname: string
      participantId: string
      queue: string
      subject: string
      userData: UserData
      patientUntil: number | null
    }
  | { type: 'MessageSent'; chat: string; by: string | null; messageType: MessageType; text: string | null; visibility: Visibility }
  | { type: 'InvitationAsked'; chat: string; ask: Ask }
  | { type: 'AgentRang'; chat: string; ask: number; kind: AskKind; agent: string; answerBy: number; takesPlace: boolean }
  | {
      type: 'AgentAccepted'
      chat: string
      ask: number
      kind: AskKind
      by: string | null
      agent: string
      nickname: string
      participantId: string
      /** Born just before the consultant's (R3); null where none is born. */
      secondLegId: string | null
      referenceId: number
    }
  /** `again` puts the asking back into its queue (R18); null where nobody else can take it. */
  | { type: 'AgentRejected'; chat: string; ask: number; agent: string; referenceId: number; again: Waiting | null }
  | { type: 'AgentDidNotAnswer'; chat: string; ask: number; agent: string; again: Waiting | null }
  /** Taken back by the asking side; nobody but the ringing agent hears of it. */
  | { type: 'InvitationWithdrawn'; chat: string; ask: number; agent: string | null; by: string | null; referenceId: number | null }
  | { type: 'InvitationFailed'; chat: string; ask: number; agent: string | null; by: string | null; askReferenceId: number | null; why: FailedWhy }
  | { type: 'CancelCameTooLate'; chat: string; by: string; referenceId: number; tellAt: number }
  | { type: 'CancelFailureTold'; chat: string; by: string; referenceId: number; errorMessage: string }
  /** `by` asked for it; null where the owner left (R11). */
  | { type: 'ConsultantPromoted'; chat: string; agent: string; by: string | null; referenceId: number | null }
  | { type: 'ConsultantLeft'; chat: string; agent: string; referenceId: number | null }
  | {
      type: 'AgentLeft'
      chat: string
      agent: string
      /** The state that the agent is in afterwards (wire-facts 0.6). */
      into: 'LeftChat' | 'Completed'
      newOwner: string | null
      /** With this agent the chat ends for the customer. */
      endsChat: boolean
      referenceId: number | null
    }
  /** An agent in `LeftChat` marked the chat done. */
  | { type: 'ChatMarkedDone'; chat: string; agent: string; referenceId: number | null }
  /** The customer fetched its feed up to this number; the cursor is its own (R15). */
  | { type: 'FeedRead'; chat: string; upTo: number }
  | { type: 'CustomerLeft'; chat: string; why: 'left' | 'gave_up' }

export type EventOf<Type extends Event['type']> = Extract<Event, { type: Type }>

/** What a decider answers when the rules forbid what was asked. */
export interface Refusal {
  readonly refused: RefusalCode
}

export type RefusalCode =
  | 'no_such_chat'
  | 'not_invited'
  | 'not_possible_now'
  | 'invitation_pending'
  | 'no_consult'
  | 'too_many_consultants'
  | 'target_missing'
  | 'target_unknown'
  | 'target_is_self'
  | 'target_in_chat'
  | 'target_not_in_chat'
  | 'queue_unknown'
  | 'chat_over'
  | 'feature_off'
  | 'preview_off'
