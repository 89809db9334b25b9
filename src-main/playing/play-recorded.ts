import { planOf } from '../scenario/plan.ts'
import type { Progress } from '../scenario/progress.ts'
import { record } from '../scenario/record.ts'
import type { RunHead, RunRecord } from '../scenario/run-record.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { Rehearsed } from '../rooms.ts'
import type { RoomPlan } from '../contract/room-plan.ts'

export interface Listener {
  onRunBegin?(head: RunHead): void
  onProgress?(progress: Progress): void
}

/** Plays a scenario in a room of its own in virtual time, and gives back its record with all that it told on the way. */
export async function playRecorded(
  scenario: Scenario,
  { seed, redact }: { readonly seed: number | undefined; readonly redact: boolean },
  begin: (plan: RoomPlan) => Rehearsed,
  { onRunBegin, onProgress }: Listener = {}
): Promise<{ run: RunRecord; progress: readonly Progress[] }> {
  const plan = planOf(scenario, seed)
  const { client, room } = begin(plan)
  const progress: Progress[] = []
  const run = await record(scenario, { client, onInput: (seen) => room.watchInputs(seen) }, {
    plan,
    redact,
    onBegin: (head) => onRunBegin?.(head),
    onProgress: (one) => {
      progress.push(one)
      onProgress?.(one)
    }
  })
  return { run, progress }
}
