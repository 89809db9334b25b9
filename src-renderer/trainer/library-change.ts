import type { LibraryChange, RunRow, ScenarioRow } from '../../src-main/contract/control.ts'

/** The library after a change; what is not in the change stays as it was. */
export function changed(rows: readonly ScenarioRow[], { scenarios, gone }: LibraryChange): readonly ScenarioRow[] {
  const known = new Map(rows.map((row) => [row.file, row]))
  for (const row of scenarios) known.set(row.file, row)
  for (const file of gone) known.delete(file)
  return [...known.values()]
}

/** What became of each scenario when it was played last. */
export function lastRunsOf(runs: readonly RunRow[]): ReadonlyMap<string, RunRow> {
  return new Map(runs.flatMap((run) => (run.forkOf === null ? [[run.file, run]] : [])))
}
