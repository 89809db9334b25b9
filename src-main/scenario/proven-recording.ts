import type { RoomPlan } from '../contract/room-plan.ts'
import { planOf } from './plan.ts'
import { printScenario } from './print.ts'
import type { Printed, PrintedStep } from './print.ts'
import { problemText, readScenario } from './read.ts'
import type { RecordedRoom } from './record.ts'
import { recordedScenario } from './recorder.ts'
import type { RecorderOptions } from './recorder.ts'
import { play } from './run.ts'
import { toldApart } from './same-told.ts'
import type { Apart } from './same-told.ts'
import type { Scenario } from './scenario.ts'
import { watchSession } from './session.ts'
import type { Session } from './session.ts'

/** A room in virtual time to try a scenario in. */
export type Rehearsal = (plan: RoomPlan) => RecordedRoom & { readonly close: () => void }

export interface Proven {
  readonly text: string
  readonly scenario: Printed
  readonly steps: number
  readonly acts: number
  readonly times: RecorderOptions['times']
  readonly leftOut: readonly string[]
  /** Where playing it tells somebody something else than the session did; null if nowhere. */
  readonly apart: Apart | null
}

/**
 * The scenario of a session, played once to see that it tells everybody the same. Waits as a human would write them come
 * first; where they would change what somebody is told, each wait is as long as it was. What was suggested and does not hold
 * is not expected.
 */
export async function provenRecording(session: Session, rehearse: Rehearsal, options: Pick<RecorderOptions, 'title' | 'keepTyping' | 'captions'>): Promise<Proven> {
  const rounded = await proven(session, rehearse, { ...options, times: 'rounded', withExpectations: true })
  if (rounded.apart === null) return rounded
  return proven(session, rehearse, { ...options, times: 'exact', withExpectations: true })
}

async function proven(session: Session, rehearse: Rehearsal, options: RecorderOptions): Promise<Proven> {
  const room = rehearse(session.plan)
  const { scenario, leftOut, acts } = recordedScenario(session, room.client, options)
  room.close()
  const first = await playedAgain(scenario, rehearse)
  const kept = first.brokenLines.length === 0 ? scenario : without(scenario, first.read, first.brokenLines)
  const { again, text } = kept === scenario ? first : await playedAgain(kept, rehearse)
  return { text, scenario: kept, steps: kept.steps.length, acts, times: options.times, leftOut, apart: toldApart(session, again, options.keepTyping) }
}

async function playedAgain(scenario: Printed, rehearse: Rehearsal): Promise<{ text: string; read: Scenario; again: Session; brokenLines: number[] }> {
  const text = printScenario(scenario)
  const reading = scenario.steps.length === 0 ? null : readScenario('recording', text)
  if (!reading || 'problems' in reading) throw new Error(`what was recorded cannot be read again:\n${(reading?.problems ?? []).map(problemText).join('\n')}`)
  const plan = planOf(reading.scenario)
  const room = rehearse(plan)
  const { session, stop } = watchSession(plan, room)
  const { problems } = await play(reading.scenario, room.client)
  stop()
  room.close()
  return { text, read: reading.scenario, again: session, brokenLines: problems.map(({ line }) => line) }
}

/** Without the expectations that stand in these lines. */
function without(scenario: Printed, read: Scenario, lines: readonly number[]): Printed {
  const holds = (one: { readonly line: number } | undefined): boolean => one !== undefined && !lines.includes(one.line)
  const steps = scenario.steps.flatMap((step, place): PrintedStep[] => {
    const same = read.steps[place]
    if (step.kind !== 'expect' || same?.kind !== 'expect') return [step]
    const expectations = step.expectations.filter((one, other) => one.phrase === 'is refused' || holds(same.expectations[other]))
    return expectations.length === 0 ? [] : [{ ...step, expectations }]
  })
  return { ...scenario, steps, always: scenario.always.filter((_one, place) => holds(read.always[place])) }
}
