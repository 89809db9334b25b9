import { Worker } from 'node:worker_threads'
import type { Problem } from '../scenario/source.ts'
import type { Progress } from '../scenario/progress.ts'
import type { RunRecord } from '../scenario/run-record.ts'
import type { ScenarioFile } from './scenario-files.ts'

/** Many scenarios on all cores: each thread reads and plays its share, and what comes of it is told in the order of the files. */

export interface ThreadOptions {
  readonly seed: number | undefined
  readonly language: string | undefined
  readonly redact: boolean
  /** Of which runs requests and frames are wanted; those of `ofBroken` that held keep their steps and expectations. */
  readonly entries: 'all' | 'ofBroken' | 'none'
}

export interface ThreadWork {
  readonly files: readonly { readonly place: number; readonly file: ScenarioFile }[]
  readonly options: ThreadOptions
}

/** `progress` is empty for a run that held. */
export interface PlayedRun {
  readonly run: RunRecord
  readonly progress: readonly Progress[]
}

export type ToMain =
  | { readonly kind: 'read'; readonly place: number; readonly problems: readonly Problem[]; readonly scenarios: number }
  | { readonly kind: 'played'; readonly place: number; readonly runs: readonly PlayedRun[] }
  | { readonly kind: 'failed'; readonly file: string; readonly error: unknown }

/** A scenario could not be played to its end. */
export class PlayFailed extends Error {
  readonly file: string

  constructor(file: string, cause: unknown) {
    super(`${file} could not be played to its end`, { cause })
    this.file = file
  }
}

/** In the checkout Node runs the TypeScript itself, in the package it is JavaScript. */
const thread = new URL(import.meta.url.endsWith('.ts') ? 'play-thread.ts' : 'play-thread.js', import.meta.url)

/** The threads that have read a share of the files each. */
export class PlayThreads {
  readonly #workers: readonly Worker[]
  readonly #read: ({ readonly problems: readonly Problem[]; readonly scenarios: number } | undefined)[]
  readonly #played = new Map<number, readonly PlayedRun[]>()
  #failed: unknown = null
  #changed: () => void = () => {}
  #isClosed = false

  constructor(files: readonly ScenarioFile[], options: ThreadOptions, threads: number) {
    this.#read = files.map(() => undefined)
    // One after the other: long and short ones lie beside each other.
    this.#workers = Array.from({ length: threads }, (_, number) => {
      const share = files.map((file, place) => ({ place, file })).filter(({ place }) => place % threads === number)
      return this.#begin({ files: share, options })
    })
  }

  /** What is wrong with the files, and how many scenarios they hold, once all are read. Throws what a thread threw. */
  async read(): Promise<{ problems: readonly Problem[]; scenarios: number }> {
    while (this.#read.includes(undefined)) await this.#change()
    const read = this.#read.flatMap((one) => one ?? [])
    return { problems: read.flatMap(({ problems }) => problems), scenarios: read.reduce((sum, { scenarios }) => sum + scenarios, 0) }
  }

  /** The runs of each file, in the order of the files, as soon as they are there. */
  async *play(): AsyncGenerator<readonly PlayedRun[]> {
    for (const worker of this.#workers) worker.postMessage('play')
    for (const place of this.#read.keys()) {
      while (!this.#played.has(place)) await this.#change()
      yield this.#played.get(place) ?? []
      this.#played.delete(place)
    }
  }

  /** The same as they come, whichever is first, with what is wrong with each file; ends early when it is closed. */
  async *playAsTheyCome(): AsyncGenerator<{ place: number; runs: readonly PlayedRun[]; problems: readonly Problem[] }> {
    for (const worker of this.#workers) worker.postMessage('play')
    for (let left = this.#read.length; left > 0; ) {
      while (this.#played.size === 0 && !this.#isClosed) await this.#change()
      for (const [place, runs] of this.#played) {
        if (this.#isClosed) return
        this.#played.delete(place)
        left -= 1
        yield { place, runs, problems: this.#read[place]?.problems ?? [] }
      }
      if (this.#isClosed) return
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true
    this.#changed()
    await Promise.all(this.#workers.map((worker) => worker.terminate()))
  }

  #begin(work: ThreadWork): Worker {
    const worker = new Worker(thread, { workerData: work })
    worker.on('message', (message: ToMain) => {
      if (message.kind === 'read') this.#read[message.place] = message
      else if (message.kind === 'played') this.#played.set(message.place, message.runs)
      else this.#failed ??= new PlayFailed(message.file, message.error)
      this.#changed()
    })
    worker.on('error', (error) => {
      this.#failed ??= error
      this.#changed()
    })
    return worker
  }

  async #change(): Promise<void> {
    await new Promise<void>((changed) => (this.#failed === null ? (this.#changed = changed) : changed()))
    if (this.#failed !== null) throw this.#failed
  }
}
