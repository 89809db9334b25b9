import type { CAC } from 'cac'
import { exitCodes, say } from '../exit-codes.ts'
import { warningsIn, warningText } from '../scenario/lint.ts'
import { problemInFull } from '../scenario/problem-text.ts'
import { count } from '../scenario/report.ts'
import { withAnySeat } from '../scenario/seating.ts'
import { languageIn } from './run-options.ts'
import { readFile, scenarioFiles } from './scenario-files.ts'

/** `aside check`: reads scenarios and says what is wrong with them, and what is doubtful. */
export function addCheckCommand(cli: CAC): void {
  cli
    .command('check <...files>', 'Say what is wrong with scenarios and what is doubtful, and touch nothing')
    .option('--strict', 'What is doubtful counts as wrong, and exits 1')
    .option('--lang <tag>', 'Also say which texts locales/<tag>.yaml lacks')
    .action((files: string[], options: { strict?: unknown; lang?: unknown }) => {
      process.exitCode = check(files, options.strict === true, languageIn(options.lang))
    })
}

function check(files: readonly string[], isStrict: boolean, language: string | undefined): number {
  const readings = scenarioFiles(files).map((file) => ({ file, reading: readFile(file, language, withAnySeat) }))
  const problems = readings.flatMap(({ reading }) => ('problems' in reading ? reading.problems : []))
  for (const problem of problems) say(problemInFull(problem))
  let warnings = 0
  for (const { file, reading } of readings) {
    if ('problems' in reading) continue
    const found = [...new Set([...reading.rows.flatMap(warningsIn), ...reading.untranslated].map(warningText))]
    warnings += found.length
    for (const warning of found) process.stdout.write(`${warning}\n`)
    const said = found.length === 0 ? 'nothing wrong' : `${count(found.length, 'warning')}`
    const rows = reading.rows.length > 1 ? `, ${reading.rows.length} rows` : ''
    process.stdout.write(`${file.name}: ${count(reading.scenario.steps.length, 'step')}${rows}, ${said}\n`)
  }
  if (problems.length > 0) return exitCodes.badInput
  return isStrict && warnings > 0 ? exitCodes.broken : exitCodes.held
}
