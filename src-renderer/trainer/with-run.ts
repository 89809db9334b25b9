import type { RunRow } from '../../src-main/contract/control.ts'

/** The runs with one that was heard, or begun, while they were known otherwise: the newer of two versions stays. */
export function withRun(runs: readonly RunRow[], run: RunRow): readonly RunRow[] {
  const known = runs.find(({ id }) => id === run.id)
  if (!known) return [...runs, run]
  return known.version > run.version ? runs : runs.map((one) => (one === known ? run : one))
}
