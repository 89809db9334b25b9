import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { aside, hosting } from '../support/command-line.ts'
import type { Served } from '../support/command-line.ts'
import { freshFolder } from '../support/rooms.ts'
import { HttpClient, listen, signIn } from '../support/server.ts'

/** `aside record` as a process of its own, with real clients. */

const running: Served[] = []

afterEach(async () => {
  for (const one of running.splice(0)) await one.kill('SIGKILL')
})

async function host(...args: string[]): Promise<Served> {
  const one = await hosting(...args)
  running.push(one)
  return one
}

/** Anna and Ben sign in, a visitor asks, Anna consults Ben, who says something aside and tries what he may not. Each acts on what the other did, so nothing races. */
async function consult({ url }: Served): Promise<void> {
  const [anna, ben] = [await signIn(url, 'Anna'), await signIn(url, 'Ben')]
  const [annas, bens] = [await listen(url, { headers: anna.headers }), await listen(url, { headers: ben.headers })]
  const { body } = await new HttpClient(url).post('/api/v2/chats', { operationName: 'RequestChat', nickname: 'Dora', endpoint: 'Support' })
  const chat = `/api/v2/me/chats/${String(body['id'])}`
  const dora = new HttpClient(url, { authorization: `Bearer ${String(body['token'])}` })
  await dora.post(`/api/v2/chats/${String(body['id'])}`, { operationName: 'SendMessage', text: 'Where is my $refund?' })
  await anna.post(chat, { operationName: 'Accept' })
  await anna.post(chat, { operationName: 'SendStartTypingNotification' })
  const { body: users } = await anna.get('/api/v2/users?fields=*')
  const targetUri = (users['users'] as { userName: string; uri: string }[]).find(({ userName }) => userName === 'Ben')?.uri
  await anna.post(chat, { operationName: 'Consult', targetUri, note: 'Above my limit' })
  await ben.post(chat, { operationName: 'Accept' })
  await ben.post(chat, { operationName: 'SendToAgents', text: 'Up to "250": #1' })
  await ben.post(chat, { operationName: 'Complete' })
  await ben.post(chat, { operationName: 'Leave' })
  await anna.post(chat, { operationName: 'Leave' })
  for (const { socket } of [annas, bens]) socket.disconnect()
}

const story = `format: 1
scenario: Ben knows
seed: 7
wire: extended
cast:
  agents:
    Anna:
    Ben:
      places: 2
  queues:
    Support:
      members: [Anna]
    Refunds:
      members: [Ben]
      waitAtMost: 2m
  customers:
    Dora:

steps:
  - Dora: chat
    queue: Support
    text: "Where is my $refund?"
  - expect:
      - Anna is: Invited
  - Anna: accept
  - expect:
      - Anna is: Chatting
      - Dora is: Chatting
      - Dora sees: [Anna]
  - Anna: consult
    target: Ben
    note: "Above my limit"
  - expect:
      - Ben is: Invited
  - Ben: accept
  - expect:
      - Ben is: Chatting
  - Ben: tellAgents
    text: "Up to \\"250\\": #1"
  - expect:
      - Anna hears: { text: "Up to \\"250\\": #1", from: Ben, visibility: Agents }
  - Ben: complete
  - expect:
      - Ben is refused: { statusCode: 2 }
  - Ben: leave
  - expect:
      - Ben is: Completed
  - Anna: leave
  - expect:
      - Anna is: LeftChat
      - Dora is: Completed

always:
  - Dora never hears: { text: "Up to \\"250\\": #1" }
`

/** A busy machine may need longer than people do. */
function withoutWaits(text: string): string {
  return text.replace(/ {2}- wait: .*\n/g, '')
}

test('what two agents and a visitor do becomes a scenario that is sound and holds', async () => {
  const out = join(freshFolder(), 'story.yaml')
  const data = freshFolder()
  const live = await host('record', 'resources/scenarios/consult-then-transfer.yaml', '-o', out, '--port', '0', '--title', 'Ben knows', '--data', data)
  await consult(live)
  expect(await live.kill('SIGTERM')).toBe(0)
  expect(withoutWaits(readFileSync(out, 'utf8'))).toBe(story)
  expect(JSON.parse(live.printed())).toMatchObject({ file: out, acts: 9, times: 'rounded', leftOut: [], apart: null })
  expect(await aside('check', out)).toMatchObject({ code: 0 })
  expect(await aside('run', out)).toMatchObject({ code: 0 })

  const again = join(freshFolder(), 'again.yaml')
  const fromLog = await aside('record', '--from', data, '-o', again, '--title', 'Ben knows')
  expect(fromLog).toMatchObject({ code: 0, out: '' })
  expect(fromLog.err).toMatch(/again\.yaml: 9 acts in \d+ steps\.\nPlayed again, it tells everybody the same\.\n$/)
  expect(readFileSync(again, 'utf8')).toBe(readFileSync(out, 'utf8'))
})

test('a run that was written down becomes a scenario again, with its seed and its settings', async () => {
  const folder = freshFolder()
  await aside('run', 'resources/scenarios/owner-leaves-and-the-chat-ends.yaml', '--seed', '12', '--out', folder)
  const out = join(folder, 'again.yaml')
  const record = join(folder, 'resources.scenarios.owner-leaves-and-the-chat-ends.run.json')
  expect(await aside('record', '--from', record, '-o', out)).toMatchObject({ code: 0 })
  const text = readFileSync(out, 'utf8')
  expect(text).toContain('seed: 12\n')
  expect(text).toContain('settings:\n  ownerLeaves: end\n')
  expect(await aside('run', out)).toMatchObject({ code: 0 })
})

test('a file that is there is written over only when asked', async () => {
  const folder = freshFolder()
  const out = join(folder, 'mine.yaml')
  writeFileSync(out, 'mine')
  await aside('run', 'resources/scenarios/consult-rejected.yaml', '--out', folder)
  const record = join(folder, 'resources.scenarios.consult-rejected.run.json')
  expect(await aside('record', '--from', record, '-o', out)).toEqual({ code: 2, out: '', err: `${out} is there already; choose another name, or --force to write over it\n` })
  expect(readFileSync(out, 'utf8')).toBe('mine')
  expect(await aside('record', '--from', record, '-o', out, '--force')).toMatchObject({ code: 0 })
  expect(readFileSync(out, 'utf8')).toMatch(/^format: 1\n/)
})

test('where nobody did anything, that is said and nothing is written', async () => {
  const out = join(freshFolder(), 'nothing.yaml')
  const live = await host('record', '-o', out, '--port', '0')
  expect(Object.keys(live.pages.agents)).toEqual(['Anna', 'Ben'])
  await live.kill('SIGINT')
  expect(live.said()).toBe(`Nobody did anything, so there is nothing to write; ${out} was not made.\n`)
  expect(existsSync(out)).toBe(false)
})

test('what cannot be recorded from is said in one sentence', async () => {
  const folder = freshFolder()
  const out = join(folder, 'story.yaml')
  const said = async (...args: string[]): Promise<string> => (await aside('record', ...args)).err
  expect(await said('--from', folder)).toBe('Say where the scenario goes: -o story.yaml\n')
  expect(await said('--from', folder, '-o', out)).toBe(`There is no session in ${folder}; name the --data folder of "aside serve" or "aside record"\n`)
  expect(await said('--from', 'package.json', '-o', out)).toMatch(/^package.json cannot be read: it does not say "format": 1/)
  expect(await said('--from', 'nowhere', '-o', out)).toBe('There is no nowhere to write down\n')
})
