import { createServer } from 'node:http'
import type { IncomingMessage, Server as HttpServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import type { Viewer } from '../contract/viewer.ts'
import type { Failure } from '../wire/return-codes.ts'
import { Admission } from './admission.ts'
import { agentDoor } from './agent-door.ts'
import { cutOffWindow, heldBack, jsonBody, knownCaller } from './api.ts'
import type { DoorEnv, Doors } from './api.ts'
import { chatDoor } from './chat-door.ts'
import { directoryDoor } from './directory-door.ts'
import { accessDenied, answer, mistake } from './envelope.ts'
import type { Guests } from './guests.ts'
import type { Host } from './host.ts'
import { cutOffUnreadable, timeOuts } from './http-times.ts'
import { joinDoor } from './join-door.ts'
import type { JoinParts } from './join-door.ts'
import { listen } from './listen.ts'
import { meDoor } from './me-door.ts'
import { guardOrigins, Origins } from './origins.ts'
import { pageDoor, pages } from './page-door.ts'
import { seenAtDoor } from './seen-at-door.ts'
import { settingsDoor } from './settings-door.ts'
import { openSockets } from './sockets.ts'
import { supervisorDoor } from './supervisor-door.ts'
import { PageCodes } from './tokens.ts'

/** A second listener, for guests from the network. The first one stays on the loopback, and nothing of it is here but what follows. */
export interface Lan {
  readonly url: string
  /** Signs the windows of whoever had to leave out, at once. */
  signOut(viewer: Viewer): void
  close(): Promise<void>
}

/** What a guest's browser may fetch without a seat; the trainer's page is not among it. */
const openPages = /^\/(?:$|(?:join|agent|customer)\/|assets\/)/

const noSeat: Failure = { statusCode: 20, statusMessage: 'You have no seat here, or not any more: open the address that the trainer shows, and type the code' }
const nothingHere: Failure = { statusCode: 6, statusMessage: 'This is not for guests' }

/**
 * Listens on one address of the network. Guests come with the token of their seat and nothing else: no password, no cookie,
 * no code of ours and no token of the loopback's is good here. The API's clients, Bayeux, the reference and the trainer's door
 * are not served at all.
 */
export async function openLan(host: Host, guests: Guests, address: string, wantedPort: number, join: Omit<JoinParts, 'guests'>): Promise<Lan> {
  const bound: { port: number } = { port: 0 }
  const doors: Doors = { host: hostForGuests(host, guests), tokens: guests, codes: codesFor(guests), admission: new Admission(host), port: () => bound.port }
  const hear = getRequestListener(lanApplication(doors, { guests, ...join }).fetch)
  const server = createServer(timeOuts(), (request, response) => void hear(request, response))
  cutOffUnreadable(server)
  bound.port = await listenNear(server, address, wantedPort)
  const { io, stop } = openSockets(server, doors)
  guardOrigins(server, new Origins([], doors.port, () => null, [address]), withoutOwnCredential)
  return {
    url: `http://${address}:${bound.port}`,
    signOut: (viewer) => {
      for (const socket of io.sockets.sockets.values()) if (socket.data.viewer === viewer) socket.disconnect(true)
    },
    close: async () => {
      stop()
      // Else their windows would try in vain to come back.
      io.emit('invitationOver')
      const closed = io.close()
      setImmediate(() => server.closeAllConnections())
      await closed
    }
  }
}

/** All that guests reach. */
export function lanApplication(doors: Doors, join: JoinParts): Hono<DoorEnv> {
  const app = new Hono<DoorEnv>()
  for (const path of ['/api/v2/*', '/page/*']) {
    app.use(path, knownCaller(doors), async (context, next) => {
      const isSeated = context.get('caller').kind === 'agent' || context.get('caller').kind === 'customer'
      // A window that follows its run brings a code; it was given to the very seat that it is for.
      if (!isSeated && context.req.path !== '/page/session' && context.req.path !== '/page/door') return answer(context, noSeat)
      await next()
    })
    app.use(path, cutOffWindow(doors), seenAtDoor(doors), jsonBody, heldBack(doors))
  }
  app.use('/join/*', jsonBody)
  app.route('/api/v2/me', agentDoor(doors))
  app.route('/api/v2/chats', chatDoor(doors))
  app.route('/api/v2/users', supervisorDoor(doors))
  app.route('/api/v2', meDoor(doors))
  app.route('/api/v2', directoryDoor(doors))
  app.route('/api/v2', settingsDoor(doors))
  app.route('/page', pageDoor(doors, { isForGuests: true }))
  app.route('/join', joinDoor(join))
  app.use('*', async (context, next) => {
    if (!openPages.test(context.req.path)) return answer(context, nothingHere)
    await next()
  })
  app.get('/', (context) => context.redirect('/join/'))
  app.route('/', pages(doors))
  app.notFound((context) => answer(context, nothingHere))
  app.onError((error, context) => {
    const { incoming } = context.env
    if (incoming.destroyed && !incoming.complete) return context.body(null, 400)
    return answer(context, mistake(error))
  })
  return app
}

/** The token of a seat is the only credential here. Cookies of this address are none of ours, whatever they are called. */
function withoutOwnCredential({ headers }: IncomingMessage): Failure | null {
  delete headers.cookie
  return headers.authorization === undefined || /^bearer /i.test(headers.authorization) ? null : accessDenied
}

/** What signs a window in that follows its run; worthless once its guest had to leave. */
function codesFor(guests: Guests): Doors['codes'] {
  const codes = new PageCodes()
  return {
    issue: (seat) => codes.issue(seat),
    seat: (code) => {
      const seat = codes.seat(code)
      return seat?.kind === 'viewer' && guests.sits(seat.viewer) ? seat : null
    }
  }
}

/** The one room that guests are in; where the invitation moves, their windows follow. */
function hostForGuests(host: Host, guests: Guests): Host {
  return {
    ...host,
    defaultRoom: () => null,
    successorOf: (name) => (guests.hosted.room.name === name ? null : guests.hosted),
    onSuccessor: (follow) => guests.watchMoves(follow)
  }
}

/** The same port as the loopback's where that is free at this address, so that there is one number to remember. */
async function listenNear(server: HttpServer, address: string, port: number): Promise<number> {
  try {
    return await listen(server, port, address)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error
    return listen(server, 0, address)
  }
}
