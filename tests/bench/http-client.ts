import { request } from 'node:http'
import { connect } from 'node:net'
import type { Socket } from 'node:net'

/**
 * As little client as there can be, so that what is measured is the server: one request at a time on a connection that stays
 * open. Node's own client costs more than a bare server does, and would make every server look the same.
 */

class Line {
  readonly #socket: Socket
  #arrived: Buffer = Buffer.alloc(0)
  #asked: { done: (answer: Answered) => void; failed: (error: Error) => void } | null = null

  constructor(host: string, port: number) {
    this.#socket = connect(port, host)
    this.#socket.setNoDelay(true)
    this.#socket.on('data', (chunk) => this.#hear(chunk))
    this.#socket.on('error', (error) => this.#break(error))
    this.#socket.on('close', () => this.#break(new Error('the connection ended')))
  }

  get isOpen(): boolean {
    return !this.#socket.destroyed && this.#socket.writable
  }

  ask(text: string): Promise<Answered> {
    return new Promise((done, failed) => {
      this.#asked = { done, failed }
      this.#socket.write(text)
    })
  }

  close(): void {
    this.#socket.destroy()
  }

  #break(error: Error): void {
    this.#asked?.failed(error)
    this.#asked = null
  }

  #hear(chunk: Buffer): void {
    this.#arrived = this.#arrived.length > 0 ? Buffer.concat([this.#arrived, chunk]) : chunk
    const end = this.#arrived.indexOf('\r\n\r\n')
    if (end === -1) return
    const head = this.#arrived.toString('latin1', 0, end)
    const [, length] = /\r\ncontent-length: *(\d+)/i.exec(head) ?? []
    if (length === undefined) return this.#break(new Error(`this client reads answers with a length alone: ${head}`))
    const whole = end + 4 + Number(length)
    if (this.#arrived.length < whole) return
    const body = this.#arrived.toString('utf8', end + 4, whole)
    this.#arrived = this.#arrived.subarray(whole)
    const asked = this.#asked
    this.#asked = null
    asked?.done({ status: Number(head.slice(9, 12)), body })
  }
}

interface Answered {
  readonly status: number
  readonly body: string
}

const resting = new Map<string, Line[]>()

/** Ends all connections that rest. */
export function hangUp(): void {
  for (const lines of resting.values()) for (const line of lines) line.close()
  resting.clear()
}

/** The parsed answer. Throws for any status but 200. */
export function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Record<string, unknown>> {
  return send('POST', url, JSON.stringify(body), headers)
}

export function get(url: string, headers: Record<string, string>): Promise<Record<string, unknown>> {
  return send('GET', url, null, headers)
}

async function send(method: string, url: string, text: string | null, headers: Record<string, string>): Promise<Record<string, unknown>> {
  const { status, body } = await answered(method, url, text, headers)
  if (status !== 200) throw new Error(`${method} ${url} ${text ?? ''}: ${body}`)
  return JSON.parse(body) as Record<string, unknown>
}

/** Status and text, whatever they are. */
export async function answered(method: string, url: string, text: string | null, headers: Record<string, string> = {}): Promise<Answered> {
  const slash = url.indexOf('/', 'http://'.length)
  const [host, path] = [url.slice('http://'.length, slash), url.slice(slash)]
  const about = text === null ? '' : `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(text)}\r\n`
  const more = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  const lines = resting.get(host) ?? []
  resting.set(host, lines)
  let line = lines.pop()
  while (line && !line.isOpen) line = lines.pop()
  const [address = '', port] = host.split(':')
  line ??= new Line(address, Number(port))
  const answer = await line.ask(`${method} ${path} HTTP/1.1\r\nhost: ${host}\r\n${about}${more.join('')}\r\n${text ?? ''}`)
  lines.push(line)
  return answer
}

export const basic = (name: string): Record<string, string> => ({ authorization: `Basic ${Buffer.from(`${name}:${name}`).toString('base64')}` })

/** Signs in by name and password and gives the header with the token. */
export function tokenOf(url: string, name: string): Promise<Record<string, string>> {
  return new Promise((done, failed) => {
    request(`${url}/api/v2/me`, { headers: { ...basic(name), 'x-aside-token': '1' } }, (response) => {
      response.resume()
      done({ authorization: `Bearer ${String(response.headers['x-aside-token'])}` })
    })
      .on('error', failed)
      .end()
  })
}

export async function urisOf(url: string, headers: Record<string, string>): Promise<Map<string, string>> {
  const { users } = (await get(`${url}/api/v2/users?fields=*`, headers)) as { users: { userName: string; uri: string }[] }
  return new Map(users.map(({ userName, uri }) => [userName, uri]))
}
