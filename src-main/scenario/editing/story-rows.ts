import { isSeq } from 'yaml'
import type { YAMLSeq } from 'yaml'
import type { PlainPath, StoryRow, StoryRowKind } from '../../contract/editing.ts'
import { keywords } from '../act-reader.ts'
import { parameters, commonKeys } from '../../contract/verbs.ts'
import { isRecord } from '../objections.ts'
import { columnOf, elementsOf, nodeAt } from '../text-places.ts'
import type { Parsed } from '../text-places.ts'
import { plainOf } from './plain-data.ts'

/** The steps of a text as lines of a story, with mistakes and all, and below them what always holds. */
export function storyRows(file: Parsed, data: unknown): StoryRow[] {
  if (!isRecord(data)) return []
  const lineAt = lineCounter(file.text)
  const rowsIn = (path: PlainPath, kindOf: (one: unknown) => StoryRowKind, depth: 0 | 1): StoryRow[] => {
    const list = nodeAt(file, path)
    const values = path.reduce<unknown>((inside, step) => (inside as Readonly<Record<string, unknown>> | undefined)?.[step], data)
    if (!isSeq(list) || !Array.isArray(values)) return []
    const elements = elementsOf(list)
    return values.flatMap((value: unknown, place): StoryRow[] => {
      const element = elements[place]
      if (!element) return []
      const at = [...path, place]
      const kind = kindOf(value)
      const row: StoryRow = { path: at, kind, depth, line: lineAt(element.start), endLine: lineAt(Math.max(element.start, element.end - 1)), data: plainOf(value), yaml: yamlOf(file, list, element) }
      if (kind === 'together') return [row, ...rowsIn([...at, 'together'], actKind, 1)]
      if (kind === 'expect') return [row, ...rowsIn([...at, 'expect'], expectationKind, 1)]
      return [row]
    })
  }
  return [...rowsIn(['steps'], stepKind, 0), ...rowsIn(['always'], expectationKind, 0)]
}

function stepKind(value: unknown): StoryRowKind {
  if (!isRecord(value)) return 'other'
  const keyword = keywords.find((word) => Object.hasOwn(value, word))
  if (keyword === 'together' || keyword === 'expect') return Array.isArray(value[keyword]) ? keyword : 'other'
  return keyword ?? actKind(value)
}

function actKind(value: unknown): StoryRowKind {
  return isRecord(value) && subjectOf(value) !== undefined ? 'act' : 'other'
}

function expectationKind(value: unknown): StoryRowKind {
  return isRecord(value) ? 'expectation' : 'other'
}

/** The key that says who does something: the one that is no parameter. */
export function subjectOf(step: Readonly<Record<string, unknown>>): string | undefined {
  return Object.keys(step).find((key) => !(parameters as readonly string[]).includes(key) && !commonKeys.includes(key))
}

/** The lines of an element without their margin; within braces it is that one line. */
function yamlOf({ text }: Parsed, list: YAMLSeq, { start, end }: { readonly start: number; readonly end: number }): string {
  const margin = columnOf(text, start)
  const lines = text.slice(start, end).split(/\r?\n/)
  if (list.flow === true) return `- ${lines.join(' ')}`
  return lines.map((line, place) => (place === 0 ? line : line.slice(Math.min(margin, /^ */.exec(line)?.[0].length ?? 0)))).join('\n')
}

/** Lines of offsets, asked from top to bottom or not. */
export function lineCounter(text: string): (offset: number) => number {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return (offset) => {
    let [low, high] = [0, starts.length]
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle
    }
    return low + 1
  }
}

