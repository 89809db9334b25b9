import { z } from 'zod'
import type { Answer, Request } from '../contract/client.ts'
import type { RoomPlan } from '../contract/room-plan.ts'
import { isAgent, nameOf } from '../contract/viewer.ts'
import { channelName } from '../wire/agent-states.ts'
import { customerOperation, requestChat } from '../wire/customer-side.ts'
import { agentOperation, intrudeOperation, sessionOperation, stateChange, userChatOperation } from '../wire/operations.ts'
import { operationName } from './record-words.ts'
import type { AskedEntry } from './run-record.ts'

/** Requests of a record, as they can be put to a room again. */

const ofSupervisor = z.object({ user: z.string() })
const ofSession = [sessionOperation, stateChange.extend({ channel: channelName }), z.object({ operationName: z.enum(['ChannelOpened', 'ChannelClosed']) })]
const ofTrainer = z.union([
  z.object({ operationName: z.literal('SetFaults'), faults: z.array(z.looseObject({ operation: z.string(), statusCode: z.number() })) }),
  z.object({ operationName: z.literal('SwitchChannel'), channel: channelName, on: z.boolean() })
])
const onChat = {
  agent: z.union([agentOperation, intrudeOperation.and(ofSupervisor)]),
  customer: z.union([customerOperation, z.object({ operationName: z.literal('ReadFeed') })])
}
const onNoChat = {
  agent: z.union([...ofSession, userChatOperation.and(ofSupervisor)]),
  customer: requestChat,
  trainer: z.union([ofTrainer, requestChat])
}

/** `isMalformed`: it was answered at the door and the room never saw it, or it would be now. A problem is a clause. */
export type KeptRequest = { readonly request: Request } | { readonly isMalformed: true } | { readonly problem: string }

export function requestOf(entry: AskedEntry, plan: RoomPlan): KeptRequest {
  const { viewer, chat, operation, answer } = entry
  const stranger = viewer !== null && strangerIn(viewer, plan)
  if (stranger) return { problem: `${stranger} asks for something, who is not in the cast of its plan` }
  if (viewer !== null && isFromTheDoor(answer)) return { isMalformed: true }
  if (schemaFor(entry).safeParse(operation).success) return { request: { viewer, chat, operation } as Request }
  return viewer === null ? { problem: `somebody asks ${operationName(operation)} in a way that no room understands` } : { isMalformed: true }
}

/** A room's own refusal says `refused`, that of the door in front of it does not. */
function isFromTheDoor({ statusCode, refused }: Answer): boolean {
  return (statusCode === 1 || statusCode === 10) && refused === undefined
}

function schemaFor({ viewer, chat }: AskedEntry): z.ZodType {
  if (viewer === null) return onNoChat.trainer
  const of = chat === null ? onNoChat : onChat
  return isAgent(viewer) ? of.agent : of.customer
}

function strangerIn(viewer: NonNullable<AskedEntry['viewer']>, { agents, customers }: RoomPlan): string | null {
  if (viewer.startsWith('visitor:')) return null
  return Object.hasOwn(isAgent(viewer) ? agents : customers, nameOf(viewer)) ? null : nameOf(viewer)
}
