import { z } from 'zod'
import type { MapCoverage, MapState } from './consult-map.ts'
import type { RunRow } from './control.ts'
import type { Score } from './results.ts'

/** What became of a run, as its trainer looks at it while it goes on and afterwards. `n` is the number of a mark. */
export interface RunResults {
  readonly run: Pick<RunRow, 'id' | 'title' | 'file' | 'state' | 'now' | 'endedAt'>
  /** Null while it goes on and nothing broke. */
  readonly held: boolean | null
  readonly expectations: readonly JudgedExpectation[]
  readonly invariants: readonly JudgedInvariant[]
  readonly score: Score | null
  readonly coverage: Coverage
}

export interface JudgedExpectation {
  readonly n: number
  readonly at: number
  readonly line: number
  readonly text: string
  readonly held: boolean
  readonly detail: string | null
}

export interface JudgedInvariant {
  readonly name: string
  readonly text: string
  /** Null until the run is over. */
  readonly held: boolean | null
  readonly detail: string | null
  readonly n: number | null
  readonly at: number | null
}

/** What of the API a run has touched; what it did not is there with 0. */
export interface Coverage {
  readonly operations: readonly OperationCount[]
  readonly notifications: readonly Count[]
  readonly refusals: readonly Count[]
  readonly states: readonly (Count & { readonly name: MapState })[]
  readonly map: MapCoverage
}

export interface Count {
  readonly name: string
  readonly count: number
}

/** What became of the requests for one operation: some that were acknowledged fail later. */
export interface OperationCount extends Count {
  readonly refused: number
  readonly failedLater: number
}

export const reportFormats = ['html', 'junit', 'csv', 'json'] as const

/** Which report is wanted, by the query of its address. */
export const wantedReport = z.object({
  format: z.enum(reportFormats),
  redact: z.enum(['true', 'false']).default('false')
})

export type WantedReport = z.infer<typeof wantedReport>

export interface RunReport {
  /** A sensible name for the file. */
  readonly name: string
  readonly type: string
  readonly text: string
}
