import { isolateHistory, redo, redoDepth, undo, undoDepth } from '@codemirror/commands'
import { setDiagnostics } from '@codemirror/lint'
import { EditorSelection, EditorState, Text } from '@codemirror/state'
import type { Transaction, TransactionSpec } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import type { CheckedText, EditedFile, EditedText, PlainPath, RehearsedText, StoryRow, TextEdit, TextProblem, TypingHelp } from '../../../src-main/contract/editing.ts'
import { m } from '../../shared/messages/messages.js'
import type { Reply, Rest } from '../../shared/rest.ts'
import { drafts } from '../editor-drafts.svelte.ts'
import { say } from '../say.ts'
import { diagnosticsOf } from './diagnostics.ts'
import { KnownTexts } from './known-texts.ts'
import { yamlSetup } from './yaml-setup.ts'

/** How long nobody types before the text is checked; typing itself waits for nothing. */
const checkAfterMs = 200
const rehearseAfterMs = 400
const keepAfterMs = 250

/**
 * One text with its history, whatever view shows it: what the story changes is undone in YAML and the other way round. The
 * server reads and changes it; here it is only held.
 */
export class EditedDocument {
  readonly file: string
  readonly #rest: Rest
  state: EditorState = $state.raw(EditorState.create())
  /** What stands on disk, as far as it is known. */
  saved: EditedFile = $state.raw({ file: '', text: '', version: '', whyNotSaved: null })
  #savedDoc = $state.raw(Text.empty)
  /** What somebody else made of the file while it was edited here. */
  theirs = $state.raw<EditedFile | 'gone' | null>(null)
  checked = $state.raw<CheckedText | null>(null)
  rehearsal = $state.raw<RehearsedText | null>(null)
  /** Is what is known of the text known of the text as it stands? */
  isChecked = $state(false)
  trouble = $state<string | null>(null)
  isSaving = $state(false)
  #view: EditorView | null = null
  #queue: Promise<unknown> = Promise.resolve()
  /** Somebody changed the file while it was being saved. */
  #isChangedMeanwhile = false
  /** How often the file was looked at or saved. */
  #looks = 0
  readonly #known = new KnownTexts()
  #timers: { readonly [what: string]: ReturnType<typeof setTimeout> } = {}

  isDirty = $derived(!this.state.doc.eq(this.#savedDoc))
  line = $derived(this.state.doc.lineAt(this.state.selection.main.head).number)
  rows: readonly StoryRow[] = $derived(this.checked?.story ?? [])
  problems: readonly TextProblem[] = $derived(this.checked?.problems ?? [])
  errors = $derived(this.problems.filter(({ severity }) => severity === 'error'))
  /** The row that the cursor is in: the innermost, or the last before it. */
  row = $derived(this.rows.findLast(({ line, endLine }) => line <= this.line && this.line <= endLine) ?? null)
  canUndo = $derived(undoDepth(this.state) > 0)
  canRedo = $derived(redoDepth(this.state) > 0)

  constructor(rest: Rest, read: EditedFile) {
    this.#rest = rest
    this.file = read.file
    const draft = drafts.of(read.file)
    const lineEnd = /\r\n/.test(read.text) && !/[^\r]\n/.test(read.text) ? '\r\n' : '\n'
    this.state = EditorState.create({ doc: '', extensions: yamlSetup({ lineEnd, ask: (line, column) => this.#help(line, column) }) })
    this.#savedDoc = this.state.toText(read.text)
    this.saved = read
    this.state = EditorState.create({ doc: this.#savedDoc, extensions: yamlSetup({ lineEnd, ask: (line, column) => this.#help(line, column) }) })
    if (draft && draft.text !== read.text) {
      this.replace(draft.text)
      if (draft.version !== read.version) {
        this.theirs = read
        this.saved = { ...read, version: draft.version }
      }
    }
    void this.check()
  }

  get text(): string {
    return this.state.sliceDoc()
  }

  close(): void {
    this.keepDraft()
    for (const timer of Object.values(this.#timers)) clearTimeout(timer)
  }

  /** The YAML view shows the text, and hands back what is typed there. */
  show(parent: HTMLElement, root: ShadowRoot): () => void {
    const view = new EditorView({
      state: this.state,
      parent,
      root,
      dispatchTransactions: (transactions, shown) => {
        shown.update(transactions)
        this.#heard(shown.state, transactions)
      }
    })
    this.#view = view
    view.dispatch({ effects: EditorView.scrollIntoView(view.state.selection.main.head, { y: 'center' }) })
    return () => {
      this.#view = null
      view.destroy()
    }
  }

  focus(): void {
    this.#view?.focus()
  }

  dispatch(...specs: readonly TransactionSpec[]): void {
    if (this.#view) this.#view.dispatch(...specs)
    else {
      const transaction = this.state.update(...specs)
      this.#heard(transaction.state, [transaction])
    }
  }

  undo(): void {
    undo(this.#target())
  }

  redo(): void {
    redo(this.#target())
  }

  /** Brings the cursor to a place, so that every view shows it. */
  goTo(line: number, column = 1): void {
    const { doc } = this.state
    const at = doc.line(Math.min(Math.max(1, line), doc.lines))
    const head = Math.min(at.to, at.from + column - 1)
    if (head === this.state.selection.main.head) return
    this.dispatch({ selection: EditorSelection.cursor(head), effects: EditorView.scrollIntoView(head, { y: 'center' }) })
  }

  /** Puts another text in the place of this one; only what differs is touched, so that the cursor stays where it was. */
  replace(text: string, line: number | null = null): void {
    const [from, to] = [this.state.doc.toString(), this.state.toText(text).toString()]
    let [start, end] = [0, 0]
    const most = Math.min(from.length, to.length)
    while (start < most && from[start] === to[start]) start += 1
    while (end < most - start && from[from.length - 1 - end] === to[to.length - 1 - end]) end += 1
    if (start + end < Math.max(from.length, to.length)) {
      this.dispatch({ changes: { from: start, to: from.length - end, insert: Text.of(to.slice(start, to.length - end).split('\n')) }, annotations: isolateHistory.of('full'), userEvent: 'input.story' })
    }
    if (line !== null) this.goTo(line)
  }

  /**
   * A change of the story, made by the server and put into the text; false, with a sentence, if it cannot be made. One comes
   * after the other: what depends on the text is made when its turn comes, and null changes nothing.
   */
  edit(edit: TextEdit | (() => TextEdit | null)): Promise<boolean> {
    const done = this.#queue.then(() => {
      const now = typeof edit === 'function' ? edit() : edit
      return now === null ? true : this.#edit(now)
    })
    this.#queue = done
    return done
  }

  /** Until all that was changed in rows stands in the text. */
  async settled(): Promise<void> {
    const active = document.activeElement
    if (active instanceof HTMLElement && active.closest('input, textarea, select')) {
      active.blur()
      active.focus()
    }
    await this.#queue
  }

  async #edit(edit: TextEdit): Promise<boolean> {
    const { text, line } = this
    const reply = await this.#rest.post<EditedText>('/control/editing/edit', { file: this.file, text, edit })
    if (this.text !== text) return this.#edit(edit)
    this.trouble = reply.ok ? null : reply.failure.statusMessage
    if (!reply.ok) return false
    const { checked, path } = reply.value
    const isStillThere = this.line === line
    this.#know(checked, reply.value.text)
    this.replace(reply.value.text)
    this.#know(checked, reply.value.text)
    this.isChecked = true
    // What is new or has moved is what its maker looks at, unless it looks at something else by now.
    const row = path && ['insert', 'duplicate', 'move'].includes(edit.do) && isStillThere ? this.rows.find((one) => same(one.path, path)) : undefined
    if (row) this.goTo(row.line)
    return true
  }

  async check(): Promise<void> {
    const { text } = this
    const reply = await this.#rest.post<CheckedText>('/control/editing/check', { file: this.file, text })
    if (!reply.ok || this.text !== text) return
    this.#know(reply.value, text)
    this.isChecked = true
  }

  async rehearse(): Promise<void> {
    if (this.errors.length > 0) return
    const { text, line } = this
    const reply = await this.#rest.post<RehearsedText>('/control/editing/rehearse', { file: this.file, text, line })
    if (reply.ok && this.text === text) this.rehearsal = reply.value
  }

  /** Whole, and never over what somebody else made of it meanwhile. */
  async save(): Promise<boolean> {
    if (this.isSaving) return false
    this.isSaving = true
    const isSaved = await this.#save()
    this.isSaving = false
    const isToBeRead = !isSaved || this.#isChangedMeanwhile
    this.#isChangedMeanwhile = false
    if (isToBeRead) await this.reread()
    return isSaved
  }

  async #save(): Promise<boolean> {
    await this.settled()
    if (!this.isDirty && this.theirs === null) return true
    const { text } = this
    const version = this.theirs === 'gone' ? null : this.saved.version
    this.#looks += 1
    const reply = await this.#rest.post<EditedFile>('/control/editing/save', { file: this.file, text, version })
    this.trouble = reply.ok ? null : reply.failure.statusMessage
    if (reply.ok) this.#goesBackTo(reply.value)
    return reply.ok
  }

  /** Looks at the file again, after somebody may have changed it. What is told while it is being saved is looked at afterwards. */
  async reread(): Promise<void> {
    if (this.isSaving) {
      this.#isChangedMeanwhile = true
      return
    }
    const look = ++this.#looks
    const reply: Reply<EditedFile> = await this.#rest.post<EditedFile>('/control/editing/read', { file: this.file })
    // A later look knows better, and so does whoever saved since.
    if (look !== this.#looks) return
    if (!reply.ok) {
      if (reply.failure.statusCode === 6) this.theirs = 'gone'
      return
    }
    const read = reply.value
    // What is being typed in a field is not in the text yet, and would go with the row.
    if (read.version !== this.saved.version) await this.settled()
    if (look !== this.#looks) return
    if (read.version === this.saved.version) this.theirs = null
    else if (!this.isDirty || read.text === this.text) {
      this.replace(read.text)
      this.#goesBackTo(read)
    } else this.theirs = read
  }

  async keepMine(): Promise<boolean> {
    if (this.theirs !== null && this.theirs !== 'gone') this.saved = { ...this.saved, version: this.theirs.version }
    return this.save()
  }

  takeTheirs(): void {
    if (this.theirs === null || this.theirs === 'gone') return
    this.replace(this.theirs.text)
    this.#goesBackTo(this.theirs)
  }

  /** Back to what stands on disk; can be undone. */
  revert(): void {
    this.replace(this.state.doc.eq(this.#savedDoc) ? this.text : this.#savedText())
  }

  keepDraft(): void {
    if (this.isDirty) drafts.keep(this.file, { text: this.text, version: this.saved.version })
    else drafts.forget(this.file)
  }

  #savedText(): string {
    return this.#savedDoc.sliceString(0, this.#savedDoc.length, this.state.lineBreak)
  }

  #goesBackTo(read: EditedFile): void {
    this.saved = read
    this.#savedDoc = this.state.toText(read.text)
    this.theirs = null
    this.trouble = null
    this.keepDraft()
  }

  #target(): { state: EditorState; dispatch: (transaction: Transaction) => void } {
    return this.#view ?? { state: this.state, dispatch: (transaction) => this.#heard(transaction.state, [transaction]) }
  }

  #heard(state: EditorState, transactions: readonly Transaction[]): void {
    const [before, wasIn] = [this.state, this.line]
    this.state = state
    if (transactions.some(({ docChanged }) => docChanged) && !before.doc.eq(state.doc)) {
      this.isChecked = false
      const known = transactions.some((one) => one.isUserEvent('undo') || one.isUserEvent('redo')) ? this.#known.of(this.text) : undefined
      if (known) this.checked = known
      this.#later('check', checkAfterMs, () => void this.check())
      this.#later('keep', keepAfterMs, () => this.keepDraft())
    } else if (this.line !== wasIn) this.#later('rehearse', rehearseAfterMs, () => void this.rehearse())
  }

  #know(checked: CheckedText, text: string): void {
    this.#known.keep(text, checked)
    // While YAML is broken, the story stays as it was known last.
    this.checked = checked
    this.dispatch(setDiagnostics(this.state, diagnosticsOf(this.state.doc, checked.problems)))
    if (checked.problems.some(({ severity }) => severity === 'error')) this.rehearsal = null
    else this.#later('rehearse', rehearseAfterMs, () => void this.rehearse())
  }

  async #help(line: number, column: number) {
    return this.#rest.post<TypingHelp>('/control/editing/help', { file: this.file, text: this.text, line, column })
  }

  #later(what: string, ms: number, run: () => void): void {
    clearTimeout(this.#timers[what])
    this.#timers = { ...this.#timers, [what]: setTimeout(run, ms) }
  }
}

export function same(one: PlainPath, other: PlainPath): boolean {
  return one.length === other.length && one.every((step, place) => step === other[place])
}

/** `Line 14: ...` */
export function problemWords({ line, message }: TextProblem): string {
  return m.trainer_problemInLine({ line, problem: say(message) })
}
