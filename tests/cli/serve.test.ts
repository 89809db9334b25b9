import { writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { startAside } from '../../src-main/app.ts'
import type { Viewer } from '../../src-main/contract/viewer.ts'
import { replay } from '../../src-main/engine/replay.ts'
import { roomLog } from '../../src-main/engine/room-log.ts'
import { logIn } from '../../src-main/store/log-file.ts'
import { Store } from '../../src-main/store/store.ts'
import { aside, served } from '../support/command-line.ts'
import type { Served } from '../support/command-line.ts'
import { freshFolder, planWith } from '../support/rooms.ts'
import { raw } from '../support/raw.ts'
import { basic, HttpClient, listen, signIn } from '../support/server.ts'

/** `aside serve` as a process of its own, killed as power tools kill. */

const sample = 'resources/scenarios/consult-then-transfer.yaml'
const running: Served[] = []

afterEach(async () => {
  for (const one of running.splice(0)) await one.kill('SIGKILL')
})

async function serve(...args: string[]): Promise<Served> {
  const one = await served(...args)
  running.push(one)
  return one
}

test('it says in one line of JSON where it listens and which pages are signed in', async () => {
  const { url, pages } = await serve(sample, '--port', '0', '--data', freshFolder())
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  expect(Object.keys(pages)).toEqual(['trainer', 'agents', 'customer'])
  expect(Object.keys(pages.agents)).toEqual(['Anna', 'Ben'])
  for (const [page, address] of [['trainer', pages.trainer], ['agent', pages.agents['Anna'] ?? ''], ['customer', pages.customer]] as const) {
    const code = address.slice(address.indexOf('#code=') + '#code='.length)
    expect((await new HttpClient(url).post('/page/session', { code })).body).toMatchObject({ page })
  }
})

test('killed in the middle of a consult, it goes on at the next start and has lost nothing that it acknowledged', async () => {
  const data = freshFolder()
  const first = await serve(sample, '--port', '0', '--data', data)
  const [anna, ben] = [await signIn(first.url, 'Anna'), await signIn(first.url, 'Ben')]
  const [annas, bens] = [await listen(first.url, { headers: anna.headers }), await listen(first.url, { headers: ben.headers })]
  const requested = await new HttpClient(first.url).post('/api/v2/chats', { operationName: 'RequestChat', nickname: 'Dora', endpoint: 'Support' })
  const id = String(requested.body['id'])
  const dora = { authorization: `Bearer ${String(requested.body['token'])}` }
  await anna.post(`/api/v2/me/chats/${id}`, { operationName: 'Accept' })
  const { body: users } = await anna.get('/api/v2/users?fields=*')
  const bensUri = (users['users'] as { userName: string; uri: string }[]).find(({ userName }) => userName === 'Ben')?.uri
  await anna.post(`/api/v2/me/chats/${id}`, { operationName: 'Consult', targetUri: bensUri })
  await ben.post(`/api/v2/me/chats/${id}`, { operationName: 'Accept' })
  // Told of ten more, and killed while the last is being sent: whatever was acknowledged must be there.
  const acknowledged: string[] = []
  const sending = Array.from({ length: 10 }, (_, number) => `Private ${number}`).map(async (text) => {
    const reply = await ben.post(`/api/v2/me/chats/${id}`, { operationName: 'SendToAgents', text }).catch(() => null)
    if (reply?.status === 200) acknowledged.push(text)
    if (acknowledged.length === 4) await first.kill('SIGKILL')
  })
  await Promise.allSettled(sending)
  const last = annas.told.at(-1)?.seq ?? 0
  for (const { socket } of [annas, bens]) socket.disconnect()

  const second = await serve(sample, '--port', '0', '--data', data)
  const [again, bensAgain] = [await signIn(second.url, 'Anna'), await signIn(second.url, 'Ben')]
  const chat = await again.get(`/api/v2/me/chats/${id}`)
  expect(chat.body).toMatchObject({ chat: { state: 'Chatting', consult: { state: 'active', target: 'Ben' } } })
  const { body: log } = await again.get(`/api/v2/me/chats/${id}/messages`)
  const texts = (log['messages'] as { text?: string }[]).flatMap(({ text }) => text ?? [])
  expect(texts).toEqual(expect.arrayContaining(acknowledged))
  expect(acknowledged.length).toBeGreaterThanOrEqual(4)
  const back = await listen(second.url, { headers: again.headers, auth: { since: last } })
  const bensBack = await listen(second.url, { headers: bensAgain.headers })
  const customer = new HttpClient(second.url, dora)
  expect(JSON.stringify((await customer.get(`/api/v2/chats/${id}/messages?index=0`)).body)).not.toContain('Private')
  expect((await again.post(`/api/v2/me/chats/${id}`, { operationName: 'Transfer', targetUri: bensUri })).body).toEqual({ statusCode: 0 })
  expect((await customer.get(`/api/v2/chats/${id}`)).body).toMatchObject({ chat: { participants: [{ nickname: 'Ben' }, { nickname: 'Dora' }] } })
  for (const { socket } of [back, bensBack]) socket.disconnect()
})

test('what live windows were told, the recorded inputs tell again to the byte, on another port and in another folder', async () => {
  const data = freshFolder()
  const live = await serve(sample, '--port', '0', '--data', data)
  const [anna, ben] = [await signIn(live.url, 'Anna'), await signIn(live.url, 'Ben')]
  const [annas, bens] = [await listen(live.url, { headers: anna.headers, auth: { since: 0 } }), await listen(live.url, { headers: ben.headers, auth: { since: 0 } })]
  const { body } = await new HttpClient(live.url).post('/api/v2/chats', { operationName: 'RequestChat', nickname: 'Dora', endpoint: 'Support' })
  const chat = `/api/v2/me/chats/${String(body['id'])}`
  const { body: users } = await anna.get('/api/v2/users?fields=*')
  const targetUri = (users['users'] as { userName: string; uri: string }[]).find(({ userName }) => userName === 'Ben')?.uri
  await anna.post(chat, { operationName: 'Accept' })
  await anna.post(chat, { operationName: 'Consult', targetUri })
  await ben.post(chat, { operationName: 'Accept' })
  await ben.post(chat, { operationName: 'SendMessage', text: 'Between us' })
  await anna.post(chat, { operationName: 'Transfer', targetUri })
  await bens.hears('ParticipantLeft')
  const told = { anna: annas.told, ben: bens.told }
  for (const { socket } of [annas, bens]) socket.disconnect()
  await live.kill('SIGTERM')

  const recorded = Store.open(logIn(data))
  const log = roomLog(recorded, recorded.rooms()[0] ?? { id: 0, name: '' })
  const again = await startAside({ data: freshFolder(), port: 0 })
  const opened = [...log.events()].flatMap(({ event }) => (event.type === 'RoomOpened' ? [event.plan] : []))
  const { room } = again.host(opened[0] ?? planWith())
  expect(again.url).not.toBe(live.url)
  replay(log.inputs(), room, 0)
  const toldAgain = (viewer: Viewer): unknown => room.missed(viewer, 0)?.map(({ said, seq }) => ({ body: said, seq }))
  expect(JSON.stringify(toldAgain('agent:Anna'))).toBe(JSON.stringify(told.anna))
  expect(JSON.stringify(toldAgain('agent:Ben'))).toBe(JSON.stringify(told.ben))
  expect(told.ben.length).toBeGreaterThan(8)
  recorded.close()
  await again.close()
})

test('pages of other origins are let in that are named, each by an option of its own', async () => {
  const { url } = await serve(sample, '--port', '0', '--origin', 'http://localhost:5173', '--origin', 'HTTPS://Desk.Example:443')
  const allowed = async (origin: string): Promise<[number, string | undefined]> => {
    const { status, headers } = await raw(url, '/api/v2/me', { origin, ...basic('Anna') })
    return [status, headers['access-control-allow-origin']]
  }
  expect(await allowed('http://localhost:5173')).toEqual([200, 'http://localhost:5173'])
  expect(await allowed('https://desk.example')).toEqual([200, 'https://desk.example'])
  expect(await allowed('http://desk.example')).toEqual([403, undefined])
})

test('a port that is taken is said in one line, and the next free one is used', async () => {
  const blocker = createServer()
  const port = await new Promise<number>((bound) => blocker.listen(0, '127.0.0.1', () => bound((blocker.address() as AddressInfo).port)))
  const one = await serve(sample, '--port', String(port))
  expect(one.url).not.toContain(`:${port}`)
  expect(one.said()).toContain(`Port ${port} is taken; listening on `)
  blocker.close()
})

test('a second start on the same folder is refused with one sentence', async () => {
  const data = freshFolder()
  await serve(sample, '--port', '0', '--data', data)
  const second = await aside('serve', sample, '--port', '0', '--data', data, '--json')
  expect(second.code).toBe(2)
  expect(second.err).toMatch(/^The log .* is in use by another Aside\. .*\n$/)
})

test('a damaged log is named and kept; a fresh one is begun when asked', async () => {
  const data = freshFolder()
  writeFileSync(join(data, 'aside.db'), 'no database '.repeat(1000))
  const refused = await aside('serve', sample, '--port', '0', '--data', data, '--json')
  expect(refused.code).toBe(2)
  expect(refused.err).toMatch(/is damaged .* It is kept as it is; --fresh /)
  const fresh = await serve(sample, '--port', '0', '--data', data, '--fresh')
  expect(fresh.said()).toContain('aside.kept-1.db')
})

test('Ctrl-C ends it and leaves the log free', async () => {
  const data = freshFolder()
  const first = await serve(sample, '--port', '0', '--data', data)
  expect(await first.kill('SIGINT')).toBe(0)
  await serve(sample, '--port', '0', '--data', data)
})

test('a connection that never asked anything, as browsers open them in advance, does not keep it from ending', async () => {
  const one = await serve(sample, '--port', '0')
  const silent = connect(Number(new URL(one.url).port), '127.0.0.1')
  await new Promise((connected) => silent.once('connect', connected))
  expect(await one.kill('SIGINT')).toBe(0)
  silent.destroy()
})

test.each([
  [['serve', 'no-such-file.yaml'], /no-such-file\.yaml cannot be read/],
  [['serve', sample, '--port', 'eighty'], /--port must be a number/],
  [['serve', sample, '--port', '70000'], /--port must be a number/],
  [['serve', sample, '--base', 'nonsense'], /--base must read/],
  [['serve', sample, '--origin', 'http://shop.example/page'], /--origin must read http:\/\/host:port or https:\/\/host:port, without a path, not http:\/\/shop\.example\/page/],
  [['serve', sample, '--origin', 'http://shop.example', '--origin', '*'], /--origin must read .*, not \*/],
  [['serve', sample, '--origin', 'shop.example'], /--origin must read/],
  [['serve', sample, '--origin', 'null'], /--origin must read/],
  [['serve', sample, '--origin'], /value is missing/],
  [['dance'], /There is no command "dance"/],
  [['start', '--', '--port', '0'], /Nothing is read after "--", not even --port/],
  [[], /Say what to do/],
  [['run'], /missing required args/],
  [['run', sample, '--sed', '7'], /Unknown option/],
  [['run', sample, '--seed', 'x'], /--seed must be a whole number/]
])('bad input on the command line (%j) exits 2 with a sentence', async (args, sentence) => {
  const ended = await aside(...args)
  expect(ended.code).toBe(2)
  expect(ended.err).toMatch(sentence)
  expect(ended.err).not.toMatch(/\n\s+at /)
})

test('a room that was made without bugs is given none, and says so', async () => {
  const data = freshFolder()
  const first = await serve(sample, '--port', '0', '--data', data)
  await first.kill('SIGTERM')
  const wrong = join(freshFolder(), 'wrong.yaml')
  writeFileSync(wrong, 'scenario: Wrong on purpose\nbugs: [typing-leaks]\ncast:\n  agents:\n    Anna:\nsteps:\n  - Anna: ready\n')
  const refused = await aside('serve', wrong, '--port', '0', '--data', data)
  expect([refused.code, refused.err]).toEqual([
    2,
    'The log holds a room that was made without bugs, and this file wants typing-leaks. Bugs belong to a room that is made for them: give another --data folder.\n'
  ])
  const made = await serve(wrong, '--port', '0', '--data', freshFolder())
  expect(made.said()).toContain('This room is wrong on purpose: typing-leaks.')
  const asAnna = new HttpClient(made.url, basic('Anna'))
  expect((await asAnna.get('/page/room')).body).toEqual({ isWrongOnPurpose: true, bugs: ['typing-leaks'] })
  expect((await new HttpClient(made.url).get('/page/room')).body).toEqual({ isWrongOnPurpose: true, bugs: [] })
})

test('with --habits the people of the cast live by theirs', async () => {
  const file = join(freshFolder(), 'habits.yaml')
  writeFileSync(file, 'scenario: Habits\ncast:\n  agents:\n    Anna:\n      when invited: { accept: after 500ms }\n  queues:\n    Support:\n      members: [Anna]\nsteps:\n  - wait: 1s\n')
  const { url } = await serve(file, '--port', '0', '--habits')
  const asked = await new HttpClient(url).post('/api/v2/chats', { operationName: 'RequestChat', nickname: 'Clara', endpoint: 'Support' })
  const clara = new HttpClient(url, { authorization: `Bearer ${String(asked.body['token'])}` })
  const stateNow = async (): Promise<unknown> => ((await clara.get(`/api/v2/chats/${String(asked.body['id'])}`)).body['chat'] as { state: string }).state
  await expect.poll(stateNow, { timeout: 10_000 }).toBe('Chatting')
})
