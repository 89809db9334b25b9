import { z } from 'zod'
import { bug } from '../contract/bugs.ts'
import { shopLogos } from '../contract/cast.ts'
import type { RoomPlan } from '../contract/room-plan.ts'
import { channelName } from '../wire/agent-states.ts'
import { returnCodes } from '../wire/return-codes.ts'
import type { StatusCode } from '../wire/return-codes.ts'

/** A plan that was read from a file: a room that is made from anything else breaks in the middle of a run. */

const ms = z.number().int().min(0)
const named = <Schema extends z.ZodType>(schema: Schema) => z.record(z.string(), schema)
const isFailure = (code: unknown): boolean => typeof code === 'number' && code !== 0 && code !== 7 && Object.hasOwn(returnCodes, code)

const agent = z.object({
  nickname: z.string(),
  password: z.string(),
  places: z.number(),
  ready: z.enum(['onStart', 'onSignIn', 'no']),
  roles: z.array(z.literal('supervisor')),
  skills: named(z.number()),
  extension: z.exactOptional(z.string())
})

const queue = z.object({
  members: z.array(z.string()),
  answerWithinMs: ms,
  waitAtMostMs: ms,
  order: z.enum(['longestIdle', 'skill', 'roundRobin']),
  skill: z.string(),
  overflow: z.object({ to: z.string(), afterMs: ms }).nullable(),
  whenNobody: z.enum(['wait', 'refuse']),
  extension: z.exactOptional(z.string())
})

const fault = z.object({
  operation: z.string(),
  statusCode: z.custom<Exclude<StatusCode, 0 | 7>>(isFailure, 'must be a return code of a failure'),
  statusMessage: z.string(),
  of: z.string().nullable(),
  times: z.number().nullable()
})

const settings = z.object({
  preview: z.boolean(),
  history: z.enum(['all', 'none']),
  secondLeg: z.boolean(),
  consultantSays: z.enum(['toAgents', 'refused']),
  consultants: z.number(),
  answerWithinMs: ms,
  failsAfterMs: ms,
  cancelError: z.string(),
  transferToConsultant: z.enum(['atOnce', 'invitation']),
  conferenceWithConsultant: z.enum(['atOnce', 'invitation']),
  ownerLeaves: z.enum(['promote', 'end']),
  referenceIdIn: z.array(z.string()),
  consultTakesPlace: z.boolean(),
  awayMs: ms,
  customerDoor: z.enum(['token', 'open']),
  features: z.array(z.string()),
  channels: z.array(channelName),
  channelsOff: z.array(channelName),
  includeMessageType: z.boolean(),
  typingPreview: z.boolean(),
  csrfHeader: z.string().nullable(),
  dispositions: z.array(z.string()),
  dispositionKey: z.string(),
  dispositionMandatory: z.boolean(),
  dispositionReadOnlyOnIdle: z.boolean(),
  notReadyReasons: z.exactOptional(z.array(z.string())),
  readOnlyUserData: z.array(z.string()),
  requestsPerSecond: z.number(),
  faults: z.array(fault)
})

export const roomPlan: z.ZodType<RoomPlan> = z.object({
  title: z.string(),
  seed: z.number().int(),
  wire: z.enum(['classic', 'extended']),
  starts: z.number().int(),
  zone: z.string().regex(/^[+-]\d{4}$/),
  base: z.string(),
  agents: named(agent),
  queues: named(queue),
  customers: named(z.object({ nickname: z.string(), patienceMs: ms.nullable() })),
  settings,
  shop: z.exactOptional(z.object({ name: z.exactOptional(z.string()), colour: z.exactOptional(z.string()), logo: z.exactOptional(z.enum(shopLogos)) })),
  bugs: z.exactOptional(z.array(bug))
})
