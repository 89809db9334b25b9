import { phraseIn } from '../expectation-reader.ts'
import { isRecord } from '../objections.ts'
import { entryLines, flowText, indented, itemLines } from '../print-yaml.ts'
import { scalarText } from '../print-yaml.ts'

/** A step, an act of a race or an expectation as lines of YAML in our house style, the first beginning with a dash. */
export function elementLines(data: Readonly<Record<string, unknown>>): string[] {
  return itemLines(Object.entries(data).flatMap(([key, value]) => linesOf(key, value)))
}

/** What is heard is short enough to stand behind its phrase. */
function linesOf(key: string, value: unknown): string[] {
  const isList = (key === 'together' || key === 'expect') && Array.isArray(value)
  if (isList) return [`${key}:`, ...indented(value.filter(isRecord).flatMap(elementLines))]
  const flow = (phraseIn(key) !== null || key === 'as' || key === 'until') && isRecord(value) ? flowText(value) : null
  return flow === null ? entryLines(key, value) : [`${scalarText(key)}: ${flow}`]
}
