/** When each chat next has something due. The earliest is found without looking at the other chats. */
export class DueHeap {
  readonly #heap: { at: number; chat: string }[] = []
  /** What counts; older entries of the same chat are passed over when they come up. */
  readonly #registered = new Map<string, number>()

  /** A chat's next due moment, or null when it has none any more. */
  set(chat: string, at: number | null): void {
    if (at === null) {
      this.#registered.delete(chat)
      return
    }
    if (this.#registered.get(chat) === at) return
    this.#registered.set(chat, at)
    this.#heap.push({ at, chat })
    this.#rise(this.#heap.length - 1)
  }

  /** The earliest; ties go to the chat that was asked for first, whose id is smaller. */
  peek(): { at: number; chat: string } | null {
    for (let first = this.#heap[0]; first; first = this.#heap[0]) {
      if (this.#registered.get(first.chat) === first.at) return first
      this.#drop()
    }
    return null
  }

  #drop(): void {
    const last = this.#heap.pop()
    if (!last || this.#heap.length === 0) return
    this.#heap[0] = last
    this.#sink(0)
  }

  #rise(place: number): void {
    for (let child = place; child > 0; ) {
      const parent = (child - 1) >> 1
      if (!this.#swapIfBefore(child, parent)) return
      child = parent
    }
  }

  #sink(place: number): void {
    for (let parent = place; ; ) {
      const left = 2 * parent + 1
      const right = left + 1
      const child = right < this.#heap.length && this.#isBefore(right, left) ? right : left
      if (child >= this.#heap.length || !this.#swapIfBefore(child, parent)) return
      parent = child
    }
  }

  #swapIfBefore(one: number, other: number): boolean {
    const [first, second] = [this.#heap[one], this.#heap[other]]
    if (!first || !second || !this.#isBefore(one, other)) return false
    this.#heap[one] = second
    this.#heap[other] = first
    return true
  }

  #isBefore(one: number, other: number): boolean {
    const [first, second] = [this.#heap[one], this.#heap[other]]
    if (!first || !second) return false
    return first.at < second.at || (first.at === second.at && first.chat < second.chat)
  }
}
