import { nameOf } from '../contract/viewer.ts'
import { People } from './people.ts'
import { planOf } from './plan.ts'
import type { Problem } from './source.ts'
import { problemText } from './read.ts'
import type { Progress, Result } from './run.ts'
import type { Scenario } from './scenario.ts'
import { clockText, heardText } from './wording.ts'

/** Told of everything that a run of scenarios brings. */
export interface Reporter {
  /** A file that cannot be played. */
  unreadable(problems: readonly Problem[]): void
  begins(scenario: Scenario): void
  goes(progress: Progress): void
  ends(result: Result): void
}

const colours = { green: 32, red: 31, dim: 2, bold: 1 } as const

/** Prints each step and expectation on a line of its own as it comes. `write` gets whole lines without their end. */
export function lineReport(write: (line: string) => void, colour: boolean): Reporter {
  const paint = (text: string, how: keyof typeof colours): string => (colour ? `\u001b[${colours[how]}m${text}\u001b[0m` : text)
  let people: People | null = null
  let file = ''
  let width = 0
  const place = (line: number): string => (line > 0 ? `  ${paint(`${file}:${line}`, 'dim')}` : '')
  const broken = (detail: string | null, line: number): void => {
    if (detail !== null) write(`              ${detail}${place(line)}`)
  }
  return {
    unreadable: (problems) => {
      for (const problem of problems) {
        write(paint(problemText(problem), 'red'))
        write(paint(`    ${problem.source.trim().slice(0, 200)}`, 'dim'))
      }
    },
    begins: (scenario) => {
      const plan = planOf(scenario)
      people = new People(plan)
      file = scenario.file
      width = Math.max(...[...Object.keys(plan.agents), ...Object.keys(plan.customers)].map((name) => name.length), 4)
      write(paint(scenario.title, 'bold'))
    },
    goes: (progress) => {
      if (progress.kind === 'step') {
        const { at, actor, doing, answer, byHabit, broken: why, line } = progress
        const who = (actor === null ? '' : nameOf(actor)).padEnd(width)
        const refused = why === null && answer && answer.statusCode !== 0 ? `  (refused by ${answer.statusCode})` : ''
        write(`${paint(clockText(at).padStart(8), 'dim')}  ${who}  ${doing}${byHabit ? '  (by habit)' : ''}${refused}${why === null ? '' : `  ${paint('✗', 'red')}`}`)
        broken(why, line)
        return
      }
      const { held, text, detail, heard, line, viewer } = progress
      write(`          ${held ? paint('✓', 'green') : paint('✗', 'red')} ${text}`)
      if (held) return
      broken(detail, line)
      if (heard.length === 0 || !people || viewer === null) return
      write(`              ${nameOf(viewer)} heard:`)
      for (const frame of heard) write(`                ${heardText(frame, people)}`)
    },
    ends: ({ held, stopped, steps, expectations, problems }) => {
      const counted = `${count(steps, 'step')}, ${count(expectations, 'expectation')}`
      if (stopped) write(`${counted}: ${paint('stopped', 'red')}`)
      else write(held ? `${counted}: ${paint('all held', 'green')}` : `${counted}: ${paint(`${problems.length} broken`, 'red')}`)
    }
  }
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`
}
