import type { CheckedText, Plain, TextProblem } from '../../contract/editing.ts'
import type { Library } from '../library.ts'
import { warningsIn } from '../lint.ts'
import { isRecord } from '../objections.ts'
import { readPart } from './read-part.ts'
import { readScenario } from '../read.ts'
import { withAnySeat } from '../seating.ts'
import type { Problem } from '../source.ts'
import { dataOf, parsed } from '../text-places.ts'
import { plainOf } from './plain-data.ts'
import { storyRows } from './story-rows.ts'

/** What is wrong with a text, and the story that it tells as far as it can be read. */
export function checkText(file: string, text: string, library: Library): CheckedText {
  const lines = text.split(/\r\n|\r|\n/)
  const shape = shapeOf(text)
  const kind = shape?.kind ?? null
  const read = kind === 'part' ? readPart(file, text) : readScenario(file, text, library, undefined, withAnySeat)
  const errors = 'problems' in read ? read.problems.map((problem) => errorOf(problem, file, lines)) : []
  const doubts = 'scenario' in read ? warningsIn(read.scenario).map((warning) => warningOf(warning, file, lines)) : []
  return { problems: [...errors, ...doubts], kind, story: shape?.story ?? null, head: shape?.head ?? null }
}

/** Null for what is no good YAML. */
function shapeOf(text: string): Pick<CheckedText, 'kind' | 'story' | 'head'> | null {
  try {
    const file = parsed(text)
    const data = dataOf(file)
    if (!isRecord(data)) return null
    const { steps: _steps, always: _always, ...head } = data
    const kind = Object.hasOwn(data, 'part') ? 'part' : Object.hasOwn(data, 'exercise') ? 'exercise' : 'scenario'
    return { kind, story: storyRows(file, data), head: plainOf(head) as { readonly [key: string]: Plain } }
  } catch {
    return null
  }
}

function errorOf({ file: of, line, column, message }: Problem, file: string, lines: readonly string[]): TextProblem {
  const isHere = of === file
  return { severity: 'error', line: isHere ? line : 1, column: isHere ? column : 1, endColumn: isHere ? endOfWord(lines[line - 1] ?? '', column) : 1, message: isHere ? message : `${of}:${line}  ${message}`, file: isHere ? null : of }
}

function warningOf({ file: of, line, message }: { readonly file: string; readonly line: number; readonly message: string }, file: string, lines: readonly string[]): TextProblem {
  const isHere = of === file
  const at = isHere ? Math.max(1, line) : 1
  const source = lines[at - 1] ?? ''
  const column = (/^\s*(?:- )?/.exec(source)?.[0].length ?? 0) + 1
  return { severity: 'warning', line: at, column, endColumn: Math.max(column + 1, source.trimEnd().length + 1), message: isHere ? message : `${of}:${line}  ${message}`, file: isHere ? null : of }
}

/** A text in its quotes, or a word as far as the next sign of YAML. */
function endOfWord(line: string, column: number): number {
  const rest = line.slice(column - 1)
  const [word = ''] = /^(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^:,{}[\]#]+)/.exec(rest) ?? []
  return column + Math.max(1, word.trimEnd().length)
}
