import type { z } from 'zod'
import { channelState } from './agent-states.ts'
import { chatResource, participant } from './chat.ts'
import { pageKeys } from './dialect.ts'
import type { Dialect } from './dialect.ts'
import { chatMessage } from './messages.ts'
import { callResource, deviceResource, dispositionResource, featureResource } from './resources.ts'
import { groupResource, serviceResource, settingsGroup, skillResource } from './resources.ts'
import { contactResource, meResource, queueResource, skill, userResource } from './users-and-queues.ts'

/** The fields of each resource: what `fields` and filters may name (wire-facts 4.1). Some are there in `extended` alone. */
const resources = {
  chat: { schema: chatResource, extended: except(chatResource, pageKeys) },
  message: { schema: chatMessage, extended: ['treatAs'] },
  participant: { schema: participant, extended: ['id', 'uri', 'path', 'visibility', 'watches'] },
  channel: { schema: channelState, extended: [] },
  me: { schema: meResource, extended: ['nickname', 'phoneNumber', 'availability'] },
  user: { schema: userResource, extended: ['nickname', 'phoneNumber', 'availability'] },
  queue: { schema: queueResource, extended: ['phoneNumber', 'availability'] },
  contact: { schema: contactResource, extended: ['phoneNumber', 'presence'] },
  feature: { schema: featureResource, extended: [] },
  service: { schema: serviceResource, extended: [] },
  group: { schema: groupResource, extended: [] },
  mySkill: { schema: skill, extended: [] },
  skill: { schema: skillResource, extended: [] },
  disposition: { schema: dispositionResource, extended: [] },
  settings: { schema: settingsGroup, extended: [] },
  device: { schema: deviceResource, extended: [] },
  call: { schema: callResource, extended: [] }
} as const satisfies Record<string, { schema: z.ZodObject; extended: readonly string[] }>

export type ResourceName = keyof typeof resources

/** The fields that a resource has in a dialect. */
export function fieldNames(name: ResourceName, dialect: Dialect): readonly string[] {
  return made[dialect][name]
}

const made: Readonly<Record<Dialect, Readonly<Record<ResourceName, readonly string[]>>>> = { classic: inDialect('classic'), extended: inDialect('extended') }

function inDialect(dialect: Dialect): Record<ResourceName, readonly string[]> {
  const entries = Object.entries(resources).map(([name, { schema, extended }]) => [name, except(schema, dialect === 'extended' ? [] : extended)])
  return Object.fromEntries(entries) as Record<ResourceName, readonly string[]>
}

function except(schema: z.ZodObject, left: readonly string[]): readonly string[] {
  return Object.keys(schema.shape).filter((field) => !left.includes(field))
}
