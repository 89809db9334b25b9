import type { Answer, Heard } from '../contract/client.ts'
import type { Viewer } from '../contract/viewer.ts'

/** What happened in a run as a script sees it, in order. */
export type Happened = AskedEvent | ToldEvent | LineEvent

/** A request of the script. It comes before whatever it brings about; `answer` is null as long as there is none. */
export interface AskedEvent {
  readonly kind: 'asked'
  readonly at: number
  readonly viewer: Viewer | null
  readonly chat: string | null
  readonly name: string
  readonly operation: Readonly<Record<string, unknown>>
  answer: Answer | null
}

export interface ToldEvent {
  readonly kind: 'told'
  readonly at: number
  readonly viewer: Viewer
  readonly chat: string | null
  readonly frame: Heard
}

/** From `broke` to `mended` frames may be lost, late, doubled or out of order on their way. */
export interface LineEvent {
  readonly kind: 'line'
  readonly at: number
  readonly viewer: Viewer
  readonly change: 'broke' | 'mended'
  /** What was lost meanwhile arrived before it was mended. */
  readonly catchUp: boolean
}

export function isAcknowledged({ answer }: AskedEvent): boolean {
  return answer?.statusCode === 0
}
