/** Says that somebody types, once, and that they stopped when they pause, clear the text or send it. */
export class Typing {
  readonly #tell: (isTyping: boolean) => Promise<unknown>
  #isTyping = false
  #pause: ReturnType<typeof setTimeout> | undefined

  constructor(tell: (isTyping: boolean) => Promise<unknown>) {
    this.#tell = tell
  }

  typed(text: string): void {
    clearTimeout(this.#pause)
    if (text.trim() === '') return void this.stop()
    this.#pause = setTimeout(() => void this.stop(), 4000)
    if (this.#isTyping) return
    this.#isTyping = true
    void this.#tell(true)
  }

  /** Resolves when it was told, so that a message can be sent after it. */
  async stop(): Promise<void> {
    clearTimeout(this.#pause)
    if (!this.#isTyping) return
    this.#isTyping = false
    await this.#tell(false)
  }
}
