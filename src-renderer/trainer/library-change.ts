import type { LibraryChange, RunRow, ScenarioRow } from '../../src-main/contract/control.ts'

/** The library after a change; what is not in the change stays as it was. */
export function changed(rows: readonly ScenarioRow[], { scenarios, gone }: LibraryChange): readonly ScenarioRow[] {
  const known = new Map(rows.map((row) => [row.file, row]))
  for (const row of scenarios) known.set(row.file, row)
  for (const file of gone) known.delete(file)
  return [...known.values()]
}

/** How a scenario went when it was played last. */
export type LastPlayed = Pick<RunRow, 'state' | 'endedAt'>

export const nothingPlayed: ReadonlyMap<string, LastPlayed> = new Map()

/** What became of each scenario when it was played last, alone or with many others. */
export function lastRunsOf(runs: readonly RunRow[], many: ReadonlyMap<string, LastPlayed>): ReadonlyMap<string, LastPlayed> {
  const last = new Map<string, LastPlayed>(runs.flatMap((run) => (run.forkOf === null ? [[run.file, run] as const] : [])))
  for (const [file, played] of many) {
    const alone = last.get(file)
    if (alone === undefined || (alone.endedAt !== null && alone.endedAt < (played.endedAt ?? 0))) last.set(file, played)
  }
  return last
}
