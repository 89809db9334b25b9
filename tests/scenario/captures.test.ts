import { expect, test } from 'vitest'
import { playText, wrongWith } from './playing.ts'

const opening = `scenario: A test
cast:
  agents:
    Anna:
    Ben:
      ready: no
  queues:
    Support:
      members: [Anna]
  customers:
    Clara:
steps:
  - Clara: chat
    queue: Support
    as: conversation
  - Anna: accept
`

const problemsOf = async (steps: string): Promise<string[]> => (await playText(opening + steps)).result.problems.map(({ line, detail }) => `${line} ${detail}`)

test('the referenceId of an answer is kept and used again', async () => {
  const consult = '  - Anna: consult\n    target: Ben\n    as: ref\n'
  expect(await problemsOf(`${consult}  - expect:\n      - Anna gets error: { referenceId: $ref }\n        within: 1s\n`)).toEqual([])
  const another = `${consult}  - wait: 2s\n  - Anna: consult\n    target: Ben\n    as: other\n  - expect:\n      - Anna gets error: { referenceId: $ref }\n        within: 1s\n`
  expect(await problemsOf(another)).toHaveLength(1)
  expect(await problemsOf(another.replace('$ref', '$other'))).toEqual([])
})

test('fields of what was heard are kept and used again, also within a text', async () => {
  expect(
    await problemsOf(`  - Clara: say
    text: "My order is 17"
  - expect:
      - Anna hears: { text: /order/ }
        as: { words: text, who: from.nickname, number: index }
  - Anna: raw
    operation: { operationName: SendMessage, text: "$who said: $words" }
  - expect:
      - Clara hears: { text: "Clara said: My order is 17" }
      - Anna has not heard: { index: 99 }
      - Clara never hears: { text: "$words", from: Anna }
  - expect:
      - Anna hears: { text: $words, index: $number }
`)
  ).toEqual(['29 Anna heard it at 0:03.0, before the last step; it is expected anew'])
})

test('the id of the chat that was asked for can be kept', async () => {
  expect(await problemsOf('  - Anna: raw\n    operation: { operationName: SendMessage, text: $conversation }\n  - expect:\n      - Anna hears: { text: $conversation }\n')).toEqual([])
})

test('an answer or a frame that has nothing to keep breaks the run', async () => {
  expect(await problemsOf('  - Anna: type\n    as: ref\n')).toEqual(['17 its answer carries no referenceId to keep as $ref'])
  expect(await problemsOf('  - Clara: say\n    text: "Hi"\n  - expect:\n      - Anna hears: { text: "Hi" }\n        as: { ref: referenceId }\n')).toEqual(['20 what Anna heard has no referenceId to keep'])
})

test('what a refused step in a race did not bring is missing where it is used', async () => {
  const steps = `  - together:
      - Clara: leave
      - Anna: consult
        target: Ben
        as: ref
  - expect:
      - Anna has not heard: { referenceId: $ref }
`
  expect(await problemsOf(steps)).toEqual(['23 $ref was not captured'])
})

test('a misspelt name is told with those that are captured before it', () => {
  const steps = '  - Anna: consult\n    target: Ben\n    as: reference\n  - expect:\n      - Anna gets error: { referenceId: $referense }\n        within: 1s\n'
  expect(wrongWith(opening + steps)).toEqual(['test.yaml:21:41  $reference is spelt "$referense" here; captured before this: $conversation and $reference'])
})

test('a dollar sign in what somebody says is a dollar sign', async () => {
  expect(await problemsOf('  - Anna: say\n    text: "It costs $five"\n  - expect:\n      - Clara hears: { text: /five$/ }\n')).toEqual([])
})
