import type { BayeuxMessage, BayeuxReply } from '../../src-main/wire/bayeux.ts'
import { expectDescribedAnswer } from './described.ts'

/** A Bayeux client that knows nothing but the protocol and does one thing at a time. */

export interface Delivered {
  channel: string
  data: Record<string, unknown>
}

export type Sent = Partial<BayeuxMessage> | Record<string, unknown>

export interface BayeuxAnswer {
  status: number
  /** None for a body that is not a list of messages. */
  replies: BayeuxReply[]
  told: Delivered[]
  body: Record<string, unknown>
}

export class BayeuxClient {
  readonly url: string
  readonly headers: Record<string, string>
  clientId = ''
  /** All that was told, in order. */
  told: Delivered[] = []
  /** The batch that the last answer to a connect named. */
  batch = 0
  readonly #acks: boolean
  #ids = 0

  constructor(url: string, headers: Record<string, string>, { acks = false } = {}) {
    this.url = url
    this.headers = headers
    this.#acks = acks
  }

  /** Sends messages as they are, or any other body. */
  async post(body: unknown, path = '', init: RequestInit = {}): Promise<BayeuxAnswer> {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const request = { method: 'POST', headers: { 'content-type': 'application/json', ...this.headers }, body: text, ...init }
    const response = await fetch(`${this.url}/api/v2/notifications${path}`, request)
    const answered = await response.text()
    expectDescribedAnswer({ method: init.method ?? 'POST', path: `/api/v2/notifications${path}`, status: response.status, text: answered })
    const answer: unknown = JSON.parse(answered || 'null')
    const messages = Array.isArray(answer) ? answer : []
    const told = messages.filter((message) => 'data' in message)
    const replies = messages.filter((message) => !('data' in message))
    return { status: response.status, replies, told, body: Array.isArray(answer) ? {} : (answer as Record<string, unknown>) }
  }

  /** Sends one message under the next id and gives its reply. */
  async ask(message: Sent): Promise<BayeuxReply> {
    this.#ids += 1
    const { replies, told } = await this.post([{ id: String(this.#ids), ...(this.clientId ? { clientId: this.clientId } : {}), ...message }])
    this.told.push(...told)
    const [reply] = replies
    if (!reply) throw new Error(`no reply to ${JSON.stringify(message)}`)
    return reply
  }

  /** Shakes hands, be it for the first time or again. */
  async handshake(): Promise<BayeuxReply> {
    this.clientId = ''
    this.batch = 0
    const ext = this.#acks ? { ext: { ack: true } } : {}
    const reply = await this.ask({ channel: '/meta/handshake', version: '1.0', supportedConnectionTypes: ['long-polling'], ...ext })
    this.clientId = reply.clientId ?? ''
    return reply
  }

  subscribe(...topics: string[]): Promise<BayeuxReply> {
    return this.ask({ channel: '/meta/subscribe', subscription: topics })
  }

  /** Shakes hands and subscribes to all that is said. */
  async open(...topics: string[]): Promise<this> {
    await this.handshake()
    await this.subscribe(...(topics.length > 0 ? topics : ['/v2/me/*']))
    return this
  }

  /** Connects and waits so long for something to be told. */
  async connect(timeout = 0): Promise<BayeuxReply> {
    const ext = this.#acks ? { ext: { ack: this.batch } } : {}
    const reply = await this.ask({ channel: '/meta/connect', connectionType: 'long-polling', advice: { timeout }, ...ext })
    if (typeof reply.ext?.ack === 'number') this.batch = reply.ext.ack
    return reply
  }

  /** Connects again and again, until something that reads like this was told; then once more, to say that it came. */
  async hears(part: string): Promise<void> {
    const limit = performance.now() + 5000
    while (!JSON.stringify(this.told).includes(part)) {
      if (performance.now() > limit) throw new Error(`not told ${part}; told ${JSON.stringify(this.told).slice(0, 2000)}`)
      const { successful, error } = await this.connect(500)
      if (!successful) throw new Error(error)
    }
    await this.connect()
  }

  /** The texts of the messages that it was told of, in order. */
  get texts(): string[] {
    return textsIn(this.told.map(({ data }) => data))
  }
}

export function textsIn(told: readonly Record<string, unknown>[]): string[] {
  return told.flatMap(({ messages }) => ((messages ?? []) as { text?: string }[]).flatMap(({ text }) => text ?? []))
}
