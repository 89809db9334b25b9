import type { Heard, RoomClient } from '../contract/client.ts'
import type { Viewer } from '../contract/viewer.ts'
import type { Dialect } from '../wire/dialect.ts'
import { chatIn, toldIn } from '../wire/dialect.ts'
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
    ask: (request) => Promise.resolve(room.dispatch(request, room.now)),
    listen: (hear) => room.listen((heard: Heard) => hear({ ...heard, said: toldIn(dialect, heard.said) })),
    chatsOf: (agent: Viewer) => Promise.resolve(views.chatsOf(agent).map((chat) => chatIn(dialect, chat))),
    customerChat: (customer, chat) => Promise.resolve(views.customerChat(customer, chat)),
    agentState: (agent) => Promise.resolve(views.agentState(agent)),
    uriOf: (kind, name) => views.uriOf(kind, name)
  }
}
