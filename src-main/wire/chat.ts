/** A chat as one agent sees it, and who is in it (wire-facts 2). */

export type ChatState = 'Invited' | 'Chatting' | 'LeftChat' | 'Completed' | 'Revoked'

/** Who may see a message or a participant (wire-facts 2.5). */
export type Visibility = 'All' | 'Agents' | 'Supervisors'

export type Capability =
  | 'Accept'
  | 'Reject'
  | 'Transfer'
  | 'Leave'
  | 'Invite'
  | 'Consult'
  | 'SetInFocus'
  | 'SetDisposition'
  | 'AttachUserData'
  | 'DeleteUserData'
  | 'UpdateUserData'
  | 'SendToAgents'
  | 'SendStartTypingToAgentsNotification'
  | 'SendStopTypingToAgentsNotification'
  | 'Complete'
  | 'SendMessage'
  | 'SendStartTypingNotification'
  | 'SendStopTypingNotification'
  | 'CancelConsult'
  | 'RemoveParticipantFromConference'

/** `nickname`, `type`, `participantId` are the page's; the rest is `extended`. */
export interface Participant {
  nickname: string
  type: 'Agent' | 'Customer'
  participantId: string
  id?: string
  uri?: string
  path?: string
  visibility?: Visibility
}

export type UserData = Readonly<Record<string, string | number | boolean | null>>

/** What an invited agent is told about the invitation (`extended`, R1). Times are simulation time in milliseconds since 1970. */
export interface InvitationMark {
  kind: 'chat' | 'consult' | 'transfer' | 'conference'
  from: string
  note?: string
  /** Missing where nobody has to answer in time. */
  expiresAt?: number
}

/** Where the asking agent's own consult stands (`extended`, R1b); `target` is the name of an agent or a queue. */
export interface ConsultMark {
  state: 'pending' | 'active'
  target: string
  referenceId: number
  expiresAt?: number
}

/** Keys in the page's order. `userData` comes with the invitation and by GET; a chat that is over has only id, uri and state. */
export interface ChatResource {
  participants?: Participant[]
  state: ChatState
  id: string
  capabilities?: Capability[]
  uri: string
  path?: string
  subject?: string
  queue?: string
  /** When the customer asked for the chat: simulation time in milliseconds since 1970 (`extended`, by GET). */
  startedAt?: number
  userData?: UserData
  invitation?: InvitationMark
  consult?: ConsultMark
}

export const finalStates: readonly ChatState[] = ['Completed', 'Revoked']
