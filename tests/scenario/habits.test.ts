import { expect, test } from 'vitest'
import { playText, wrongWith } from './playing.ts'

const castWith = (ben: string, clara = ''): string => `cast:
  agents:
    Anna:
    Ben:
${ben}
  queues:
    Support:
      members: [Anna]
  customers:
    Clara:
${clara}
`

const opening = (ben: string, clara?: string): string => `scenario: A test
${castWith(ben, clara)}steps:
  - Clara: chat
    queue: Support
    text: "Hello"
  - Anna: accept
`

const consulted = `  - Anna: consult
    target: Ben
  - wait: 10s
  - Anna: tellAgents
    text: "Can you approve 250?"
  - wait: 10s
`

/** `Ben: accept` of everything done by habit, with the second at which it was done. */
async function byHabit(text: string): Promise<[string, number][]> {
  const { progress, result } = await playText(text)
  expect(result.problems).toEqual([])
  return progress.flatMap((one): [string, number][] => (one.kind === 'step' && one.byHabit ? [[one.text, one.at]] : []))
}

test('a supporting agent accepts and answers by habit, within the span that the file gives', async () => {
  const ben = '      when invited: { accept: after 2s to 5s }\n      when asked: { tellAgents: "Yes, go ahead", after: 1s to 4s }'
  const done = await byHabit(opening(ben) + consulted)
  expect(done.map(([text]) => text)).toEqual(['Ben: accept', 'Ben: tellAgents "Yes, go ahead"'])
  const [[, accepted] = ['', 0], [, answered] = ['', 0]] = done
  expect(accepted).toBeGreaterThanOrEqual(3000 + 2000)
  expect(accepted).toBeLessThanOrEqual(3000 + 5000)
  expect(answered).toBeGreaterThanOrEqual(13_000 + 1000)
  expect(answered).toBeLessThanOrEqual(13_000 + 4000)
})

test('what a habit draws comes from the seed', async () => {
  const text = opening('      when invited: { accept: after 1s to 9s }') + consulted
  expect(await byHabit(text)).toEqual(await byHabit(text))
  const moments = await Promise.all([1, 2, 3, 4].map(async (seed) => (await byHabit(`seed: ${seed}\n${text}`))[0]?.[1]))
  expect(new Set(moments).size).toBeGreaterThan(1)
})

test('several answers are given in turn, and then no more', async () => {
  const ben = '      when invited: accept\n      when asked: { tellAgents: ["Let me look", "Yes"], after: 1s }'
  const ask = (text: string) => `  - Anna: tellAgents\n    text: "${text}"\n  - wait: 5s\n`
  const done = await byHabit(`${opening(ben)}  - Anna: consult\n    target: Ben\n${ask('One?')}${ask('Two?')}${ask('Three?')}`)
  expect(done.map(([text]) => text)).toEqual(['Ben: accept', 'Ben: tellAgents "Let me look"', 'Ben: tellAgents "Yes"'])
})

test('what was said to agents before somebody came asks for nothing', async () => {
  const ben = '      when asked: { tellAgents: "Yes", after: 1s }'
  const text = `${opening(ben).replace('    Ben:', '    Carol:\n    Ben:')}  - Anna: consult\n    target: Carol\n  - Carol: accept\n  - Anna: tellAgents\n    text: "Carol?"\n  - Anna: consult\n    target: Ben\n  - Ben: accept\n  - wait: 5s\n`
  expect(await byHabit(text)).toEqual([])
})

test('two who answer by habit do not talk for ever', async () => {
  const both = opening('      when invited: accept\n      when asked: { tellAgents: "Yes", after: 0s }').replace('    Anna:', '    Anna:\n      when asked: { tellAgents: "Thanks", after: 0s }')
  const done = await byHabit(both + consulted)
  expect(done.map(([text]) => text)).toEqual(['Ben: accept', 'Ben: tellAgents "Yes"'])
})

test('a step beats an answer by habit', async () => {
  const ben = '      when invited: accept\n      when asked: { tellAgents: "By habit", after: 5s }'
  const text = `${opening(ben)}  - Anna: consult\n    target: Ben\n  - Anna: tellAgents\n    text: "May I?"\n  - Ben: tellAgents\n    text: "By a step"\n  - wait: 20s\n`
  expect((await byHabit(text)).map(([done]) => done)).toEqual(['Ben: accept'])
})

test('a customer speaks up when nobody says anything, once, and may leave in the end', async () => {
  const asks = opening('', '      when idle: { say: "Are you still there?", after: 20s }') + '  - wait: 2m\n'
  expect(await byHabit(asks)).toEqual([['Clara: say "Are you still there?"', 21_500]])
  const leaves = opening('', '      when idle: { leave: after 30s }') + '  - Anna: say\n    text: "One moment"\n  - wait: 2m\n'
  expect(await byHabit(leaves)).toEqual([['Clara: leave', 33_000]])
})

test('a habit that can no longer be done is dropped', async () => {
  const idle = opening('', '      when idle: { say: "Hello?", after: 20s }') + '  - Clara: leave\n  - wait: 1m\n'
  expect(await byHabit(idle)).toEqual([])
})

test('a habit is told what form it takes', () => {
  const wrong = (habit: string): string[] => wrongWith(opening(`      ${habit}`))
  expect(wrong('when invited: { accept: after 5s to 2s }')).toEqual(['test.yaml:6:31  accept must begin with the shorter duration'])
  expect(wrong('when asked: { tellAgents: "Yes", after: soon }')).toEqual(['test.yaml:6:47  after must be a duration such as 3s, or a span such as 2s to 5s'])
  expect(wrong('when idle: { say: "Hello?", after: 0s }')).toEqual(['test.yaml:6:42  after must be at least 1s'])
  expect(wrong('when idle: { dance: 3s }')).toEqual(['test.yaml:6:18  when idle must be { say: "...", after: 30s } or { leave: after 2m }'])
})
