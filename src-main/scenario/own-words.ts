import { isSurelyLike } from './regular-expression.ts'
import { partsOf } from './seat-request.ts'
import type { Act, Expectation } from './scenario.ts'

/** What steps say that people put in words of their own, with where a request has it. */
const places = [
  ['text', ['text', 'noticeText']],
  ['note', ['note']],
  ['subject', ['subject']],
  ['url', ['url']],
  ['disposition', ['disposition']]
] as const

/**
 * What a person said instead of what the script would have said in its seat. An expectation that quotes the script is then
 * about the person's words: whoever was to hear the one hears the other, and whoever was never to hear it must not.
 */
export class OwnWords {
  #said: ReadonlyMap<string, string> = new Map()

  /** `asked` are the bodies of the requests by which somebody did a step, one for each of its parts. */
  learn(act: Act, asked: readonly unknown[]): void {
    for (const [place, part] of partsOf(act).entries()) {
      const body = asked[place]
      if (typeof body !== 'object' || body === null) continue
      for (const [key, fields] of places) {
        const scripted = part[key]
        const said = fields.map((field): unknown => (body as Readonly<Record<string, unknown>>)[field]).find((value) => typeof value === 'string')
        if (scripted !== undefined && typeof said === 'string' && said !== scripted) this.#said = new Map([...this.#said, [scripted, said]])
      }
    }
  }

  in(expected: Expectation): Expectation {
    if (this.#said.size === 0 || !('pattern' in expected)) return expected
    return { ...expected, pattern: Object.fromEntries(Object.entries(expected.pattern).map(([key, wanted]) => [key, this.#inPlaceOf(wanted)])) }
  }

  #inPlaceOf(wanted: unknown): unknown {
    if (typeof wanted === 'string') return this.#said.get(wanted) ?? wanted
    if (!(wanted instanceof RegExp)) return wanted
    for (const [scripted, said] of this.#said) if (isSurelyLike(wanted, scripted)) return said
    return wanted
  }
}
