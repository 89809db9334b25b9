import type { RunResults, WantedReport } from '../../../src-main/contract/run-results.ts'
import type { Stage } from '../stage.svelte.ts'

/** So long the results of a run that goes on may be old. */
const freshMs = 500
const kept = 8

/** What the results' view knows: what became of the run, and of the runs before it of the same scenario. */
export class Results {
  readonly stage: Stage
  now = $state.raw<RunResults | null>(null)
  /** Those of earlier runs of this scenario, the newest first. */
  before = $state.raw<readonly RunResults[]>([])
  trouble = $state<string | null>(null)
  isRedacted = $state(false)
  #isReading = false
  /** Something has happened since it was read last. */
  #isOld = false

  constructor(stage: Stage) {
    this.stage = stage
  }

  /** Reads what became of the run; what happens while it is read, or was read just now, is read together afterwards. */
  async read(): Promise<void> {
    this.#isOld = true
    if (this.#isReading) return
    this.#isReading = true
    while (this.#isOld && this.stage.run) {
      this.#isOld = false
      const { id } = this.stage.run
      const reply = await this.#of(id)
      if (reply !== null && this.stage.run?.id === id) this.now = reply
      await new Promise((soon) => setTimeout(soon, freshMs))
    }
    this.#isReading = false
  }

  async readBefore(): Promise<void> {
    const { run, runs } = this.stage
    if (!run) return
    const earlier = runs.filter(({ file, id, endedAt }) => file === run.file && file !== '' && id !== run.id && endedAt !== null).slice(-kept)
    const read = await Promise.all(earlier.map(({ id }) => this.#of(id)))
    this.before = read.flatMap((one) => one ?? []).reverse()
  }

  /** Saves a report as a file of the browser's. */
  async save(format: WantedReport['format']): Promise<void> {
    if (!this.stage.run) return
    const path = `/control/runs/${encodeURIComponent(this.stage.run.id)}/report?format=${format}&redact=${this.isRedacted}`
    const response = await fetch(path, { headers: { Authorization: `Bearer ${this.stage.rest.token}` }, credentials: 'omit' })
    if (!response.ok) {
      this.trouble = `HTTP ${response.status}`
      return
    }
    const name = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? 'report'
    const url = URL.createObjectURL(await response.blob())
    const link = document.createElement('a')
    link.href = url
    link.download = decodeURIComponent(name)
    link.click()
    URL.revokeObjectURL(url)
  }

  /** To the stage at the moment of a mark. */
  toStage(n: number): void {
    const mark = this.stage.log.numbered(n)
    if (!mark) return
    this.stage.markNumber = n
    this.stage.shown.goTo(mark)
    this.stage.show('stage')
  }

  async #of(id: string): Promise<RunResults | null> {
    const reply = await this.stage.rest.get<RunResults>(`/control/runs/${encodeURIComponent(id)}/results`)
    this.trouble = reply.ok ? null : reply.failure.statusMessage
    return reply.ok ? reply.value : null
  }
}
