import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { io } from 'socket.io-client'
import type { Socket } from 'socket.io-client'
import { served } from '../support/command-line.ts'
import { freshFolder } from '../support/rooms.ts'
import { figure, percentile } from './figures.ts'
import type { Figure } from './figures.ts'
import { get, post } from './http-client.ts'

/** Many rooms at once in one process: agents logged in with a window each, chats running, consults going on. */

interface Size {
  readonly agents: number
  readonly rooms: number
  readonly chats: number
}

/** The same density of work in ever more rooms. */
const sizes: readonly Size[] = [
  { agents: 20, rooms: 4, chats: 10 },
  { agents: 50, rooms: 10, chats: 25 },
  { agents: 200, rooms: 40, chats: 100 }
]

const agentsPerRoom = 5
const measuredMs = 4000

interface Measured {
  readonly perSecond: number
  readonly p99Ms: number
  readonly megabytes: number
}

interface Room {
  readonly run: string
  readonly agents: readonly { name: string; headers: Record<string, string>; socket: Socket }[]
  readonly customers: readonly Record<string, string>[]
  readonly uris: ReadonlyMap<string, string>
}

/** One line a size; the smallest is the floor of the others: what stays flat grows with nothing. */
export async function centres(): Promise<Figure[]> {
  const measured: Measured[] = []
  for (const size of sizes) measured.push(await measure(size))
  const [first] = measured
  if (!first) return []
  return sizes.slice(1).flatMap(({ agents, rooms, chats }, place): Figure[] => {
    const { perSecond, p99Ms, megabytes } = measured[place + 1] ?? first
    const what = `${agents} agents in ${rooms} rooms with ${chats} chats`
    const floorIs = `the same at ${sizes[0]?.agents ?? 0} agents`
    return [
      figure({ what: `${what}: operations`, unit: 'a second', ours: perSecond, floor: first.perSecond, floorIs }),
      figure({ what: `${what}: p99 of a request`, unit: 'ms', ours: p99Ms, floor: first.p99Ms, floorIs }),
      figure({ what: `${what}: memory`, unit: 'MiB', ours: megabytes, floor: first.megabytes, floorIs })
    ]
  })
}

async function measure({ rooms: howMany, chats }: Size): Promise<Measured> {
  const aside = await served(castFile(), '--port', '0', '--data', freshFolder(), '--scenarios', libraryWith(castText()))
  const trainer = await tokenBehind(aside.url, aside.pages.trainer)
  const rooms: Room[] = []
  for (let number = 0; number < howMany; number += 1) rooms.push(await openRoom(aside.url, trainer))
  const lanes = Array.from({ length: chats }, (_, lane) => ({ room: rooms[lane % rooms.length], lane: Math.floor(lane / rooms.length) }))
  const took: number[] = []
  const timed = async (asked: Promise<Record<string, unknown>>): Promise<Record<string, unknown>> => {
    const begun = performance.now()
    const answer = await asked
    took.push(performance.now() - begun)
    return answer
  }
  const consult = async (room: Room, lane: number): Promise<void> => {
    const owner = room.agents[0]
    const consultant = room.agents[1 + (lane % (agentsPerRoom - 1))]
    const customer = room.customers[lane]
    if (!owner || !consultant || !customer) throw new Error('a room of the bench lacks somebody')
    const { id } = await timed(post(`${aside.url}/api/v2/chats`, { operationName: 'RequestChat', nickname: 'C', endpoint: 'Support' }, customer))
    const chat = `${aside.url}/api/v2/me/chats/${String(id)}`
    await timed(post(chat, { operationName: 'Accept' }, owner.headers))
    await timed(post(chat, { operationName: 'Consult', targetUri: room.uris.get(consultant.name) }, owner.headers))
    await timed(post(chat, { operationName: 'Accept' }, consultant.headers))
    await timed(post(chat, { operationName: 'SendToAgents', text: 'May I promise 250?' }, owner.headers))
    await timed(post(chat, { operationName: 'SendMessage', text: 'Yes' }, consultant.headers))
    await timed(post(chat, { operationName: 'Leave' }, consultant.headers))
    await timed(post(chat, { operationName: 'Complete' }, owner.headers))
  }
  const work = async (forMs: number): Promise<number> => {
    took.length = 0
    const begun = performance.now()
    await Promise.all(
      lanes.map(async ({ room, lane }) => {
        while (room && performance.now() - begun < forMs) await consult(room, lane)
      })
    )
    return (took.length * 1000) / (performance.now() - begun)
  }
  await work(1000)
  const perSecond = await work(measuredMs)
  const megabytes = residentMegabytes(aside.pid)
  for (const { agents } of rooms) for (const { socket } of agents) socket.disconnect()
  await aside.kill('SIGTERM')
  return { perSecond, p99Ms: percentile(took, 99), megabytes }
}

async function openRoom(url: string, trainer: Record<string, string>): Promise<Room> {
  const { run } = (await post(`${url}/control/runs`, { scenario: 'centre.yaml' }, trainer)) as { run: { id: string } }
  const seat = async (open: object): Promise<Record<string, string>> => {
    const { url: page } = (await post(`${url}/control/runs/${run.id}/windows`, open, trainer)) as { url: string }
    return tokenBehind(url, page)
  }
  const agents = []
  for (let number = 0; number < agentsPerRoom; number += 1) {
    const name = `Agent${number}`
    const headers = await seat({ agent: name })
    const socket = io(url, { transports: ['websocket'], forceNew: true, auth: { token: headers['authorization']?.slice('Bearer '.length) } })
    await new Promise((connected) => socket.once('hello', connected))
    agents.push({ name, headers, socket })
  }
  const customers = []
  for (const name of ['Clara', 'Dora', 'Emma']) customers.push(await seat({ customer: name }))
  const { users } = (await get(`${url}/api/v2/users?fields=*`, agents[0]?.headers ?? {})) as { users: { userName: string; uri: string }[] }
  return { run: run.id, agents, customers, uris: new Map(users.map(({ userName, uri }) => [userName, uri])) }
}

async function tokenBehind(url: string, page: string): Promise<Record<string, string>> {
  const code = page.slice(page.indexOf('#code=') + '#code='.length)
  const { token } = (await post(`${url}/page/session`, { code })) as { token: string }
  return { authorization: `Bearer ${token}` }
}

function castText(): string {
  const agents = Array.from({ length: agentsPerRoom }, (_, number) => `    Agent${number}:\n      places: 100\n      ready: onStart\n      played by: person`).join('\n')
  const customers = ['Clara', 'Dora', 'Emma'].map((name) => `    ${name}:\n      played by: person`).join('\n')
  const cast = `cast:\n  agents:\n${agents}\n  queues:\n    Support:\n      members: [Agent0]\n  customers:\n${customers}\n`
  return `scenario: Centre\nsettings:\n  consultants: 20\n  requestsPerSecond: 1000000\n${cast}steps:\n  - wait: 10h\n`
}

function castFile(): string {
  const path = join(freshFolder(), 'bench.yaml')
  writeFileSync(path, castText())
  return path
}

function libraryWith(text: string): string {
  const folder = freshFolder()
  writeFileSync(join(folder, 'centre.yaml'), text)
  return folder
}

function residentMegabytes(pid: number): number {
  const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) / 1024
}
