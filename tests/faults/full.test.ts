import { spawnSync } from 'node:child_process'
import { afterEach, expect, test } from 'vitest'
import type { Aside, AsideOptions } from '../../src-main/app.ts'
import { servedUnder } from '../support/command-line.ts'
import type { Served } from '../support/command-line.ts'
import { askForChat, does, says, uriOf } from '../support/consult-over-http.ts'
import { freshFolder, planWith } from '../support/rooms.ts'
import { listen, listening, signIn } from '../support/server.ts'

/** The log is full, or its disk: what people ask is refused in a sentence, nothing that was acknowledged is lost, and it goes on by itself. */

const plan = planWith({ settings: { requestsPerSecond: 1_000_000 } })
const open: { aside: Aside | null } = { aside: null }
const running: Served[] = []

afterEach(async () => {
  await open.aside?.close()
  open.aside = null
  for (const one of running.splice(0)) await one.kill('SIGKILL')
})

async function opened(data: string, options: Partial<AsideOptions>): Promise<Aside> {
  const aside = await listening(plan, data, options)
  open.aside = aside
  return aside
}

async function closed(): Promise<void> {
  await open.aside?.close()
  open.aside = null
}

const long = 'x'.repeat(8000)

interface Refused {
  readonly id: string
  readonly acknowledged: string[]
  readonly refusal: { readonly status: number; readonly sentence: string }
  /** What Anna can read. */
  read(): Promise<string[]>
  /** The status of one message more. */
  say(text: string): Promise<number>
}

/** Dora's chat with Anna, in which Ben is asked; then Anna says more and more, until she is refused. */
async function untilRefused({ url }: { readonly url: string }, words: string): Promise<Refused> {
  const [anna, ben] = [await signIn(url, 'Anna'), await signIn(url, 'Ben')]
  const windows = [await listen(url, { headers: anna.headers }), await listen(url, { headers: ben.headers })]
  const chat = await askForChat(url)
  await does(anna, chat, { operationName: 'Accept' })
  await does(anna, chat, { operationName: 'Consult', targetUri: await uriOf(anna, 'Ben') })
  const acknowledged: string[] = []
  const say = async (text: string): Promise<number> => {
    const { status, body } = await anna.post(`/api/v2/me/chats/${chat.id}`, { operationName: 'SendMessage', text: `${text} ${long}` })
    if (body.statusCode === 0) acknowledged.push(text)
    else refusal = { status, sentence: String(body.statusMessage) }
    return Number(body.statusCode)
  }
  let refusal = { status: 0, sentence: '' }
  for (let number = 0; number < 2000 && refusal.status === 0; number += 1) await say(`Message ${number}`)
  const read = async (): Promise<string[]> => {
    const { body } = await anna.get(`/api/v2/me/chats/${chat.id}/messages`)
    return (body['messages'] as { text?: string }[]).flatMap(({ text }) => (text === undefined ? [] : [text.slice(0, -long.length - 1)]))
  }
  // Nobody was told of what was refused.
  const told = windows[0]?.told.filter(({ body }) => JSON.stringify(body).includes('Message ')).length
  expect(told).toBe(acknowledged.length)
  // The customer reads on, although that she has read is stored.
  expect((await chat.customer.get(`/api/v2/chats/${chat.id}/messages`)).body).toMatchObject({ statusCode: 0 })
  await expect(says(chat, `Hello? ${long}`)).rejects.toThrow(words)
  for (const { socket } of windows) socket.disconnect()
  return { id: chat.id, acknowledged, refusal, read, say }
}

test('a log that has come to its size refuses what people ask, after saying so in time, and all else goes on', async () => {
  const data = freshFolder()
  const said: string[] = []
  const limits = { mostBytes: 5_000_000, warn: (sentence: string) => said.push(sentence) }
  const aside = await opened(data, { logLimits: limits, clock: 'manual' })
  const { id, acknowledged, refusal, read } = await untilRefused(aside, 'takes nothing more in')
  expect(refusal.status).toBe(500)
  expect(refusal.sentence).toMatch(/^The log .*aside\.db takes nothing more in: it has come to its 5 MB\. What was acknowledged is kept and can be read\. End Aside and "aside log compact .*" gives up what is old, after saying what, or --log-limit allows more\.$/)
  expect(said).toHaveLength(2)
  expect(said[0]).toMatch(/aside\.db has 4\.\d MB of the 5 MB that it may have\. End Aside and/)
  expect(said[1]).toBe(refusal.sentence)
  expect(acknowledged.length).toBeGreaterThan(50)
  expect(await read()).toEqual(acknowledged)
  // What happens by itself is stored still: Ben did not answer.
  const { room } = aside.host(plan)
  await aside.advance(room, 40_000)
  expect(room.chats.get(id)?.asks).toEqual([])
  // A story cannot begin, and says why.
  await expect(aside.stage.start({ scenario: 'consult-then-transfer.yaml' })).rejects.toThrow('takes nothing more in')
  await closed()

  // It starts on a full log too, for whoever wants to read.
  const again = await opened(data, { logLimits: limits })
  const anna = await signIn(again.url, 'Anna')
  expect((await anna.post('/api/v2/me', { operationName: 'NotReady' })).body.statusMessage).toContain('takes nothing more in')
  expect((await anna.get('/api/v2/me')).status).toBe(200)
  await closed()
  const larger = await opened(data, { logLimits: { mostBytes: 50_000_000, warn: limits.warn } })
  expect((await (await signIn(larger.url, 'Anna')).post('/api/v2/me', { operationName: 'NotReady' })).body).toMatchObject({ statusCode: 0 })
})

test('while its disk has hardly any room it refuses, and goes on by itself when there is some', async () => {
  const said: string[] = []
  // Less at each look.
  let free = 3_100_000
  let less = 300_000
  const aside = await opened(freshFolder(), { logLimits: { leastFreeBytes: 1_000_000, freeBytes: () => (free -= less), warn: (sentence) => said.push(sentence) } })
  const { acknowledged, refusal, read, say } = await untilRefused(aside, 'takes nothing more in')
  expect(refusal.sentence).toMatch(/its disk has only 700 kB left\. What was acknowledged is kept and can be read\. .*make room on the disk; it goes on by itself when there is room\.$/)
  expect(said.map((sentence) => /has only (.*) left/.exec(sentence)?.[1])).toEqual(['1.9 MB', '700 kB'])
  free = 10_000_000
  less = 0
  await expect.poll(() => say('There is room'), { timeout: 5000 }).toBe(0)
  expect(said.at(-1)).toMatch(/takes in again what is asked: there is room\.$/)
  expect(await read()).toEqual(acknowledged)
})

test.runIf(process.platform === 'linux')('a disk that is really full, to the last byte, ends nothing and loses nothing', async () => {
  const data = freshFolder()
  const sample = 'resources/scenarios/consult-then-transfer.yaml'
  // The system lets it write no file beyond 1.5 MB.
  const served = await servedUnder({ launcher: ['sh', '-c', 'ulimit -Sf 3000; exec "$@"', 'sh'] }, sample, '--port', '0', '--data', data)
  running.push(served)
  const { acknowledged, refusal, read, say } = await untilRefused(served, 'cannot be written')
  expect(refusal.sentence).toMatch(/^The log .* cannot be written \(.*\)\. Make room on the disk; what was acknowledged is kept\.$/)
  expect(served.said().match(/cannot be written/g)).toHaveLength(1)
  expect(acknowledged.length).toBeGreaterThan(5)
  expect(await read()).toEqual(acknowledged)
  expect(spawnSync('prlimit', ['--pid', String(served.pid), '--fsize=unlimited']).status).toBe(0)
  // Nobody has to start it again; and now it is stored, too, that the windows are gone.
  await expect.poll(() => say('There is room'), { timeout: 5000 }).toBe(0)
  const anna = await signIn(served.url, 'Anna')
  await anna.post('/api/v2/me', { operationName: 'NotReady' })
  expect(await read()).toEqual(acknowledged)
  await served.kill('SIGKILL')
  const again = await servedUnder({}, sample, '--port', '0', '--data', data)
  running.push(again)
  const { body } = await (await signIn(again.url, 'Anna')).get('/api/v2/me/chats?fields=*')
  const [chat] = body['chats'] as { id: string }[]
  const { body: log } = await (await signIn(again.url, 'Anna')).get(`/api/v2/me/chats/${chat?.id}/messages`)
  expect((log['messages'] as { text?: string }[]).flatMap(({ text }) => (text === undefined ? [] : [text.slice(0, -long.length - 1)]))).toEqual(acknowledged)
})
