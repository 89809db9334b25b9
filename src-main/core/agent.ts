import type { AgentStateName, ChannelName, ChannelState, StateOperationName } from '../wire/agent-states.ts'
import type { ChannelChange, ForUser, OnChannel } from '../contract/client.ts'
import type { SessionOperation, StateChange } from '../wire/operations.ts'
import type { Decision, Say } from './decider.ts'
import { silentState } from './directory.ts'
import type { AgentState, Directory } from './directory.ts'
import type { ChannelChanged, Event, FailedChannel, RoomEvent } from './events.ts'
import { refuse, refusals } from './refusals.ts'
import { agentWithId } from './targets.ts'
import { toAgent } from './tell.ts'

/** An agent's session, windows and readiness on its channels (R21; wire-facts 4.2, 4.3). */

type Asked = SessionOperation | OnChannel | ForUser<OnChannel> | ChannelChange

export function decideSession(agent: string, asked: Asked, directory: Directory): Decision {
  const now = directory.agents[agent]
  switch (asked.operationName) {
    case 'StartContactCenterSession':
      return start(agent, asked, directory)
    case 'EndContactCenterSession':
      return [{ type: 'SessionEnded', agent }]
    case 'ChannelOpened': {
      const makesReady = now?.state === 'Logout' && directory.plan.agents[agent]?.ready === 'onSignIn'
      return [{ type: 'ChannelOpened', agent, makesReady }]
    }
    case 'ChannelClosed':
      return now && now.channels > 0 ? [{ type: 'ChannelClosed', agent }] : []
    default:
      return 'user' in asked ? changeFor(agent, asked, directory) : change(agent, asked, directory)
  }
}

/** Some channels may open and others not: partial success, return code 7 (wire-facts 4.1). */
function start(agent: string, asked: Extract<SessionOperation, { operationName: 'StartContactCenterSession' }>, directory: Directory): Decision {
  const { plan, channelsOff } = directory
  const wanted = [...new Set(asked.channels ?? plan.settings.channels)]
  const place = asked.place ?? null
  if (place !== null && isTaken(place, agent, directory)) return refuse('place_in_use')
  const failed = wanted.flatMap((channel): FailedChannel[] => {
    if (!plan.settings.channels.includes(channel)) return [{ channel, statusMessage: refusals.channel_unavailable.statusMessage }]
    return channelsOff.includes(channel) ? [{ channel, statusMessage: refusals.channel_off.statusMessage }] : []
  })
  const channels = wanted.filter((channel) => !failed.some((one) => one.channel === channel))
  if (channels.length === 0) return refuse(wanted.some((channel) => channelsOff.includes(channel)) ? 'channel_off' : 'channel_unavailable')
  return [{ type: 'SessionStarted', agent, channels, failed, place }]
}

function isTaken(place: string, agent: string, { agents }: Directory): boolean {
  return Object.entries(agents).some(([name, other]) => name !== agent && other.place === place)
}

/** On the one channel that is named, or on all that the room has. */
function change(agent: string, asked: Extract<Asked, { operationName: StateOperationName }>, directory: Directory): Decision {
  const { plan, channelsOff } = directory
  const channels = 'channel' in asked ? [asked.channel] : plan.settings.channels
  if (channels.some((channel) => !plan.settings.channels.includes(channel))) return refuse('channel_unavailable')
  if (channels.every((channel) => channelsOff.includes(channel))) return refuse('channel_off')
  const changes = channels.map((channel) => ({ channel, ...changeBy(asked) }))
  return [{ type: 'AgentStateSet', agent, changes }]
}

/** A supervisor changes the readiness of another (wire-facts 4.3). */
function changeFor(by: string, asked: ForUser<OnChannel>, directory: Directory): Decision {
  const agent = agentWithId(asked.user, directory)
  if (!directory.plan.agents[by]?.roles.includes('supervisor')) return refuse('not_supervisor')
  return agent === null ? refuse('no_such_user') : change(agent, asked, directory)
}

function changeBy({ operationName, reason }: StateChange): Omit<ChannelChanged, 'channel'> {
  switch (operationName) {
    case 'DoNotDisturbOn':
      return { state: null, dnd: 'On' }
    case 'DoNotDisturbOff':
      return { state: null, dnd: 'Off' }
    case 'Offline':
      return { state: 'Logout', dnd: null }
    case 'NotReady':
      return { state: 'NotReady', dnd: null, ...(reason === undefined ? {} : { reason }) }
    default:
      return { state: operationName, dnd: null }
  }
}

/** The states with their documented ids (wire-facts 4.3). `AuxWork` is listed by the API, and nothing here leads into it. */
export const agentStates: Readonly<Record<AgentStateName | 'AuxWork', ChannelState['userState']>> = {
  Ready: { displayName: 'Ready', id: '9430250E-0A1B-421F-B372-F29E69366DED', state: 'Ready' },
  NotReady: { displayName: 'Not Ready', id: '900D55CC-2BB0-431F-8BF9-D3525B383BE6', state: 'NotReady' },
  AfterCallWork: { displayName: 'After Call Work', id: 'D3663509-3D82-4DD3-A82E-2EA8EFA02AEF', state: 'NotReady', workMode: 'AfterCallWork' },
  AuxWork: { displayName: 'Aux Work', id: '2B36138D-C564-4562-A8CB-3C32D564F296', state: 'NotReady' },
  Logout: { displayName: 'Logged Out', id: '0F7F5003-EF26-4D13-A6Ef-D0C7EC819BEB', state: 'Logout' }
}

export function channelsOf(directory: Directory, agent: string): ChannelState[] {
  const now = directory.agents[agent]
  return directory.plan.settings.channels.map((channel) => channelOf(channel, now))
}

function channelOf(channel: ChannelName, now: AgentState | undefined): ChannelState {
  const { state, dnd } = channel === 'chat' ? { state: now?.state ?? 'Logout', dnd: now?.dnd ?? 'Off' } : silentState(now, channel)
  const reason = channel === 'chat' ? (now?.reason ?? null) : null
  return { channel, dndState: dnd, userState: reason === null ? agentStates[state] : { ...agentStates[state], reason } }
}

/** An agent hears of its own readiness, and of nobody else's. */
export function tellAgent(event: RoomEvent, directory: Directory): Say[] {
  const agent = changedAgent(event)
  if (agent === null) return []
  return [toAgent(agent, { messageType: 'ChannelStateChangeMessageV2', channels: channelsOf(directory, agent) })]
}

function changedAgent(event: Event): string | null {
  switch (event.type) {
    case 'SessionStarted':
    case 'SessionEnded':
    case 'AgentStateSet':
    case 'AgentNotReady':
    case 'AgentGone':
      return event.agent
    case 'ChannelOpened':
      return event.makesReady ? event.agent : null
    default:
      return null
  }
}
