import type { CustomerOperationName } from '../wire/customer-side.ts'
import type { AgentOperationName, IntrudeOperation, SupervisorOperation } from '../wire/operations.ts'

/**
 * What the reference says of each operation beyond its parameters: what is told when it is done, and what it is refused for.
 * What no source says is named as a ruling.
 */
interface OperationNote {
  readonly told: string
  readonly refused?: string
}

const typing: OperationNote = {
  told:
    '`NewMessages` with a message `TypingStarted` or `TypingStopped`, which takes an index of its own. Its `text` is passed on to agents only where the ' +
    'setting `typingPreview` is on'
}
const askedIn = 'The target gets `StatusChange` to `Invited` with `Accept` and `Reject` (ruling R1)'
const properties = '`PropertiesUpdated` with all that is attached now; the requester\'s own carries its `referenceId`'
const tooMuch = '10 when all data together would be larger than 200,000 characters; 11 for a key that the setting `readOnlyUserData` names'
const seenAgain =
  '`StatusChange` with the new capabilities. Whoever may see the supervisor now hears `ParticipantsUpdated` and `ParticipantJoined`, whoever may no longer ' +
  'hears `ParticipantLeft`'
const monitored =
  'With each chat that the agent enters from now on, the supervisor gets `StatusChange` to `Invited` and accepts or rejects it as any invitation. When the ' +
  'agent goes, the supervisor gets `Revoked`'
const monitoringRefused = '5 without the role or the feature `api-supervisor`; 6 for an unknown user; 18 while this agent is monitored already'

export const operationNotes = {
  Accept: {
    told:
      'The accepting agent gets `StatusChange` to `Chatting` with nobody listed, then `ParticipantsUpdated`, then the history up to its own joining. The ' +
      'others get `ParticipantsUpdated` and the message `ParticipantJoined`: with visibility `Agents` for a consult, of which the customer hears nothing ' +
      '(ruling R2), and `All` otherwise',
    refused: '2 when no invitation waits: it was answered, taken back, or has run out'
  },
  Reject: {
    told:
      '`StatusChange` to `Completed`. Whoever asked gets `Error` with "Operation failed" and the number of its request (ruling R6); a queue asks its next ' +
      'member',
    refused: '2 when no invitation waits'
  },
  SendMessage: {
    told:
      '`NewMessages` with a `Text` of visibility `All`, to the sender too. What a consultant says goes out with `Agents` (ruling R4; the setting ' +
      '`consultantSays`)'
  },
  SendToAgents: { told: '`NewMessages` with a `Text` of visibility `Agents`, to agents alone. Possible while another agent is present' },
  SendStartTypingNotification: typing,
  SendStopTypingNotification: typing,
  SendStartTypingToAgentsNotification: typing,
  SendStopTypingToAgentsNotification: typing,
  SendUrl: { told: '`NewMessages` with a `PushUrl`, visibility `All`' },
  SendCustomNotice: { told: '`NewMessages` with a `CustomNotice`, visibility `All`' },
  SendCustomNoticeToAgents: { told: '`NewMessages` with a `CustomNotice`, visibility `Agents`' },
  Consult: {
    told:
      `Acknowledged with a \`referenceId\`; nothing more for the asking agent until there is an outcome (ruling R1b). ${askedIn}. When it accepts, the ` +
      `asking agent gets \`ParticipantsUpdated\` and \`ParticipantJoined\` with visibility \`Agents\`. When nothing comes of it, \`Error\` with "Operation ` +
      `failed" and that number, and the chat as it is (ruling R6). The customer hears nothing of it`,
    refused:
      '1 without a target; 2 while another invitation of this agent waits, for oneself, for somebody who is in the chat already, or when the chat has as ' +
      'many consultants as the setting `consultants` allows (ruling R5); 6 for an unknown target. A target that is not ready is acknowledged first and ' +
      'fails a moment later (ruling R6)'
  },
  CancelConsult: {
    told:
      'Before the target has accepted: nothing to the asking agent, `Revoked` to the target. Afterwards: acknowledged, then `Error` with "Request failed" ' +
      'and the number of the cancel, and the consult goes on (ruling R7; the setting `cancelError`)',
    refused: '2 without a consult of one\'s own'
  },
  Invite: {
    told:
      `A conference. A consultant becomes visible to everybody at once: \`ParticipantsUpdated\`, then \`ParticipantJoined\` with visibility \`All\` ` +
      `(ruling R9; the setting \`conferenceWithConsultant\`). For anybody else it is an invitation. ${askedIn}, and the others hear of it when it accepts ` +
      `(ruling R13)`,
    refused: 'As `Consult`'
  },
  Transfer: {
    told:
      `To a consultant or a member of the conference at once: the customer sees the taker join, then the giver leave; the giver gets \`Completed\`, the ` +
      `new owner \`ParticipantsUpdated\` (ruling R8; the setting \`transferToConsultant\`). To anybody else by an invitation. ${askedIn}; the giver stays ` +
      `until it accepts, and gets \`Error\` when it does not (ruling R13)`,
    refused: '1 with neither target nor queue; 2 while another invitation than a consult waits; 6 for an unknown target. A consult that waits is taken back'
  },
  Leave: {
    told:
      'Alone with the customer: `StatusChange` to `LeftChat`, and the chat ends for the customer; user data and disposition may still be set until ' +
      '`Complete`. With other agents in the chat: `Completed`, and the chat lives on; with consultants alone, the first of them becomes owner (ruling R11; ' +
      'the setting `ownerLeaves`). A consultant: `Completed`, and agents alone hear of it (ruling R10)'
  },
  Complete: {
    told: '`StatusChange` to `Completed` with nothing but id, uri and state. With `queueName` the customer waits in that queue again',
    refused:
      '2 with `queueName` while other agents are in the chat, or without a disposition where the setting `dispositionMandatory` is on and one can ' +
      'still be set (ruling R23); 6 for an unknown queue'
  },
  RemoveParticipantFromConference: {
    told:
      'Agents get a `Notice` with the text `REMOVE_PARTICIPANT_FROM_CONFERENCE` and the user\'s id, then `ParticipantsUpdated` and `ParticipantLeft`; the ' +
      'agent that is removed gets `Completed`',
    refused: '1 without a target; 2 for oneself, for somebody who is not in the chat, and for consultants: only an agent whom everybody sees may remove another'
  },
  SetDisposition: {
    told: `${properties}. It is kept under \`dispositionKey\``,
    refused: '11 once the chat has ended, where the setting `dispositionReadOnlyOnIdle` is on'
  },
  AttachUserData: { told: properties, refused: tooMuch },
  UpdateUserData: { told: properties, refused: tooMuch },
  DeleteUserData: { told: properties, refused: '11 for a key that the setting `readOnlyUserData` names' },
  SetInFocus: { told: 'Nobody is told. Of this operation no source holds more than the capability: the rest is ours' },
  InFocus: { told: 'As `SetInFocus`' },
  SwitchToMonitor: { told: seenAgain, refused: '2 for a mode that the supervisor has already; 5 for anybody but a supervisor in this chat' },
  SwitchToCoach: { told: seenAgain, refused: '2 for a mode that the supervisor has already; 5 for anybody but a supervisor in this chat' },
  SwitchToBargeIn: { told: seenAgain, refused: '2 for a mode that the supervisor has already; 5 for anybody but a supervisor in this chat' },
  Monitor: { told: monitored, refused: monitoringRefused },
  Coach: { told: monitored, refused: monitoringRefused },
  BargeIn: { told: monitored, refused: monitoringRefused },
  CancelSupervisorMonitoring: { told: 'Nobody is told. Chats that the supervisor is in already go on', refused: '2 when this agent is not monitored' },
  Intrude: {
    told: 'The supervisor gets `StatusChange` to `Invited`',
    refused:
      '2 when one is in the chat already; 5 without the role or the feature `api-supervisor`; 6 for an unknown user, and for a chat that the user is not in'
  },
  RequestChat: {
    told: 'The members of the queue are asked in, one after the other; the customer waits (`WaitingForAgent`) until one accepts',
    refused: '6 for an unknown queue; 2 where nobody of the queue is logged in and the queue says `whenNobody: refuse`'
  },
  CustomerSendMessage: { told: '`NewMessages` to the customer and to all agents in the chat', refused: '2 when the chat is over' },
  CustomerSendStartTypingNotification: { told: '`NewMessages` with `TypingStarted`', refused: '2 when the chat is over' },
  CustomerSendStopTypingNotification: { told: '`NewMessages` with `TypingStopped`', refused: '2 when the chat is over' },
  CustomerComplete: {
    told: 'The customer leaves: agents get `ParticipantLeft` and `ParticipantsUpdated` without it, and any consult ends (ruling R12)',
    refused: '2 when the chat is over'
  }
} satisfies Record<
  AgentOperationName | SupervisorOperation['operationName'] | IntrudeOperation['operationName'] | 'RequestChat' | `Customer${CustomerOperationName}`,
  OperationNote
>

/** What is said of the schema with this id, or null when it is no operation. */
export function noteOf(id: string): OperationNote | null {
  return Object.hasOwn(operationNotes, id) ? operationNotes[id as keyof typeof operationNotes] : null
}
