import type { ChatResource, Participant } from '../wire/chat.ts'
import type { CustomerChat } from '../wire/customer-side.ts'
import type { ChatMessage, CustomerMessage } from '../wire/messages.ts'
import type { Failure } from '../wire/return-codes.ts'
import type { ContactResource, MeResource, MonitoringMark, QueueResource, SupervisedChat, UserResource } from '../wire/users-and-queues.ts'
import type { QueuePlan, RoomPlan } from '../contract/room-plan.ts'
import type { Viewer } from '../contract/viewer.ts'
import { epochMs } from '../core/clock.ts'
import { channelsOf } from '../core/agent.ts'
import type { Chat } from '../core/chat-state.ts'
import { legOf } from '../core/chat-state.ts'
import { freePlaces, isReady } from '../core/directory.ts'
import type { AgentState } from '../core/directory.ts'
import { chatUri, queuePath, userPath } from '../core/addresses.ts'
import { readingFault } from '../core/fault.ts'
import { resourceId } from '../core/ids.ts'
import { nameOf } from '../core/names.ts'
import { refusals } from '../core/refusals.ts'
import { isSupervisor } from '../core/supervise.ts'
import { agentWithId } from '../core/targets.ts'
import { customerChat, customerMessages, mayRead, messagesFor, participantsFor, wholeChatFor } from '../core/view.ts'
import { accountViewsOf } from './account-views.ts'
import type { AccountViews } from './account-views.ts'
import type { Room } from './room.ts'

/** What can be read of a room, each viewer through its own eyes. Null where the viewer may not read it, or there is nothing. */
export interface RoomViews extends AccountViews {
  /** What the room has all reading of this agent fail with; null where it may read. */
  readingFault(agent: string): Failure | null
  chatsOf(agent: Viewer): ChatResource[]
  chat(agent: Viewer, id: string): ChatResource | null
  /** All that the agent may see of the log from an index on; `preview_off` for an invited agent where rulings forbid it (R1). */
  messages(agent: Viewer, id: string, from?: number): ChatMessage[] | 'preview_off' | null
  participant(agent: Viewer, id: string, participantId: string): Participant | null
  /** The chats of another agent, for a supervisor alone; `user` is the id in its address. */
  supervised(supervisor: string, user: string): Supervised | Failure
  me(agent: string): MeResource
  users(): UserResource[]
  queues(): QueueResource[]
  /** People and queues under one address (wire-facts 4.4). */
  contacts(): ContactResource[]
  agentState(agent: Viewer): AgentState['state']
  customerChat(customer: Viewer, id: string): CustomerChat | null
  customerMessages(customer: Viewer, id: string, from?: number): CustomerMessage[] | null
  /** How far this customer has fetched its feed. */
  readUpTo(customer: Viewer, id: string): number
  /** The chat in which this customer is now. */
  currentChat(customer: Viewer): string | null
  uriOf(kind: 'agent' | 'queue', name: string): string
}

export interface Supervised {
  readonly chats: SupervisedChat[]
  /** What this supervisor has set for the chats to come. */
  readonly monitoring?: MonitoringMark
}

export function viewsOf(room: Room): RoomViews {
  const { plan } = room
  const readable = (viewer: Viewer, id: string): Chat | null => {
    const chat = viewer.startsWith('agent:') ? room.chats.get(id) : room.chat(id)
    return chat && mayRead(chat, viewer, true) ? chat : null
  }
  const user = (name: string): UserResource => {
    const path = userPath(plan, name)
    const state = room.directory.agents[name]?.state ?? 'Logout'
    const { stateSince = 0, dnd = 'Off', reason = null } = room.directory.agents[name] ?? {}
    const reachable = isReady(room.directory, name) ? 'Ready' : state === 'Ready' ? (dnd === 'On' ? 'NotReady' : 'Logout') : state
    return {
      id: idIn(path),
      userName: name,
      firstName: name,
      lastName: '',
      emailAddress: `${name.toLowerCase().replaceAll(' ', '.')}@example.com`,
      roles: plan.agents[name]?.roles.includes('supervisor') ? ['ROLE_AGENT', 'ROLE_SUPERVISOR'] : ['ROLE_AGENT'],
      enabled: true,
      skills: Object.entries(plan.agents[name]?.skills ?? {}).map(([skill, level]) => {
        const at = `/skills/${resourceId(plan.seed, 'skill', skill)}`
        return { id: idIn(at), name: skill, level: String(level), uri: `${plan.base}/api/v2${at}`, path: at }
      }),
      uri: `${plan.base}/api/v2${path}`,
      path,
      nickname: plan.agents[name]?.nickname ?? name,
      ...numberOf(plan.agents[name]),
      availability: { state: reachable, freePlaces: freePlaces(room.directory, name), since: epochMs(plan, stateSince), ...(reason === null ? {} : { reason }) }
    }
  }
  const queue = ([name, { members, extension }]: [string, QueuePlan]): QueueResource => {
    const path = queuePath(plan, name)
    const ready = members.filter((member) => isReady(room.directory, member) && freePlaces(room.directory, member) > 0).length
    const waiting = room.directory.waiting.filter((item) => item.queue === name && item.kind === 'chat').length
    const availability = { ready, members: members.length, waiting }
    return { id: idIn(path), name, description: '', channel: 'chat', internal: true, ...numberOf({ extension }), uri: `${plan.base}/api/v2${path}`, path, availability }
  }
  return {
    ...accountViewsOf(room),
    readingFault: (agent) => readingFault(agent, room.directory),
    chatsOf: (agent) => chatIdsOf(room, nameOf(agent)).flatMap((id) => {
      const chat = readable(agent, id)
      return chat ? [wholeChatFor(chat, nameOf(agent), room.directory)] : []
    }),
    chat: (agent, id) => {
      const chat = readable(agent, id)
      return chat && wholeChatFor(chat, nameOf(agent), room.directory)
    },
    messages: (agent, id, from) => {
      const chat = readable(agent, id)
      if (!chat) return null
      return mayRead(chat, agent, plan.settings.preview) ? messagesFor(chat, agent, plan, from) : 'preview_off'
    },
    participant: (agent, id, participantId) => {
      const chat = readable(agent, id)
      return chat ? (participantsFor(chat, nameOf(agent), plan).find((one) => one.participantId === participantId) ?? null) : null
    },
    supervised: (supervisor, user) => {
      // To anybody else the address is not there, like the chats themselves (R22).
      if (!isSupervisor(supervisor, room.directory)) return refusals.no_such_chat
      const agent = agentWithId(user, room.directory)
      return agent === null ? refusals.no_such_user : supervisedOf(room, agent, supervisor)
    },
    me: (agent) => ({
      ...user(agent),
      contactCenterId: resourceId(plan.seed, 'contactCenter', plan.title),
      changePasswordOnFirstLogin: false,
      channels: channelsOf(room.directory, agent)
    }),
    users: () => Object.keys(plan.agents).map(user),
    queues: () => Object.entries(plan.queues).map(queue),
    contacts: () => [
      ...Object.keys(plan.agents).map((name) => contactFor(user(name), plan)),
      ...Object.entries(plan.queues).map((entry) => contactForQueue(queue(entry), plan))
    ],
    agentState: (agent) => room.directory.agents[nameOf(agent)]?.state ?? 'Logout',
    customerChat: (customer, id) => {
      const chat = readable(customer, id)
      const position = placeInQueue(room, id)
      return chat && { ...customerChat(chat), ...(position === null ? {} : { position }) }
    },
    customerMessages: (customer, id, from) => {
      const chat = readable(customer, id)
      return chat && customerMessages(chat, from)
    },
    readUpTo: (customer, id) => readable(customer, id)?.customer.readUpTo ?? 0,
    currentChat: (customer) => [...room.chats.values()].findLast((chat) => chat.customer.viewer === customer && chat.customer.present)?.id ?? null,
    uriOf: (kind, name) => `${plan.base}/api/v2${kind === 'agent' ? userPath(plan, name) : queuePath(plan, name)}`
  }
}

function supervisedOf(room: Room, agent: string, supervisor: string): Supervised {
  const set = room.directory.agents[agent]?.watchedBy[supervisor]
  const chats = chatIdsOf(room, agent).flatMap((id): SupervisedChat[] => {
    const chat = room.chats.get(id)
    const leg = chat && legOf(chat, agent)
    if (!leg) return []
    const { subject, queue, customer, startedAt } = chat
    const about = { id, customer: customer.nickname, subject, queue, startedAt: epochMs(room.plan, startedAt), visibility: leg.visibility }
    return [{ ...about, uri: chatUri(room.plan, id), path: `/chats/${id}` }]
  })
  return { chats, ...(set ? { monitoring: { operationName: set.mode, supervisorMonitoringMode: set.how } } : {}) }
}

function numberOf(known: { readonly extension?: string | undefined } | undefined): { phoneNumber?: string } {
  return known?.extension === undefined ? {} : { phoneNumber: known.extension }
}

function contactFor({ id, userName, firstName, lastName, phoneNumber, availability }: UserResource, { base }: RoomPlan): ContactResource {
  const path = `/contacts/${id}`
  const presence = { chat: availability?.state ?? 'Logout' } as const
  return { id, name: userName, type: 'User', userName, firstName, lastName, employeeId: userName, ...numberOf({ extension: phoneNumber }), uri: `${base}/api/v2${path}`, path, presence }
}

function contactForQueue({ id, name, phoneNumber }: QueueResource, { base }: RoomPlan): ContactResource {
  const path = `/contacts/${id}`
  return { id, name, type: 'Queue', ...numberOf({ extension: phoneNumber }), uri: `${base}/api/v2${path}`, path }
}

/** Among the customers who wait in the same queue, from 1; null for a chat that does not wait. Consults do not count: nobody may learn of them. */
function placeInQueue({ directory }: Room, id: string): number | null {
  const mine = directory.waiting.find(({ chat, kind }) => chat === id && kind === 'chat')
  if (!mine) return null
  return directory.waiting.filter(({ kind, queue, ask }) => kind === 'chat' && queue === mine.queue && ask <= mine.ask).length
}

/** An agent's chats, oldest first, without walking through everybody's. */
function chatIdsOf(room: Room, agent: string): string[] {
  return Object.keys(room.directory.agents[agent]?.chats ?? {}).sort()
}

function idIn(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
