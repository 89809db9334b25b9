import { z } from 'zod'
import { agentStateName, channelState } from './agent-states.ts'
import { visibility } from './chat.ts'

/** The people and queues of the account (wire-facts 4.2, 4.4). What `extended` adds comes last. */

export const skill = z
  .object({ id: z.string(), name: z.string(), level: z.string().meta({ description: 'A number as text, as the API has it' }), uri: z.string(), path: z.string() })
  .meta({ id: 'Skill' })

const person = {
  id: z.string().regex(/^[0-9a-f]{32}$/),
  userName: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  emailAddress: z.string(),
  roles: z.array(z.enum(['ROLE_AGENT', 'ROLE_SUPERVISOR'])),
  enabled: z.literal(true),
  skills: z.array(skill),
  uri: z.string(),
  path: z.string()
}

export const userResource = z
  .object({
    ...person,
    nickname: z.string().optional().meta({ description: '`extended`' }),
    phoneNumber: z.string().optional().meta({ description: '`extended`: the extension that the cast gives it' }),
    availability: z
      .object({
        state: z.enum(['Ready', 'NotReady', 'AfterCallWork', 'Logout']),
        freePlaces: z.number().int(),
        since: z.number().meta({ description: 'Since when, in milliseconds since 1970' }),
        reason: z.string().optional().meta({ description: 'Why it is not ready, where it said so' })
      })
      .optional()
      .meta({ description: '`extended`: can this colleague be asked now, and how many more chats could it take' })
  })
  .meta({ id: 'User' })

/** The signed-in agent itself; the rest of it is asked for by `subresources`. */
export const meResource = z
  .object({
    ...userResource.shape,
    contactCenterId: z.string(),
    changePasswordOnFirstLogin: z.literal(false),
    channels: z.array(channelState)
  })
  .meta({ id: 'Me' })

/** Whom one may ask into a chat: people and queues under one address (wire-facts 4.4). */
export const contactResource = z
  .object({
    id: z.string(),
    name: z.string(),
    type: z.enum(['User', 'Queue']),
    userName: z.string().optional(),
    firstName: z.string().optional(),
    lastName: z.string().optional(),
    employeeId: z.string().optional(),
    phoneNumber: z.string().optional().meta({ description: '`extended`: the extension that the cast gives it' }),
    uri: z.string(),
    path: z.string(),
    presence: z.object({ chat: agentStateName }).optional().meta({ description: '`extended`, of people' })
  })
  .meta({ id: 'Contact' })

export const queueResource = z
  .object({
    id: z.string().regex(/^[0-9a-f]{32}$/),
    name: z.string(),
    description: z.string(),
    channel: z.literal('chat'),
    internal: z.literal(true),
    phoneNumber: z.string().optional().meta({ description: '`extended`: the extension that the cast gives it' }),
    uri: z.string(),
    path: z.string(),
    availability: z
      .object({ ready: z.number().int(), members: z.number().int(), waiting: z.number().int() })
      .optional()
      .meta({ description: '`extended`: how many members could be asked now, how many there are, and how many customers wait' })
  })
  .meta({ id: 'Queue' })

/** A chat of a colleague, as a supervisor learns of it before coming in: no word of what is said there. */
export const supervisedChat = z
  .object({
    id: z.string(),
    customer: z.string(),
    subject: z.string(),
    queue: z.string(),
    startedAt: z.number().meta({ description: 'Milliseconds since 1970' }),
    visibility: visibility.meta({ description: '`Agents` where the colleague is only consulted' }),
    uri: z.string(),
    path: z.string()
  })
  .meta({ id: 'SupervisedChat' })

/** What the supervisor who asks has set for a colleague's chats to come. */
export const monitoringMark = z
  .object({ operationName: z.enum(['Monitor', 'Coach', 'BargeIn']), supervisorMonitoringMode: z.enum(['NextChat', 'AllChats']) })
  .meta({ id: 'MonitoringMark' })

export type Skill = z.infer<typeof skill>
export type UserResource = z.infer<typeof userResource>
export type MeResource = z.infer<typeof meResource>
export type ContactResource = z.infer<typeof contactResource>
export type QueueResource = z.infer<typeof queueResource>
export type SupervisedChat = z.infer<typeof supervisedChat>
export type MonitoringMark = z.infer<typeof monitoringMark>
