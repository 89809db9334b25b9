import type { Capability } from '../wire/chat.ts'
import type { RoomSettings } from '../contract/room-plan.ts'
import { consultantsOf, pendingBy, ringingFor, roleOf, supervisorOf, watching } from './chat-state.ts'
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
  monitor: ['Leave', 'SetInFocus', 'SwitchToCoach', 'SwitchBargeIn'],
  coach: [
    'Leave',
    'SetInFocus',
    'SendToAgents',
    'SendStartTypingToAgentsNotification',
    'SendStopTypingToAgentsNotification',
    'SendMessage',
    'SendStartTypingNotification',
    'SendStopTypingNotification',
    'SwitchToMonitor',
    'SwitchBargeIn'
  ],
  bargeIn: [
    'Leave',
    'SetInFocus',
    'SendToAgents',
    'SendStartTypingToAgentsNotification',
    'SendStopTypingToAgentsNotification',
    'SendMessage',
    'SendStartTypingNotification',
    'SendStopTypingNotification',
    'SwitchToMonitor',
    'SwitchToCoach'
  ],
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
      // Only a room with the bug owner-lost has agents and no owner: nobody may hand the chat over or end it.
      if (chat.owner === null) return 'consultant'
      return hasColleague(chat) ? 'withAgents' : 'alone'
    case 'supervisor':
      return supervisionOf(chat, agent)
    case null:
      return 'outside'
  }
}

/** Another agent, or a supervisor whom agents may see: an unseen one must not show in a list of buttons. */
function hasColleague(chat: Chat): boolean {
  return chat.agents.length > 1 || watching(chat).some(({ mode }) => mode !== 'Monitor')
}

function supervisionOf(chat: Chat, agent: string): Situation {
  switch (supervisorOf(chat, agent)?.mode) {
    case 'Coach':
      return 'coach'
    case 'BargeIn':
      return 'bargeIn'
    default:
      return 'monitor'
  }
}

const publicSayings: readonly Capability[] = ['SendMessage', 'SendStartTypingNotification', 'SendStopTypingNotification']

/** The list as it goes over the wire in `extended`, which adds what belongs to the agent's own consult (R1b), and notices and addresses. */
export function capabilitiesOf(chat: Chat, agent: string, { consultantSays }: RoomSettings): Capability[] {
  const situation = situationOf(chat, agent)
  const page: readonly Capability[] = capabilityTable[situation]
  const listed = situation === 'consultant' && consultantSays === 'refused' ? page.filter((name) => !publicSayings.includes(name)) : [...page]
  if (ringingFor(chat, agent)?.isInside) listed.unshift('Accept', 'Reject')
  if (listed.includes('SendMessage')) listed.push('SendUrl', 'SendCustomNotice')
  if (listed.includes('SendToAgents')) listed.push('SendCustomNoticeToAgents')
  if (pendingBy(chat, agent)?.kind === 'consult') listed.push('CancelConsult')
  if (consultantsOf(chat, agent).length > 0) listed.push('RemoveParticipantFromConference')
  return listed
}

export function can(chat: Chat, agent: string, capability: Capability): boolean {
  return (capabilityTable[situationOf(chat, agent)] as readonly Capability[]).includes(capability)
}
