import { expect, test } from 'vitest'
import { readScenario } from '../../src-main/scenario/read.ts'
import { allOf, counted, noTotals } from '../../src-main/scenario/report.ts'
import { lineReport } from '../../src-main/scenario/report-line.ts'
import { statusReport } from '../../src-main/scenario/report-status.ts'
import { playText, read, recordOf } from './playing.ts'
import { always, brokenStory, heldStory } from './stories.ts'

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
    ...always.map((text) => `          ✓ ${text}`),
    '6 steps, 2 expectations: 2 broken'
  ])
})

test('a run in which all held says so', async () => {
  const [opening = ''] = text.split('  - Anna: consult')
  const { lines } = await playText(`${opening}  - expect:\n      - Clara sees: [Anna]\n`)
  expect(lines.slice(-7)).toEqual(['          ✓ Clara sees Anna', ...always.map((text) => `          ✓ ${text}`), '2 steps, 1 expectation: all held'])
})

test('colours are used only where they are wanted', () => {
  const print = (colour: boolean): string => {
    const lines: string[] = []
    const reading = readScenario('a.yaml', 'scenario: x\n')
    lineReport((line) => lines.push(line), colour).onUnreadable('problems' in reading ? reading.problems : [])
    return lines.join('\n')
  }
  expect(print(false)).toBe('a.yaml:1:1  "cast" is missing\n    scenario: x\n    ^')
  expect(print(true)).toContain('\u001b[31m')
})

/** What several reporters are told of these runs, as the command line tells it. */
async function printed(stories: readonly string[], notPlayed: readonly string[] = []): Promise<{ lines: string[]; shown: string[] }> {
  const lines: string[] = []
  const shown: string[] = []
  const report = allOf([statusReport((line) => shown.push(line)), lineReport((line) => lines.push(line), false)])
  report.onBegin({ scenarios: stories.length + notPlayed.length })
  let totals = { ...noTotals, notPlayed }
  for (const [place, story] of stories.entries()) {
    const run = await recordOf(read(story, `${place + 1}.yaml`), { listener: report })
    report.onRunEnd(run)
    totals = { ...counted(totals, run), notPlayed }
  }
  report.onEnd(totals)
  return { lines, shown }
}

test('of many scenarios, one that held gets a line and one that broke all of its steps; the sum names what broke', async () => {
  const { lines } = await printed([heldStory, brokenStory])
  expect(lines[0]).toBe('✓ Ben is asked  1.yaml: 4 steps, 2 expectations')
  expect(lines[1]).toBe('Ben is asked, and "Clara" <hears>')
  expect(lines).toContain('          ✗ Clara hears /approve/')
  expect(lines.slice(-5)).toEqual([
    '8 steps, 4 expectations: 2 broken',
    '',
    '2 scenarios, 12 steps, 6 expectations: 1 scenario broken',
    '  2.yaml:30  Clara hears /approve/: Clara has not heard it',
    '  2.yaml:37  Anna: accept: refused by 2, "No invitation to this chat waits for you: it was answered, taken back, or has run out"'
  ])
})

test('what was not played any more is counted', async () => {
  const { lines } = await printed([brokenStory], ['2.yaml', '3.yaml'])
  expect(lines.at(-3)).toBe('1 scenario, 8 steps, 4 expectations: 1 scenario broken; 2 scenarios not played')
})

test('a single scenario has no sum over all', async () => {
  expect((await printed([heldStory])).lines.at(-1)).toBe('4 steps, 2 expectations: all held')
})

test('how far many scenarios have come is shown, and goes at the end', async () => {
  expect((await printed([brokenStory, heldStory])).shown).toEqual(['1 of 2  1.yaml', '2 of 2, 1 scenario broken  2.yaml', ''])
  expect((await printed([heldStory])).shown).toEqual([])
})
