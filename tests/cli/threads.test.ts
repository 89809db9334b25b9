import { readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aside } from '../support/command-line.ts'
import { freshFolder } from '../support/rooms.ts'

/** Many scenarios are played on all cores, and nobody can tell from what is said of them. */

const story = (title: string, expected: string): string => `scenario: ${title}
cast:
  agents:
    Anna:
  queues:
    Support:
      members: [Anna]
  customers:
    Clara:
steps:
  - Clara: chat
    queue: Support
    text: "Hello"
  - Anna: accept
  - expect:
      - Anna is: ${expected}
`

/** Enough for threads; the 40th breaks. */
function many(): string {
  const folder = freshFolder()
  for (let number = 0; number < 70; number += 1) writeFileSync(join(folder, `story-${String(number).padStart(2, '0')}.yaml`), story(`Story ${number}`, number === 40 ? 'Completed' : 'Chatting'))
  return folder
}

test.runIf(availableParallelism() > 1)('every report is the same to the byte as of one thread', async () => {
  const folder = many()
  const played = async (name: string, ...more: string[]): Promise<string[]> => {
    const out = (kind: string): string => join(folder, `${name}.${kind}`)
    const { code, out: lines, err } = await aside('run', folder, '--reporter', 'line', '--reporter', `json=${out('json')}`, '--reporter', `junit=${out('xml')}`, '--reporter', `html=${out('html')}`, ...more)
    return [String(code), lines, err, ...['json', 'xml', 'html'].map((kind) => readFileSync(out(kind), 'utf8'))]
  }
  // A seat that the script has anyway keeps it in one thread.
  const [threads, alone] = [await played('threads'), await played('alone', '--seat', 'Anna=script')]
  expect(threads).toEqual(alone)
  expect(threads[0]).toBe('1')
  expect(threads[1]).toContain('70 scenarios, 140 steps, 70 expectations: 1 scenario broken')
})

test('what is wrong with any of many files is said before anything is played', async () => {
  const folder = many()
  writeFileSync(join(folder, 'story-33.yaml'), story('Story 33', 'Chating'))
  writeFileSync(join(folder, 'story-66.yaml'), 'scenario: Half\n')
  const { code, out, err } = await aside('run', folder)
  expect([code, out]).toEqual([2, ''])
  expect(err).toMatch(/story-33\.yaml:16:.*Chatting[\s\S]*story-66\.yaml:1:1/)
})
