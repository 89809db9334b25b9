import type { Answer, Heard, Request } from '../contract/client.ts'
import { isAgent, nameOf } from '../contract/viewer.ts'
import type { Viewer } from '../contract/viewer.ts'

/** How many chats are remembered by their customers: more than a room has at a time, and no more than the memory should hold. */
const chatsRemembered = 20_000

/** In whose lane a mark stands: customers are known by their chats. */
export class Lanes {
  readonly #customerOf = new Map<string, string>()
  #lastKept = ''

  /** The same people, for a room that shares the past of this one. */
  copy(): Lanes {
    const lanes = new Lanes()
    for (const [chat, customer] of this.#customerOf) lanes.#customerOf.set(chat, customer)
    lanes.#lastKept = this.#lastKept
    return lanes
  }

  learn({ viewer, operation }: Request, answer: Answer): void {
    if (operation.operationName !== 'RequestChat' || answer.chat === undefined) return
    this.#customerOf.set(answer.chat, viewer ? nameOf(viewer) : operation.nickname)
    const [oldest] = this.#customerOf.keys()
    if (this.#customerOf.size > chatsRemembered && oldest !== undefined) this.#customerOf.delete(oldest)
  }

  of(viewer: Viewer | null, answer?: Answer): string | null {
    if (viewer === null) return answer?.chat === undefined ? null : (this.#customerOf.get(answer.chat) ?? null)
    return viewer.startsWith('visitor:') ? (this.#customerOf.get(nameOf(viewer)) ?? null) : nameOf(viewer)
  }

  /** Whose customer was not told of this agents-only message; once for each message, however many agents heard it. */
  keptFrom({ viewer, said }: Heard): string | null {
    if (!isAgent(viewer) || said.messageType !== 'MessageLogUpdated' || !('chatUri' in said) || said.messages.length !== 1) return null
    const [message] = said.messages
    if (!message || message.visibility === 'All') return null
    const chat = said.chatUri.slice(said.chatUri.lastIndexOf('/') + 1)
    const key = `${chat}/${message.index}`
    if (key === this.#lastKept) return null
    this.#lastKept = key
    return this.#customerOf.get(chat) ?? null
  }
}
