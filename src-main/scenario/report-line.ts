import { nameOf } from '../contract/viewer.ts'
import { lanesText } from './counter-example.ts'
import { People } from './people.ts'
import type { Reporter, Totals } from './report.ts'
import { count } from './report.ts'
import type { Progress } from './progress.ts'
import type { RunHead, RunRecord } from './run-record.ts'
import { excerptOf } from './problem-text.ts'
import { problemText } from './read.ts'
import { isRefused, liveText } from './record-words.ts'
import { clockText, heardText } from './wording.ts'

type Paint = (text: string, how: keyof typeof colours) => string

const colours = { green: 32, red: 31, dim: 2, bold: 1 } as const

/**
 * Prints for people. A single scenario is printed step by step as it goes; of many, one that held gets one line, and one
 * that broke all of its steps. `write` gets whole lines without their end.
 */
export function lineReport(write: (line: string) => void, colour: boolean): Required<Reporter> {
  const paint: Paint = (text, how) => (colour ? `\u001b[${colours[how]}m${text}\u001b[0m` : text)
  let isOneOfMany = false
  let lines: ReturnType<typeof linesOf> | null = null
  let held: readonly string[] = []
  let broken: readonly string[] = []
  const print = (line: string): void => {
    if (isOneOfMany) held = [...held, line]
    else write(line)
  }
  return {
    onBegin: ({ scenarios }) => {
      isOneOfMany = scenarios > 1
    },
    onUnreadable: (problems) => {
      for (const problem of problems) {
        write(paint(problemText(problem), 'red'))
        for (const line of excerptOf(problem)) write(paint(line, 'dim'))
      }
    },
    onRunBegin: (head) => {
      lines = linesOf(head, paint)
      held = []
      print(paint(head.title, 'bold'))
      if (head.bugs) print(`  Wrong on purpose: ${head.bugs.join(', ')}`)
      const live = liveText(head)
      if (live !== null) print(paint(live, 'dim'))
    },
    onProgress: (progress) => {
      for (const line of lines?.of(progress) ?? []) print(line)
    },
    onRunEnd: ({ title, file, bugs, result, score }) => {
      const sum = `${sumOf(result, paint)}${score === undefined ? '' : `; score ${score.points} of ${score.outOf}`}`
      if (!isOneOfMany) return write(sum)
      broken = [...broken, ...result.problems.map(({ line, text, detail }) => `  ${placeOf(file, line)}  ${text}: ${detail}`)]
      if (result.held) return write(`${paint('✓', 'green')} ${title}  ${paint(`${file}: ${countsOf(result)}`, 'dim')}${bugs ? `  (wrong on purpose: ${bugs.join(', ')})` : ''}`)
      for (const line of [...held, sum]) write(line)
    },
    onEnd: (totals) => {
      if (!isOneOfMany) return
      write('')
      write(totalsText(totals, paint))
      for (const line of broken) write(line)
    }
  }
}

/** A run's progress as lines, with who is who in it. */
function linesOf({ file, cast }: RunHead, paint: Paint): { of: (progress: Progress) => string[] } {
  const people = new People(cast)
  const width = Math.max(...[...Object.keys(cast.agents), ...Object.keys(cast.customers)].map((name) => name.length), 4)
  const detailOf = (detail: string | null, line: number): string[] =>
    detail === null ? [] : [`              ${detail}${line > 0 ? `  ${paint(`${file}:${line}`, 'dim')}` : ''}`]
  const moment = (at: number, who: string, what: string): string => `${paint(clockText(at).padStart(8), 'dim')}  ${who.padEnd(width)}  ${what}`
  return {
    of: (progress) => {
      if (progress.kind === 'step') {
        const { at, actor, doing, answer, byHabit, broken, line } = progress
        const refused = broken === null && answer && isRefused(answer) ? `  (refused by ${answer.statusCode})` : ''
        const mark = broken === null ? '' : `  ${paint('✗', 'red')}`
        return [moment(at, actor === null ? '' : nameOf(actor), `${doing}${byHabit ? '  (by habit)' : ''}${refused}${mark}`), ...detailOf(broken, line)]
      }
      if (progress.kind === 'goal') return [moment(progress.at, '', `goal ${progress.text}  (${progress.outcome})`)]
      if (progress.kind !== 'expected') return [moment(progress.at, '', `${progress.kind} ${progress.text}`.trimEnd())]
      const { held, text, detail, heard, line, viewer, invariant, lanes = [] } = progress
      const said = `          ${held ? paint('✓', 'green') : paint('✗', 'red')} ${text}`
      if (held) return [said]
      if (invariant) return [`${said}  ${paint(invariant, 'dim')}`, ...detailOf(detail, line), ...lanesText(lanes).map((lane) => ` ${lane}`)]
      const heardLines = heard.map((frame) => `                ${heardText(frame, people)}`)
      const frames = heardLines.length === 0 || viewer === null ? [] : [`              ${nameOf(viewer)} heard:`, ...heardLines]
      return [said, ...detailOf(detail, line), ...frames]
    }
  }
}

function sumOf(result: RunRecord['result'], paint: Paint): string {
  if (result.stopped) return `${countsOf(result)}: ${paint('stopped', 'red')}`
  return `${countsOf(result)}: ${result.held ? paint('all held', 'green') : paint(`${result.problems.length} broken`, 'red')}`
}

function totalsText({ scenarios, broken, steps, expectations, notPlayed }: Totals, paint: Paint): string {
  const sum = broken === 0 ? paint('all held', 'green') : paint(`${count(broken, 'scenario')} broken`, 'red')
  const rest = notPlayed.length === 0 ? '' : `; ${count(notPlayed.length, 'scenario')} not played`
  return `${count(scenarios, 'scenario')}, ${countsOf({ steps, expectations })}: ${sum}${rest}`
}

function countsOf({ steps, expectations }: { steps: number; expectations: number }): string {
  return `${count(steps, 'step')}, ${count(expectations, 'expectation')}`
}

function placeOf(file: string, line: number): string {
  return line > 0 ? `${file}:${line}` : file
}
