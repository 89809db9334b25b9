import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import type { Socket } from 'node:net'
import { tcp, upgrade } from './raw.ts'

/** A websocket down to its bytes, for clients that behave as no library lets one: that stop reading, or never stop sending. */

const opcodes = { text: 1, close: 8, ping: 9 } as const

export interface Closed {
  /** 1005 where it was closed without a code, 1006 where the connection ended without a word. */
  code: number
  reason: string
}

export class RawWebSocket {
  readonly socket: Socket
  /** The texts that came, in order. */
  readonly texts: string[] = []
  readonly closed: Promise<Closed>
  #end: Closed = { code: 1006, reason: '' }
  #left: Buffer<ArrayBufferLike> = Buffer.alloc(0)

  private constructor(socket: Socket, first: Buffer) {
    this.socket = socket
    this.closed = new Promise((done) => socket.once('close', () => done(this.#end)))
    socket.on('data', (chunk: Buffer) => this.#read(chunk))
    socket.on('error', () => {})
    this.#read(first)
  }

  static async open(url: string, path: string, headers: Record<string, string> = {}): Promise<RawWebSocket> {
    const socket = await tcp(url)
    const lines = Object.entries({ host: new URL(url).host, ...upgrade, ...headers }).map(([name, value]) => `${name}: ${value}`)
    socket.write(`GET ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`)
    const [answer] = (await once(socket, 'data')) as [Buffer]
    if (!answer.toString('latin1').startsWith('HTTP/1.1 101')) throw new Error(answer.toString())
    return new RawWebSocket(socket, answer.subarray(answer.indexOf('\r\n\r\n') + 4))
  }

  /** Sends a text, whole. False when the server does not read so fast. */
  send(text: string): boolean {
    return this.#write(opcodes.text, Buffer.from(text))
  }

  ping(): boolean {
    return this.#write(opcodes.ping, Buffer.alloc(0))
  }

  /** Until a text came that contains this. */
  async hears(part: string): Promise<void> {
    const limit = performance.now() + 5000
    while (!this.texts.some((text) => text.includes(part))) {
      if (performance.now() > limit) throw new Error(`not told ${part}`)
      await new Promise((done) => setTimeout(done, 5))
    }
  }

  #write(opcode: number, payload: Buffer): boolean {
    const mask = randomBytes(4)
    const length = payload.length < 126 ? Buffer.from([0x80 | payload.length]) : Buffer.from([0x80 | 126, payload.length >> 8, payload.length & 0xff])
    return this.socket.write(Buffer.concat([Buffer.from([0x80 | opcode]), length, mask, payload.map((byte, place) => byte ^ (mask[place % 4] ?? 0))]))
  }

  #read(chunk: Buffer): void {
    this.#left = this.#left.length === 0 ? chunk : Buffer.concat([this.#left, chunk])
    for (let frame = this.#frame(); frame; frame = this.#frame()) {
      if (frame.opcode === opcodes.text) this.texts.push(frame.payload.toString())
      if (frame.opcode !== opcodes.close) continue
      this.#end = { code: frame.payload.length < 2 ? 1005 : frame.payload.readUInt16BE(0), reason: frame.payload.subarray(2).toString() }
      this.#write(opcodes.close, frame.payload.subarray(0, 2))
      this.socket.end()
    }
  }

  /** The next whole frame of what has come. A server does not mask. */
  #frame(): { opcode: number; payload: Buffer } | null {
    const bytes = this.#left
    const short = (bytes[1] ?? 0) & 0x7f
    const head = short === 126 ? 4 : short === 127 ? 10 : 2
    if (bytes.length < head) return null
    const length = short === 126 ? bytes.readUInt16BE(2) : short === 127 ? Number(bytes.readBigUInt64BE(2)) : short
    if (bytes.length < head + length) return null
    this.#left = bytes.subarray(head + length)
    return { opcode: (bytes[0] ?? 0) & 0x0f, payload: bytes.subarray(head, head + length) }
  }
}

/** socket.io over such a websocket, welcome as whoever the token is of. */
export async function openRaw(url: string, auth: { token: string; since?: number }): Promise<RawWebSocket> {
  const raw = await RawWebSocket.open(url, '/socket.io/?EIO=4&transport=websocket')
  raw.send(`40${JSON.stringify(auth)}`)
  await raw.hears('"hello"')
  return raw
}

/** The numbers of the notifications among the texts of a socket. */
export function seqsIn(texts: readonly string[]): number[] {
  return texts.flatMap((text) => (text.startsWith('42["notification"') ? [(JSON.parse(text.slice(2)) as [string, object, { seq: number }])[2].seq] : []))
}
