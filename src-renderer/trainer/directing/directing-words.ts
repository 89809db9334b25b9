import type { RunRow } from '../../../src-main/contract/control.ts'
import type { HeldRow, SeatRow, WaitingRow } from '../../../src-main/contract/directing.ts'
import { tenths } from '../../shared/format-time.ts'
import { number } from '../../shared/in-language.ts'
import { m } from '../../shared/messages/messages.js'
import type { Stage } from '../stage.svelte.ts'

/** What is said of the people of a run as the trainer directs them. */

type Line = NonNullable<SeatRow['line']>

/** `offline`, `1.5 s late`. */
export function lineWords(line: Line): string {
  switch (line.network) {
    case 'disconnect':
      return m.directing_lineOffline()
    case 'delay':
      return m.directing_lineLate({ by: number(line.byMs / 1000) })
    case 'drop':
      return m.directing_lineLoses()
    case 'duplicate':
      return m.directing_lineTwice()
    case 'reorder':
      return m.directing_lineMixed()
  }
}

/** `Accept, since 0:12.3` */
export function heldWords({ operation, since }: HeldRow): string {
  return m.directing_heldSince({ operation, since: tenths(since) })
}

export function waitingWords({ who, step, isHeld }: WaitingRow): string {
  if (step === null) return m.directing_waitsForWindow({ who })
  return isHeld ? m.directing_waitsForHeld({ who, step }) : m.directing_waitsFor({ who, step })
}

/** Whoever acts acts now, and neither in a moment that is past nor in a run whose time is over. */
export function whyNotDirect({ moment }: Stage, { state }: RunRow): string | null {
  if (moment !== null) return m.directing_whyMoment()
  return state === 'stopped' ? m.directing_whyStopped() : null
}

export function whyNotTakeOver(stage: Stage, run: RunRow, who: string): string | null {
  const why = whyNotDirect(stage, run)
  if (why !== null) return why
  return run.seats[who]?.player === null ? m.directing_whyNoScript() : null
}

export function whyNotSay(stage: Stage, run: RunRow): string | null {
  return whyNotDirect(stage, run) ?? (run.isFrozen ? m.directing_whyFrozen() : null)
}

export function whyNotFreeze(stage: Stage, run: RunRow): string | null {
  return whyNotDirect(stage, run)
}
