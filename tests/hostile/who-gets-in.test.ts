import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { io } from 'socket.io-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Aside } from '../../src-main/app.ts'
import type { InvitationState } from '../../src-main/contract/invitation.ts'
import { aside as commandLine, served } from '../support/command-line.ts'
import { raw, upgrade } from '../support/raw.ts'
import { freshFolder, planWith } from '../support/rooms.ts'
import { basic, HttpClient, listening, signIn } from '../support/server.ts'
import { trainerOf } from '../support/trainer-client.ts'
import { addressOf, guestRoutes, routes } from './served-doors.ts'
import type { Route } from './served-doors.ts'

/**
 * Every door with everybody before it. The doors are those that the application has, so a new one is asked for here until
 * somebody says who may come in.
 */

let aside: Aside & { data: string }
let chat: string
let people: Readonly<Record<Who, Record<string, string>>>
let guestsAt: string

type Who = 'nobody' | 'customer' | 'agent' | 'trainer' | 'guest' | 'forger' | 'ended'
const everybody: readonly Who[] = ['nobody', 'customer', 'agent', 'trainer', 'guest', 'forger', 'ended']

beforeAll(async () => {
  aside = await listening(planWith({ settings: { requestsPerSecond: 100_000 } }), freshFolder(), { lanAddresses: ['127.0.0.2'] })
  const anna = await signIn(aside.url, 'Anna')
  await anna.post('/api/v2/me', { operationName: 'StartContactCenterSession' })
  const { body } = await new HttpClient(aside.url).post('/api/v2/chats', { operationName: 'RequestChat', nickname: 'Dora', endpoint: 'Support' })
  chat = String(body['id'])
  await anna.post(`/api/v2/me/chats/${chat}`, { operationName: 'Accept' })
  const trainer = await trainerOf(aside)
  const { room } = aside.host(planWith())
  const { body: state } = await trainer.post('/control/invitation', { command: 'open', run: room.name })
  const { url, code } = (state as unknown as InvitationState).open ?? { url: '', code: '' }
  guestsAt = url
  const guest = (await new HttpClient(url).post('/join/seat', { code, guest: 'Maria', seat: 'Ben' })).body['token']
  const ended = await signIn(aside.url, 'Carol')
  await ended.post('/api/v2/me', { operationName: 'EndContactCenterSession' })
  const bearer = (token: unknown) => ({ authorization: `Bearer ${String(token)}` })
  const trainersOwn = trainer.headers['authorization']?.slice(7) ?? ''
  people = {
    nobody: {},
    customer: bearer(body['token']),
    agent: bearer(aside.tokenFor(room, 'agent:Anna')),
    trainer: trainer.headers as { authorization: string },
    guest: bearer(guest),
    forger: bearer(`${Buffer.from('trainer').toString('base64url')}.${trainersOwn.split('.')[1]?.replace(/^./, (sign) => (sign === 'A' ? 'B' : 'A'))}`),
    ended: ended.headers as { cookie: string }
  }
})

afterAll(() => aside.close())

/** Who may come to a door: the rest is told that access is denied. Undefined for a door that nobody has thought of. */
function admitted({ method, path }: Route): readonly Who[] | undefined {
  const anybody: readonly Who[] = ['nobody', 'customer', 'agent', 'trainer']
  if (path.startsWith('/control/')) return ['trainer']
  if (path === '/page/session' || path === '/page/door') return anybody
  if (path === '/page/customer') return ['nobody', 'customer']
  if (path === '/page/room') return ['nobody', 'customer', 'agent']
  if (method === 'POST' && /^\/api\/v2\/chats\/?$/.test(path)) return ['nobody', 'customer']
  if (/^\/api\/v2\/chats\/:id(?:\/messages)?$/.test(path)) return ['customer', 'agent']
  if (path.startsWith('/api/v2/')) return ['agent']
  // The pages and the reference hold no secret: what they show comes over the doors above.
  if (path === '/' || path.startsWith('/docs')) return everybody
  return undefined
}

/** Denied is 20, by whatever was wrong with who asked; 3 where a token is of no use at all. */
async function isDenied(url: string, { method, path }: Route, who: Who): Promise<boolean> {
  const address = addressOf({ method, path }, (name) => (name === 'id' ? chat : name === 'run' ? 'main' : 'chat'))
  const host = new URL(url).host
  const response = await fetch(`${url}${address}`, { method, headers: { ...people[who], host, ...(method === 'POST' ? { 'content-type': 'application/json' } : {}) }, redirect: 'manual', ...(method === 'POST' ? { body: '{}' } : {}) })
  const text = await response.text()
  return response.status === 403 && /"statusCode":20,/.test(text)
}

test('each door lets in whom it is for and denies everybody else, and no door is without an answer to that', async () => {
  const served = routes()
  expect(served.filter((route) => admitted(route) === undefined)).toEqual([])
  expect(served.length).toBeGreaterThan(70)
  const wrong: string[] = []
  for (const route of served) {
    for (const who of everybody) {
      const may = admitted(route)?.includes(who) === true
      const supervisorsOnly = route.path.startsWith('/api/v2/users/:id') && route.method === 'POST'
      const codeOnly = route.path === '/page/session'
      if (supervisorsOnly || (codeOnly && may)) continue
      if ((await isDenied(aside.url, route, who)) === may) wrong.push(`${who} at ${route.method} ${route.path} is ${may ? 'denied' : 'let in'}`)
    }
  }
  expect(wrong).toEqual([])
})

test("each of the guests' doors is for the seat of a guest, and no credential of this computer opens any", async () => {
  const served = guestRoutes()
  expect(served.some(({ path }) => /^\/(?:control|docs)/.test(path))).toBe(false)
  const open = ['/', '/page/door', '/page/session', '/join/seats', '/join/seat']
  const wrong: string[] = []
  for (const route of served.filter(({ path }) => !open.includes(path))) {
    for (const who of ['nobody', 'customer', 'agent', 'trainer', 'forger', 'ended'] as const) {
      if (!(await isDenied(guestsAt, route, who))) wrong.push(`${who} is let in at ${route.method} ${route.path} of the network`)
    }
  }
  expect(wrong).toEqual([])
  expect(await isDenied(guestsAt, { method: 'GET', path: '/api/v2/me' }, 'guest')).toBe(false)
})

const misled = [
  ['another host, as DNS rebinding brings it', { host: 'evil.example' }],
  ['a name that begins like ours', { host: 'localhost.evil.example' }],
  ['a name that ends like ours', { host: 'evil.localhost' }],
  ['a number that is ours in other words', { host: '2130706433' }],
  ['another address', { host: '192.168.1.5' }],
  ['two hosts in one', { host: 'localhost, evil.example' }],
  ['a host with a name before it', { host: 'evil@localhost' }],
  ['a page of another origin', { host: 'localhost', origin: 'http://evil.example' }],
  ['a page without an origin of its own', { host: 'localhost', origin: 'null' }],
  ['a page of another port', { host: 'localhost', origin: 'http://localhost:1' }],
  ['an image on another site', { host: 'localhost', 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }]
] as const

test.each(misled)('%s is refused at every door, with every credential, and told nothing', async (_what, headers) => {
  const doors = [...routes(), { method: 'POST', path: '/api/v2/notifications' }, { method: 'GET', path: '/socket.io/?EIO=4&transport=polling' }, { method: 'GET', path: '/trainer/' }, { method: 'GET', path: '/assets/none.js' }]
  const letIn: string[] = []
  for (const { method, path } of doors) {
    for (const who of ['agent', 'trainer'] as const) {
      const { status, text } = await raw(aside.url, addressOf({ method, path }, () => chat), { ...people[who], ...headers }, method === 'POST' ? { method, body: '{}' } : { method })
      if (status !== 403 || !/^\{"statusCode":3,"statusMessage":"[^"]+"\}$/.test(text)) letIn.push(`${method} ${path} -> ${status} ${text.slice(0, 80)}`)
    }
  }
  expect(letIn).toEqual([])
  for (const path of ['/socket.io/?EIO=4&transport=websocket', '/api/v2/notifications', '/', '/control/runs', '/page/session']) {
    expect([path, (await raw(aside.url, path, { ...people.trainer, ...upgrade, ...headers })).status]).toEqual([path, 403])
  }
})

test('each socket is for whom it is for', async () => {
  const may: Readonly<Record<string, readonly Who[]>> = { '/': ['customer', 'agent'], '/page': ['customer', 'agent'], '/control': ['trainer'], '/nothing': [] }
  const found: Record<string, Who[]> = {}
  for (const name of Object.keys(may)) {
    found[name] = []
    for (const who of everybody) {
      const token = people[who]['authorization']?.slice(7)
      const socket = io(`${aside.url}${name}`, { transports: ['websocket'], forceNew: true, reconnection: false, auth: token ? { token } : {}, extraHeaders: who === 'ended' ? people.ended : {} })
      const isIn = await new Promise<boolean>((done) => {
        socket.on('connect', () => done(true))
        socket.on('connect_error', () => done(false))
      })
      socket.disconnect()
      if (isIn) found[name].push(who)
    }
  }
  expect(found).toEqual(may)
})

test('a session cookie is kept from scripts and from other sites, and every page has its policy', async () => {
  const { headers } = await raw(aside.url, '/api/v2/me', basic('Anna'))
  expect(headers['set-cookie']?.[0]).toMatch(/; HttpOnly; SameSite=Strict$/)
  for (const path of ['/trainer/', '/agent/', '/customer/', '/join/', '/docs']) {
    const policy = String((await raw(aside.url, path)).headers['content-security-policy'])
    expect([path, policy.startsWith("default-src 'none'"), /unsafe|\*|https?:|blob:/.test(policy), policy.includes("frame-ancestors 'none'")]).toEqual([path, true, false, true])
  }
})

test('no token, code, cookie or password stands in what is logged, shown of a run, kept as a record or exported', async () => {
  const password = 'correct-horse-battery'
  const file = join(freshFolder(), 'secret.yaml')
  writeFileSync(file, `scenario: Secrets\ncast:\n  agents:\n    Anna:\n      password: ${password}\n  queues:\n    Support:\n      members: [Anna]\n  customers:\n    Clara:\nsteps:\n  - Clara: chat\n    queue: Support\n    text: Hello\n  - Anna: accept\n`)
  const [data, out] = [freshFolder(), freshFolder()]
  const room = await served(file, '--port', '0', '--data', data)
  const me = await raw(room.url, '/api/v2/me', { ...basic('Anna', password), 'x-aside-token': '1' })
  const asked = await new HttpClient(room.url).post('/api/v2/chats', { operationName: 'RequestChat', nickname: 'Dora', endpoint: 'Support' })
  const trainer = await trainerOf({ url: room.url, trainerPage: () => room.pages.trainer })
  const cookie = /=([^;]+)/.exec(me.headers['set-cookie']?.[0] ?? '')?.[1]
  const secrets = { password, cookie, agent: me.headers['x-aside-token'], customer: asked.body['token'], trainer: trainer.headers['authorization']?.slice(7), code: room.pages.trainer.split('code=')[1] }
  for (const secret of Object.values(secrets)) expect(String(secret).length).toBeGreaterThan(15)
  const { runs } = (await trainer.get('/control/runs')).body as unknown as { runs: { id: string }[] }
  const run = runs[0]?.id ?? ''
  // A wrong request and a wrong password are told of, too.
  await raw(room.url, '/api/v2/me', basic('Anna', `${password}!`), { method: 'POST', body: '{' })
  await raw(room.url, `/api/v2/me?token=${String(secrets.agent)}`, { cookie: `aside=${String(cookie)}` })
  const told: Record<string, string> = {
    runs: JSON.stringify((await trainer.get('/control/runs')).body),
    marks: JSON.stringify((await trainer.get(`/control/runs/${run}`)).body),
    results: JSON.stringify((await trainer.get(`/control/runs/${run}/results`)).body)
  }
  for (const format of ['html', 'junit', 'csv', 'json']) told[format] = (await raw(room.url, `/control/runs/${run}/report?format=${format}`, trainer.headers as Record<string, string>)).text
  await room.kill('SIGTERM')
  told['log'] = room.said()
  for (const format of ['text', 'csv', 'json', 'html']) told[`export as ${format}`] = JSON.stringify(await commandLine('export', data, '--format', format))
  told['record'] = JSON.stringify(await commandLine('run', file, '--out', out, '--reporter', 'json'))
  const found = Object.entries(told).flatMap(([where, text]) => Object.entries(secrets).flatMap(([what, secret]) => (text.includes(String(secret)) ? [`the ${what} in ${where}`] : [])))
  expect(found).toEqual([])
  for (const text of Object.values({ ...told, log: 'may be empty' })) expect(text.length).toBeGreaterThan(0)
})

test('"serve --lan" says address and code, and nothing listens there without it', async () => {
  const file = 'resources/scenarios/consult-then-transfer.yaml'
  const room = (await served(file, '--port', '0', '--lan', '127.0.0.2')) as Awaited<ReturnType<typeof served>> & { lan?: { url: string; code: string } }
  const { url, code } = room.lan ?? { url: '', code: '' }
  expect([url, code]).toEqual([expect.stringMatching(/^http:\/\/127\.0\.0\.2:\d+$/), expect.stringMatching(/^\w{3}-\w{3}$/)])
  const { body } = await new HttpClient(url).post('/join/seats', { code })
  expect(body['seats']).toContainEqual({ name: 'Anna', kind: 'agent', isTaken: false })
  await room.kill('SIGTERM')
  await expect(fetch(url)).rejects.toThrow()
  for (const [given, sentence] of [['0.0.0.0', '--lan takes an address of this computer'], ['evil.example', '--lan takes an address of this computer'], ['203.0.113.7', 'Aside cannot listen at 203.0.113.7']] as const) {
    const { code: exit, err } = await commandLine('serve', file, '--port', '0', '--lan', given)
    expect([exit, err]).toEqual([2, expect.stringContaining(sentence)])
  }
})
