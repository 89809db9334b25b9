import type { RoomPlan } from '../contract/room-plan.ts'
import type { Target } from './chat-state.ts'
import { resourceId } from './ids.ts'

/** The addresses of a room's people and queues. They follow from the plan alone, so they are worked out once for it. */
interface Addresses {
  readonly users: ReadonlyMap<string, string>
  readonly queues: ReadonlyMap<string, string>
  /** Whom a path without its end slash means. */
  readonly targets: ReadonlyMap<string, Target>
}

const known = new WeakMap<RoomPlan, Addresses>()

function addressesOf(plan: RoomPlan): Addresses {
  const before = known.get(plan)
  if (before) return before
  const users = new Map(Object.keys(plan.agents).map((name) => [name, `/users/${resourceId(plan.seed, 'user', name)}`]))
  const queues = new Map(Object.keys(plan.queues).map((name) => [name, `/queues/${resourceId(plan.seed, 'queue', name)}`]))
  const targets = new Map<string, Target>([
    ...[...queues].flatMap(([queue, path]): [string, Target][] => [[path, { queue }], [path.replace('/queues/', '/contacts/'), { queue }]]),
    ...[...users].flatMap(([agent, path]): [string, Target][] => [[path, { agent }], [path.replace('/users/', '/contacts/'), { agent }]])
  ])
  const made = { users, queues, targets }
  known.set(plan, made)
  return made
}

export const userPath = (plan: RoomPlan, name: string): string => addressesOf(plan).users.get(name) ?? `/users/${resourceId(plan.seed, 'user', name)}`
export const queuePath = (plan: RoomPlan, name: string): string => addressesOf(plan).queues.get(name) ?? `/queues/${resourceId(plan.seed, 'queue', name)}`
export const chatUri = (plan: RoomPlan, chat: string): string => `${plan.base}/api/v2/chats/${chat}`

/** Whom `/users/{id}`, `/contacts/{id}` or `/queues/{id}` means; null for nobody of this room. */
export function targetAt(path: string, plan: RoomPlan): Target | null {
  return addressesOf(plan).targets.get(path) ?? null
}
