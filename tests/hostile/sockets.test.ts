import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { served } from '../support/command-line.ts'
import type { Served } from '../support/command-line.ts'
import { raw, tcp } from '../support/raw.ts'
import { RawWebSocket } from '../support/raw-websocket.ts'
import { freshFolder } from '../support/rooms.ts'
import { basic, HttpClient, listen, signIn } from '../support/server.ts'
import { BayeuxClient } from '../support/bayeux.ts'
import { evilJson, evilText, evilValue, throws } from './evil-values.ts'

/** Whatever is said to the notification doors: the process lives, nothing breaks inside, and the others still hear. */

let room: Served
let ben: HttpClient
let token: string
let trainer: string

beforeAll(async () => {
  const file = join(freshFolder(), 'room.yaml')
  writeFileSync(file, 'scenario: A room\nsettings:\n  requestsPerSecond: 100000\ncast:\n  agents:\n    Anna:\n    Ben:\n  queues:\n    Support:\n      members: [Anna]\nsteps:\n  - wait: 1s\n')
  room = await served(file, '--port', '0', '--data', freshFolder())
  ben = await signIn(room.url, 'Ben')
  token = await tokenFrom(room.pages.agents['Anna'] ?? '')
  trainer = await tokenFrom(room.pages.trainer)
})

afterAll(async () => {
  // Null while it lived.
  if ((await room.kill('SIGKILL')) !== null) throw new Error(`it died: ${room.said()}`)
})

async function tokenFrom(page: string): Promise<string> {
  return String((await new HttpClient(room.url).post('/page/session', { code: page.split('code=')[1] })).body['token'])
}

/** Somebody else comes, hears and goes. */
async function othersHear(): Promise<void> {
  const heard = await listen(room.url, { headers: ben.headers })
  await ben.post('/api/v2/me', { operationName: 'NotReady' })
  await heard.hears('NotReady')
  heard.socket.disconnect()
  await ben.post('/api/v2/me', { operationName: 'Ready' })
  expect(room.said()).toBe('')
}

const innards = /node_modules|node:internal|\bat \w+.*:\d+:\d+|\.ts:\d+|TypeError|RangeError|ZodError|src-main/

/** The packets of engine.io and socket.io: right, nearly right, and nothing like them. */
const packet = fc.oneof(
  fc.tuple(fc.constantFrom('0', '1', '2', '3', '4', '5', '6', '40', '41', '42', '43', '44', '45', '46', '451-', '4599999999-', '40/page,', '40/control,', '40/__proto__,', '42/control,', '42', '4210', '4299999999999999999999'), fc.oneof(evilJson, evilText, fc.constantFrom('', '["notification"]', '["disconnect"]', '["error",{}]', '["connect",1]', '[null]', '[]', '{}', '[{"_placeholder":true,"num":0}]', '{"token":"x"}', '{"token":{"toString":1}}', '{"since":-1}', '{"since":1e999}', '{"dialect":"__proto__"}', '{"dialect":{"toString":1}}'))).map((parts) => parts.join('')),
  evilText
)

test('packets that are no packets end their own connection at most', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(packet, { minLength: 1, maxLength: 6 }), fc.constantFrom('nobody', 'Anna', 'control'), async (packets, who) => {
      const socket = await RawWebSocket.open(room.url, '/socket.io/?EIO=4&transport=websocket')
      if (who === 'Anna') socket.send(`40${JSON.stringify({ token })}`)
      if (who === 'control') socket.send(`40/control,${JSON.stringify({ token: trainer })}`)
      for (const one of packets) socket.send(one.slice(0, 60_000))
      socket.send('41')
      socket.send('1')
      await socket.hears('0{')
      socket.socket.end()
      await socket.closed
      expect(innards.test(socket.texts.join('\n')), socket.texts.join('\n').slice(0, 400)).toBe(false)
    }),
    throws(120)
  )
  await othersHear()
})

test('what a socket is opened with is read with care', async () => {
  const auth = fc.oneof(
    fc.record({ token: fc.oneof(fc.constant(token), fc.constant(trainer), evilValue), since: evilValue, dialect: fc.oneof(evilValue, fc.constant({ toString: 1 })) }, { requiredKeys: [] }),
    fc.dictionary(fc.string({ maxLength: 8 }), evilValue, { maxKeys: 3 })
  )
  await fc.assert(
    fc.asyncProperty(auth, fc.constantFrom('', '/page,', '/control,', '/nothing,'), async (given, name) => {
      const text = `40${name}${JSON.stringify(given)}`
      if (text.length > 15_000) return
      const socket = await RawWebSocket.open(room.url, '/socket.io/?EIO=4&transport=websocket')
      socket.send(text)
      await Promise.race([socket.hears('hello'), socket.hears('44'), socket.hears('40'), socket.closed])
      const said = socket.texts.join('\n')
      expect(innards.test(said), said.slice(0, 400)).toBe(false)
      // Nobody's token opens another's door.
      if (name === '/control,' && given['token'] !== trainer) expect(said).not.toContain('hello')
      if (name === '' && given['token'] !== token) expect(said).not.toContain('hello')
      socket.socket.destroy()
    }),
    throws(80)
  )
  await othersHear()
})

test('websocket frames of raw bytes end their own connection at most', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array({ minLength: 1, maxLength: 200 }), { minLength: 1, maxLength: 4 }), async (frames) => {
      const socket = await tcp(room.url)
      socket.on('error', () => {})
      socket.resume()
      socket.write('GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nhost: localhost\r\nconnection: Upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n')
      for (const frame of frames) socket.write(frame)
      await new Promise<void>((done) => {
        socket.on('close', () => done())
        socket.end()
      })
    }),
    throws(60)
  )
  await othersHear()
})

test('polling with sessions, bodies and parameters of somebody else is answered, and harms nobody', async () => {
  const query = fc.oneof(
    fc.constantFrom('', '?EIO=3&transport=polling', '?EIO=4', '?EIO=4&transport=polling&sid=none', '?EIO=4&transport=webtransport', '?EIO=4&transport=__proto__', '?EIO=4&transport=polling&j=0', '?EIO[]=4&transport=polling', '?EIO=4&transport=websocket'),
    evilText.map((text) => `?EIO=4&transport=polling&sid=${encodeURIComponent(text.toWellFormed()).slice(0, 500)}`)
  )
  await fc.assert(
    fc.asyncProperty(query, fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'OPTIONS'), evilText, async (asking, method, body) => {
      const reply = await raw(room.url, `/socket.io/${asking}`, {}, method === 'POST' ? { method, body: body.slice(0, 10_000) } : { method })
      expect(reply.status, `${method} ${asking} ${reply.text}`).toBeLessThan(500)
      expect(innards.test(reply.text), reply.text).toBe(false)
    }),
    throws(120)
  )
  await othersHear()
})

test('Bayeux messages with wrong values are answered each, and nobody else misses anything', async () => {
  const channel = fc.oneof(fc.constantFrom('/meta/handshake', '/meta/connect', '/meta/subscribe', '/meta/unsubscribe', '/meta/disconnect', '/meta/nothing', '/v2/me/chats', '/**', '/', ''), evilText)
  const client = new BayeuxClient(room.url, basic('Anna'))
  await client.open()
  const message = fc.record(
    { channel, id: evilValue, clientId: fc.oneof(fc.constant('none'), evilValue), minimumVersion: fc.oneof(fc.constantFrom('1.0', '9.9', 'NaN'), evilValue), supportedConnectionTypes: evilValue, connectionType: evilValue, subscription: evilValue, advice: fc.oneof(evilValue, fc.constant({ timeout: 0 })), ext: evilValue, data: evilValue },
    { requiredKeys: [] }
  )
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.array(message, { maxLength: 5 }).map((list) => JSON.stringify(list)), message.map((one) => JSON.stringify(one)), evilJson), async (body) => {
      const reply = await raw(room.url, '/api/v2/notifications', { ...basic('Anna'), 'content-type': 'application/json' }, { method: 'POST', body })
      const told = `${body.slice(0, 300)} -> ${reply.status} ${reply.text.slice(0, 300)}`
      expect(reply.status, told).toBeLessThan(500)
      expect(reply.text.length, told).toBeGreaterThan(1)
      expect(innards.test(reply.text), told).toBe(false)
    }),
    throws(200)
  )
  await new HttpClient(room.url, basic('Anna')).post('/api/v2/me', { operationName: 'NotReady' })
  await client.hears('NotReady')
  await othersHear()
})
