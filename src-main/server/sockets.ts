import type { Server as HttpServer } from 'node:http'
import { Server } from 'socket.io'
import type { Namespace, Socket } from 'socket.io'
import type { Viewer } from '../contract/viewer.ts'
import { toldIn } from '../wire/dialect.ts'
import type { Dialect } from '../wire/dialect.ts'
import { parse as parseCookies } from 'hono/utils/cookie'
import type { Doors } from './api.ts'
import type { Caller } from './caller.ts'
import { byToken, callerOf } from './caller.ts'
import type { Connection } from './connection.ts'
import { accessDenied } from './envelope.ts'
import { Flood, watchSender } from './flood.ts'
import type { Failure } from '../wire/return-codes.ts'
import type { HostedRoom } from './host.ts'
import { openFollowing } from './following.ts'
import { GatheredWrites } from './gathered-writes.ts'
import { OpenWindows } from './open-windows.ts'
import { inChosenDialect } from './session-dialect.ts'
import { watchReader } from './slow-reader.ts'
import { isStoreProblem, untilStored } from './until-stored.ts'

/** Clients have nothing to say but who they are. */
const packetBytesMax = 16 * 1024

/**
 * socket.io on the same port. Each viewer's socket gets `notification` with the wire's JSON and `{ seq }`; who comes back
 * with `since` gets what it missed, once and in order, or `resync` when that is no longer kept.
 */
export function openSockets(server: HttpServer, doors: Doors): Opened {
  const { host, admission } = doors
  const flood = new Flood()
  const windows = new OpenWindows<Socket>()
  const writes = new GatheredWrites()
  const io = new Server(server, {
    serveClient: false,
    maxHttpBufferSize: packetBytesMax,
    // Asked where a connection begins. Who it is that connects is known only later, so all are counted together.
    allowRequest: (_request, decide) => {
      const isTooMuch = flood.isTooMuch('all', admission.limitOfStrangers())
      decide(isTooMuch ? 'Too many connections at a time; try again in a second' : null, !isTooMuch)
    }
  })
  io.engine.on('connection', (connection: Connection) => {
    watchSender(connection, () => admission.limitOfStrangers())
    watchReader(connection)
    writes.gather(connection)
  })

  io.use((socket, next) => {
    const { dialect: named } = socket.handshake.auth as { dialect?: unknown }
    const caller = inChosenDialect(socketCaller(socket, doors), socket.handshake, named)
    if ('statusCode' in caller || (caller.kind !== 'agent' && caller.kind !== 'customer')) return next(denied(caller))
    const { room, viewer } = caller
    const seated: Seated = { room, viewer, dialect: 'by' in caller ? caller.dialect : dialectOfCustomers, hasSession: 'by' in caller && caller.by === 'cookie' }
    socket.data = seated
    next()
  })

  io.on('connection', (socket) => {
    const seated = socket.data as Seated
    const { viewer } = seated
    const hosted = host.room(seated.room)
    if (!hosted) return socket.disconnect(true)
    // As over a line that is dead: whoever is told goodbye would not come back by itself.
    if (isCut(hosted, viewer)) return socket.conn.close()
    welcome(socket, hosted, seated)
    // In the same turn of the loop, so nothing falls between what was missed and what comes.
    windows.add(seated.room, viewer, socket)
    socket.on('disconnect', () => windows.remove(seated.room, viewer, socket))
    if (!viewer.startsWith('agent:')) return
    const { room, pace } = hosted
    const change = async (operationName: 'ChannelOpened' | 'ChannelClosed'): Promise<void> => {
      // Mostly there is nothing to wait for, and then it must not come later either.
      const passage = room.holds.passageOfWindow(viewer, operationName)
      if (passage) await passage
      room.dispatch({ viewer, chat: null, operation: { operationName } }, pace.now())
    }
    let isRefused = false
    change('ChannelOpened').catch((error: unknown) => {
      if (!isStoreProblem(error)) throw error
      // It comes back by itself, and then there may be room.
      isRefused = true
      socket.conn.close()
    })
    socket.on('disconnect', () => isRefused || void untilStored(() => change('ChannelClosed'), () => !server.listening))
  })

  const stops: (() => unknown)[] = []
  const stopRooms = host.onRoom((hosted) => {
    const { room, pace } = hosted
    const open = windows.in(room.name)
    // Mostly one window a viewer: a broadcast, which is made for many, would cost more than what it sends.
    const stopTelling = room.listen(({ viewer, said, seq }) => {
      for (const socket of open.of(viewer)) socket.emit('notification', toldIn((socket.data as Seated).dialect, said), { seq })
    })
    const stopWatching = room.watchInputs(({ viewer, operation }, { statusCode }) => {
      if (operation.operationName !== 'EndContactCenterSession' || statusCode !== 0 || viewer === null) return
      // Whoever is cut off closes a channel, which is another input: it has to wait until this one is told.
      setImmediate(() => io.in(sessionOf(room.name, viewer)).disconnectSockets(true))
    })
    const stopCutting = room.watchLines((viewer, fault) => {
      if (fault?.network !== 'disconnect') return
      for (const { data, conn } of io.sockets.sockets.values()) if (data.room === room.name && data.viewer === viewer) conn.close()
    })
    stops.push(stopTelling, stopWatching, stopCutting, pace.watch(() => io.to(clockOf(room.name)).emit('clock', clockIn(hosted))))
  })
  stops.push(stopRooms, openFollowing(io, doors))
  return { io, stop: () => stops.forEach((stop) => stop()) }
}

/** The sockets of a listener, and the way to tell them nothing more. */
export interface Opened {
  readonly io: Server
  stop(): void
}

/** `/control` on the same sockets, for the trainer's own token alone. */
export function openControl(io: Server, { host, tokens }: Doors): Namespace {
  const control = io.of('/control')
  control.use((socket, next) => {
    const token = tokenIn(socket)
    const caller = token === null ? accessDenied : byToken(token, host, tokens)
    next('kind' in caller && caller.kind === 'trainer' ? undefined : denied(accessDenied))
  })
  control.on('connection', (socket) => socket.emit('hello', { library: host.stage.libraryVersion() }))
  host.stage.watch({
    mark: (run, newest) => control.sockets.size > 0 && control.emit('mark', run, newest()),
    run: (run) => control.sockets.size > 0 && control.emit('run', run),
    library: (change) => control.sockets.size > 0 && control.emit('library', change)
  })
  host.acting.watch((recording) => control.sockets.size > 0 && control.emit('recording', recording))
  host.suites.watch((news) => control.sockets.size > 0 && control.emit('suite', news))
  return control
}

/** Who a socket is of. */
interface Seated {
  readonly room: string
  readonly viewer: Viewer
  readonly dialect: Dialect
  /** It came with the cookie of a session, and goes with it. */
  readonly hasSession: boolean
}

/** They are told the same in either. */
const dialectOfCustomers: Dialect = 'extended'

function welcome(socket: Socket, hosted: HostedRoom, { viewer, dialect, hasSession }: Seated): void {
  const { room } = hosted
  const seq = room.seqOf(viewer)
  socket.emit('hello', { seq })
  socket.emit('clock', clockIn(hosted))
  const since = sinceIn(socket)
  const missed = since === null ? [] : room.missed(viewer, since)
  if (missed === null) socket.emit('resync', { seq })
  else for (const { said, seq: number } of missed) socket.emit('notification', toldIn(dialect, said), { seq: number })
  void socket.join([clockOf(room.name), ...(hasSession ? [sessionOf(room.name, viewer)] : [])])
}

function clockIn({ room, pace }: HostedRoom): { now: number; speed: number } {
  return { now: room.plan.starts + pace.now(), speed: pace.speed }
}

/** Nothing comes over this one's line, in either direction. */
function isCut({ room }: HostedRoom, viewer: Viewer): boolean {
  return room.lineOf(viewer)?.network === 'disconnect'
}

function socketCaller(socket: Socket, doors: Doors): Caller | Failure {
  const { host, tokens, port } = doors
  const token = tokenIn(socket)
  if (token !== null) return byToken(token, host, tokens)
  const { headers } = socket.handshake
  const chats = Object.keys(parseCookies(headers.cookie ?? '')).flatMap((name) => new RegExp(`^aside_${port()}_(.+)$`).exec(name)?.[1] ?? [])
  // With cookies of several chats, only `auth.token` can say which one is meant.
  return callerOf(headers, port(), host, tokens, chats.length === 1 ? (chats[0] ?? null) : null)
}

function tokenIn(socket: Socket): string | null {
  const { token } = socket.handshake.auth as { token?: unknown }
  return typeof token === 'string' ? token : null
}

function sinceIn(socket: Socket): number | null {
  const { since } = socket.handshake.auth as { since?: unknown }
  return typeof since === 'number' && Number.isSafeInteger(since) && since >= 0 ? since : null
}

/** What a refused client gets as `connect_error`, with the wire's envelope as its `data`. */
function denied(caller: Caller | Failure): Error {
  const failure = 'statusCode' in caller ? caller : accessDenied
  return Object.assign(new Error(failure.statusMessage), { data: failure })
}

const sessionOf = (room: string, viewer: Viewer): string => `${room}/${viewer}/session`
const clockOf = (room: string): string => `${room}/clock`
