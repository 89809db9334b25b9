import { durationMs } from '../contract/duration.ts'
import { agentCast, cast, customerCast, queueCast, settings } from '../contract/cast.ts'
import { scenarioHead } from '../contract/scenario.ts'
import type { ScenarioHead } from '../contract/scenario.ts'
import { complaints } from './complaints.ts'
import { Language } from './language.ts'
import type { Untranslated } from './language.ts'
import { noLibrary } from './library.ts'
import type { Library } from './library.ts'
import { castProblems, namesIn } from './names.ts'
import { isRecord, Objections } from './objections.ts'
import { rowsIn } from './rows.ts'
import type { Scenario } from './scenario.ts'
import { asTheCastSays, seatedHead, seatedNames } from './seating.ts'
import type { Seating } from './seating.ts'
import { sourceOf } from './source.ts'
import type { Path, Problem, Source } from './source.ts'
import { readAlways, readSteps } from './step-reader.ts'

/** A scenario, with one for each of its rows: the first of them is the scenario itself. */
export type Reading =
  | { readonly scenario: Scenario; readonly rows: readonly Scenario[]; readonly untranslated: readonly Untranslated[] }
  | { readonly problems: readonly Problem[] }

const defaultPaceMs = 1500

/** Reads a scenario, or says all that is wrong with it at once. `file` only names it in problems; `library` has what it includes, `tag` names the language to read it in, `seating` says who plays whom. */
export function readScenario(file: string, text: string, library: Library = noLibrary, tag?: string, seating: Seating = asTheCastSays): Reading {
  const language = tag === undefined ? null : new Language(tag, library)
  const source = sourceOf(file, text, new Map(), language)
  if (source.broken.length > 0) return { problems: inOrder(source.broken) }
  if (!isRecord(source.value)) return { problems: [source.problem([], 'A scenario begins with "scenario:" and its title')] }
  if (Object.hasOwn(source.value, 'part')) return { problems: [source.problem(['part'], 'A part is played by the scenarios that include it, and not by itself', 'key')] }

  const { rows, problems } = rowsIn(source, source.value['with'], library)
  const read = rows === null ? [readOne(source, library, language, seating)] : rows.map((row) => readOne(sourceOf(file, text, row, language), library, language, seating))
  const wrong = [...problems, ...(language?.problems ?? []), ...read.flatMap((one) => ('problems' in one ? one.problems : []))]
  const scenarios = read.flatMap((one) => ('scenario' in one ? [one.scenario] : []))
  const [first] = scenarios
  if (wrong.length > 0 || !first) return { problems: inOrder(wrong) }
  return { scenario: first, rows: named(scenarios), untranslated: language?.untranslated ?? [] }
}

function readOne(source: Source, library: Library, language: Language | null, seating: Seating): { readonly scenario: Scenario } | { readonly problems: readonly Problem[] } {
  const { file, value } = source
  if (!isRecord(value)) return { problems: source.broken }
  const kind = Object.hasOwn(value, 'exercise') ? 'exercise' : 'scenario'
  const { steps: _steps, always: _always, exercise, ...rest } = value
  const head = scenarioHead.safeParse(kind === 'exercise' ? { ...rest, scenario: exercise } : rest)
  const objections = new Objections(source, { names: seatedNames(namesIn(value), seating), kind, library, language })
  // Without anybody in the cast every line below would be wrong for the same reason.
  const hasPeople = objections.people.length > 0
  const steps = hasPeople ? readSteps(value['steps'], objections) : []
  const always = hasPeople ? readAlways(value['always'], objections) : []
  if (!hasPeople && head.success) objections.refuse(['cast'], 'The cast has neither agents nor customers', null, 'key')
  if (kind === 'exercise' && Object.hasOwn(value, 'scenario')) objections.refuse(['scenario'], 'A file is a scenario or an exercise; keep one of the two titles', null, 'key')
  const problems = [...headProblems(source, head, kind), ...castProblems(source, objections.names), ...objections.problems]
  // Where YAML lost half of a line, what is wrong with the other half follows from that.
  const own = problems.filter((problem) => !source.doubtful.some((doubtful) => doubtful.file === problem.file && doubtful.line === problem.line))
  if (own.length > 0 || source.doubtful.length > 0 || !head.success) return { problems: [...source.doubtful, ...own] }
  const { scenario: title, about = '', pace } = head.data
  const paceMs = durationMs(pace ?? '') ?? defaultPaceMs
  return { scenario: { file, kind, title, about, head: seatedHead(head.data, seating), paceMs, isNatural: pace === 'natural', steps, always } }
}

/** Where a title does not tell the rows apart, their numbers do. */
function named(scenarios: readonly Scenario[]): readonly Scenario[] {
  const titles = new Set(scenarios.map(({ title }) => title))
  if (scenarios.length < 2 || titles.size === scenarios.length) return scenarios
  return scenarios.map((scenario, place) => ({ ...scenario, title: `${scenario.title} (row ${place + 1})` }))
}

/** `consult.yaml:14:7  Ben is spelt "Bne" here; the cast has Anna, Ben, Clara` */
export function problemText({ file, line, column, message }: Problem): string {
  return `${file}:${line}:${column}  ${message}`
}

type Head = { success: true; data: ScenarioHead } | { success: false; error: { issues: Parameters<typeof complaints>[1] } }

function headProblems(source: Source, head: Head, kind: 'scenario' | 'exercise'): Problem[] {
  if (head.success) return []
  const issues = head.error.issues.map((issue) => (issue.path[0] === 'scenario' ? { ...issue, path: [kind] } : issue))
  return complaints(source, issues, [], knownKeys)
}

/** The keys that a map of the head may have. */
export function knownKeys(path: Path): readonly string[] {
  const [first, second] = path
  if (path.length === 0) return [...Object.keys(scenarioHead.shape), 'exercise', 'steps', 'always']
  if (first === 'settings') return Object.keys(settings.shape)
  if (path.length === 1) return Object.keys(cast.shape)
  if (path.length > 3) return ['accept', 'reject', 'say', 'tellAgents', 'leave', 'after']
  const shape = second === 'agents' ? agentCast.unwrap().shape : second === 'queues' ? queueCast.unwrap().shape : customerCast.unwrap().shape
  return Object.keys(shape)
}

/** From top to bottom, the scenario's own file first; what was found twice is said once. */
function inOrder(problems: readonly Problem[]): Problem[] {
  const files = [...new Set(problems.map(({ file }) => file))]
  const sorted = [...problems].sort((one, other) => files.indexOf(one.file) - files.indexOf(other.file) || one.line - other.line || one.column - other.column)
  return [...new Map(sorted.map((problem) => [`${problem.file}:${problem.line}:${problem.column} ${problem.message}`, problem])).values()]
}
