import type { CustomerMessage } from '../../src-main/wire/messages.ts'

/** Those on the other side who are typing now: it ends with whatever they say or do next. */
export function typingIn(messages: readonly CustomerMessage[]): string[] {
  const last = new Map<string, CustomerMessage>()
  for (const message of messages) if (message.from.type === 'Agent') last.set(message.from.participantId, message)
  return [...last.values()].filter(({ type }) => type === 'TypingStarted').map(({ from }) => from.nickname)
}
