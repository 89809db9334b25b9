import type { QueuePlan } from '../contract/room-plan.ts'
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

/** Ready members with a free place in the queue's order, ties by longest idle, then as the queue lists them (R18). */
function freeMembers(directory: Directory, queue: string): readonly string[] {
  const plan = directory.plan.queues[queue]
  if (!plan) return []
  const rank = (name: string): number => rankIn(plan, name, directory)
  const idleSince = (name: string): number => directory.agents[name]?.idleSince ?? 0
  return plan.members
    .filter((name) => isReady(directory, name) && hasFreePlace(directory, name))
    .sort((one, other) => rank(one) - rank(other) || idleSince(one) - idleSince(other))
}

/** The smaller, the sooner: the higher skill, or who rang longest ago. */
function rankIn({ order, skill }: QueuePlan, name: string, { plan, agents }: Directory): number {
  switch (order) {
    case 'longestIdle':
      return 0
    case 'skill':
      return -(plan.agents[name]?.skills[skill] ?? 0)
    case 'roundRobin':
      return agents[name]?.lastRang ?? 0
  }
}

/** Not somebody who is in that chat already, nor one who passed on it since becoming ready (R18). */
function mayTake(directory: Directory, item: Waiting, name: string): boolean {
  const agent = directory.agents[name]
  if (!agent || name === item.by || Object.hasOwn(agent.chats, item.chat)) return false
  const passedAt = item.passedOver[name]
  return passedAt === undefined || agent.stateSince > passedAt
}
