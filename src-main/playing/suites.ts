import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { LibraryRead } from '../contract/control.ts'
import type { StartSuite, SuiteReport, SuiteResult, SuiteRow, Suites, SuiteWhole } from '../contract/suites.ts'
import { problemText } from '../scenario/read.ts'
import { htmlReport } from '../scenario/report-html.ts'
import { junitReport } from '../scenario/report-junit.ts'
import { counted, noTotals } from '../scenario/report.ts'
import type { Problem } from '../scenario/source.ts'
import type { RunRecord } from '../scenario/run-record.ts'
import { PlayThreads } from './play-threads.ts'
import type { PlayedRun } from './play-threads.ts'

export interface SuitesOptions {
  /** The trainer's library, and where it lies. */
  readonly folder: string
  library(): Promise<LibraryRead>
  /** Keeps what came out of a suite that is over, and with null forgets it: it outlives the server. */
  keep(id: string, note: string | null): void
  readonly kept: readonly { readonly id: string; readonly note: string }[]
}

interface Suite {
  row: SuiteRow
  results: readonly SuiteResult[]
  /** How many of the results were told. */
  told: number
  /** What reports are made of; null where only the results are left of a suite. */
  runs: readonly RunRecord[] | null
  problems: readonly Problem[]
  threads: PlayThreads | null
}

/** Suites that are over are kept, newest last, for their summaries; their records take memory. */
const keptSuites = 5
/** What comes in between is told together. */
const tellEveryMs = 200
const reportBytesAtMost = 20 * 1024 * 1024
/** One thread reads and plays so many files in no time. */
const filesPerThread = 12

/** Many scenarios of the library at a time, beside everything else. */
export function openSuites({ folder, library, keep, kept }: SuitesOptions): Suites & { close(): Promise<void> } {
  let suites: readonly Suite[] = kept.flatMap(({ note }) => suiteIn(note) ?? []).sort((one, other) => one.row.startedAt - other.row.startedAt)
  let isOpen = true
  let begun = Math.max(0, ...suites.map(({ row }) => Number(row.id.slice('suite-'.length))))
  const watchers = new Set<(news: SuiteWhole) => unknown>()

  const tell = (suite: Suite, change: Partial<SuiteRow> = {}): void => {
    suite.row = { ...suite.row, ...change }
    const results = suite.results.slice(suite.told)
    suite.told = suite.results.length
    for (const seen of watchers) seen({ suite: suite.row, results })
  }
  const keepResults = ({ row, results }: Suite): void => keep(row.id, JSON.stringify({ suite: row, results: [...results] } satisfies SuiteWhole))
  const end = (suite: Suite, change: Partial<SuiteRow> & Pick<SuiteRow, 'state'>): void => {
    const { threads } = suite
    suite.threads = null
    tell(suite, { ...change, endedAt: Date.now() })
    if (isOpen) keepResults(suite)
    void threads?.close()
  }

  const play = async (suite: Suite, threads: PlayThreads, files: LibraryRead['scenarios']): Promise<void> => {
    let toldAt = 0
    for await (const { place, runs, problems } of threads.playAsTheyCome()) {
      const row = files[place]
      if (!row) continue
      suite.runs = [...(suite.runs ?? []), ...runs.map(({ run }) => run)]
      suite.problems = [...suite.problems, ...problems]
      const result = resultOf(row, runs, problems)
      suite.results = [...suite.results, result]
      suite.row = { ...suite.row, done: suite.row.done + 1, held: suite.row.held + Number(result.outcome === 'held'), broken: suite.row.broken + Number(result.outcome !== 'held') }
      if (Date.now() - toldAt < tellEveryMs) continue
      toldAt = Date.now()
      tell(suite)
    }
    if (suite.row.state === 'running') end(suite, { state: 'done' })
  }

  const start = async (asked: StartSuite): Promise<SuiteRow | { problem: string }> => {
    const { scenarios } = await library()
    const files = 'files' in asked ? scenarios.filter(({ file }) => asked.files.includes(file)) : scenarios.filter(({ file }) => isBelow(file, asked.folder))
    if (files.length === 0) return { problem: 'There is no scenario to play in it' }
    begun += 1
    const threads = new PlayThreads(
      files.map(({ file }) => ({ path: join(folder, file), name: file, folder, base: folder })),
      { seed: undefined, language: undefined, redact: false, entries: 'ofBroken' },
      threadsFor(files.length)
    )
    const row: SuiteRow = { id: `suite-${begun}`, title: asked.title, state: 'running', total: files.length, done: 0, held: 0, broken: 0, startedAt: Date.now(), endedAt: null, failure: null }
    const suite: Suite = { row, results: [], told: 0, runs: [], problems: [], threads }
    const isKept = ({ row: { state } }: Suite, place: number): boolean => state === 'running' || place >= suites.length - keptSuites + 1
    for (const old of suites.filter((one, place) => !isKept(one, place))) keep(old.row.id, null)
    suites = [...suites.filter(isKept), suite]
    tell(suite)
    play(suite, threads, files).catch((error: unknown) => end(suite, { state: 'failed', failure: sentenceOf(error) }))
    return suite.row
  }

  const named = (id: string): Suite | undefined => suites.find(({ row }) => row.id === id)

  return {
    all: () => suites.map(({ row }) => row),
    whole: (id) => {
      const suite = named(id)
      return suite ? { suite: suite.row, results: [...suite.results] } : null
    },
    start,
    command: (id, { command }) => {
      const suite = named(id)
      if (!suite) return null
      if (command === 'stop' && suite.row.state === 'running') end(suite, { state: 'stopped' })
      if (command === 'forget' && suite.row.state !== 'running') {
        suites = suites.filter((one) => one !== suite)
        keep(id, null)
      }
      return suite.row
    },
    report: (id, as) => {
      const suite = named(id)
      if (!suite) return null
      return suite.runs === null ? { problem: notKept } : reportOf(suite.runs, suite.problems, as)
    },
    watch: (seen) => {
      watchers.add(seen)
      return () => watchers.delete(seen)
    },
    close: async () => {
      // What is under way ends with what it has found so far.
      for (const suite of suites.filter(({ row }) => row.state === 'running')) keepResults({ ...suite, row: { ...suite.row, state: 'stopped', endedAt: Date.now() } })
      isOpen = false
      await Promise.all(suites.map(({ threads }) => threads?.close()))
      suites = []
    }
  }
}

/** One core is left to whoever looks at the windows meanwhile. */
function threadsFor(files: number): number {
  return Math.max(1, Math.min(availableParallelism() - 1, 8, Math.ceil(files / filesPerThread)))
}

function isBelow(file: string, folder: string): boolean {
  return folder === '' || file.startsWith(`${folder}/`)
}

/** The rows of a scenario are played one by one; it held if all of them did. */
function resultOf({ file, title }: { readonly file: string; readonly title: string }, runs: readonly PlayedRun[], problems: readonly Problem[]): SuiteResult {
  const at = Date.now()
  const [problem] = problems
  if (problem) return { file, title, outcome: 'unreadable', why: problemText(problem), line: problem.file === file ? problem.line : null, at }
  const broken = runs.find(({ run }) => !run.result.held)?.run
  if (!broken) return { file, title, outcome: 'held', why: null, line: null, at }
  const [first] = broken.result.problems
  const why = first ? `${first.text}: ${first.detail}` : 'it was stopped before its end'
  return { file, title, outcome: 'broken', why, line: first && first.line > 0 ? first.line : null, at }
}

const notKept = 'What was played in these runs was not kept when Aside ended; run the scenarios again for a report'

/** Null for a note that is none of ours. */
function suiteIn(note: string): Suite | null {
  try {
    const { suite, results } = JSON.parse(note) as SuiteWhole
    return Array.isArray(results) && /^suite-\d+$/.test(suite.id) ? { row: suite, results, told: results.length, runs: null, problems: [], threads: null } : null
  } catch {
    return null
  }
}

function reportOf(runs: readonly RunRecord[], problems: readonly Problem[], as: SuiteReport): string {
  let written = ''
  const write = (text: string): void => {
    written += text
  }
  const report = as === 'junit' ? junitReport(write) : htmlReport(write, { bytesAtMost: reportBytesAtMost })
  // In the order of their files, however they came.
  const sorted = [...runs].sort((one, other) => (one.file < other.file ? -1 : Number(one.file > other.file)))
  if (problems.length > 0) report.onUnreadable?.(problems)
  for (const run of sorted) report.onRunEnd?.(run)
  report.onEnd?.(sorted.reduce(counted, noTotals))
  return written
}

function sentenceOf(error: unknown): string {
  const { message, cause } = error instanceof Error ? error : { message: String(error), cause: undefined }
  return cause instanceof Error ? `${message} (${cause.message})` : message
}
