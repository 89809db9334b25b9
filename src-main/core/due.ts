import type { RoomPlan } from '../contract/room-plan.ts'
import type { Chat } from './chat-state.ts'
import type { Lapse } from './decider.ts'
import type { Directory } from './directory.ts'

/** Something that happens by itself, and when. No client can post it. */
export interface Due {
  readonly at: number
  readonly lapse: Lapse
}

/** What falls due in a chat, the next first; ties in the order of the rules below. */
export function dueIn(chat: Chat, { queues }: Pick<RoomPlan, 'queues'>): Due[] {
  const { patientUntil } = chat.customer
  const due: Due[] = [
    ...chat.later.map(({ at, by, referenceId }): Due => ({ at, lapse: { lapse: 'TellCancelFailure', by, referenceId } })),
    ...chat.asks.flatMap((ask): Due[] => (ask.ringing ? [{ at: ask.ringing.answerBy, lapse: { lapse: 'NoAnswer', ask: ask.id } }] : [])),
    ...chat.asks.flatMap((ask): Due[] => {
      const overflow = ask.ringing || ask.hopeless || !('queue' in ask.target) ? null : (queues[ask.target.queue]?.overflow ?? null)
      return overflow && !ask.beenIn.includes(overflow.to) ? [{ at: ask.queuedAt + overflow.afterMs, lapse: { lapse: 'QueueOverflows', ask: ask.id } }] : []
    }),
    ...chat.asks.flatMap((ask): Due[] => (ask.until === null ? [] : [{ at: ask.until, lapse: { lapse: 'AskRunsOut', ask: ask.id } }])),
    ...(patientUntil === null ? [] : [{ at: patientUntil, lapse: { lapse: 'CustomerGivesUp' } } as const])
  ]
  return due.sort((one, other) => one.at - other.at)
}

/** The next agent whose last window has been gone for too long (R21), or null. */
export function nextGone(directory: Directory): { readonly at: number; readonly agent: string } | null {
  const gone = Object.entries(directory.agents)
    .flatMap(([agent, { awaySince, state }]) => (awaySince === null || state === 'Logout' ? [] : [{ at: awaySince + directory.plan.settings.awayMs, agent }]))
    .sort((one, other) => one.at - other.at)
  return gone[0] ?? null
}
