import type { RunWhole } from '../contract/control.ts'
import { redacted } from './log-file.ts'

/** What a report for whoever mends Aside is made of. */
export interface ReportParts {
  readonly at: Date
  readonly versions: Readonly<Record<string, string>>
  readonly settings: object
  /** What went wrong, if something did. */
  readonly happened: string | null
  /** The last lines of the program's log. */
  readonly log: readonly string[]
  /** The runs with all that was said in them, if that was wanted. */
  readonly runs: readonly RunWhole[] | null
}

/** One text that can be read before it is given to anybody. */
export function reportText({ at, versions, settings, happened, log, runs }: ReportParts): string {
  const parts: [string, string][] = [
    ['Aside: a report', at.toISOString()],
    ['Versions', Object.entries(versions).map(([name, version]) => `${name.padEnd(10)} ${version}`).join('\n')],
    ['What happened', happened ?? 'Nothing went wrong; somebody wanted a report.'],
    ['Settings', JSON.stringify(settings, null, 2)],
    ['The log of the program', log.join('\n')],
    ['What was said in the runs', runs === null ? 'Left out.' : JSON.stringify(runs, null, 1)]
  ]
  return redacted(parts.map(([title, text]) => `${title}\n${'='.repeat(title.length)}\n${text}\n`).join('\n'))
}
