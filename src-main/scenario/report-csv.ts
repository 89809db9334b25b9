import { nameOf } from '../contract/viewer.ts'
import { csvOf } from './csv-cell.ts'
import type { Reporter } from './report.ts'
import type { RunRecord } from './run-record.ts'
import { chaptersOf, itemsOf } from './story.ts'
import { problemText } from './read.ts'
import type { Problem } from './source.ts'
import { clockText } from './wording.ts'

/**
 * All runs as one table for a spreadsheet: a row for each step, expectation, goal and rule, in their order. Times are simulation time,
 * `at` in milliseconds. Columns that are added come at the end.
 */
export const csvColumns = ['scenario', 'file', 'line', 'at', 'time', 'kind', 'who', 'text', 'outcome', 'detail', 'points', 'took'] as const

type Row = readonly (string | number | null)[]

export function csvReport(write: (text: string) => void): Reporter {
  let rows: readonly Row[] = []
  return {
    onUnreadable: (problems) => {
      rows = problems.map(unreadable)
    },
    onRunEnd: (run) => {
      rows = [...rows, ...rowsOf(run)]
    },
    onEnd: () => write(csvOf(csvColumns, rows))
  }
}

function unreadable(problem: Problem): Row {
  return [null, problem.file, problem.line, null, null, 'file', null, 'cannot be read', 'broken', problemText(problem), null, null]
}

function rowsOf(run: RunRecord): Row[] {
  const { title, file } = run
  const told = itemsOf(chaptersOf(run)).map(({ line, at, kind, viewer, text, outcome, detail, invariant }): Row => {
    return [title, file, line === 0 ? null : line, at, clockText(at), invariant === null ? kind : 'invariant', viewer === null ? null : nameOf(viewer), text, outcome, detail, null, null]
  })
  const { score } = run
  if (!score) return told
  const goals = score.goals.map(({ line, at, who, text, outcome, points, tookMs }): Row => [title, file, line, at, at === null ? null : clockText(at), 'goal scored', who, text, outcome, null, outcome === 'reached' ? points : 0, tookMs])
  const rules = score.rules.map(({ line, text, outcome, points }): Row => [title, file, line, run.endedAt, clockText(run.endedAt), 'rule scored', null, text, outcome, null, outcome === (points < 0 ? 'broken' : 'kept') ? points : 0, null])
  return [...told, ...goals, ...rules, [title, file, null, run.endedAt, clockText(run.endedAt), 'score', null, `of ${score.outOf}`, '', null, score.points, null]]
}
