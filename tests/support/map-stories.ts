import type { MapRole, MapState } from '../../src-main/contract/consult-map.ts'
import type { RoomPlan } from '../../src-main/contract/room-plan.ts'
import type { Chat } from '../../src-main/core/chat-state.ts'
import type { MapPlaces } from '../../src-main/proof/map-place.ts'
import { agentPlan, planWith, queuePlan, Rehearsal } from './rooms.ts'

/** How a real room comes to each state of the map, and who is who in it then. */

export function mapPlan(settings: Parameters<typeof planWith>[0] = {}): RoomPlan {
  return planWith({
    agents: { Anna: agentPlan('Anna'), Ben: agentPlan('Ben'), Carol: agentPlan('Carol'), Dan: agentPlan('Dan') },
    queues: { Support: queuePlan(['Anna']) },
    ...settings
  })
}

type Act = (room: Rehearsal) => unknown

const asks = (operationName: 'Consult' | 'Invite' | 'Transfer'): Act => (room) => room.agent('Anna', { operationName, targetUri: room.views.uriOf('agent', 'Ben') })
const accepts = (name: string): Act => (room) => room.agent(name, { operationName: 'Accept' })
const begins: Act = (room) => room.request()
const alone: readonly Act[] = [begins, accepts('Anna')]

export const mapStories: Readonly<Record<MapState, { readonly acts: readonly Act[]; readonly roles: Readonly<Partial<Record<MapRole, string>>> }>> = {
  waiting: { acts: [begins], roles: { asked: 'Anna', outsider: 'Carol', customer: 'Clara' } },
  alone: { acts: alone, roles: { asker: 'Anna', outsider: 'Carol', customer: 'Clara' } },
  asking: { acts: [...alone, asks('Consult')], roles: { asker: 'Anna', asked: 'Ben', outsider: 'Carol', customer: 'Clara' } },
  consulting: { acts: [...alone, asks('Consult'), accepts('Ben')], roles: { asker: 'Anna', consultant: 'Ben', outsider: 'Carol', customer: 'Clara' } },
  inviting: { acts: [...alone, asks('Invite')], roles: { asker: 'Anna', asked: 'Ben', outsider: 'Carol', customer: 'Clara' } },
  conference: { acts: [...alone, asks('Invite'), accepts('Ben')], roles: { asker: 'Anna', member: 'Ben', outsider: 'Carol', customer: 'Clara' } },
  transferring: { acts: [...alone, asks('Transfer')], roles: { asker: 'Anna', asked: 'Ben', outsider: 'Carol', customer: 'Clara' } },
  handedOver: { acts: [...alone, asks('Transfer'), accepts('Ben')], roles: { asker: 'Ben', outsider: 'Carol', customer: 'Clara' } },
  over: { acts: [...alone, (room) => room.agent('Anna', { operationName: 'Leave' })], roles: { gone: 'Anna', outsider: 'Carol', customer: 'Clara' } }
}

/** A fresh room in that state. */
export function roomIn(state: MapState, plan: RoomPlan = mapPlan()): Rehearsal {
  const room = new Rehearsal(plan)
  for (const act of mapStories[state].acts) {
    room.pass(1)
    act(room)
  }
  return room
}

export function chatOf({ room, chatId }: Rehearsal): Chat {
  const chat = room.chat(chatId)
  if (!chat) throw new Error('There is no chat')
  return chat
}

export function placesOf({ room }: Rehearsal): MapPlaces {
  return { live: (id) => room.chats.get(id), any: (id) => room.chat(id) }
}
