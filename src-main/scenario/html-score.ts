import type { Score } from '../contract/results.ts'
import { cell, head, heading, number, row, table } from './html-table.ts'
import { markup } from './markup.ts'
import type { Markup } from './markup.ts'
import { clockText, durationText } from './wording.ts'

/** What an exercise came to, goal by goal. */
export function scoreSection({ goals, rules, points, outOf }: Score): Markup {
  const heads = [head('Line', 'number'), head('Goal or rule'), head('Outcome'), head('When', 'number'), head('Within', 'number'), head('Points', 'number')]
  const ofGoals = goals.map((goal) =>
    row(
      [
        number(goal.line),
        heading(goal.text),
        cell(markup`${goal.outcome}`),
        number(goal.at === null ? '' : clockText(goal.at)),
        number(goal.withinMs === null ? '' : durationText(goal.withinMs)),
        number(`${goal.outcome === 'reached' ? (goal.points ?? 0) : 0} of ${goal.points ?? 0}`)
      ],
      goal.outcome === 'missed' || goal.outcome === 'late'
    )
  )
  const ofRules = rules.map((rule) =>
    row([number(rule.line), heading(rule.text), cell(markup`${rule.outcome}`), number(''), number(''), number(rule.outcome === (rule.points < 0 ? 'broken' : 'kept') ? rule.points : 0)], rule.outcome === 'broken')
  )
  return markup`<h3>Score: ${points} of ${outOf}</h3>
${table('Goals that were reached in time count, and what is always expected', heads, [...ofGoals, ...ofRules])}
`
}
