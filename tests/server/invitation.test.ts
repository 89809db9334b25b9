import { connect } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { io } from 'socket.io-client'
import type { Aside } from '../../src-main/app.ts'
import type { InvitationState, OpenInvitation } from '../../src-main/contract/invitation.ts'
import { WrongCodes } from '../../src-main/server/wrong-codes.ts'
import { agentPlan, freshFolder, planWith, queuePlan } from '../support/rooms.ts'
import { basic, HttpClient, listen, listening } from '../support/server.ts'
import { trainerOf } from '../support/trainer-client.ts'

/** Guests from the network. "The network" is another address of the loopback: servers under test listen on no other. */

const network = '127.0.0.2'

let aside: Aside & { data: string }
let trainer: HttpClient
let run: string

beforeEach(async () => {
  const agents = { Anna: agentPlan('Anna'), Ben: agentPlan('Ben'), Sue: agentPlan('Sue', { roles: ['supervisor'] }) }
  aside = await listening(planWith({ agents, queues: { Support: queuePlan(['Anna']) }, customers: { Clara: { nickname: 'Clara', patienceMs: null } } }), freshFolder(), { lanAddresses: [network] })
  trainer = await trainerOf(aside)
  const { runs } = (await trainer.get('/control/runs')).body as unknown as { runs: { id: string }[] }
  run = runs[0]?.id ?? ''
})

afterEach(() => aside.close())

async function command(asked: object): Promise<InvitationState> {
  const { status, body } = await trainer.post('/control/invitation', asked)
  expect(body['statusMessage']).toBeUndefined()
  expect(status).toBe(200)
  return body as unknown as InvitationState
}

async function opened(): Promise<OpenInvitation> {
  const { open } = await command({ command: 'open', run })
  if (!open) throw new Error('it is not open')
  return open
}

async function joined({ url, code }: OpenInvitation, seat: string, guest = 'Maria'): Promise<HttpClient> {
  const { status, body } = await new HttpClient(url).post('/join/seat', { code, guest, seat })
  expect([status, body['page']]).toEqual([200, seat === 'Clara' ? 'customer' : 'agent'])
  return new HttpClient(url, { authorization: `Bearer ${body['token']}` })
}

test('nobody is invited until the trainer opens it, and nothing listens there before and after', async () => {
  expect((await trainer.get('/control/invitation')).body).toMatchObject({ addresses: [network], open: null })
  const open = await opened()
  expect(open.url).toMatch(/^http:\/\/127\.0\.0\.2:\d+$/)
  expect(open.code).toMatch(/^[2-9A-HJKMNP-Z]{3}-[2-9A-HJKMNP-Z]{3}$/)
  expect(open.link).toBe(`${open.url}/join/#code=${open.code}`)
  expect((await fetch(`${open.url}/join/`)).status).toBe(200)
  await command({ command: 'close' })
  await expect(fetch(`${open.url}/join/`)).rejects.toThrow()
  const again = await opened()
  expect(again.code).not.toBe(open.code)
})

test('a guest with the code and a name takes a free seat, and is that agent, at that door alone', async () => {
  const open = await opened()
  const knocking = await new HttpClient(open.url).post('/join/seats', { code: open.code.toLowerCase().replace('-', ' ') })
  expect(knocking.body).toEqual({
    seats: [
      { name: 'Anna', kind: 'agent', isTaken: false },
      { name: 'Ben', kind: 'agent', isTaken: false },
      { name: 'Clara', kind: 'customer', isTaken: false }
    ]
  })
  const maria = await joined(open, 'Anna')
  const me = await maria.get('/api/v2/me')
  expect([me.status, (me.body as { user?: { userName?: string } }).user?.userName]).toEqual([200, 'Anna'])
  expect(me.headers.get('set-cookie')).toBeNull()
  const twice = await new HttpClient(open.url).post('/join/seat', { code: open.code, guest: 'Tom', seat: 'Anna' })
  expect([twice.status, twice.body.statusMessage]).toEqual([409, 'Somebody sits there already, or the seat was closed; choose another one'])
  const state = (await trainer.get('/control/invitation')).body as unknown as InvitationState
  expect(state.open?.seats.find(({ name }) => name === 'Anna')).toEqual({ name: 'Anna', kind: 'agent', isOpen: true, guest: 'Maria' })
  // The token of a guest is nothing at the loopback's doors, and the loopback's tokens are nothing here.
  expect((await new HttpClient(aside.url, maria.headers).get('/api/v2/me')).status).toBe(403)
  for (const token of [aside.tokenFor(aside.host(planWith()).room, 'agent:Ben'), trainer.headers['authorization']?.slice(7)]) {
    expect((await new HttpClient(open.url, { authorization: `Bearer ${token}` }).get('/api/v2/me')).status).toBe(403)
  }
})

test('without a seat a guest reaches the join page and nothing else, whatever it brings', async () => {
  const open = await opened()
  const own = { authorization: trainer.headers['authorization'] ?? '' }
  const signedIn = await new HttpClient(aside.url, basic('Anna')).get('/api/v2/me')
  const cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  for (const headers of [{}, own, basic('Anna'), { cookie }, { cookie: cookie.replace(/aside_\d+/, `aside_${new URL(open.url).port}`) }]) {
    for (const path of ['/api/v2/me', '/api/v2/users', '/api/v2/queues', '/api/v2/me/chats', '/page/room', '/page/customer', '/control/runs', '/control/invitation', '/control/scenarios', '/docs', '/docs/openapi.json', '/trainer/', '/trainer/index.html', '/api/v2/notifications', '/agent/../trainer/', '//trainer/', '/nothing']) {
      const { status } = await fetch(`${open.url}${path}`, { headers })
      expect([path, status >= 403 && status <= 404]).toEqual([path, true])
    }
    for (const path of ['/api/v2/chats', '/api/v2/me', '/control/runs', '/control/invitation']) {
      const asked = { operationName: 'RequestChat', nickname: 'x', endpoint: 'Support', command: 'close' }
      expect([path, (await new HttpClient(open.url, headers).post(path, asked)).status]).toEqual([path, expect.toSatisfy((status) => status === 403 || status === 404)])
    }
    for (const [name, auth] of [['/', {}], ['/', { token: own.authorization.slice(7) }], ['/page', {}], ['/control', {}], ['/control', { token: own.authorization.slice(7) }]] as const) {
      const socket = io(`${open.url}${name}`, { transports: ['websocket'], forceNew: true, reconnection: false, auth, extraHeaders: headers })
      const said = await new Promise<string>((done) => {
        socket.on('connect', () => done('connect'))
        socket.on('connect_error', (error) => done(error.message))
      })
      expect([name, said]).not.toEqual([name, 'connect'])
      socket.disconnect()
    }
  }
  for (const path of ['/join/', '/agent/', '/customer/']) {
    const { status, headers } = await fetch(`${open.url}${path}`)
    expect([path, status, headers.get('content-security-policy')?.includes("default-src 'none'")]).toEqual([path, 200, true])
  }
})

test('the trainer sees a seat go, closes seats, and sends a guest away at once', async () => {
  const open = await opened()
  const maria = await joined(open, 'Ben')
  const heard = await listen(open.url, { auth: { token: maria.headers['authorization']?.slice(7) } })
  const gone = new Promise((done) => heard.socket.on('disconnect', done))
  await command({ command: 'seat', who: 'Anna', isOpen: false })
  expect((await new HttpClient(open.url).post('/join/seat', { code: open.code, guest: 'Tom', seat: 'Anna' })).status).toBe(409)
  const state = await command({ command: 'remove', who: 'Ben' })
  expect(state.open?.seats.map(({ guest }) => guest)).toEqual([null, null, null, null])
  await gone
  expect((await maria.get('/api/v2/me')).body).toMatchObject({ statusCode: 20 })
  expect((await new HttpClient(open.url).post('/join/seat', { code: open.code, guest: 'Maria', seat: 'Ben' })).status).toBe(200)
  const { status, body } = await trainer.post('/control/invitation', { command: 'remove', who: 'Anna' })
  expect([status, body.statusMessage]).toEqual([400, 'Nobody sits as Anna'])
})

test('a customer of the cast chats from the network and sees what customers see', async () => {
  const open = await opened()
  const tom = await joined(open, 'Clara', 'Tom')
  const { body } = await tom.post('/api/v2/chats', { operationName: 'RequestChat', nickname: 'Clara' })
  expect(body['statusMessage']).toBe(undefined)
  expect(body['token']).toBe(tom.headers['authorization']?.slice(7))
  expect((await tom.get(`/api/v2/chats/${body['id']}`)).status).toBe(200)
  for (const path of ['/api/v2/me', '/api/v2/users', '/api/v2/me/chats']) expect((await tom.get(path)).status).toBe(403)
})

test('codes are not found by trying, and the right one is not looked at either while it is tried', async () => {
  const open = await opened()
  const stranger = new HttpClient(open.url)
  for (let tries = 0; tries < 10; tries += 1) expect((await stranger.post('/join/seats', { code: 'AAA-AAA' })).body.statusMessage).toBe("That is not the code; it stands on the trainer's screen")
  const { status, headers, body } = await stranger.post('/join/seats', { code: open.code })
  expect([status, headers.get('retry-after'), body.statusMessage]).toEqual([429, '60', "Too many wrong codes; wait a minute, then type the one on the trainer's screen"])
  expect(((await trainer.get('/control/invitation')).body as unknown as InvitationState).open?.wrongCodes).toBe(10)
  const now = { at: 0 }
  const wrong = new WrongCodes(() => now.at)
  for (let tries = 0; tries < 10; tries += 1) wrong.count('one')
  expect([wrong.isTooMuch('one'), wrong.isTooMuch('another')]).toEqual([true, false])
  for (let tries = 0; tries < 290; tries += 1) wrong.count(`address ${tries}`)
  expect(wrong.isTooMuch('another')).toBe(true)
  now.at = 60_000
  expect([wrong.isTooMuch('one'), wrong.isTooMuch('another')]).toEqual([false, false])
})

test.each([
  ['another host, as after DNS rebinding', { host: 'evil.example' }],
  ['the loopback', { host: 'localhost' }],
  ['no host', { host: '' }],
  ['a page of another origin', { origin: 'http://evil.example' }],
  ['a page of the loopback', { origin: 'http://127.0.0.1' }],
  ['a page of another port there', { origin: 'http://127.0.0.2:1' }]
])('a request that comes by %s is refused at every door of the network', async (_what, changed) => {
  const open = await opened()
  const port = new URL(open.url).port
  const own = { host: `${network}:${port}`, ...changed }
  const bytes = (line: string): string => `${line}\r\n${Object.entries(own).map(([name, value]) => `${name}: ${value}\r\n`).join('')}`
  const requests = [
    ...['/join/', '/join/seats', '/agent/', '/api/v2/me', '/page/room', '/socket.io/?EIO=4&transport=polling', '/assets/x.js'].map((path) => `${bytes(`GET ${path} HTTP/1.1`)}connection: close\r\n\r\n`),
    `${bytes('POST /join/seat HTTP/1.1')}content-type: application/json\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}`,
    `${bytes('GET /socket.io/?EIO=4&transport=websocket HTTP/1.1')}connection: Upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`
  ]
  for (const request of requests) {
    const answered = await new Promise<string>((done) => {
      const socket = connect({ host: network, port: Number(port) }, () => void socket.write(request))
      let text = ''
      socket.on('data', (chunk) => (text += chunk.toString()))
      socket.on('error', () => {})
      socket.on('close', () => done(text))
    })
    expect(answered).toMatch(/^HTTP\/1\.1 403 /)
    expect(answered).toContain('"statusCode":3')
  }
})

test('where the run is started again or the invitation moves on, guests go along and others do not come in by it', async () => {
  const scenario = { scenario: 'first-steps.yaml' }
  const first = ((await trainer.post('/control/runs', scenario)).body as unknown as { run: { id: string } }).run.id
  run = first
  const open = await opened()
  const maria = await joined(open, 'Anna')
  const token = maria.headers['authorization']?.slice(7) ?? ''
  await expect.poll(async () => ((await trainer.get(`/control/runs/${first}`)).body as unknown as { run: { seats: Record<string, { player: string | null }> } }).run.seats['Anna']?.player).toBe('person')
  const page = io(`${open.url}/page`, { transports: ['websocket'], forceNew: true, auth: { token } })
  const following = new Promise<{ code: string }>((done) => page.on('follow', done))
  await new Promise<void>((done) => page.on('connect', () => done()))
  const again = ((await trainer.post(`/control/runs/${first}/restart`, {})).body as unknown as { run: { id: string } }).run.id
  const { code } = await following
  const session = await new HttpClient(open.url).post('/page/session', { code })
  expect(session.body).toMatchObject({ token, name: 'Anna', page: 'agent', isGuest: true })
  expect(((await trainer.get('/control/invitation')).body as unknown as InvitationState).open?.run).toBe(again)
  expect((await new HttpClient(aside.url).post('/page/session', { code })).status).toBe(403)
  await command({ command: 'remove', who: 'Anna' })
  expect((await new HttpClient(open.url).post('/page/session', { code })).status).toBe(403)
  page.disconnect()
})

test('what cannot be opened is said in a sentence', async () => {
  for (const [asked, sentence] of [
    [{ command: 'open', run: 'none' }, 'There is no such run'],
    [{ command: 'open', run, address: '0.0.0.0' }, "0.0.0.0 is none of this computer's addresses: 127.0.0.2"],
    [{ command: 'open', run, address: '' }, "is none of this computer's addresses"],
    [{ command: 'remove', who: 'Anna' }, 'Nobody is invited; open the invitation first']
  ] as const) {
    const { status, body } = await trainer.post('/control/invitation', asked)
    expect([status, body.statusMessage]).toEqual([400, expect.stringContaining(sentence)])
  }
})
