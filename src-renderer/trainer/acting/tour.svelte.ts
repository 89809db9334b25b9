import type { RunRow, StageMark } from '../../../src-main/contract/control.ts'
import { active } from '../stage.svelte.ts'
import type { Stage } from '../stage.svelte.ts'

/** The first steps: a story that plays by itself, and then once more with the reader as Anna. */

const storyFile = 'first-steps.yaml'
export const part = 'Anna'
/** Set for good by the first opening of the console in this browser. */
const seenKey = 'aside.trainer.firstSteps'
const tourKey = 'aside.trainer.tour'
/** A story that plays already and has hardly begun need not be begun again. */
const hardlyBegunMs = 12_000

interface Kept {
  readonly run: string
  readonly is: 'watching' | 'being'
}

/** `watching` the story, `offered` the part, `being` Anna, and `over`; null while nobody takes the tour. */
export type TourPhase = 'watching' | 'offered' | 'being' | 'over' | null

export class Tour {
  readonly stage: Stage
  #kept = $state.raw<Kept | null>(remembered())

  run = $derived.by(() => this.stage.runs.find(({ id }) => id === this.#kept?.run) ?? null)
  phase: TourPhase = $derived.by(() => {
    if (!this.run || !this.#kept) return null
    const goesOn = active.includes(this.run.state) || (this.stage.isStarting && this.isOnStage)
    if (this.#kept.is === 'being') return goesOn ? 'being' : 'over'
    return goesOn ? 'watching' : 'offered'
  })
  /** Is it the run of the tour that stands on the stage? */
  isOnStage = $derived.by(() => this.run !== null && this.stage.run?.id === this.run.id && this.stage.front === null)
  caption = $derived.by(() => (this.isOnStage ? lastCaption(this.stage.marks) : null))
  /** What the story waits for Anna to do. */
  awaited = $derived.by(() => this.run?.waiting.find(({ who }) => who === part) ?? null)
  /** Is the story in this library? */
  isThere = $derived.by(() => this.stage.scenarios.some(({ file }) => file === storyFile))

  constructor(stage: Stage) {
    this.stage = stage
    stage.tell({
      connected: () => void this.#atFirst(),
      restarted: (was, is) => {
        if (this.#kept?.run === was.id) this.#keep({ ...this.#kept, run: is.id })
      }
    })
  }

  /** The story from its beginning, played by the script alone. */
  async begin(): Promise<void> {
    localStorage.setItem(seenKey, 'begun')
    const playing = this.stage.runs.findLast((run) => run.file === storyFile && active.includes(run.state) && run.now < hardlyBegunMs)
    const run = playing ?? (await this.#start({}))
    if (run) this.#show(run, 'watching')
  }

  /** The same story with the reader as Anna. */
  async be(): Promise<void> {
    const run = await this.#start({ [part]: 'person' })
    if (!run) return
    this.#show(run, 'being')
    await this.openWindow()
  }

  async openWindow(): Promise<void> {
    this.back()
    await this.stage.openWindow({ agent: part })
  }

  /** Shows its run again. */
  back(): void {
    if (this.run) this.stage.present(this.run)
  }

  /** Leaves it; what plays is stopped. */
  async leave(): Promise<void> {
    const { run } = this
    this.#keep(null)
    if (run && active.includes(run.state) && this.stage.run?.id === run.id) await this.stage.command({ command: 'stop' })
  }

  /** It begins by itself once, and not for somebody who came for something else: a hosted room, or a run that a link asked for. */
  async #atFirst(): Promise<void> {
    const { stage } = this
    const isFirst = localStorage.getItem(seenKey) === null
    if (!isFirst || !this.isThere || !stage.areRunsRead || stage.runs.some(({ state, file }) => active.includes(state) && file !== storyFile)) return
    await this.begin()
  }

  async #start(seats: Readonly<Record<string, 'person'>>): Promise<RunRow | null> {
    const reply = await this.stage.rest.post<{ run: RunRow }>('/control/runs', { scenario: storyFile, seats })
    if (!reply.ok) this.stage.trouble = reply.failure.statusMessage
    return reply.ok ? reply.value.run : null
  }

  #show(run: RunRow, is: Kept['is']): void {
    this.#keep({ run: run.id, is })
    this.stage.present(run)
    this.stage.show('stage')
  }

  #keep(kept: Kept | null): void {
    this.#kept = kept
    if (kept) sessionStorage.setItem(tourKey, JSON.stringify(kept))
    else sessionStorage.removeItem(tourKey)
  }
}

function lastCaption(marks: readonly StageMark[]): string | null {
  const last = marks.findLast(({ mark }) => mark.kind === 'caption')?.mark
  return last?.kind === 'caption' ? last.text : null
}

function remembered(): Kept | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(tourKey) ?? 'null')
    if (typeof kept !== 'object' || kept === null || !('run' in kept) || !('is' in kept)) return null
    return typeof kept.run === 'string' && (kept.is === 'watching' || kept.is === 'being') ? { run: kept.run, is: kept.is } : null
  } catch {
    return null
  }
}
