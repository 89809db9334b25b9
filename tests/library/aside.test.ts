import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { playScenario, startAside } from '../../src-main/library.ts'
import type { Aside, StartOptions } from '../../src-main/library.ts'
import { freshFolder } from '../support/rooms.ts'
import { HttpClient, listen } from '../support/server.ts'
import type { Listening } from '../support/server.ts'

/** What a test of somebody else's starts: its people, its time, its trouble, and what it reads when it is wrong. */

const cast = { agents: { Anna: null, Ben: null }, queues: { Support: { members: ['Anna'] } }, customers: { Clara: null } } satisfies StartOptions['cast']
const open: { asides: Aside[]; sockets: Listening[] } = { asides: [], sockets: [] }

afterEach(async () => {
  for (const { socket } of open.sockets.splice(0)) socket.disconnect()
  for (const aside of open.asides.splice(0)) await aside.close()
})

async function started(options: StartOptions = { cast }): Promise<Aside> {
  const aside = await startAside(options)
  open.asides.push(aside)
  return aside
}

/** Clara has asked, and Anna has accepted. */
async function inAChat(aside: Aside): Promise<{ anna: HttpClient; chat: string; id: string }> {
  const { url } = aside
  const { authorization } = aside.agent('Anna')
  open.sockets.push(await listen(url, { headers: { authorization } }))
  const asked = await new HttpClient(url, { authorization: aside.customer('Clara').authorization }).post('/api/v2/chats', { operationName: 'RequestChat', nickname: 'Clara', endpoint: 'Support' })
  const [anna, id] = [new HttpClient(url, { authorization }), String(asked.body['id'])]
  const chat = `/api/v2/me/chats/${id}`
  expect((await anna.post(chat, { operationName: 'Accept' })).body).toEqual({ statusCode: 0 })
  return { anna, chat, id }
}

async function wrong(running: Promise<unknown>): Promise<string> {
  return running.then(
    () => 'nothing is wrong',
    (error: unknown) => (error instanceof Error ? error.message : String(error))
  )
}

test('options that are wrong are answered with what to do, all at once', async () => {
  const asJavaScript = (options: object): Promise<string> => wrong(startAside(options as StartOptions))
  expect(await asJavaScript({})).toBe("Tell startAside who is there: { scenario: 'file.yaml' } or { cast: { agents: { Anna: null } } }")
  expect(await asJavaScript({ casts: {} })).toBe('startAside knows no option "casts"; did you mean cast?')
  expect(await asJavaScript({ cast, scenario: 'a.yaml' })).toBe('Give startAside a scenario or a cast, not both')
  expect(await asJavaScript({ cast: {} })).toBe('cast: The cast has neither agents nor customers')
  expect(await asJavaScript({ cast, port: 70_000 })).toBe('port must be a number from 0 to 65535, not 70000')
  expect(await asJavaScript({ cast, clock: 'virtual' })).toBe("clock must be 'manual' or 'live', not 'virtual'")
  expect(await asJavaScript({ cast, wire: 'klassic' })).toBe('wire: "klassic" is not known here; did you mean classic?')
  expect(await asJavaScript({ cast: { agents: { Anna: { places: '2' } }, queues: { Support: { members: ['Ana'] } } } })).toBe(
    'cast.agents.Anna.places: places must be a number\ncast.queues.Support.members.0: Anna is spelt "Ana" here; the cast has Anna'
  )
  expect(await asJavaScript({ scenario: 'nothing.yaml' })).toMatch(/^nothing\.yaml cannot be read/)
})

test('whoever names somebody who is not there reads who is', async () => {
  const aside = await started()
  expect(() => aside.agent('Bne')).toThrow('Ben is spelt "Bne" here; the cast has Anna, Ben')
  expect(() => aside.agent('Clara')).toThrow('Clara is a customer; here it takes Anna or Ben')
  expect(() => aside.queueUri('Refunds')).toThrow('"Refunds" is not in the cast; the cast has Support')
  expect(() => aside.told('Dora')).toThrow('"Dora" is not in the cast')
  expect(await wrong(aside.breakLine('Support', { network: 'drop' }))).toBe('Support is a queue; here it takes Clara, Anna or Ben')
  expect(await wrong(aside.advance('30 sec' as '30s'))).toMatch(/^advance takes a duration such as '500ms'.*not "30 sec"$/)
  expect(await wrong(aside.advance(-1))).toMatch(/not -1$/)
  expect(await wrong(aside.failRequests([{ operation: 'consult', statusCode: 4 }]))).toMatch(/^failRequests: 0.operation must be the name of an operation/)
})

test('a scenario gives its cast and settings, and what is given beside it is stronger', async () => {
  const file = join(freshFolder(), 'shop.yaml')
  writeFileSync(file, 'scenario: A shop\nseed: 3\nsettings: { answerWithin: 20s, consultants: 1 }\ncast:\n  agents: { Anna: { password: secret }, Ben: }\n  queues: { Support: { members: [Anna] } }\n  customers: { Clara: }\nsteps:\n  - wait: 1s\n')
  const aside = await started({ scenario: file, settings: { answerWithin: '10s' }, base: 'own' })
  expect(aside.agent('Anna')).toMatchObject({ user: 'Anna', password: 'secret', uri: expect.stringContaining(`${aside.url}/api/v2/users/`) })
  const { anna, chat } = await inAChat(aside)
  open.sockets.push(await listen(aside.url, { headers: { authorization: aside.agent('Ben').authorization } }))
  expect(aside.now()).toBe(0)
  await anna.post(chat, { operationName: 'Consult', targetUri: aside.agent('Ben').uri })
  await aside.advance('9s')
  expect(JSON.stringify(aside.told('Anna'))).not.toContain('Operation failed')
  await aside.advance('1s')
  expect(aside.told('Anna').at(-1)).toMatchObject({ to: 'Anna', said: { notificationType: 'Error', errorMessage: 'Operation failed' } })
})

test('what was told is kept in order, for each viewer and for all; what is to be told can be waited for', async () => {
  const aside = await started()
  const failed = aside.hears('Anna', ({ said }) => said.messageType === 'ChatStateChangeMessage' && said.notificationType === 'Error')
  const { anna, chat } = await inAChat(aside)
  await anna.post(chat, { operationName: 'Consult', targetUri: aside.queueUri('Support') })
  await aside.advance('2m')
  expect((await failed).at).toBe(60_000)
  expect(await aside.hears('Anna', ({ seq }) => seq === 1)).toBe(aside.told('Anna')[0])
  expect(aside.told('Anna').map(({ seq }) => seq)).toEqual(aside.told('Anna').map((_, place) => place + 1))
  expect(aside.told().length).toBe(aside.told('Anna').length + aside.told('Clara').length + aside.told('Ben').length)
  expect(await wrong(aside.hears('Anna', () => JSON.parse('{')))).toMatch(/JSON/)
  const never = wrong(aside.hears('Ben', () => false))
  await aside.close()
  await aside.close()
  expect(await never).toBe('Aside was closed before anything was told that fits')
})

test('a visitor who brings no token is listened to by the id of its chat', async () => {
  const aside = await started()
  const asked = await new HttpClient(aside.url).post('/api/v2/chats', { operationName: 'RequestChat', nickname: 'Dora', endpoint: 'Support' })
  const id = String(asked.body['id'])
  const { authorization } = aside.agent('Anna')
  open.sockets.push(await listen(aside.url, { headers: { authorization } }))
  await new HttpClient(aside.url, { authorization }).post(`/api/v2/me/chats/${id}`, { operationName: 'Accept' })
  expect(aside.told(id).length).toBeGreaterThan(0)
  expect(aside.told(id).every(({ to }) => to === id)).toBe(true)
})

test('a line that is late, and requests that fail as often as was said', async () => {
  const aside = await started()
  const { anna, chat } = await inAChat(aside)
  const [socket] = open.sockets
  await aside.settle()
  const before = socket?.told.length ?? 0
  await aside.breakLine('Anna', { network: 'delay', by: '3s' })
  await anna.post(chat, { operationName: 'SendMessage', text: 'Hello' })
  await aside.advance('2s')
  expect(socket?.told.length).toBe(before)
  await aside.advance('1s')
  expect(socket?.told.length).toBe(before + 1)
  await aside.mendLine('Anna')

  await aside.failRequests([{ operation: 'SendMessage', statusCode: 4, of: 'Anna', times: 1 }])
  const statuses = [await anna.post(chat, { operationName: 'SendMessage', text: 'One' }), await anna.post(chat, { operationName: 'SendMessage', text: 'Two' })]
  expect(statuses.map(({ status }) => status)).toEqual([500, 200])
})

test('who has habits lives by them, at their own moments', async () => {
  const aside = await started({
    cast: { ...cast, agents: { Anna: null, Ben: { 'when invited': { accept: 'after 3s' }, 'when asked': { tellAgents: 'Up to 250', after: '2s' } } } }
  })
  const { anna, chat } = await inAChat(aside)
  await anna.post(chat, { operationName: 'Consult', targetUri: aside.agent('Ben').uri })
  await aside.advance('1m')
  await anna.post(chat, { operationName: 'SendToAgents', text: 'How much?' })
  await aside.advance('1m')
  const answered = await aside.hears('Anna', ({ said }) => JSON.stringify(said).includes('Up to 250'))
  const joined = await aside.hears('Anna', ({ said }) => JSON.stringify(said).includes('"ParticipantJoined"') && JSON.stringify(said).includes('"Agents"'))
  expect([joined.at, answered.at]).toEqual([3000, 62_000])
  expect(JSON.stringify(aside.told('Clara'))).not.toMatch(/Ben|250/)
})

test('under a live clock nobody moves time', async () => {
  const aside = await started({ cast, clock: 'live' })
  expect(await wrong(aside.advance('1s'))).toBe("Under clock: 'live' time goes by itself; start with clock: 'manual' to move it by advance")
})

test('a log in a folder is gone on with, at the moment at which it stood', async () => {
  const data = freshFolder()
  const first = await started({ cast, data })
  await inAChat(first)
  await first.advance('10s')
  const { password } = first.agent('Anna')
  await first.close()
  const second = await started({ cast: { agents: { Somebody: null } }, data })
  expect([second.isResumed, second.agent('Anna').password]).toEqual([true, password])
  expect(() => second.agent('Somebody')).toThrow('the cast has Anna, Ben')
})

test('a scenario is played with all its rows, and what did not hold is said with its place', async () => {
  const file = join(freshFolder(), 'rows.yaml')
  writeFileSync(file, 'scenario: Rows\nwith:\n  - { text: Hello }\n  - { text: Goodbye }\ncast:\n  agents: { Anna: }\n  queues: { Support: { members: [Anna] } }\n  customers: { Clara: }\nsteps:\n  - Clara: chat\n    queue: Support\n  - Anna: accept\n  - Clara: say\n    text: $text\n  - expect:\n      - Anna hears: { text: Hello }\n')
  const { held, runs, problems } = await playScenario(file)
  expect({ held, runs: runs.map((run) => [run.title, run.held]) }).toEqual({ held: false, runs: [['Rows (row 1)', true], ['Rows (row 2)', false]] })
  expect(problems).toHaveLength(1)
  expect(problems[0]).toMatch(/rows\.yaml:16 {2}Anna hears/)
  expect(await playScenario('resources/scenarios/consult-not-answered.yaml')).toMatchObject({ held: true, problems: [] })
})
