import type { AgentOperation } from '../../src-main/wire/operations.ts'
import { m } from '../shared/messages/messages.js'
import { customerIn, peopleIn, roleOf, watchedIn } from './desk-chat.ts'
import type { Asked, DeskChat, Me } from './desk-chat.ts'

/** Nothing came of an asking. */
export function failure({ kind, name, isQueue }: Asked): string {
  switch (kind) {
    case 'consult':
      return isQueue ? m.agent_troubleConsultQueue({ name }) : m.agent_troubleConsult({ name })
    case 'conference':
      return isQueue ? m.agent_troubleConferenceQueue({ name }) : m.agent_troubleConference({ name })
    case 'transfer':
      return isQueue ? m.agent_troubleTransferQueue({ name }) : m.agent_troubleTransfer({ name })
  }
}

/** Why a chat has gone, where the agent did not make it go. */
export function partingWords(chat: DeskChat, state: 'Completed' | 'Revoked', own: AgentOperation['operationName'] | undefined, me: Me | null): string | null {
  const customer = customerIn(chat) ?? m.agent_theCustomer()
  if (roleOf(chat) === 'supervisor' && own !== 'Leave') {
    const self = me && peopleIn(chat, me).find(({ isMe }) => isMe)
    return m.agent_noteWatchOver({ agent: (self && watchedIn(chat, self)) ?? m.agent_theAgent(), customer })
  }
  if (state === 'Revoked') return own === 'Reject' ? null : m.agent_noteRevoked({ name: chat.invitation?.from ?? customer })
  switch (own) {
    case 'Reject':
    case 'Leave':
    case 'Complete':
      return null
    case 'Transfer':
      return m.agent_noteHandedOver({ customer })
    default:
      if (chat.state === 'Invited' || chat.state === 'LeftChat') return null
      return roleOf(chat) === 'consultant' ? m.agent_noteConsultOver({ customer }) : m.agent_noteChatOver({ customer })
  }
}
