import type { StartSuite, SuiteReport, SuiteResult, SuiteRow, SuiteWhole } from '../../../src-main/contract/suites.ts'
import type { Stage } from '../stage.svelte.ts'
import { keepAsFile } from './keep-as-file.ts'
import { lastResults } from './suite-words.ts'

const front = 'suite:'

/** Many scenarios that are or were played at a time, as the trainer's page knows them. */
export class Suites {
  rows = $state.raw<readonly SuiteRow[]>([])
  #results = $state.raw<Readonly<Record<string, readonly SuiteResult[]>>>({})
  trouble = $state<string | null>(null)
  readonly stage: Stage

  /** The one whose summary is shown. */
  shown = $derived.by(() => this.rows.find(({ id }) => this.stage.front === `${front}${id}`) ?? null)

  constructor(stage: Stage) {
    this.stage = stage
    stage.tell({ connected: () => void this.#readAll(), suite: (news) => this.#hear(news) })
  }

  resultsOf(id: string): readonly SuiteResult[] {
    return this.#results[id] ?? []
  }

  async start(asked: StartSuite): Promise<void> {
    this.trouble = null
    const reply = await this.stage.rest.post<{ suite: SuiteRow }>('/control/suites', asked)
    if (!reply.ok) {
      this.stage.trouble = reply.failure.statusMessage
      return
    }
    this.#hear({ suite: reply.value.suite, results: [] })
    this.show(reply.value.suite.id)
  }

  show(id: string): void {
    this.stage.front = `${front}${id}`
  }

  async stop(id: string): Promise<void> {
    const reply = await this.stage.rest.post<{ suite: SuiteRow }>(`/control/suites/${encodeURIComponent(id)}`, { command: 'stop' })
    if (reply.ok) this.#hear({ suite: reply.value.suite, results: [] })
  }

  /** Takes one that is over from the list. What it found out stays in the library. */
  async forget(id: string): Promise<void> {
    await this.stage.rest.post(`/control/suites/${encodeURIComponent(id)}`, { command: 'forget' })
    if (this.shown?.id === id) this.stage.front = null
    this.rows = this.rows.filter((row) => row.id !== id)
  }

  async export({ id, title }: SuiteRow, as: SuiteReport): Promise<void> {
    this.trouble = null
    const reply = await this.stage.rest.get<{ text: string }>(`/control/suites/${encodeURIComponent(id)}/reports/${as}`)
    if (!reply.ok) this.trouble = reply.failure.statusMessage
    else keepAsFile(reply.value.text, `${title.replace(/[^\p{L}\p{N}]+/gu, '-')}.${as === 'junit' ? 'xml' : 'html'}`, as === 'junit' ? 'application/xml' : 'text/html')
  }

  #hear({ suite, results }: SuiteWhole): void {
    const known = this.rows.find(({ id }) => id === suite.id)
    if (!known) this.rows = [...this.rows, suite]
    // An answer may come later than what was told meanwhile, and is older then.
    else if (suite.done >= known.done && (suite.state !== 'running' || known.state === 'running')) this.rows = this.rows.map((row) => (row === known ? suite : row))
    if (results.length > 0) this.#setResults({ ...this.#results, [suite.id]: [...this.resultsOf(suite.id), ...results] })
  }

  #setResults(results: Readonly<Record<string, readonly SuiteResult[]>>): void {
    this.#results = results
    this.stage.playedMany = lastResults(Object.values(results))
  }

  async #readAll(): Promise<void> {
    const reply = await this.stage.rest.get<{ suites: SuiteRow[] }>('/control/suites')
    if (!reply.ok) return
    const wholes = await Promise.all(reply.value.suites.map(({ id }) => this.stage.rest.get<SuiteWhole>(`/control/suites/${encodeURIComponent(id)}`)))
    const read = wholes.flatMap((whole) => (whole.ok ? [whole.value] : []))
    this.rows = read.map(({ suite }) => suite)
    this.#setResults(Object.fromEntries(read.map(({ suite, results }) => [suite.id, results])))
  }
}
