import { fileKey, folderKey, foldersAbove, foldersAt, folderTree, foundLines, linesOf, wordsIn } from './library-lines.ts'
import type { Line } from './library-lines.ts'
import type { Stage } from './stage.svelte.ts'

const openKey = 'aside.trainer.folders'

/** What of the library is shown: which folders are open, what is looked for, and which line the keys are at. */
export class Library {
  search = $state('')
  readonly stage: Stage
  #open = $state.raw<readonly string[]>(remembered())
  #at = $state<string | null>(null)
  /** Where the line was that the keys are at, should it vanish. */
  #place = 0
  /** The files that were chosen to be played together. */
  picked = $state.raw<readonly string[]>([])
  /** A line that is to be brought into view. */
  wanted = $state<string | null>(null)

  words = $derived(wordsIn(this.search))
  isSearching = $derived(this.words.length > 0)
  #tree = $derived.by(() => folderTree(this.stage.scenarios))
  lines: readonly Line[] = $derived.by(() => (this.isSearching ? foundLines(this.stage.scenarios, this.words) : linesOf(this.#tree, this.#open)))
  /** Where the line is that the keys are at; -1 while there is none. */
  active = $derived.by(() => {
    const place = this.lines.findIndex(({ key }) => key === this.#at)
    return place === -1 ? Math.min(this.#place, this.lines.length - 1) : place
  })

  constructor(stage: Stage) {
    this.stage = stage
  }

  /** Moves the keys to a line. */
  goTo(place: number): void {
    const line = this.lines[Math.min(Math.max(place, 0), this.lines.length - 1)]
    if (!line) return
    this.#at = line.key
    this.#place = this.lines.indexOf(line)
    this.wanted = line.key
  }

  /** Keeps in mind where the keys are, for the case that their line vanishes. */
  notePlace(): void {
    this.#place = Math.max(0, this.active)
  }

  /** Chooses one more to be played with others, or one less. */
  pick(place: number): void {
    const line = this.lines[place]
    if (line?.kind !== 'file') return
    this.goTo(place)
    const { file } = line.row
    this.picked = this.picked.includes(file) ? this.picked.filter((one) => one !== file) : [...this.picked, file]
  }

  /** What would be run now: what was chosen, what was found, or nothing in particular. */
  get toRun(): readonly string[] | null {
    if (this.picked.length > 0) return this.picked
    return this.isSearching ? this.lines.flatMap((line) => (line.kind === 'file' ? [line.row.file] : [])) : null
  }

  choose(file: string): void {
    this.stage.choose(file)
    this.reveal(file)
  }

  /** Opens the folders that a file lies in, and moves the keys to it. */
  reveal(file: string): void {
    this.#setOpen([...this.#open, ...foldersAbove(file)])
    this.#at = fileKey(file)
    this.wanted = this.#at
  }

  toggle(path: string): void {
    this.#at = folderKey(path)
    this.#setOpen(this.#open.includes(path) ? this.#open.filter((open) => open !== path) : [...this.#open, path])
  }

  /** Opens all folders that lie beside each other. */
  openBeside(path: string): void {
    this.#setOpen([...this.#open, ...foldersAt(this.#tree, path)])
  }

  clear(): void {
    this.search = ''
    if (this.stage.file) this.reveal(this.stage.file)
    else this.goTo(0)
  }

  #setOpen(paths: readonly string[]): void {
    this.#open = paths.filter((path, place) => paths.indexOf(path) === place)
    localStorage.setItem(openKey, JSON.stringify(this.#open))
  }
}

function remembered(): readonly string[] {
  try {
    const paths: unknown = JSON.parse(localStorage.getItem(openKey) ?? '[]')
    return Array.isArray(paths) ? paths.filter((path) => typeof path === 'string') : []
  } catch {
    return []
  }
}
