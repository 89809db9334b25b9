import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Aside } from '../../src-main/app.ts'
import type { ConsultMap, MapMoment } from '../../src-main/contract/consult-map.ts'
import type { RunRow, RunWhole } from '../../src-main/contract/control.ts'
import { reportFormats } from '../../src-main/contract/run-results.ts'
import type { RunResults } from '../../src-main/contract/run-results.ts'
import { freshFolder, planWith } from '../support/rooms.ts'
import { basic, HttpClient, listening } from '../support/server.ts'
import type { Reply } from '../support/server.ts'
import { trainerOf } from '../support/trainer-client.ts'

/** The doors of the map, the results, the reports and the tokens, as somebody finds them who has no window. */

const story = `scenario: Consult
cast:
  agents: { Anna: , Ben: }
  queues: { Support: { members: [Anna] } }
  customers: { Clara: }
steps:
  - wait: 3s
  - Clara: chat
    queue: Support
    text: "Where is my refund?"
  - Anna: accept
  - Anna: consult
    target: Ben
  - Ben: accept
  - Anna: tellAgents
    text: "Can you approve 250?"
  - expect:
      - Ben hears: { text: "Can you approve 250?" }
  - Anna: consult
    target: Ben
  - expect:
      - Anna is refused:
      - Clara hears: { text: "Can you approve 250?" }
`

let aside: Aside
let trainer: HttpClient
let run: RunRow

beforeAll(async () => {
  const library = join(freshFolder(), 'library')
  mkdirSync(library)
  writeFileSync(join(library, 'consult.yaml'), story)
  aside = await listening(planWith(), freshFolder(), { scenarios: library })
  trainer = await trainerOf(aside)
  const { id } = (await trainer.post('/control/runs', { scenario: 'consult.yaml', upTo: 1000 })).body['run'] as RunRow
  do {
    await new Promise((goOn) => setTimeout(goOn, 10))
    run = ((await trainer.get(`/control/runs/${id}`)).body as unknown as RunWhole).run
  } while (run.endedAt === null)
})

afterAll(() => aside.close())

const inspected = (path: string): Promise<Reply> => trainer.get(`/control/runs/${run.id}/${path}`)

async function tokenOf(viewer: string): Promise<string> {
  return String((await trainer.post(`/control/runs/${run.id}/tokens`, { viewer })).body['token'])
}

test('the map says for each state where it goes and who may do what, each refusal with its ruling', async () => {
  const { status, body } = await trainer.get('/control/map')
  const { moves, may, rules } = body as unknown as ConsultMap
  expect(status).toBe(200)
  expect(moves).toContainEqual({ from: 'asking', to: 'consulting', by: 'Accept', who: 'asked' })
  expect(may.asking.asker?.Consult).toBe('invitation_pending')
  expect(may.alone.asker?.Consult).toBe('may')
  expect(rules['invitation_pending']).toContain('R5')
})

test('at each moment of a run the map says where its chats stood then; without a moment, where they stand now', async () => {
  const here = async (query = ''): Promise<unknown> => ((await inspected(`map${query}`)).body as unknown as MapMoment).chats.map(({ customer, here: states }) => [customer, states[0]])
  expect(await here('?at=0')).toEqual([])
  const { marks } = (await trainer.get(`/control/runs/${run.id}`)).body as unknown as RunWhole
  const asked = (name: string): number => marks.find(({ mark }) => mark.kind === 'asked' && mark.request.operationName === name)?.at ?? -1
  expect(await here(`?at=${asked('RequestChat')}`)).toEqual([['Clara', 'waiting']])
  expect(await here(`?at=${asked('Consult')}`)).toEqual([['Clara', 'asking']])
  expect(await here()).toEqual([['Clara', 'consulting']])
  expect(await here('?at=99999999')).toEqual(await here())
})

test('the results say what held, what broke and where, what always held, and what was touched', async () => {
  const { held, expectations, invariants, score, coverage, run: row } = (await inspected('results')).body as unknown as RunResults
  expect(row).toMatchObject({ id: run.id, title: 'Consult', file: 'consult.yaml', state: 'broken' })
  expect(held).toBe(false)
  expect(expectations.map(({ line, held: one }) => [line, one])).toEqual([[18, true], [22, true], [23, false]])
  expect(expectations[2]).toMatchObject({ text: 'Clara hears "Can you approve 250?"', detail: 'Clara has not heard it' })
  expect(invariants.map(({ name, held: one }) => [name, one])).toEqual([['no-leak', true], ['one-owner', true], ['request-outcome', true], ['well-formed', true], ['told-is-stored', true]])
  expect(score).toBeNull()
  expect(coverage.operations.find(({ name }) => name === 'Consult')).toEqual({ name: 'Consult', count: 2, refused: 1, failedLater: 0 })
})

test('a report comes in each format under a name of its own, and redacted says no name and no word', async () => {
  const types = { html: 'text/html', junit: 'application/xml', csv: 'text/csv', json: 'application/json' }
  for (const format of reportFormats) {
    const { status, headers, body } = await inspected(`report?format=${format}`)
    expect([format, status]).toEqual([format, 200])
    expect(headers.get('content-type')).toContain(types[format])
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename\*=UTF-8''consult[^ ]*\.(?:html|xml|csv|json)$/i)
    expect(JSON.stringify(body)).toContain('Can you approve 250?')
    const redacted = await inspected(`report?format=${format}&redact=true`)
    expect(JSON.stringify(redacted.body)).not.toMatch(/Can you approve 250|Where is my refund|Clara/)
  }
})

test('a token makes its bearer that person in that run, and nobody else', async () => {
  const ben = new HttpClient(aside.url, { authorization: `Bearer ${await tokenOf('agent:Ben')}` })
  expect((await ben.get('/api/v2/me')).body).toMatchObject({ user: { userName: 'Ben' } })
  expect(JSON.stringify((await ben.get('/api/v2/me/chats?fields=*')).body)).toContain('Clara')
  const chat = ((await inspected('map')).body as unknown as MapMoment).chats[0]?.id ?? ''
  const clara = new HttpClient(aside.url, { authorization: `Bearer ${await tokenOf('customer:Clara')}` })
  const read = await clara.get(`/api/v2/chats/${chat}/messages?index=0`)
  expect(read.status).toBe(200)
  expect(JSON.stringify(read.body)).not.toContain('250')
  expect((await clara.get('/api/v2/me')).status).toBe(403)
})

const paths = ['/control/map', '/control/runs/RUN/map', '/control/runs/RUN/results', '/control/runs/RUN/report?format=html', '/control/runs/RUN/tokens']

test("nobody but the trainer learns anything here: not without a token, not with a wrong one, not with an agent's, a customer's or a password", async () => {
  const strangers = [
    {},
    { authorization: 'Bearer nonsense' },
    { authorization: `Bearer ${await tokenOf('agent:Anna')}` },
    { authorization: `Bearer ${await tokenOf('customer:Clara')}` },
    basic('Anna')
  ]
  for (const headers of strangers) {
    const stranger = new HttpClient(aside.url, headers)
    for (const path of paths) {
      const address = path.replace('RUN', run.id)
      const reply = await (path.endsWith('tokens') ? stranger.post(address, { viewer: 'agent:Anna' }) : stranger.get(address))
      expect([address, reply.status, reply.body]).toEqual([address, 403, { statusCode: 20, statusMessage: 'Access denied' }])
    }
  }
})

test('a run that is not there, and somebody who is not in it, are said to be so', async () => {
  for (const path of ['map', 'results', 'report?format=csv']) {
    const { status, body } = await trainer.get(`/control/runs/run-99/${path}`)
    expect([path, status, body]).toEqual([path, 404, { statusCode: 6, statusMessage: 'There is no such run' }])
  }
  for (const [id, viewer] of [['run-99', 'agent:Anna'], [run.id, 'agent:Zoe'], [run.id, 'customer:Anna']]) {
    const { status, body } = await trainer.post(`/control/runs/${id}/tokens`, { viewer })
    expect([viewer, status, body]).toEqual([viewer, 404, { statusCode: 6, statusMessage: 'There is nobody of that name in this run' }])
  }
})

test('another method, a malformed query and a malformed body are refused in a sentence', async () => {
  for (const path of paths.map((one) => one.replace('RUN', run.id).replace(/\?.*/, ''))) {
    const reply = await (path.endsWith('tokens') ? trainer.get(path) : trainer.post(path, {}))
    expect([path, reply.status, reply.body.statusMessage]).toEqual([path, 404, `${path.endsWith('tokens') ? 'GET' : 'POST'} ${path} is not served here`])
  }
  for (const query of ['map?at=-1', 'map?at=soon', 'report', 'report?format=pdf', 'report?format=html&redact=perhaps']) {
    const { status, body } = await inspected(query)
    expect([query, status, body.statusCode === 10 || body.statusCode === 1, body.statusMessage]).toEqual([query, 400, true, expect.stringMatching(/^Parameter "(?:at|format|redact)"/)])
  }
  for (const asked of ['{', '[]', {}, { viewer: 'Anna' }, { viewer: 'agent:' }, { viewer: 7 }, { viewer: 'agent:Anna', room: 'hosted' }]) {
    const { status, body } = await trainer.post(`/control/runs/${run.id}/tokens`, asked)
    expect([asked, status, body]).toEqual([asked, 400, { statusCode: expect.any(Number), statusMessage: expect.stringMatching(/\w+ \w+/) }])
  }
})
