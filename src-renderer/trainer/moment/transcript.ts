import type { ChatMessage, CustomerMessage } from '../../../src-main/wire/messages.ts'
import { firstWhere } from './first-where.ts'

export type SeenMessage = ChatMessage | CustomerMessage

interface Heard {
  /** The number of the mark with which it came. */
  readonly n: number
  readonly message: SeenMessage
}

/** The messages of a chat as one viewer has them at a moment; all moments share what was heard. */
export class Transcript {
  readonly #heard: Heard[]
  readonly #count: number | null

  /** `count`: how many of what was heard belong to it; all, also what is yet to come, if not given. */
  constructor(heard: Heard[] = [], count: number | null = null) {
    this.#heard = heard
    this.#count = count
  }

  hear(n: number, messages: readonly SeenMessage[]): void {
    for (const message of messages) this.#heard.push({ n, message })
  }

  /** As it was at the mark with this number. */
  upTo(n: number): Transcript {
    return new Transcript(this.#heard, firstWhere(this.#heard, (one) => one.n > n))
  }

  /** The newest messages, in their order, each once however often it came: a line may bring them twice or crossed. */
  last(most: number): readonly SeenMessage[] {
    const count = this.#count ?? this.#heard.length
    const near = this.#heard.slice(Math.max(0, count - most - slack), count)
    const byIndex = new Map(near.map(({ message }) => [message.index, message]))
    return [...byIndex.values()].sort((one, other) => one.index - other.index).slice(-most)
  }

  all(): readonly SeenMessage[] {
    return this.last(this.#heard.length)
  }
}

/** How many of the newest may be the same again or out of their order. */
const slack = 20
