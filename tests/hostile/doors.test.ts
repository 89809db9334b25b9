import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { agentOperation, sessionOperation } from '../../src-main/wire/operations.ts'
import { customerOperation, requestChat } from '../../src-main/wire/customer-side.ts'
import { served } from '../support/command-line.ts'
import type { Served } from '../support/command-line.ts'
import { raw } from '../support/raw.ts'
import type { RawReply } from '../support/raw.ts'
import { freshFolder } from '../support/rooms.ts'
import { basic, HttpClient, signIn } from '../support/server.ts'
import { evilBody, evilText, evilValue, throws } from './evil-values.ts'
import { addressOf, routes } from './served-doors.ts'

/**
 * Whatever comes to a door over HTTP: the process lives, says a sentence and no more of itself than that, keeps no piece of
 * what it refused, and does what the next proper request asks.
 */

let room: Served
let clients: Record<'Anna' | 'customer' | 'trainer' | 'nobody', Record<string, string>>
let anna: HttpClient
let chat: string
let memoryBefore: number
let library: string

beforeAll(async () => {
  const file = join(freshFolder(), 'room.yaml')
  // More than any client asks: the limit has tests of its own, and would hide what lies behind it here.
  writeFileSync(file, 'scenario: A room\nsettings:\n  requestsPerSecond: 100000\ncast:\n  agents:\n    Anna:\n    Ben:\n  queues:\n    Support:\n      members: [Anna]\nsteps:\n  - wait: 1s\n')
  library = join(freshFolder(), 'library')
  mkdirSync(library)
  room = await served(file, '--port', '0', '--data', freshFolder(), '--scenarios', library)
  anna = await signIn(room.url, 'Anna')
  await anna.post('/api/v2/me', { operationName: 'StartContactCenterSession' })
  const { body } = await new HttpClient(room.url).post('/api/v2/chats', { operationName: 'RequestChat', nickname: 'Dora', endpoint: 'Support' })
  chat = String(body['id'])
  await anna.post(`/api/v2/me/chats/${chat}`, { operationName: 'Accept' })
  clients = { Anna: basic('Anna'), customer: { authorization: `Bearer ${body['token']}` }, trainer: { authorization: `Bearer ${await trainerToken()}` }, nobody: {} }
  memoryBefore = memoryMb()
})

afterAll(async () => {
  // Null while it lived.
  if ((await room.kill('SIGKILL')) !== null) throw new Error(`it died: ${room.said()}`)
})

async function trainerToken(): Promise<string> {
  const { body } = await new HttpClient(room.url).post('/page/session', { code: /code=(.+)$/.exec(room.pages.trainer)?.[1] })
  return String(body['token'])
}

/** What it holds in memory; 0 where the system does not say. */
function memoryMb(): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${room.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024
  } catch {
    return 0
  }
}

/** What our own machinery would look like in an answer. */
const innards = /node_modules|node:internal|\bat \w+.*:\d+:\d+|\.ts:\d+|TypeError|RangeError|ReferenceError|URIError|ZodError|SqliteError|src-main|\/tmp\//

function expectDecent({ status, headers, text }: RawReply, asked: string): void {
  const told = `${asked} -> ${status} ${text.slice(0, 300)}`
  // Where the library lies is said to the trainer, who chose it.
  expect(innards.test(text.replace(/"folder":"[^"]*"/, '')), told).toBe(false)
  if (status < 400) return
  expect(status, told).not.toBe(500)
  expect(String(headers['content-type']), told).toMatch(/^application\/json/)
  const { statusCode, statusMessage, ...more } = JSON.parse(text) as Record<string, unknown>
  expect(statusCode, told).toBeGreaterThan(0)
  expect(String(statusMessage).length, told).toBeGreaterThan(8)
  expect(String(statusMessage).length, told).toBeLessThan(1000)
  expect(more, told).toEqual({})
}

/** All that Anna and the customer can read, and the trainer's runs. */
async function state(): Promise<string> {
  const paths: [keyof typeof clients, string][] = [
    ['Anna', '/api/v2/me?subresources=*'],
    ['Anna', `/api/v2/me/chats/${chat}?fields=*`],
    ['Anna', `/api/v2/me/chats/${chat}/messages`],
    ['Anna', '/api/v2/me/chats?fields=*'],
    ['customer', `/api/v2/chats/${chat}/messages?index=0`],
    ['trainer', '/control/scenarios'],
    ['trainer', '/control/recordings']
  ]
  return (await Promise.all(paths.map(([who, path]) => raw(room.url, path, clients[who])))).map(({ text }) => text).join('\n')
}

/** Where two states part; null if they are the same. */
function changed(before: string, after: string): string | null {
  if (before === after) return null
  const at = [...before].findIndex((sign, place) => sign !== after[place])
  return `${before.slice(Math.max(0, at - 60), at + 60)} | ${after.slice(Math.max(0, at - 60), at + 60)}`
}

/** A message of Anna reaches the customer. */
async function works(): Promise<void> {
  const text = `Still here ${performance.now()}`
  const said = await raw(room.url, `/api/v2/me/chats/${chat}`, { ...clients.Anna, 'content-type': 'application/json' }, { method: 'POST', body: JSON.stringify({ operationName: 'SendMessage', text }) })
  expect([said.status, said.text]).toEqual([200, '{"statusCode":0}'])
  expect((await raw(room.url, `/api/v2/chats/${chat}/messages?index=0`, clients.customer)).text).toContain(text)
}

/** Nothing went wrong inside, and what was refused is not remembered in some corner. */
async function expectWhole(): Promise<void> {
  await works()
  expect(room.said().replaceAll(/^(?:Port|The windows).*\n/gm, '')).toBe('')
  expect(memoryMb() - memoryBefore).toBeLessThan(200)
}

const caller = fc.constantFrom('Anna' as const, 'customer' as const, 'trainer' as const, 'nobody' as const)

/** What a path may hold in the place of an id: as it is, or escaped as no client would. */
const evilPart = fc.oneof(fc.constantFrom('%', '%zz', '%00', '%ff', '%2e%2e', '..', '%252e', '__proto__', 'constructor', 'run-1', 'chat', 'Anna', '%E2%80%AE'), evilText.map((text) => encodeURIComponent(text.toWellFormed()).slice(0, 2000)))

test('a malformed request at any address, of anybody, gets a sentence and changes nothing', async () => {
  const route = fc.constantFrom(...routes())
  const query = fc.oneof(fc.constant(''), fc.constantFrom('?fields=__proto__', '?count=-1', '?startIndex=1e9', '?index=99999999999', '?before=x&most=1e9', '?dialect[]=1', '?at=NaN', '?as=html', '?a=1&a=2', '?%'), evilPart.map((part) => `?fields=${part}`))
  await fc.assert(
    fc.asyncProperty(route, caller, evilPart, query, evilBody, fc.boolean(), async (asked, who, part, asking, body, own) => {
      const address = `${addressOf(asked, (name) => (own && name === 'id' ? chat : part))}${asking}`
      const before = await state()
      const reply = await raw(room.url, address, { ...clients[who], 'content-type': 'application/json' }, asked.method === 'POST' ? { method: 'POST', body } : { method: asked.method })
      expectDecent(reply, `${asked.method} ${address}`)
      if (reply.status >= 400) expect(changed(before, await state()), `${reply.text.slice(0, 200)} was answered, and this had changed`).toBeNull()
    }),
    throws(400)
  )
  await expectWhole()
})

interface OperationSchema {
  readonly anyOf?: readonly OperationSchema[]
  readonly oneOf?: readonly OperationSchema[]
  readonly $defs?: Readonly<Record<string, OperationSchema>>
  readonly properties?: Readonly<Record<string, { readonly const?: string; readonly enum?: readonly string[] }>>
}

/** What would end the chat or the session that all of this is about. */
const endings = ['Complete', 'Leave', 'Transfer', 'EndContactCenterSession']

/** Every operation by its name, with parameters of the right names and the wrong values. */
function operationsIn({ anyOf = [], oneOf = [], $defs = {}, properties = {} }: OperationSchema): { name: string; parameters: string[] }[] {
  const { operationName: { const: one, enum: some = [] } = {}, ...rest } = properties
  const names = one === undefined ? some : [one]
  const own = names.filter((name) => !endings.includes(name)).map((name) => ({ name, parameters: Object.keys(rest) }))
  return [...own, ...[...anyOf, ...oneOf, ...Object.values($defs)].flatMap(operationsIn)]
}

const operations = [agentOperation, sessionOperation, customerOperation, requestChat].flatMap((schema) => operationsIn(z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }) as OperationSchema))

test('every operation with wrong values gets a sentence, and one that is refused changes nothing', async () => {
  const operation = fc.constantFrom(...operations).chain(({ name, parameters }) => {
    return fc.record(Object.fromEntries(parameters.map((one) => [one, evilValue])), { requiredKeys: [] }).map((values): object => ({ operationName: name, ...values }))
  })
  const address = fc.constantFrom('/api/v2/me', `/api/v2/me/chats/${chat}`, `/api/v2/chats/${chat}`, '/api/v2/chats', '/api/v2/me/channels/chat')
  await fc.assert(
    fc.asyncProperty(operation, address, fc.constantFrom('Anna' as const, 'customer' as const), fc.option(evilText, { freq: 8 }), async (body, path, who, key) => {
      const before = await state()
      const headers = { ...clients[who], 'content-type': 'application/json', ...(key === null ? {} : { 'idempotency-key': encodeURIComponent(key.toWellFormed()).slice(0, 300) }) }
      const reply = await raw(room.url, path, headers, { method: 'POST', body: JSON.stringify(body) })
      expectDecent(reply, `POST ${path} ${JSON.stringify(body).slice(0, 300)}`)
      if (reply.status >= 400) expect(changed(before, await state()), `${reply.text.slice(0, 200)} was answered, and this had changed`).toBeNull()
    }),
    throws(300)
  )
  await expectWhole()
})

/** Enough of a scenario that what is beside it is looked at. */
const story = 'scenario: x\ncast:\n  agents:\n    Anna:\n    Ben:\n  queues:\n    Support:\n      members: [Anna]\n  customers:\n    Clara:\nsteps:\n  - Clara: chat\n    queue: Support\n    text: Hello\n'
const laughing = `${story}a: &a [x, x]\n${Array.from({ length: 30 }, (_one, n) => `b${n}: &b${n} [${n === 0 ? '*a, *a' : `*b${n - 1}, *b${n - 1}`}]`).join('\n')}\n`

test("whatever the trainer's doors are told, nothing breaks inside and no file outside the library is touched", async () => {
  const outside = fc.constantFrom('../evil.yaml', '/var/evil.yaml', '..\\evil.yaml', 'a/../../evil.yaml', 'C:\\evil.yaml', 'evil.yaml/..', '.', '', 'con.yaml', 'a\u0000.yaml', '\u202eevil.yaml', 'a'.repeat(900) + '.yaml', 'evil.exe', '__proto__')
  const file = fc.oneof(outside, evilText.map((text) => text.slice(0, 300)), fc.constant('good.yaml'))
  const text = fc.oneof(fc.constantFrom(story, laughing, '[', '*a', 'a: &a [*a]', `${story}  - wait: 99999999999h\n`), evilText)
  const number = fc.oneof(fc.constantFrom(0, -1, 1, 7, 1e9, 1.5), evilValue)
  const body = fc.record(
    { file: fc.oneof(file, evilValue), to: file, text, line: number, column: number, version: evilValue, kept: evilValue, template: evilValue, title: evilText, name: file, edit: fc.record({ kind: evilText, path: evilValue, value: evilValue }, { requiredKeys: [] }), scenario: file, upTo: number, seats: evilValue, command: fc.oneof(fc.constantFrom('pause', 'resume', 'step', 'speed', 'freeze', 'thaw', 'direct', 'save'), evilValue), speed: number, at: number, who: evilValue, viewer: fc.oneof(fc.constantFrom('agent:Anna', 'agent:__proto__', 'customer:x'), evilValue), operation: evilValue, faults: evilValue, channel: evilValue, on: evilValue, agent: evilText, customer: evilText, cast: evilValue, files: evilValue, folder: file },
    { requiredKeys: [] }
  )
  const pick = fc.subarray(['file', 'to', 'text', 'line', 'column', 'version', 'kept', 'template', 'title', 'name', 'edit', 'scenario', 'upTo', 'seats', 'command', 'speed', 'at', 'who', 'viewer', 'operation', 'faults', 'channel', 'on', 'agent', 'customer', 'cast', 'files', 'folder'], { maxLength: 4 })
  const exact = fc.oneof(
    fc.record({ file, text }),
    fc.record({ file, text, line: fc.integer({ min: -1, max: 40 }), column: fc.integer({ min: -1, max: 40 }) }),
    fc.record({ file, text, line: fc.integer({ min: -1, max: 40 }) }),
    fc.record({ file }),
    fc.record({ file, to: file }),
    fc.record({ kept: file, file }),
    fc.record({ scenario: file, text }, { requiredKeys: ['scenario'] }),
    fc.tuple(body, pick).map(([all, names]) => Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name))))
  )
  writeFileSync(join(library, 'good.yaml'), story)
  const started = await raw(room.url, '/control/runs', { ...clients.trainer, 'content-type': 'application/json' }, { method: 'POST', body: '{"scenario":"good.yaml"}' })
  const { id } = (JSON.parse(started.text) as { run: { id: string } }).run
  const route = fc.constantFrom(...routes().filter(({ method, path }) => method === 'POST' && path.startsWith('/control') && !path.startsWith('/control/suites')))
  await fc.assert(
    fc.asyncProperty(route, exact, async (asked, given) => {
      const address = addressOf(asked, (name) => (name === 'run' ? id : 'x'))
      const reply = await raw(room.url, address, { ...clients.trainer, 'content-type': 'application/json' }, { method: 'POST', body: JSON.stringify(given) })
      expectDecent(reply, `POST ${address} ${JSON.stringify(given).slice(0, 300)}`)
    }),
    throws(300)
  )
  expect(readdirSync(dirname(library)).filter((name) => /evil/.test(name))).toEqual([])
  expect(existsSync('/var/evil.yaml')).toBe(false)
  await expectWhole()
})

test('headers that no client sends get a sentence', async () => {
  const header = fc.constantFrom('authorization', 'cookie', 'x-aside-dialect', 'x-aside-token', 'idempotency-key', 'host', 'origin', 'content-type', 'accept', 'range', 'if-none-match', 'transfer-encoding', 'expect', 'sec-fetch-site')
  const value = fc.oneof(
    fc.constantFrom('Basic', 'Basic ====', 'Bearer', 'Bearer .', 'Bearer a.b.c', 'Basic Og==', `Bearer ${'x'.repeat(9000)}`, 'localhost:99999', 'localhost:0', '[::1]', '127.0.0.1:', 'null', 'http://localhost', `aside=${'a'.repeat(4000)}`, '__proto__=1', 'bytes=0-', 'chunked', 'gzip', '100-continue'),
    fc.base64String({ maxLength: 80 }).map((text) => `Basic ${text}`),
    fc.string({ maxLength: 40 }).map((text) => encodeURIComponent(text))
  )
  const paths = fc.constantFrom('/api/v2/me', '/api/v2/chats', '/page/customer', '/page/room', '/control/runs', '/docs', '/agent/', '/api/v2/notifications', '/socket.io/?EIO=4&transport=polling', '/')
  await fc.assert(
    fc.asyncProperty(paths, fc.dictionary(header, value, { minKeys: 1, maxKeys: 3 }), caller, async (path, given, who) => {
      const sent = { host: `localhost:${new URL(room.url).port}`, ...clients[who], ...given }
      const { status, text } = await raw(room.url, path, sent).catch(() => ({ status: 400, text: '{}' }))
      const told = `GET ${path} ${JSON.stringify(sent)} -> ${status} ${text.slice(0, 200)}`
      if (status >= 400) expect(text, told).not.toBe('')
      expect(status, told).toBeLessThan(500)
      expect(innards.test(text), told).toBe(false)
    }),
    throws(200)
  )
  await expectWhole()
})

/** Sends bytes and waits until the other side has answered or let go. */
function sent(bytes: Buffer): Promise<string> {
  return new Promise((done) => {
    const socket = connect({ port: Number(new URL(room.url).port), host: '127.0.0.1' })
    let text = ''
    socket.on('data', (chunk) => (text += chunk.toString('latin1')))
    socket.on('error', () => {})
    socket.on('close', () => done(text))
    socket.end(bytes)
  })
}

test('bytes that are no HTTP, or nearly, are answered in a sentence or not at all', async () => {
  const host = `host: localhost:${new URL(room.url).port}\r\n`
  const nearly = fc.constantFrom(
    'GET / HTTP/1.1\r\n\r\n',
    'GET / HTTP/1.0\r\n\r\n',
    `GET http://evil.example/control/runs HTTP/1.1\r\n${host}connection: close\r\n\r\n`,
    `GET //evil.example/../control HTTP/1.1\r\n${host}connection: close\r\n\r\n`,
    `GET /agent/../../../../etc/passwd HTTP/1.1\r\n${host}connection: close\r\n\r\n`,
    `GET /assets/%2e%2e/%2e%2e/%2e%2e/package.json HTTP/1.1\r\n${host}connection: close\r\n\r\n`,
    `GET /assets/..%5c..%5c HTTP/1.1\r\n${host}connection: close\r\n\r\n`,
    `GET /\u0000 HTTP/1.1\r\n${host}\r\n`,
    `GET * HTTP/1.1\r\n${host}connection: close\r\n\r\n`,
    `CONNECT evil.example:443 HTTP/1.1\r\n${host}\r\n`,
    `TRACE /api/v2/me HTTP/1.1\r\n${host}cookie: secret=1\r\nconnection: close\r\n\r\n`,
    `POST /api/v2/chats HTTP/1.1\r\n${host}content-length: 5\r\ncontent-length: 6\r\n\r\n{}`,
    `POST /api/v2/chats HTTP/1.1\r\n${host}content-length: -1\r\n\r\n{}`,
    `POST /api/v2/chats HTTP/1.1\r\n${host}transfer-encoding: chunked\r\ncontent-length: 3\r\n\r\nffffffffffffffff\r\n`,
    `POST /api/v2/chats HTTP/1.1\r\n${host}transfer-encoding: chunked\r\n\r\n5\r\n{}`,
    `POST /api/v2/chats HTTP/1.1\r\n${host}content-length: 2\r\nexpect: something\r\nconnection: close\r\n\r\n{}`,
    `GET / HTTP/1.1\r\n${host}${host}connection: close\r\n\r\n`,
    `GET / HTTP/1.1\r\n${host}x: ${'y'.repeat(20_000)}\r\n\r\n`,
    `GET /${'a'.repeat(20_000)} HTTP/1.1\r\n${host}\r\n`,
    `GET /api/v2/notifications HTTP/1.1\r\n${host}upgrade: websocket\r\nconnection: upgrade\r\n\r\n`,
    `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\n${host}upgrade: websocket\r\nconnection: upgrade\r\n\r\n`,
    `GET /anything HTTP/1.1\r\n${host}upgrade: h2c\r\nconnection: upgrade, http2-settings\r\nhttp2-settings: AAAA\r\n\r\n`,
    'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'
  ).map((text) => Buffer.from(text, 'latin1'))
  const bytes = fc.oneof(
    nearly,
    fc.uint8Array({ minLength: 1, maxLength: 300 }).map((array) => Buffer.from(array)),
    fc.tuple(nearly, fc.nat({ max: 120 }), fc.uint8Array({ maxLength: 8 })).map(([whole, at, extra]) => Buffer.concat([whole.subarray(0, at), Buffer.from(extra), whole.subarray(at)]))
  )
  await fc.assert(
    fc.asyncProperty(bytes, async (sending) => {
      const told = await sent(sending)
      const what = `${JSON.stringify(sending.toString('latin1').slice(0, 200))} -> ${told.slice(0, 300)}`
      expect(told, what).not.toMatch(/^HTTP\/1\.1 5/m)
      expect(innards.test(told), what).toBe(false)
      expect(told, what).not.toMatch(/root:x:|"devDependencies"/)
    }),
    throws(150)
  )
  await expectWhole()
})

test('bodies that never end are given up at one mebibyte', async () => {
  for (const [path, who] of [['/api/v2/chats', 'nobody'], ['/api/v2/notifications', 'Anna'], ['/page/session', 'nobody'], ['/control/editing/check', 'trainer']] as const) {
    const reply = await raw(room.url, path, clients[who], { method: 'POST', body: `"${'x'.repeat(3 * 1024 * 1024)}"` }).catch((error: NodeJS.ErrnoException) => error.code)
    // The server lets go while the client still writes, so the client may never come to read why.
    if (typeof reply === 'object') expect(JSON.parse(reply.text)).toMatchObject({ statusCode: 10, statusMessage: 'The body is larger than 1 MiB' })
    else expect(['ECONNRESET', 'EPIPE']).toContain(reply)
  }
  await expectWhole()
})
