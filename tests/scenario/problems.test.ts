import { expect, test } from 'vitest'
import { problemInFull } from '../../src-main/scenario/problem-text.ts'
import { readScenario } from '../../src-main/scenario/read.ts'

/** Mistakes as a terminal shows them. */

const problemsOf = (text: string): string[] => {
  const read = readScenario('story.yaml', text)
  return 'problems' in read ? read.problems.map(problemInFull) : []
}

const head = 'scenario: A test\ncast:\n  agents:\n    Anna:\nsteps:\n'

test('a mistake shows the line itself, with a caret below its place', () => {
  expect(problemsOf(`${head}  - Anna: consullt\n    target: Bne\n`)).toEqual([
    ['story.yaml:6:11  consult is spelt "consullt" here', '    - Anna: consullt', '            ^'].join('\n')
  ])
  expect(problemsOf(`${head}  - Ana: ready\n  - Anna: redy\n`)).toEqual([
    ['story.yaml:6:5  Anna is spelt "Ana" here; the cast has Anna', '    - Ana: ready', '      ^'].join('\n'),
    ['story.yaml:7:11  ready is spelt "redy" here', '    - Anna: redy', '            ^'].join('\n')
  ])
})

test('a caret stands below its place also after tabs, and nowhere in a line that is cut off', () => {
  expect(problemsOf(`${head}  - Anna:\tredy\n`)).toEqual([['story.yaml:6:11  ready is spelt "redy" here', '    - Anna:\tredy', '           \t^'].join('\n')])
  const far = problemsOf(`${head}  - { Anna: say, text: "${'x'.repeat(300)}", chat: Bne }\n`)
  expect(far[0]?.split('\n')).toHaveLength(2)
})
