import type { RecordingRow } from '../../src-main/contract/acting.ts'
import type { LibraryChange, LibraryRead, OpenWindow, RunCommand, RunRow, RunState, ScenarioRow, StageMark, StartRun } from '../../src-main/contract/control.ts'
import type { InvitationState } from '../../src-main/contract/invitation.ts'
import type { SuiteWhole } from '../../src-main/contract/suites.ts'
import type { Line } from '../shared/connection.svelte.ts'
import { openControlLine } from '../shared/control-line.ts'
import { Rest } from '../shared/rest.ts'
import { changed, lastRunsOf, nothingPlayed } from './library-change.ts'
import { following } from './moment/following.ts'
import { MarkLog } from './moment/mark-log.svelte.ts'
import { RunReading } from './moment/run-reading.svelte.ts'
import { ShownMoment } from './moment/shown-moment.svelte.ts'
import { Sights } from './moment/sights.ts'
import { say } from './say.ts'
import { withRun } from './with-run.ts'

const chosenKey = 'aside.trainer.chosen'
const runKey = 'aside.trainer.run'
const viewKey = 'aside.trainer.view'

export const active: readonly RunState[] = ['hosted', 'recording', 'playing', 'paused']
const aFrameMs = 16
/** No file has such a line: a run that is to come so far without waiting comes to its end. */
const beyondTheEnd = 1_000_000_000
export const speeds: readonly number[] = [1, 2, 5, 10]

/** What else is told to the trainer's page; each part of it listens for what is its own. */
export interface OtherNews {
  /** The line is there, for the first time or again: what was missed can be read. */
  connected?(): void
  /** The library has changed. */
  library?(change: LibraryChange): void
  recording?(recording: RecordingRow): void
  suite?(news: SuiteWhole): void
  /** A run was begun again from its beginning, and goes on as another one. */
  restarted?(was: RunRow, is: RunRow): void
  invitation?(state: InvitationState): void
}

/** What the trainer's page knows: the library, the runs, and the one run that stands on the stage. */
export class Stage {
  scenarios = $state.raw<readonly ScenarioRow[]>([])
  isRead = $state(false)
  /** Runs are known: whoever leaves the page while they are read knows none. */
  areRunsRead = false
  /** Where the library lies, and whether there is such a folder. */
  folder = $state('')
  isFolderThere = $state(true)
  runs = $state.raw<readonly RunRow[]>([])
  /** What became of scenarios that were played many at a time. */
  playedMany = $state.raw(nothingPlayed)
  line = $state<Line>('connecting')
  trouble = $state<string | null>(null)
  speed = $state(1)
  isStarting = $state(false)
  /** The name of the view that is open. */
  view = $state(sessionStorage.getItem(viewKey) ?? 'stage')
  /** What stands before the views, by its name; null most of the time. */
  front = $state<string | null>(null)
  /** The mark whose frame is shown, by its number. */
  markNumber = $state<number | null>(null)
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
  lastRuns = $derived(lastRunsOf(this.runs, this.playedMany))
  /** Marks stand on the stage with their icons alone. */
  isNarrow = $state(false)
  /** The run is shown to an audience, and the console is not. */
  isPresenting = $state(false)
  /** The marks of the run. What looks at all of them should go by `log`, which is not copied when it grows. */
  readonly log = new MarkLog()
  /** The moment that all views show. */
  readonly shown = new ShownMoment(this.log)
  /** What had happened by the moment that is shown. */
  seen = $derived(this.shown.isPast ? this.log.upTo(this.shown.n) : this.log.all)
  mark = $derived(this.markNumber === null ? null : this.log.numbered(this.markNumber))
  now = $derived(this.run === null ? 0 : ['playing', 'hosted', 'recording'].includes(this.run.state) ? this.run.now + (this.#wallNow - this.#heardAt) * this.run.speed : this.run.now)

  readonly rest: Rest
  #others: readonly OtherNews[] = []
  readonly reading: RunReading
  readonly #sights = following(this.log, () => new Sights())
  /** Marks that were heard and are shown together with the next ones: in a busy run they come by the hundred. */
  #heard: StageMark[] = []
  #showing: ReturnType<typeof setTimeout> | null = null
  readonly #closeLine: () => void
  readonly #ticking: ReturnType<typeof setInterval>
  /** The library's version, as it is read before any line is open. */
  #firstRead: Promise<number | null> | null

  /** `library` is what was asked for before the page's code was there. */
  constructor(token: string, signedOut: () => void, library: Promise<LibraryRead | null>) {
    this.rest = new Rest(token, signedOut, say)
    this.reading = new RunReading(this.rest, this.log)
    this.#closeLine = openControlLine(token, {
      connected: (library) => void this.#connected(library),
      lost: (tries) => (this.line = tries ? 'lost' : 'signedOut'),
      run: (run) => this.#hearRun(run),
      mark: (run, mark) => this.#hearMark(run, mark),
      library: (change) => {
        this.#hearLibrary(change)
        for (const other of this.#others) other.library?.(change)
      },
      recording: (recording) => this.#others.forEach((other) => other.recording?.(recording)),
      invitation: (state) => this.#others.forEach((other) => other.invitation?.(state)),
      suite: (news) => this.#others.forEach((other) => other.suite?.(news))
    })
    this.#firstRead = this.#readLibrary(library)
    this.#ticking = setInterval(() => (this.#wallNow = performance.now()), 200)
  }

  /** All marks of the run. */
  get marks(): readonly StageMark[] {
    return this.log.all
  }

  /** The moment that all views show, in milliseconds since the run began; null follows the run. */
  get moment(): number | null {
    return this.shown.at
  }

  /** What each viewer saw at any mark. */
  get sights(): Sights {
    return this.#sights()
  }

  close(): void {
    clearInterval(this.#ticking)
    if (this.#showing) clearTimeout(this.#showing)
    this.#closeLine()
  }

  /** Tells a part of the page what else comes over the line. */
  tell(other: OtherNews): void {
    this.#others = [...this.#others, other]
    if (this.line === 'open') other.connected?.()
  }

  /** Opens a view of what is chosen. */
  show(view: string): void {
    this.view = view
    sessionStorage.setItem(viewKey, view)
  }

  /** Shows another moment of the run, in every view; null goes on with it. */
  seek(moment: number | null): void {
    this.shown.seek(moment)
    this.markNumber = null
  }

  /** Shows the run as it was when this mark had happened, and the mark's own frame. */
  goTo(mark: StageMark | null): void {
    if (!mark) return
    this.shown.goTo(mark)
    this.markNumber = mark.n
  }

  /** Shows a scenario, and its newest run if it has one. */
  choose(file: string): void {
    this.#chosenFile = file
    sessionStorage.setItem(chosenKey, file)
    this.trouble = null
    this.front = null
    this.#showRun(this.runs.findLast((run) => run.file === file)?.id ?? null)
  }

  /** Shows a scenario, and a run of it that somebody else began. */
  bring(file: string, run: string | null): void {
    this.choose(file)
    if (run !== null) this.#showRun(run)
  }

  /** Shows a run. */
  present(run: RunRow): void {
    this.#chosenFile = run.file
    sessionStorage.setItem(chosenKey, run.file)
    this.trouble = null
    this.front = null
    this.#hearRun(run)
    this.#showRun(run.id)
  }

  /** Plays what is chosen; from the editor, its text as it stands, and as far as a line. */
  async play(asked: Partial<StartRun> = {}): Promise<void> {
    const file = asked.scenario ?? this.run?.file ?? this.scenario?.file
    if (file === undefined || this.isStarting) return
    await this.#begin('/control/runs', { ...asked, scenario: file })
  }

  /** The same scenario from its beginning; what was playing stops, and its windows follow. */
  async restart(): Promise<void> {
    const { run } = this
    // What has not been played, or has no script, is played for the first time.
    if (!run || run.forkOf !== null || run.state === 'hosted') return this.play()
    await this.#begin(`/control/runs/${encodeURIComponent(run.id)}/restart`, {}, (is) => this.#others.forEach((other) => other.restarted?.(run, is)))
  }

  /** A new run that shares the past of this one up to the moment that is shown; everybody is free in it. */
  async fork(): Promise<void> {
    if (this.run) await this.#begin(`/control/runs/${encodeURIComponent(this.run.id)}/fork`, this.moment === null ? {} : { at: this.moment })
  }

  /** Shows a run that begins. */
  async #begin(address: string, asked: object, begun?: (run: RunRow) => void): Promise<void> {
    if (this.isStarting) return
    this.isStarting = true
    this.trouble = null
    const reply = await this.rest.post<{ run: RunRow }>(address, asked)
    this.isStarting = false
    if (!reply.ok) {
      this.trouble = reply.failure.statusMessage
      return
    }
    const { run } = reply.value
    this.#hearRun(run)
    this.#showRun(run.id)
    begun?.(run)
    if (run.speed !== 0 && this.speed !== run.speed) await this.command({ command: 'speed', speed: this.speed })
  }

  /** Plays it to its end without waiting. */
  async playAtOnce(): Promise<void> {
    const file = this.file
    if (file === null || file === '' || this.isStarting) return
    this.isStarting = true
    this.trouble = null
    const reply = await this.rest.post<{ run: RunRow }>('/control/runs', { scenario: file, upTo: beyondTheEnd })
    this.isStarting = false
    if (!reply.ok) this.trouble = reply.failure.statusMessage
    else this.present(reply.value.run)
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

  /** `place` says where on the screen it goes, as `window.open` takes it. */
  async openWindow(whose: OpenWindow, place = 'agent' in whose ? 'width=1280,height=800' : 'width=420,height=640'): Promise<void> {
    if (!this.run) return
    const reply = await this.rest.post<{ url: string }>(`/control/runs/${encodeURIComponent(this.run.id)}/windows`, whose)
    if (!reply.ok) {
      this.trouble = reply.failure.statusMessage
      return
    }
    // Without an opener it starts with a session storage of its own; with a size it is a window of its own.
    window.open(reply.value.url, '_blank', `noopener,popup,${place}`)
  }

  #showRun(run: string | null): void {
    if (run === this.#runId && run !== null) return
    this.#runId = run
    this.reading.stop()
    this.log.clear()
    this.#heard = []
    this.seek(null)
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
    const before = this.runs
    const [runs] = await Promise.all([this.rest.get<{ runs: RunRow[] }>('/control/runs'), isNewest ? null : this.#readLibrary(Promise.resolve(null))])
    if (runs.ok) this.runs = this.runs.filter((run) => !before.includes(run)).reduce(withRun, runs.value.runs)
    this.areRunsRead ||= runs.ok
    this.isRead = true
    this.line = 'open'
    for (const other of this.#others) other.connected?.()
    if (this.run) return this.#readRun(this.run.id)
    const newest = this.runs.findLast((run) => active.includes(run.state))
    if (newest && this.#chosenFile === null) {
      this.#chosenFile = newest.file
      this.#showRun(newest.id)
    } else this.#showRun(this.runs.findLast((run) => run.file === this.#chosenFile)?.id ?? null)
  }

  async #readRun(id: string): Promise<void> {
    const trouble = await this.reading.read(id, (run) => this.#hearRun(run))
    if (trouble !== null && id === this.#runId) this.trouble = trouble
  }

  #hearRun(run: RunRow): void {
    this.runs = withRun(this.runs, run)
    if (run.id !== this.#runId || !this.runs.includes(run)) return
    this.#heardAt = performance.now()
    this.#wallNow = this.#heardAt
    // Time that stands still has no speed of its own.
    if (active.includes(run.state) && run.speed > 0) this.speed = run.speed
  }

  /** The version that was read; null if it could not be. */
  async #readLibrary(asked: Promise<LibraryRead | null>): Promise<number | null> {
    this.#libraryWaiting = []
    const known = await asked
    const library = known ? ({ ok: true, value: known } as const) : await this.rest.get<LibraryRead>('/control/scenarios')
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
    if (run !== this.#runId) return
    this.#heard.push(mark)
    this.#showing ??= setTimeout(() => this.#showHeard(), aFrameMs)
  }

  #showHeard(): void {
    this.#showing = null
    this.log.add(this.#heard)
    this.#heard = []
  }
}
