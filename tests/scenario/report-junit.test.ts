import { expect, test } from 'vitest'
import { junitReport } from '../../src-main/scenario/report-junit.ts'
import { recordOf, read } from './playing.ts'
import { problemsIn, reportOf, reportOfProblems } from './reporting.ts'
import { always, brokenStory, heldStory } from './stories.ts'

/** That it is well formed is seen by a browser, in tests/windows/report.test.ts. */

const small = `scenario: Nobody is <ready>
wire: classic
cast:
  agents:
    Anna:
  queues:
    Support:
      members: [Anna]
  customers:
    Clara:
steps:
  - Anna: notReady
  - Clara: chat
    queue: Support
    text: "Is 2 < 3 & \\x07 \\"so\\"?"
  - expect:
      - Anna is: Invited
        within: 2s
`

const junit = async (text: string, file = 'suite/asked.yaml'): Promise<string> => reportOf(junitReport, [await recordOf(read(text, file))])

/** Name and time of every case. */
function cases(xml: string): string[] {
  return [...xml.matchAll(/<testcase name="([^"]*)" classname="[^"]*" time="([^"]*)"/g)].map(([, name, time]) => `${time} ${name}`)
}

test('a small run, to the letter', async () => {
  await expect(await junit(small)).toMatchFileSnapshot('golden/small.junit.xml')
})

test('a step and an expectation are a case each, a caption is none, and the times are those of the simulation', async () => {
  expect(cases(await junit(brokenStory))).toEqual([
    '1.500 Clara: chat Support &quot;Hello&quot;',
    '1.500 Anna: accept',
    '0.000 Anna: consult Ben — Above my limit',
    '1.500 Ben: accept (by habit)',
    '0.000 Anna: tellAgents &quot;Can you approve 250?&quot;',
    '0.000 Ben hears &quot;Can you approve 250?&quot;, visibility Agents',
    '0.000 Clara hears /approve/',
    '5.000 wait 5s',
    '1.500 Anna: cancelConsult',
    '1.500 Anna: accept (2)',
    '0.000 Anna is refused',
    '0.000 Anna: accept (3)',
    '0.000 Clara never hears &quot;Can you approve 250?&quot;',
    ...always.map((text) => `0.000 ${text}`)
  ])
})

test('the time that an expectation waits is its own', async () => {
  const waits = `${heldStory}  - Ben: leave\n  - Anna: consult\n    target: Ben\n  - expect:\n      - Anna is: Completed\n        within: 3s\n  - Anna: type\n`
  expect(cases(await junit(waits)).slice(-10)).toEqual([
    '0.000 Anna: consult Ben',
    '1.500 Ben: accept (by habit) (2)',
    '3.000 Anna is Completed',
    '0.000 Anna: type',
    '0.000 Clara never hears &quot;Can you approve 250?&quot;',
    ...always.map((text) => `0.000 ${text}`)
  ])
})

test('the class is the path with dots, wherever the file lies', async () => {
  expect(await junit(heldStory, 'resources/scenarios/asked.yaml')).toContain(' classname="resources.scenarios.asked"')
  expect(await junit(heldStory, '../../elsewhere/asked.yml')).toContain(' classname="elsewhere.asked"')
})

test('runs of one file, one a row, have classes of their own', async () => {
  const record = await recordOf(read(heldStory, 'a.yaml'))
  const xml = reportOf(junitReport, [record, record])
  expect([...new Set([...xml.matchAll(/classname="([^"]*)"/g)].map(([, name]) => name))]).toEqual(['a', 'a-2'])
})

test('a broken case says what was expected, what is the case instead, where, and what was heard', async () => {
  const xml = await junit(brokenStory)
  expect(xml).toContain(`<failure message="Clara has not heard it" type="expectation">Expected: Clara hears /approve/
Instead: Clara has not heard it
suite/asked.yaml:30
Clara heard:
  0:00.0  StatusChange  WaitingForAgent, with Clara`)
  expect(xml).toMatch(/<failure message="refused by 2, &quot;No invitation[^"]*" type="step">Anna: accept\nInstead: refused by 2, "No invitation/)
  expect(xml).toContain('<testsuites name="aside" tests="18" failures="2" errors="0" skipped="0" time="12.500">')
})

test('what went over the wire for a step stands in its system-out', async () => {
  const [, consult = ''] = /<testcase name="Anna: consult Ben[^>]*>([\s\S]*?)<\/testcase>/.exec(await junit(heldStory)) ?? []
  expect(consult).toContain('<system-out>0:03.0  Anna asks: {"operationName":"Consult","targetUri":')
  expect(consult).toMatch(/0:03\.0 {2}Ben is told 2: .*"state":"Invited"/)
  expect(consult).not.toContain('SendToAgents')
})

test('a long excerpt says how much of it is left out', async () => {
  const queues = Array.from({ length: 25 }, (_one, place) => `    Agent${place}:\n`).join('')
  const crowd = heldStory.replace('    Ben:\n', `${queues}    Ben:\n`).replace('  - Anna: consult', '  - wait: 1s\n  - Anna: consult')
  const invites = Array.from({ length: 25 }, (_one, place) => `  - Anna: invite\n    target: Agent${place}\n  - Agent${place}: accept\n`).join('')
  expect(await junit(`${crowd}${invites}  - Anna: say\n    text: "Everybody here?"\n`)).toMatch(/\d+ more are left out here<\/system-out>/)
})

test('a scenario that was not played is skipped, a file that cannot be read is an error', async () => {
  const skipped = reportOf(junitReport, [await recordOf(read(brokenStory))], { notPlayed: ['later.yaml'] })
  expect(skipped).toContain('tests="19" failures="2" errors="0" skipped="1"')
  expect(skipped).toMatch(/<testcase name="is played" classname="later" [^>]*>\s*<skipped /)
  const unreadable = reportOfProblems(junitReport, problemsIn('scenario: x\nsteps: []\n'))
  expect(unreadable).toContain('<testsuites name="aside" tests="1" failures="0" errors="1" skipped="0" time="0.000">')
  expect(unreadable).toMatch(/<error message="[^"]+" type="bad input">bad\.yaml:1:1 {2}/)
})
