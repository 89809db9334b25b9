import type { Target } from './chat-state.ts'
import type { Directory } from './directory.ts'
import { resourceId } from './ids.ts'

/**
 * Whom a `targetUri` means: an agent or a queue, matched by its path alone, since `localhost`, `127.0.0.1` and `[::1]` are
 * all us. `/users/{id}` and `/contacts/{id}` are both in the wild (wire-facts 4.4). Null for an unknown one.
 */
export function targetOf(uri: string, directory: Directory): Target | null {
  const [, kind, id] = /(?:^|\/)(users|contacts|queues)\/([0-9A-Za-z-]+)\/?(?:[?#].*)?$/.exec(uri) ?? []
  if (!kind || !id) return null
  const { seed, agents, queues } = directory.plan
  if (kind !== 'queues') {
    const agent = Object.keys(agents).find((name) => resourceId(seed, 'user', name) === id)
    if (agent !== undefined) return { agent }
  }
  if (kind !== 'users') {
    const queue = Object.keys(queues).find((name) => resourceId(seed, 'queue', name) === id)
    if (queue !== undefined) return { queue }
  }
  return null
}

export function queueNamed(name: string, directory: Directory): Target | null {
  return Object.hasOwn(directory.plan.queues, name) ? { queue: name } : null
}
