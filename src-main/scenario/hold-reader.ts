import { durationMs } from '../contract/duration.ts'
import { hold, release } from '../contract/scenario.ts'
import { agentVerbs, customerVerbs } from '../contract/verbs.ts'
import { readExpectation } from './expectation-reader.ts'
import type { Objections } from './objections.ts'
import type { Hold, Release } from './scenario.ts'
import type { Path } from './source.ts'

/** Reads `- hold: Anna` with what of hers is held and until when. */
export function readHold(raw: Record<string, unknown>, path: Path, objections: Objections): Hold | null {
  const operation = raw['operation']
  if (typeof operation === 'string' && (Object.hasOwn(agentVerbs, operation) || Object.hasOwn(customerVerbs, operation))) {
    return objections.refuse([...path, 'operation'], `"${operation}" is a verb; hold takes the word of the wire, such as CancelConsult`, null)
  }
  const parsed = hold.safeParse(raw)
  if (!parsed.success) return objections.complain(parsed.error.issues, path, Object.keys(hold.shape))
  const of = objections.viewerOf(parsed.data.hold, [...path, 'hold'])
  const until = raw['until'] === undefined ? null : readExpectation(raw['until'], [...path, 'until'], objections)
  if (until && (until.phrase === 'has not heard' || until.phrase === 'never hears')) {
    return objections.refuse([...path, 'until'], `"${until.phrase}" holds from the beginning; wait for something that is to come, such as { Ben is: Chatting }`, null)
  }
  if (until && until.withinMs > 0) return objections.refuse([...path, 'until', 'within'], '"within" does not go with until; "for" beside hold says how long at most', null, 'key')
  if (!of || (raw['until'] !== undefined && !until)) return null
  return {
    kind: 'hold',
    line: objections.source.lineOf(path),
    of,
    operationName: parsed.data.operation ?? null,
    until,
    forMs: parsed.data.for === undefined ? null : durationMs(parsed.data.for)
  }
}

/** Reads `- release: Anna`. */
export function readRelease(raw: Record<string, unknown>, path: Path, objections: Objections): Release | null {
  const parsed = release.safeParse(raw)
  if (!parsed.success) return objections.complain(parsed.error.issues, path, Object.keys(release.shape))
  const of = objections.viewerOf(parsed.data.release, [...path, 'release'])
  return of && { kind: 'release', line: objections.source.lineOf(path), of }
}
