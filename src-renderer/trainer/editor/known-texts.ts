import type { CheckedText } from '../../../src-main/contract/editing.ts'

const mostKept = 50

/** What the server said of the last texts. Undo and redo lead back to them: then their rows are right at once, and nobody chooses one of a text before. */
export class KnownTexts {
  readonly #known = new Map<string, CheckedText>()

  of(text: string): CheckedText | undefined {
    return this.#known.get(text)
  }

  keep(text: string, checked: CheckedText): void {
    this.#known.delete(text)
    this.#known.set(text, checked)
    const [oldest] = this.#known.keys()
    if (this.#known.size > mostKept && oldest !== undefined) this.#known.delete(oldest)
  }
}
