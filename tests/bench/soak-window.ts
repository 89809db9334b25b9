import { createHash } from 'node:crypto'
import { WebSocket } from 'ws'

/** What a notification tells, for the people who live by it. */
export interface Told {
  readonly chat?: { readonly id: string; readonly state: string; readonly capabilities?: readonly string[]; readonly participants?: readonly { readonly uri?: string; readonly type: string }[] }
  readonly messages?: readonly unknown[]
}

/** Never part of anything that a customer may get. */
export const secret = 'for-agents-only'

/** The same for the same words; what a window heard is compared with the log by it. */
export function fingerprint(said: unknown): string {
  return createHash('sha1').update(JSON.stringify(said)).digest('base64').slice(0, 10)
}

/**
 * One person's window for as long as the soak goes on, over however many connections: it comes back with `since` and expects
 * each number once and in order.
 */
export class SoakWindow {
  /** By `seq`, from 1: what was heard. */
  readonly heard: (string | undefined)[] = []
  seq = 0
  /** How many notifications. */
  told = 0
  gaps = 0
  leaks = 0
  breaks = 0
  stalls = 0
  isConnected = false
  readonly #url: string
  readonly #token: string
  readonly #isCustomer: boolean
  readonly #listen: (told: Told) => void
  readonly #readAnew: () => void
  /** How long it stays away after its line broke. */
  readonly #awayMs: () => number
  #socket: WebSocket | null = null
  #isOpen = true
  #back: NodeJS.Timeout | null = null

  constructor({ url, token, isCustomer, listen, readAnew, awayMs }: { url: string; token: string; isCustomer: boolean; listen: (told: Told) => void; readAnew: () => void; awayMs: () => number }) {
    this.#url = url
    this.#token = token
    this.#isCustomer = isCustomer
    this.#listen = listen
    this.#readAnew = readAnew
    this.#awayMs = awayMs
    this.#connect()
  }

  /** The line breaks as when a cable is pulled: nobody says goodbye. */
  break(): void {
    this.breaks += 1
    this.#socket?.terminate()
  }

  /** Nothing gets through for so long, and then all of it at once. */
  stall(forMs: number): void {
    const socket = this.#socket
    if (socket?.readyState !== WebSocket.OPEN) return
    this.stalls += 1
    socket.pause()
    setTimeout(() => socket.resume(), forMs)
  }

  close(): void {
    this.#isOpen = false
    if (this.#back) clearTimeout(this.#back)
    this.#socket?.close()
  }

  /** Anything else that the person got: answers of the API. */
  read(text: string): void {
    if (this.#isCustomer && text.includes(secret)) this.leaks += 1
  }

  #connect(): void {
    const socket = new WebSocket(`${this.#url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`, { perMessageDeflate: false })
    this.#socket = socket
    // A refused connection is closed, too.
    socket.on('error', () => {})
    socket.on('message', (data: Buffer) => this.#hear(data.toString(), socket))
    socket.on('close', () => {
      this.isConnected = false
      if (this.#isOpen && this.#socket === socket) this.#back = setTimeout(() => this.#connect(), this.#awayMs())
    })
  }

  #hear(text: string, socket: WebSocket): void {
    this.read(text)
    if (text.startsWith('0')) socket.send(`40${JSON.stringify({ token: this.#token, since: this.seq })}`)
    else if (text === '2') socket.send('3')
    if (!text.startsWith('42')) return
    const [name, said, about] = JSON.parse(text.slice(2)) as [string, unknown, { seq: number }?]
    if (name === 'hello') this.isConnected = true
    if (name === 'resync') {
      this.seq = (said as { seq: number }).seq
      this.#readAnew()
    }
    if (name !== 'notification' || !about) return
    if (about.seq !== this.seq + 1) this.gaps += 1
    this.seq = about.seq
    this.told += 1
    this.heard[about.seq] = fingerprint(said)
    this.#listen(said as Told)
  }
}
