import type { SuiteResult, SuiteRow } from '../../../src-main/contract/suites.ts'
import { m } from '../../shared/messages/messages.js'
import type { LastPlayed } from '../library-change.ts'

/** What is said of many scenarios that are played at a time. */

export function lastResults(suites: readonly (readonly SuiteResult[])[]): ReadonlyMap<string, LastPlayed> {
  const last = new Map<string, LastPlayed>()
  for (const { file, outcome, at } of suites.flat().sort((one, other) => one.at - other.at)) {
    if (outcome !== 'unreadable') last.set(file, { state: outcome, endedAt: at })
  }
  return last
}

/** Sooner than that nobody can tell how long it takes. */
const guessAfterMs = 1500

/** How long it may take still, in calm words; empty where nobody can say yet. */
export function timeLeft({ total, done, startedAt }: SuiteRow, now: number): string {
  const passed = now - startedAt
  if (done === 0 || passed < guessAfterMs) return ''
  const seconds = ((passed / done) * (total - done)) / 1000
  if (seconds < 10) return m.acting_leftSoon()
  return seconds < 75 ? m.acting_leftSeconds({ seconds: Math.ceil(seconds / 10) * 10 }) : m.acting_leftMinutes({ count: Math.ceil(seconds / 60) })
}
