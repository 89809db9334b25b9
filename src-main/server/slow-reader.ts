import { cutOff, webSocketOf } from './connection.ts'
import type { Connection } from './connection.ts'

/** What may wait for a client that does not read. The frames are well below those that are kept for one who comes back. */
export const framesWaiting = 250
export const bytesWaiting = 1024 * 1024

/**
 * At so many looks in a row, so far apart, is somebody found behind who does not read. Who reads is not, whatever it was told
 * in one go; and between two looks even a process that is very busy comes to write.
 */
const looksInVain = 6
const lookEveryMs = 50

/** How long what was written already, and the reason, wait to be read. */
const lingerMs = 5000

const reason = 'reads too slowly; reconnect with since'

/**
 * Cuts a client off that does not read what it is told, so that what waits for it does not fill our memory. It loses nothing:
 * it comes back with the `seq` that it read last as `since`, and gets what it missed or `resync`.
 */
export function watchReader(connection: Connection): void {
  // What socket.io has queued itself; the rest waits in the websocket.
  const queued = { frames: 0, bytes: 0 }
  const isBehind = (): boolean => queued.frames > framesWaiting || queued.bytes + (webSocketOf(connection)?.bufferedAmount ?? 0) > bytesWaiting
  let inVain = 0

  const look = (): void => {
    inVain = isBehind() ? inVain + 1 : 0
    if (inVain === looksInVain) return cutOff(connection, reason, { lingerMs, deaf: false })
    if (inVain > 0) setTimeout(look, lookEveryMs).unref()
  }
  connection.on('packetCreate', ({ data }: { data?: string | Buffer }) => {
    queued.frames += 1
    queued.bytes += data?.length ?? 0
    if (inVain === 0) look()
  })
  connection.on('flush', () => {
    queued.frames = 0
    queued.bytes = 0
  })
}
