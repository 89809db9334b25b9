import { fitted } from './fit.ts'
import { noTotals } from './report.ts'
import type { Reporter, Totals } from './report.ts'
import { recordText } from './run-record.ts'
import type { RunRecord } from './run-record.ts'
import type { Problem } from './source.ts'

/** All runs with all that was asked, told and judged in them, for machines. Written at the end, whole. */
export function jsonReport(write: (text: string) => void, { bytesAtMost }: { bytesAtMost: number }): Reporter {
  let runs: readonly RunRecord[] = []
  let problems: readonly Problem[] = []
  return {
    onUnreadable: (found) => {
      problems = found
    },
    onRunEnd: (run) => {
      runs = [...runs, run]
    },
    onEnd: (totals) => {
      const render = (shown: readonly RunRecord[], leftOut: number): string => jsonText({ problems, totals, runs: shown, leftOut })
      write(fitted(runs, { bytesAtMost, render, weigh: (entry) => JSON.stringify(entry).length + 8 }))
    }
  }
}

interface Content {
  readonly problems: readonly Problem[]
  readonly totals: Totals
  readonly runs: readonly RunRecord[]
  readonly leftOut: number
}

function jsonText({ problems, totals, runs, leftOut }: Content): string {
  const sum = (of: keyof RunRecord['leftOut']): number => runs.reduce((total, run) => total + run.leftOut[of], 0)
  const missing = { runs: leftOut, frames: sum('frames'), marks: sum('marks') }
  const isHeld = problems.length === 0 && totals.broken === 0
  const head = JSON.stringify({ format: 1, held: isHeld, totals: { ...noTotals, ...totals }, problems, leftOut: missing }, null, 2).slice(0, -2)
  return `${head},\n  "runs": [${runs.map((run) => `\n${recordText(run)}`).join(',')}\n  ]\n}\n`
}
