import type { RunReport, WantedReport } from '../contract/run-results.ts'
import { csvReport } from './report-csv.ts'
import { htmlReport } from './report-html.ts'
import { junitReport } from './report-junit.ts'
import { counted, noTotals } from './report.ts'
import type { Reporter } from './report.ts'
import { recordText } from './run-record.ts'
import type { RunRecord } from './run-record.ts'

/** More than this no browser likes to open. */
const bytesAtMost = 20_000_000

const types = { html: 'text/html', junit: 'application/xml', csv: 'text/csv', json: 'application/json' } as const
const endings = { html: 'html', junit: 'junit.xml', csv: 'csv', json: 'run.json' } as const

/** One run as a file, by the same reporters as the command line's; the record as JSON can be replayed and exported by it. */
export function reportOf(record: RunRecord, run: string, { format, redact }: WantedReport): RunReport {
  const name = [nameOf(record), run, ...(redact === 'true' ? ['redacted'] : [])].join('-')
  return { name: `${name}.${endings[format]}`, type: `${types[format]}; charset=utf-8`, text: textOf(record, format) }
}

function textOf(record: RunRecord, format: WantedReport['format']): string {
  switch (format) {
    case 'html':
      return written((write) => htmlReport(write, { bytesAtMost }), record)
    case 'junit':
      return written(junitReport, record)
    case 'csv':
      return written(csvReport, record)
    case 'json':
      return `${recordText(record)}\n`
  }
}

function written(open: (write: (text: string) => void) => Reporter, record: RunRecord): string {
  let text = ''
  const report = open((all) => {
    text = all
  })
  report.onRunEnd?.(record)
  report.onEnd?.(counted(noTotals, record))
  return text
}

/** The scenario's own file name, or its title where it has none; nothing that a file system minds. */
function nameOf({ file, title }: RunRecord): string {
  const own = file === '' ? title : file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1).replace(/\.(?:ya?ml|aside)$/, '')
  return own.normalize('NFKD').replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^[-.]+|[-.]+$/g, '').slice(0, 80) || 'run'
}
