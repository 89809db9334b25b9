import { include, partFile } from '../contract/scenario.ts'
import { isRecord } from './objections.ts'
import type { Objections } from './objections.ts'
import type { Given } from './rows.ts'
import type { Step } from './scenario.ts'
import { sourceOf } from './source.ts'
import type { Path, Source } from './source.ts'
import { listed, nearest } from './spelling.ts'

const deepest = 10

/** Reads `- include: opening.yaml` with its parameters: the steps of a part, in the place of the step. */
export function readInclude(raw: Record<string, unknown>, path: Path, objections: Objections, readSteps: (raw: unknown, objections: Objections) => Step[]): Step[] {
  const at = [...path, 'include']
  const parsed = include.safeParse(raw)
  if (!parsed.success) return objections.complain(parsed.error.issues, path, Object.keys(include.shape)) ?? []
  const { include: name, with: parameters = {} } = parsed.data
  const { source, library, within } = objections
  const here = `${source.file}:${source.lineOf(path)}`
  const opened = library.open(name, source.file)
  if ('problem' in opened) return objections.refuse(at, opened.problem, [])
  const before = [{ file: source.file, here }, ...within]
  const again = before.find(({ file }) => file === opened.file)
  if (again) return objections.refuse(at, `${name} is included while it is being read, in ${again === before[0] ? here : `${again.here} and again in ${here}`}; take one of the two out`, [])
  if (within.length >= deepest) return objections.refuse(at, `Parts include parts ${deepest} deep; ${within.at(-1)?.here ?? here} begins it`, [])

  const given: Given = new Map(Object.entries(parameters))
  const part = sourceOf(opened.file, opened.text, given, objections.language)
  for (const unused of [...given.keys()].filter((parameter) => !part.reused.includes(parameter))) {
    const meant = nearest(unused, part.reused)
    objections.refuse([...path, 'with', unused], `"${unused}" is used nowhere in ${name}${meant ? `; did you mean ${meant}?` : part.reused.length > 0 ? `, which uses ${listed(part.reused.map((one) => `$${one}`))}` : ''}`, null, 'key')
  }
  return partOf(part, opened.file, objections.inside(part, before), readSteps).map((step) => placed(step, source.lineOf(path), opened.file))
}

function partOf(part: Source, file: string, objections: Objections, readSteps: (raw: unknown, objections: Objections) => Step[]): Step[] {
  objections.problems.push(...part.broken, ...part.doubtful)
  if (part.broken.length > 0) return []
  const { value } = part
  if (!isRecord(value) || !Object.hasOwn(value, 'part')) {
    const is = isRecord(value) && (Object.hasOwn(value, 'scenario') || Object.hasOwn(value, 'exercise')) ? `${file} is played by itself, and is no part` : `${file} is no part`
    return objections.refuse([], `${is}; a part begins with "part:" and its title, then come its "steps:"`, [])
  }
  const { steps, ...head } = value
  const parsed = partFile.omit({ steps: true }).safeParse(head)
  if (!parsed.success) objections.complain(parsed.error.issues, [], Object.keys(partFile.shape))
  return readSteps(steps, objections)
}

/** A step of a part stands at the line that includes it, and knows its own. */
function placed<One extends Step>(step: One, line: number, file: string): One {
  const part = step.part ?? { file, line: step.line }
  if (step.kind === 'together') return { ...step, line, part, acts: step.acts.map((act) => placed(act, line, file)) }
  if (step.kind === 'expect') return { ...step, line, part, expectations: step.expectations.map((one) => ({ ...one, line, part: one.part ?? { file, line: one.line } })) }
  return { ...step, line, part }
}
