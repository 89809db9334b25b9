import { concrete } from './concrete.ts'
import { withValue } from './edit-values.ts'
import type { Decision, OpenExplored } from './explore.ts'
import { habitWays } from './exploring.ts'
import { planOf } from './plan.ts'
import { readScenario } from './read.ts'
import { play } from './run.ts'
import type { RunProblem } from './progress.ts'
import type { Scenario } from './scenario.ts'
import { isSame } from './shrink.ts'
import type { Shrunk } from './shrink.ts'
import { EditRefused } from './text-places.ts'
import { nameOf } from '../contract/viewer.ts'
import { actText, durationText } from './wording.ts'

/** The file of a story that broke: the order in which it did is written down, so that playing it breaks it again. Null where no file can hold it. */
export async function brokenStory({ text, scenario, broken }: Shrunk, { file, open, seed }: { file: string; open: OpenExplored; seed: number | undefined }): Promise<string | null> {
  try {
    const { problem } = broken
    const ordered = concrete(text, scenario, broken.decisions)
    const told = withValue(ordered, ['about'], `Found by exploring ${file}. What broke: ${problem.text}: ${problem.detail}`.slice(0, 2000))
    const whole = seed === undefined ? told : withValue(told, ['seed'], seed)
    return (await breaksAgain(whole, problem, open)) ? whole : null
  } catch (error) {
    if (error instanceof EditRefused) return null
    throw error
  }
}

/** Plays it as anybody would who has nothing but the file. */
async function breaksAgain(text: string, problem: RunProblem, open: OpenExplored): Promise<boolean> {
  const reading = readScenario('story.yaml', text)
  if (!('scenario' in reading)) return false
  const plan = planOf(reading.scenario)
  const { problems } = await play(reading.scenario, open(plan).client, () => {}, { plan })
  return problems.some((one) => isSame(one, problem))
}

/** What was decided otherwise than the file has it, in sentences. */
export function orderText(decisions: readonly Decision[], { steps }: Pick<Scenario, 'steps'>): string[] {
  return decisions.flatMap(({ fork, chosen }) => {
    if (chosen === 0) return []
    if (fork.kind === 'habit') return [`${nameOf(fork.actor)} (when ${fork.when}) takes ${durationText(chosen === 1 ? fork.leastMs : fork.mostMs)}, ${habitWays[chosen] ?? ''}`]
    const step = steps[fork.step]
    const acts = step?.kind === 'together' ? step.acts : step?.kind === 'act' ? [step] : []
    const act = fork.kind === 'order' ? acts[fork.left[chosen] ?? 0] : acts[fork.done]
    const who = act ? `"${nameOf(act.actor)}: ${actText(act)}"` : 'the step'
    return [fork.kind === 'order' ? `${who} comes first in the race at line ${step?.line ?? 0}` : `what is due ${durationText(fork.waitMs)} after the step before comes before ${who}`]
  })
}
