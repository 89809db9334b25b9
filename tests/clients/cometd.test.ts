import { AckExtension, CometD } from 'cometd'
import { adapt } from 'cometd-nodejs-client'
import { afterEach, expect, test } from 'vitest'
import type { Aside } from '../../src-main/app.ts'
import { silentTopics, spokenTopics } from '../../src-main/wire/topics.ts'
import { askForChat, consultBen, does, exits, goOut, says } from '../support/consult-over-http.ts'
import { expectDescribedNotification, noteUndescribed } from '../support/described.ts'
import { planWith } from '../support/rooms.ts'
import { listen, listening, signIn } from '../support/server.ts'
import type { HttpClient, Listening } from '../support/server.ts'

/** The CometD project's own client, as it is, against our server: an agent's desktop from sign-in to the end of a consult. */

adapt()

interface Desktop {
  readonly name: string
  readonly http: HttpClient
  readonly client: CometD
  /** What came on each topic, in order. */
  readonly told: { channel: string; data: object }[]
  /** What the same agent is told over one socket after the other: the measure. */
  readonly sockets: Listening[]
  handshakes(): number
}

const open: { aside: (Aside & { data: string }) | null; desktops: Desktop[] } = { aside: null, desktops: [] }

afterEach(async () => {
  for (const { client, sockets } of open.desktops) {
    for (const { socket } of sockets) socket.disconnect()
    await new Promise<void>((done) => (client.isDisconnected() ? done() : client.disconnect(() => done())))
  }
  await open.aside?.close()
  open.desktops = []
})

async function start(data?: string, port = 0): Promise<Aside & { data: string }> {
  open.aside = await listening(planWith(), data, { port })
  return open.aside
}

interface Habits {
  readonly topics?: readonly string[]
  readonly acks?: boolean
  readonly triesWebSocket?: boolean
}

/** GET /me with name and password, handshake, subscriptions one by one after every handshake, StartContactCenterSession (wire-facts 3.1). */
async function signInWithCometD(url: string, name: string, habits: Habits = {}): Promise<Desktop> {
  const { topics = [...silentTopics, ...spokenTopics], acks = false, triesWebSocket = false } = habits
  const http = await signIn(url, name)
  const client = new CometD(name)
  client.unregisterTransport('callback-polling')
  if (!triesWebSocket) client.unregisterTransport('websocket')
  if (acks) client.registerExtension('ack', new AckExtension())
  client.configure({ url: `${url}/api/v2/notifications`, requestHeaders: { Cookie: http.headers['cookie'] }, logLevel: 'warn', backoffIncrement: 50 })
  const told: Desktop['told'] = []
  let handshakes = 0
  await new Promise<void>((ready) => {
    client.addListener('/meta/handshake', ({ successful }) => {
      if (!successful) return
      handshakes += 1
      // The client takes its own "/**" to mean its own messages as well.
      const hear = ({ channel, data }: { channel: string; data?: object }): void => {
        if (!data) return
        told.push({ channel, data })
        noteUndescribed(() => expectDescribedNotification(data))
      }
      topics.forEach((topic, place) => client.subscribe(topic, hear, () => place === topics.length - 1 && ready()))
    })
    client.handshake()
  })
  const socket = await listen(url, { headers: http.headers, auth: { since: 0 } })
  const desktop: Desktop = { name, http, client, told, sockets: [socket], handshakes: () => handshakes }
  open.desktops.push(desktop)
  expect((await http.post('/api/v2/me', { operationName: 'StartContactCenterSession', channels: ['chat'] })).body).toEqual({ statusCode: 0 })
  return desktop
}

async function until(isSo: () => boolean, what: string): Promise<void> {
  const limit = performance.now() + 8000
  while (!isSo()) {
    if (performance.now() > limit) throw new Error(`it did not come about: ${what}`)
    await new Promise((done) => setTimeout(done, 10))
  }
}

/** All that the agent was ever told came over CometD as well: the same bytes, once, in the same order. */
async function expectNothingAmiss(desktops: readonly Desktop[]): Promise<void> {
  const { room } = open.aside?.host(planWith()) ?? { room: null }
  for (const { name, told, sockets } of desktops) {
    const howMany = room?.seqOf(`agent:${name}`) ?? 0
    const measure = () => sockets.flatMap(({ told: heard }) => heard)
    await until(() => told.length >= howMany && measure().length >= howMany, `${name} is told ${howMany} things`)
    expect(told.map(({ data }) => JSON.stringify(data))).toEqual(measure().map(({ body }) => JSON.stringify(body)))
    expect(told.every(({ channel, data }) => channel === ('channels' in data ? '/v2/me/channels' : '/v2/me/chats'))).toBe(true)
  }
}

test.each(exits)('CometD tells a whole session with a consult that ends by %s, and nothing is lost by a new handshake in its midst', async (exit) => {
  const aside = await start()
  const anna = await signInWithCometD(aside.url, 'Anna')
  const ben = await signInWithCometD(aside.url, 'Ben')
  const chat = await consultBen(aside.url, anna.http, ben.http)
  aside.bayeux.forget()
  await does(anna.http, chat, { operationName: 'SendToAgents', text: 'While nobody listens' })
  await says(chat, 'Hello?')
  await until(() => JSON.stringify(ben.told).includes('Hello?'), 'Ben is told again')
  aside.bayeux.forget('agent:Anna')
  await goOut(exit, chat, anna.http, ben.http)
  await expectNothingAmiss([anna, ben])
  expect([anna.handshakes(), ben.handshakes()]).toEqual([3, 2])
  for (const { told } of [anna, ben]) expect(JSON.stringify(told)).toContain('While nobody listens')
})

test.each([
  ['all in one pattern', { topics: ['/**'] }],
  ['the two patterns that take in each its own', { topics: ['/v2/me/*', '/notifications/*'] }],
  ['acknowledgements', { acks: true }],
  ['a try of WebSocket first', { triesWebSocket: true }]
] as [string, Habits][])('a client with %s is told everything once, however often it must shake hands', async (_what, habits) => {
  const aside = await start()
  const anna = await signInWithCometD(aside.url, 'Anna', habits)
  const chat = await askForChat(aside.url)
  await does(anna.http, chat, { operationName: 'Accept' })
  for (let number = 1; number <= 30; number += 1) {
    await says(chat, `Number ${number}`)
    if (number % 10 === 3) aside.bayeux.forget()
    if (number % 10 === 7) await until(() => JSON.stringify(anna.told).includes(`Number ${number}`), `Anna is told number ${number}`)
  }
  await expectNothingAmiss([anna])
  expect(anna.handshakes()).toBeGreaterThanOrEqual(4)
})

test('a client that lives through a restart of Aside in the midst of a consult is told everything once', async () => {
  const before = await start()
  const anna = await signInWithCometD(before.url, 'Anna')
  const ben = await signIn(before.url, 'Ben')
  await ben.post('/api/v2/me', { operationName: 'StartContactCenterSession' })
  const chat = await consultBen(before.url, anna.http, ben)
  await until(() => JSON.stringify(anna.told).includes('You may'), 'Anna is told')
  await before.close()
  const after = await start(before.data, before.port)
  await until(() => anna.handshakes() === 2, 'Anna shakes hands again')
  anna.sockets.push(await listen(after.url, { headers: anna.http.headers, auth: { since: anna.sockets[0]?.told.length } }))
  await goOut('Invite', chat, anna.http, ben)
  await expectNothingAmiss([anna])
  expect(JSON.stringify(anna.told)).toContain('Goodbye after Invite')
})
