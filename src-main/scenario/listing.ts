import { join, relative, resolve, sep } from 'node:path'
import type { LibraryChange, LibraryRead, ScenarioRow } from '../contract/control.ts'
import { FolderWatch } from './folder-watch.ts'
import { checkedRow, glancedRow, signatureOf } from './listed-scenario.ts'
import { isFolderAside, isScenarioPath } from './scenario-path.ts'
import { Turns } from './turns.ts'

/** Editors save in several steps, and a copied folder comes file by file. */
const gatherMs = 50
/** So long after it was last asked for: a window that opens is there by then, and what is checked before would only make it slower. */
const checkAfterMs = 1500
/** How often a long check tells what it has found so far. */
const tellEveryMs = 250

interface Listed {
  readonly signature: string
  /** Null for a part. */
  readonly row: ScenarioRow | null
  /** What it is made of beside its own file, each with the signature that it had. */
  readonly used: ReadonlyMap<string, string>
}

/**
 * The trainer's library, kept: a file is read again only after it changed. All titles are known at once; what is wrong with
 * a file, and how long it is, follows in slices that hold nobody up. It begins when it is first asked for.
 */
export class Listing {
  readonly #folder: string
  readonly #tell: (change: LibraryChange) => void
  readonly #watch: FolderWatch
  #files: ReadonlyMap<string, Listed> = new Map()
  #isThere = true
  #version = 0
  #toldAt = 0
  #isTold = true
  readonly #changed = new Map<string, ScenarioRow>()
  readonly #gone = new Set<string>()
  readonly #rewritten = new Set<string>()
  /** Files that are to be read whole. */
  readonly #unchecked = new Set<string>()
  /** Files of which the folder said that they changed, whatever their times and sizes say. */
  readonly #touched = new Set<string>()
  readonly #waiting: (() => void)[] = []
  #gathering: NodeJS.Timeout | null = null
  #isLooking = false
  #isWorking = false
  #isClosed = false
  #mayCheck = false
  #checking: NodeJS.Timeout | null = null

  constructor(folder: string, tell: (change: LibraryChange) => void) {
    this.#folder = resolve(folder)
    this.#tell = tell
    this.#watch = new FolderWatch(this.#folder, (path) => this.#hear(path))
  }

  get version(): number {
    return this.#version
  }

  /** Looks at the folder, and says what is in it. */
  async read(): Promise<LibraryRead> {
    if (!this.#mayCheck) this.#checkLater()
    await new Promise<void>((looked) => {
      this.#waiting.push(looked)
      this.#look()
    })
    const scenarios = [...this.#files.values()].flatMap(({ row }) => row ?? [])
    return { version: this.#version, folder: this.#folder, isThere: this.#isThere, scenarios }
  }

  close(): void {
    this.#isClosed = true
    if (this.#gathering) clearTimeout(this.#gathering)
    if (this.#checking) clearTimeout(this.#checking)
    this.#watch.close()
    for (const looked of this.#waiting.splice(0)) looked()
  }

  #hear(path: string): void {
    if (this.#isClosed) return
    this.#touched.add(relative(this.#folder, path))
    this.#gathering ??= setTimeout(() => {
      this.#gathering = null
      this.#look()
    }, gatherMs).unref()
  }

  #look(): void {
    this.#isLooking = true
    if (!this.#isWorking) void this.#work()
  }

  #checkLater(): void {
    if (this.#checking) clearTimeout(this.#checking)
    this.#checking = setTimeout(() => {
      this.#mayCheck = true
      if (!this.#isWorking) void this.#work()
    }, checkAfterMs).unref()
  }

  /** One thing after the other: looking at the folder comes before checking what is in it. */
  async #work(): Promise<void> {
    this.#isWorking = true
    const turns = new Turns()
    while (!this.#isClosed && (this.#isLooking || this.#unchecked.size > 0)) {
      if (this.#isLooking) await this.#lookNow(turns)
      if (!this.#mayCheck) {
        this.#tellChanges()
        break
      }
      this.#checkSome(turns)
      if (this.#unchecked.size === 0 || performance.now() - this.#toldAt > tellEveryMs) this.#tellChanges()
      await turns.give()
    }
    this.#isWorking = false
  }

  async #lookNow(turns: Turns): Promise<void> {
    this.#isLooking = false
    const [looked, touched] = [this.#waiting.splice(0), new Set(this.#touched)]
    this.#touched.clear()
    const paths = await this.#watch.files((name, isFolder) => (isFolder ? !isFolderAside(name) : isScenarioPath(name)))
    const files = new Map<string, Listed>()
    for (const file of (paths ?? []).map((path) => relative(this.#folder, path)).sort()) {
      const listed = this.#listed(file, touched)
      if (listed) files.set(file, listed)
      await turns.give()
    }
    if (this.#version === 0) this.#version = 1
    else this.#compare(files)
    this.#files = files
    if (this.#isThere !== (paths !== null)) this.#isTold = false
    this.#isThere = paths !== null
    for (const done of looked) done()
  }

  /** What is known of a file, if that still holds; else what a glance at it tells, or what held so far until it is checked. */
  #listed(file: string, touched: ReadonlySet<string>): Listed | null {
    const signature = signatureOf(join(this.#folder, file))
    if (signature === '') return null
    const known = this.#files.get(file)
    const isSame = known?.signature === signature && !touched.has(file)
    const isMadeOfSame = known !== undefined && [...known.used].every(([used, was]) => !touched.has(used) && signatureOf(join(this.#folder, used)) === was)
    if (known && isSame && isMadeOfSame) return known
    this.#unchecked.add(file)
    if (known && !isSame) {
      this.#rewritten.add(file.split(sep).join('/'))
      this.#isTold = false
    }
    const row = known?.row ?? glancedRow(this.#folder, file)
    return { signature, row, used: new Map() }
  }

  /** Notes what is new and what is gone. Nobody has to be told of the first look: whoever wants to know waits for it. */
  #compare(files: ReadonlyMap<string, Listed>): void {
    for (const file of this.#files.keys()) if (!files.has(file)) this.#note(file, null)
    for (const [file, { row }] of files) if (row !== this.#files.get(file)?.row) this.#note(file, row)
  }

  #note(file: string, row: ScenarioRow | null): void {
    const known = this.#files.get(file)?.row
    if (row) {
      this.#changed.set(row.file, row)
      this.#gone.delete(row.file)
    } else if (known) {
      this.#changed.delete(known.file)
      this.#gone.add(known.file)
    }
    this.#isTold = false
  }

  #checkSome(turns: Turns): void {
    const files = new Map(this.#files)
    for (const file of this.#unchecked) {
      this.#unchecked.delete(file)
      const listed = files.get(file)
      if (!listed) continue
      const { row, used } = checkedRow(this.#folder, file)
      if (!isSameRow(row, listed.row)) this.#note(file, row)
      files.set(file, { ...listed, row, used: new Map(used.map((other) => [other, signatureOf(join(this.#folder, other))])) })
      if (turns.areOver) break
    }
    this.#files = files
  }

  #tellChanges(): void {
    if (this.#isTold || this.#isClosed) return
    this.#isTold = true
    this.#toldAt = performance.now()
    this.#version += 1
    const change: LibraryChange = { version: this.#version, isThere: this.#isThere, scenarios: [...this.#changed.values()], gone: [...this.#gone], rewritten: [...this.#rewritten] }
    this.#changed.clear()
    this.#gone.clear()
    this.#rewritten.clear()
    this.#tell(change)
  }
}

function isSameRow(one: ScenarioRow | null, other: ScenarioRow | null): boolean {
  if (one === null || other === null) return one === other
  return one.title === other.title && one.about === other.about && one.kind === other.kind && one.steps === other.steps && one.problem === other.problem
}
