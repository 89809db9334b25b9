import type { FaultPlan, RoomPlan } from '../contract/room-plan.ts'
import type { AgentStateName, ChannelName } from '../wire/agent-states.ts'
import type { ChannelChanged, Event } from './events.ts'
import type { AskKind, SupervisionMode, Target, Waiting } from './chat-state.ts'

/** What a decider may know beside its own chat: the agents, who is free, what waits in the queues, and the counters. */
export interface Directory {
  readonly plan: RoomPlan
  readonly agents: Readonly<Record<string, AgentState>>
  readonly waiting: readonly Waiting[]
  /** Requests that are to fail, and how often still. */
  readonly faults: readonly FaultPlan[]
  /** Channels whose back end is down. */
  readonly channelsOff: readonly ChannelName[]
  /** Counters behind the ids (R17). */
  readonly counted: { readonly chats: number; readonly participants: number; readonly asks: number }
}

export interface AgentState {
  /** On the channel `chat`, the one that is played. */
  readonly state: AgentStateName
  readonly dnd: 'On' | 'Off'
  /** Why it is not ready; null where nobody said, and in any other state. */
  readonly reason: string | null
  /** The channels that are only there to be found. */
  readonly silent: Readonly<Partial<Record<ChannelName, SilentState>>>
  /** After `StartContactCenterSession`: ready even without a notification channel (R21). */
  readonly hasSession: boolean
  /** Ended sessions so far: their cookies are good for nothing. */
  readonly sessionsEnded: number
  /** Where it works; nobody else may meanwhile. */
  readonly place: string | null
  readonly channels: number
  /** When the last channel broke; null while one is open, or where there never was one. */
  readonly awaySince: number | null
  /** When it last had nothing to do, for "longest idle first" (R18). */
  readonly idleSince: number
  readonly stateSince: number
  /** The last `referenceId` given out (R14). */
  readonly references: number
  /** The chats it is in or is asked into, and whether each takes a place (R18). */
  readonly chats: Readonly<Record<string, boolean>>
  /** The asking for which it last rang, for round robin (R18); 0 for none. */
  readonly lastRang: number
  /** Supervisors who are asked into its chats to come. */
  readonly watchedBy: Readonly<Record<string, { readonly mode: SupervisionMode; readonly how: 'NextChat' | 'AllChats'; readonly nickname: string }>>
}

export interface SilentState {
  readonly state: AgentStateName
  readonly dnd: 'On' | 'Off'
}

const newAgent: AgentState = {
  state: 'Logout',
  dnd: 'Off',
  reason: null,
  silent: {},
  hasSession: false,
  sessionsEnded: 0,
  place: null,
  channels: 0,
  awaySince: null,
  idleSince: 0,
  stateSince: 0,
  references: 0,
  chats: {},
  lastRang: 0,
  watchedBy: {}
}

/** How an agent stands on a channel that is not played. */
export function silentState(agent: AgentState | undefined, channel: ChannelName): SilentState {
  return agent?.silent[channel] ?? { state: 'Logout', dnd: 'Off' }
}

export function openDirectory(plan: RoomPlan): Directory {
  const agents = Object.fromEntries(
    Object.entries(plan.agents).map(([name, agent]) => [name, agent.ready === 'onStart' ? { ...newAgent, state: 'Ready' as const, hasSession: true } : newAgent])
  )
  return { plan, agents, waiting: [], faults: plan.settings.faults, channelsOff: plan.settings.channelsOff, counted: { chats: 0, participants: 0, asks: 0 } }
}

/** Is anybody of this queue logged in? */
export function hasMemberLoggedIn(directory: Directory, queue: string): boolean {
  return (directory.plan.queues[queue]?.members ?? []).some((name) => (directory.agents[name]?.state ?? 'Logout') !== 'Logout')
}

/** Can be asked now: ready and to be disturbed, with a session or a window open (R21). */
export function isReady(directory: Directory, name: string): boolean {
  const agent = directory.agents[name]
  return agent !== undefined && agent.state === 'Ready' && agent.dnd === 'Off' && agent.awaySince === null && (agent.hasSession || agent.channels > 0)
}

export function hasFreePlace(directory: Directory, name: string): boolean {
  return freePlaces(directory, name) > 0
}

export function freePlaces(directory: Directory, name: string): number {
  const agent = directory.agents[name]
  if (!agent) return 0
  const taken = Object.values(agent.chats).filter((takesPlace) => takesPlace).length
  return Math.max(0, (directory.plan.agents[name]?.places ?? 0) - taken)
}

/** The next `referenceId` of an agent (R14). */
export function nextReference(directory: Directory, name: string): number {
  return (directory.agents[name]?.references ?? 0) + 1
}

/** Does a chat that comes this way take one of the agent's places (R18)? A direct consult takes none, unless the room says so. */
export function takesPlace(kind: AskKind, target: Target, { settings }: RoomPlan): boolean {
  return kind !== 'consult' || 'queue' in target || settings.consultTakesPlace
}

export function evolveDirectory(directory: Directory, event: Event, at: number): Directory {
  switch (event.type) {
    case 'RoomOpened':
      return openDirectory(event.plan)
    case 'RoomResumed':
      return { ...directory, agents: Object.fromEntries(Object.entries(directory.agents).map(([name, agent]) => [name, withoutChannels(agent, at)])) }
    case 'SessionStarted':
      return change(directory, event.agent, (agent) => {
        const opened = event.channels.map((channel) => ({ channel, state: 'Ready' as const, dnd: null }))
        return { ...changed(agent, opened, at), hasSession: true, awaySince: null, place: event.place }
      })
    case 'SessionEnded':
      return change(directory, event.agent, (agent) => ({ ...loggedOut(agent, at), sessionsEnded: agent.sessionsEnded + 1 }))
    case 'AgentStateSet':
      return change(directory, event.agent, (agent) => changed(agent, event.changes, at))
    case 'AgentNotReady':
      return change(directory, event.agent, (agent) => settled(agent, 'NotReady', at))
    case 'ChannelOpened':
      return change(directory, event.agent, (agent) => ({
        ...(event.makesReady ? { ...settled(agent, 'Ready', at), idleSince: at } : agent),
        channels: agent.channels + 1,
        awaySince: null
      }))
    case 'ChannelClosed':
      return change(directory, event.agent, (agent) => {
        const channels = Math.max(0, agent.channels - 1)
        return { ...agent, channels, awaySince: channels === 0 ? (agent.awaySince ?? at) : null }
      })
    case 'AgentGone':
      return change(directory, event.agent, (agent) => ({ ...loggedOut(agent, at), awaySince: null }))
    case 'MonitoringSet': {
      const { agent: supervisor, watches, mode, how, nickname } = event
      return change(directory, watches, (agent) => ({ ...agent, watchedBy: { ...agent.watchedBy, [supervisor]: { mode, how, nickname } } }))
    }
    case 'MonitoringCancelled':
      return change(directory, event.watches, (agent) => unwatched(agent, event.agent))
    case 'FaultsSet':
      return { ...directory, faults: event.faults }
    case 'FaultMet':
      return { ...directory, faults: directory.faults.map((fault, place) => (place === event.place && fault.times !== null ? { ...fault, times: fault.times - 1 } : fault)) }
    case 'ChannelSwitched': {
      const others = directory.channelsOff.filter((channel) => channel !== event.channel)
      return { ...directory, channelsOff: event.on ? others : [...others, event.channel] }
    }

    case 'ChatRequested':
      return counting(directory, { chats: 1, participants: 1 })
    case 'InvitationAsked': {
      const { id, by, kind, target, hopeless, passedOver, referenceId } = event.ask
      const counted = counting(directory, { asks: 1 })
      const asked = by && referenceId ? referred(counted, by, referenceId) : counted
      if (hopeless || !('queue' in target)) return asked
      return { ...asked, waiting: [...asked.waiting, { ask: id, chat: event.chat, queue: target.queue, kind, by, passedOver }] }
    }
    case 'AgentRang': {
      const ringing = change(directory, event.agent, (agent) => ({ ...agent, chats: { ...agent.chats, [event.chat]: event.takesPlace }, lastRang: event.ask }))
      return { ...ringing, waiting: ringing.waiting.filter(({ ask }) => ask !== event.ask) }
    }
    case 'AgentAccepted': {
      const counted = counting(directory, { participants: event.secondLegId ? 2 : 1 })
      const listed = change(counted, event.agent, (agent) => (Object.hasOwn(agent.chats, event.chat) ? agent : { ...agent, chats: { ...agent.chats, [event.chat]: true } }))
      return referred(listed, event.agent, event.referenceId)
    }
    case 'AgentRejected':
      return referred(again(released(directory, event.agent, event.chat, at), event.again), event.agent, event.referenceId)
    case 'AgentDidNotAnswer':
      return again(released(directory, event.agent, event.chat, at), event.again)
    case 'InvitationWithdrawn':
    case 'InvitationFailed': {
      const without = { ...directory, waiting: directory.waiting.filter(({ ask }) => ask !== event.ask) }
      const freed = event.agent ? released(without, event.agent, event.chat, at) : without
      return event.type === 'InvitationWithdrawn' && event.by && event.referenceId ? referred(freed, event.by, event.referenceId) : freed
    }
    case 'InvitationMoved':
      return again({ ...directory, waiting: directory.waiting.filter(({ ask }) => ask !== event.ask) }, event.waiting)
    case 'HandoverAsked': {
      const counted = counting(directory, { asks: 1 })
      return event.ask.by && event.ask.referenceId ? referred(counted, event.ask.by, event.ask.referenceId) : counted
    }
    case 'HandoverAccepted':
      return referred(directory, event.agent, event.referenceId)
    case 'HandoverFailed':
      return event.referenceId ? referred(directory, event.agent, event.referenceId) : directory
    case 'SupervisorAsked': {
      const asked = change(directory, event.agent, (agent) => ({ ...agent, chats: { ...agent.chats, [event.chat]: false } }))
      return event.once ? change(asked, event.watches, (agent) => unwatched(agent, event.agent)) : asked
    }
    case 'SupervisorJoined':
      return referred(counting(directory, { participants: 1 }), event.agent, event.referenceId)
    case 'SupervisorSwitched':
      return referred(directory, event.agent, event.referenceId)
    case 'SupervisorGone': {
      const freed = released(directory, event.agent, event.chat, at)
      return event.referenceId ? referred(freed, event.agent, event.referenceId) : freed
    }
    case 'UserDataChanged':
      return referred(directory, event.by, event.referenceId)
    case 'CancelCameTooLate':
      return referred(directory, event.by, event.referenceId)
    case 'ConsultantPromoted': {
      const placed = change(directory, event.agent, (agent) => ({ ...agent, chats: { ...agent.chats, [event.chat]: true } }))
      return event.by && event.referenceId ? referred(placed, event.by, event.referenceId) : placed
    }
    case 'ConsultantLeft':
    case 'ChatMarkedDone': {
      const freed = released(directory, event.agent, event.chat, at)
      return event.referenceId ? referred(freed, event.agent, event.referenceId) : freed
    }
    case 'AgentLeft': {
      const freed = event.into === 'LeftChat' ? directory : released(directory, event.agent, event.chat, at)
      return event.referenceId ? referred(freed, event.agent, event.referenceId) : freed
    }
    case 'MessageSent':
    case 'CancelFailureTold':
    case 'FeedRead':
    case 'ChatFocused':
    case 'ChatQueued':
    case 'SupervisorSteppedBack':
    case 'CustomerLeft':
      return directory
    default:
      return event satisfies never
  }
}

/** Puts an asking back into its queue, at the place that its number gives it, after a member did not take it (R18). */
function again(directory: Directory, item: Waiting | null): Directory {
  return item ? { ...directory, waiting: [...directory.waiting, item].sort((one, other) => one.ask - other.ask) } : directory
}

function change(directory: Directory, name: string, to: (agent: AgentState) => AgentState): Directory {
  const agent = directory.agents[name]
  return agent ? { ...directory, agents: { ...directory.agents, [name]: to(agent) } } : directory
}

function settled(agent: AgentState, state: AgentState['state'], at: number, reason: string | null = null): AgentState {
  return agent.state === state && agent.reason === reason ? agent : { ...agent, state, reason, stateSince: at }
}

/** The readiness on some channels is changed; becoming ready on the played one begins an idle time. */
function changed(agent: AgentState, changes: readonly ChannelChanged[], at: number): AgentState {
  return changes.reduce((before, { channel, state, dnd, reason = null }) => {
    if (channel !== 'chat') {
      const silent = silentState(before, channel)
      return { ...before, silent: { ...before.silent, [channel]: { state: state ?? silent.state, dnd: dnd ?? silent.dnd } } }
    }
    const now = { ...before, dnd: dnd ?? before.dnd }
    if (state === null) return dnd === 'Off' ? { ...now, stateSince: at } : now
    return { ...settled(now, state, at, reason), ...(state === 'Ready' ? { idleSince: at } : {}) }
  }, agent)
}

function loggedOut(agent: AgentState, at: number): AgentState {
  return { ...settled(agent, 'Logout', at), silent: {}, dnd: 'Off', hasSession: false, place: null }
}

function unwatched(agent: AgentState, supervisor: string): AgentState {
  const { [supervisor]: _gone, ...watchedBy } = agent.watchedBy
  return { ...agent, watchedBy }
}

function withoutChannels(agent: AgentState, at: number): AgentState {
  return agent.channels > 0 ? { ...agent, channels: 0, awaySince: at } : agent
}

function referred(directory: Directory, name: string, referenceId: number): Directory {
  return change(directory, name, (agent) => ({ ...agent, references: Math.max(agent.references, referenceId) }))
}

/** The agent is done with a chat; with its last one it becomes idle. */
function released(directory: Directory, name: string, chat: string, at: number): Directory {
  return change(directory, name, (agent) => {
    const { [chat]: _released, ...chats } = agent.chats
    return { ...agent, chats, idleSince: at }
  })
}

function counting(directory: Directory, add: { chats?: number; participants?: number; asks?: number }): Directory {
  const { chats, participants, asks } = directory.counted
  return { ...directory, counted: { chats: chats + (add.chats ?? 0), participants: participants + (add.participants ?? 0), asks: asks + (add.asks ?? 0) } }
}
