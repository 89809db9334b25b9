import type { Ask, AskKind, Chat, FailedWhy, Target } from './chat-state.ts'
import { ringingFor, roleOf } from './chat-state.ts'
import type { Context } from './decider.ts'
import { hasFreePlace, isReady, nextReference, takesPlace } from './directory.ts'
import type { ChatEvent, Refusal } from './events.ts'
import { refuse } from './refusals.ts'

/** How somebody is asked into a chat, and how that comes to an end: shared by chat, consult, conference and transfer. */

/** A request that can only fail is acknowledged first and fails this much later (R6), as a real routing would. */
export const failsAfterMs = 250

/** The customer's own chat looks for a first agent of the queue; nothing but the customer's patience ends that. */
export function chatAsk(queue: string, { now, directory }: Context): Ask {
  return {
    id: directory.counted.asks + 1,
    kind: 'chat',
    by: null,
    target: { queue },
    note: null,
    referenceId: null,
    askedAt: now,
    until: null,
    hopeless: null,
    ringing: null,
    passedOver: {}
  }
}

/** Why an agent may not ask this target into the chat at all, or null if it may (R6). */
export function targetRefusal(chat: Chat, by: string, target: Target | null): Refusal | null {
  if (!target) return refuse('target_unknown')
  if ('queue' in target) return null
  if (target.agent === by) return refuse('target_is_self')
  if (roleOf(chat, target.agent) !== null || ringingFor(chat, target.agent)) return refuse('target_in_chat')
  return null
}

/** An agent asks for a colleague or a queue; a colleague who can be asked rings at once. */
export function ask(chat: Chat, kind: AskKind, by: string, target: Target, note: string | undefined, { now, directory }: Context): ChatEvent[] {
  const hopeless = whyHopeless(kind, target, { now, directory })
  const queue = 'queue' in target ? directory.plan.queues[target.queue] : undefined
  const asked: Ask = {
    id: directory.counted.asks + 1,
    kind,
    by,
    target,
    note: note ?? null,
    referenceId: nextReference(directory, by),
    askedAt: now,
    until: hopeless ? now + failsAfterMs : queue ? now + queue.waitAtMostMs : null,
    hopeless,
    ringing: null,
    passedOver: {}
  }
  const events: ChatEvent[] = [{ type: 'InvitationAsked', chat: chat.id, ask: asked }]
  if (hopeless || 'queue' in target) return events
  const answerBy = now + directory.plan.settings.answerWithinMs
  return [...events, { type: 'AgentRang', chat: chat.id, ask: asked.id, kind, agent: target.agent, answerBy, takesPlace: takesPlace(kind, target) }]
}

/** The asking agent takes it back: nobody but the ringing agent hears of it (R7). */
export function withdrawn(chat: Chat, taken: Ask, referenceId: number | null = null): ChatEvent {
  return { type: 'InvitationWithdrawn', chat: chat.id, ask: taken.id, agent: taken.ringing?.agent ?? null, by: taken.by, referenceId }
}

/** It comes to nothing: the asking agent is told, and so is whoever rings (R6). The customer's own chat is just taken back. */
export function endingOf(chat: Chat, ended: Ask, why: FailedWhy): ChatEvent {
  if (ended.by === null) return withdrawn(chat, ended)
  return {
    type: 'InvitationFailed',
    chat: chat.id,
    ask: ended.id,
    agent: ended.ringing?.agent ?? null,
    by: ended.by,
    askReferenceId: ended.referenceId,
    why
  }
}

function whyHopeless(kind: AskKind, target: Target, { directory }: Context): FailedWhy | null {
  if ('queue' in target) return null
  if (!isReady(directory, target.agent)) return 'not_ready'
  if (takesPlace(kind, target) && !hasFreePlace(directory, target.agent)) return 'full'
  return null
}
