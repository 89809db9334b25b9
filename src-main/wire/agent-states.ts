import { z } from 'zod'

/** An agent's readiness per channel (wire-facts 4.3). */

/** What a session may open. Aside plays `chat`; the others can be switched on so that a client finds them, and stay silent. */
export const channelName = z.enum(['chat', 'voice', 'email', 'workitem']).meta({ id: 'ChannelName' })

export const agentStateName = z.enum(['Ready', 'NotReady', 'AfterCallWork', 'Logout']).meta({ id: 'AgentStateName' })

export const userState = z
  .object({
    displayName: z.string(),
    id: z.string(),
    state: z.enum(['Ready', 'NotReady', 'Logout']),
    workMode: z.literal('AfterCallWork').optional(),
    reason: z.string().optional().meta({ description: '`extended`, ours: why the agent is not ready' })
  })
  .meta({ id: 'UserState' })

export const channelState = z
  .object({
    channel: channelName,
    dndState: z.enum(['Off', 'On']),
    userState
  })
  .meta({ id: 'ChannelState' })

/** Which operation of the API brings an agent into which state. */
export const stateOperations = ['Ready', 'NotReady', 'AfterCallWork', 'Offline', 'DoNotDisturbOn', 'DoNotDisturbOff'] as const

export type ChannelName = z.infer<typeof channelName>
export type AgentStateName = z.infer<typeof agentStateName>
export type UserState = z.infer<typeof userState>
export type ChannelState = z.infer<typeof channelState>
export type StateOperationName = (typeof stateOperations)[number]
