import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { logIn } from '../../src-main/store/log-file.ts'
import { aside, served } from '../support/command-line.ts'
import type { Served } from '../support/command-line.ts'
import { freshFolder, Rehearsal } from '../support/rooms.ts'
import { HttpClient, listen, signIn } from '../support/server.ts'

/** `aside replay` as people call it, on records and on logs. */

const sample = 'resources/scenarios/consult-then-transfer.yaml'
const out = freshFolder()
const record = join(out, 'resources.scenarios.consult-then-transfer.run.json')
const report = join(out, 'all.json')
const running: Served[] = []

beforeAll(async () => {
  await aside('run', sample, '--out', out)
  await aside('run', 'resources/scenarios', '--reporter', `json=${report}`)
})

afterEach(async () => {
  for (const one of running.splice(0)) await one.kill('SIGKILL')
})

function written(text: string): string {
  const path = join(freshFolder(), 'changed.run.json')
  writeFileSync(path, text)
  return path
}

test('all that ships is replayed from one report, to the byte', async () => {
  const ended = await aside('replay', report)
  expect([ended.code, ended.err]).toEqual([0, ''])
  const lines = ended.out.trimEnd().split('\n')
  expect(lines.length).toBeGreaterThan(20)
  for (const line of lines) expect(line).toMatch(/^✓ .+: \d+ requests, \d+ frames, the same to the byte$/)
})

test('one run of a report is chosen by number or by title', async () => {
  const { runs } = JSON.parse(readFileSync(report, 'utf8')) as { runs: { title: string }[] }
  const place = runs.findIndex(({ title }) => title === 'Consult a colleague, then hand over') + 1
  const [byNumber, byTitle, none] = await Promise.all([
    aside('replay', report, '--run', String(place), '--json'),
    aside('replay', report, '--run', 'Consult a colleague, then hand over', '--json'),
    aside('replay', report, '--run', 'Nothing of that name')
  ])
  expect(byTitle.out).toBe(byNumber.out)
  expect(JSON.parse(byNumber.out)).toMatchObject({ format: 1, same: true, runs: [{ name: 'Consult a colleague, then hand over', same: true, parting: null }] })
  expect([none.code, none.err]).toEqual([2, expect.stringMatching(/holds no run Nothing of that name; it holds\n {2}1 {2}/)])
})

test('a changed byte is said with the moment, who, both texts and the request before, and exits 1', async () => {
  const lines = readFileSync(record, 'utf8').split('\n')
  const place = lines.findIndex((line) => line.includes('"kind":"told"') && line.includes('"viewer":"agent:Ben"') && line.includes('approve 250'))
  const path = written(lines.with(place, lines[place]?.replace('approve 250', 'approve 350') ?? '').join('\n'))
  const [said, json] = await Promise.all([aside('replay', path), aside('replay', path, '--json')])
  expect(said.code).toBe(1)
  expect(said.out).toMatch(/parts at\n {2}0:07\.5 {2}Ben is told 6: NewMessages\n {4}recorded {2}….*350.*\n {4}replayed {2}….*250.*\n +\^ at character \d+\n {4}just before: 0:07\.5 {2}Anna asked SendToAgents \(acknowledged\)\n$/)
  const { runs } = JSON.parse(json.out) as { runs: { parting: { entry: number; recorded: unknown } }[] }
  expect(runs[0]?.parting).toMatchObject({ at: 7500, who: 'agent:Ben', before: { operation: { operationName: 'SendToAgents' } } })
  expect(runs[0]?.parting.entry).toBe(place - lines.indexOf('  "entries": ['))
})

test('the scenario is played again instead, and the records are compared line by line', async () => {
  const same = await aside('replay', record, '--scenario', sample)
  expect([same.code, same.err]).toEqual([0, ''])
  const changed = join(freshFolder(), 'changed.yaml')
  writeFileSync(changed, readFileSync(sample, 'utf8').replace('text: "Yes"', 'text: "Yep"'))
  const other = await aside('replay', record, '--scenario', changed)
  expect(other.code).toBe(1)
  expect(other.out).toMatch(/line \d+ of the record, at 0:09\.0\n.*Yes.*\n.*Yep/)
})

test('a redacted record is refused, unless its scenario is given', async () => {
  const folder = freshFolder()
  await aside('run', sample, '--out', folder, '--redact')
  const redacted = join(folder, 'resources.scenarios.consult-then-transfer.run.json')
  const refused = await aside('replay', redacted)
  expect([refused.code, refused.err]).toEqual([2, expect.stringMatching(/is redacted: .* Play the scenario again without --redact, or give --scenario FILE\.\n$/)])
  expect((await aside('replay', redacted, '--scenario', sample)).code).toBe(0)
})

test('a record of an older Aside is refused, and says how to get one that can be replayed', async () => {
  const { plan: _plan, ...older } = JSON.parse(readFileSync(record, 'utf8')) as Record<string, unknown>
  const path = written(JSON.stringify(older))
  const refused = await aside('replay', path)
  expect([refused.code, refused.err]).toEqual([2, expect.stringMatching(/older Aside, without the plan of its room\. Play the scenario again with "aside run"/)])
  expect((await aside('replay', path, '--scenario', sample)).code).toBe(0)
})

test.each([
  [['no-such.json'], /no-such\.json cannot be read/],
  [['package.json'], /package\.json cannot be read: it does not say "format": 1/],
  [['README.md'], /README\.md is no JSON/],
  [['resources'], /There is no log in resources\. Give the folder/],
  [[out], /holds records and no log\. Give one of them, such as /],
  [[record, '--room', 'main'], /--room chooses in the folder of a log/]
])('what is no run is refused with a sentence (%#)', async (args, sentence) => {
  const ended = await aside('replay', ...args)
  expect([ended.code, ended.out]).toEqual([2, ''])
  expect(ended.err).toMatch(sentence)
  expect(ended.err).not.toMatch(/\n\s+at /)
})

/** People who consult, are refused, restart, stay away; two rooms in one log when wanted. */
function aLog(): string {
  const folder = freshFolder()
  const rehearsal = new Rehearsal(undefined, logIn(folder))
  rehearsal.chatWithAnna()
  rehearsal.consult()
  rehearsal.agent('Ben', { operationName: 'Accept' })
  rehearsal.agent('Ben', { operationName: 'SendToAgents', text: 'Between us' })
  rehearsal.customer({ operationName: 'SendMessage', text: 'Hello?' })
  rehearsal.request(null)
  rehearsal.pass(40)
  // The last moment before the restart is that of a refusal, at which nothing happened.
  rehearsal.agent('Carol', { operationName: 'Accept' })
  rehearsal.pass(10)
  rehearsal.agent('Carol', { operationName: 'Complete' })
  rehearsal.restart()
  rehearsal.agent('Anna', { operationName: 'Accept' })
  rehearsal.pass(300)
  rehearsal.request()
  rehearsal.store.close()
  return folder
}

function changedLog(folder: string, sql: string): string {
  const copy = freshFolder()
  cpSync(folder, copy, { recursive: true })
  const db = new Database(logIn(copy))
  expect(db.prepare(sql).run().changes).toBe(1)
  db.close()
  return copy
}

test('a log is replayed to the byte over a restart, and is not touched', async () => {
  const folder = aLog()
  const before = readFileSync(logIn(folder))
  const ended = await aside('replay', folder)
  expect([ended.code, ended.err]).toEqual([0, ''])
  expect(ended.out).toMatch(/^✓ main: 15 requests, \d\d frames, the same to the byte\n$/)
  expect(readFileSync(logIn(folder))).toEqual(before)
})

test('whatever row of a log is changed, it is found there', async () => {
  const folder = aLog()
  const cases: readonly (readonly [string, RegExp])[] = [
    [`UPDATE events SET event = replace(event, 'Between us', 'Between uS') WHERE event LIKE '%Between us%'`, / (Anna|Ben) is told \d+: NewMessages\n.*uS.*\n.*us/],
    [`UPDATE events SET told = replace(told, '"agent:Ben":5', '"agent:Ben":6') WHERE event LIKE '%AgentAccepted%' AND told LIKE '%"agent:Ben":5%'`, /the log keeps AgentAccepted\n/],
    [`UPDATE inputs SET outcome = replace(outcome, '"referenceId":2', '"referenceId":3') WHERE operation LIKE '%Consult%'`, /Anna asks Consult\n.*"referenceId":3.*\n.*"referenceId":2/],
    [`UPDATE inputs SET at = at + 1 WHERE operation LIKE '%Hello?%'`, /Anna is told \d+: NewMessages\n.*"at":6000.*\n.*"at":6001/],
    [`UPDATE inputs SET operation = replace(operation, 'Hello?', 'Hello!') WHERE operation LIKE '%Hello?%'`, /Anna is told \d+: NewMessages\n.*Hello\?.*\n.*Hello!/]
  ]
  for (const [sql, place] of cases) {
    const ended = await aside('replay', changedLog(folder, sql))
    expect.soft([ended.code, ended.err], sql).toEqual([1, ''])
    expect.soft(ended.out).toMatch(place)
  }
})

test('a row that nothing can be made of is named', async () => {
  const folder = aLog()
  const event = await aside('replay', changedLog(folder, `UPDATE events SET event = '{"type":' WHERE n = 7`))
  expect([event.code, event.err]).toEqual([2, expect.stringMatching(/^The log .*aside\.db cannot be read: in room main, event 7 cannot be made anything of/)])
  const input = await aside('replay', changedLog(folder, `UPDATE inputs SET operation = replace(operation, 'SendToAgents', 'SendToAgentz') WHERE operation LIKE '%SendToAgents%'`))
  expect([input.code, input.err]).toEqual([2, expect.stringMatching(/in room main, request 8 cannot be made anything of/)])
})

test('of a log with several rooms one is chosen by name', async () => {
  const folder = freshFolder()
  const rehearsal = new Rehearsal(undefined, logIn(folder))
  rehearsal.engine.begin('run-1', rehearsal.room.plan)
  rehearsal.store.close()
  const [asked, wrong, chosen] = await Promise.all([aside('replay', folder), aside('replay', folder, '--room', 'run-2'), aside('replay', folder, '--room', 'main')])
  expect([asked.code, asked.err]).toEqual([2, `The log in ${folder} holds 2 rooms: main and run-1. Choose one by --room NAME.\n`])
  expect([wrong.code, wrong.err]).toEqual([2, `The log in ${folder} holds no room "run-2", but main and run-1.\n`])
  expect([chosen.code, chosen.out]).toEqual([0, '✓ main: 3 requests, 3 frames, the same to the byte\n'])
})

test('what live clients did is replayed while the server runs on, and after it was killed', async () => {
  const data = freshFolder()
  const live = await served(sample, '--port', '0', '--data', data)
  running.push(live)
  const [anna, ben] = [await signIn(live.url, 'Anna'), await signIn(live.url, 'Ben')]
  const sockets = [await listen(live.url, { headers: anna.headers }), await listen(live.url, { headers: ben.headers })]
  const { body } = await new HttpClient(live.url).post('/api/v2/chats', { operationName: 'RequestChat', nickname: 'Dora', endpoint: 'Support' })
  const chat = `/api/v2/me/chats/${String(body['id'])}`
  await anna.post(chat, { operationName: 'Accept' })
  await anna.post(chat, { operationName: 'SendMessage', text: 'Hello' }, { 'idempotency-key': 'once' })
  await anna.post(chat, { operationName: 'SendMessage', text: 'Hello' }, { 'idempotency-key': 'once' })
  await ben.post(chat, { operationName: 'Accept' })
  const during = await aside('replay', data)
  expect([during.code, during.err]).toEqual([0, ''])
  expect(during.out).toMatch(/^✓ hosted: 6 requests, \d+ frames, the same to the byte\n$/)
  await live.kill('SIGKILL')
  expect((await aside('replay', data)).out).toMatch(/the same to the byte/)
  for (const { socket } of sockets) socket.disconnect()
})
