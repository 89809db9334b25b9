import { WebSocket } from 'ws'

/**
 * A window's socket that does no more than count: it speaks as much of socket.io as it must and parses nothing it is told, so
 * that what is measured is the server and not its clients. `null` for a bare WebSocket without socket.io.
 */
export class LightWindow {
  /** Frames told so far. */
  told = 0
  /** The last one as it came. */
  last: Buffer = Buffer.alloc(0)
  #due: { count: number; done: () => void } | null = null
  readonly #socket: WebSocket

  static open(url: string, auth: object | null): Promise<LightWindow> {
    const address = `${url.replace('http', 'ws')}${auth ? '/socket.io/?EIO=4&transport=websocket' : '/bare'}`
    const socket = new WebSocket(address, { perMessageDeflate: false })
    return new Promise((opened, failed) => {
      const window = new LightWindow(socket)
      socket.on('error', failed)
      if (!auth) socket.on('open', () => opened(window))
      socket.on('message', (data: Buffer) => {
        if (!auth) return window.#hear(data)
        // Engine.io: 0 open, 2 ping, 4 message; socket.io: 40 connected, 42 event.
        const [kind, event] = [data[0], data[1]]
        if (kind === 0x30) socket.send(`40${JSON.stringify(auth)}`)
        else if (kind === 0x32) socket.send('3')
        else if (kind === 0x34 && event === 0x30) opened(window)
        else if (kind === 0x34 && event === 0x34) failed(new Error(data.toString()))
        else if (kind === 0x34 && event === 0x32 && data.subarray(0, 17).toString() === '42["notification"') window.#hear(data)
      })
    })
  }

  private constructor(socket: WebSocket) {
    this.#socket = socket
  }

  #hear(frame: Buffer): void {
    this.told += 1
    this.last = frame
    if (this.#due && this.told >= this.#due.count) this.#due.done()
  }

  /** Until so many have been told in all. */
  until(count: number): Promise<void> {
    if (this.told >= count) return Promise.resolve()
    return new Promise((done) => (this.#due = { count, done }))
  }

  close(): void {
    this.#socket.close()
  }
}
