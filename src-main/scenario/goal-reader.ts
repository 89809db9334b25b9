import { durationMs } from '../contract/duration.ts'
import { goal } from '../contract/scenario.ts'
import { agentViewer, customerViewer } from '../contract/viewer.ts'
import { unknown } from './names.ts'
import type { Objections } from './objections.ts'
import type { Goal } from './scenario.ts'
import type { Path } from './source.ts'

/** Reads `- goal: Anna consults Ben`: who, then what, in words of its own. */
export function readGoal(raw: Record<string, unknown>, path: Path, objections: Objections): Goal | null {
  const at = [...path, 'goal']
  if (objections.kind !== 'exercise') return objections.refuse(at, 'A goal belongs to an exercise; begin the file with "exercise:" instead of "scenario:"', null, 'key')
  const parsed = goal.safeParse(raw)
  if (!parsed.success) return objections.complain(parsed.error.issues, path, Object.keys(goal.shape))
  const { goal: text, within, hint, points } = parsed.data
  const { people, names } = objections
  const name = [...people].sort((one, other) => other.length - one.length).find((one) => text.startsWith(`${one} `))
  if (name === undefined) return objections.refuse(at, `A goal begins with somebody of the cast, such as "${people[0] ?? 'Anna'} accepts"; ${unknown(text.split(' ')[0] ?? '', people)}`, null)
  return {
    kind: 'goal',
    line: objections.source.lineOf(path),
    who: names.agents.includes(name) ? agentViewer(name) : customerViewer(name),
    text,
    withinMs: within === undefined ? null : durationMs(within),
    hint: hint ?? null,
    points: points ?? null
  }
}
