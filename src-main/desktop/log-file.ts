import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The program's own log, a line of JSON for each thing that happened: starts, windows, links, what went wrong. No word of a
 * chat is ever in it, and what would sign somebody in is taken out. A few files are kept, so that it never grows.
 */
export class LogFile {
  readonly folder: string
  readonly #limit: number
  readonly #kept: number
  readonly #now: () => number

  /** A file of more than `limit` bytes makes room for a new one; `kept` older ones remain. */
  constructor(folder: string, { limit = 500_000, kept = 3, now = Date.now }: { limit?: number; kept?: number; now?: () => number } = {}) {
    this.folder = folder
    this.#limit = limit
    this.#kept = kept
    this.#now = now
  }

  /** A log that cannot be written stops nobody. */
  note(what: string, about: Readonly<Record<string, unknown>> = {}): void {
    try {
      mkdirSync(this.folder, { recursive: true })
      this.#makeRoom()
      appendFileSync(this.#name(0), `${redacted(JSON.stringify({ at: new Date(this.#now()).toISOString(), what, ...about }))}\n`)
    } catch {
      return
    }
  }

  /** The last lines, the oldest first. */
  tail(lines: number): string[] {
    const files = Array.from({ length: this.#kept + 1 }, (_, age) => this.#name(this.#kept - age)).filter((file) => existsSync(file))
    return files.flatMap((file) => readFileSync(file, 'utf8').split('\n').filter((line) => line !== '')).slice(-lines)
  }

  #name(age: number): string {
    return join(this.folder, age === 0 ? 'aside.log' : `aside.${age}.log`)
  }

  #makeRoom(): void {
    if ((statSync(this.#name(0), { throwIfNoEntry: false })?.size ?? 0) < this.#limit) return
    for (let age = this.#kept; age > 0; age -= 1) if (existsSync(this.#name(age - 1))) renameSync(this.#name(age - 1), this.#name(age))
  }
}

/** Without what would sign somebody in. */
export function redacted(text: string): string {
  return text
    .replace(/([?#&]code=)[^"\s&\\]+/g, '$1…')
    .replace(/\b(Bearer|Basic)\s+[\w.~+/=-]+/gi, '$1 …')
    .replace(/(\\?"(?:token|code|password|secret|authorization|cookie)\\?"\s*:\s*\\?")[^"\\]*/gi, '$1…')
}
