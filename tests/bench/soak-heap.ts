import { WebSocket } from 'ws'

/** What a Node process that was started with `--inspect` has on its heap once it has tidied up; the resident memory says less. */
export class Heap {
  readonly #socket: WebSocket
  #asked = 0

  /** `said` is what the process wrote on standard error: Node names the inspector's address there. */
  static open(said: string): Promise<Heap> {
    const [address] = /ws:\/\/127\.0\.0\.1:\d+\/\S+/.exec(said) ?? []
    if (address === undefined) throw new Error(`the server names no inspector: ${said}`)
    const socket = new WebSocket(address)
    return new Promise((opened, failed) => {
      socket.once('open', () => opened(new Heap(socket)))
      socket.once('error', failed)
    })
  }

  private constructor(socket: WebSocket) {
    this.#socket = socket
    // It ends with the server.
    socket.on('error', () => {})
  }

  async megabytes(): Promise<number> {
    await this.#ask('HeapProfiler.collectGarbage')
    const { usedSize } = (await this.#ask('Runtime.getHeapUsage')) as { usedSize: number }
    return Math.round(usedSize / 1024 / 1024)
  }

  close(): void {
    this.#socket.terminate()
  }

  #ask(method: string): Promise<unknown> {
    this.#asked += 1
    const id = this.#asked
    this.#socket.send(JSON.stringify({ id, method }))
    return new Promise((answered) => {
      const hear = (data: Buffer): void => {
        const answer = JSON.parse(data.toString()) as { id?: number; result?: unknown }
        if (answer.id !== id) return
        this.#socket.off('message', hear)
        answered(answer.result)
      }
      this.#socket.on('message', hear)
    })
  }
}
