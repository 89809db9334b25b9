import { afterEach, expect, test } from 'vitest'
import { startAside } from '../../src-main/app.ts'
import { rehearse } from '../../src-main/rooms.ts'
import type { Aside } from '../../src-main/app.ts'
import type { Heard, Request } from '../../src-main/contract/client.ts'
import { consultBen, does, goOut } from '../support/consult-over-http.ts'
import { basic, HttpClient, listen, signIn } from '../support/server.ts'
import type { Listening } from '../support/server.ts'
import { planWith, Rehearsal } from '../support/rooms.ts'
import { ManualPace } from '../../src-main/engine/manual-pace.ts'

/** Time that a test moves: the same bytes as in every other clock, and nobody left behind. */

const open: { asides: Aside[]; sockets: Listening[] } = { asides: [], sockets: [] }

afterEach(async () => {
  for (const { socket } of open.sockets.splice(0)) socket.disconnect()
  for (const aside of open.asides.splice(0)) await aside.close()
})

async function started(): Promise<Aside> {
  const aside = await startAside({ data: null, port: 0, clock: 'manual' })
  open.asides.push(aside)
  return aside
}

async function socketOf(url: string, name: string): Promise<Listening> {
  const listening = await listen(url, { headers: basic(name) })
  open.sockets.push(listening)
  return listening
}

test('the same requests at the same moments are told in the same bytes as in virtual time', async () => {
  const aside = await started()
  const plan = planWith()
  const { room, live: { client } } = aside.host(plan)
  const asked: { request: Request; at: number }[] = []
  const told: Heard[] = []
  room.watchInputs((request, _answer, at) => asked.push({ request, at }))
  client.listen((heard) => told.push(heard))

  await socketOf(aside.url, 'Anna')
  await socketOf(aside.url, 'Ben')
  const [anna, ben] = [await signIn(aside.url, 'Anna'), await signIn(aside.url, 'Ben')]
  await aside.advance(room, 1500)
  const chat = await consultBen(aside.url, anna, ben)
  await aside.advance(room, 2500)
  await goOut('Leave', chat, anna, ben)
  const second = await new HttpClient(aside.url).post('/api/v2/chats', { operationName: 'RequestChat', nickname: 'Emil', endpoint: 'Refunds' })
  // It rings and is passed on, and after that nobody is left; the moments lie between two moves.
  await aside.advance(room, 45_000)
  await aside.advance(room, 100_000)
  expect(second.status).toBe(200)

  const virtual = rehearse(plan)
  const toldThere: Heard[] = []
  virtual.client.listen((heard) => toldThere.push(heard))
  for (const { request, at } of asked) {
    while ((await virtual.client.until(at)) !== 'reached') continue
    await virtual.client.ask(request)
  }
  while ((await virtual.client.until(room.now)) !== 'reached') continue
  virtual.close()
  expect(told.length).toBeGreaterThan(30)
  expect(told.some(({ at }) => at > 30_000 && at !== room.now)).toBe(true)
  expect(JSON.stringify(toldThere)).toBe(JSON.stringify(told))
})

test('when a move comes back, every client has read what it was told', async () => {
  const aside = await started()
  const { room } = aside.host(planWith())
  const clients = [await socketOf(aside.url, 'Anna'), ...(await Promise.all(Array.from({ length: 8 }, () => socketOf(aside.url, 'Ben'))))]
  const [anna] = [await signIn(aside.url, 'Anna')]
  const chat = await new HttpClient(aside.url).post('/api/v2/chats', { operationName: 'RequestChat', nickname: 'Dora', endpoint: 'Support' })
  const at = { id: String(chat.body['id']), customer: anna }
  await does(anna, at, { operationName: 'Accept' })
  for (let round = 1; round <= 5; round += 1) {
    await new HttpClient(aside.url, basic('Ben')).post('/api/v2/me', { operationName: 'Ready' })
    const { body } = await anna.get('/api/v2/users?fields=userName,uri')
    const uri = (body['users'] as { userName: string; uri: string }[]).find(({ userName }) => userName === 'Ben')?.uri
    await does(anna, at, { operationName: 'Consult', targetUri: uri })
    await aside.advance(room, 30_000)
    expect(clients.map(({ told }) => told.at(-1)?.seq)).toEqual([room.seqOf('agent:Anna'), ...Array.from({ length: 8 }, () => room.seqOf('agent:Ben'))])
    expect(JSON.stringify(clients.map(({ told }) => told.at(-1)?.body)).match(/"Error"/g)).toHaveLength(1)
  }
})

test('windows are told after each move what time it is, and that it stands still', async () => {
  const aside = await started()
  const { room } = aside.host(planWith())
  const { socket } = await socketOf(aside.url, 'Anna')
  const clocks: unknown[] = []
  socket.on('clock', (clock) => clocks.push(clock))
  await aside.advance(room, 2000)
  expect(clocks.at(-1)).toEqual({ now: room.plan.starts + 2000, speed: 0 })
})

test('whoever waits for a moment acts at it, before anything later happens', async () => {
  const rehearsal = new Rehearsal()
  rehearsal.chatWithAnna()
  rehearsal.consult()
  const pace = new ManualPace(rehearsal.room)
  const begun = pace.now()
  const acted: string[] = []
  const acts = async (afterMs: number): Promise<void> => {
    acted.push(`${await pace.until(begun + afterMs)} ${pace.now() - begun}`)
  }
  const waiting = [acts(10_000), acts(20_000)]
  await pace.advance(15_000)
  expect(acted).toEqual(['reached 10000'])
  await pace.advance(45_000)
  await Promise.all(waiting)
  expect(acted).toEqual(['reached 10000', 'reached 20000'])
  const told = pace.until(begun + 100_000)
  rehearsal.room.dispatch({ viewer: 'agent:Anna', chat: rehearsal.chatId, operation: { operationName: 'SendMessage', text: 'Still there?' } }, pace.now())
  expect(await told).toBe('told')
  const last = pace.until(begun + 100_000)
  pace.stop()
  expect([await last, await pace.until(begun + 200_000)]).toEqual(['stopped', 'stopped'])
})

test('moves that are asked for at once come one after another; a step goes to what is due next', async () => {
  const rehearsal = new Rehearsal()
  rehearsal.chatWithAnna()
  rehearsal.consult()
  const pace = new ManualPace(rehearsal.room)
  const begun = pace.now()
  const waiting = pace.until(begun + 500)
  await Promise.all([pace.advance(1000), pace.advance(2000), waiting])
  expect(pace.now() - begun).toBe(3000)
  pace.step()
  expect(pace.now() - begun).toBe(30_000)
  expect(rehearsal.words('agent:Ben')).toContain('Revoked')
  pace.resume()
  pace.setSpeed()
  expect([pace.speed, pace.now() - begun]).toEqual([0, 30_000])
})
