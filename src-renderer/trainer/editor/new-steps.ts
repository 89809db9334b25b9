import type { Plain, PlainPath, StoryRow, StoryRowKind } from '../../../src-main/contract/editing.ts'
import { m } from '../../shared/messages/messages.js'
import type { CastLists } from './cast-lists.ts'
import type { Fields } from './step-words.ts'

/** Steps that can be put in, each good enough to begin with. */
export interface NewStep {
  readonly kind: StoryRowKind
  readonly title: () => string
  readonly make: (cast: CastLists, before: StoryRow | null) => Fields
  readonly isOfExercise?: boolean
}

const somebody = ({ agents, people }: CastLists): string => agents[0] ?? people[0] ?? 'Anna'
const other = ({ people, agents }: CastLists): string => agents[1] ?? people[1] ?? people[0] ?? 'Ben'
const expected = (cast: CastLists): Plain => ({ [`${cast.customers[0] ?? somebody(cast)} sees`]: [somebody(cast)] })

export const newSteps: readonly NewStep[] = [
  { kind: 'act', title: m.editor_new_act, make: (cast) => ({ [somebody(cast)]: 'say', text: m.editor_newText() }) },
  { kind: 'expect', title: m.editor_new_expect, make: (cast) => ({ expect: [expected(cast)] }) },
  { kind: 'goal', title: m.editor_new_goal, make: (cast) => ({ goal: m.editor_newGoal({ name: somebody(cast) }), points: 10 }), isOfExercise: true },
  { kind: 'wait', title: m.editor_new_wait, make: () => ({ wait: '5s' }) },
  { kind: 'together', title: m.editor_new_together, make: (cast) => ({ together: [{ [somebody(cast)]: 'say', text: m.editor_newText() }, { [other(cast)]: 'leave' }] }) },
  { kind: 'caption', title: m.editor_new_caption, make: () => ({ caption: m.editor_newCaption() }) },
  { kind: 'cue', title: m.editor_new_cue, make: () => ({ cue: m.editor_newCue() }) },
  { kind: 'network', title: m.editor_new_network, make: (cast) => ({ network: 'disconnect', of: other(cast), for: '10s' }) },
  { kind: 'hold', title: m.editor_new_hold, make: (cast) => ({ hold: somebody(cast), for: '5s' }) },
  { kind: 'release', title: m.editor_new_release, make: (cast) => ({ release: somebody(cast) }) },
  { kind: 'include', title: m.editor_new_include, make: () => ({ include: 'opening.yaml' }) }
]

/** Where something new of a kind goes, after a row: into the same list where it may stand there, else after the whole step. */
export function placeAfter(row: StoryRow | null, kind: StoryRowKind, rows: readonly StoryRow[]): PlainPath {
  const steps = rows.filter(({ path }) => path[0] === 'steps' && path.length === 2).length
  if (!row || row.path[0] !== 'steps') return ['steps', steps]
  const list = row.path.slice(0, -1)
  const isInner = list.length > 1 && ((list.at(-1) === 'together' && kind === 'act') || (list.at(-1) === 'expect' && kind === 'expectation'))
  return isInner ? [...list, Number(row.path.at(-1)) + 1] : ['steps', Number(row.path[1]) + 1]
}
