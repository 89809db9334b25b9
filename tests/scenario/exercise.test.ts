import { expect, test } from 'vitest'
import { playText, read, wrongWith } from './playing.ts'

const exercise = `exercise: Ask before you promise
about: Clara wants more than you may grant. Ask Ben without Clara noticing.
cast:
  agents:
    Anna: { played by: person }
    Ben: { when invited: { accept: after 3s } }
  queues: { Support: { members: [Anna] } }
  customers: { Clara: { patience: 4m } }
steps:
  - Clara: chat
    queue: Support
    text: "I was charged twice. I want 250 back today."
  - goal: Anna accepts
    within: 15s
    points: 10
  - goal: Anna consults Ben
    hint: "Your limit is 100. Ben may go higher."
    points: 20
  - goal: Anna transfers to Ben or invites Ben
    points: 20
always:
  - Clara never hears: { text: /limit/ }
    points: -50
`

test('an exercise is read with its goals, its hints and its points', () => {
  const { kind, title, steps, always } = read(exercise)
  expect([kind, title]).toEqual(['exercise', 'Ask before you promise'])
  expect(steps.slice(1)).toEqual([
    { kind: 'goal', line: 13, who: 'agent:Anna', text: 'Anna accepts', withinMs: 15_000, hint: null, points: 10 },
    { kind: 'goal', line: 16, who: 'agent:Anna', text: 'Anna consults Ben', withinMs: null, hint: 'Your limit is 100. Ben may go higher.', points: 20 },
    { kind: 'goal', line: 19, who: 'agent:Anna', text: 'Anna transfers to Ben or invites Ben', withinMs: null, hint: null, points: 20 }
  ])
  expect(always).toMatchObject([{ phrase: 'never hears', points: -50 }])
})

test('in virtual time the script plays its part, and the goals of the others are told as not scored', async () => {
  const { progress, result, lines } = await playText(exercise)
  expect(result.problems).toEqual([])
  expect(progress.flatMap((one) => (one.kind === 'goal' ? [`${one.at} ${one.text}: ${one.outcome}`] : []))).toEqual([
    '0 Anna accepts: not scored',
    '0 Anna consults Ben: not scored',
    '0 Anna transfers to Ben or invites Ben: not scored'
  ])
  expect(lines.join('\n')).toMatch(/goal:? Anna accepts +\(not scored\)/)
})

test('the goal of somebody whom the script plays is told as not played', async () => {
  const { progress } = await playText(exercise.replace('Anna: { played by: person }', 'Anna:'))
  expect(progress.flatMap((one) => (one.kind === 'goal' ? [one.outcome] : []))).toEqual(['not played', 'not played', 'not played'])
})

test('steps after a goal may lack what nobody in that seat has done, and break nothing', async () => {
  const { result, progress } = await playText(exercise.replace('always:', '  - Ben: say\n    text: "Hello"\n  - Clara: leave\nalways:'))
  expect(result.problems).toEqual([])
  expect(progress.flatMap((one) => (one.kind === 'step' ? [one.doing] : [])).slice(1)).toEqual([
    'say "Hello" (left out: has not been told of any chat; "chat:" with a customer\'s name says which one is meant)',
    'leave'
  ])
})

test('what an exercise always expects is judged', async () => {
  const { result } = await playText(exercise.replace('/limit/', '/nowhere/'))
  expect(result.held).toBe(true)
  const broken = exercise.replace('Anna: { played by: person }', 'Anna:').replace('/limit/', '/Hello/').replace('  - goal: Anna accepts', '  - Anna: accept\n  - Anna: say\n    text: "Hello"\n  - goal: Anna accepts')
  expect((await playText(broken)).result.problems.map(({ line, detail }) => `${line} ${detail}`)).toEqual(['25 Clara heard it at 0:03.0'])
})

const mistakes: [string, string, string[]][] = [
  ['a goal in a scenario', exercise.replace('exercise:', 'scenario:').replace('    points: -50\n', ''), [13, 16, 19].map((line) => `${line}:5  A goal belongs to an exercise; begin the file with "exercise:" instead of "scenario:"`)],
  ['points of a scenario', exercise.replace('exercise:', 'scenario:').replace(/ {2}- goal[^]*always/, 'always'), ['15:5  "points" goes with a goal, and with what an exercise always expects']],
  ['a goal of nobody', exercise.replace('Anna accepts', 'Ana accepts'), ['13:11  A goal begins with somebody of the cast, such as "Anna accepts"; Anna is spelt "Ana" here; the cast has Anna, Ben, Clara']],
  ['a misspelt part of a goal', exercise.replace('hint:', 'hnt:'), ['17:5  "hnt" is not known here; did you mean hint?']],
  ['two titles', `scenario: Both\n${exercise}`, ['1:1  A file is a scenario or an exercise; keep one of the two titles']],
  ['a step of a seat', exercise.replace('always:', '  - Anna: accept\nalways:'), ['21:5  Anna is played by a person, and only "aside run FILE --serve" waits for what a person does; to let the script play Anna: --seat Anna=script']]
]

test.each(mistakes)('a mistake in an exercise is named: %s', (_title, text, problems) => {
  expect(wrongWith(text)).toEqual(problems.map((problem) => `test.yaml:${problem}`))
})
