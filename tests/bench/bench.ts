import { spawn, spawnSync } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { io } from 'socket.io-client'
import type { Socket } from 'socket.io-client'
import { Engine } from '../../src-main/engine/engine.ts'
import { Store } from '../../src-main/store/store.ts'
import { BayeuxClient } from '../support/bayeux.ts'
import { served } from '../support/command-line.ts'
import { freshFolder, Rehearsal } from '../support/rooms.ts'
import { bundles } from './bundles.ts'
import { busyCentre } from './busy-centre.ts'
import { centres } from './centres.ts'
import { consoleStart } from './console-start.ts'
import { median, percentile, rounds, whole } from './figures.ts'
import type { Row } from './figures.ts'
import { fiveWindows } from './five-windows.ts'
import { keystroke } from './keystroke.ts'
import { language } from './language.ts'
import { get, keepAlive, post, tokenOf, urisOf } from './http-client.ts'
import { library } from './library.ts'
import { moment } from './moment.ts'

/**
 * Speed, as ratios to a bare floor measured in the same run. Medians of several rounds, since a shared machine is never
 * quiet; the ratio is what to compare, not the number.
 */

const chatsAtOnce = 8
const agentNames = Array.from({ length: 1 + 2 * chatsAtOnce }, (_, number) => `Agent${number}`)

function castFile(): string {
  const agents = agentNames.map((name) => `    ${name}:\n      places: 100\n      ready: onStart`).join('\n')
  const path = join(freshFolder(), 'bench.yaml')
  writeFileSync(path, `scenario: Bench\nsettings:\n  consultants: 20\n  requestsPerSecond: 1000000\ncast:\n  agents:\n${agents}\n  queues:\n    Support:\n      members: [Agent0]\nsteps:\n  - wait: 1s\n`)
  return path
}

function floorServer(): Promise<{ url: string; child: ChildProcess }> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('floor-server.ts', import.meta.url))])
  return new Promise((listening) => child.stdout?.on('data', (chunk: Buffer) => listening({ url: chunk.toString().trim(), child })))
}

/** Whole chats with a consult (ask, accept, a private word each way, leave), eight at once, against as many echoes. */
async function consultsOverHttp(): Promise<Row[]> {
  const aside = await served(castFile(), '--port', '0', '--data', freshFolder())
  const floor = await floorServer()
  const tokens = new Map(await Promise.all(agentNames.map(async (name) => [name, await tokenOf(aside.url, name)] as const)))
  const headers = (name: string): Record<string, string> => tokens.get(name) ?? {}
  const uris = await urisOf(aside.url, headers('Agent0'))
  const consult = async (lane: number): Promise<number> => {
    const consultant = `Agent${lane + 1}`
    const { id } = await post(`${aside.url}/api/v2/chats`, { operationName: 'RequestChat', nickname: 'C', endpoint: 'Support' })
    const chat = `${aside.url}/api/v2/me/chats/${String(id)}`
    await post(chat, { operationName: 'Accept' }, headers('Agent0'))
    await post(chat, { operationName: 'Consult', targetUri: uris.get(consultant) }, headers('Agent0'))
    await post(chat, { operationName: 'Accept' }, headers(consultant))
    await post(chat, { operationName: 'SendToAgents', text: 'May I promise 250?' }, headers('Agent0'))
    await post(chat, { operationName: 'SendMessage', text: 'Yes' }, headers(consultant))
    await post(chat, { operationName: 'Leave' }, headers(consultant))
    await post(chat, { operationName: 'Complete' }, headers('Agent0'))
    return 8
  }
  const echoes = async (): Promise<number> => {
    for (let number = 0; number < 8; number += 1) await post(`${floor.url}/echo`, { operationName: 'SendToAgents', text: 'May I promise 250?' })
    return 8
  }
  const perSecond = async (work: (lane: number) => Promise<number>, forMs: number): Promise<number> => {
    const begun = performance.now()
    const counts = await Promise.all(
      Array.from({ length: chatsAtOnce }, async (_, lane) => {
        let count = 0
        while (performance.now() - begun < forMs) count += await work(lane)
        return count
      })
    )
    return (counts.reduce((sum, count) => sum + count, 0) * 1000) / (performance.now() - begun)
  }
  await perSecond(consult, 1000)
  await perSecond(echoes, 1000)
  const [ours, floors]: [number[], number[]] = [[], []]
  for (let round = 0; round < rounds; round += 1) {
    ours.push(await perSecond(consult, 1500))
    floors.push(await perSecond(echoes, 1500))
  }
  await aside.kill('SIGTERM')
  floor.child.kill()
  const inserts = insertsPerSecond()
  return [
    { what: 'consult operations a second over HTTP, log on disk', ours: whole(median(ours)), floor: whole(median(floors)), floorIs: 'hono echo', ratio: median(ours) / median(floors) },
    { what: 'the same', ours: whole(median(ours)), floor: whole(inserts), floorIs: 'better-sqlite3, one insert a transaction, WAL and NORMAL', ratio: median(ours) / inserts }
  ]
}

function insertsPerSecond(): number {
  const db = new Database(join(freshFolder(), 'floor.db'))
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = NORMAL')
  db.exec('CREATE TABLE log (id INTEGER PRIMARY KEY, body TEXT)')
  const insert = db.prepare('INSERT INTO log (body) VALUES (?)')
  const body = JSON.stringify({ text: 'x'.repeat(300) })
  const counts = Array.from({ length: rounds }, () => {
    const begun = performance.now()
    let count = 0
    for (; performance.now() - begun < 500; count += 1) insert.run(body)
    return (count * 1000) / (performance.now() - begun)
  })
  db.close()
  return median(counts)
}

const windows = 10

/** A chat in which all of these agents are, and its customer's way to say something. */
async function conference(url: string, tokens: readonly Record<string, string>[], names: readonly string[]): Promise<{ say: (text: string) => Promise<unknown> }> {
  const [anna = {}] = tokens
  const uris = await urisOf(url, anna)
  const { id, token } = await post(`${url}/api/v2/chats`, { operationName: 'RequestChat', nickname: 'C', endpoint: 'Support' })
  const chat = `${url}/api/v2/me/chats/${String(id)}`
  await post(chat, { operationName: 'Accept' }, anna)
  for (const [place, name] of names.entries()) {
    if (place === 0) continue
    await post(chat, { operationName: 'Invite', targetUri: uris.get(name) }, anna)
    await post(chat, { operationName: 'Accept' }, tokens[place])
  }
  const customer = { authorization: `Bearer ${String(token)}` }
  return { say: (text) => post(`${url}/api/v2/chats/${String(id)}`, { operationName: 'SendMessage', text }, customer) }
}

async function openSocket(url: string, auth: object): Promise<Socket> {
  const socket = io(url, { transports: ['websocket'], forceNew: true, auth })
  await new Promise((connected) => socket.once('connect', () => connected(null)))
  return socket
}

/** From the POST to the last of ten agents' windows, each told in a frame of its own. */
async function postToWindows(): Promise<Row[]> {
  const aside = await served(castFile(), '--port', '0', '--data', freshFolder())
  const floor = await floorServer()
  const names = agentNames.slice(0, windows)
  const tokens = await Promise.all(names.map((name) => tokenOf(aside.url, name)))
  const { say } = await conference(aside.url, tokens, names)
  const ourSockets = await Promise.all(tokens.map(({ authorization = '' }) => openSocket(aside.url, { token: authorization.slice('Bearer '.length) })))
  const floorSockets = await Promise.all(names.map(() => openSocket(floor.url, {})))
  await new Promise((quiet) => setTimeout(quiet, 300))
  const shout = (text: string): Promise<unknown> => post(`${floor.url}/everybody`, { text })

  const timed = async (sockets: readonly Socket[], send: (text: string) => Promise<unknown>, howMany: number): Promise<number[]> => {
    const took: number[] = []
    for (let number = 0; number < howMany; number += 1) {
      const begun = performance.now()
      const heard = sockets.map((socket) => new Promise((done) => socket.once('notification', done)))
      await Promise.all([send(`Message ${number}`), ...heard])
      took.push(performance.now() - begun)
    }
    return took
  }
  await timed(ourSockets, say, 200)
  await timed(floorSockets, shout, 200)
  const [ours, floors]: [number[], number[]] = [[], []]
  for (let round = 0; round < rounds; round += 1) {
    ours.push(...(await timed(ourSockets, say, 300)))
    floors.push(...(await timed(floorSockets, shout, 300)))
  }
  for (const socket of [...ourSockets, ...floorSockets]) socket.disconnect()
  await aside.kill('SIGTERM')
  floor.child.kill()
  return [50, 99].map((percent) => {
    const [our, bare] = [percentile(ours, percent), percentile(floors, percent)]
    return { what: `POST to all of ${windows} agent windows, p${percent}`, ours: `${our.toFixed(2)} ms`, floor: `${bare.toFixed(2)} ms`, floorIs: 'socket.io, a distinct body per socket', ratio: our / bare }
  })
}

/** Folding a log at start-up, against reading and parsing the same rows. */
function eventsReplayed(): Row {
  const rehearsal = new Rehearsal()
  for (let number = 0; number < 3000; number += 1) {
    rehearsal.chatWithAnna()
    rehearsal.consult('Ben')
    rehearsal.agent('Ben', { operationName: 'Accept' })
    rehearsal.agent('Anna', { operationName: 'SendToAgents', text: `May I promise ${number}?` })
    rehearsal.customer({ operationName: 'SendMessage', text: 'Are you there?' })
    rehearsal.agent('Ben', { operationName: 'Leave' })
    rehearsal.agent('Anna', { operationName: 'Complete' })
    rehearsal.forget()
  }
  rehearsal.store.close()
  const store = Store.open(rehearsal.file)
  const events = [...store.events(1)].length
  const folds = Array.from({ length: rounds }, () => {
    const begun = performance.now()
    new Engine(store).room('main')
    return (events * 1000) / (performance.now() - begun)
  })
  store.close()
  const db = new Database(rehearsal.file)
  const reads = Array.from({ length: rounds }, () => {
    const begun = performance.now()
    for (const row of db.prepare<[], { event: string; told: string }>('SELECT event, told FROM events ORDER BY room, n').iterate()) {
      JSON.parse(row.event)
      JSON.parse(row.told)
    }
    return (events * 1000) / (performance.now() - begun)
  })
  db.close()
  return { what: `events replayed a second (${events} in the log)`, ours: whole(median(folds)), floor: whole(median(reads)), floorIs: 'better-sqlite3 read and JSON.parse', ratio: median(folds) / median(reads) }
}

/** The sample from the command line, start-up included. */
function sampleRun(): Row {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  const wall = (args: readonly string[]): number => {
    const begun = performance.now()
    const { status } = spawnSync(process.execPath, args, { cwd: root })
    if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}`)
    return performance.now() - begun
  }
  const sample = ['--import', './src-main/node-version.mjs', 'src-main/cli.ts', 'run', 'resources/scenarios/consult-then-transfer.yaml']
  const ours = median(Array.from({ length: rounds }, () => wall(sample)))
  const floor = median(Array.from({ length: rounds }, () => wall(['-e', '0'])))
  return { what: 'aside run of the sample, with start-up', ours: `${whole(ours)} ms`, floor: `${whole(floor)} ms`, floorIs: 'node -e 0', ratio: ours / floor }
}

/** An agent's desktop comes: signs in, opens its session, opens its socket. Against the same steps on the bare floor. */
async function sessionStarts(): Promise<Row> {
  const aside = await served(castFile(), '--port', '0', '--data', freshFolder())
  const floor = await floorServer()
  const open = (url: string, options: object): Promise<Socket> =>
    new Promise((connected) => {
      const socket: Socket = io(url, { transports: ['websocket'], forceNew: true, ...options })
      socket.once('connect', () => connected(socket))
    })
  const ours = async (name: string): Promise<void> => {
    const headers = await tokenOf(aside.url, name)
    await post(`${aside.url}/api/v2/me`, { operationName: 'StartContactCenterSession', channels: ['chat'] }, headers)
    await get(`${aside.url}/api/v2/me?subresources=*`, headers)
    const socket = await open(aside.url, { auth: { token: headers['authorization']?.slice('Bearer '.length) } })
    socket.disconnect()
  }
  const bare = async (): Promise<void> => {
    for (let number = 0; number < 3; number += 1) await post(`${floor.url}/echo`, { operationName: 'StartContactCenterSession' })
    const socket = await open(floor.url, {})
    socket.disconnect()
  }
  const timed = async (work: () => Promise<void>): Promise<number> => {
    const begun = performance.now()
    await work()
    return performance.now() - begun
  }
  const [mine, floors]: [number[], number[]] = [[], []]
  for (let number = 0; number < 60 * rounds; number += 1) {
    mine.push(await timed(() => ours(agentNames[number % agentNames.length] ?? '')))
    floors.push(await timed(bare))
  }
  await aside.kill('SIGTERM')
  floor.child.kill()
  return { what: 'session start (sign in, start, read all, socket), p50', ours: `${median(mine).toFixed(2)} ms`, floor: `${median(floors).toFixed(2)} ms`, floorIs: 'three hono echoes and a socket.io connect', ratio: median(mine) / median(floors) }
}

/** From the POST to the last of ten agents, each with a held connect of its own; beside the same over socket.io. */
async function postToBayeux(): Promise<Row[]> {
  const aside = await served(castFile(), '--port', '0', '--data', freshFolder())
  const names = agentNames.slice(0, windows)
  const tokens = await Promise.all(names.map((name) => tokenOf(aside.url, name)))
  const { say } = await conference(aside.url, tokens, names)
  const clients = await Promise.all(tokens.map((headers) => new BayeuxClient(aside.url, headers).open('/v2/me/chats')))
  for (const client of clients) await client.connect()
  const sockets = await Promise.all(tokens.map((headers) => openSocket(aside.url, { token: headers['authorization']?.slice('Bearer '.length) })))
  const overBayeux = async (text: string): Promise<number> => {
    const held = clients.map(async (client) => {
      while (!JSON.stringify(client.told).includes(text)) await client.connect(5000)
      client.told = []
    })
    await new Promise((done) => setTimeout(done, 5))
    const begun = performance.now()
    await Promise.all([say(text), ...held])
    return performance.now() - begun
  }
  const overSockets = async (text: string): Promise<number> => {
    const heard = sockets.map((socket) => new Promise((done) => socket.once('notification', done)))
    const begun = performance.now()
    await Promise.all([say(text), ...heard])
    return performance.now() - begun
  }
  const [bayeux, socketed]: [number[], number[]] = [[], []]
  for (let number = 0; number < 60 * rounds; number += 1) {
    bayeux.push(await overBayeux(`Bayeux ${number}.`))
    socketed.push(await overSockets(`Socket ${number}.`))
    for (const client of clients) await client.connect()
    for (const client of clients) client.told = []
  }
  for (const socket of sockets) socket.disconnect()
  await aside.kill('SIGTERM')
  return [50, 99].map((percent) => {
    const [ours, floor] = [percentile(bayeux, percent), percentile(socketed, percent)]
    return { what: `POST to ${windows} agents over Bayeux, p${percent}`, ours: `${ours.toFixed(2)} ms`, floor: `${floor.toFixed(2)} ms`, floorIs: 'the same over socket.io, while Bayeux listens too', ratio: ours / floor }
  })
}

/** Each part by its name: `npm run bench -- library windows` measures these alone. */
const parts: Readonly<Record<string, () => Row[] | Promise<Row[]>>> = {
  consults: consultsOverHttp,
  sessions: async () => [await sessionStarts()],
  fanout: async () => [...(await postToWindows()), ...(await postToBayeux())],
  centres,
  replay: () => [eventsReplayed()],
  sample: () => [sampleRun()],
  busy: () => [busyCentre()],
  language,
  library,
  start: async () => [await consoleStart()],
  moment,
  keystroke,
  bundles,
  windows: fiveWindows
}

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !(name in parts))
if (unknown.length > 0) {
  console.error(`There is no part called ${unknown.join(', ')}; there are ${Object.keys(parts).join(', ')}`)
  process.exit(2)
}
const rows: Row[] = []
for (const [name, measure] of Object.entries(parts)) if (wanted.length === 0 || wanted.includes(name)) rows.push(...(await measure()))
keepAlive.destroy()
console.log(`Node ${process.versions.node}, medians of ${rounds} rounds\n`)
console.log('| what | Aside | floor | the floor is | ratio |')
console.log('| --- | ---: | ---: | --- | ---: |')
for (const { what, ours, floor, floorIs, ratio } of rows) console.log(`| ${what} | ${ours} | ${floor} | ${floorIs} | ${ratio.toFixed(2)} |`)
