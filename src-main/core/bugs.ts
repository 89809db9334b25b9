import type { Bug } from '../contract/bugs.ts'
import type { RoomPlan } from '../contract/room-plan.ts'
import type { CustomerMessage } from '../wire/messages.ts'
import { capabilitiesOf } from './capabilities.ts'
import type { Ask, Chat, Message } from './chat-state.ts'
import { knowing, legOf, roleOf, speaksTo } from './chat-state.ts'
import type { Say } from './decider.ts'
import { customerMessage } from './view.ts'

/** The defects that a room has on purpose (contract/bugs): each a departure from one rule, and nothing where the room has none. */

export function has({ bugs }: Pick<Chat, 'bugs'> | Pick<RoomPlan, 'bugs'>, bug: Bug): boolean {
  return bugs !== undefined && bugs.includes(bug)
}

/** `accept-after-cancel-wins`, `double-answer`: an invitation that is over, and still lets its agent in. */
export function staleInvitation(chat: Chat, agent: string): Ask | undefined {
  if (has(chat, 'accept-after-cancel-wins') && roleOf(chat, agent) === null) return chat.takenBack?.find(({ ringing }) => ringing?.agent === agent)
  const leg = has(chat, 'double-answer') ? legOf(chat, agent) : undefined
  if (!leg) return undefined
  return {
    id: 0,
    kind: leg.visibility === 'Agents' ? 'consult' : 'chat',
    by: leg.consultedBy,
    target: { agent },
    note: null,
    referenceId: null,
    askedAt: 0,
    queuedAt: 0,
    beenIn: [],
    until: null,
    hopeless: null,
    ringing: { agent, answerBy: 0 },
    isInside: false,
    passedOver: {}
  }
}

/** `typing-leaks`, `consultant-named-to-the-customer`: what the customer is told of a message that is none of its business. */
export function leaked(chat: Chat, message: Message): CustomerMessage | null {
  const { type, visibility } = message
  if (visibility !== 'Agents' || !chat.customer.present) return null
  const isTyping = type === 'TypingStarted' || type === 'TypingStopped'
  const isLeaked = (isTyping && has(chat, 'typing-leaks')) || (type === 'ParticipantJoined' && has(chat, 'consultant-named-to-the-customer'))
  if (!isLeaked) return null
  const customer = knowing(chat.customer, message.from.participantId)
  return customerMessage({ ...message, customerIndex: chat.messages.customerCount + 1 }, { ...chat, customer })
}

/** `capability-stale`: whoever was in the chat before is told what it could do then. */
export function withStaleCapabilities(says: readonly Say[], before: Chat | undefined, { settings }: RoomPlan): readonly Say[] {
  if (!before || !has(before, 'capability-stale')) return says
  return says.map(({ to, say }) => {
    const agent = speaksTo(to)
    if (agent === null || roleOf(before, agent) === null || !('chat' in say) || !('uri' in say.chat) || say.chat.capabilities === undefined) return { to, say }
    return { to, say: { ...say, chat: { ...say.chat, capabilities: capabilitiesOf(before, agent, settings) } } } as Say
  })
}
