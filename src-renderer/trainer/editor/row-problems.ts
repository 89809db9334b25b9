import type { StoryRow, TextProblem } from '../../../src-main/contract/editing.ts'

/** The first problem of each row that has one, by the row's path with dots. */
export function problemsOfRows(rows: readonly StoryRow[], problems: readonly TextProblem[]): ReadonlyMap<string, TextProblem> {
  const found = problems.flatMap((problem): [string, TextProblem][] => {
    const row = rows.findLast(({ line, endLine }) => line <= problem.line && problem.line <= endLine)
    return row ? [[row.path.join('.'), problem]] : []
  })
  return new Map(found.reverse())
}
