import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Conditions } from './results.ts'

/** What came of the last soak that was kept. */
export interface SoakResult {
  readonly date: string
  readonly commit: string
  readonly conditions: Conditions
  readonly minutes: number
  readonly seed: number
  readonly figures: SoakFigures
}

export interface SoakFigures {
  /** Requests that were answered by `statusCode` 0. */
  readonly acknowledged: number
  /** Requests that were refused, as customers' habits bring about. */
  readonly refused: number
  /** Notifications that windows heard. */
  readonly told: number
  /** Events in the log. */
  readonly events: number
  /** How often a line broke. */
  readonly breaks: number
  /** How often one stood still for a while, and then let all through at once. */
  readonly stalls: number
  /** Acknowledged or told, and not in the log. */
  readonly lost: number
  /** Words for agents alone that a customer got in any way. */
  readonly leaks: number
  /** Places in a window's stream where a number was left out or came twice. */
  readonly gaps: number
  readonly memory: readonly MemorySample[]
}

export interface MemorySample {
  readonly minute: number
  readonly residentMiB: number
  /** After tidying up. */
  readonly heapMiB: number
  /** Requests answered so far. */
  readonly answered: number
  /** Notifications heard so far. */
  readonly told: number
}

const file = fileURLToPath(new URL('soak.json', import.meta.url))

export function soakResult(): SoakResult | null {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as SoakResult) : null
}

export function saveSoak(result: SoakResult): void {
  writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`)
}
