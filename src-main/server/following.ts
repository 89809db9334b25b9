import type { Server, Socket } from 'socket.io'
import type { FollowOn } from '../contract/page.ts'
import type { Viewer } from '../contract/viewer.ts'
import type { Doors } from './api.ts'
import { byToken } from './caller.ts'
import { accessDenied } from './envelope.ts'
import type { HostedRoom } from './host.ts'

/**
 * `/page`, on the socket of our own windows: a window whose run was started again is told the code that opens the same
 * person's window in the new run, and one whose run was only stopped is told that it is over. Nobody is ever given another seat than the one it proves to have, and a visitor, who is in
 * no cast, stays where it is. Returns the way to stop it.
 */
export function openFollowing(io: Server, { host, tokens, codes }: Doors): () => void {
  const pages = io.of('/page')
  pages.use((socket, next) => {
    const { token } = socket.handshake.auth as { token?: unknown }
    const caller = typeof token === 'string' ? byToken(token, host, tokens) : accessDenied
    if ('statusCode' in caller || (caller.kind !== 'agent' && caller.kind !== 'customer')) return next(new Error(accessDenied.statusMessage))
    socket.data = { room: caller.room, viewer: caller.viewer } satisfies Page
    next()
  })
  const tell = (socket: Socket): void => {
    const { room, viewer } = socket.data as Page
    const successor = host.successorOf(room)
    if (!successor && host.room(room)?.pace.isStopped) socket.emit('over')
    if (!successor || !isIn(successor, viewer)) return
    const on: FollowOn = { code: codes.issue({ kind: 'viewer', room: successor.room.name, viewer }) }
    socket.emit('follow', on)
  }
  pages.on('connection', tell)
  const tellAll = (room: string): void => {
    for (const socket of pages.sockets.values()) if ((socket.data as Page).room === room) tell(socket)
  }
  const stops = [host.onSuccessor(tellAll)]
  stops.push(host.onRoom(({ room, pace }) => stops.push(pace.watch(() => pace.isStopped && tellAll(room.name)))))
  return () => stops.forEach((stop) => stop())
}

interface Page {
  readonly room: string
  readonly viewer: Viewer
}

function isIn({ room }: HostedRoom, viewer: Viewer): boolean {
  const [kind, name = ''] = viewer.split(/:(.*)/s)
  const { agents, customers } = room.plan
  return kind === 'agent' ? Object.hasOwn(agents, name) : kind === 'customer' && Object.hasOwn(customers, name)
}
