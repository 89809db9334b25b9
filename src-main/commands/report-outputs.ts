import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { BadInput } from '../exit-codes.ts'
import { csvReport } from '../scenario/report-csv.ts'
import { htmlReport } from '../scenario/report-html.ts'
import { jsonReport } from '../scenario/report-json.ts'
import { junitReport } from '../scenario/report-junit.ts'
import { lineReport } from '../scenario/report-line.ts'
import { counted, noTotals } from '../scenario/report.ts'
import type { Reporter } from '../scenario/report.ts'
import { statusReport } from '../scenario/report-status.ts'
import { recordText } from '../scenario/run-record.ts'
import type { RunRecord } from '../scenario/run-record.ts'
import { RunNames } from '../scenario/scenario-path.ts'
import type { Output, RunOptions } from './run-options.ts'
import type { Terminal } from './terminal.ts'

/** The reporters that were asked for. Throws BadInput now rather than after a long run where a file cannot be written. */
export function openReporters({ outputs, out, bytesAtMost }: RunOptions, terminal: Terminal): Reporter[] {
  const status = terminal.showStatus === null ? [] : [statusReport(terminal.showStatus)]
  const named = outputs.map((output) => openReporter(output, bytesAtMost, terminal))
  return [...status, ...named, ...(out === null ? [] : [openFolder(out, bytesAtMost)])]
}

function openReporter({ reporter, file }: Output, bytesAtMost: number, terminal: Terminal): Reporter {
  if (reporter === 'line') return file === null ? lineOn(terminal) : lineInto(file)
  const write = file === null ? terminal.write : intoFile(file)
  switch (reporter) {
    case 'json':
      return jsonReport(write, { bytesAtMost })
    case 'junit':
      return junitReport(write)
    case 'html':
      return htmlReport(write, { bytesAtMost })
    case 'csv':
      return csvReport(write)
  }
}

/** What is wrong with files is said on standard error, whatever the reporters are. */
function lineOn(terminal: Terminal): Reporter {
  return { ...lineReport((line) => terminal.write(`${line}\n`), terminal.isColourful), onUnreadable: () => {} }
}

function lineInto(file: string): Reporter {
  const write = intoFile(file)
  let lines = ''
  const report = lineReport((line) => {
    lines += `${line}\n`
  }, false)
  return {
    ...report,
    onEnd: (totals) => {
      report.onEnd(totals)
      write(lines)
    }
  }
}

/** The page, the report and the whole record of each scenario, named after its path. */
function openFolder(folder: string, bytesAtMost: number): Reporter {
  tried(folder, () => mkdirSync(folder, { recursive: true }))
  const names = new RunNames()
  return {
    onRunEnd: (record) => {
      const name = names.next(record.file)
      const path = (ending: string): string => join(folder, `${name}.${ending}`)
      writeAlone(htmlReport((text) => save(path('html'), text), { bytesAtMost }), record)
      writeAlone(jsonReport((text) => save(path('json'), text), { bytesAtMost }), record)
      save(path('run.json'), `${recordText(record)}\n`)
    }
  }
}

function writeAlone(report: Reporter, record: RunRecord): void {
  report.onRunEnd?.(record)
  report.onEnd?.(counted(noTotals, record))
}

/** An old report would be taken for that of a run that never came to its end, so it goes first. */
function intoFile(file: string): (text: string) => void {
  tried(file, () => mkdirSync(dirname(file), { recursive: true }))
  save(file, '')
  return (text) => save(file, text)
}

function save(file: string, text: string): void {
  tried(file, () => writeFileSync(file, text))
}

function tried(path: string, act: () => unknown): void {
  try {
    act()
  } catch (error) {
    throw new BadInput(`${path} cannot be written: ${error instanceof Error ? error.message : String(error)}`)
  }
}
