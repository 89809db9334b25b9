import { partFile } from '../../contract/scenario.ts'
import { complaints } from '../complaints.ts'
import { isRecord } from '../objections.ts'
import { sourceOf } from '../source.ts'
import type { Problem } from '../source.ts'

/** What is wrong with a part by itself. Whether its people are in a cast is known only where it is included. */
export function readPart(file: string, text: string): { readonly problems: readonly Problem[] } {
  const source = sourceOf(file, text)
  if (source.broken.length > 0) return { problems: source.broken }
  if (!isRecord(source.value)) return { problems: [source.problem([], 'A part begins with "part:" and its title, then come its "steps:"')] }
  const { steps, ...head } = source.value
  const parsed = partFile.omit({ steps: true }).safeParse(head)
  const problems = parsed.success ? [] : complaints(source, parsed.error.issues, [], () => Object.keys(partFile.shape))
  const stepless = Array.isArray(steps) && steps.length > 0 ? [] : [source.problem(['steps'], 'steps must be a list with at least one line, each beginning with "- "')]
  return { problems: [...source.doubtful, ...problems, ...stepless] }
}
