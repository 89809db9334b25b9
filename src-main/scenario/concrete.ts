import { isAgent, nameOf } from '../contract/viewer.ts'
import { withStepBefore, withStepsOrdered, withoutStep } from './edit.ts'
import { withValue } from './edit-values.ts'
import type { Decision } from './explore.ts'
import type { Fork } from './exploring.ts'
import { stepLines } from './print.ts'
import type { PrintedStep } from './print.ts'
import type { Act, Scenario } from './scenario.ts'
import type { Path } from './source.ts'
import { durationText } from './wording.ts'

/**
 * The text of a scenario in which one order of all that an exploration tried is the written one: its races in that order, a
 * wait where a time-out came first, habits that take as long as they took. Throws an EditRefused where the text cannot hold it.
 */
export function concrete(text: string, scenario: Scenario, decisions: readonly Decision[]): string {
  const habits = decisions.flatMap(({ fork, chosen }) => (fork.kind === 'habit' && chosen > 0 ? [{ fork, chosen }] : []))
  const withHabits = habits.reduce((before, { fork, chosen }) => withHabit(before, scenario, fork, chosen), text)
  const places = scenario.steps.flatMap((step, place) => (step.kind === 'act' || step.kind === 'together' ? [{ place, acts: step.kind === 'act' ? [step] : step.acts }] : []))
  // From the last on, so that the places before stay as they are.
  return places.reverse().reduce((before, { place, acts }) => withOrder(before, place, acts, decisions), withHabits)
}

function withHabit(text: string, { head }: Scenario, { actor, when, leastMs, mostMs }: Fork & { kind: 'habit' }, chosen: number): string {
  const kind = isAgent(actor) ? 'agents' : 'customers'
  const key = `when ${when}`
  const person: Readonly<Record<string, unknown>> = { ...head.cast[kind]?.[nameOf(actor)] }
  const habit = person[key]
  const takes = durationText(chosen === 1 ? leastMs : mostMs)
  const base = ['cast', kind, nameOf(actor), key]
  if (typeof habit !== 'object' || habit === null) return text
  const verb = ['accept', 'reject', 'leave'].find((one) => Object.hasOwn(habit, one))
  return verb === undefined ? withValue(text, [...base, 'after'], takes) : withValue(text, [...base, verb], `after ${takes}`)
}

/** What came before an act: a time-out, so long after the step before. */
interface Turn {
  readonly act: Act
  readonly waitMs: number | null
}

function withOrder(text: string, place: number, acts: readonly Act[], decisions: readonly Decision[]): string {
  const turns = turnsOf(place, acts, decisions)
  const path: Path = ['steps', place]
  if (acts.length === 1) {
    const waitMs = turns[0]?.waitMs ?? null
    return waitMs === null ? text : withStepBefore(text, path, stepLines({ kind: 'wait', ms: waitMs }))
  }
  if (turns.every(({ waitMs }) => waitMs === null)) return withStepsOrdered(text, path, turns.map(({ act }) => acts.indexOf(act)))
  const steps = groupsOf(turns)
  return withoutStep(withStepBefore(text, path, steps.flatMap(stepLines)), ['steps', place + steps.length])
}

function turnsOf(place: number, acts: readonly Act[], decisions: readonly Decision[]): Turn[] {
  const here = decisions.filter(({ fork }) => fork.kind !== 'habit' && fork.step === place)
  const turns: Turn[] = []
  for (let left = acts; left.length > 0; ) {
    const timers = here.flatMap(({ fork, chosen }) => (fork.kind === 'timer' && fork.done === turns.length && chosen === 1 ? [fork.waitMs] : []))
    const order = here.find(({ fork }) => fork.kind === 'order' && fork.left.length === left.length)
    const act = left[order?.chosen ?? 0]
    // The run ended here: the rest was never asked.
    if (!act) break
    turns.push({ act, waitMs: timers.at(-1) ?? null })
    left = left.filter((other) => other !== act)
  }
  return turns
}

/** Acts between two time-outs are still one race. */
function groupsOf(turns: readonly Turn[]): PrintedStep[] {
  const groups: { readonly waitMs: number | null; readonly acts: Act[] }[] = []
  for (const { act, waitMs } of turns) {
    const last = groups.at(-1)
    if (last && waitMs === null) last.acts.push(act)
    else groups.push({ waitMs, acts: [act] })
  }
  return groups.flatMap(({ waitMs, acts }): PrintedStep[] => {
    const [only] = acts
    const race: PrintedStep = acts.length === 1 && only ? only : { kind: 'together', acts }
    return waitMs === null ? [race] : [{ kind: 'wait', ms: waitMs }, race]
  })
}
