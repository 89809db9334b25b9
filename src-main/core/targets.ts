import { targetAt } from './addresses.ts'
import type { Target } from './chat-state.ts'
import type { Directory } from './directory.ts'

/** Whom a request means: `targetUri`, or `targetPath` as newer pages spell it (wire-facts 1.2). */
export interface Wanted {
  readonly targetUri?: string | undefined
  readonly targetPath?: string | undefined
}

/** The address that was given, or undefined. */
export function wantedAddress({ targetUri, targetPath }: Wanted): string | undefined {
  return targetUri ?? targetPath
}

/**
 * Whom an address means: an agent or a queue, matched by its path alone, since `localhost`, `127.0.0.1` and `[::1]` are all
 * us. `/users/{id}`, `/contacts/{id}` and `/queues/{id}` are all in the wild, absolute and relative (wire-facts 4.4). Null
 * for an unknown one.
 */
export function targetOf(address: string, { plan }: Directory): Target | null {
  const [, kind, id] = /(?:^|\/)(users|contacts|queues)\/([0-9A-Za-z-]+)\/?(?:[?#].*)?$/.exec(address) ?? []
  return kind && id ? targetAt(`/${kind}/${id.replaceAll('-', '').toLowerCase()}`, plan) : null
}

export function queueNamed(name: string, directory: Directory): Target | null {
  return Object.hasOwn(directory.plan.queues, name) ? { queue: name } : null
}

/** The agent whose id stands in an address such as `/users/{id}/chats`. */
export function agentWithId(id: string, directory: Directory): string | null {
  const target = targetOf(`/users/${id}`, directory)
  return target && 'agent' in target ? target.agent : null
}
