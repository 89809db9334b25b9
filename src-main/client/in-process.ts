import type { Answer, Heard, OnWay, ReadMessage, Request, RoomClient } from '../contract/client.ts'
import { isAgent } from '../contract/viewer.ts'
import type { Viewer } from '../contract/viewer.ts'
import { customerOperation, requestChat } from '../wire/customer-side.ts'
import type { Dialect } from '../wire/dialect.ts'
import { chatIn, messageIn, toldIn } from '../wire/dialect.ts'
import { agentOperation, sessionOperation } from '../wire/operations.ts'
import { readOperation } from '../wire/return-codes.ts'
import type { Pace } from '../engine/pace.ts'
import type { Room } from '../engine/room.ts'
import type { RoomViews } from '../engine/room-views.ts'

/**
 * A room in the same process, seen exactly as over HTTP and sockets. `pace` decides what waiting means:
 * `new VirtualPace(room)` jumps, a `LivePace` goes by the clock. `views` are `viewsOf(room)`.
 */
export function inProcess(room: Room, views: RoomViews, pace: Pace): RoomClient {
  const dialect: Dialect = room.plan.wire
  return {
    // Now is the moment that was waited for, not that of the timer: the bytes are the same in every clock.
    now: () => room.now,
    until: (at) => pace.until(at),
    ask: (request, onWay) => comeIn(room, pace, request.viewer, request.operation, onWay, () => room.dispatch(request, room.now)),
    raw: (viewer, chat, body, onWay) => comeIn(room, pace, viewer, body, onWay, () => sendRaw(room, viewer, chat, body)),
    hold: (viewer, operationName) => room.holds.hold(viewer, operationName),
    release: (viewer) => room.holds.release(viewer),
    // What is told in the room's own words anyway is handed on as it is: much of it is kept by whoever listens.
    listen: (hear) => room.listen(dialect === 'extended' ? hear : (heard: Heard) => hear({ ...heard, said: toldIn(dialect, heard.said) })),
    setLine: (viewer, fault, catchUp) => Promise.resolve(room.setLine(viewer, fault, catchUp)),
    chatsOf: (agent: Viewer) => Promise.resolve(views.chatsOf(agent).map((chat) => chatIn(dialect, chat))),
    customerChat: (customer, chat) => Promise.resolve(views.customerChat(customer, chat)),
    messagesOf: (viewer, chat, from) => Promise.resolve(readMessages(views, viewer, chat, from)?.map((message) => ('timestamp' in message ? messageIn(dialect, message) : message)) ?? null),
    agentState: (agent) => Promise.resolve(views.agentState(agent)),
    uriOf: (kind, name) => views.uriOf(kind, name)
  }
}

/** Waits at the door as long as somebody holds what is asked. */
async function comeIn(room: Room, pace: Pace, viewer: Viewer | null, asked: unknown, onWay: OnWay | undefined, enter: () => Answer): Promise<Answer> {
  const passage = room.holds.passage(viewer, typeof asked === 'object' && asked !== null && 'operationName' in asked ? asked.operationName : undefined)
  if (!passage) return stored(enter)
  onWay?.held()
  await passage
  onWay?.released()
  // It comes in when it is let in, and not when the room last heard of anything.
  if (pace.now() > room.now) room.advanceTo(pace.now())
  return stored(enter)
}

/** What the log cannot take in is refused in the words that the HTTP door has for it. */
function stored(enter: () => Answer): Answer {
  try {
    return enter()
  } catch (error) {
    if (error instanceof Error && error.name === 'StoreProblem') return { statusCode: 4, statusMessage: error.message }
    throw error
  }
}

function readMessages(views: RoomViews, viewer: Viewer, chat: string, from?: number): readonly ReadMessage[] | null {
  if (!isAgent(viewer)) return views.customerMessages(viewer, chat, from)
  const messages = views.messages(viewer, chat, from)
  return messages === 'preview_off' ? null : messages
}

/** Reads a body as the HTTP door of its address does: on a chat or not, by an agent or by a customer. */
function sendRaw(room: Room, viewer: Viewer, chat: string | null, body: unknown): Answer {
  if (chat === null) {
    const read = isAgent(viewer) ? readOperation(sessionOperation, body) : readOperation(requestChat, body)
    return 'statusCode' in read ? read : room.dispatch({ viewer, chat, operation: read.operation } as Request, room.now)
  }
  const read = isAgent(viewer) ? readOperation(agentOperation, body) : readOperation(customerOperation, body)
  return 'statusCode' in read ? read : room.dispatch({ viewer, chat, operation: read.operation }, room.now)
}
