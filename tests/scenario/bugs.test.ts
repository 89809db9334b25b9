import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Bug } from '../../src-main/contract/bugs.ts'
import { planOf } from '../../src-main/scenario/plan.ts'
import { htmlReport } from '../../src-main/scenario/report-html.ts'
import { junitReport } from '../../src-main/scenario/report-junit.ts'
import { recordText } from '../../src-main/scenario/run-record.ts'
import { playText, read, recordOf } from './playing.ts'

/** Defects that a room has on purpose: each breaks a story that holds without it, and every report says so. */

const shipped = (file: string): string => readFileSync(new URL(`../../resources/scenarios/${file}`, import.meta.url), 'utf8')
const withBug = (text: string, bug: Bug): string => text.replace(/^cast:/m, `bugs: [${bug}]\ncast:`)

const breaks: [Bug, string, string][] = [
  ['typing-leaks', 'consultant-says-it-to-everybody.yaml', 'Clara has not heard type TypingStarted'],
  ['accept-after-cancel-wins', 'cancel-before-accept.yaml', 'Ben is Revoked'],
  ['owner-lost', 'owner-leaves-with-a-consultant.yaml', 'Ben can Transfer, Invite, Consult and Complete'],
  ['consultant-named-to-the-customer', 'consult-then-leave.yaml', 'Clara never hears from Ben'],
  ['since-skips-one', 'consultant-is-cut-off.yaml', 'Ben hears "Can you approve 250?", visibility Agents'],
  ['notification-before-commit', 'consultant-is-cut-off.yaml', 'Ben hears "Can you approve 250?", visibility Agents']
]

test.each(breaks)('%s breaks %s, which holds without it', async (bug, file, expected) => {
  expect((await playText(shipped(file))).result.problems).toEqual([])
  const { result } = await playText(withBug(shipped(file), bug))
  expect(result.problems.map(({ text }) => text)).toContain(expected)
})

test('every report of a room that is wrong on purpose says so, and no other does', async () => {
  const text = shipped('consult-then-leave.yaml')
  const reports = async (story: string): Promise<string[]> => {
    const run = await recordOf(read(story))
    const written: string[] = []
    for (const report of [junitReport((out) => written.push(out)), htmlReport((out) => written.push(out), { bytesAtMost: 1e7 })]) {
      report.onRunEnd?.(run)
      report.onEnd?.({ scenarios: 1, broken: 0, steps: 0, expectations: 0, notPlayed: [] })
    }
    return [...written, recordText(run), (await playText(story)).lines.join('\n')]
  }
  for (const report of await reports(withBug(text, 'index-reused'))) expect(report).toContain('index-reused')
  for (const report of await reports(text)) expect(report).not.toMatch(/on purpose|"bugs"/)
})

test('a room is made with its bugs', () => {
  expect(planOf(read(withBug(shipped('consult-then-leave.yaml'), 'index-reused'))).bugs).toEqual(['index-reused'])
  expect(planOf(read(shipped('consult-then-leave.yaml')))).not.toHaveProperty('bugs')
})
