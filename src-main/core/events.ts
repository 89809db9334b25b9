import type { Bug } from '../contract/bugs.ts'
import type { RoomPlan } from '../contract/room-plan.ts'
import type { Failure } from '../wire/return-codes.ts'
import type { Viewer } from '../contract/viewer.ts'
import type { UserData, Visibility } from '../wire/chat.ts'
import type { MessageType } from '../wire/messages.ts'
import type { AgentStateName, ChannelName } from '../wire/agent-states.ts'
import type { FaultPlan } from '../contract/room-plan.ts'
import type { Ask, AskKind, FailedWhy, SupervisionMode, Waiting } from './chat-state.ts'

/** What can have happened. An event carries whatever it removes, since it is told from the state after it. */
export type Event = RoomEvent | ChatEvent

export type RoomEvent =
  | { type: 'RoomOpened'; plan: RoomPlan }
  /** The process stopped and came again: no channel survived it. */
  | { type: 'RoomResumed' }
  /** `failed` are the channels that did not open, with the sentence for each. */
  | { type: 'SessionStarted'; agent: string; channels: readonly ChannelName[]; failed: readonly FailedChannel[]; place: string | null }
  | { type: 'SessionEnded'; agent: string }
  /** The agent, or a supervisor for it, changed its readiness on these channels. */
  | { type: 'AgentStateSet'; agent: string; changes: readonly ChannelChanged[] }
  /** It did not answer in time (R6, R18). */
  | { type: 'AgentNotReady'; agent: string }
  | { type: 'ChannelOpened'; agent: string; makesReady: boolean }
  | { type: 'ChannelClosed'; agent: string }
  | { type: 'AgentGone'; agent: string }
  | { type: 'MonitoringSet'; agent: string; watches: string; mode: SupervisionMode; how: 'NextChat' | 'AllChats'; nickname: string }
  | { type: 'MonitoringCancelled'; agent: string; watches: string }
  | { type: 'FaultsSet'; faults: readonly FaultPlan[] }
  /** A request met a fault, which is worn by one. */
  | { type: 'FaultMet'; place: number }
  | { type: 'ChannelSwitched'; channel: ChannelName; on: boolean }

export interface FailedChannel {
  readonly channel: ChannelName
  readonly statusMessage: string
}

export interface ChannelChanged {
  readonly channel: ChannelName
  /** Null where only do-not-disturb changed. */
  readonly state: AgentStateName | null
  readonly dnd: 'On' | 'Off' | null
  /** Why it is not ready; missing where nobody said. */
  readonly reason?: string
}

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
      bugs?: readonly Bug[]
    }
  | {
      type: 'MessageSent'
      chat: string
      by: string | null
      messageType: MessageType
      text: string | null
      visibility: Visibility
      word?: string
      treatAs?: 'System'
      url?: string
      noticeText?: string
      only?: string
    }
  /** The whole of what is attached after it; `referenceId` goes to whoever asked. */
  | { type: 'UserDataChanged'; chat: string; by: string; userData: UserData; referenceId: number }
  | { type: 'ChatFocused'; chat: string; agent: string }
  /** Put back into a queue; the asking for a first agent follows. */
  | { type: 'ChatQueued'; chat: string; queue: string; patientUntil: number | null }
  /** Waited too long in a queue and goes on in another (R18). */
  | { type: 'InvitationMoved'; chat: string; ask: number; to: string; waiting: Waiting }
  /** A consultant who is in the chat is asked to take it over, or to be seen (R8, R9). */
  | { type: 'HandoverAsked'; chat: string; ask: Ask; agent: string }
  | { type: 'HandoverAccepted'; chat: string; ask: number; agent: string; referenceId: number }
  | { type: 'HandoverFailed'; chat: string; ask: number; agent: string; by: string | null; askReferenceId: number | null; referenceId: number | null; why: FailedWhy }
  | { type: 'SupervisorAsked'; chat: string; agent: string; watches: string; mode: SupervisionMode; nickname: string; once: boolean }
  | { type: 'SupervisorJoined'; chat: string; agent: string; nickname: string; participantId: string; referenceId: number }
  /** Goes where fewer see it: for those it has left. */
  | { type: 'SupervisorSteppedBack'; chat: string; agent: string; from: SupervisionMode; to: SupervisionMode }
  | { type: 'SupervisorSwitched'; chat: string; agent: string; to: SupervisionMode; referenceId: number }
  /** `seenBy` is null where it had only been invited. */
  | { type: 'SupervisorGone'; chat: string; agent: string; into: 'Completed' | 'Revoked'; seenBy: Visibility | null; referenceId: number | null }
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
      /** May read what was said before it came (R2). */
      readsAll: boolean
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
  /** What is answered instead of the code's own sentence. */
  readonly answer?: Failure
  /** What happens all the same: a fault is worn. */
  readonly events?: readonly RoomEvent[]
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
  | 'too_much_data'
  | 'nobody_here'
  | 'others_in_chat'
  | 'disposition_missing'
  | 'read_only'
  | 'place_in_use'
  | 'channel_unavailable'
  | 'channel_off'
  | 'not_supervisor'
  | 'no_such_user'
  | 'agent_not_in_chat'
  | 'supervises_already'
  | 'supervises_nobody'
  | 'is_that_already'
  | 'fault'
