import type { MapChat, MapOperation, MapPerson, MapRole, MapState, Verdict } from '../contract/consult-map.ts'
import { mapOperations } from '../contract/consult-map.ts'
import type { Request } from '../contract/client.ts'
import type { Viewer } from '../contract/viewer.ts'
import { nameOf } from '../contract/viewer.ts'
import { userPath } from '../core/addresses.ts'
import { isOver, legOf, ringingFor, roleOf, visibleAgents } from '../core/chat-state.ts'
import type { Chat } from '../core/chat-state.ts'
import type { Context } from '../core/decider.ts'
import { isReady } from '../core/directory.ts'
import { isRefusal } from '../core/refusals.ts'
import { decideRequest } from '../core/requests.ts'

/** Where a chat stands on the map, and what each of the cast might ask now: worked out by the rules themselves, and nothing is asked. */

export interface MapPlaces {
  /** The chats that live; one that is over is known by `any`. */
  live(id: string): Chat | undefined
  any(id: string): Chat | undefined
}

export function placeOf(chat: Chat, chats: MapPlaces, context: Context): MapChat {
  const { plan } = context.directory
  const customer = nameOf(chat.customer.viewer)
  const agents = Object.keys(plan.agents).map((name): MapPerson => person(name, roleIn(chat, name), `agent:${name}`, chat, chats, context))
  return {
    id: chat.id,
    customer: Object.hasOwn(plan.customers, customer) ? customer : chat.customer.nickname,
    here: statesOf(chat),
    people: [person(Object.hasOwn(plan.customers, customer) ? customer : chat.customer.nickname, 'customer', chat.customer.viewer, chat, chats, context), ...agents]
  }
}

/** What is asked for comes first, then who is there, then whose it is. */
export function statesOf(chat: Chat): MapState[] {
  if (!chat.customer.present || isOver(chat)) return ['over']
  const visible = visibleAgents(chat)
  const asks = (kind: Chat['asks'][number]['kind']): boolean => chat.asks.some((ask) => ask.kind === kind)
  if (visible.length === 0) return ['waiting']
  const states: MapState[] = []
  if (asks('transfer')) states.push('transferring')
  if (asks('conference')) states.push('inviting')
  if (asks('consult')) states.push('asking')
  if (chat.agents.some(({ visibility }) => visibility === 'Agents')) states.push('consulting')
  if (visible.length > 1) states.push('conference')
  if (states.length > 0) return states
  return [isHandedOver(chat) ? 'handedOver' : 'alone']
}

/** Whoever has it is not the one who accepted it first. */
function isHandedOver({ owner, messages }: Chat): boolean {
  const first = messages.entries.slice(0, messages.count).find(({ type, visibility, from }) => type === 'ParticipantJoined' && visibility === 'All' && from.agent !== null)
  return owner !== null && first !== undefined && first.from.agent !== owner
}

export function roleIn(chat: Chat, agent: string): MapRole {
  switch (roleOf(chat, agent)) {
    case 'owner':
      return 'asker'
    case 'member':
      return 'member'
    case 'consultant':
      return 'consultant'
    case 'invited':
      return 'asked'
    case 'left':
      return 'gone'
    case 'supervisor':
    case null:
      return ringingFor(chat, agent) ? 'asked' : 'outsider'
  }
}

function person(name: string, role: MapRole, viewer: Viewer, chat: Chat, chats: MapPlaces, context: Context): MapPerson {
  const may = Object.fromEntries(mapOperations.map((operation) => [operation, verdictOf(operation, viewer, chat, chats, context)]))
  return { name, role, may: may as Record<MapOperation, Verdict> }
}

function verdictOf(name: MapOperation, viewer: Viewer, chat: Chat, chats: MapPlaces, context: Context): Verdict {
  const decision = decideRequest({ viewer, chat: chat.id, operation: exampleOf(name, viewer, chat, context) } as Request, chats, context)
  return isRefusal(decision) ? decision.refused : 'may'
}

/** A request that is as good as can be: its target is somebody for whom it makes sense, if there is anybody. */
export function exampleOf(operationName: MapOperation, viewer: Viewer, chat: Chat, { directory }: Context): object {
  const { plan } = directory
  const others = Object.keys(plan.agents).filter((name) => `agent:${name}` !== viewer)
  const uriOf = (name: string | undefined): string => `${plan.base}/api/v2${userPath(plan, name ?? others[0] ?? '')}`
  switch (operationName) {
    case 'Consult':
    case 'Invite':
    case 'Transfer': {
      const outside = others.filter((name) => roleOf(chat, name) === null)
      return { operationName, targetUri: uriOf(outside.find((name) => isReady(directory, name)) ?? outside[0]) }
    }
    case 'RemoveParticipantFromConference':
      return { operationName, targetUri: uriOf(others.find((name) => legOf(chat, name))) }
    case 'SendMessage':
    case 'SendToAgents':
      return { operationName, text: 'Hello' }
    default:
      return { operationName }
  }
}
