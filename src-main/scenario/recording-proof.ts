import type { ProvenExpectation, ProvenStep } from '../contract/acting.ts'
import { nameOf } from '../contract/viewer.ts'
import type { Printed, PrintedAct, PrintedExpectation, PrintedStep } from './print.ts'
import { actText, durationText, expectationText } from './wording.ts'

/** A recorded scenario as the trainer reads it: its steps, each with what was suggested to expect after it. */

/** Expectations are known by their place among all of them, those of the whole run last. */
export function readable({ steps, always }: Printed): { steps: ProvenStep[]; always: ProvenExpectation[] } {
  let id = 0
  const shown = (one: PrintedExpectation): ProvenExpectation => ({ id: id++, text: textOf(one), isNeeded: one.phrase === 'is refused' })
  const found: ProvenStep[] = []
  for (const step of steps) {
    const before = found.at(-1)
    if (step.kind === 'expect' && before) found[found.length - 1] = { ...before, expectations: [...before.expectations, ...step.expectations.map(shown)] }
    else if (step.kind === 'expect') found.push({ kind: 'other', lines: [], expectations: step.expectations.map(shown) })
    else found.push({ ...stepText(step), expectations: [] })
  }
  return { steps: found, always: always.map(shown) }
}

/** The scenario under another title, and without the expectations of these ids. */
export function withoutExpectations({ kind, head, steps, always }: Printed, title: string, without: readonly number[]): Printed {
  const unwanted = new Set(without)
  let id = 0
  const isKept = (one: PrintedExpectation): boolean => !unwanted.has(id++) || one.phrase === 'is refused'
  const kept = steps.flatMap((step): PrintedStep[] => {
    if (step.kind !== 'expect') return [step]
    const expectations = step.expectations.filter(isKept)
    return expectations.length === 0 ? [] : [{ ...step, expectations }]
  })
  return { kind, head: { ...head, scenario: title }, steps: kept, always: always.filter(isKept) }
}

function stepText(step: Exclude<PrintedStep, { kind: 'expect' }>): Pick<ProvenStep, 'kind' | 'lines'> {
  switch (step.kind) {
    case 'act':
      return { kind: 'act', lines: [deed(step)] }
    case 'together':
      return { kind: 'together', lines: step.acts.map(deed) }
    case 'wait':
      return { kind: 'wait', lines: [step.ms === 'natural' ? step.ms : durationText(step.ms)] }
    case 'caption':
      return { kind: 'caption', lines: [step.text] }
    default:
      return { kind: 'other', lines: [step.kind] }
  }
}

function deed(act: PrintedAct): string {
  return `${nameOf(act.actor)}: ${actText(act)}`
}

function textOf(one: PrintedExpectation): string {
  return `${expectationText(one)}${one.withinMs > 0 ? ` within ${durationText(one.withinMs)}` : ''}`
}
