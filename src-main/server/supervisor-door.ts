import type { Hono } from 'hono'
import type { Request } from '../contract/client.ts'
import type { ChannelName } from '../wire/agent-states.ts'
import { intrudeOperation, stateChange, userChatOperation } from '../wire/operations.ts'
import { readOperation } from '../wire/return-codes.ts'
import type { Failure } from '../wire/return-codes.ts'
import { channelIn, noSuchChannel } from './agent-door.ts'
import { forAgent, keyOf, newDoor } from './api.ts'
import type { CallingAgent, DoorContext, DoorEnv, Doors } from './api.ts'
import { answer, wireAnswer } from './envelope.ts'

/** What a supervisor does on `/api/v2/users/{id}`: watches the chats of another agent, and changes its readiness (wire-facts 1.2, 4.3). */
export function supervisorDoor(doors: Doors): Hono<DoorEnv> {
  const door = newDoor()
  door.post('/:user/channels/:channel', forAgent(doors, (context, { hosted: { room, pace }, viewer }) => {
    const channel = channelIn(context)
    if (!channel) return answer(context, noSuchChannel)
    const operation = readForUser(context, channel)
    if ('statusCode' in operation) return answer(context, operation)
    return wireAnswer(context, room.dispatch({ viewer, chat: null, operation }, pace.now(), keyOf(context)))
  }))
  door.get('/:user/chats', forAgent(doors, readSupervised))
  door.post('/:user/chats/:chat', forAgent(doors, intrude))
  return door
}

/** On the channel `chat` there is more to ask than on the others. */
function readForUser(context: DoorContext, channel: ChannelName): Extract<Request, { viewer: string; chat: null }>['operation'] | Failure {
  const user = userIn(context)
  const read = readOperation(channel === 'chat' ? userChatOperation : stateChange, context.get('body'))
  if ('statusCode' in read) return read
  const { operation } = read
  switch (operation.operationName) {
    case 'Monitor':
    case 'Coach':
    case 'BargeIn':
    case 'CancelSupervisorMonitoring':
      return { ...operation, user }
    default:
      return { ...operation, channel, user }
  }
}

function readSupervised(context: DoorContext, { hosted, name }: CallingAgent): Response {
  const found = hosted.views.supervised(name, userIn(context))
  return answer(context, 'statusCode' in found ? found : { statusCode: 0, ...found })
}

function intrude(context: DoorContext, { hosted: { room, pace }, viewer }: CallingAgent): Response {
  const read = readOperation(intrudeOperation, context.get('body'))
  if ('statusCode' in read) return answer(context, read)
  const chat = context.req.param('chat') ?? ''
  return wireAnswer(context, room.dispatch({ viewer, chat, operation: { ...read.operation, user: userIn(context) } }, pace.now(), keyOf(context)))
}

function userIn(context: DoorContext): string {
  return context.req.param('user') ?? ''
}
