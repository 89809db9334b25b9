import type { Socket as Wire } from 'node:net'
import type { Socket } from 'socket.io'

/** The connection under a socket. Not all of them become one: a client may connect and never say who it is. */
export type Connection = Socket['conn']

/** The little that is needed of a websocket, which engine.io keeps to itself. */
interface WebSocket {
  readonly bufferedAmount: number
  /** Where its frames are written; null before it is open and after. */
  readonly _socket: Wire | null
  close(code: number, reason: string): void
  pause(): void
  terminate(): void
  on(event: 'ping', heard: () => void): void
}

/** WebSocket's "policy violation". */
const policyViolation = 1008

/** The websocket that carries a connection; null while it is carried by polling. */
export function webSocketOf({ transport }: Connection): WebSocket | null {
  return transport.name === 'websocket' ? (transport as unknown as { socket: WebSocket }).socket : null
}

/**
 * Ends a connection at once on our side, with a reason that a websocket client reads. What waits for the client in memory is
 * forgotten, all but what is being written already: the reason can only follow that, and has so long to be read.
 */
export function cutOff(connection: Connection, reason: string, { lingerMs, deaf }: { lingerMs: number; deaf: boolean }): void {
  if (connection.readyState !== 'open') return
  const socket = webSocketOf(connection)
  socket?.close(policyViolation, reason)
  if (deaf) socket?.pause()
  if (socket) setTimeout(() => socket.terminate(), lingerMs).unref()
  connection.close(true)
}
