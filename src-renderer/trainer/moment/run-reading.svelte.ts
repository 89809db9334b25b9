import type { RunRow, RunWhole, StageMark } from '../../../src-main/contract/control.ts'
import type { Reply, Rest } from '../../shared/rest.ts'
import type { MarkLog } from './mark-log.svelte.ts'

/** The newest piece is small, so that it is soon there; those before it come in larger ones. */
const most = { newest: 1000, older: 10_000 }

/** Fetches the marks of a run, the newest first; what comes in meanwhile is added by whoever hears it. */
export class RunReading {
  /** Older marks are on their way. */
  isOn = $state(false)
  /** The number of the oldest mark that is still to be had. */
  oldest = $state(1)
  readonly #rest: Rest
  readonly #log: MarkLog
  #readings = 0

  constructor(rest: Rest, log: MarkLog) {
    this.#rest = rest
    this.#log = log
  }

  /** Reads what is missing of a run. `hear` is called with the run itself, as soon as it is known. Comes back with what went wrong. */
  async read(run: string, hear: (run: RunRow) => void): Promise<string | null> {
    const reading = ++this.#readings
    const newest = await this.#piece(run, `most=${most.newest}`)
    if (reading !== this.#readings) return null
    if (!newest.ok) return newest.failure.statusMessage
    this.oldest = newest.value.oldest
    hear(newest.value.run)
    this.#log.add(newest.value.marks)
    this.isOn = true
    const trouble = await this.#older(run, reading)
    if (reading === this.#readings) this.isOn = false
    return trouble
  }

  /** Nothing more is wanted of the run that is being read. */
  stop(): void {
    this.#readings += 1
    this.isOn = false
    this.oldest = 1
  }

  /** Pieces are put together until they are as much as is there already: so the log is set up anew only a few times. */
  async #older(run: string, reading: number): Promise<string | null> {
    let read: readonly StageMark[] = []
    for (let before = this.#log.wholeFrom; before > this.oldest && this.#log.hasRoom; ) {
      const piece = await this.#piece(run, `before=${before}&most=${most.older}`)
      if (reading !== this.#readings) return null
      if (!piece.ok) return piece.failure.statusMessage
      const [first] = piece.value.marks
      this.oldest = piece.value.oldest
      read = [...piece.value.marks, ...read]
      before = first?.n ?? this.oldest
      if (read.length < this.#log.length && before > this.oldest) continue
      this.#log.add(read)
      read = []
      before = this.#log.wholeFrom
      if (!first) return null
    }
    return null
  }

  #piece(run: string, which: string): Promise<Reply<RunWhole>> {
    return this.#rest.get<RunWhole>(`/control/runs/${encodeURIComponent(run)}?${which}`)
  }
}
