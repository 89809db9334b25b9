import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { afterEach, expect, test, vi } from 'vitest'
import type { Aside, AsideOptions } from '../../src-main/app.ts'
import type { Room } from '../../src-main/engine/room.ts'
import { openRaw, seqsIn } from '../support/raw-websocket.ts'
import type { RawWebSocket } from '../support/raw-websocket.ts'
import { tcp } from '../support/raw.ts'
import { freshFolder, planWith } from '../support/rooms.ts'
import { basic, HttpClient, listen, listening, signIn } from '../support/server.ts'

/** Clients that do not read what they are sent, or send so slowly that it never ends. */

const open: { aside: Aside | null } = { aside: null }

afterEach(async () => {
  await open.aside?.close()
  open.aside = null
  vi.restoreAllMocks()
})

interface Talk {
  url: string
  room: Room
  anna: HttpClient
  token: string
  chat: string
  /** Dora says as much as that in one message. */
  says(bytes: number, howOften?: number): void
}

/** Dora's chat with Anna, where much is said. */
async function talk(options: Partial<AsideOptions> = {}): Promise<Talk> {
  const plan = planWith({ settings: { requestsPerSecond: 1_000_000 } })
  const aside = await listening(plan, freshFolder(), options)
  open.aside = aside
  const { url } = aside
  const { room } = aside.host(plan)
  const anna = await signIn(url, 'Anna')
  const me = await new HttpClient(url, { ...basic('Anna'), 'x-aside-token': '1' }).get('/api/v2/me')
  const { body } = await new HttpClient(url).post('/api/v2/chats', { operationName: 'RequestChat', nickname: 'Dora', endpoint: 'Support' })
  const id = String(body['id'])
  const first = await listen(url, { headers: anna.headers })
  await first.hears('Invited')
  await anna.post(`/api/v2/me/chats/${id}`, { operationName: 'Accept' })
  await first.hears('ParticipantJoined')
  first.socket.disconnect()
  const says = (bytes: number, howOften = 1): void => {
    for (let number = 0; number < howOften; number += 1) {
      room.dispatch({ viewer: `visitor:${id}`, chat: id, operation: { operationName: 'SendMessage', text: 'x'.repeat(bytes) } }, room.now)
    }
  }
  return { url, room, anna, token: me.headers.get('x-aside-token') ?? '', chat: `/api/v2/me/chats/${id}`, says }
}

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))

/** How many of Anna's windows the server believes to be there. */
function windowsOf({ room }: Talk): number {
  return room.directory.agents['Anna']?.channels ?? 0
}

/** Says more until Anna's window, which does not read, is cut off. What fits into the buffers of the system is not ours to count. */
async function untilCutOff(talking: Talk): Promise<void> {
  const limit = performance.now() + 20_000
  while (windowsOf(talking) > 0) {
    if (performance.now() > limit) throw new Error('it was not cut off')
    talking.says(20_000, 5)
    await pause(5)
  }
}

function countedFrom(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, place) => first + place)
}

/** Anna's window over socket.io by polling: it is told something only when it asks. */
async function polling({ url, token }: Talk): Promise<() => Promise<Response>> {
  const at = `${url}/socket.io/?EIO=4&transport=polling`
  const { sid } = JSON.parse((await (await fetch(at)).text()).slice(1)) as { sid: string }
  await fetch(`${at}&sid=${sid}`, { method: 'POST', body: `40${JSON.stringify({ token })}` })
  const poll = (): Promise<Response> => fetch(`${at}&sid=${sid}`)
  await poll()
  return poll
}

function lastOf(socket: RawWebSocket): number {
  return seqsIn(socket.texts).at(-1) ?? 0
}

test('who does not read is cut off with a reason, and on return gets all that it missed, once and in order', async () => {
  const talking = await talk()
  const { url, room, token, says } = talking
  const began = room.seqOf('agent:Anna')
  const slow = await openRaw(url, { token })
  says(1000, 400)
  await slow.hears(`{"seq":${room.seqOf('agent:Anna')}}]`)
  await pause(100)
  slow.socket.pause()
  await untilCutOff(talking)
  says(100, 50)
  slow.socket.resume()
  expect(await slow.closed).toEqual({ code: 1008, reason: 'reads too slowly; reconnect with since' })
  const read = seqsIn(slow.texts)
  expect(read).toEqual(countedFrom(began + 1, lastOf(slow)))
  const total = room.seqOf('agent:Anna')
  expect(read.length).toBeLessThan(total - began)

  const again = await openRaw(url, { token, since: lastOf(slow) })
  await again.hears(`{"seq":${total}}]`)
  expect(again.texts.filter((text) => text.includes('resync'))).toEqual([])
  const heard = seqsIn(again.texts)
  expect([...read, ...heard]).toEqual(countedFrom(began + 1, lastOf(again)))
  says(100)
  await again.hears(`{"seq":${total + 1}}]`)
})

test('what waited for it is let go, also when it never reads again; it loses nothing by that', async () => {
  const talking = await talk()
  const { url, room, token } = talking
  const slow = await openRaw(url, { token })
  slow.socket.pause()
  await untilCutOff(talking)
  const total = room.seqOf('agent:Anna')
  await pause(5500)
  slow.socket.resume()
  // The connection is gone: there is no reason to be read, and what had not left our memory does not come.
  expect((await slow.closed).code).toBe(1006)
  const last = lastOf(slow)
  expect(last).toBeLessThan(total)
  const again = await openRaw(url, { token, since: last })
  await again.hears(`{"seq":${total}}]`)
  expect(seqsIn(again.texts)).toEqual(countedFrom(last + 1, lastOf(again)))
})

test('who stays away for longer than frames are kept reads again, and then has everything', async () => {
  const talking = await talk()
  const { url, room, anna, token, chat, says } = talking
  const slow = await openRaw(url, { token })
  slow.socket.pause()
  await untilCutOff(talking)
  says(10, 3000)
  slow.socket.resume()
  await slow.closed
  const again = await openRaw(url, { token, since: lastOf(slow) })
  await again.hears(`42["resync",{"seq":${room.seqOf('agent:Anna')}}]`)
  expect(seqsIn(again.texts)).toEqual([])
  const { body } = await anna.get(`${chat}/messages`)
  const indexes = (body['messages'] as { index: number }[]).map(({ index }) => index)
  expect(indexes.length).toBeGreaterThan(3000)
  expect(indexes).toEqual(countedFrom(1, indexes.length))
})

test('others hear without delay while somebody does not read', async () => {
  const talking = await talk()
  const { url, anna, token, says } = talking
  const slow = await openRaw(url, { token })
  slow.socket.pause()
  const window = await listen(url, { headers: anna.headers })
  says(20_000, 500)
  await window.count(500)
  says(10)
  await window.count(501)
  window.socket.disconnect()
  slow.socket.destroy()
})

test('who reads is never cut off, however much it is told in one go and however busy the process is', async () => {
  const talking = await talk()
  const { url, room, token, says } = talking
  const reader = await openRaw(url, { token })
  const began = room.seqOf('agent:Anna')
  for (let round = 0; round < 5; round += 1) {
    says(1000, 900)
    const busyUntil = performance.now() + 400
    while (performance.now() < busyUntil);
    await pause(1)
  }
  says(60_000, 200)
  await reader.hears(`{"seq":${room.seqOf('agent:Anna')}}]`)
  await pause(700)
  expect(windowsOf(talking)).toBe(1)
  expect(seqsIn(reader.texts)).toEqual(countedFrom(began + 1, room.seqOf('agent:Anna')))
})

test('who reads in a process of its own is not cut off because ours is busy', async () => {
  const { url, room, token, says } = await talk()
  const began = room.seqOf('agent:Anna')
  const reader = new Worker(new URL('../support/reader-elsewhere.ts', import.meta.url), { workerData: { url, token } })
  await once(reader, 'message')
  for (let round = 0; round < 6; round += 1) {
    says(20_000, 200)
    const busyUntil = performance.now() + 600
    while (performance.now() < busyUntil);
    await pause(1)
  }
  reader.postMessage(room.seqOf('agent:Anna'))
  const [seqs] = (await once(reader, 'message')) as [number[]]
  expect(seqs).toEqual(countedFrom(began + 1, room.seqOf('agent:Anna')))
  await reader.terminate()
})

test('who stops reading for a moment, and again and again, is not cut off', async () => {
  const talking = await talk()
  const poll = await polling(talking)
  for (let round = 0; round < 5; round += 1) {
    talking.says(10, 300)
    await pause(70)
    expect(await (await poll()).text()).toContain(`{"seq":${talking.room.seqOf('agent:Anna')}}]`)
    await pause(60)
  }
  expect(windowsOf(talking)).toBe(1)
})

test('who comes back to much that it missed is given the time to read it', async () => {
  const talking = await talk()
  const { url, room, token, says } = talking
  const before = room.seqOf('agent:Anna')
  says(15_000, 900)
  const back = await openRaw(url, { token, since: before })
  says(10, 20)
  await back.hears(`{"seq":${room.seqOf('agent:Anna')}}]`)
  expect(seqsIn(back.texts)).toEqual(countedFrom(before + 1, room.seqOf('agent:Anna')))
  expect(windowsOf(talking)).toBe(1)
})

test('a client is cut off also when what it does not read are few frames, but large ones', async () => {
  const talking = await talk()
  const slow = await openRaw(talking.url, { token: talking.token })
  slow.socket.pause()
  talking.says(60_000, 240)
  await pause(1500)
  expect(windowsOf(talking)).toBe(0)
})

test('a client that polls no more is cut off too', async () => {
  const talking = await talk()
  const poll = await polling(talking)
  expect(windowsOf(talking)).toBe(1)
  talking.says(10, 300)
  await pause(700)
  expect(windowsOf(talking)).toBe(0)
  expect((await poll()).status).toBe(400)
})

/** What comes back for what is sent bit by bit, until the connection ends. */
async function trickle(url: string, begin: string, bit: string): Promise<{ answer: string; ms: number }> {
  const socket = await tcp(url, { allowHalfOpen: true })
  const began = performance.now()
  let answer = ''
  socket.on('data', (chunk) => (answer += chunk.toString()))
  socket.on('error', () => {})
  socket.write(begin)
  const trickling = setInterval(() => socket.write(bit), 20)
  await new Promise((done) => socket.once('close', done))
  clearInterval(trickling)
  return { answer, ms: performance.now() - began }
}

const post = 'POST /api/v2/chats HTTP/1.1\r\nhost: localhost\r\n'
const byAnna = `authorization: ${basic('Anna')['authorization']}\r\n`

test.each([
  ['headers', post, 'x-more: x\r\n', { headersMs: 150, requestMs: 20_000 }, 150],
  ['a body', `${post}content-length: 100000\r\n\r\n`, ' ', { headersMs: 150, requestMs: 300 }, 300],
  ['the body of Bayeux messages', `${post.replace('chats', 'notifications')}${byAnna}content-length: 100000\r\n\r\n`, ' ', { headersMs: 150, requestMs: 300 }, 300]
])('a request that sends %s too slowly is cut off with a sentence, and others go on', async (_what, begin, bit, httpTimes, limitMs) => {
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  const { url, anna } = await talk({ httpTimes })
  const { answer, ms } = await trickle(url, begin, bit)
  expect(answer).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/)
  const limits = `0.15 s for its headers, ${httpTimes.requestMs / 1000} s for all of it`
  expect(answer.endsWith(`{"statusCode":10,"statusMessage":"The request did not arrive in time: ${limits}"}`)).toBe(true)
  expect(ms).toBeGreaterThanOrEqual(limitMs - 5)
  expect(ms).toBeLessThan(10_000)
  expect(said.mock.calls.filter(([text]) => !String(text).startsWith('serveStatic'))).toEqual([])
  expect((await anna.get('/api/v2/me')).status).toBe(200)
})

test('a request whose headers are too large is told what is wrong with it', async () => {
  const { url } = await talk()
  const { answer } = await trickle(url, `GET / HTTP/1.1\r\nx-large: ${'x'.repeat(20_000)}\r\n\r\n`, 'x')
  expect(answer).toMatch(/^HTTP\/1\.1 431 .*\{"statusCode":10,"statusMessage":"The headers are larger than 16 KiB"\}$/s)
})

test('a connection that never asked anything, as browsers open them in advance, is closed without a word', async () => {
  const { url } = await talk({ httpTimes: { headersMs: 100, requestMs: 100 } })
  const silent = (await tcp(url)).resume()
  await once(silent, 'close')
  expect(silent.bytesRead).toBe(0)
})

test('a client that asks for much and does not read the answers is cut off', async () => {
  const { url, anna, chat, says } = await talk({ httpTimes: { stalledMs: 500 } })
  says(50_000, 20)
  const socket = await tcp(url)
  socket.pause()
  socket.on('error', () => {})
  const request = `GET ${chat}/messages HTTP/1.1\r\nhost: localhost\r\ncookie: ${anna.headers['cookie']}\r\n\r\n`
  socket.write(request.repeat(100))
  // It does not read that the connection is gone either, but it notices when it asks for more.
  const asking = setInterval(() => socket.write(request), 100)
  await new Promise((done) => socket.once('close', done))
  clearInterval(asking)
  expect((await anna.get('/api/v2/me')).status).toBe(200)
})

test('a window that is quiet, and a connect that is held, are not taken for slow ones', async () => {
  const { url, anna, token } = await talk({ httpTimes: { headersMs: 100, requestMs: 100, stalledMs: 600 } })
  const quiet = await openRaw(url, { token })
  const shaken = await anna.post('/api/v2/notifications', [{ channel: '/meta/handshake', version: '1.0', supportedConnectionTypes: ['long-polling'] }])
  const [{ clientId } = { clientId: '' }] = JSON.parse(String(shaken.body['text'])) as { clientId: string }[]
  const held = await anna.post('/api/v2/notifications', [{ channel: '/meta/connect', clientId, connectionType: 'long-polling', advice: { timeout: 400 } }])
  expect(held.status).toBe(200)
  await pause(800)
  await anna.post('/api/v2/me', { operationName: 'NotReady' })
  await quiet.hears('NotReady')
})
