import { complaints } from './complaints.ts'
import { misplaced } from './names.ts'
import type { Names } from './names.ts'
import type { Path, Problem, Source } from './source.ts'

/** Collects what is wrong with a file while its parts are read; nobody stops at the first mistake. */
export class Objections {
  readonly source: Source
  readonly names: Names
  readonly people: readonly string[]
  readonly problems: Problem[] = []

  constructor(source: Source, names: Names) {
    this.source = source
    this.names = names
    this.people = [...names.agents, ...names.customers]
  }

  /** Notes a mistake, and gives back what stands in for the part that cannot be read. */
  refuse<Instead>(path: Path, message: string, instead: Instead, at: 'value' | 'key' = 'value'): Instead {
    this.problems.push(this.source.problem(path, message, at))
    return instead
  }

  /** Notes what the model found; `known` are the keys that may stand there. */
  complain(issues: Parameters<typeof complaints>[1], path: Path, known: readonly string[] = []): null {
    this.problems.push(...complaints(this.source, issues, path, () => known))
    return null
  }

  mustBe(name: string, known: readonly string[], path: Path): void {
    if (!known.includes(name)) this.refuse(path, misplaced(name, known, this.names), null)
  }
}

/** `Anna:accept` is one text to YAML. */
export function spaceless(raw: unknown): string | null {
  const [, key, value] = typeof raw === 'string' ? (/^([^:]+):(\S.*)$/.exec(raw) ?? []) : []
  return key && value ? `A space is missing after the colon; write ${key}: ${value}` : null
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof RegExp)
}
