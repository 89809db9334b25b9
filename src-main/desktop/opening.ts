import { basename, dirname } from 'node:path'
import type { Stage } from '../contract/control.ts'
import type { Asked } from './asked.ts'
import { asks, warn } from './dialogs.ts'
import { addedToLibrary, pathInLibrary, unfit } from './library-folder.ts'
import { filled } from './words.ts'
import type { Words } from './words.ts'

export interface OpeningParts {
  readonly stage: Pick<Stage, 'library' | 'start'>
  readonly words: () => Words
  /** Shows a file of the library, and the run of it if one was begun. */
  readonly show: (file: string, run: string | null) => void
}

/**
 * Does what a link or an opened file asks for. A link plays a scenario of the library. A file is shown, not played, and one
 * from elsewhere is copied into the library first, if whoever opened it says so: what is played, edited and kept a result of
 * lies in one place, and what came by mail is gone tomorrow.
 */
export class Opening {
  readonly #parts: OpeningParts
  /** One thing after the other, so that a flood of links is one dialog at a time. */
  #isBusy = false

  constructor(parts: OpeningParts) {
    this.#parts = parts
  }

  async open(asked: Asked): Promise<void> {
    if (this.#isBusy) return
    this.#isBusy = true
    try {
      const said = await this.#said(asked)
      if (said !== null) await warn(this.#parts.words(), said)
    } finally {
      this.#isBusy = false
    }
  }

  /** What has to be said of it; null when it was done. */
  #said(asked: Asked): Promise<string | null> {
    switch (asked.kind) {
      case 'odd':
        return Promise.resolve(filled(this.#parts.words().linkNotOurs, { link: asked.link }))
      case 'play':
        return this.#play(asked.file)
      case 'open':
        return this.#openFile(asked.path)
    }
  }

  async #play(file: string): Promise<string | null> {
    const { stage, show } = this.#parts
    const words = this.#parts.words()
    const { scenarios, folder } = await stage.library()
    if (!scenarios.some((row) => row.file === file)) return filled(words.linkUnknown, { file, folder })
    const run = await stage.start({ scenario: file })
    if ('problem' in run) {
      show(file, null)
      return filled(words.linkNotPlayed, { file, why: run.problem })
    }
    show(file, run.id)
    return null
  }

  async #openFile(path: string): Promise<string | null> {
    const words = this.#parts.words()
    const why = unfit(path)
    if (why === 'missing') return filled(words.fileMissing, { file: path })
    if (why !== null) return filled(words.fileNoScenario, { file: path, why: words[why] })
    const { folder } = await this.#parts.stage.library()
    const known = pathInLibrary(folder, path)
    if (known !== null) {
      this.#parts.show(known, null)
      return null
    }
    const wanted = await asks({ message: filled(words.addQuestion, { name: basename(path) }), detail: filled(words.addDetail, { folder: dirname(path) }), does: words.add, leaves: words.cancel })
    return wanted === null ? null : this.#add(folder, path)
  }

  async #add(folder: string, path: string): Promise<string | null> {
    try {
      this.#parts.show(addedToLibrary(folder, path), null)
      return null
    } catch (error) {
      return filled(this.#parts.words().notCopied, { file: path, why: error instanceof Error ? error.message : String(error) })
    }
  }
}
