import { z } from 'zod'
import { userState } from './agent-states.ts'

/** What can be read of an account beside its people, queues and chats (wire-facts 4.2, 4.5). */

const address = { uri: z.string(), path: z.string() }

export const featureResource = z
  .object({
    id: z.enum(['api-multimedia', 'api-multimedia-chat', 'api-supervisor']),
    displayName: z.string(),
    description: z.string(),
    autoAssignOnContactCenterCreate: z.boolean(),
    ...address
  })
  .meta({ id: 'Feature', description: 'Something that the account may use' })

export const serviceResource = z
  .object({
    id: z.string(),
    name: z.string(),
    type: z.enum(['Provisioning', 'Voice', 'MultiMediaState', 'MultiMediaContent']),
    state: z.enum(['Active', 'Inactive']),
    ...address
  })
  .meta({ id: 'Service', description: 'A back end; without an active MultiMediaState there is no chat' })

export const groupResource = z
  .object({ id: z.string(), name: z.string(), type: z.literal('BusinessUnit'), contains: z.array(z.string()), ...address })
  .meta({ id: 'Group', description: 'The members of a queue' })

export const skillResource = z.object({ id: z.string(), name: z.string(), ...address }).meta({ id: 'SkillOfTheAccount' })

export const dispositionResource = z
  .object({ id: z.string(), name: z.string(), displayName: z.string(), ...address })
  .meta({ id: 'Disposition', description: 'How a chat may be said to have ended; SetDisposition takes any other word too' })

/** No agent here has a telephone, so these lists are always empty. */
export const deviceResource = z
  .object({ id: z.string(), deviceState: z.string(), userState, phoneNumber: z.string(), channels: z.array(z.string()), ...address })
  .meta({ id: 'Device' })
export const callResource = z.object({ id: z.string(), state: z.string(), ...address }).meta({ id: 'Call' })

export const agentStateResource = z
  .object({
    ...userState.shape,
    name: z.string(),
    operationName: z.string().optional().meta({ description: 'The operation that leads into this state, where one does' })
  })
  .meta({ id: 'AgentState' })

export const workspaceSetting = z
  .object({ name: z.string(), value: z.string() })
  .meta({ id: 'Setting', description: 'Both are text, also where the value is a number or true' })

export const settingsGroup = z
  .object({ id: z.string(), displayName: z.string(), settings: z.array(z.union([agentStateResource, workspaceSetting, dispositionResource])), ...address })
  .meta({ id: 'SettingsGroup' })

/** How an agent's settings come with the agent itself: by group and name. */
export const mySettings = z.record(z.string(), z.record(z.string(), z.string())).meta({ id: 'MySettings' })

export type FeatureResource = z.infer<typeof featureResource>
export type ServiceResource = z.infer<typeof serviceResource>
export type GroupResource = z.infer<typeof groupResource>
export type SkillResource = z.infer<typeof skillResource>
export type DispositionResource = z.infer<typeof dispositionResource>
export type AgentStateResource = z.infer<typeof agentStateResource>
export type WorkspaceSetting = z.infer<typeof workspaceSetting>
export type SettingsGroup = z.infer<typeof settingsGroup>
