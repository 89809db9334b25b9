import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { io } from 'socket.io-client'
import { afterEach, expect, test } from 'vitest'
import type { Aside } from '../../src-main/app.ts'
import type { RunRow, StageMark } from '../../src-main/contract/control.ts'
import { openKept } from '../../src-main/rooms.ts'
import { freshFolder, planWith } from '../support/rooms.ts'
import { HttpClient, listen, listening } from '../support/server.ts'

/** What a trainer does to the people of a run, over the control door, with real clients in their seats. */

const story = `scenario: Consult
cast:
  agents: { Anna: , Ben: }
  queues: { Support: { members: [Anna] } }
  customers: { Clara: }
pace: 200ms
steps:
  - Clara: chat
    queue: Support
    text: "Where is my refund?"
  - Anna: accept
  - Anna: consult
    target: Ben
  - Ben: accept
  - Anna: say
    text: "Thank you for waiting"
`

interface Class {
  readonly aside: Aside & { data: string }
  readonly scenarios: string
  readonly trainer: HttpClient
}

const open: { close(): unknown }[] = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
})

async function school(): Promise<Class> {
  const scenarios = freshFolder()
  writeFileSync(join(scenarios, 'consult.yaml'), story)
  const aside = await listening(planWith(), freshFolder(), { scenarios })
  open.push(aside)
  return { aside, scenarios, trainer: await signedIn(aside.url, aside.trainerPage()) }
}

async function tokenBy(url: string, code: string): Promise<string> {
  return String((await new HttpClient(url).post('/page/session', { code })).body['token'])
}

async function signedIn(url: string, page: string): Promise<HttpClient> {
  return new HttpClient(url, { authorization: `Bearer ${await tokenBy(url, codeIn(page))}` })
}

const codeIn = (page: string): string => page.slice(page.indexOf('#code=') + '#code='.length)

/** A run that goes on, with what is asked of it. */
class Run {
  readonly #class: Class
  readonly id: string

  constructor(schooled: Class, id: string) {
    this.#class = schooled
    this.id = id
  }

  static async of(schooled: Class, body: object = { scenario: 'consult.yaml' }): Promise<Run> {
    const { body: answer } = await schooled.trainer.post('/control/runs', body)
    return new Run(schooled, (answer['run'] as RunRow).id)
  }

  /** A run with some people taken over before its first step. */
  static async with(schooled: Class, ...commands: readonly object[]): Promise<Run> {
    const run = await Run.of(schooled, { scenario: 'consult.yaml', upTo: 1 })
    await run.becomes(({ state }) => state === 'paused')
    for (const command of commands) await run.asks(command)
    await run.asks({ command: 'resume' })
    return run
  }

  async asks(body: object, path = ''): Promise<{ status: number; body: Record<string, unknown> }> {
    return this.#class.trainer.post(`/control/runs/${this.id}${path}`, body)
  }

  async row(): Promise<RunRow> {
    return (await this.#whole()).run
  }

  async marks(): Promise<readonly StageMark[]> {
    return (await this.#whole()).marks
  }

  async becomes(isSo: (row: RunRow) => boolean): Promise<RunRow> {
    for (let asked = 0; asked < 500; asked += 1) {
      const row = await this.row()
      if (isSo(row)) return row
      await new Promise((done) => setTimeout(done, 10))
    }
    throw new Error(`it never came to that: ${JSON.stringify(await this.row())}`)
  }

  /** Somebody's real window: its token, and its chats. */
  async seat(open: { agent: string } | { customer: string }): Promise<HttpClient & { token: string }> {
    const { body } = await this.asks(open, '/windows')
    const token = await tokenBy(this.#class.aside.url, codeIn(String(body['url'])))
    return Object.assign(new HttpClient(this.#class.aside.url, { authorization: `Bearer ${token}` }), { token })
  }

  async waitsFor(who: string, verb: string): Promise<void> {
    await this.becomes(({ waiting }) => waiting.some((one) => one.who === who && one.verb === verb))
  }

  async chat(): Promise<string> {
    const { body } = await this.#class.trainer.get(`/control/runs/${this.id}/people/Clara`)
    return (body['part'] as { chats: { id: string }[] }).chats[0]?.id ?? ''
  }

  async #whole(): Promise<{ run: RunRow; marks: StageMark[] }> {
    return (await this.#class.trainer.get(`/control/runs/${this.id}`)).body as unknown as { run: RunRow; marks: StageMark[] }
  }
}

/** Every room of the log in this folder is the same again from its inputs alone. */
function expectTheSameAgain(folder: string): string[] {
  const { rooms, close } = openKept(folder)
  const names = rooms.map((room) => {
    const history = room.history()
    expect(room.replayed(history)).toEqual(history.entries)
    return room.name
  })
  close()
  return names
}

test('a run may begin with a person in a seat: it waits for her window, then for her steps', async () => {
  const schooled = await school()
  const run = await Run.of(schooled, { scenario: 'consult.yaml', seats: { Anna: 'person' } })
  const waiting = await run.becomes(({ waiting }) => waiting.length > 0)
  expect(waiting).toMatchObject({ waiting: [{ who: 'Anna', line: null }], seats: { Anna: { player: 'person' }, Ben: { player: 'script' } } })
  const anna = await run.seat({ agent: 'Anna' })
  open.push((await listen(schooled.aside.url, { auth: { token: anna.token } })).socket)
  await run.waitsFor('Anna', 'accept')
  const chat = await run.chat()
  expect((await anna.post(`/api/v2/me/chats/${chat}`, { operationName: 'Accept' })).body).toMatchObject({ statusCode: 0 })
  await run.waitsFor('Anna', 'consult')
  await run.asks({ command: 'handBack', who: 'Anna' })
  expect(await run.becomes(({ state }) => state === 'held')).toMatchObject({ waiting: [], seats: { Anna: { player: null } } })
  expectTheSameAgain(schooled.aside.data)
})

test('malformed and impossible commands are refused in a sentence that says what to do', async () => {
  const schooled = await school()
  const refused = async (reply: Promise<{ status: number; body: Record<string, unknown> }>): Promise<unknown> => {
    const { status, body } = await reply
    expect(status).toBe(400)
    return body['statusMessage']
  }
  expect(await refused(schooled.trainer.post('/control/runs', { scenario: 'consult.yaml', seats: { Zoe: 'person' } }))).toBe('There is no Zoe in this scenario; there are Anna, Ben and Clara')
  expect(await refused(schooled.trainer.post('/control/runs', { scenario: 'consult.yaml', seats: { Anna: 'ghost' } }))).toMatch(/seats/)
  const run = await Run.of(schooled)
  expect(await refused(run.asks({ command: 'takeOver' }))).toMatch(/who/)
  expect(await refused(run.asks({ command: 'takeOver', who: 'Zoe' }))).toBe('There is no Zoe in this run; there are Anna, Ben and Clara')
  expect(await refused(run.asks({ command: 'handBack', who: 'Anna' }))).toBe('The script plays Anna already')
  await run.asks({ command: 'takeOver', who: 'Anna' })
  expect(await refused(run.asks({ command: 'takeOver', who: 'Anna' }))).toMatch(/taken over already/)
  expect(await refused(run.asks({ command: 'network', who: 'Ben', fault: { network: 'delay' } }))).toMatch(/byMs/)
  expect(await refused(run.asks({ command: 'network', who: 'Ben', fault: null }))).toBe("Nothing is wrong with Ben's line")
  expect(await refused(run.asks({ command: 'release', who: 'Ben', n: 7 }))).toBe('That request is not held any more')
  expect(await refused(run.asks({ at: 9e9 }, '/fork'))).toBe('That moment has not come yet in this run')
  expect(await refused(run.asks({ who: 'Zoe', operation: { operationName: 'SendMessage', text: 'Hi' } }, '/act'))).toMatch(/no Zoe/)
  expect(await refused(run.asks({ who: 'Anna', operation: {} }, '/act'))).toMatch(/operationName/)
  const anna = await run.seat({ agent: 'Anna' })
  expect((await anna.post(`/control/runs/${run.id}`, { command: 'takeOver', who: 'Ben' })).status).toBe(403)
  expect((await anna.post(`/control/runs/${run.id}/act`, {})).status).toBe(403)
  expect((await schooled.trainer.post('/control/runs/run-99/restart', {})).status).toBe(404)
})

test("a trainer acts as anybody, is refused in the engine's own words, and a taken over step is done so, too", async () => {
  const schooled = await school()
  const run = await Run.with(schooled, { command: 'takeOver', who: 'Anna' })
  await run.waitsFor('Anna', 'accept')
  const act = async (who: string, operation: object): Promise<Record<string, unknown>> => (await run.asks({ who, operation }, '/act')).body
  expect(await act('Anna', { operationName: 'SendMessage', text: 'Too early' })).toMatchObject({ statusCode: 2, statusMessage: expect.stringMatching(/\w+ \w+/) })
  expect(await act('Anna', { operationName: 'Accept' })).toEqual({ statusCode: 0 })
  await run.waitsFor('Anna', 'consult')
  expect(await act('Clara', { operationName: 'SendMessage', text: 'Are you there?' })).toEqual({ statusCode: 0 })
  expect(await act('Anna', { operationName: 'SendMessage', text: 7 })).toMatchObject({ statusCode: 10 })
  expect(await act('Ben', { operationName: 'SendMessage', text: 'I am in no chat' })).toEqual({ statusCode: 2, statusMessage: 'Ben is in no chat' })
  expect(await act('Ben', { operationName: 'NotReady' })).toEqual({ statusCode: 0 })
  expect(await act('Ben', { operationName: 'Ready' })).toEqual({ statusCode: 0 })
  const { body } = await schooled.trainer.get(`/control/runs/${run.id}/people/Anna`)
  expect(body['part']).toMatchObject({ who: 'Anna', kind: 'agent', chats: [{ customer: 'Clara', can: expect.arrayContaining(['SendMessage', 'Consult']) }] })
  expect((await schooled.trainer.get(`/control/runs/${run.id}/people/Zoe`)).status).toBe(404)
  const clara = await run.seat({ customer: 'Clara' })
  expect(JSON.stringify((await clara.get(`/api/v2/chats/${await run.chat()}/messages?index=0`)).body)).toContain('Are you there?')
  expectTheSameAgain(schooled.aside.data)
})

test("somebody's line is broken in both directions, and mended it catches up; the row says how it stands", async () => {
  const schooled = await school()
  const run = await Run.with(schooled, { command: 'takeOver', who: 'Ben' })
  await run.waitsFor('Ben', 'accept')
  const ben = await run.seat({ agent: 'Ben' })
  const window = await listen(schooled.aside.url, { auth: { token: ben.token } })
  open.push(window.socket)
  expect(await run.asks({ command: 'network', who: 'Ben', fault: { network: 'delay', byMs: 1500 } })).toMatchObject({ body: { run: { seats: { Ben: { line: { network: 'delay', byMs: 1500 } } } } } })
  const gone = new Promise<string>((done) => void window.socket.once('disconnect', (why) => done(why)))
  expect(await run.asks({ command: 'network', who: 'Ben', fault: { network: 'disconnect' } })).toMatchObject({ body: { run: { seats: { Ben: { line: { network: 'disconnect' } } } } } })
  // Not told goodbye: a window that is would not try again.
  expect(await gone).toBe('transport close')
  const chat = await run.chat()
  await expect(ben.post(`/api/v2/me/chats/${chat}`, { operationName: 'Accept' })).rejects.toThrow()
  await run.asks({ who: 'Anna', operation: { operationName: 'CancelConsult' } }, '/act')
  expect(await run.asks({ command: 'network', who: 'Ben', fault: null, catchUp: true })).toMatchObject({ body: { run: { seats: { Ben: { line: null } } } } })
  const back = await listen(schooled.aside.url, { auth: { token: ben.token, since: window.told.at(-1)?.seq ?? window.hello } })
  open.push(back.socket)
  await back.hears('Revoked')
  expectTheSameAgain(schooled.aside.data)
})

test('of an accept and a cancel that cross, the one that is not held wins', async () => {
  for (const winner of ['Accept', 'CancelConsult'] as const) {
    const schooled = await school()
    const run = await Run.with(schooled, { command: 'takeOver', who: 'Ben' }, { command: 'takeOver', who: 'Anna' })
    await run.waitsFor('Anna', 'accept')
    await run.asks({ who: 'Anna', operation: { operationName: 'Accept' } }, '/act')
    await run.waitsFor('Anna', 'consult')
    await run.asks({ command: 'handBack', who: 'Anna' })
    await run.waitsFor('Ben', 'accept')
    const [anna, ben] = [await run.seat({ agent: 'Anna' }), await run.seat({ agent: 'Ben' })]
    const chat = await run.chat()
    await run.asks({ command: 'hold', who: 'Ben', operation: 'Accept' })
    await run.asks({ command: 'hold', who: 'Anna', operation: null })
    const accepted = ben.post(`/api/v2/me/chats/${chat}`, { operationName: 'Accept' })
    const cancelled = anna.post(`/api/v2/me/chats/${chat}`, { operationName: 'CancelConsult' })
    const both = await run.becomes(({ seats }) => seats['Ben']?.held.length === 1 && seats['Anna']?.held.length === 1)
    expect(both.seats).toMatchObject({ Anna: { holds: [null], held: [{ operation: 'CancelConsult' }] }, Ben: { holds: ['Accept'], held: [{ operation: 'Accept' }] } })
    const [first, second] = winner === 'Accept' ? ['Ben', 'Anna'] : ['Anna', 'Ben']
    const n = both.seats[first]?.held[0]?.n
    expect((await run.asks({ command: 'release', who: first, n })).status).toBe(200)
    expect((await (winner === 'Accept' ? accepted : cancelled)).body).toMatchObject({ statusCode: 0 })
    expect((await run.row()).seats[first]).toMatchObject({ held: [], holds: [winner === 'Accept' ? 'Accept' : null] })
    expect((await run.asks({ command: 'release', who: second })).body).toMatchObject({ run: { seats: { [second]: { holds: [], held: [] } } } })
    // A cancel that came too late is acknowledged, and fails afterwards (R7).
    const late = await (winner === 'Accept' ? cancelled : accepted)
    if (winner === 'CancelConsult') expect(late.body['statusCode']).not.toBe(0)
    expectTheSameAgain(schooled.aside.data)
  }
})

test("what the trainer holds of the script's own steps the script waits for", async () => {
  const schooled = await school()
  const run = await Run.with(schooled, { command: 'hold', who: 'Ben', operation: 'Accept' })
  const row = await run.becomes(({ waiting }) => waiting.some(({ isHeld }) => isHeld))
  expect(row.waiting).toEqual([{ who: 'Ben', line: 14, step: 'accept', verb: 'accept', isHeld: true }])
  await run.asks({ command: 'release', who: 'Ben' })
  await run.becomes(({ state }) => state === 'held')
  expectTheSameAgain(schooled.aside.data)
})

test('frozen, time stands still and nothing of anybody comes in; thawed, all of it does, in its order', async () => {
  const schooled = await school()
  const run = await Run.with(schooled, { command: 'takeOver', who: 'Anna' })
  await run.waitsFor('Anna', 'accept')
  await run.asks({ who: 'Anna', operation: { operationName: 'Accept' } }, '/act')
  await run.waitsFor('Anna', 'consult')
  const [anna, clara, chat] = [await run.seat({ agent: 'Anna' }), await run.seat({ customer: 'Clara' }), await run.chat()]
  expect((await run.asks({ command: 'freeze' })).body).toMatchObject({ run: { isFrozen: true, state: 'paused', speed: 0 } })
  const { now } = await run.row()
  const say = (who: HttpClient, path: string, text: string) => who.post(path, { operationName: 'SendMessage', text })
  const said: Promise<unknown>[] = []
  for (const [place, text] of ['one', 'two', 'three', 'four'].entries()) {
    said.push(place % 2 === 0 ? say(anna, `/api/v2/me/chats/${chat}`, text) : say(clara, `/api/v2/chats/${chat}`, text))
    await run.becomes(({ seats }) => (seats['Anna']?.held.length ?? 0) + (seats['Clara']?.held.length ?? 0) === place + 1)
  }
  expect((await run.asks({ who: 'Ben', operation: { operationName: 'Ready' } }, '/act')).body).toEqual({ statusCode: 2, statusMessage: 'Everything is frozen, so nobody can act; thaw it first' })
  await run.asks({ command: 'step' })
  expect((await run.row()).now).toBe(now)
  expect((await run.asks({ command: 'thaw' })).body).toMatchObject({ run: { isFrozen: false, state: 'playing', speed: 1 } })
  await Promise.all(said)
  const { body } = await clara.get(`/api/v2/chats/${chat}/messages?index=0`)
  expect((body['messages'] as { text?: string }[]).flatMap(({ text }) => text ?? []).slice(-4)).toEqual(['one', 'two', 'three', 'four'])
  expectTheSameAgain(schooled.aside.data)
})

test('a run that is started again takes its windows along, each in its own seat; the old one keeps its marks', async () => {
  const schooled = await school()
  const run = await Run.with(schooled, { command: 'takeOver', who: 'Anna' })
  await run.waitsFor('Anna', 'accept')
  const [anna, clara] = [await run.seat({ agent: 'Anna' }), await run.seat({ customer: 'Clara' })]
  const page = (token: string) => {
    const socket = io(`${schooled.aside.url}/page`, { transports: ['websocket'], forceNew: true, auth: { token } })
    open.push(socket)
    return { is: new Promise((done) => socket.once('connect', () => done('open'))), code: new Promise<string>((done) => socket.once('follow', ({ code }) => done(code))) }
  }
  const [first, second] = [page(anna.token), page(clara.token)]
  await Promise.all([first.is, second.is])
  const { body } = await run.asks({}, '/restart')
  const again = new Run(schooled, (body['run'] as RunRow).id)
  expect(again.id).not.toBe(run.id)
  for (const [code, name, kind] of [[await first.code, 'Anna', 'agent'], [await second.code, 'Clara', 'customer']] as const) {
    expect((await new HttpClient(schooled.aside.url).post('/page/session', { code })).body).toMatchObject({ name, page: kind })
  }
  // Whoever comes with the old token later goes on as well.
  expect(await page(anna.token).code).toBe(await first.code)
  expect(await run.row()).toMatchObject({ state: 'stopped', waiting: [] })
  expect((await run.marks()).length).toBeGreaterThan(0)
  await again.waitsFor('Anna', 'accept')
  await again.asks({ command: 'handBack', who: 'Anna' })
  await again.becomes(({ state }) => state === 'held')
  expect((await run.asks({ who: 'Anna', operation: { operationName: 'Accept' } }, '/act')).body).toMatchObject({ statusCode: 2, statusMessage: expect.stringMatching(/was stopped/) })
  expectTheSameAgain(schooled.aside.data)
})

test('whoever was taken over is still a person when the run is started again, and whoever was handed back is not', async () => {
  const schooled = await school()
  const run = await Run.of(schooled, { scenario: 'consult.yaml', upTo: 1, seats: { Ben: 'person' } })
  await run.asks({ command: 'takeOver', who: 'Anna' })
  await run.asks({ command: 'handBack', who: 'Ben' })
  const again = new Run(schooled, ((await run.asks({}, '/restart')).body['run'] as RunRow).id)
  expect((await again.row()).seats).toMatchObject({ Anna: { player: 'person' }, Ben: { player: 'script' }, Clara: { player: 'script' } })
  await again.waitsFor('Anna', 'accept')
  // And once more: what was changed twice is kept twice.
  await again.asks({ command: 'handBack', who: 'Anna' })
  await again.asks({ command: 'takeOver', who: 'Clara' })
  const third = new Run(schooled, ((await again.asks({}, '/restart')).body['run'] as RunRow).id)
  await third.waitsFor('Clara', 'chat')
  expect((await third.row()).seats).toMatchObject({ Anna: { player: 'script' }, Ben: { player: 'script' }, Clara: { player: 'person' } })
  // Not even the very first step was done by the script.
  expect((await third.marks()).filter(({ mark, lane }) => mark.kind === 'asked' && lane === 'Clara')).toEqual([])
  await third.asks({ command: 'handBack', who: 'Clara' })
  await third.becomes(({ state }) => state === 'held')
  expectTheSameAgain(schooled.aside.data)
})

test('whoever is in the cast no more when a run is started again is forgotten', async () => {
  const schooled = await school()
  const run = await Run.of(schooled, { scenario: 'consult.yaml', upTo: 1, seats: { Ben: 'person' } })
  await run.asks({ command: 'takeOver', who: 'Anna' })
  await run.asks({ command: 'handBack', who: 'Ben' })
  writeFileSync(join(schooled.scenarios, 'consult.yaml'), story.replaceAll('Anna', 'Dora').replaceAll('Ben', 'Emil'))
  const { body } = await run.asks({}, '/restart')
  expect(body).toMatchObject({ run: { agents: ['Dora', 'Emil'], seats: { Dora: { player: 'script' }, Emil: { player: 'script' } } } })
  await new Run(schooled, (body['run'] as RunRow).id).becomes(({ state }) => state === 'held')
})

test('into a run that was stopped nothing can be sent any more: its windows are told, and can read what was', async () => {
  const schooled = await school()
  const run = await Run.with(schooled, { command: 'takeOver', who: 'Anna' })
  await run.waitsFor('Anna', 'accept')
  const [anna, clara, chat] = [await run.seat({ agent: 'Anna' }), await run.seat({ customer: 'Clara' }), await run.chat()]
  const page = io(`${schooled.aside.url}/page`, { transports: ['websocket'], forceNew: true, auth: { token: anna.token } })
  open.push(page)
  const isOver = new Promise((done) => page.once('over', () => done('over')))
  await new Promise((done) => page.once('connect', () => done(null)))
  await run.asks({ command: 'hold', who: 'Clara', operation: null })
  const held = clara.post(`/api/v2/chats/${chat}`, { operationName: 'SendMessage', text: 'Are you there?' })
  await run.becomes(({ seats }) => seats['Clara']?.held.length === 1)
  await run.asks({ command: 'stop' })
  expect(await isOver).toBe('over')
  const refused = { statusCode: 2, statusMessage: 'This run was stopped, and its time with it: it can be read, and nothing more can be done in it' }
  const before = await run.marks()
  expect(await anna.post(`/api/v2/me/chats/${chat}`, { operationName: 'Accept' })).toMatchObject({ status: 400, body: refused })
  expect((await anna.post('/api/v2/me', { operationName: 'NotReady' })).body).toEqual(refused)
  expect((await clara.post(`/api/v2/chats/${chat}`, { operationName: 'Complete' })).body).toEqual(refused)
  // What was on its way when it was stopped has not come in either.
  expect((await held).body).toEqual(refused)
  expect((await run.marks()).filter(({ mark }) => mark.kind === 'asked')).toEqual(before.filter(({ mark }) => mark.kind === 'asked'))
  expect((await anna.get('/api/v2/me/chats?fields=*')).status).toBe(200)
  expect((await clara.get(`/api/v2/chats/${chat}/messages?index=0`)).status).toBe(200)
  // A window that is opened afterwards is told as well.
  const late = io(`${schooled.aside.url}/page`, { transports: ['websocket'], forceNew: true, auth: { token: clara.token } })
  open.push(late)
  expect(await new Promise((done) => late.once('over', () => done('over')))).toBe('over')
  expectTheSameAgain(schooled.aside.data)
})

test('a fork shares the past up to a moment, then everybody is free in it, and the run that it comes from goes on as if nothing were', async () => {
  const schooled = await school()
  const run = await Run.of(schooled)
  await run.becomes(({ state }) => state === 'held')
  const marks = await run.marks()
  const consulted = marks.find(({ mark }) => mark.kind === 'asked' && mark.request.operationName === 'Consult')
  const at = consulted?.at ?? -1
  const { body } = await run.asks({ at }, '/fork')
  const fork = new Run(schooled, (body['run'] as RunRow).id)
  expect(body['run']).toMatchObject({ state: 'paused', now: at, speed: 0, forkOf: { run: run.id, at }, title: 'Consult', seats: { Anna: { player: null } } })
  expect(await fork.marks()).toEqual(marks.filter((mark) => mark.at <= at))
  expect(await fork.chat()).toBe(await run.chat())
  // In the fork Anna thinks better of it.
  expect((await fork.asks({ who: 'Anna', operation: { operationName: 'CancelConsult' } }, '/act')).body).toMatchObject({ statusCode: 0 })
  expect((await fork.asks({ command: 'takeOver', who: 'Anna' })).body).toMatchObject({ statusCode: 2, statusMessage: expect.stringMatching(/No script plays Anna/) })
  expect((await fork.asks({ command: 'resume' })).body).toMatchObject({ run: { state: 'playing', speed: 1 } })
  expect((await fork.asks({ command: 'stop' })).body).toMatchObject({ run: { state: 'stopped' } })
  expect(await run.marks()).toEqual(marks)
  expect(expectTheSameAgain(schooled.aside.data)).toEqual(['hosted', run.id, fork.id])
})
