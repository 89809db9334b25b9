import type { Plain } from '../../contract/editing.ts'
import { isRecord } from '../objections.ts'

/** What YAML holds as JSON, and back: there a regular expression is `{ regex: '/limit/i' }`. */

export function plainOf(value: unknown): Plain {
  if (value instanceof RegExp) return { regex: String(value) }
  if (Array.isArray(value)) return value.map(plainOf)
  if (isRecord(value)) return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plainOf(one)]))
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null
}

/** A pattern that is none stays the text that somebody typed, for the checker to say so. */
export function valueOf(plain: unknown): unknown {
  if (Array.isArray(plain)) return plain.map(valueOf)
  if (!isRecord(plain)) return plain
  const { regex } = plain
  if (typeof regex === 'string' && Object.keys(plain).length === 1) return patternOf(regex)
  return Object.fromEntries(Object.entries(plain).map(([key, one]) => [key, valueOf(one)]))
}

function patternOf(written: string): RegExp | string {
  const end = written.lastIndexOf('/')
  try {
    return new RegExp(written.slice(1, end), written.slice(end + 1))
  } catch {
    return written
  }
}
