import { isChatEvent } from '../core/core.ts'
import type { Chat } from '../core/chat-state.ts'
import type { StoredInput } from '../store/store.ts'
import type { RoomLog } from './room-log.ts'
import { Room } from './room.ts'

/** What a request, or something that happened by itself, made of a chat. */
export interface ChatStep {
  readonly at: number
  /** How the chat stood before; null for a new one. */
  readonly before: Chat | null
  /** The same chat as before for what was refused. */
  readonly after: Chat
  /** Null for what happened by itself. */
  readonly input: StoredInput | null
}

/** All that a room's chats went through, from its log, oldest first; nothing is written. Refused requests are steps too. */
export function chatSteps(log: RoomLog): ChatStep[] {
  const inputs = [...log.inputs()]
  const steps: ChatStep[] = []
  const chats = new Map<string, Chat>()
  let next = 0
  /** Those refused inputs that came before this one, and before anything that happened by itself at this moment. */
  const refusedUpTo = (end: number, at: number): void => {
    for (; next < end && (inputs[next]?.at ?? at) <= at; next += 1) {
      const input = inputs[next]
      const chat = input?.outcome.refused !== undefined && input.chat !== null ? chats.get(input.chat) : undefined
      if (input && chat) steps.push({ at: input.at, before: chat, after: chat, input })
    }
  }
  /** What belongs to the step that was made last. */
  let last: { readonly chat: string; readonly cause: number | null; readonly at: number } | null = null
  for (const { room, stored } of Room.folding(log)) {
    const { event, at, cause } = stored
    refusedUpTo(cause === null ? inputs.length : cause - 1, cause === null ? at - 1 : at)
    const after = isChatEvent(event) ? room.chat(event.chat) : undefined
    if (!after) continue
    const isSame = last !== null && last.chat === after.id && last.cause === cause && last.at === at
    const before = isSame ? (steps.pop()?.before ?? null) : (chats.get(after.id) ?? null)
    steps.push({ at, before, after, input: cause === null ? null : (inputs[cause - 1] ?? null) })
    chats.set(after.id, after)
    last = { chat: after.id, cause, at }
  }
  refusedUpTo(inputs.length, Number.POSITIVE_INFINITY)
  return steps
}
