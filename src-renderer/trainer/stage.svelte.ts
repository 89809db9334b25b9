import type { LibraryChange, LibraryRead, OpenWindow, RunCommand, RunRow, RunState, RunWhole, ScenarioRow, StageMark } from '../../src-main/contract/control.ts'
import type { Line } from '../shared/connection.svelte.ts'
import { openControlLine } from '../shared/control-line.ts'
import { merge } from '../shared/merge.ts'
import { Rest } from '../shared/rest.ts'
import { changed, lastRunsOf } from './library-change.ts'

const chosenKey = 'aside.trainer.chosen'
const runKey = 'aside.trainer.run'
const viewKey = 'aside.trainer.view'

export const active: readonly RunState[] = ['hosted', 'playing', 'paused']
export const speeds: readonly number[] = [1, 2, 5, 10]

/** What the trainer's page knows: the library, the runs, and the one run that stands on the stage. */
export class Stage {
  scenarios = $state.raw<readonly ScenarioRow[]>([])
  isRead = $state(false)
  /** Where the library lies, and whether there is such a folder. */
  folder = $state('')
  isFolderThere = $state(true)
  runs = $state.raw<readonly RunRow[]>([])
  marks = $state.raw<readonly StageMark[]>([])
  line = $state<Line>('connecting')
  trouble = $state<string | null>(null)
  speed = $state(1)
  isStarting = $state(false)
  /** The name of the view that is open. */
  view = $state(sessionStorage.getItem(viewKey) ?? 'stage')
  /** The mark whose frame is shown, by its number. */
  markNumber = $state<number | null>(null)
  /** The moment that all views show; null follows the run. */
  moment = $state<number | null>(null)
  #chosenFile = $state<string | null>(sessionStorage.getItem(chosenKey))
  #runId = $state<string | null>(sessionStorage.getItem(runKey))
  #wallNow = $state(performance.now())
  /** When each run's time was heard, so that its clock can be reckoned on. */
  #heardAt = $state(performance.now())

  /** What was told of the library while it was being read; null when nothing has to wait. */
  #libraryWaiting: LibraryChange[] | null = []

  run = $derived(this.runs.find(({ id }) => id === this.#runId) ?? null)
  scenario = $derived(this.scenarios.find(({ file }) => file === this.#chosenFile) ?? null)
  /** The file of what stands on the stage. */
  file = $derived(this.run?.file ?? this.#chosenFile)
  /** A file that was chosen and is no longer in the library. */
  goneFile = $derived(this.isRead && this.file !== null && this.file !== '' && !this.scenarios.some(({ file }) => file === this.file) ? this.file : null)
  /** What became of each scenario when it was played last. */
  lastRuns = $derived(lastRunsOf(this.runs))
  /** What had happened by the moment that is shown. */
  seen = $derived(this.moment === null ? this.marks : upTo(this.marks, this.moment))
  mark = $derived(this.marks.find(({ n }) => n === this.markNumber) ?? null)
  now = $derived(this.run === null ? 0 : this.run.state === 'playing' || this.run.state === 'hosted' ? this.run.now + (this.#wallNow - this.#heardAt) * this.run.speed : this.run.now)

  readonly rest: Rest
  readonly #closeLine: () => void
  readonly #ticking: ReturnType<typeof setInterval>
  /** The library's version, as it is read before any line is open. */
  #firstRead: Promise<number | null> | null

  constructor(token: string, signedOut: () => void) {
    this.rest = new Rest(token, signedOut)
    this.#closeLine = openControlLine(token, {
      connected: (library) => void this.#connected(library),
      lost: (tries) => (this.line = tries ? 'lost' : 'signedOut'),
      run: (run) => this.#hearRun(run),
      mark: (run, mark) => this.#hearMark(run, mark),
      library: (change) => this.#hearLibrary(change)
    })
    this.#firstRead = this.#readLibrary()
    this.#ticking = setInterval(() => (this.#wallNow = performance.now()), 200)
  }

  close(): void {
    clearInterval(this.#ticking)
    this.#closeLine()
  }

  /** Opens a view of what is chosen. */
  show(view: string): void {
    this.view = view
    sessionStorage.setItem(viewKey, view)
  }

  /** Shows another moment of the run, in every view; null goes on with it. */
  seek(moment: number | null): void {
    this.moment = moment
  }

  /** Shows a scenario, and its newest run if it has one. */
  choose(file: string): void {
    this.#chosenFile = file
    sessionStorage.setItem(chosenKey, file)
    this.trouble = null
    this.#showRun(this.runs.findLast((run) => run.file === file)?.id ?? null)
  }

  async play(): Promise<void> {
    const file = this.run?.file ?? this.scenario?.file
    if (file === undefined || this.isStarting) return
    this.isStarting = true
    this.trouble = null
    const reply = await this.rest.post<{ run: RunRow }>('/control/runs', { scenario: file })
    this.isStarting = false
    if (!reply.ok) {
      this.trouble = reply.failure.statusMessage
      return
    }
    this.#hearRun(reply.value.run)
    this.#showRun(reply.value.run.id)
    if (this.speed !== reply.value.run.speed) await this.command({ command: 'speed', speed: this.speed })
  }

  /** The same scenario from its beginning; what was playing stops. */
  async restart(): Promise<void> {
    if (this.run && active.includes(this.run.state)) await this.command({ command: 'stop' })
    await this.play()
  }

  async command(command: RunCommand): Promise<void> {
    if (!this.run) return
    const reply = await this.rest.post<{ run: RunRow }>(`/control/runs/${encodeURIComponent(this.run.id)}`, command)
    if (reply.ok) this.#hearRun(reply.value.run)
    else this.trouble = reply.failure.statusMessage
  }

  async setSpeed(speed: number): Promise<void> {
    this.speed = speed
    if (this.run && active.includes(this.run.state)) await this.command({ command: 'speed', speed })
  }

  async openWindow(whose: OpenWindow): Promise<void> {
    if (!this.run) return
    const reply = await this.rest.post<{ url: string }>(`/control/runs/${encodeURIComponent(this.run.id)}/windows`, whose)
    if (!reply.ok) {
      this.trouble = reply.failure.statusMessage
      return
    }
    // Without an opener it starts with a session storage of its own; with a size it is a window of its own.
    const size = 'agent' in whose ? 'width=1280,height=800' : 'width=420,height=640'
    window.open(reply.value.url, '_blank', `noopener,popup,${size}`)
  }

  #showRun(run: string | null): void {
    if (run === this.#runId && run !== null) return
    this.#runId = run
    this.marks = []
    this.markNumber = null
    this.moment = null
    if (run === null) sessionStorage.removeItem(runKey)
    else {
      sessionStorage.setItem(runKey, run)
      void this.#readRun(run)
    }
  }

  /** The library is read while the first line is opened; once more where it may have missed a change, or been another's. */
  async #connected(libraryVersion: number): Promise<void> {
    const firstRead = this.#firstRead
    this.#firstRead = null
    const version = await firstRead
    const isNewest = version !== null && version >= libraryVersion
    if (!isNewest) this.trouble = null
    const [runs] = await Promise.all([this.rest.get<{ runs: RunRow[] }>('/control/runs'), isNewest ? null : this.#readLibrary()])
    if (runs.ok) this.runs = runs.value.runs
    this.isRead = true
    this.line = 'open'
    if (this.run) return this.#readRun(this.run.id)
    const newest = this.runs.findLast((run) => active.includes(run.state))
    if (newest && this.#chosenFile === null) {
      this.#chosenFile = newest.file
      this.#showRun(newest.id)
    } else this.#showRun(this.runs.findLast((run) => run.file === this.#chosenFile)?.id ?? null)
  }

  async #readRun(id: string): Promise<void> {
    const reply = await this.rest.get<RunWhole>(`/control/runs/${encodeURIComponent(id)}`)
    if (id !== this.#runId) return
    if (!reply.ok) {
      this.trouble = reply.failure.statusMessage
      return
    }
    this.#hearRun(reply.value.run)
    this.#add(reply.value.marks)
  }

  #hearRun(run: RunRow): void {
    const known = this.runs.some(({ id }) => id === run.id)
    this.runs = known ? this.runs.map((one) => (one.id === run.id ? run : one)) : [...this.runs, run]
    if (run.id !== this.#runId) return
    this.#heardAt = performance.now()
    this.#wallNow = this.#heardAt
    if (active.includes(run.state)) this.speed = run.speed
  }

  /** The version that was read; null if it could not be. */
  async #readLibrary(): Promise<number | null> {
    this.#libraryWaiting = []
    const library = await this.rest.get<LibraryRead>('/control/scenarios')
    if (library.ok) this.#setLibrary(library.value)
    else {
      this.#libraryWaiting = null
      this.trouble = library.failure.statusMessage
    }
    return library.ok ? library.value.version : null
  }

  #setLibrary({ version, folder, isThere, scenarios }: LibraryRead): void {
    this.folder = folder
    this.isFolderThere = isThere
    this.scenarios = scenarios
    const missed = (this.#libraryWaiting ?? []).filter((change) => change.version > version)
    this.#libraryWaiting = null
    for (const change of missed) this.#hearLibrary(change)
  }

  #hearLibrary(change: LibraryChange): void {
    if (this.#libraryWaiting) {
      this.#libraryWaiting.push(change)
      return
    }
    this.isFolderThere = change.isThere
    this.scenarios = changed(this.scenarios, change)
  }

  #hearMark(run: string, mark: StageMark): void {
    if (run === this.#runId) this.#add([mark])
  }

  #add(marks: readonly StageMark[]): void {
    this.marks = merge(this.marks, marks, ({ n }) => n)
  }
}

/** The marks until a moment, itself included; they stand in the order of their time. */
function upTo(marks: readonly StageMark[], moment: number): readonly StageMark[] {
  let [low, high] = [0, marks.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((marks[middle]?.at ?? 0) <= moment) low = middle + 1
    else high = middle
  }
  return marks.slice(0, low)
}
