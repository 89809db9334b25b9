import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { printScenario } from '../../src-main/scenario/print.ts'
import type { Printed } from '../../src-main/scenario/print.ts'
import { anyScenario } from './arbitrary-scenarios.ts'
import { read } from './playing.ts'

/** A scenario as text is the same scenario again, whatever is said in it. */

/** Without the lines that reading counts. */
function unplaced(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unplaced)
  if (typeof value !== 'object' || value === null || value instanceof RegExp) return value
  return Object.fromEntries(Object.entries(value).flatMap(([key, one]) => (key === 'line' || key === 'part' ? [] : [[key, unplaced(one)]])))
}

function readAgain(text: string): unknown {
  const { kind, head, steps, always } = read(text)
  return { kind, head, steps: unplaced(steps), always: unplaced(always) }
}

test('any scenario is read as it was printed', () => {
  fc.assert(
    fc.property(anyScenario, (scenario) => {
      const text = printScenario(scenario)
      expect(readAgain(text)).toEqual(scenario)
      // Reading orders the keys; after that nothing moves any more.
      const ordered = printScenario(read(text))
      expect(printScenario(read(ordered))).toBe(ordered)
    }),
    { numRuns: 150 }
  )
})

const shipped = readdirSync('resources/scenarios').filter((file) => file.endsWith('.yaml'))

test.each(shipped)('%s is written as we write', (file) => {
  const text = readFileSync(`resources/scenarios/${file}`, 'utf8')
  const lines = text.split('\n').map((line) => line.replace(/ +# .*$/, '').replace('wait: 60s', 'wait: 1m'))
  expect(printScenario(read(text, file)).split('\n')).toEqual(lines)
})

test('a step of a kind that is not known here is written as it is', () => {
  const scenario: Printed = {
    kind: 'scenario',
    head: { scenario: 'Lines break', cast: { agents: { Anna: null } } },
    steps: [{ kind: 'other', yaml: { network: 'drop', of: 'Anna', for: '5s' } }],
    always: []
  }
  expect(printScenario(scenario)).toBe('scenario: Lines break\ncast:\n  agents:\n    Anna:\n\nsteps:\n  - network: drop\n    of: Anna\n    for: 5s\n')
})
