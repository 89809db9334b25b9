import { expect, test } from 'vitest'
import { readScenario } from '../../src-main/scenario/read.ts'
import { lineReport } from '../../src-main/scenario/report-line.ts'
import { playText } from './playing.ts'

const text = `scenario: A colleague knows
cast:
  agents:
    Anna:
    Benjamin:
      when invited: accept
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
  - Anna: consult
    target: Benjamin
    note: "Above my limit"
  - Anna: tellAgents
    text: "Can you approve 250?"
  - expect:
      - Benjamin hears: { text: "Can you approve 250?", visibility: Agents }
      - Clara hears: { text: /approve/ }
  - wait: 5s
  - Anna: accept
`

test('every step and expectation is printed with the clock, a broken one with what was heard', async () => {
  const { lines } = await playText(text)
  expect(lines).toEqual([
    'A colleague knows',
    '  0:00.0  Clara     chat Support "Hello"',
    '  0:01.5  Anna      accept',
    '  0:03.0  Anna      consult Benjamin — Above my limit',
    '  0:03.0  Benjamin  accept  (by habit)',
    '  0:04.5  Anna      tellAgents "Can you approve 250?"',
    '          ✓ Benjamin hears "Can you approve 250?", visibility Agents',
    '          ✗ Clara hears /approve/',
    '              Clara has not heard it  test.yaml:24',
    '              Clara heard:',
    '                0:00.0  StatusChange  WaitingForAgent, with Clara',
    '                0:00.0  NewMessages  Clara: ParticipantJoined',
    '                0:00.0  NewMessages  Clara: "Hello"',
    '                0:01.5  StatusChange  Chatting, with Anna, Clara',
    '                0:01.5  NewMessages  Anna: ParticipantJoined',
    '  0:04.5            wait 5s',
    '  0:09.5  Anna      accept  ✗',
    '              refused by 2, "No invitation to this chat waits for you: it was answered, taken back, or has run out"  test.yaml:26',
    '          ✓ no customer was told anything that is for agents only',
    '6 steps, 2 expectations: 2 broken'
  ])
})

test('a run in which all held says so', async () => {
  const [opening = ''] = text.split('  - Anna: consult')
  const { lines } = await playText(`${opening}  - expect:\n      - Clara sees: [Anna]\n`)
  expect(lines.slice(-3)).toEqual(['          ✓ Clara sees Anna', '          ✓ no customer was told anything that is for agents only', '2 steps, 1 expectation: all held'])
})

test('colours are used only where they are wanted', () => {
  const print = (colour: boolean): string => {
    const lines: string[] = []
    const reading = readScenario('a.yaml', 'scenario: x\n')
    lineReport((line) => lines.push(line), colour).unreadable('problems' in reading ? reading.problems : [])
    return lines.join('\n')
  }
  expect(print(false)).toBe('a.yaml:1:1  "cast" is missing\n    scenario: x')
  expect(print(true)).toContain('\u001b[31m')
})
