import type { Answer } from '../contract/client.ts'
import { nameOf } from '../contract/viewer.ts'
import { filledIn, reusedIn } from './captures.ts'
import type { Captured } from './captures.ts'
import { fieldsKept } from './judge.ts'
import type { Evidence } from './judge.ts'
import type { Act, Expectation } from './scenario.ts'

/** The values that one run has kept so far. */
export class Kept {
  #captured: Captured = new Map()

  state(): unknown {
    return [...this.#captured]
  }

  /** The step or the expectation with what was captured in its place, or why that cannot be. */
  filled<Part extends Act | Expectation>(part: Part): { readonly part: Part } | { readonly missing: string } {
    const key = (['operation', 'pattern', 'refusal'] as const).find((one) => Object.hasOwn(part, one))
    if (key === undefined) return { part }
    const value = (part as Readonly<Record<string, unknown>>)[key]
    const missing = reusedIn(value).find((name) => !this.#captured.has(name))
    return missing === undefined ? { part: { ...part, [key]: filledIn(value, this.#captured) } } : { missing: `$${missing} was not captured` }
  }

  /** Keeps what an answer says under the step's name; why not, if it says nothing. */
  answer({ as }: Act, answer: Answer): string | null {
    const value = answer.chat ?? ('referenceId' in answer ? answer.referenceId : undefined)
    if (as === undefined) return null
    if (value === undefined) return `its answer carries no referenceId to keep as $${as}`
    this.#captured = new Map([...this.#captured, [as, value]])
    return null
  }

  /** Keeps fields of what was heard; why not, if they are not there. */
  heard(expected: Expectation, evidence: Evidence): string | null {
    const found = fieldsKept(expected, evidence)
    if ('lacks' in found) return `what ${nameOf(expected.viewer)} heard has no ${found.lacks} to keep`
    this.#captured = new Map([...this.#captured, ...found.kept])
    return null
  }
}
