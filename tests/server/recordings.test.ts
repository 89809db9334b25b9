import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Socket } from 'socket.io-client'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { RecordingRow, RecordingWhole } from '../../src-main/contract/acting.ts'
import type { RunRow } from '../../src-main/contract/control.ts'
import type { Aside } from '../../src-main/app.ts'
import { readScenario } from '../../src-main/scenario/read.ts'
import { freshFolder } from '../support/rooms.ts'
import { HttpClient, listen, listening } from '../support/server.ts'

/** A trainer records a scenario by acting it, over the control door alone. */

let aside: Aside & { data: string }
let library: string
let trainer: HttpClient
let sockets: Socket[] = []

const cast = { agents: ['Anna', 'Ben'], queues: [{ name: 'Support', members: ['Anna'] }], customers: ['Clara'] }

beforeEach(async () => {
  library = freshFolder()
  aside = await listening(undefined, undefined, { scenarios: library })
  trainer = new HttpClient(aside.url, { authorization: `Bearer ${await tokenFrom(aside.trainerPage())}` })
})

afterEach(async () => {
  for (const socket of sockets) socket.disconnect()
  sockets = []
  await aside.close()
})

/** What a page gets for the code in its address. */
async function tokenFrom(address: string): Promise<string> {
  const code = new URLSearchParams(new URL(address).hash.slice(1)).get('code')
  const { body } = await new HttpClient(aside.url).post('/page/session', { code })
  return String(body['token'])
}

async function recording(title = 'A refund, with a colleague'): Promise<string> {
  const { body } = await trainer.post('/control/recordings', { title, cast })
  return (body['recording'] as RecordingRow).id
}

async function windowOf(run: string, who: { agent: string } | { customer: string }): Promise<HttpClient> {
  const { body } = await trainer.post(`/control/runs/${run}/windows`, who)
  return new HttpClient(aside.url, { authorization: `Bearer ${await tokenFrom(String(body['url']))}` })
}

/** Clara asks, Anna accepts, consults Ben, and tells him what Clara must not hear. */
async function acted(run: string): Promise<{ anna: HttpClient; chat: string }> {
  const [anna, ben, clara] = [await windowOf(run, { agent: 'Anna' }), await windowOf(run, { agent: 'Ben' }), await windowOf(run, { customer: 'Clara' })]
  // A window that opens makes its agent ready.
  for (const { headers } of [anna, ben]) sockets.push((await listen(aside.url, { auth: { token: headers['authorization']?.slice('Bearer '.length), since: null } })).socket)
  const { body } = await clara.post('/api/v2/chats', { operationName: 'RequestChat', nickname: 'Clara', endpoint: 'Support' })
  const chat = `/api/v2/me/chats/${String(body['id'])}`
  await anna.post(chat, { operationName: 'Accept' })
  await command(run, { command: 'caption', text: 'Anna needs somebody who may approve it' })
  const { body: users } = await anna.get('/api/v2/users?fields=*')
  const colleague = (users['users'] as { userName: string; uri: string }[]).find(({ userName }) => userName === 'Ben')
  await anna.post(chat, { operationName: 'Consult', targetUri: colleague?.uri, note: 'Above my limit' })
  await ben.post(chat, { operationName: 'Accept' })
  await anna.post(chat, { operationName: 'SendToAgents', text: 'Can you approve 250?' })
  return { anna, chat }
}

const command = (run: string, asked: object): ReturnType<HttpClient['post']> => trainer.post(`/control/recordings/${run}`, asked)

test('what was acted is recognised step by step, tried out, and saved as a scenario that reads and holds', async () => {
  const run = await recording()
  await acted(run)
  const finished = (await command(run, { command: 'finish' })).body as unknown as RecordingWhole
  expect(finished.recording.steps.map(({ who, text }) => `${who}: ${text}`)).toEqual([
    'Clara: chat Support',
    'Anna: accept',
    'null: Anna needs somebody who may approve it',
    'Anna: consult Ben — Above my limit',
    'Ben: accept',
    'Anna: tellAgents "Can you approve 250?"'
  ])
  expect(finished.proof).toMatchObject({ apart: null, leftOut: [], file: 'a-refund-with-a-colleague.yaml' })
  const suggested = finished.proof?.steps.flatMap(({ expectations }) => expectations) ?? []
  expect(suggested.map(({ text }) => text)).toContain('Ben hears "Can you approve 250?", from Anna, visibility Agents')
  expect(finished.proof?.always.map(({ text }) => text)).toEqual(['Clara never hears "Can you approve 250?"'])

  const unwanted = suggested.find(({ text }) => text.startsWith('Ben is Invited'))
  expect(unwanted).toBeDefined()
  const saved = await command(run, { command: 'save', title: 'A refund', file: 'class 1/refund', without: [unwanted?.id] })
  expect(saved.body).toMatchObject({ recording: { state: 'saved', file: 'class 1/refund.yaml' } })
  const text = readFileSync(join(library, 'class 1/refund.yaml'), 'utf8')
  expect(text).toContain('scenario: A refund\n')
  expect(text).toContain('- caption: "Anna needs somebody who may approve it"')
  expect(text).toContain('Clara never hears: { text: "Can you approve 250?" }')
  expect(text).not.toContain('Ben is: Invited')
  expect(readScenario('refund.yaml', text)).toHaveProperty('scenario')
  expect((await trainer.get('/control/recordings')).body).toEqual({ recordings: [] })
  const { body } = await trainer.get(`/control/runs/${run}`)
  expect((body['run'] as RunRow).state).toBe('stopped')
})

test('nothing is lost where it cannot be saved: a taken name and a folder that may not be written are said, and the text can be had', async () => {
  const run = await recording()
  expect((await command(run, { command: 'finish' })).body['statusMessage']).toMatch(/Nobody has done anything yet/)
  expect((await command(run, { command: 'save', title: 'A', file: 'a', without: [] })).body['statusMessage']).toMatch(/Finish the recording first/)
  await acted(run)
  await command(run, { command: 'finish' })
  writeFileSync(join(library, 'taken.yaml'), 'scenario: Mine\n')
  const wanted = { title: 'A refund', without: [] }
  expect((await command(run, { command: 'save', ...wanted, file: 'taken.yaml' })).body['statusMessage']).toBe('taken.yaml is in the library already; choose another name')
  expect(readFileSync(join(library, 'taken.yaml'), 'utf8')).toBe('scenario: Mine\n')
  for (const file of ['../elsewhere.yaml', '/etc/aside.yaml', '.hidden.yaml', 'a.txt']) {
    expect((await command(run, { command: 'save', ...wanted, file })).body['statusCode'], file).toBe(10)
  }
  expect(existsSync(join(library, '../elsewhere.yaml'))).toBe(false)
  const { body } = await trainer.post(`/control/recordings/${run}/text`, wanted)
  expect(String(body['text'])).toContain('scenario: A refund\n')
  // A file stands where a folder would have to be; root may write into any folder, so this has to do.
  const blocked = await command(run, { command: 'save', ...wanted, file: 'taken.yaml/inside.yaml' })
  expect(blocked.body['statusMessage']).toMatch(/cannot be written into .*Download it instead/)
  expect((await command(run, { command: 'save', ...wanted, file: 'free' })).body).toMatchObject({ recording: { file: 'free.yaml' } })
})

test('a recording can be gone on with after it was tried out, and discarded', async () => {
  const run = await recording()
  await acted(run)
  await command(run, { command: 'finish' })
  expect((await command(run, { command: 'goOn' })).body).toMatchObject({ recording: { state: 'recording' }, proof: null })
  expect((await command(run, { command: 'removeCaption', n: 1 })).body).toMatchObject({ recording: { steps: expect.not.arrayContaining([expect.objectContaining({ kind: 'caption' })]) } })
  expect((await command(run, { command: 'discard' })).body).toMatchObject({ recording: { state: 'discarded' } })
  expect((await command(run, { command: 'goOn' })).body['statusMessage']).toMatch(/no such recording/)
})

/** Ends the server as it is, and starts one on the same log. */
async function startedAgain(): Promise<void> {
  for (const socket of sockets.splice(0)) socket.disconnect()
  await aside.close()
  aside = await listening(undefined, aside.data, { scenarios: library })
  trainer = new HttpClient(aside.url, { authorization: `Bearer ${await tokenFrom(aside.trainerPage())}` })
}

test('a recording goes on where it was when the server is started again, captions and windows too, and is saved as a whole', async () => {
  const run = await recording()
  const { anna: before, chat } = await acted(run)
  const steps = async (): Promise<unknown> => ((await trainer.get(`/control/recordings/${run}`)).body as unknown as RecordingWhole).recording.steps
  await expect.poll(steps).toHaveLength(6)
  const known = await steps()
  await startedAgain()
  expect((await trainer.get('/control/recordings')).body).toMatchObject({ recordings: [{ id: run, title: 'A refund, with a colleague', state: 'recording' }] })
  expect(await steps()).toEqual(known)
  expect((await trainer.get(`/control/runs/${run}`)).body['run']).toMatchObject({ state: 'recording', title: 'A refund, with a colleague' })

  const anna = new HttpClient(aside.url, before.headers)
  sockets.push((await listen(aside.url, { auth: { token: anna.headers['authorization']?.slice('Bearer '.length), since: null } })).socket)
  expect((await anna.post(chat, { operationName: 'SendToAgents', text: 'Are you still there?' })).body).toMatchObject({ statusCode: 0 })
  await command(run, { command: 'caption', text: 'And on it goes' })
  const { proof, recording: row } = (await command(run, { command: 'finish' })).body as unknown as RecordingWhole
  expect(row.steps).toHaveLength(8)
  expect(proof).toMatchObject({ apart: null, leftOut: [] })
  // Tried out and ended once more, it is tried out again.
  await startedAgain()
  expect((await command(run, { command: 'finish' })).body).toMatchObject({ recording: { state: 'tried' }, proof: { apart: null } })
  await command(run, { command: 'save', title: 'A refund', file: 'refund', without: [] })
  const text = readFileSync(join(library, 'refund.yaml'), 'utf8')
  for (const said of ['Can you approve 250?', 'Are you still there?', 'Anna needs somebody who may approve it', 'And on it goes']) expect(text).toContain(said)
  await startedAgain()
  expect((await trainer.get('/control/recordings')).body).toEqual({ recordings: [] })
})

test('a cast that cannot be is refused in a sentence, and a malformed one by its place', async () => {
  const refused = async (asked: object): Promise<unknown> => (await trainer.post('/control/recordings', asked)).body['statusMessage']
  expect(await refused({ title: 'A', cast: { ...cast, customers: ['Anna'] } })).toBe('Anna is named twice; everybody and every queue needs a name of its own')
  expect(await refused({ title: 'A', cast: { ...cast, queues: [{ name: 'Support', members: ['Zoe'] }] } })).toBe('Zoe is no agent of this cast')
  expect(await refused({ title: 'A', cast: { scenario: 'none.yaml' } })).toBe('There is no file none.yaml in the library')
  expect(await refused({ title: ' ', cast })).toBe('Parameter "title": must not be empty')
})

test('who is not the trainer records nothing', async () => {
  const { body, status } = await new HttpClient(aside.url).post('/control/recordings', { title: 'A', cast })
  expect({ status, code: body['statusCode'] }).toEqual({ status: 403, code: 20 })
})
