import { z } from 'zod'
import { libraryFile, pathAtMost } from './library-file.ts'

/**
 * Many scenarios of the library played one after another in virtual time, on all cores, on `/control/suites` with the
 * trainer's token. Moments are milliseconds by the wall clock.
 */

const title = z.string().trim().min(1, 'must not be empty').max(300)

/** A folder with all below it (the empty text for the whole library), or these files. */
export const startSuite = z.union([
  z.strictObject({ title, folder: z.string().max(pathAtMost) }),
  z.strictObject({ title, files: z.array(libraryFile).min(1, 'must name at least one file').max(20_000) })
])

/** `forget` takes one that is over from the list, with its results. */
export const suiteCommand = z.strictObject({ command: z.enum(['stop', 'forget']) })

export const suiteReport = z.enum(['html', 'junit'])

export type StartSuite = z.infer<typeof startSuite>
export type SuiteCommand = z.infer<typeof suiteCommand>
export type SuiteReport = z.infer<typeof suiteReport>

export interface SuiteRow {
  id: string
  title: string
  /** `failed`: Aside itself could not go on, and `failure` says why. */
  state: 'running' | 'done' | 'stopped' | 'failed'
  /** Files: all of them, and those that were played. */
  total: number
  done: number
  held: number
  broken: number
  startedAt: number
  endedAt: number | null
  failure: string | null
}

/** What became of one file. */
export interface SuiteResult {
  file: string
  title: string
  /** `unreadable`: it could not be played at all. */
  outcome: 'held' | 'broken' | 'unreadable'
  /** What was the matter first, in a sentence; null for one that held. */
  why: string | null
  /** The line that this is about; null where it is about no line. */
  line: number | null
  /** When it was played. */
  at: number
}

export interface SuiteWhole {
  suite: SuiteRow
  results: SuiteResult[]
}

/** What the suites door asks of the application. `problem` is a sentence; null means that there is no such suite. */
export interface Suites {
  all(): SuiteRow[]
  whole(id: string): SuiteWhole | null
  start(asked: StartSuite): Promise<SuiteRow | { problem: string }>
  command(id: string, command: SuiteCommand): SuiteRow | null
  /** What came out so far, as a file to keep; of a suite of before the server's last start, why there is none. */
  report(id: string, as: SuiteReport): string | { problem: string } | null
  /** Called with every change of a suite and the results that are new since the one before. Returns the way to stop it. */
  watch(seen: (news: SuiteWhole) => unknown): () => void
}
