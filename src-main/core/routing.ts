import type { Waiting } from './chat-state.ts'
import type { Directory } from './directory.ts'
import { hasFreePlace, isReady } from './directory.ts'

/** Somebody waits in a queue and a member can take it. */
export interface Offer {
  readonly chat: string
  readonly ask: number
  readonly agent: string
}

/** The next offer to make, the longest waiting first; null while nobody who waits can be served. */
export function nextOffer(directory: Directory): Offer | null {
  if (directory.waiting.length === 0) return null
  const free = new Map<string, readonly string[]>()
  for (const item of directory.waiting) {
    const members = free.get(item.queue) ?? freeMembers(directory, item.queue)
    free.set(item.queue, members)
    const agent = members.find((name) => mayTake(directory, item, name))
    if (agent !== undefined) return { chat: item.chat, ask: item.ask, agent }
  }
  return null
}

/** Ready members with a free place, longest idle first, then in the queue's own order (R18). */
function freeMembers(directory: Directory, queue: string): readonly string[] {
  const members = directory.plan.queues[queue]?.members ?? []
  const idleSince = (name: string) => directory.agents[name]?.idleSince ?? 0
  return members.filter((name) => isReady(directory, name) && hasFreePlace(directory, name)).sort((one, other) => idleSince(one) - idleSince(other))
}

/** Not somebody who is in that chat already, nor one who passed on it since becoming ready (R18). */
function mayTake(directory: Directory, item: Waiting, name: string): boolean {
  const agent = directory.agents[name]
  if (!agent || name === item.by || Object.hasOwn(agent.chats, item.chat)) return false
  const passedAt = item.passedOver[name]
  return passedAt === undefined || agent.stateSince > passedAt
}
