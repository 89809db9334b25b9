import { io } from 'socket.io-client'
import type { Socket } from 'socket.io-client'

/** A client of the Chat API as you may have written it: HTTP to ask, a socket to hear. Put your own in its place. */

export interface Notification {
  notificationType?: string
  errorMessage?: string
  referenceId?: number
  chat?: { id: string; state: string; capabilities?: string[] }
  messages?: { text?: string; visibility?: string }[]
}

export interface Answer {
  statusCode: number
  statusMessage?: string
  referenceId?: number
  id?: string
}

export class DeskClient {
  readonly heard: Notification[] = []
  readonly #url: string
  readonly #headers: Record<string, string>
  readonly #socket: Socket

  /** Comes back when the socket is open: from then on nothing is missed. */
  static async signIn(url: string, authorization: string): Promise<DeskClient> {
    const client = new DeskClient(url, authorization)
    await new Promise((welcome, refused) => {
      client.#socket.once('hello', welcome)
      client.#socket.once('connect_error', refused)
    })
    return client
  }

  private constructor(url: string, authorization: string) {
    this.#url = url
    this.#headers = { authorization, 'content-type': 'application/json' }
    this.#socket = io(url, { forceNew: true, transports: ['websocket'], extraHeaders: { authorization } })
    this.#socket.on('notification', (body: Notification) => this.heard.push(body))
  }

  /** What the client knows of the state of its chat. */
  get chatState(): string | undefined {
    return this.heard.findLast(({ notificationType }) => notificationType === 'StatusChange')?.chat?.state
  }

  async does(chat: string, operation: { operationName: string } & Record<string, unknown>): Promise<Answer> {
    const response = await fetch(`${this.#url}/api/v2/me/chats/${chat}`, { method: 'POST', headers: this.#headers, body: JSON.stringify(operation) })
    return (await response.json()) as Answer
  }

  signOut(): void {
    this.#socket.disconnect()
  }
}

/** A customer asks for a chat. Comes back with the chat's id. */
export async function asksForChat(url: string, authorization: string, queue: string): Promise<string> {
  const body = JSON.stringify({ operationName: 'RequestChat', nickname: 'Clara', endpoint: queue })
  const response = await fetch(`${url}/api/v2/chats`, { method: 'POST', headers: { authorization, 'content-type': 'application/json' }, body })
  return String(((await response.json()) as Answer).id)
}
