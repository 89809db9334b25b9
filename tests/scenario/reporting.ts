import { counted, noTotals } from '../../src-main/scenario/report.ts'
import type { Reporter, Totals } from '../../src-main/scenario/report.ts'
import { readScenario } from '../../src-main/scenario/read.ts'
import type { RunRecord } from '../../src-main/scenario/run-record.ts'
import type { Problem } from '../../src-main/scenario/source.ts'

/** What a reporter writes. */

export type Open = (write: (text: string) => void) => Reporter

/** What it writes of runs that came to their end. */
export function reportOf(open: Open, records: readonly RunRecord[], more: Partial<Totals> = {}): string {
  return written(open, (report) => {
    report.onBegin?.({ scenarios: records.length })
    for (const record of records) report.onRunEnd?.(record)
    report.onEnd?.({ ...records.reduce(counted, noTotals), ...more })
  })
}

/** What it writes of files that cannot be read. */
export function reportOfProblems(open: Open, problems: readonly Problem[]): string {
  return written(open, (report) => {
    report.onUnreadable?.(problems)
    report.onEnd?.(noTotals)
  })
}

export function problemsIn(text: string, file = 'bad.yaml'): readonly Problem[] {
  const reading = readScenario(file, text)
  return 'problems' in reading ? reading.problems : []
}

function written(open: Open, tell: (report: Reporter) => void): string {
  let text = ''
  tell(
    open((more) => {
      text += more
    })
  )
  return text
}
