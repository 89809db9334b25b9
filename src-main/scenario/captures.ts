import { listed, nearest } from './spelling.ts'

/** Values that a run keeps under a name (`as: ref`) and uses again (`$ref`). */

const reuse = /\$([A-Za-z_]\w*)/g
const wholeReuse = /^\$([A-Za-z_]\w*)$/

export type Captured = ReadonlyMap<string, unknown>

/** The names that are used again in a value, however deep. In a regular expression the dollar sign is the end of the text. */
export function reusedIn(value: unknown): string[] {
  if (typeof value === 'string') return [...value.matchAll(reuse)].map(([, name = '']) => name)
  if (typeof value !== 'object' || value === null || value instanceof RegExp) return []
  return Object.values(value).flatMap(reusedIn)
}

/** The value with what was captured in its place: a number stays a number where nothing stands beside it. */
export function filledIn(value: unknown, captured: Captured): unknown {
  if (typeof value === 'string') {
    const [, whole] = wholeReuse.exec(value) ?? []
    if (whole !== undefined && captured.has(whole)) return captured.get(whole)
    return value.replace(reuse, (written, name: string) => (captured.has(name) ? String(captured.get(name)) : written))
  }
  if (Array.isArray(value)) return value.map((one) => filledIn(one, captured))
  if (typeof value !== 'object' || value === null || value instanceof RegExp) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, filledIn(one, captured)]))
}

/** `$ref is spelt "$rfe" here; captured before this are $ref and $id` */
export function uncaptured(name: string, known: readonly string[]): string {
  const meant = nearest(name, known)
  const has = known.length === 0 ? 'nothing is captured before this; "as: ref" beside a step captures its referenceId' : `captured before this: ${listed(known.map((one) => `$${one}`))}`
  return meant ? `$${meant} is spelt "$${name}" here; ${has}` : `"$${name}" is captured nowhere before this; ${has}`
}
