import type { QueueResource, UserResource } from '../../src-main/wire/users-and-queues.ts'
import type { Rest } from '../shared/rest.ts'
import type { Me } from './desk-chat.ts'

/** Somebody or a queue that can be asked, as the picker shows it. */
export interface Target {
  readonly uri: string
  readonly name: string
  readonly isQueue: boolean
  /** The number by which it is found, too; null where it has none. */
  readonly extension: string | null
  /** Null where nobody tells, as in `classic`. */
  readonly agent: UserResource['availability'] | null
  readonly queue: QueueResource['availability'] | null
}

/** Colleagues but oneself, then queues. */
export async function readTargets(rest: Rest, me: Me | null): Promise<Target[]> {
  const [users, queues] = await Promise.all([
    rest.get<{ users: UserResource[] }>('/api/v2/users?fields=*'),
    rest.get<{ queues: QueueResource[] }>('/api/v2/queues?fields=*')
  ])
  const people = users.ok ? users.value.users.filter((user) => user.path !== me?.path) : []
  const agents = people.map(({ uri, nickname, userName, phoneNumber, availability }) => ({
    uri,
    name: nickname ?? userName,
    isQueue: false,
    extension: phoneNumber ?? null,
    agent: availability ?? null,
    queue: null
  }))
  const waiting = queues.ok ? queues.value.queues : []
  const places = waiting.map(({ uri, name, phoneNumber, availability }) => ({
    uri,
    name,
    isQueue: true,
    extension: phoneNumber ?? null,
    agent: null,
    queue: availability ?? null
  }))
  return [...agents, ...places]
}
