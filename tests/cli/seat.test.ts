import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, test } from 'vitest'
import { runOptionsIn } from '../../src-main/commands/run-options.ts'
import type { GivenRunOptions } from '../../src-main/commands/run-options.ts'
import { BadInput } from '../../src-main/exit-codes.ts'
import type { Progress, Result } from '../../src-main/scenario/progress.ts'
import type { Entry, RunRecord } from '../../src-main/scenario/run-record.ts'
import { aside, playing } from '../support/command-line.ts'
import type { Playing } from '../support/command-line.ts'
import { freshFolder } from '../support/rooms.ts'

/** `aside run --serve`: real clients, each a process of its own, in seats of a story that Aside plays. */

const sample = 'resources/scenarios/consult-then-transfer.yaml'
/** Faster than life, and slow enough for a busy machine. */
const brisk = ['--speed', '4', '--patience', '20s']

type Doing = { when?: string; held?: boolean; operationName: string } & Record<string, unknown>

const start: Doing = { operationName: 'StartContactCenterSession', channels: ['chat'] }
const accept: Doing = { when: '"Invited"', operationName: 'Accept', nickname: 'Anna' }
const say: Doing = { when: '"Chatting"', operationName: 'SendMessage', text: 'One moment, please' }
const consult: Doing = { when: '"Chatting"', operationName: 'Consult', targetPath: '/users/{Ben}', note: 'Above my limit' }
const tellAgents: Doing = { when: '"state":"active"', operationName: 'SendToAgents', text: 'Can you approve 250?' }
const transfer: Doing = { when: '"Yes"', operationName: 'Transfer', targetUri: 'http://elsewhere.example/api/v2/contacts/{Ben}/' }
const focus: Doing = { when: '"Chatting"', operationName: 'SetInFocus' }
const type: Doing = { when: '"Chatting"', operationName: 'SendStartTypingNotification' }
const wellDone: readonly Doing[] = [start, accept, focus, type, say, consult, tellAgents, transfer, { operationName: 'EndContactCenterSession' }]

const clients: ChildProcess[] = []
const runs: Playing[] = []

afterEach(() => {
  for (const run of runs.splice(0)) run.kill()
  for (const client of clients.splice(0)) client.kill('SIGKILL')
})

async function serving(...args: string[]): Promise<Playing> {
  const run = await playing(...args)
  runs.push(run)
  return run
}

function client(script: string, ...args: string[]): void {
  const path = fileURLToPath(new URL(`../clients/seats/${script}`, import.meta.url))
  clients.push(spawn(process.execPath, [path, ...args], { stdio: 'ignore' }))
}

/** Anna's client signs in with what was printed for her. */
function anna({ url, seats }: Playing, acts: readonly Doing[]): void {
  const { user, password } = seats['Anna'] ?? {}
  client('agent-by-polling.ts', url, String(user), String(password), JSON.stringify(acts))
}

interface Report {
  readonly code: number | null
  readonly run: RunRecord
  readonly result: Result
  /** `Anna: accept` and what became of it. */
  readonly told: readonly Extract<Progress, { kind: 'step' | 'expected' }>[]
}

async function reportOf({ ended }: Playing): Promise<Report> {
  const { code, out } = await ended
  const [run] = (JSON.parse(out) as { runs: [RunRecord] }).runs
  return { code, run, result: run.result, told: run.entries.filter((entry) => entry.kind === 'step' || entry.kind === 'expected') as never }
}

function file(text: string): string {
  const path = join(freshFolder(), 'story.yaml')
  writeFileSync(path, text)
  return path
}

function asked(entries: readonly Entry[], operationName: string): Entry | undefined {
  return entries.find((entry) => entry.kind === 'asked' && (entry.operation as { operationName?: unknown }).operationName === operationName)
}

const head = (player: string): string => `scenario: Somebody else is Anna
cast:
  agents:
    Anna: { played by: ${player} }
    Ben:
  queues:
    Support: { members: [Anna] }
  customers:
    Clara:
steps:
  - Clara: chat
    queue: Support
    text: "Hello"
  - Anna: accept
`

test('a client of its own process plays Anna as the story has it, and all holds', async () => {
  const run = await serving(sample, '--seat', 'Anna=client', ...brisk)
  expect(run.seats).toEqual({ Anna: { player: 'client', user: 'Anna', password: 'Anna' } })
  anna(run, wellDone)
  const { code, result, told, run: record } = await reportOf(run)
  expect(result.problems).toEqual([])
  expect([code, result.steps]).toEqual([0, 11])
  expect(told.filter(({ text }) => text.startsWith('Anna: ')).map(({ text }) => text)).toEqual([
    'Anna: accept',
    'Anna: say "One moment, please"',
    'Anna: consult Ben — Above my limit',
    'Anna: tellAgents "Can you approve 250?"',
    'Anna: transfer Ben'
  ])
  expect(told.map(({ text }) => text)).toEqual(expect.arrayContaining(["Anna's client signs in", "Anna's client asks for nothing that no step waits for", 'Ben hears "Can you approve 250?", visibility Agents']))
  expect(record.live).toEqual({ players: { Anna: 'client' } })
})

const text = '"Just a moment"'
test.each<[string, readonly Doing[], string, RegExp]>([
  ['rejects instead', [start, { ...accept, operationName: 'Reject' }], 'Anna: accept', /^Anna's client asked Reject instead, at 0:\d\d\.\d$/],
  ['says something else', [start, accept, { ...say, text: 'Just a moment' }], 'Anna: say "One moment, please"', new RegExp(`^Anna's client asked SendMessage with text ${text} instead of "One moment, please", at `)],
  ['asks somebody else', [start, accept, say, { ...consult, targetPath: '/users/0000' }], 'Anna: consult Ben — Above my limit', /with target \/users\/0000 instead of Ben, at .*, and was refused by 6, "There is no such agent or queue/],
  ['says too much', [start, accept, say, consult, tellAgents, { ...tellAgents, operationName: 'SendMessage', text: 'Still there?' }], 'Anna: transfer Ben', /^Anna's client asked SendMessage "Still there\?" instead, at /],
  ['sends something malformed', wellDone.flatMap((one) => (one === say ? [{ ...say, text: 7 }, say] : [one])), "Anna's client sends nothing malformed", /^POST \/api\/v2\/me\/chats\/\w+ was turned away by 10, "Parameter "text": .*", at .*; it sent {"operationName":"SendMessage","text":7}$/]
])('a client that %s breaks the run, which says so', async (_what, acts, step, detail) => {
  const run = await serving(sample, '--seat', 'Anna=client', ...brisk)
  anna(run, acts)
  const { code, result } = await reportOf(run)
  expect(code).toBe(1)
  expect(result.problems.map((problem) => problem.text)).toEqual([step])
  expect(result.problems[0]?.detail).toMatch(detail)
})

test.each<[string, readonly Doing[] | null, string, string]>([
  ['never comes', null, "Anna's client signs in", "Anna's client has not come within 1s"],
  ['comes and does not begin to work', [], "Anna's client signs in", "Anna's client has come, but neither opened a notification channel nor started a session within 5s, so no chat can be offered to it"],
  ['does nothing more', [start], 'Anna: accept', "Anna's client has not done this within 5s; the last request was StartContactCenterSession, at 0:"]
])('a client that %s is waited for no longer than the patience', async (_what, acts, step, detail) => {
  const run = await serving(sample, '--seat', 'Anna=client', '--patience', acts === null ? '1s' : '5s')
  if (acts !== null) anna(run, acts)
  const { code, result } = await reportOf(run)
  expect([code, result.problems.map((problem) => problem.text)]).toEqual([1, [step]])
  expect(result.problems[0]?.detail).toContain(detail)
})

test("the client of the CometD project plays Anna, is cut off in the midst of it, and goes on when it is back", async () => {
  const path = file(`${head('client')}  - Anna: say
    text: /^One moment/
  - Anna: consult
    target: Ben
  - Ben: accept
  - Anna: tellAgents
  - network: disconnect
    of: Anna
    for: 6s
  - Ben: say
    text: "Yes"
  - Anna: transfer
  - expect:
      - Ben is: Chatting
`)
  const run = await serving(path, ...brisk)
  client('agent-by-cometd.ts', run.url, 'Anna', 'Anna')
  const { code, result, run: { entries } } = await reportOf(run)
  expect([code, result.problems]).toEqual([0, []])
  const lines = entries.filter((entry) => entry.kind === 'line')
  expect(lines.map((entry) => entry.kind === 'line' && entry.fault?.network)).toEqual(['disconnect', undefined])
  expect(asked(entries, 'Transfer')?.at).toBeGreaterThanOrEqual(lines[1]?.at ?? Number.POSITIVE_INFINITY)
})

test("a customer's widget plays Clara without any credential, in a race with Ben", async () => {
  const run = await serving(sample, '--seat', 'Clara=client', ...brisk)
  const { post, body } = run.seats['Clara'] ?? {}
  client('customer.ts', String(post), JSON.stringify(body))
  const { code, result, told } = await reportOf(run)
  expect([code, result.problems]).toEqual([0, []])
  expect(told.filter(({ text: said }) => said.startsWith('Clara: ')).map(({ text: said }) => said)).toEqual(['Clara: chat Support "Hello, where is my refund?"', 'Clara: leave'])
  expect(told.find(({ text: said }) => said === 'Ben: say "I have approved it"')).toMatchObject({ answer: { statusCode: 0 } })
})

test('what a client asks for may be held on its way, and comes too late', async () => {
  const run = await serving('tests/clients/seats/held-cancel.yaml', '--seat', 'Anna=client', ...brisk)
  const cancel: Doing = { when: '"state":"pending"', held: true, operationName: 'CancelConsult' }
  anna(run, [start, accept, { ...consult, note: 'Above my limit' }])
  await run.waitsFor('cancelConsult')
  anna(run, [cancel])
  const { code, result, told } = await reportOf(run)
  expect([code, result.problems]).toEqual([0, []])
  expect(told.filter(({ text: said }) => said.includes('cancelConsult')).map(({ text: said }) => said)).toEqual(['Anna: cancelConsult (held)', 'Anna: cancelConsult'])
})

test('what the room refuses a client can be expected', async () => {
  const path = file(`${head('client')}  - Anna: consult
    target: { uri: "http://localhost:8080/api/v2/users/0000" }
  - expect:
      - Anna is refused: { statusCode: 6 }
`)
  const run = await serving(path, ...brisk)
  anna(run, [start, accept, { ...consult, targetPath: '/users/0000' }])
  const { code, result } = await reportOf(run)
  expect([code, result.problems]).toEqual([0, []])
})

test('Ctrl-C stops it where it stands, says where that is, and frees the port', async () => {
  const run = await serving(sample, '--seat', 'Anna=client')
  anna(run, [start])
  await run.waitsFor('accept')
  run.interrupt()
  const { code, result } = await reportOf(run)
  expect([code, result.stopped]).toEqual([1, true])
  expect(result.problems).toEqual([{ line: 26, text: 'Anna: accept', detail: 'the run was stopped while it waited for this' }])
  const server = createServer()
  await new Promise<void>((listening, taken) => server.once('error', taken).listen(Number(new URL(run.url).port), '127.0.0.1', listening))
  server.close()
})

test('what nobody can wait for is refused with the way to run it, and the script plays whom it is told to', async () => {
  const path = file(head('client'))
  const [plain, scripted, checked] = await Promise.all([aside('run', path), aside('run', path, '--seat', 'Anna=script'), aside('check', path)])
  expect(plain.code).toBe(2)
  expect(plain.err).toMatch(/story\.yaml:14:5 {2}Anna is played by a client, and only "aside run FILE --serve" waits for what a client does; to let the script play Anna: --seat Anna=script\n/)
  expect([scripted.code, scripted.err]).toEqual([0, ''])
  expect([checked.code, checked.err]).toEqual([0, ''])
})

test.each<[string, readonly string[], string]>([
  ['a name that is nobody\'s', ['--serve', '--seat', 'Ana=client'], '--seat: Anna is spelt "Ana" here; the cast has Anna, Ben, Clara'],
  ['two scenarios at a time', ['resources/scenarios/consult-rejected.yaml', '--serve'], '--serve hosts one scenario, and these are 2']
])('%s is bad input', async (_what, args, sentence) => {
  const { code, err } = await aside('run', sample, ...args)
  expect([code, err.trim()]).toEqual([2, sentence])
})

test.each<[string, GivenRunOptions, string]>([
  ['a player that there is not', { seat: 'Anna=robot' }, '--seat must read NAME=script, person or client, such as Anna=client, not Anna=robot'],
  ['a seat with two players', { seat: ['Anna=script', 'Anna=client'] }, 'Anna has one seat; --seat names it twice'],
  ['patience where nobody is waited for', { patience: '3s' }, '--patience goes with --serve; without it nobody can come in, and nobody is waited for'],
  ['patience that is no time', { serve: true, patience: 'long' }, '--patience must be a duration such as 30s or 2m, not long'],
  ['a speed that is none', { serve: true, speed: 0 }, '--speed must be a number from 0.1 to 100, not 0'],
  ['a port that is none', { serve: true, port: 'x' }, '--port must be a number from 0 to 65535, not x']
])('%s is said to be wrong before anything begins', (_what, given, sentence) => {
  expect(() => runOptionsIn(given)).toThrow(new BadInput(sentence))
})
