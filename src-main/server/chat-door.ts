import type { Hono } from 'hono'
import { setCookie } from 'hono/cookie'
import type { Viewer } from '../contract/viewer.ts'
import { customerOperation, requestChat } from '../wire/customer-side.ts'
import { malformed, readOperation } from '../wire/return-codes.ts'
import type { Failure } from '../wire/return-codes.ts'
import { agentActs } from './agent-door.ts'
import { forAgent, keyOf, newDoor } from './api.ts'
import type { DoorContext, DoorEnv, Doors } from './api.ts'
import { chatCookie } from './caller.ts'
import { readChat, readMessages, readParticipant } from './chat-reading.ts'
import { accessDenied, answer, wireAnswer } from './envelope.ts'
import type { Host, HostedRoom } from './host.ts'
import { cookieFor } from './origins.ts'
import { isStoreProblem } from './until-stored.ts'

const nothingHosted: Failure = { statusCode: 6, statusMessage: 'No room is open for visitors; start Aside with "aside serve FILE"' }

/**
 * `/api/v2/chats`: customers ask for a chat without any account; on a chat the credential decides which side is seen
 * (R22). Nothing that is made here is made from more than what customers may know.
 */
export function chatDoor(doors: Doors): Hono<DoorEnv> {
  const door = newDoor()
  const [acts, readsChat, readsMessages] = [forAgent(doors, agentActs), forAgent(doors, readChat), forAgent(doors, readMessages)]
  door.post('/', (context) => askForChat(context, doors))
  door.post('/:id', (context) => (isAgent(context) ? acts(context) : customerActs(context, doors)))
  door.get('/:id', (context) => (isAgent(context) ? readsChat(context) : customerReadsChat(context, doors)))
  door.get('/:id/messages', (context) => (isAgent(context) ? readsMessages(context) : customerReadsMessages(context, doors)))
  door.get('/:id/participants/:participant', forAgent(doors, readParticipant))
  return door
}

/** A person of the cast keeps its own stream; anybody else is a visitor of the room that the host made the default. */
function askForChat(context: DoorContext, { host, tokens, port }: Doors): Response {
  const caller = context.get('caller')
  if (caller.kind === 'agent' || caller.kind === 'trainer') return answer(context, accessDenied)
  const hosted = caller.kind === 'customer' ? host.room(caller.room) : host.defaultRoom()
  if (!hosted) return answer(context, nothingHosted)
  const read = readOperation(requestChat, context.get('body'))
  if ('statusCode' in read) return answer(context, read)
  const { room, pace, lobby } = hosted
  const hasToken = caller.kind === 'customer' && caller.viewer.startsWith('customer:')
  const person = hasToken ? caller.viewer : lobby.awaitedAs(read.operation.nickname)
  const asked = room.dispatch({ viewer: person, chat: null, operation: read.operation }, pace.now(), keyOf(context))
  if (asked.statusCode !== 0 || asked.chat === undefined) return wireAnswer(context, asked)
  const viewer: Viewer = person ?? `visitor:${asked.chat}`
  const token = tokens.give({ kind: 'viewer', room: room.name, viewer })
  if (!hasToken) setCookie(context, chatCookie(port(), asked.chat), token, cookieFor(context.env.incoming.headers))
  const given = { id: asked.chat, statusCode: 0 as const, path: `/api/v2/chats/${asked.chat}` }
  return answer(context, room.plan.wire === 'extended' ? { ...given, token } : given)
}

function customerActs(context: DoorContext, doors: Doors): Response {
  const customer = customerCalling(context, doors)
  if ('statusCode' in customer) return answer(context, customer)
  const read = readOperation(customerOperation, context.get('body'))
  if ('statusCode' in read) return answer(context, read)
  const { room, pace } = customer.hosted
  return wireAnswer(context, room.dispatch({ viewer: customer.viewer, chat: customer.chat, operation: read.operation }, pace.now(), keyOf(context)))
}

function customerReadsChat(context: DoorContext, doors: Doors): Response {
  const customer = customerCalling(context, doors)
  if ('statusCode' in customer) return answer(context, customer)
  const chat = customer.hosted.views.customerChat(customer.viewer, customer.chat)
  return chat ? answer(context, { chat, statusCode: 0 }) : answer(context, accessDenied)
}

/** Without an index: what this customer has not fetched yet; with one: all from there on (wire-facts 4.6). */
function customerReadsMessages(context: DoorContext, doors: Doors): Response {
  const customer = customerCalling(context, doors)
  if ('statusCode' in customer) return answer(context, customer)
  const { hosted, viewer, chat } = customer
  const { room, views, pace } = hosted
  const index = context.req.query('index')
  if (index !== undefined && !/^\d{1,9}$/.test(index)) return answer(context, malformed('Parameter "index" must be a whole number from 0'))
  const readUpTo = index === undefined ? views.readUpTo(viewer, chat) : Math.max(0, Number(index) - 1)
  const messages = (views.customerMessages(viewer, chat) ?? []).filter((message) => message.index > readUpTo)
  // What cannot be noted as read is read again the next time.
  if (index === undefined && messages.length > 0) orUnstored(() => room.dispatch({ viewer, chat, operation: { operationName: 'ReadFeed' } }, pace.now()))
  return answer(context, { statusCode: 0, messages })
}

function orUnstored(note: () => void): void {
  try {
    note()
  } catch (error) {
    if (!isStoreProblem(error)) throw error
  }
}

/** The customer whose own chat this is; anybody else learns nothing, not even whether there is such a chat (R22). */
function customerCalling(context: DoorContext, { host }: Doors): { hosted: HostedRoom; viewer: Viewer; chat: string } | Failure {
  const caller = context.get('caller')
  const chat = context.req.param('id') ?? ''
  if (caller.kind === 'nobody') return throughOpenDoor(chat, host)
  const hosted = caller.kind === 'customer' ? host.room(caller.room) : undefined
  if (caller.kind !== 'customer' || !hosted?.views.customerChat(caller.viewer, chat)) return accessDenied
  return { hosted, viewer: caller.viewer, chat }
}

/** Where the room says so, a widget without credentials is the customer of the visitor's chat that it names (R22). */
function throughOpenDoor(chat: string, host: Host): { hosted: HostedRoom; viewer: Viewer; chat: string } | Failure {
  const hosted = host.defaultRoom()
  const viewer: Viewer = `visitor:${chat}`
  if (hosted?.room.plan.settings.customerDoor !== 'open' || !hosted.views.customerChat(viewer, chat)) return accessDenied
  return { hosted, viewer, chat }
}

function isAgent(context: DoorContext): boolean {
  return context.get('caller').kind === 'agent'
}
