import { afterEach, expect, test } from 'vitest'
import { servedUnder } from '../support/command-line.ts'
import type { Served, Under } from '../support/command-line.ts'
import { askForChat, does, uriOf } from '../support/consult-over-http.ts'
import type { CustomerChat } from '../support/consult-over-http.ts'
import { cuttingProxy } from '../support/cutting-proxy.ts'
import { diceOf } from '../support/dice.ts'
import { longRuns, seed } from '../support/long-tests.ts'
import { RawWebSocket, seqsIn } from '../support/raw-websocket.ts'
import { freshFolder, planWith } from '../support/rooms.ts'
import { basic, HttpClient, listen, listening, signIn } from '../support/server.ts'

/** Lines that break in the middle of a frame, a machine that sleeps, a clock that is set back. */

const sample = 'resources/scenarios/consult-then-transfer.yaml'
const toClose: (() => unknown)[] = []

afterEach(async () => {
  for (const close of toClose.splice(0).reverse()) await close()
})

async function serve(under: Under, data = freshFolder()): Promise<Served> {
  const server = await servedUnder(under, sample, '--port', '0', '--data', data)
  toClose.push(() => server.kill('SIGKILL'))
  return server
}

test('wherever in a frame its line breaks, a window that comes back with its last number misses nothing and gets nothing twice', async () => {
  const aside = await listening(planWith({ settings: { requestsPerSecond: 1_000_000 } }))
  toClose.push(() => aside.close())
  const { url } = aside
  const { room } = aside.host(planWith())
  const proxy = await cuttingProxy(url)
  toClose.push(() => proxy.close())
  const me = await new HttpClient(url, { ...basic('Anna'), 'x-aside-token': '1' }).get('/api/v2/me')
  const token = me.headers.get('x-aside-token') ?? ''
  const roll = diceOf(seed)
  const heard: number[] = []
  const chat = await askForChat(url)
  for (let cut = 0; cut < 40 * longRuns; cut += 1) {
    proxy.cutAfter(cut % 10 === 9 ? Number.POSITIVE_INFINITY : 200 + roll(3000))
    const window = await RawWebSocket.open(proxy.url, '/socket.io/?EIO=4&transport=websocket', { host: new URL(url).host })
    window.send(`40${JSON.stringify({ token, since: heard.at(-1) ?? 0 })}`)
    for (let number = 0; number < 4; number += 1) room.dispatch({ viewer: `visitor:${chat.id}`, chat: chat.id, operation: { operationName: 'SendMessage', text: `Message ${cut} ${number}` } }, room.now)
    room.dispatch({ viewer: 'agent:Anna', chat: null, operation: { operationName: cut % 2 === 0 ? 'NotReady' : 'Ready' } }, room.now)
    if (cut % 10 === 9) {
      await expect.poll(() => seqsIn(window.texts).at(-1), { timeout: 10_000 }).toBe(room.seqOf('agent:Anna'))
      window.socket.destroy()
    } else {
      // What it was told so far does not always reach as far as the cut.
      while (!window.socket.destroyed) {
        room.dispatch({ viewer: 'agent:Anna', chat: null, operation: { operationName: 'NotReady' } }, room.now)
        room.dispatch({ viewer: 'agent:Anna', chat: null, operation: { operationName: 'Ready' } }, room.now)
        await new Promise((done) => setImmediate(done))
      }
    }
    await window.closed
    heard.push(...seqsIn(window.texts))
    expect(window.texts.filter((text) => text.includes('resync'))).toEqual([])
  }
  expect(heard, `seed ${seed}`).toEqual(heard.map((_, place) => place + 1))
  expect(heard.at(-1)).toBe(room.seqOf('agent:Anna'))
}, 60_000 * longRuns)

/** Anna asks Ben, whose invitation rings. */
async function ringing({ url }: Served): Promise<{ anna: HttpClient; ben: HttpClient; chat: CustomerChat; annas: Awaited<ReturnType<typeof listen>>; bens: Awaited<ReturnType<typeof listen>> }> {
  const [anna, ben] = [await signIn(url, 'Anna'), await signIn(url, 'Ben')]
  const [annas, bens] = [await listen(url, { headers: anna.headers, auth: { since: 0 } }), await listen(url, { headers: ben.headers, auth: { since: 0 } })]
  toClose.push(() => annas.socket.disconnect(), () => bens.socket.disconnect())
  const chat = await askForChat(url)
  await does(anna, chat, { operationName: 'Accept' })
  await does(anna, chat, { operationName: 'Consult', targetUri: await uriOf(anna, 'Ben') })
  await bens.hears('Invited')
  return { anna, ben, chat, annas, bens }
}

function expectWithoutGap({ told }: Awaited<ReturnType<typeof listen>>): void {
  expect(told.map(({ seq }) => seq)).toEqual(told.map((_, place) => place + 1))
}

test.runIf(process.platform !== 'win32')('a machine that slept goes on: what was asked meanwhile is answered, and the invitation still rings', async () => {
  const server = await serve({})
  const { anna, ben, chat, annas, bens } = await ringing(server)
  process.kill(server.pid, 'SIGSTOP')
  const asked = does(anna, chat, { operationName: 'SendMessage', text: 'Asked while it slept' })
  const slept = await Promise.race([asked.then(() => 'answered'), new Promise((later) => setTimeout(() => later('asleep'), 700))])
  expect(slept).toBe('asleep')
  process.kill(server.pid, 'SIGCONT')
  await asked
  await annas.hears('Asked while it slept')
  await does(ben, chat, { operationName: 'Accept' })
  await annas.hears('ParticipantJoined')
  for (const window of [annas, bens]) {
    expect(window.socket.connected).toBe(true)
    expectWithoutGap(window)
  }
})

test.runIf(process.platform !== 'win32')('a wall clock that is set back by a year changes nothing: not what rings, not who is signed in, not the next start', async () => {
  const data = freshFolder()
  const moved = new URL('../support/moved-clock.mjs', import.meta.url).href
  const server = await serve({ imports: [moved] }, data)
  const { anna, ben, chat, annas, bens } = await ringing(server)
  const before = (await anna.get(`/api/v2/me/chats/${chat.id}/messages`)).body
  process.kill(server.pid, 'SIGUSR2')
  await expect.poll(() => server.said()).toContain('set back')
  expect((await anna.get(`/api/v2/me/chats/${chat.id}/messages`)).body).toEqual(before)
  await does(ben, chat, { operationName: 'Accept' })
  await does(ben, chat, { operationName: 'SendToAgents', text: 'After it was set back' })
  await annas.hears('After it was set back')
  for (const window of [annas, bens]) expectWithoutGap(window)
  // The moments that people are shown are the room's own, and never go back.
  const { body } = await anna.get(`/api/v2/me/chats/${chat.id}/messages`)
  const moments = (body['messages'] as { timestamp: number }[]).map(({ timestamp }) => timestamp)
  expect(moments).toEqual([...moments].sort((one, other) => one - other))
  await server.kill('SIGKILL')
  const again = await serve({ imports: [moved] }, data)
  const back = await listen(again.url, { headers: (await signIn(again.url, 'Anna')).headers, auth: { since: annas.told.at(-1)?.seq ?? 0 } })
  toClose.push(() => back.socket.disconnect())
  expect((await (await signIn(again.url, 'Ben')).get(`/api/v2/me/chats/${chat.id}`)).body).toMatchObject({ chat: { state: 'Chatting' } })
})
