import type { Ask, AskKind, Chat } from './chat-state.ts'
import { legOf } from './chat-state.ts'
import type { Context, Decision, Evolvers, Tellers } from './decider.ts'
import { nextReference } from './directory.ts'
import { handoverFailed } from './asking.ts'
import type { ChatEvent, Event } from './events.ts'
import { parting } from './leave.ts'
import { operationFailed, statusChange } from './tell.ts'
import { wholeChatFor } from './view.ts'

/**
 * Where a room has it so (R8, R9: `invitation`), a consultant is asked once more before it takes the chat over or is seen by
 * everybody. It stays in the chat as consultant, whatever it answers.
 */

/** Asks the consultant; the asking agent gets its `referenceId` as for any invitation. */
export function askConsultant(chat: Chat, kind: Extract<AskKind, 'transfer' | 'conference'>, by: string, agent: string, note: string | undefined, { now, directory }: Context): ChatEvent {
  const asked: Ask = {
    id: directory.counted.asks + 1,
    kind,
    by,
    target: { agent },
    note: note ?? null,
    referenceId: nextReference(directory, by),
    askedAt: now,
    queuedAt: now,
    beenIn: [],
    until: null,
    hopeless: null,
    ringing: { agent, answerBy: now + directory.plan.settings.answerWithinMs },
    isInside: true,
    passedOver: {}
  }
  return { type: 'HandoverAsked', chat: chat.id, ask: asked, agent }
}

/** The consultant agrees: from now on as if it had been done at once (R8, R9). */
export function handedOver(chat: Chat, asked: Ask, agent: string, { directory }: Context): Decision {
  const accepted: ChatEvent = { type: 'HandoverAccepted', chat: chat.id, ask: asked.id, agent, referenceId: nextReference(directory, agent) }
  const promoted: ChatEvent = { type: 'ConsultantPromoted', chat: chat.id, agent, by: null, referenceId: null }
  const giver = asked.by
  if (asked.kind !== 'transfer' || giver === null || !legOf(chat, giver)) return [accepted, promoted]
  const staying: Chat = {
    ...chat,
    asks: chat.asks.filter(({ id }) => id !== asked.id),
    agents: chat.agents.map((leg) => (leg.agent === agent ? { ...leg, consultedBy: null } : leg))
  }
  const newOwner = chat.owner === giver ? agent : chat.owner
  return [accepted, promoted, ...parting(staying, giver, { into: 'Completed', newOwner, endsChat: false, referenceId: asked.referenceId })]
}

/** What a decision brings about, with the askings that end because the consultant who was asked has gone. */
export function withHandoversFailed(chat: Chat, events: readonly Event[]): readonly Event[] {
  const ended = new Set(events.flatMap((event) => (event.type === 'HandoverAccepted' || event.type === 'HandoverFailed' ? [event.ask] : [])))
  const left = new Set(events.flatMap((event) => (event.type === 'ConsultantLeft' ? [event.agent] : [])))
  const failed = chat.asks.filter((asked) => asked.isInside && !ended.has(asked.id) && left.has(asked.ringing?.agent ?? ''))
  return failed.length === 0 ? events : [...events, ...failed.map((asked) => handoverFailed(chat, asked, 'withdrawn', null))]
}

export const evolve = {
  HandoverAsked: (chat, { ask }) => ({ ...chat, asks: [...chat.asks, ask] }),
  HandoverAccepted: (chat, { ask }) => without(chat, ask),
  HandoverFailed: (chat, { ask }) => without(chat, ask)
} satisfies Evolvers<'HandoverAsked' | 'HandoverAccepted' | 'HandoverFailed'>

export const tell = {
  HandoverAsked: (chat, { agent }, directory) => [statusChange(agent, wholeChatFor(chat, agent, directory), null)],
  HandoverAccepted: (chat, { agent, referenceId }, directory) => [statusChange(agent, wholeChatFor(chat, agent, directory), referenceId)],
  HandoverFailed: (chat, { agent, by, askReferenceId, referenceId }, directory) => [
    ...(legOf(chat, agent) ? [statusChange(agent, wholeChatFor(chat, agent, directory), referenceId)] : []),
    ...(by !== null && askReferenceId !== null && legOf(chat, by) ? [operationFailed(chat, by, 'Operation failed', askReferenceId, directory)] : [])
  ]
} satisfies Tellers<'HandoverAsked' | 'HandoverAccepted' | 'HandoverFailed'>

function without(chat: Chat, ask: number): Chat {
  return { ...chat, asks: chat.asks.filter(({ id }) => id !== ask) }
}
