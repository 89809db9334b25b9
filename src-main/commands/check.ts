import type { CAC } from 'cac'
import { exitCodes, say } from '../exit-codes.ts'
import { warningsIn, warningText } from '../scenario/lint.ts'
import type { Warning } from '../scenario/lint.ts'
import { problemInFull } from '../scenario/problem-text.ts'
import { count } from '../scenario/report.ts'
import type { Problem } from '../scenario/source.ts'
import { withAnySeat } from '../scenario/seating.ts'
import { languageIn } from './run-options.ts'
import { readFile, scenarioFiles } from '../playing/scenario-files.ts'

/** `aside check`: reads scenarios and says what is wrong with them, and what is doubtful. */
export function addCheckCommand(cli: CAC): void {
  cli
    .command('check <...files>', 'Say what is wrong with scenarios and what is doubtful, and touch nothing')
    .option('--strict', 'What is doubtful counts as wrong, and exits 1')
    .option('--json', 'Say it as JSON')
    .option('--lang <tag>', 'Also say which texts locales/<tag>.yaml lacks')
    .action((files: string[], options: { strict?: unknown; lang?: unknown; json?: unknown }) => {
      const found = checked(files, languageIn(options.lang))
      if (options.json === true) process.stdout.write(`${JSON.stringify({ format: 1, ...found }, null, 2)}\n`)
      else sayAll(found)
      process.exitCode = codeOf(found, options.strict === true)
    })
}

/** What there is to say of some files; of one that cannot be read, its problems alone. */
interface Checked {
  readonly problems: readonly Problem[]
  readonly warnings: readonly Warning[]
  readonly files: readonly { readonly file: string; readonly steps: number; readonly rows: number; readonly warnings: number }[]
}

function checked(paths: readonly string[], language: string | undefined): Checked {
  const readings = scenarioFiles(paths).map((file) => ({ file, reading: readFile(file, language, withAnySeat) }))
  const read = readings.flatMap(({ file, reading }) => {
    if ('problems' in reading) return []
    const warnings = new Map([...reading.rows.flatMap(warningsIn), ...reading.untranslated].map((warning) => [warningText(warning), warning]))
    return [{ file: file.name, steps: reading.scenario.steps.length, rows: reading.rows.length, warnings: [...warnings.values()] }]
  })
  return {
    problems: readings.flatMap(({ reading }) => ('problems' in reading ? reading.problems : [])),
    warnings: read.flatMap(({ warnings }) => warnings),
    files: read.map((one) => ({ ...one, warnings: one.warnings.length }))
  }
}

function sayAll({ problems, warnings, files }: Checked): void {
  for (const problem of problems) say(problemInFull(problem))
  let said = 0
  for (const { file, steps, rows, warnings: found } of files) {
    for (const warning of warnings.slice(said, said + found)) process.stdout.write(`${warningText(warning)}\n`)
    said += found
    const all = rows > 1 ? `, ${rows} rows` : ''
    process.stdout.write(`${file}: ${count(steps, 'step')}${all}, ${found === 0 ? 'nothing wrong' : count(found, 'warning')}\n`)
  }
}

function codeOf({ problems, warnings }: Checked, isStrict: boolean): number {
  if (problems.length > 0) return exitCodes.badInput
  return isStrict && warnings.length > 0 ? exitCodes.broken : exitCodes.held
}
