import type { z } from 'zod'
import type { Path, Problem, Source } from './source.ts'
import { listed, nearest } from './spelling.ts'

/** What the model found wrong with a file, in sentences for people, each at its place. */

type Issue = z.core.$ZodIssue

/** `known` lists the keys that a map may have, so that a misspelt one can be told from a strange one. */
export function complaints(source: Source, issues: readonly Issue[], prefix: Path, known: (path: Path) => readonly string[]): Problem[] {
  return issues.flatMap((issue) => {
    const path = [...prefix, ...issue.path]
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => strangeKey(source, [...path, key], known(path)))
    if (issue.code === 'invalid_key') return [source.problem(path, `"${inShort(String(path.at(-1)))}" ${issue.issues[0]?.message ?? 'is no name'}`, 'key')]
    return [source.problem(path, sentence(issue, path, at(source.value, path)))]
  })
}

/** A key that nobody asked for: half of a text, a misspelling, or nonsense. */
export function strangeKey(source: Source, path: Path, known: readonly string[]): Problem {
  const key = inShort(String(path.at(-1)))
  const stray = source.strayBy(path)
  if (stray === 'comma') return source.problem(path, `"${key}" became a key of its own: inside { } a comma ends a text; put the text into quotes`, 'key')
  if (stray) return source.problem(path, `"${key}" became a key of its own: the question mark before it does that; put the text into quotes`, 'key')
  const meant = nearest(key, known)
  return source.problem(path, `"${key}" is not known here; ${meant ? `did you mean ${meant}?` : `known are ${listed(known)}`}`, 'key')
}

/** The value at a path of plain data. */
export function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inside, step) => (typeof inside === 'object' && inside !== null ? (inside as Record<PropertyKey, unknown>)[step] : undefined), value)
}

const quotedAtMost = 80

/** As much of a text as a sentence can quote and still be read to its end. */
function inShort(text: string): string {
  return text.length > quotedAtMost ? `${text.slice(0, quotedAtMost)}…` : text
}

function sentence(issue: Issue, path: Path, found: unknown): string {
  const field = path.findLast((step) => typeof step === 'string') ?? 'The file'
  if (found === undefined && issue.code === 'invalid_type') return `"${String(field)}" is missing`
  if (found === null && field !== 'The file') return `${String(field)} needs a value`
  const clause = clauseOf(issue, found)
  return clause.startsWith('must') ? `${String(field)} ${clause}` : clause
}

const typeWords: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'lines of "key: value"',
  record: 'lines of "key: value"',
  array: 'a list, each line beginning with "- "'
}

function clauseOf(issue: Issue, found: unknown): string {
  if (!/^(Invalid|Too|Unrecognized)\b/.test(issue.message)) return issue.message
  switch (issue.code) {
    case 'invalid_type': {
      const wanted = typeWords[issue.expected] ?? issue.expected
      if (issue.expected !== 'string') return `must be ${wanted}`
      if (found instanceof RegExp) return `must be ${wanted}; without quotes ${inShort(String(found))} is a regular expression`
      return typeof found === 'object' ? `must be ${wanted}` : `must be ${wanted}; put it into quotes: "${inShort(String(found))}"`
    }
    case 'invalid_value': {
      const values = issue.values.map(String)
      if (typeof found !== 'string') return `must be ${listed(values, 'or')}`
      const meant = nearest(found, values)
      return `"${inShort(found)}" is not known here; ${meant ? `did you mean ${meant}?` : `known are ${listed(values)}`}`
    }
    case 'too_small':
      return `must be at least ${String(issue.minimum)}`
    case 'too_big':
      return `must be at most ${String(issue.maximum)}`
    default:
      return issue.message
  }
}
