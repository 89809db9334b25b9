import { createServer } from 'node:http'
import type { Server as HttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import type { Failure } from '../wire/return-codes.ts'
import { agentDoor } from './agent-door.ts'
import { jsonBody, knownCaller } from './api.ts'
import type { DoorEnv, Doors } from './api.ts'
import { foreign } from './caller.ts'
import { chatDoor } from './chat-door.ts'
import { controlDoor } from './control-door.ts'
import { directoryDoor } from './directory-door.ts'
import { answer, sendFailure } from './envelope.ts'
import type { Host } from './host.ts'
import { pageDoor, pages } from './page-door.ts'
import { openSockets } from './sockets.ts'
import type { Bearer } from './tokens.ts'
import { PageCodes, Tokens } from './tokens.ts'

/** The doors, listening on the loopback. */
export interface Serving {
  readonly url: string
  readonly port: number
  /** The address of a page with a code in its fragment that signs it in. */
  pageFor(seat: Bearer): string
  close(): Promise<void>
}

const portsTried = 20

/** Opens all doors on `port` (0 for any), or on the next free one when it is taken. Loopback only. */
export async function serve(host: Host, port: number): Promise<Serving> {
  const bound: { port: number } = { port }
  const doors: Doors = { host, tokens: new Tokens(host.secret), codes: new PageCodes(), port: () => bound.port }
  const hear = getRequestListener(application(doors).fetch)
  const server = createServer({ requestTimeout: 30_000 }, (request, response) => {
    const refused = foreign(request.headers, bound.port)
    if (refused) return sendFailure(response, refused)
    void hear(request, response)
  })
  server.on('clientError', (_error, socket) => {
    const body = JSON.stringify({ statusCode: 10, statusMessage: 'This is not a request in HTTP' })
    if (socket.writable) socket.end(`HTTP/1.1 400 Bad Request\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`)
  })
  bound.port = await listen(server, port)
  const io = openSockets(server, doors)
  const url = `http://127.0.0.1:${bound.port}`
  return {
    url,
    port: bound.port,
    pageFor: (seat) => {
      const page = seat.kind === 'trainer' ? 'trainer' : seat.viewer.startsWith('agent:') ? 'agent' : 'customer'
      return `${url}/${page}/#code=${doors.codes.issue(seat)}`
    },
    close: async () => {
      const closed = io.close()
      // A connection that never asked anything, as browsers open them in advance, would hold the server open.
      setImmediate(() => server.closeAllConnections())
      await closed
    }
  }
}

function application(doors: Doors): Hono<DoorEnv> {
  const app = new Hono<DoorEnv>()
  for (const path of ['/api/v2/*', '/page/*', '/control/*']) app.use(path, knownCaller(doors), jsonBody)
  app.route('/api/v2/me', agentDoor(doors))
  app.route('/api/v2/chats', chatDoor(doors))
  app.route('/api/v2', directoryDoor(doors))
  app.route('/page', pageDoor(doors))
  app.route('/control', controlDoor(doors))
  app.all('/api/*', (context) => answer(context, noSuchAddress(context.req.method, context.req.path)))
  app.route('/', pages(doors))
  app.notFound((context) => answer(context, noSuchAddress(context.req.method, context.req.path)))
  app.onError((error, context) => {
    process.stderr.write(`${error.stack ?? error.message}\n`)
    const said = error.name === 'StoreProblem' ? error.message : 'Aside made a mistake; nothing of this request was stored. Its log says more.'
    return answer(context, { statusCode: 4, statusMessage: said })
  })
  return app
}

function noSuchAddress(method: string, path: string): Failure {
  return { statusCode: 6, statusMessage: `${method} ${path.slice(0, 200)} is not served here` }
}

/** Listens on the wanted port or the next free one. */
async function listen(server: HttpServer, wanted: number): Promise<number> {
  for (let port = wanted; ; port += 1) {
    try {
      return await listenOn(server, port)
    } catch (error) {
      const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
      if (!isTaken || port >= wanted + portsTried || wanted === 0) throw error
    }
  }
}

function listenOn(server: HttpServer, port: number): Promise<number> {
  return new Promise((listening, failed) => {
    server.once('error', failed)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', failed)
      listening((server.address() as AddressInfo).port)
    })
  })
}
