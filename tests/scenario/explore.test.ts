import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { openExplored } from '../../src-main/rooms.ts'
import { bugNames } from '../../src-main/contract/bugs.ts'
import type { Bug } from '../../src-main/contract/bugs.ts'
import { brokenStory, orderText } from '../../src-main/scenario/counterexample-file.ts'
import { withValue } from '../../src-main/scenario/edit-values.ts'
import { explore } from '../../src-main/scenario/explore.ts'
import type { Explored } from '../../src-main/scenario/explore.ts'
import { Foresight } from '../../src-main/scenario/foresight.ts'
import { Memory } from '../../src-main/scenario/memory.ts'
import { People } from '../../src-main/scenario/people.ts'
import { planOf } from '../../src-main/scenario/plan.ts'
import { shrink } from '../../src-main/scenario/shrink.ts'
import { playText, read } from './playing.ts'

/** Every order that a story leaves open, and the shortest story that breaks. */

const open = openExplored()
const shipped = (file: string): string => readFileSync(new URL(`../../resources/scenarios/${file}`, import.meta.url), 'utf8')
const explored = (text: string, budget = 200): Promise<Explored> => {
  const scenario = read(text)
  return explore(scenario, { plan: planOf(scenario), open, budget })
}

/** The shortest story that breaks as this one does, as a file. */
async function shortest(text: string): Promise<string> {
  const { broken } = await explored(text)
  if (!broken) throw new Error('nothing broke')
  const shrunk = await shrink(text, broken, { open, seed: undefined })
  const file = await brokenStory(shrunk, { file: 'story.yaml', open, seed: undefined })
  return file ?? 'no file'
}

const chat = (steps: string, more = ''): string => `scenario: A test
${more}cast:
  agents:
    Anna:
    Ben:
    Carol:
  queues:
    Support:
      members: [Anna]
      answerWithin: 1h
  customers:
    Clara:
steps:
  - Clara: chat
    queue: Support
  - Anna: accept
${steps}`

/** Each bug, the shipped scenario that finds it, and what breaks there. */
const proofs: [Bug, string, string][] = [
  ['typing-leaks', 'consultant-says-it-to-everybody.yaml', 'no-leak'],
  ['accept-after-cancel-wins', 'cancel-before-accept.yaml', 'request-outcome'],
  ['second-leg-never-removed', 'consult-then-leave.yaml', 'well-formed'],
  ['index-reused', 'consult-then-transfer.yaml', 'well-formed'],
  ['owner-lost', 'consult-then-transfer.yaml', 'one-owner'],
  ['notification-before-commit', 'consult-then-leave.yaml', 'told-is-stored'],
  ['double-answer', 'edge/23-accepted-in-two-windows.yaml', 'request-outcome'],
  ['consultant-named-to-the-customer', 'consult-then-leave.yaml', 'no-leak'],
  ['since-skips-one', 'consultant-is-cut-off.yaml', 'Ben hears "Can you approve 250?", visibility Agents'],
  ['capability-stale', 'consult-rejected.yaml', 'told-is-stored']
]

test('a bug that the written order does not show is found in the other', async () => {
  const crossing = withValue(shipped('accept-and-cancel-cross.yaml'), ['bugs'], ['accept-after-cancel-wins'])
  expect((await playText(crossing)).result.problems).toEqual([])
  const { broken, orders } = await explored(crossing, 50)
  expect([broken?.problem.invariant, orders]).toEqual(['request-outcome', 2])
  expect((await playText(await shortest(crossing))).result.problems.map((problem) => problem.invariant)).toContain('request-outcome')
})

test('every bug has its proof', () => {
  expect(proofs.map(([bug]) => bug).sort()).toEqual([...bugNames].sort())
})

test.each(proofs)('%s is found on %s within 50 orders, and its shortest story breaks in the same way', async (bug, file, what) => {
  const sound = shipped(file)
  expect((await explored(sound, 50)).broken).toBeNull()
  const text = withValue(sound, ['bugs'], [bug])
  const { broken, orders } = await explored(text, 50)
  expect([broken?.problem.invariant ?? broken?.problem.text, orders <= 50]).toEqual([what, true])
  const story = await shortest(text)
  const { result } = await playText(story)
  expect(result.problems.map((problem) => problem.invariant ?? problem.text)).toContain(what)
  expect(read(story).steps.length).toBeLessThan(read(sound).steps.length)
  const withoutBug = await playText(story.replace(/^bugs:.*\n/m, ''))
  expect(withoutBug.result.problems).toEqual([])
})

test('a race of three is played in each of its six orders, and the way that they go together once', async () => {
  const race = chat('  - together:\n      - Anna: type\n      - Clara: type\n      - Anna: say\n        text: "Hello"\n')
  expect(await explored(race)).toMatchObject({ orders: 6, isExhaustive: true, broken: null })
  // Two who are refused change nothing, in whichever order: what follows is played once.
  const refused = await explored(chat('  - together:\n      - Ben: reject\n        chat: Clara\n      - Carol: reject\n        chat: Clara\n      - Ben: reject\n        chat: Clara\n  - together:\n      - Anna: type\n      - Clara: type\n'))
  expect(refused).toMatchObject({ isExhaustive: true, broken: null, recognised: 5, orders: 7 })
})

test('a time-out comes before each act that it could come before', async () => {
  const { orders, isExhaustive } = await explored(chat('  - Anna: consult\n    target: Ben\n  - Anna: type\n  - Ben: accept\n'))
  // Ben rings no more before the second, or before the third, or not at all.
  expect([orders, isExhaustive]).toEqual([3, true])
})

test('a habit comes as the seed says, as soon as it can and as late', async () => {
  const text = chat('  - Anna: consult\n    target: Ben\n  - wait: 10s\n', 'seed: 3\n').replace('    Ben:\n', '    Ben: { when invited: { accept: after 2s to 8s } }\n')
  expect(await explored(text)).toMatchObject({ orders: 3, isExhaustive: true, broken: null })
  const impatient = `${text.replace('10s', '7900ms')}  - expect:\n      - Ben is: Chatting\n`
  const { broken } = await explored(impatient)
  expect(broken && orderText(broken.decisions, read(impatient))).toEqual(['Ben (when invited) takes 8s, latest'])
  const story = await shortest(impatient)
  expect(story).toContain('accept: after 8s')
  expect((await playText(story)).result.held).toBe(false)
})

test('an expectation that one order breaks is found, and its story keeps comments and what makes it break', async () => {
  const text = chat(`  # Nobody needs this.
  - Anna: type
  - Anna: consult           # privately
    target: Ben
  # Who is first?
  - together:
      - Ben: accept         # comes
      - Anna: cancelConsult
      - Clara: type
  - Clara: say
    text: "Still there?"
  - expect:
      - Ben is: Chatting
`)
  const { broken } = await explored(text)
  expect(broken?.problem.text).toBe('Ben is Chatting')
  const story = await shortest(text)
  expect(story.slice(story.indexOf('steps:'))).toBe(`steps:
  - Clara: chat
    queue: Support
  - Anna: accept
  - Anna: consult           # privately
    target: Ben
  # Who is first?
  - together:
      - Anna: cancelConsult
      - Ben: accept         # comes
  - expect:
      - Ben is: Chatting
`)
  expect((await playText(story)).result.problems.map((problem) => problem.text)).toEqual(['Ben is Chatting'])
})

test('a time-out that breaks a story is written down as a wait', async () => {
  // Only where Ben is told of the end of his invitation before he accepts does he hear that it is over.
  const text = chat('  - Anna: consult\n    target: Ben\n  - Anna: type\n  - Ben: accept\nalways:\n  - Ben never hears: { state: Revoked }\n')
  const { broken } = await explored(text)
  expect(broken && orderText(broken.decisions, read(text)).length).toBe(1)
  const story = await shortest(text)
  expect(story).toContain('- wait: 30s')
  expect((await playText(story)).result.problems.map((problem) => problem.text)).toEqual(['Ben never hears state Revoked'])
})

test('beyond the budget dice choose as many orders more, the same for the same seed', async () => {
  const many = chat(`  - together:\n${['one', 'two', 'three', 'four', 'five'].map((text) => `      - Anna: say\n        text: "${text}"\n`).join('')}`)
  expect(await explored(many, 200)).toMatchObject({ orders: 120, isExhaustive: true })
  const some = await explored(many, 10)
  expect(some).toMatchObject({ orders: 20, isExhaustive: false, broken: null })
  expect(await explored(many, 10)).toEqual(some)
})

test('no shipped scenario breaks in any order that it leaves open', async () => {
  for (const file of ['consult-on-a-shaky-line.yaml', 'queue-overflows.yaml', 'second-consult-while-pending.yaml', 'supervisor-coaches.yaml']) {
    expect.soft(await explored(shipped(file)), file).toMatchObject({ isExhaustive: true, broken: null })
  }
})

test('what is still going to be looked back for tells two states apart', async () => {
  const text = chat('  - Anna: say\n    text: "Hello"\n  - expect:\n      - Clara has not heard: { text: "Hello" }\n      - Clara has not heard: { text: "Bye" }\n      - Clara never hears: { text: "Hello" }\n')
  const scenario = read(text)
  const foresight = new Foresight(scenario)
  const people = new People(planOf(scenario))
  const memory = new Memory()
  expect(foresight.at(0, memory, people)).toEqual([false, false, false])
  for (const frame of (await playText(text)).heard) memory.hear(frame)
  expect(foresight.at(0, memory, people)).toEqual([true, false, true])
  // Nothing is looked for after the last step.
  expect(foresight.at(scenario.steps.length, memory, people)).toEqual([])
})
