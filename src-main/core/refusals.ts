import type { Failure } from '../wire/return-codes.ts'
import type { Refusal, RefusalCode } from './events.ts'

export function refuse(refused: RefusalCode): Refusal {
  return { refused }
}

/** The same, with a sentence of its own that names what is wrong. */
export function refuseSaying(refused: RefusalCode, statusMessage: string): Refusal {
  return { refused, answer: { ...refusals[refused], statusMessage } }
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
  queue_unknown: { statusCode: 6, statusMessage: 'There is no such queue; GET /api/v2/queues lists them' },
  chat_over: { statusCode: 2, statusMessage: 'The chat is over' },
  feature_off: { statusCode: 3, statusMessage: 'The feature "api-multimedia" is switched off for this account' },
  preview_off: { statusCode: 3, statusMessage: 'An invitation must be accepted before the transcript can be read here' },
  too_much_data: { statusCode: 10, statusMessage: 'This is more than a chat can carry' },
  nobody_here: { statusCode: 2, statusMessage: 'No agent of this queue is logged in; ask again later' },
  others_in_chat: { statusCode: 2, statusMessage: 'Other agents are in this chat, so it cannot go into a queue; Leave it to them, or Transfer it' },
  disposition_missing: { statusCode: 2, statusMessage: 'This room wants a disposition first; SetDisposition sets it' },
  read_only: { statusCode: 11, statusMessage: 'This cannot be changed' },
  place_in_use: { statusCode: 19, statusMessage: 'Another agent works at this place; choose another' },
  channel_unavailable: { statusCode: 4, statusMessage: 'The channel is not available here; GET /api/v2/me/channels lists those that are' },
  channel_off: { statusCode: 4, statusMessage: 'Interaction server connection is not opened' },
  not_supervisor: { statusCode: 5, statusMessage: 'Only a supervisor may do this' },
  no_such_user: { statusCode: 6, statusMessage: 'There is no such user; GET /api/v2/users lists them' },
  agent_not_in_chat: { statusCode: 6, statusMessage: 'That agent is not in that chat' },
  supervises_already: { statusCode: 18, statusMessage: 'You monitor this agent already; CancelSupervisorMonitoring ends that' },
  supervises_nobody: { statusCode: 2, statusMessage: 'You do not monitor this agent' },
  is_that_already: { statusCode: 2, statusMessage: 'You are that already' },
  fault: { statusCode: 4, statusMessage: 'This failure was asked for by the room' }
}

/** Deciders say where an acknowledged failure comes from, people read this (R6). */
export function isRefusal(decision: readonly unknown[] | Refusal): decision is Refusal {
  return !Array.isArray(decision)
}
