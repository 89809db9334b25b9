import { expect, test } from 'vitest'
import { wishesIn } from '../../src-main/scenario/goal-words.ts'
import { scoreOf } from '../../src-main/scenario/score.ts'
import type { Noted } from '../../src-main/scenario/score.ts'
import { targetsOf } from '../../src-main/scenario/seat-targets.ts'
import { expectationText } from '../../src-main/scenario/wording.ts'
import { read } from './playing.ts'

/** What an exercise counts: judged from what was asked and told, and from nothing else. */

const names = ['Anna', 'Ben', 'Ben Hur', 'Refunds', 'Clara']
const wishes = (text: string) => wishesIn({ text, who: 'agent:Anna' }, names)?.map(({ operation, target, words }) => [operation, target, words].filter((one) => one !== null).join(' '))

test('a goal is read from its own words: a verb, whom it is about, and words in quotes', () => {
  expect(wishes('Anna accepts')).toEqual(['Accept'])
  expect(wishes('Anna consults Ben')).toEqual(['Consult Ben'])
  expect(wishes('Anna consults Ben Hur or Refunds')).toEqual(['Consult Ben Hur', 'Consult Refunds'])
  expect(wishes('Anna transfers to Ben or invites Ben')).toEqual(['Transfer Ben', 'Invite Ben'])
  expect(wishes('Anna tells agents the amount')).toEqual(['SendToAgents'])
  expect(wishes('Anna says "sorry"')).toEqual(['SendMessage sorry'])
  expect(wishes('Anna hands over to Refunds')).toEqual(['Transfer Refunds'])
  expect(wishes('Anna marks it done')).toEqual(['Complete'])
  expect(wishes('Anna thinks about it')).toBeUndefined()
})

const exercise = read(`exercise: Ask before you promise
cast:
  agents:
    Anna: { played by: person }
    Ben:
  queues: { Support: { members: [Anna] } }
  customers: { Clara: }
steps:
  - Clara: chat
    queue: Support
  - goal: Anna accepts
    within: 15s
    points: 10
  - goal: Anna consults Ben
    within: 20s
    points: 20
  - goal: Anna smiles
    points: 5
always:
  - Clara never hears: { text: /limit/ }
    points: -50
`)

const targets = targetsOf(exercise.head.cast, { uriOf: (kind, name) => `http://localhost:8080/api/v2/${kind === 'agent' ? 'users' : 'queues'}/${name.toLowerCase()}` })
const goal = (at: number, line: number, text: string, withinMs: number | null, points: number): Noted => ({ kind: 'goal', at, line, text, viewer: 'agent:Anna', withinMs, hint: null, points, outcome: 'open' })
const asks = (at: number, operation: object, statusCode: 0 | 2 = 0): Noted => ({ kind: 'asked', at, viewer: 'agent:Anna', chat: 'c', operation, answer: statusCode === 0 ? { statusCode } : { statusCode, statusMessage: 'No' } })
const score = (noted: readonly Noted[], isOver = true) => scoreOf(exercise, noted, targets, isOver)
const rule = (held: boolean): Noted => ({ kind: 'expected', at: 60_000, line: exercise.always[0]?.line ?? 0, text: exercise.always.map(expectationText).join(), viewer: 'customer:Clara', held, detail: null, heard: [], points: -50 })
const both = [goal(0, 11, 'Anna accepts', 15_000, 10), asks(8000, { operationName: 'Accept' }), goal(8000, 14, 'Anna consults Ben', 20_000, 20)]
const consult = { operationName: 'Consult', targetUri: 'http://127.0.0.1:9/api/v2/users/BEN' }

test('goals count when they were reached in time, and a rule costs its points when it was broken', () => {
  const kept = score([...both, asks(20_000, consult), rule(true)])
  expect(kept?.goals.map(({ text, outcome, tookMs }) => [text, outcome, tookMs])).toEqual([['Anna accepts', 'reached', 8000], ['Anna consults Ben', 'reached', 12_000]])
  expect([kept?.points, kept?.outOf, kept?.rules[0]?.outcome]).toEqual([30, 30, 'kept'])
  const broken = score([...both, asks(20_000, consult), rule(false)])
  expect([broken?.points, broken?.rules[0]?.outcome]).toEqual([-20, 'broken'])
})

test('a goal that came too late, was refused, or was about somebody else counts nothing', () => {
  const outcome = (...noted: Noted[]) => score([...both, ...noted])?.goals[1]?.outcome
  expect(outcome(asks(28_001, consult))).toBe('late')
  expect(outcome(asks(20_000, consult, 2))).toBe('missed')
  expect(outcome(asks(20_000, { ...consult, targetUri: '/users/carol' }))).toBe('missed')
  expect(score([...both, rule(true)], false)?.goals[1]?.outcome).toBe('open')
  expect(score([...both])?.rules[0]?.outcome).toBe('open')
})

test('a request counts for one goal alone, and what nobody can judge says so and counts nothing', () => {
  const twice = score([goal(0, 11, 'Anna accepts', null, 10), goal(0, 14, 'Anna accepts', null, 10), goal(0, 17, 'Anna smiles', null, 5), asks(1000, { operationName: 'Accept' })])
  expect(twice?.goals.map(({ outcome }) => outcome)).toEqual(['reached', 'missed', 'not judged'])
  expect([twice?.points, twice?.outOf]).toEqual([10, 20])
})
