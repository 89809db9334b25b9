import type { LibraryChange } from '../../../src-main/contract/control.ts'
import type { EditedFile, EditingLanguage } from '../../../src-main/contract/editing.ts'
import type { Stage } from '../stage.svelte.ts'
import { EditedDocument } from './edited-document.svelte.ts'

const viewKey = 'aside.editor.view'

/** The editor of one console: the file that is open in it, and the view that shows it. It outlives its tab. */
export class Editor {
  readonly #stage: Stage
  /** The file that was asked for last. */
  #wanted: string | null = null
  document = $state.raw<EditedDocument | null>(null)
  language = $state.raw<EditingLanguage | null>(null)
  trouble = $state<string | null>(null)
  view = $state(sessionStorage.getItem(viewKey) ?? 'story')

  constructor(stage: Stage) {
    this.#stage = stage
    void this.#learn()
    stage.tell({ connected: () => void this.document?.reread(), library: (change) => this.#hear(change) })
  }

  show(view: string): void {
    this.view = view
    sessionStorage.setItem(viewKey, view)
  }

  async open(file: string): Promise<void> {
    this.#wanted = file
    if (this.document?.file === file) return this.document.reread()
    this.document?.close()
    this.document = null
    this.trouble = null
    const reply = await this.#stage.rest.post<EditedFile>('/control/editing/read', { file })
    if (this.#wanted !== file) return
    if (reply.ok) this.document = new EditedDocument(this.#stage.rest, reply.value)
    else this.trouble = reply.failure.statusMessage
  }

  /** Plays the text as it stands, saved or not; on the way to a line without waiting. */
  async run(upTo?: number): Promise<void> {
    const edited = this.document
    if (!edited) return
    await edited.settled()
    await this.#stage.play({ scenario: edited.file, text: edited.text, ...(upTo === undefined ? {} : { upTo }) })
    if (this.#stage.trouble === null) this.#stage.show('stage')
  }

  #hear({ rewritten, gone }: LibraryChange): void {
    const file = this.document?.file
    if (file !== undefined && [...rewritten, ...gone].includes(file)) void this.document?.reread()
  }

  async #learn(): Promise<void> {
    const reply = await this.#stage.rest.get<EditingLanguage>('/control/editing/language')
    if (reply.ok) this.language = reply.value
    else this.trouble = reply.failure.statusMessage
  }
}

const editors = new WeakMap<Stage, Editor>()

export function editorOf(stage: Stage): Editor {
  const known = editors.get(stage) ?? new Editor(stage)
  editors.set(stage, known)
  return known
}
