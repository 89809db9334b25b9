import type { ReadMessage } from '../contract/client.ts'

/** What of a chat's log is for everybody, each message counted once by its index. */
export class PublicPart {
  readonly #indices = new Set<number>()
  readonly #counts = new Map<string, number>()
  readonly #words = new Set<string>()
  readonly #cameIn = new Set<string>()
  /** By participantId. */
  readonly #there = new Map<string, string>()
  #newest = 0

  /** The largest index so far. */
  get newest(): number {
    return this.#newest
  }

  /** False for a message that is known already, or is not for everybody. A customer's own messages say of themselves nothing else. */
  add(message: ReadMessage): boolean {
    const isOpen = !('visibility' in message) || message.visibility === 'All'
    if (!isOpen || this.#indices.has(message.index)) return false
    this.#indices.add(message.index)
    this.#newest = Math.max(this.#newest, message.index)
    const key = keyOf(message)
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1)
    for (const word of [message.text, message.url, message.noticeText]) if (word !== undefined) this.#words.add(word)
    const { participantId, nickname } = message.from
    if (message.type === 'ParticipantJoined') {
      this.#cameIn.add(nickname)
      this.#there.set(participantId, nickname)
    }
    if (message.type === 'ParticipantLeft') this.#there.delete(participantId)
    return true
  }

  hasWord(word: string): boolean {
    return this.#words.has(word)
  }

  /** Has somebody of this name come in for everybody, and not gone? */
  isThere(nickname: string): boolean {
    return [...this.#there.values()].includes(nickname)
  }

  /** Is this message of the other log among ours, as often as it is there? Nobody may be left to hear that the last one left. */
  covers(other: PublicPart, message: ReadMessage): boolean {
    if (message.type === 'ParticipantLeft') return this.#cameIn.has(message.from.nickname)
    const key = keyOf(message)
    return (this.#counts.get(key) ?? 0) >= (other.#counts.get(key) ?? 0)
  }
}

/** The same for an agent and a customer. What is typed is shown to agents only. */
function keyOf({ type, from, text, url, noticeText }: ReadMessage): string {
  const words = type === 'TypingStarted' || type === 'TypingStopped' ? '' : (text ?? url ?? noticeText ?? '')
  return `${type} ${from.nickname} ${words}`
}
