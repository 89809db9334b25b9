import { io } from 'socket.io-client'
import type { Socket } from 'socket.io-client'
import { startAside } from '../../src-main/app.ts'
import type { Aside, AsideOptions } from '../../src-main/app.ts'
import type { RoomPlan } from '../../src-main/contract/room-plan.ts'
import { expectDescribedAnswer, expectDescribedEvent, expectDescribedNotification, noteUndescribed } from './described.ts'
import { freshFolder, planWith } from './rooms.ts'

/** An Aside that listens on a real port with its log on disk. */
export async function listening(plan: RoomPlan = planWith(), data: string = freshFolder(), options: Partial<AsideOptions> = {}): Promise<Aside & { data: string }> {
  const aside = await startAside({ data, port: 0, ...options })
  aside.host(plan)
  return { ...aside, data }
}

export interface Reply {
  status: number
  headers: Headers
  body: Record<string, unknown> & { statusCode?: number; statusMessage?: string }
}

/** A client of the API that knows nothing but HTTP: headers in, JSON out. */
export class HttpClient {
  readonly url: string
  readonly headers: Record<string, string>

  constructor(url: string, headers: Record<string, string> = {}) {
    this.url = url
    this.headers = headers
  }

  get(path: string): Promise<Reply> {
    return this.#send(path, { headers: this.headers })
  }

  post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Reply> {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    return this.#send(path, { method: 'POST', headers: { 'content-type': 'application/json', ...this.headers, ...headers }, body: text })
  }

  async #send(path: string, init: RequestInit): Promise<Reply> {
    const response = await fetch(`${this.url}${path}`, init)
    const text = await response.text()
    expectDescribedAnswer({ method: init.method ?? 'GET', path, status: response.status, text })
    return { status: response.status, headers: response.headers, body: text.startsWith('{') ? JSON.parse(text) : { text } }
  }
}

export function basic(name: string, password = name): Record<string, string> {
  return { authorization: `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}` }
}

/** Signs in as a foreign client does: Basic once, then the session cookie. */
export async function signIn(url: string, name: string): Promise<HttpClient> {
  const reply = await new HttpClient(url, basic(name)).get('/api/v2/me')
  const [cookie = ''] = (reply.headers.get('set-cookie') ?? '').split(';')
  return new HttpClient(url, { cookie })
}

/** What a socket was told, with the second argument's number. */
export interface Listening {
  readonly socket: Socket
  readonly told: { body: Record<string, never> & { notificationType?: string; messageType?: string }; seq: number }[]
  readonly hello: number
  /** Until at least this many notifications came. */
  count(howMany: number): Promise<void>
  /** Until something that reads like this came. */
  hears(part: string): Promise<void>
}

/** Opens a socket and waits until it is welcome. */
export async function listen(url: string, options: { auth?: object; headers?: Record<string, string> }): Promise<Listening> {
  const socket = io(url, { transports: ['websocket'], forceNew: true, reconnection: false, auth: options.auth ?? {}, extraHeaders: options.headers ?? {} })
  const told: Listening['told'] = []
  const wanted = new Set<() => void>()
  socket.on('notification', (body, number) => {
    told.push({ body, seq: number.seq })
    noteUndescribed(() => {
      expectDescribedNotification(body)
      expectDescribedEvent('Number', number)
    })
    for (const check of wanted) check()
  })
  socket.on('clock', (clock) => noteUndescribed(() => expectDescribedEvent('Clock', clock)))
  socket.on('resync', (resync) => noteUndescribed(() => expectDescribedEvent('Resync', resync)))
  const hello = await new Promise<number>((welcome, refused) => {
    socket.once('hello', (body: { seq: number }) => {
      noteUndescribed(() => expectDescribedEvent('Hello', body))
      welcome(body.seq)
    })
    socket.once('connect_error', refused)
  })
  const until = (isSo: () => boolean, what: string): Promise<void> =>
    new Promise((done, failed) => {
      const limit = setTimeout(() => failed(new Error(`not told ${what}; told ${JSON.stringify(told).slice(0, 2000)}`)), 5000)
      const check = (): void => {
        if (!isSo()) return
        clearTimeout(limit)
        wanted.delete(check)
        done()
      }
      wanted.add(check)
      check()
    })
  return {
    socket,
    told,
    hello,
    count: (howMany) => until(() => told.length >= howMany, `${howMany} things`),
    hears: (part) => until(() => JSON.stringify(told).includes(part), part)
  }
}
