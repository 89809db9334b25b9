import type { RoomClient } from '../contract/client.ts'
import type { Cast } from '../contract/cast.ts'
import type { Target } from './scenario.ts'

/** Who is meant by an address, whichever way it is spelt. */
export interface Targets {
  isMeant(address: string, target: Target): boolean
  /** The name in the cast, or the address itself where it is nobody's. */
  nameOf(address: string): string
  nameOfTarget(target: Target): string
}

export function targetsOf({ agents = {}, queues = {} }: Cast, { uriOf }: Pick<RoomClient, 'uriOf'>): Targets {
  const queueNames = Object.keys(queues)
  const known = [
    ...Object.keys(agents).map((name) => [keyOf(uriOf('agent', name)), name] as const),
    ...queueNames.map((name) => [keyOf(uriOf('queue', name)), name] as const)
  ]
  // A transfer may name its queue instead of giving the address.
  const addressNamed = (given: string): string => (queueNames.includes(given) ? uriOf('queue', given) : given)
  const addressOf = (target: Target): string => ('uri' in target ? target.uri : 'agent' in target ? uriOf('agent', target.agent) : uriOf('queue', target.queue))
  const nameOf = (address: string): string => known.find(([key]) => key === keyOf(addressNamed(address)))?.[1] ?? address
  return {
    isMeant: (address, target) => keyOf(addressNamed(address)) === keyOf(addressOf(target)),
    nameOf,
    nameOfTarget: (target) => nameOf(addressOf(target))
  }
}

/** Hosts, `/contacts/` for `/users/` and dashes in the id make no difference (wire-facts 4.4). */
function keyOf(address: string): string {
  const [, id] = /(?:^|\/)(?:users|contacts|queues)\/([0-9A-Za-z-]+)\/?(?:[?#].*)?$/.exec(address) ?? []
  return (id ?? address).replaceAll('-', '').toLowerCase()
}
