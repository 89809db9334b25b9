import { durationMs, agentCast, cast, customerCast, queueCast, settings } from '../contract/cast.ts'
import { scenarioHead } from '../contract/scenario.ts'
import type { ScenarioHead } from '../contract/scenario.ts'
import { complaints } from './complaints.ts'
import { castProblems, namesIn } from './names.ts'
import { isRecord, Objections } from './objections.ts'
import type { Scenario } from './scenario.ts'
import { sourceOf } from './source.ts'
import type { Path, Problem, Source } from './source.ts'
import { readAlways, readSteps } from './step-reader.ts'

export type Reading = { readonly scenario: Scenario } | { readonly problems: readonly Problem[] }

const defaultPaceMs = 1500

/** Reads a scenario, or says all that is wrong with it at once. `file` only names it in problems. */
export function readScenario(file: string, text: string): Reading {
  const source = sourceOf(file, text)
  if (source.broken.length > 0) return { problems: inOrder(source.broken) }
  if (!isRecord(source.value)) return { problems: [source.problem([], 'A scenario begins with "scenario:" and its title')] }

  const { steps: _steps, always: _always, ...rawHead } = source.value
  const head = scenarioHead.safeParse(rawHead)
  const objections = new Objections(source, namesIn(source.value))
  // Without anybody in the cast every line below would be wrong for the same reason.
  const hasPeople = objections.people.length > 0
  const steps = hasPeople ? readSteps(source.value['steps'], objections) : []
  const always = hasPeople ? readAlways(source.value['always'], objections) : []
  if (!hasPeople && head.success) objections.refuse(['cast'], 'The cast has neither agents nor customers', null, 'key')
  const problems = [...headProblems(source, head), ...castProblems(source, objections.names), ...objections.problems]
  // Where YAML lost half of a line, what is wrong with the other half follows from that.
  const own = problems.filter(({ line }) => !source.doubtful.some((doubtful) => doubtful.line === line))
  if (own.length > 0 || source.doubtful.length > 0 || !head.success) return { problems: inOrder([...source.doubtful, ...own]) }
  const { scenario: title, about = '', pace } = head.data
  const paceMs = pace === undefined ? defaultPaceMs : (durationMs(pace) ?? defaultPaceMs)
  return { scenario: { file, title, about, head: head.data, paceMs, steps, always } }
}

/** `consult.yaml:14:7  Ben is spelt "Bne" here; the cast has Anna, Ben, Clara` */
export function problemText({ file, line, column, message }: Problem): string {
  return `${file}:${line}:${column}  ${message}`
}

function headProblems(source: Source, head: { success: true; data: ScenarioHead } | { success: false; error: { issues: Parameters<typeof complaints>[1] } }): Problem[] {
  if (head.success) return []
  const isExercise = isRecord(source.value) && Object.hasOwn(source.value, 'exercise')
  const issues = isExercise ? head.error.issues.filter(({ path }) => path[0] !== 'scenario') : head.error.issues
  return complaints(source, issues, [], knownKeys)
}

/** The keys that a map of the head may have. */
function knownKeys(path: Path): readonly string[] {
  const [first, second] = path
  if (path.length === 0) return [...Object.keys(scenarioHead.shape), 'steps', 'always']
  if (first === 'settings') return Object.keys(settings.shape)
  if (path.length === 1) return Object.keys(cast.shape)
  if (path.length > 3) return ['accept', 'reject']
  const shape = second === 'agents' ? agentCast.unwrap().shape : second === 'queues' ? queueCast.unwrap().shape : customerCast.unwrap().shape
  return Object.keys(shape)
}

/** From top to bottom; what was found twice is said once. */
function inOrder(problems: readonly Problem[]): Problem[] {
  const sorted = [...problems].sort((one, other) => one.line - other.line || one.column - other.column)
  return sorted.filter((problem, place) => {
    const before = sorted[place - 1]
    return !before || before.line !== problem.line || before.column !== problem.column || before.message !== problem.message
  })
}
