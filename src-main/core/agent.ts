import type { SessionOperation } from '../wire/operations.ts'
import type { ChannelsUpdated } from '../wire/notifications.ts'
import type { Decision, Say } from './decider.ts'
import type { Directory } from './directory.ts'
import type { Event, RoomEvent } from './events.ts'
import { toAgent } from './tell.ts'

/** An agent's session, windows and readiness (R21). */

export function decideSession(agent: string, asked: SessionOperation | { operationName: 'ChannelOpened' | 'ChannelClosed' }, directory: Directory): Decision {
  const now = directory.agents[agent]
  switch (asked.operationName) {
    case 'StartContactCenterSession':
      return [{ type: 'SessionStarted', agent }]
    case 'EndContactCenterSession':
      return [{ type: 'SessionEnded', agent }]
    case 'Ready':
      return [{ type: 'AgentReady', agent }]
    case 'NotReady':
      return [{ type: 'AgentNotReady', agent, why: 'asked' }]
    case 'ChannelOpened': {
      const makesReady = now?.state === 'Logout' && directory.plan.agents[agent]?.ready === 'onSignIn'
      return [{ type: 'ChannelOpened', agent, makesReady }]
    }
    case 'ChannelClosed':
      return now && now.channels > 0 ? [{ type: 'ChannelClosed', agent }] : []
  }
}

/** The documented ids of the agent states (wire-facts 4.3). */
const agentStates = {
  Ready: { displayName: 'Ready', id: '9430250E-0A1B-421F-B372-F29E69366DED', state: 'Ready' },
  NotReady: { displayName: 'Not Ready', id: '900D55CC-2BB0-431F-8BF9-D3525B383BE6', state: 'NotReady' },
  Logout: { displayName: 'Logged Out', id: '0F7F5003-EF26-4D13-A6Ef-D0C7EC819BEB', state: 'Logout' }
} as const

export function channelsOf(directory: Directory, agent: string): ChannelsUpdated['channels'] {
  const state = directory.agents[agent]?.state ?? 'Logout'
  return [{ channel: 'chat', dndState: 'Off', userState: agentStates[state] }]
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
    case 'AgentReady':
    case 'AgentNotReady':
    case 'AgentGone':
      return event.agent
    case 'ChannelOpened':
      return event.makesReady ? event.agent : null
    default:
      return null
  }
}
