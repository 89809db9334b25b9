import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aside } from '../support/command-line.ts'
import { freshFolder } from '../support/rooms.ts'

/** `aside run` and `aside check` as people call them. */

function file(text: string): string {
  const path = join(freshFolder(), 'story.yaml')
  writeFileSync(path, text)
  return path
}

const cast = `cast:
  agents:
    Anna:
    Ben:
  queues:
    Support:
      members: [Anna]
  customers:
    Clara:
`

test('the sample prints each step and expectation as it holds, and exits 0', async () => {
  const ended = await aside('run', 'resources/scenarios/consult-then-transfer.yaml')
  expect(ended.out).toMatch(/Anna\s+consult Ben/)
  expect(ended.out).toMatch(/✓ Ben hears "Can you approve 250\?"/)
  expect(ended.out).toMatch(/✓ Clara never hears "Can you approve 250\?"/)
  expect(ended.out).toMatch(/all held\n$/)
  expect([ended.code, ended.err]).toEqual([0, ''])
})

test('the same file prints the same bytes again', async () => {
  const [one, two] = await Promise.all([aside('run', 'resources/scenarios/consult-to-a-queue.yaml'), aside('run', 'resources/scenarios/consult-to-a-queue.yaml')])
  expect(one.out).toBe(two.out)
})

test('a broken expectation exits 1 and shows what the viewer did hear', async () => {
  const path = file(`scenario: Broken
${cast}
steps:
  - Clara: chat
    queue: Support
    text: "Hello there"
  - Anna: accept
  - expect:
      - Anna hears: { text: "Goodbye" }
`)
  const ended = await aside('run', path)
  expect(ended.code).toBe(1)
  expect(ended.out).toMatch(/✗ Anna hears "Goodbye"/)
  expect(ended.out).toMatch(/Hello there/)
})

test('a bad file exits 2 and names every mistake with its place', async () => {
  const path = file(`scenario: Mistakes
${cast}
steps:
  - Clara: chat
    queue: Suport
  - Bne: accept
  - Anna: consullt
    target: Ben
`)
  for (const command of ['run', 'check']) {
    const ended = await aside(command, path)
    expect(ended.code).toBe(2)
    expect(ended.err).toMatch(/story\.yaml:14:12 .*Suport/)
    expect(ended.err).toMatch(/story\.yaml:15:5 .*Bne/)
    expect(ended.err).toMatch(/story\.yaml:16:11 .*consullt/)
  }
})
