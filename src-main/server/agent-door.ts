import type { Hono } from 'hono'
import { channelName } from '../wire/agent-states.ts'
import type { ChannelName } from '../wire/agent-states.ts'
import { agentOperation, sessionOperation, stateChange } from '../wire/operations.ts'
import { readOperation } from '../wire/return-codes.ts'
import type { Failure } from '../wire/return-codes.ts'
import { forAgent, keyOf, newDoor } from './api.ts'
import type { CallingAgent, DoorContext, DoorEnv, Doors } from './api.ts'
import { answer, wireAnswer } from './envelope.ts'
import { clearSession } from './session-cookie.ts'

export const noSuchChannel: Failure = { statusCode: 6, statusMessage: 'There is no such channel; GET /api/v2/me/channels lists yours' }

/** What an agent does on `/api/v2/me`: its session, its readiness and its chats (wire-facts 1, 4.2, 4.3). */
export function agentDoor(doors: Doors): Hono<DoorEnv> {
  const door = newDoor()
  door.post('/', forAgent(doors, (context, agent) => changeSession(context, agent, doors)))
  door.post('/channels/:channel', forAgent(doors, changeChannel))
  door.post('/chats/:id', forAgent(doors, agentActs))
  return door
}

/** An operation on a chat. Who asks comes from the session, never from the body. */
export function agentActs(context: DoorContext, { hosted: { room, pace }, viewer }: CallingAgent): Response {
  const read = readOperation(agentOperation, context.get('body'))
  if ('statusCode' in read) return answer(context, read)
  return wireAnswer(context, room.dispatch({ viewer, chat: context.req.param('id') ?? '', operation: read.operation }, pace.now(), keyOf(context)))
}

function changeSession(context: DoorContext, { hosted: { room, pace }, viewer }: CallingAgent, { port }: Doors): Response {
  const read = readOperation(sessionOperation, context.get('body'))
  if ('statusCode' in read) return answer(context, read)
  const { operation } = read
  const answered = room.dispatch({ viewer, chat: null, operation }, pace.now(), keyOf(context))
  if (operation.operationName === 'EndContactCenterSession' && answered.statusCode === 0) clearSession(context, port())
  return wireAnswer(context, answered)
}

function changeChannel(context: DoorContext, { hosted: { room, pace }, viewer }: CallingAgent): Response {
  const channel = channelIn(context)
  if (!channel) return answer(context, noSuchChannel)
  const read = readOperation(stateChange, context.get('body'))
  if ('statusCode' in read) return answer(context, read)
  return wireAnswer(context, room.dispatch({ viewer, chat: null, operation: { ...read.operation, channel } }, pace.now(), keyOf(context)))
}

/** The channel in the address; null for one that the API does not know. */
export function channelIn(context: DoorContext): ChannelName | null {
  return channelName.options.find((name) => name === context.req.param('channel')) ?? null
}
