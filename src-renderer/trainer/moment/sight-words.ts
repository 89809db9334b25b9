import { m } from '../../shared/messages/messages.js'
import type { ChatSight, SeenPerson } from './sights.ts'
import type { SeenMessage } from './transcript.ts'

/** Somebody in a chat as one viewer sees it, once however many legs it has there. */
export interface SeenOnce {
  readonly name: string
  readonly isCustomer: boolean
  /** Nobody but agents is told of it. */
  readonly isPrivate: boolean
}

export function peopleIn({ people }: ChatSight): SeenOnce[] {
  const legs = Map.groupBy(people, ({ type, nickname }) => `${type} ${nickname}`)
  return [...legs.values()].flatMap((all) => {
    const [first] = all
    if (!first) return []
    return [{ name: first.nickname, isCustomer: first.type === 'Customer', isPrivate: all.every((leg) => visibilityOf(leg) !== 'All') }]
  })
}

/** A customer's list and `classic` say nothing of it: whoever stands there is seen by everybody. */
function visibilityOf(person: SeenPerson): string {
  return 'visibility' in person ? (person.visibility ?? 'All') : 'All'
}

export function isAgentsOnly(message: SeenMessage): boolean {
  return 'visibility' in message && message.visibility !== 'All'
}

/** Where somebody stands in a chat. */
export function stateWords(state: ChatSight['state']): string {
  switch (state) {
    case 'Invited':
      return m.moment_stateInvited()
    case 'WaitingForAgent':
      return m.moment_stateWaiting()
    case 'Chatting':
      return m.moment_stateChatting()
    case 'LeftChat':
      return m.moment_stateLeft()
    case 'Completed':
      return m.moment_stateOver()
    case 'Revoked':
      return m.moment_stateRevoked()
  }
}

/** Who types, as far as this viewer is told: it ends with whatever they say or do next. */
export function typingIn(messages: readonly SeenMessage[]): { readonly name: string; readonly isPrivate: boolean }[] {
  const last = new Map<string, SeenMessage>()
  for (const message of messages) last.set(`${message.from.nickname} ${String(isAgentsOnly(message))}`, message)
  return [...last.values()].filter(({ type }) => type === 'TypingStarted').map((message) => ({ name: message.from.nickname, isPrivate: isAgentsOnly(message) }))
}

/** A message that is no text, in words. */
export function eventWords({ type, from }: SeenMessage): string | null {
  switch (type) {
    case 'ParticipantJoined':
      return m.moment_joined({ name: from.nickname })
    case 'ParticipantLeft':
      return m.moment_left({ name: from.nickname })
    default:
      return null
  }
}
