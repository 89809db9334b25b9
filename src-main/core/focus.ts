import type { Chat } from './chat-state.ts'
import { can } from './capabilities.ts'
import type { Deciders, Decision, Evolvers, Tellers } from './decider.ts'
import { refuse } from './refusals.ts'

/**
 * Which chat an agent looks at. Nothing but the capability is known of it (wire-facts 1.1), so it is acknowledged and kept
 * for the trainer, and nobody is told. `InFocus` is the older name.
 */
export const decide = {
  SetInFocus: (chat, { by }) => focused(chat, by),
  InFocus: (chat, { by }) => focused(chat, by)
} satisfies Deciders<'SetInFocus' | 'InFocus'>

function focused(chat: Chat, by: string): Decision {
  return can(chat, by, 'SetInFocus') ? [{ type: 'ChatFocused', chat: chat.id, agent: by }] : refuse('not_possible_now')
}

export const evolve = { ChatFocused: (chat) => chat } satisfies Evolvers<'ChatFocused'>

export const tell = { ChatFocused: () => [] } satisfies Tellers<'ChatFocused'>
