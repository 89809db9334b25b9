import type { Capability } from '../wire/chat.ts'
import { consultantsOf, pendingBy, roleOf } from './chat-state.ts'
import type { Chat } from './chat-state.ts'

/**
 * Who may do what (R4): situation -> capabilities, each list in the page's order. `alone` is the page's failed sample and
 * `withAgents` its success sample, to the letter.
 */
export const capabilityTable = {
  invited: ['Accept', 'Reject'],
  alone: [
    'Transfer',
    'Leave',
    'Invite',
    'Consult',
    'SetInFocus',
    'SetDisposition',
    'AttachUserData',
    'DeleteUserData',
    'UpdateUserData',
    'Complete',
    'SendMessage',
    'SendStartTypingNotification',
    'SendStopTypingNotification'
  ],
  withAgents: [
    'Transfer',
    'Leave',
    'Invite',
    'Consult',
    'SetInFocus',
    'SetDisposition',
    'AttachUserData',
    'DeleteUserData',
    'UpdateUserData',
    'SendToAgents',
    'SendStartTypingToAgentsNotification',
    'SendStopTypingToAgentsNotification',
    'Complete',
    'SendMessage',
    'SendStartTypingNotification',
    'SendStopTypingNotification'
  ],
  consultant: [
    'Leave',
    'SetInFocus',
    'AttachUserData',
    'DeleteUserData',
    'UpdateUserData',
    'SendToAgents',
    'SendStartTypingToAgentsNotification',
    'SendStopTypingToAgentsNotification',
    'SendMessage',
    'SendStartTypingNotification',
    'SendStopTypingNotification'
  ],
  leftChat: ['Transfer', 'Complete', 'SetInFocus', 'SetDisposition', 'AttachUserData', 'DeleteUserData', 'UpdateUserData'],
  customerGone: ['Complete', 'SetInFocus', 'SetDisposition', 'AttachUserData', 'DeleteUserData', 'UpdateUserData'],
  outside: []
} as const satisfies Record<string, readonly Capability[]>

export type Situation = keyof typeof capabilityTable

/** Where an agent stands in a chat, as far as its capabilities go. */
export function situationOf(chat: Chat, agent: string): Situation {
  switch (roleOf(chat, agent)) {
    case 'invited':
      return 'invited'
    case 'left':
      return 'leftChat'
    case 'consultant':
      return 'consultant'
    case 'owner':
    case 'member':
      if (!chat.customer.present) return 'customerGone'
      return chat.agents.length > 1 ? 'withAgents' : 'alone'
    case null:
      return 'outside'
  }
}

/** The list as it goes over the wire in `extended`, which adds what belongs to the agent's own consult (R1b). */
export function capabilitiesOf(chat: Chat, agent: string): Capability[] {
  const listed: Capability[] = [...capabilityTable[situationOf(chat, agent)]]
  if (pendingBy(chat, agent)?.kind === 'consult') listed.push('CancelConsult')
  if (consultantsOf(chat, agent).length > 0) listed.push('RemoveParticipantFromConference')
  return listed
}

export function can(chat: Chat, agent: string, capability: Capability): boolean {
  return (capabilityTable[situationOf(chat, agent)] as readonly Capability[]).includes(capability)
}
