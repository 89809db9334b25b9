import { parse } from 'yaml'

/** What a file is called, seen without reading the rest of it: a library of thousands is shown before all of it is checked. */
export interface ScenarioTitle {
  readonly kind: 'scenario' | 'exercise' | 'part'
  readonly title: string
  readonly about: string
}

/** Null for a file that does not say at the left edge what it is; reading all of it will tell. */
export function titleIn(text: string): ScenarioTitle | null {
  const [, kind] = /^(scenario|exercise|part)[ \t]*:/m.exec(text) ?? []
  if (kind !== 'scenario' && kind !== 'exercise' && kind !== 'part') return null
  return { kind, title: valueOf(kind, text), about: valueOf('about', text) }
}

/** The text of a key at the left edge; what follows it indented belongs to it. */
function valueOf(key: string, text: string): string {
  const [lines = '', first = ''] = new RegExp(`^${key}[ \\t]*:([^\\r\\n]*)(?:\\r?\\n(?:[ \\t][^\\r\\n]*)?(?=[\\r\\n]|$))*`, 'm').exec(text) ?? []
  const plain = first.trim()
  if (lines.trimEnd().endsWith(first.trimEnd()) && /^[\p{L}\p{N}][^:#]*$/u.test(plain)) return plain
  try {
    const value: unknown = Object.values((parse(lines, { logLevel: 'error' }) as object | null) ?? {})[0]
    return value === null || value === undefined ? '' : String(value)
  } catch {
    return plain
  }
}
