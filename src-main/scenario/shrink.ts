import { withoutStep } from './edit.ts'
import { withoutKey } from './edit-values.ts'
import { explore } from './explore.ts'
import type { Broken, OpenExplored } from './explore.ts'
import { planOf } from './plan.ts'
import type { RunProblem } from './progress.ts'
import { readScenario } from './read.ts'
import type { Scenario } from './scenario.ts'
import type { Path } from './source.ts'
import { EditRefused } from './text-places.ts'

/** A story that breaks, as text, with the order in which it does. */
export interface Shrunk {
  readonly text: string
  readonly scenario: Scenario
  readonly broken: Broken
}

/** How many orders of a shorter story are tried before it is taken for one that holds. */
const ordersEach = 60

/** Do two problems say that the same thing broke? */
export function isSame(one: RunProblem, other: RunProblem): boolean {
  return one.invariant === undefined && other.invariant === undefined ? one.text === other.text : one.invariant === other.invariant
}

/**
 * Takes everything out of a story that is not needed for it to break in the same way, until nothing more can go. An invariant
 * holds in every story, so a shorter one that breaks it is as good. An expectation holds in its own story alone: a shorter one
 * is taken only if it still holds without what broke the longer one, be that the order or a bug.
 */
export async function shrink(text: string, broken: Broken, { open, seed }: { open: OpenExplored; seed: number | undefined }): Promise<Shrunk> {
  const attempt = async (shorter: string): Promise<Shrunk | null> => {
    const scenario = read(shorter)
    if (!scenario) return null
    const plan = planOf(scenario, seed)
    const isWanted = (problem: RunProblem): boolean => isSame(problem, broken.problem)
    const found = await explore(scenario, { plan, open, budget: ordersEach, isWanted })
    if (!found.broken) return null
    const { bugs: _bugs, ...sound } = plan
    const hasOwnOrder = broken.decisions.some(({ chosen }) => chosen > 0)
    const without = hasOwnOrder ? plan : plan.bugs ? sound : null
    const isMeant = broken.problem.invariant !== undefined || (without !== null && !(await explore(scenario, { plan: without, open, budget: 1, isWanted, isFirstOnly: true })).broken)
    return isMeant ? { text: shorter, scenario, broken: found.broken } : null
  }
  let best = await attempt(text)
  const whole = read(text)
  if (!best && whole) best = { text, scenario: whole, broken }
  if (!best) throw new Error('a story that was explored cannot be read')
  for (let isShorter = true; isShorter; ) {
    isShorter = false
    for (const path of partsOf(best.scenario)) {
      const shorter = without(best.text, path)
      const found: Shrunk | null = shorter === null ? null : await attempt(shorter)
      if (!found) continue
      // Parts are named from the end on, so the names of those before stay.
      best = found
      isShorter = true
    }
  }
  return best
}

/** What may go, from the end of the story to its beginning, then who is not needed. */
function partsOf({ steps, always, head }: Scenario): Path[] {
  const inSteps = steps.flatMap((step, place): Path[] => {
    const inside = step.kind === 'together' ? step.acts.length : step.kind === 'expect' && step.expectations.length > 1 ? step.expectations.length : 0
    const key = step.kind === 'together' ? 'together' : 'expect'
    return [['steps', place], ...Array.from({ length: inside }, (_one, inner): Path => ['steps', place, key, inner])]
  })
  const { agents = {}, queues = {}, customers = {} } = head.cast
  const people = (kind: string, named: Readonly<Record<string, unknown>>): Path[] =>
    Object.entries(named).flatMap(([name, said]): Path[] => [['cast', kind, name], ...Object.keys(typeof said === 'object' && said !== null ? said : {}).map((key): Path => ['cast', kind, name, key])])
  const settings = Object.keys(head.settings ?? {}).map((key): Path => ['settings', key])
  return [
    ...inSteps.reverse(),
    ...always.map((_one, place): Path => ['always', place]),
    ...people('customers', customers),
    ...people('agents', agents),
    ...people('queues', queues),
    ...settings
  ]
}

function without(text: string, path: Path): string | null {
  try {
    return path[0] === 'cast' || path[0] === 'settings' ? withoutKey(text, path) : withoutStep(text, path)
  } catch (error) {
    if (error instanceof EditRefused) return null
    throw error
  }
}

function read(text: string): Scenario | null {
  const reading = readScenario('story.yaml', text)
  return 'scenario' in reading ? reading.scenario : null
}
