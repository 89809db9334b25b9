import type { Hono } from 'hono'
import { setCookie } from 'hono/cookie'
import { chatIn, messageIn } from '../wire/dialect.ts'
import { agentOperation, sessionOperation } from '../wire/operations.ts'
import { readOperation } from '../wire/return-codes.ts'
import type { Failure } from '../wire/return-codes.ts'
import { agentCalling, newDoor, paged } from './api.ts'
import type { DoorContext, DoorEnv, Doors } from './api.ts'
import { agentCookie } from './caller.ts'
import { answer, wireAnswer } from './envelope.ts'
import { inDialect } from './directory-door.ts'

const noSuchChat: Failure = { statusCode: 6, statusMessage: 'There is no such chat for you; GET /api/v2/me/chats lists yours' }
const previewOff: Failure = { statusCode: 3, statusMessage: 'An invitation must be accepted before the transcript can be read here' }

/** `/api/v2/me`: an agent's own session, readiness and chats (wire-facts 1, 4.2). */
export function agentDoor(doors: Doors): Hono<DoorEnv> {
  const { host, tokens } = doors
  const door = newDoor()

  door.get('/', (context) => {
    const agent = agentCalling(context, host)
    if ('statusCode' in agent) return answer(context, agent)
    const token = tokens.give({ kind: 'viewer', room: agent.room, viewer: agent.viewer })
    if (agent.byPassword) setCookie(context, agentCookie(doors.port()), token, { httpOnly: true, sameSite: 'Strict', path: '/' })
    if (agent.byPassword && context.req.header('x-aside-token')) context.header('x-aside-token', token)
    const user = inDialect(agent.hosted.room.plan.wire, agent.hosted.views.me(agent.name))
    return answer(context, { statusCode: 0, user })
  })

  door.post('/', (context) => {
    const agent = agentCalling(context, host)
    if ('statusCode' in agent) return answer(context, agent)
    const read = readOperation(sessionOperation, context.get('body'))
    if ('statusCode' in read) return answer(context, read)
    const { room, pace } = agent.hosted
    return wireAnswer(context, room.dispatch({ viewer: agent.viewer, chat: null, operation: read.operation }, pace.now(), keyOf(context)))
  })

  door.get('/chats', (context) => {
    const agent = agentCalling(context, host)
    if ('statusCode' in agent) return answer(context, agent)
    const { room, views } = agent.hosted
    const chats = paged(context, views.chatsOf(agent.viewer))
    if ('statusCode' in chats) return answer(context, chats)
    if (context.req.query('fields') === undefined) return answer(context, { statusCode: 0, uris: chats.map(({ uri }) => uri) })
    return answer(context, { statusCode: 0, chats: chats.map((chat) => chatIn(room.plan.wire, chat)) })
  })

  door.get('/chats/:id', (context) => agentReadsChat(context, doors))
  door.get('/chats/:id/messages', (context) => agentReadsMessages(context, doors))
  door.post('/chats/:id', (context) => agentActs(context, doors))
  return door
}

/** The chat as the agent sees it, on `/me/chats/{id}` and on `/chats/{id}` alike. */
export function agentReadsChat(context: DoorContext, { host }: Doors): Response {
  const agent = agentCalling(context, host)
  if ('statusCode' in agent) return answer(context, agent)
  const chat = agent.hosted.views.chat(agent.viewer, idIn(context))
  return chat ? answer(context, { statusCode: 0, chat: chatIn(agent.hosted.room.plan.wire, chat) }) : answer(context, noSuchChat)
}

/** All that the agent may see of the log, unless paged. */
export function agentReadsMessages(context: DoorContext, { host }: Doors): Response {
  const agent = agentCalling(context, host)
  if ('statusCode' in agent) return answer(context, agent)
  const { room, views } = agent.hosted
  const messages = views.messages(agent.viewer, idIn(context))
  if (messages === null) return answer(context, noSuchChat)
  if (messages === 'preview_off') return answer(context, previewOff)
  const page = paged(context, messages)
  if ('statusCode' in page) return answer(context, page)
  return answer(context, { statusCode: 0, messages: page.map((message) => messageIn(room.plan.wire, message)) })
}

/** One person in the chat, where the dialect `extended` gives it an address. */
export function agentReadsParticipant(context: DoorContext, { host }: Doors): Response {
  const agent = agentCalling(context, host)
  if ('statusCode' in agent) return answer(context, agent)
  const participant = agent.hosted.views.participant(agent.viewer, idIn(context), context.req.param('participant') ?? '')
  return participant ? answer(context, { statusCode: 0, participant }) : answer(context, noSuchChat)
}

/** An operation on a chat. Who asks comes from the session, never from the body. */
export function agentActs(context: DoorContext, { host }: Doors): Response {
  const agent = agentCalling(context, host)
  if ('statusCode' in agent) return answer(context, agent)
  const read = readOperation(agentOperation, context.get('body'))
  if ('statusCode' in read) return answer(context, read)
  const { room, pace } = agent.hosted
  return wireAnswer(context, room.dispatch({ viewer: agent.viewer, chat: idIn(context), operation: read.operation }, pace.now(), keyOf(context)))
}

/** What makes a retry harmless (R20). */
export function keyOf(context: DoorContext): string | null {
  return context.req.header('idempotency-key')?.slice(0, 200) ?? null
}

function idIn(context: DoorContext): string {
  return context.req.param('id') ?? ''
}
