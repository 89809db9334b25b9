import { problemText } from './read.ts'
import type { Problem } from './source.ts'

const indent = '    '

/** A problem for people at a terminal: its place, its sentence, the line as it stands in the file, a caret below it. */
export function problemInFull(problem: Problem): string {
  return [problemText(problem), ...excerptOf(problem)].join('\n')
}

/** The line of a problem with a caret below its place; nothing where there is no line to show. */
export function excerptOf({ source, column }: Problem): string[] {
  const line = source.trimStart()
  const before = source.slice(source.length - line.length, column - 1)
  if (line.trim() === '') return []
  // What is cut off from a long line cannot be pointed at; a tab stays one, so that the caret stands below its place.
  const caret = column > source.length + 1 || column <= source.length - line.length ? [] : [`${indent}${before.replace(/[^\t]/g, ' ')}^`]
  return [`${indent}${line.trimEnd()}`, ...caret]
}
