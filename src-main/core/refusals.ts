import type { Failure } from '../wire/return-codes.ts'
import type { Refusal, RefusalCode } from './events.ts'

export function refuse(refused: RefusalCode): Refusal {
  return { refused }
}

/** Every refusal, its return code (wire-facts 4.1) and a sentence that says what to do. */
export const refusals: Readonly<Record<RefusalCode, Failure>> = {
  no_such_chat: { statusCode: 6, statusMessage: 'There is no such chat for you; GET /api/v2/me/chats lists yours' },
  not_invited: { statusCode: 2, statusMessage: 'No invitation to this chat waits for you: it was answered, taken back, or has run out' },
  not_possible_now: { statusCode: 2, statusMessage: 'The operation is not possible in this state; "capabilities" of the chat lists what is' },
  invitation_pending: { statusCode: 2, statusMessage: 'You have asked somebody already and wait for the answer; cancel that first' },
  no_consult: { statusCode: 2, statusMessage: 'You have no consult in this chat' },
  too_many_consultants: { statusCode: 2, statusMessage: 'This chat has as many consultants as the room allows' },
  target_missing: { statusCode: 1, statusMessage: 'Parameter "targetUri" is missing' },
  target_unknown: { statusCode: 6, statusMessage: 'There is no such agent or queue; GET /api/v2/users and /api/v2/queues list them' },
  target_is_self: { statusCode: 2, statusMessage: 'The target is yourself' },
  target_in_chat: { statusCode: 2, statusMessage: 'The target is in this chat, or is being asked, already' },
  target_not_in_chat: { statusCode: 2, statusMessage: 'The target is not in this chat' },
  queue_unknown: { statusCode: 6, statusMessage: 'There is no such queue; "endpoint" takes the name of a queue' },
  chat_over: { statusCode: 2, statusMessage: 'The chat is over' },
  feature_off: { statusCode: 3, statusMessage: 'The feature "api-multimedia" is switched off for this account' },
  preview_off: { statusCode: 3, statusMessage: 'An invitation must be accepted before the transcript can be read here' }
}

/** Deciders say where an acknowledged failure comes from, people read this (R6). */
export function isRefusal(decision: readonly unknown[] | Refusal): decision is Refusal {
  return !Array.isArray(decision)
}
