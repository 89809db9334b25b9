import { naturalLeastMs } from './natural.ts'
import type { Act, Expectation, Scenario } from './scenario.ts'

/** What happens in a scenario, in order, each act at the earliest moment at which it can come. */
export type Happening =
  | { readonly kind: 'act'; readonly at: number; readonly act: Act; readonly isRace: boolean }
  | { readonly kind: 'expectation'; readonly at: number; readonly expected: Expectation }

/** Looks at the file alone. An expectation may let time pass on top of it, so a moment is never too late. */
export function timelineOf({ steps, paceMs, isNatural }: Scenario): Happening[] {
  const happenings: Happening[] = []
  let at = 0
  let last = 0
  for (const step of steps) {
    switch (step.kind) {
      case 'act':
      case 'together': {
        const acts = step.kind === 'act' ? [step] : step.acts
        if (isNatural) at += Math.max(...acts.map(naturalLeastMs))
        for (const act of acts) happenings.push({ kind: 'act', at, act, isRace: step.kind === 'together' })
        last = at
        if (!isNatural) at += paceMs
        break
      }
      case 'network':
      case 'hold':
      case 'release':
        last = at
        if (!isNatural) at += paceMs
        break
      case 'wait':
        // A wait takes the place of the pace.
        last += step.ms === 'natural' ? 0 : step.ms
        at = last
        break
      case 'expect':
        for (const expected of step.expectations) happenings.push({ kind: 'expectation', at: last, expected })
        break
    }
  }
  return happenings
}
