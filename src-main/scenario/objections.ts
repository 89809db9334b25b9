import { agentViewer, customerViewer } from '../contract/viewer.ts'
import type { Viewer } from '../contract/viewer.ts'
import { reusedIn, uncaptured } from './captures.ts'
import { complaints } from './complaints.ts'
import type { Library } from './library.ts'
import { misplaced } from './names.ts'
import type { Names } from './names.ts'
import type { Path, Problem, Source, Wordings } from './source.ts'

interface Including {
  readonly file: string
  /** The line that includes, as `file:line`. */
  readonly here: string
}

/** Collects what is wrong with a file while its parts are read; nobody stops at the first mistake. */
export class Objections {
  readonly source: Source
  readonly names: Names
  readonly kind: 'scenario' | 'exercise'
  readonly library: Library
  readonly language: Wordings | null
  /** The files that include this one, the nearest first. */
  readonly within: readonly Including[]
  readonly people: readonly string[]
  readonly problems: Problem[]
  /** What the steps so far keep under a name. */
  readonly captured: string[]

  constructor(source: Source, { names, kind, library, language }: Pick<Objections, 'names' | 'kind' | 'library' | 'language'>, whole: Pick<Objections, 'problems' | 'captured' | 'within'> = { problems: [], captured: [], within: [] }) {
    this.source = source
    this.names = names
    this.kind = kind
    this.library = library
    this.language = language
    this.within = whole.within
    this.people = [...names.agents, ...names.customers]
    this.problems = whole.problems
    this.captured = whole.captured
  }

  /** For a part that this file includes: what is wrong with it, and what it captures, is told to the whole. */
  inside(part: Source, within: readonly Including[]): Objections {
    return new Objections(part, this, { problems: this.problems, captured: this.captured, within })
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

  /** Every `$name` in a value must be captured before it. */
  mustBeCaptured(value: unknown, path: Path): void {
    if (typeof value === 'object' && value !== null) {
      for (const [key, inside] of Object.entries(value)) this.mustBeCaptured(inside, [...path, key])
      return
    }
    for (const name of reusedIn(value)) if (!this.captured.includes(name)) this.refuse(path, uncaptured(name, this.captured), null)
  }

  /** The viewer that a name of the cast stands for; null, with an objection, for a name that is nobody's. */
  viewerOf(name: string, path: Path): Viewer | null {
    const { agents, customers } = this.names
    if (agents.includes(name)) return agentViewer(name)
    if (customers.includes(name)) return customerViewer(name)
    return this.refuse(path, misplaced(name, this.people, this.names), null)
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
