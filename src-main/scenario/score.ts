import type { GoalOutcome, GoalScore, RuleScore, Score } from '../contract/results.ts'
import { nameOf } from '../contract/viewer.ts'
import { wishesIn } from './goal-words.ts'
import type { Wish } from './goal-words.ts'
import type { Redaction } from './redact.ts'
import { isRefused } from './record-words.ts'
import type { AskedEntry, Entry } from './run-record.ts'
import type { Progress } from './progress.ts'
import type { Scenario } from './scenario.ts'
import type { Targets } from './seat-targets.ts'
import { expectationText } from './wording.ts'

type Judgeable = Pick<Scenario, 'always'> & { readonly head: Pick<Scenario['head'], 'cast'> }

/** What is noted of a run, in its order. */
export type Noted = Entry | Progress

/**
 * What an exercise came to, from what was asked and told alone; null for a run without goals and rules that count. A goal is
 * reached by the first request of its person that does what it says and is not refused, be it before the goal came. Its
 * time counts from the step before it, and from the goal before it where that was reached later.
 */
export function scoreOf({ always, head }: Judgeable, noted: readonly Noted[], targets: Targets, isOver: boolean): Score | null {
  const goals = goalsOf(noted, namesIn(head.cast), targets, isOver)
  const rules = rulesOf(always, noted)
  if (goals.length + rules.length === 0) return null
  const reached = goals.reduce((sum, { outcome, points }) => sum + (outcome === 'reached' ? (points ?? 0) : 0), 0)
  const ruled = rules.reduce((sum, { outcome, points }) => sum + (outcome === (points < 0 ? 'broken' : 'kept') ? points : 0), 0)
  const most = [...goals.filter(({ outcome }) => outcome !== 'not played' && outcome !== 'not judged'), ...rules].reduce((sum, { points }) => sum + Math.max(0, points ?? 0), 0)
  return { goals, rules, points: reached + ruled, outOf: most }
}

/** Whom a goal may be about. */
export function namesIn({ agents = {}, queues = {}, customers = {} }: Scenario['head']['cast']): string[] {
  return [...Object.keys(agents), ...Object.keys(queues), ...Object.keys(customers)]
}

function goalsOf(noted: readonly Noted[], names: readonly string[], targets: Targets, isOver: boolean): GoalScore[] {
  const taken = new Set<Noted>()
  let lastReachedAt = 0
  let isAfterGoal = false
  const goals: GoalScore[] = []
  for (const entry of noted) {
    if (entry.kind === 'step') isAfterGoal = false
    if (entry.kind !== 'goal' || entry.outcome === 'reached') continue
    const { line, text, viewer, withinMs, points, at: setAt } = entry
    const goal = { line, text, who: nameOf(viewer), withinMs, points }
    const wishes = wishesIn({ text, who: viewer }, names)
    if (entry.outcome === 'not played' || wishes === null) {
      goals.push({ ...goal, outcome: wishes === null ? 'not judged' : 'not played', at: null, tookMs: null })
      continue
    }
    const found = noted.find((one): one is AskedEntry => one.kind === 'asked' && one.viewer === viewer && !taken.has(one) && fulfils(one, wishes, targets))
    if (found) taken.add(found)
    const since = isAfterGoal ? Math.max(setAt, lastReachedAt) : setAt
    const tookMs = found ? Math.max(0, found.at - since) : null
    if (found) lastReachedAt = Math.max(lastReachedAt, found.at)
    isAfterGoal = true
    goals.push({ ...goal, outcome: outcomeOf(tookMs, withinMs, isOver), at: found?.at ?? null, tookMs })
  }
  return goals
}

function outcomeOf(tookMs: number | null, withinMs: number | null, isOver: boolean): GoalOutcome {
  if (tookMs === null) return isOver ? 'missed' : 'open'
  return withinMs !== null && tookMs > withinMs ? 'late' : 'reached'
}

/** The same without anything that is about people. */
export function redactedScore(score: Score, redaction: Pick<Redaction, 'progress'>): Score {
  const rest = { at: 0, viewer: null, held: true, detail: null, heard: [] }
  const goals = score.goals.map((goal) => ({ ...goal, text: redaction.progress({ kind: 'caption', at: 0, line: goal.line, text: goal.text }).text }))
  const rules = score.rules.map((rule) => ({ ...rule, text: redaction.progress({ kind: 'expected', line: rule.line, text: rule.text, ...rest }).text }))
  return { ...score, goals, rules }
}

/** Does this request what a goal wants? */
export function fulfils({ operation, answer }: Pick<AskedEntry, 'operation' | 'answer'>, wishes: readonly Wish[], targets: Targets): boolean {
  if (isRefused(answer) || typeof operation !== 'object' || operation === null) return false
  const fields: Readonly<Record<string, unknown>> = { ...operation }
  const address = ['targetUri', 'targetPath', 'userUri', 'queueName'].map((key) => fields[key]).find((value) => typeof value === 'string')
  const text = ['text', 'url', 'noticeText', 'disposition'].map((key) => fields[key]).find((value) => typeof value === 'string')
  return wishes.some(({ operation: name, target, words }) => {
    if (fields['operationName'] !== name) return false
    if (target !== null && typeof address === 'string' && targets.nameOf(address) !== target) return false
    return words === null || (typeof text === 'string' && text.toLowerCase().includes(words))
  })
}

/** The whole run was looked at once it is over; until then they are open. */
function rulesOf(always: Scenario['always'], noted: readonly Noted[]): RuleScore[] {
  return always.flatMap((expected) => {
    if (expected.points === undefined) return []
    const text = expectationText(expected)
    const judged = noted.find((one) => one.kind === 'expected' && one.line === expected.line && one.text === text)
    const held = judged?.kind === 'expected' ? judged.held : null
    return [{ line: expected.line, text, points: expected.points, outcome: held === null ? ('open' as const) : held ? ('kept' as const) : ('broken' as const) }]
  })
}
