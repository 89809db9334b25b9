import { createServer } from 'node:http'
import type { Server as HttpServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import type { Failure } from '../wire/return-codes.ts'
import { Admission } from './admission.ts'
import { agentDoor } from './agent-door.ts'
import { cutOffWindow, heldBack, jsonBody, knownCaller, refusedWhenStopped } from './api.ts'
import type { DoorEnv, Doors } from './api.ts'
import { openBayeux, refuseUpgrade } from './bayeux.ts'
import type { Bayeux } from './bayeux.ts'
import type { BayeuxTimes } from './bayeux-session.ts'
import { chatDoor } from './chat-door.ts'
import { controlDoor } from './control-door.ts'
import { directoryDoor } from './directory-door.ts'
import { docsDoor } from './docs-door.ts'
import { answer, mistake } from './envelope.ts'
import type { Host } from './host.ts'
import { cutOffUnreadable, timeOuts } from './http-times.ts'
import type { HttpTimes } from './http-times.ts'
import { Invitation } from './invitation.ts'
import { listen } from './listen.ts'
import { guardOrigins, Origins } from './origins.ts'
import { meDoor } from './me-door.ts'
import { pageDoor, pages } from './page-door.ts'
import { Settling } from './settling.ts'
import { seenAtDoor } from './seen-at-door.ts'
import { settingsDoor } from './settings-door.ts'
import { openControl, openSockets } from './sockets.ts'
import { supervisorDoor } from './supervisor-door.ts'
import type { Bearer } from './tokens.ts'
import { PageCodes, Tokens } from './tokens.ts'

/** The doors, listening on the loopback. */
export interface Serving {
  readonly url: string
  readonly port: number
  /** The address of a page with a code in its fragment that signs it in. */
  pageFor(seat: Bearer): string
  /** A token for `Authorization: Bearer`, as a page gets it for its code. */
  tokenFor(seat: Bearer): string
  /** Until every socket's client has read all that it was told so far. */
  settled(): Promise<void>
  /** Makes Bayeux clients shake hands again. */
  readonly bayeux: Pick<Bayeux, 'forget'>
  readonly invitation: Invitation
  close(): Promise<void>
}

/** What may be told otherwise. */
export interface ServingOptions {
  /** Other origins than ours whose pages may call the API. */
  readonly origins?: readonly string[]
  readonly httpTimes?: Partial<HttpTimes>
  readonly bayeuxTimes?: Partial<BayeuxTimes>
}

const portsTried = 20

/** Opens all doors on `port` (0 for any), or on the next free one when it is taken. Loopback only. */
export async function serve(host: Host, port: number, { origins = [], httpTimes, bayeuxTimes }: ServingOptions = {}): Promise<Serving> {
  const bound: { port: number } = { port }
  const doors: Doors = { host, tokens: new Tokens(host.secret), codes: new PageCodes(), admission: new Admission(host), port: () => bound.port }
  const letIn = new Origins(origins, doors.port, () => host.defaultRoom()?.room.plan.settings.csrfHeader ?? null)
  const bayeux = openBayeux(doors, bayeuxTimes)
  const invitation = new Invitation(host, doors.port)
  const hear = getRequestListener(application(doors, invitation).fetch)
  const server = createServer(timeOuts(httpTimes), (request, response) => {
    void (bayeux.serves(request) ? bayeux.hear(request, response) : hear(request, response))
  })
  server.on('upgrade', (request, socket) => bayeux.serves(request) && refuseUpgrade(socket))
  cutOffUnreadable(server, httpTimes)
  bound.port = await listenFrom(server, port)
  const { io } = openSockets(server, doors)
  const control = openControl(io, doors)
  invitation.watch((state) => control.sockets.size > 0 && control.emit('invitation', state))
  const settling = new Settling(io)
  guardOrigins(server, letIn)
  const url = `http://127.0.0.1:${bound.port}`
  return {
    url,
    port: bound.port,
    pageFor: (seat) => {
      const page = seat.kind === 'trainer' ? 'trainer' : seat.viewer.startsWith('agent:') ? 'agent' : 'customer'
      return `${url}/${page}/#code=${doors.codes.issue(seat)}`
    },
    tokenFor: (seat) => doors.tokens.give(seat),
    settled: () => settling.settled(),
    bayeux,
    invitation,
    close: async () => {
      await invitation.close()
      bayeux.close()
      const closed = io.close()
      // A connection that never asked anything, as browsers open them in advance, would hold the server open.
      setImmediate(() => server.closeAllConnections())
      await closed
    }
  }
}

/** All doors but those that listen beside it: Bayeux and the sockets. */
export function application(doors: Doors, invitation: Invitation): Hono<DoorEnv> {
  const app = new Hono<DoorEnv>()
  for (const path of ['/api/v2/*', '/page/*', '/control/*']) app.use(path, knownCaller(doors), cutOffWindow(doors), seenAtDoor(doors), jsonBody, heldBack(doors), refusedWhenStopped(doors))
  app.route('/api/v2/me', agentDoor(doors))
  app.route('/api/v2/chats', chatDoor(doors))
  app.route('/api/v2/users', supervisorDoor(doors))
  app.route('/api/v2', meDoor(doors))
  app.route('/api/v2', directoryDoor(doors))
  app.route('/api/v2', settingsDoor(doors))
  app.route('/page', pageDoor(doors))
  app.route('/control', controlDoor(doors, invitation))
  app.route('/', docsDoor(doors))
  app.all('/api/*', (context) => answer(context, noSuchAddress(context.req.method, context.req.path)))
  app.route('/', pages(doors))
  app.notFound((context) => answer(context, noSuchAddress(context.req.method, context.req.path)))
  app.onError((error, context) => {
    const { incoming } = context.env
    // The request itself broke off: that is no mistake of ours, and nobody is there to be answered any more.
    if (incoming.destroyed && !incoming.complete) return context.body(null, 400)
    return answer(context, mistake(error))
  })
  return app
}

function noSuchAddress(method: string, path: string): Failure {
  return { statusCode: 6, statusMessage: `${method} ${path.slice(0, 200)} is not served here` }
}

/** Listens on the wanted port or the next free one. */
async function listenFrom(server: HttpServer, wanted: number): Promise<number> {
  for (let port = wanted; ; port += 1) {
    try {
      return await listen(server, port, '127.0.0.1')
    } catch (error) {
      const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
      if (!isTaken || port >= wanted + portsTried || wanted === 0) throw error
    }
  }
}
