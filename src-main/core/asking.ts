import type { Ask, AskKind, Chat, FailedWhy, Target } from './chat-state.ts'
import { ringingFor, roleOf, supervisorOf } from './chat-state.ts'
import type { Context } from './decider.ts'
import { hasFreePlace, isReady, nextReference, takesPlace } from './directory.ts'
import type { ChatEvent, Refusal } from './events.ts'
import { refuse } from './refusals.ts'

/** How somebody is asked into a chat, and how that comes to an end: shared by chat, consult, conference and transfer. */

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
    queuedAt: now,
    beenIn: [queue],
    until: null,
    hopeless: null,
    ringing: null,
    isInside: false,
    passedOver: {}
  }
}

/** Why an agent may not ask this target into the chat at all, or null if it may (R6). */
export function targetRefusal(chat: Chat, by: string, target: Target | null): Refusal | null {
  if (!target) return refuse('target_unknown')
  if ('queue' in target) return null
  if (target.agent === by) return refuse('target_is_self')
  if (isUnseen(chat, target.agent)) return null
  if (roleOf(chat, target.agent) !== null || ringingFor(chat, target.agent)) return refuse('target_in_chat')
  return null
}

function isUnseen(chat: Chat, agent: string): boolean {
  const supervisor = supervisorOf(chat, agent)
  return supervisor !== undefined && (supervisor.mode === 'Monitor' || supervisor.participantId === null)
}

/** An agent asks for a colleague or a queue; a colleague who can be asked rings at once. */
export function ask(chat: Chat, kind: AskKind, by: string, target: Target, note: string | undefined, { now, directory }: Context): ChatEvent[] {
  const hopeless = whyHopeless(chat, kind, target, { now, directory })
  const { settings } = directory.plan
  const queue = 'queue' in target ? directory.plan.queues[target.queue] : undefined
  const asked: Ask = {
    id: directory.counted.asks + 1,
    kind,
    by,
    target,
    note: note ?? null,
    referenceId: nextReference(directory, by),
    askedAt: now,
    queuedAt: now,
    beenIn: 'queue' in target ? [target.queue] : [],
    // A request that can only fail is acknowledged first and fails a moment later (R6), as a real routing would.
    until: hopeless ? now + settings.failsAfterMs : queue ? now + queue.waitAtMostMs : null,
    hopeless,
    ringing: null,
    isInside: false,
    passedOver: {}
  }
  const events: ChatEvent[] = [{ type: 'InvitationAsked', chat: chat.id, ask: asked }]
  if (hopeless || 'queue' in target) return events
  const answerBy = now + settings.answerWithinMs
  return [...events, { type: 'AgentRang', chat: chat.id, ask: asked.id, kind, agent: target.agent, answerBy, takesPlace: takesPlace(kind, target, directory.plan) }]
}

/** The asking agent takes it back: nobody but the ringing agent hears of it (R7). */
export function withdrawn(chat: Chat, taken: Ask, referenceId: number | null = null): ChatEvent {
  if (taken.isInside) return handoverFailed(chat, { ...taken, by: null }, 'withdrawn', null)
  return { type: 'InvitationWithdrawn', chat: chat.id, ask: taken.id, agent: taken.ringing?.agent ?? null, by: taken.by, referenceId }
}

/** It comes to nothing: the asking agent is told, and so is whoever rings (R6). The customer's own chat is just taken back. */
export function endingOf(chat: Chat, ended: Ask, why: FailedWhy): ChatEvent {
  if (ended.by === null) return withdrawn(chat, ended)
  if (ended.isInside) return handoverFailed(chat, ended, why, null)
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

/** A consultant who was asked to do more declines, does not answer, or is asked no longer; the consult goes on (R8, R9). */
export function handoverFailed(chat: Chat, asked: Ask, why: FailedWhy, referenceId: number | null): ChatEvent {
  const { by, referenceId: askReferenceId } = asked
  return { type: 'HandoverFailed', chat: chat.id, ask: asked.id, agent: asked.ringing?.agent ?? '', by, askReferenceId, referenceId, why }
}

function whyHopeless(chat: Chat, kind: AskKind, target: Target, { directory }: Context): FailedWhy | null {
  if ('queue' in target) return null
  // Nobody learns by asking that this supervisor is in the chat unseen.
  if (isUnseen(chat, target.agent)) return 'not_ready'
  if (!isReady(directory, target.agent)) return 'not_ready'
  if (takesPlace(kind, target, directory.plan) && !hasFreePlace(directory, target.agent)) return 'full'
  return null
}
