import type { Shop } from '../../src-main/contract/cast.ts'
import type { CustomerChat, CustomerOperation, RequestChat } from '../../src-main/wire/customer-side.ts'
import type { CustomerMessage } from '../../src-main/wire/messages.ts'
import type { CustomerNotification } from '../../src-main/wire/notifications.ts'
import { Connection } from '../shared/connection.svelte.ts'
import { merge } from '../shared/merge.ts'
import { m } from '../shared/messages/messages.js'
import { Rest } from '../shared/rest.ts'
import { say } from './say.ts'
import { typingIn } from './who-types.ts'

/** Who sits at this page, and what the shop offers. */
export interface Seat {
  /** Missing for a visitor, who is nobody of the cast. */
  name?: string
  nickname?: string
  queues: string[]
  chat: string | null
  shop: Shop & { name: string }
}

type Stage = 'opening' | 'form' | 'starting' | 'chat' | 'ended'

const visitorKey = 'aside.customer.visitor'
const endedKey = 'aside.customer.ended'

/** What the chat box of a shop's page knows: what customers may know, and nothing else. */
export class ShopChat {
  stage = $state<Stage>('opening')
  seat = $state.raw<Seat | null>(null)
  messages = $state.raw<readonly CustomerMessage[]>([])
  chat = $state.raw<CustomerChat | null>(null)
  trouble = $state<string | null>(null)
  connection = $state.raw<Connection<CustomerNotification> | null>(null)

  agents = $derived(this.chat?.participants.filter(({ type }) => type === 'Agent').map(({ nickname }) => nickname) ?? [])
  typing = $derived(typingIn(this.messages))

  /** Null for a visitor. */
  readonly seatToken: string | null
  readonly #signedOut: () => void
  #rest: Rest
  #chatId: string | null = null
  /** Chats that have ended; whatever still comes of one does not bring it back. */
  #over: readonly string[] = []

  /** Without a token of a seat somebody is a visitor, whose chat brings a token of its own. */
  constructor(seatToken: string | null, signedOut: () => void) {
    this.seatToken = seatToken
    this.#signedOut = signedOut
    this.#rest = new Rest(seatToken, signedOut, say)
    void this.#open()
  }

  close(): void {
    this.connection?.close()
  }

  async start(asked: Omit<RequestChat, 'operationName'>): Promise<void> {
    this.stage = 'starting'
    const reply = await this.#rest.post<{ id: string; token?: string }>('/api/v2/chats', { operationName: 'RequestChat', ...asked } satisfies RequestChat)
    if (!reply.ok) {
      this.trouble = reply.failure.statusMessage
      this.stage = 'form'
      return
    }
    const { id, token } = reply.value
    this.#begin(id)
    if (this.seatToken !== null) void this.#readAll()
    else if (token !== undefined) {
      sessionStorage.setItem(visitorKey, JSON.stringify({ id, token }))
      this.#connect(token)
    }
  }

  async say(text: string): Promise<boolean> {
    return this.#do({ operationName: 'SendMessage', text })
  }

  async typingChanged(isTyping: boolean): Promise<void> {
    await this.#post({ operationName: isTyping ? 'SendStartTypingNotification' : 'SendStopTypingNotification' })
  }

  async end(): Promise<void> {
    if (await this.#do({ operationName: 'Complete' })) this.#ended()
  }

  /** Back to the form, for another chat. */
  again(): void {
    sessionStorage.removeItem(endedKey)
    if (this.seatToken === null) {
      sessionStorage.removeItem(visitorKey)
      this.connection?.close()
      this.connection = null
      this.#rest = new Rest(null, this.#signedOut, say)
    }
    this.#chatId = null
    this.chat = null
    this.messages = []
    this.trouble = null
    this.stage = 'form'
  }

  hear(said: CustomerNotification): void {
    const id = said.messageType === 'MessageLogUpdated' ? said.chatPath.slice(said.chatPath.lastIndexOf('/') + 1) : said.chat.id
    if (id !== this.#chatId && !this.#isNewHere(id)) return
    switch (said.messageType) {
      case 'MessageLogUpdated':
        return this.#add(said.messages)
      case 'ChatStateChangeMessage':
        return this.#now(said.chat)
      default:
        said satisfies never
    }
  }

  /** A chat that was begun elsewhere, by the script or in another window of the same person, shows itself. */
  #isNewHere(id: string): boolean {
    if (this.#over.includes(id) || this.stage === 'chat') return false
    this.#begin(id)
    void this.#readAll()
    return true
  }

  async #open(): Promise<void> {
    const reply = await this.#rest.get<Seat>('/page/customer')
    if (!reply.ok) this.trouble = reply.failure.statusMessage
    this.seat = reply.ok ? reply.value : null
    const visitor = this.seatToken === null ? keptVisitor() : null
    const ended = sessionStorage.getItem(endedKey)
    const id = visitor?.id ?? this.seat?.chat ?? ended
    if (id !== null && id !== undefined) this.#begin(id)
    else this.stage = 'form'
    const token = this.seatToken ?? visitor?.token ?? null
    if (token !== null) this.#connect(token)
  }

  #begin(id: string): void {
    this.#chatId = id
    this.chat = null
    this.messages = []
    this.trouble = null
    this.stage = 'chat'
  }

  #connect(token: string): void {
    if (this.seatToken === null) this.#rest = new Rest(token, () => this.again(), say)
    this.connection = new Connection<CustomerNotification>(token, { hear: (said) => this.hear(said), readAll: () => this.#readAll() })
  }

  async #readAll(): Promise<boolean> {
    const id = this.#chatId
    if (id === null) return true
    const [chat, log] = await Promise.all([
      this.#rest.get<{ chat: CustomerChat }>(`/api/v2/chats/${id}`),
      this.#rest.get<{ messages: CustomerMessage[] }>(`/api/v2/chats/${id}/messages?index=0`)
    ])
    if (id !== this.#chatId) return true
    if (!chat.ok || !log.ok) return this.#unreadable(chat.ok ? log : chat)
    this.#add(log.value.messages)
    this.#now(chat.value.chat)
    return true
  }

  /** A chat that is no longer kept has ended; anything else is tried again. */
  #unreadable(reply: { ok: boolean; failure?: { statusCode: number } }): boolean {
    const [notFound, notSignedIn] = [6, 20]
    const code = reply.failure?.statusCode
    if (code !== notFound && code !== notSignedIn) return false
    this.again()
    return true
  }

  #now(chat: CustomerChat): void {
    this.chat = chat
    if (chat.state === 'Completed') this.#ended()
  }

  #ended(): void {
    if (this.#chatId !== null) {
      this.#over = [...this.#over, this.#chatId]
      sessionStorage.setItem(endedKey, this.#chatId)
    }
    this.stage = 'ended'
  }

  #add(messages: readonly CustomerMessage[]): void {
    this.messages = merge(this.messages, messages, ({ index }) => index)
  }

  async #do(operation: CustomerOperation): Promise<boolean> {
    const reply = await this.#post(operation)
    this.trouble = reply.ok ? null : m.customer_notSent()
    return reply.ok
  }

  #post(operation: CustomerOperation) {
    return this.#rest.post<object>(`/api/v2/chats/${this.#chatId}`, operation)
  }
}

function keptVisitor(): { id: string; token: string } | null {
  const kept = sessionStorage.getItem(visitorKey)
  return kept === null ? null : (JSON.parse(kept) as { id: string; token: string })
}
