/** Texts that were changed in the editor and not saved yet, kept in this browser, and which line somebody wants to see. */

export interface Draft {
  readonly text: string
  /** The version of the file that it goes back to. */
  readonly version: string
}

const keyOf = (file: string): string => `aside.editor.draft.${file}`
const prefix = keyOf('')

class EditorDrafts {
  /** The files that have one. */
  files = $state.raw<readonly string[]>(Object.keys(localStorage).flatMap((key) => (key.startsWith(prefix) ? [key.slice(prefix.length)] : [])))

  of(file: string): Draft | null {
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(keyOf(file)) ?? 'null')
      return isDraft(kept) ? kept : null
    } catch {
      return null
    }
  }

  keep(file: string, draft: Draft): void {
    try {
      localStorage.setItem(keyOf(file), JSON.stringify(draft))
    } catch {
      // A browser that keeps nothing more still has the text in the window.
    }
    if (!this.files.includes(file)) this.files = [...this.files, file]
  }

  forget(file: string): void {
    localStorage.removeItem(keyOf(file))
    if (this.files.includes(file)) this.files = this.files.filter((one) => one !== file)
  }
}

export const drafts = new EditorDrafts()

function isDraft(kept: unknown): kept is Draft {
  return typeof kept === 'object' && kept !== null && 'text' in kept && typeof kept.text === 'string' && 'version' in kept && typeof kept.version === 'string'
}

/** A line of a file that the editor shows when it is opened next. */
class WantedLine {
  #wanted = $state.raw<{ readonly file: string; readonly line: number } | null>(null)

  want(file: string, line: number): void {
    this.#wanted = { file, line }
  }

  /** The line that is wanted of this file; it is wanted once. */
  of(file: string): number | null {
    return this.#wanted?.file === file ? this.#wanted.line : null
  }

  forget(): void {
    this.#wanted = null
  }
}

export const wantedLine = new WantedLine()
