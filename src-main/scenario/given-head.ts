import { scenarioHead } from '../contract/scenario.ts'
import type { ScenarioHead } from '../contract/scenario.ts'
import { complaints } from './complaints.ts'
import { castProblems, namesIn } from './names.ts'
import { knownKeys } from './read.ts'
import type { Path, Source } from './source.ts'

/** The head of a scenario that is given as plain data instead of as a file, or all that is wrong with it, in the same words. */
export function headGiven(value: unknown): { readonly head: ScenarioHead } | { readonly problems: readonly string[] } {
  const source = plainSource(value)
  const head = scenarioHead.safeParse(value)
  const names = namesIn(value)
  const shape = head.success ? [] : complaints(source, head.error.issues, [], knownKeys)
  const nobody = head.success && names.agents.length + names.customers.length === 0 ? [source.problem(['cast'], 'The cast has neither agents nor customers')] : []
  const problems = [...shape, ...nobody, ...castProblems(source, names)].map(({ message }) => message)
  return head.success && problems.length === 0 ? { head: head.data } : { problems: [...new Set(problems)] }
}

/** Data has no lines to point at, so the way to a value is said with what is wrong. */
function plainSource(value: unknown): Source {
  const problem = (path: Path, message: string) => ({ file: '', line: 1, column: 1, source: '', message: [path.map(String).join('.'), message].filter(Boolean).join(': ') })
  return { file: '', value, broken: [], doubtful: [], reused: [], problem, lineOf: () => 1, strayBy: () => null }
}
