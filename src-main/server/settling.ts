import type { Server } from 'socket.io'
import type { Connection } from './connection.ts'

/** How long a client may take to read what it was told, in real milliseconds; then nobody waits for it any more. */
const usualPatienceMs = 5000

/** How many pings went out on a connection, and how many were answered. */
interface Pings {
  sent: number
  answered: number
}

/**
 * Tells when the clients have read what they were told. A ping follows the frames on each connection; its answer says that
 * the client came that far. Pings that go out by themselves are counted too, or their answers would be taken for ours.
 */
export class Settling {
  readonly #io: Server
  readonly #patienceMs: number
  readonly #pings = new WeakMap<Connection, Pings>()

  constructor(io: Server, patienceMs: number = usualPatienceMs) {
    this.#io = io
    this.#patienceMs = patienceMs
    io.engine.on('connection', (connection: Connection) => this.#count(connection))
  }

  /** Until every client that is connected has read all that it was told so far, or is gone. */
  async settled(): Promise<void> {
    // What waits for the end of this turn goes out before the pings.
    await new Promise((done) => setImmediate(done))
    const sockets = ['/', '/control'].flatMap((namespace) => [...this.#io.of(namespace).sockets.values()])
    await Promise.all([...new Set(sockets.map(({ conn }) => conn))].map((connection) => this.#answered(connection)))
  }

  #count(connection: Connection): void {
    const pings: Pings = { sent: 0, answered: 0 }
    this.#pings.set(connection, pings)
    connection.on('packetCreate', ({ type }: { type: string }) => type === 'ping' && (pings.sent += 1))
    connection.on('heartbeat', () => (pings.answered += 1))
  }

  #answered(connection: Connection): Promise<void> {
    const pings = this.#pings.get(connection)
    if (!pings || connection.readyState !== 'open') return Promise.resolve()
    pingNow(connection)
    const { sent } = pings
    return new Promise((done) => {
      const end = (): void => {
        clearTimeout(limit)
        connection.off('heartbeat', check)
        connection.off('close', end)
        done()
      }
      const check = (): void => (pings.answered >= sent ? end() : undefined)
      const limit = setTimeout(end, this.#patienceMs)
      connection.on('heartbeat', check)
      connection.on('close', end)
    })
  }
}

/** Out of its turn, which engine.io offers nobody. Clients answer each. */
function pingNow(connection: Connection): void {
  const sender = connection as unknown as { sendPacket(type: 'ping'): void }
  sender.sendPacket('ping')
}
