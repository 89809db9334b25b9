import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { Room } from '../../src-main/engine/room.ts'
import { roomLog } from '../../src-main/engine/room-log.ts'
import { copyOfLog } from '../../src-main/store/log-copy.ts'
import { Store } from '../../src-main/store/store.ts'
import { toldIn } from '../../src-main/wire/dialect.ts'
import { asideUnder, servedUnder } from './command-line.ts'
import type { Served } from './command-line.ts'
import { uriOf } from './consult-over-http.ts'
import { freshFolder } from './rooms.ts'
import { HttpClient, listen, signIn } from './server.ts'
import type { Listening } from './server.ts'

/** A server that is killed in the middle of one consult after another, each time at another place, and always goes on. */

export const killPlaces = [
  'before the transaction',
  'inside the transaction',
  'after the commit, before anybody is told',
  'in the middle of a frame',
  'after a frame, before the next',
  'after everybody was told, before the answer',
  'after the answer'
] as const

export interface KillPoint {
  readonly point: (typeof killPlaces)[number]
  /** The how manieth time that the server comes there. */
  readonly after: number
}

/** How often a consult of ours comes to a place, at least. */
export const visits: Readonly<Record<KillPoint['point'], number>> = {
  'before the transaction': 9,
  'inside the transaction': 9,
  'after the commit, before anybody is told': 9,
  'in the middle of a frame': 18,
  'after a frame, before the next': 18,
  'after everybody was told, before the answer': 10,
  'after the answer': 10
}

/** Node need not read all of our code anew at each start. */
const compiled = { NODE_COMPILE_CACHE: join(tmpdir(), 'aside-compile-cache') }

/** Who is killed does not leave behind what Node has compiled, so somebody else does. */
export async function warmUp(): Promise<void> {
  await asideUnder({ env: compiled }, '--version')
}

const killPoints = new URL('./kill-points.mjs', import.meta.url).href
const names = ['Anna', 'Ben'] as const
type Name = (typeof names)[number]

const cast = `scenario: Killed again and again
cast:
  agents:
    Anna:
      places: 100
    Ben:
      places: 100
  queues:
    Support:
      members: [Anna]
steps:
  - Anna: ready
`

interface Sent {
  readonly key: string
  readonly path: string
  readonly body: Readonly<Record<string, unknown>> & { readonly operationName: string }
  readonly as: HttpClient
}

/** All that a consult's people did and heard, over all the deaths of their server. */
export class KilledConsults {
  readonly #data = freshFolder()
  readonly #arm = join(freshFolder(), 'kill.json')
  readonly #file = join(freshFolder(), 'cast.yaml')
  /** The keys of what was acknowledged. */
  readonly #acknowledged: string[] = []
  readonly #told: Record<Name, { seq: number; body: unknown }[]> = { Anna: [], Ben: [] }
  #consults = 0
  /** What was on its way when the server died. */
  #lost: Sent | null = null
  #server: Served | null = null

  constructor() {
    writeFileSync(this.#file, cast)
  }

  /** Starts, looks whether all is there, begins a consult and is killed in the middle of it. */
  async dieAt(point: KillPoint): Promise<void> {
    const { server, windows, clients } = await this.#start()
    const gone = Promise.all(names.map((name) => new Promise((closed) => windows[name].socket.once('disconnect', closed))))
    writeFileSync(this.#arm, JSON.stringify(point))
    process.kill(server.pid, 'SIGUSR2')
    await expect.poll(() => server.said()).toContain('armed')
    const isAlive = await this.#consult(server.url, clients)
    expect(isAlive, `${JSON.stringify(point)} was never come to`).toBe(false)
    // What was on the wire when it died still arrives.
    await gone
    for (const name of names) this.#heard(name, windows[name])
  }

  /** The last start, and whether all is there. */
  async end(): Promise<{ acknowledged: number; told: number }> {
    const { server, windows } = await this.#start()
    for (const name of names) windows[name].socket.disconnect()
    await server.kill('SIGTERM')
    return { acknowledged: this.#acknowledged.length, told: this.#told.Anna.length + this.#told.Ben.length }
  }

  async stop(): Promise<void> {
    await this.#server?.kill('SIGKILL')
  }

  async #start(): Promise<{ server: Served; windows: Record<Name, Listening>; clients: Record<Name, HttpClient> }> {
    const server = await servedUnder({ imports: [killPoints], env: { ...compiled, ASIDE_KILL: this.#arm } }, this.#file, '--port', '0', '--data', this.#data)
    this.#server = server
    const clients = { Anna: await signIn(server.url, 'Anna'), Ben: await signIn(server.url, 'Ben') }
    this.#expectAllThere()
    const windows = { Anna: await this.#comeBack('Anna', server.url, clients.Anna), Ben: await this.#comeBack('Ben', server.url, clients.Ben) }
    await this.#askAgain(server.url)
    return { server, windows, clients }
  }

  /** Each acknowledged request is in the log with its answer; each notification that a window got is what the log tells. */
  #expectAllThere(): void {
    const { file, remove } = copyOfLog(this.#data)
    const store = Store.open(file)
    try {
      const log = roomLog(store, { id: 1, name: 'hosted' })
      const stored = new Map([...log.inputs()].flatMap(({ key, outcome }) => (key === null ? [] : [[key, outcome.statusCode] as const])))
      expect(this.#acknowledged.filter((key) => stored.get(key) !== 0)).toEqual([])
      const told = new Map<string, string>()
      for (const { room, heard } of Room.folding(log)) {
        for (const { viewer, seq, said } of heard) told.set(`${viewer} ${seq}`, JSON.stringify(toldIn(room.plan.wire, said)))
      }
      for (const name of names) {
        for (const { seq, body } of this.#told[name]) expect(told.get(`agent:${name} ${seq}`)).toBe(JSON.stringify(body))
      }
    } finally {
      store.close()
      remove()
    }
  }

  /** A window comes back with the last number that it had, and gets what it missed, without a gap and without anything twice. */
  async #comeBack(name: Name, url: string, { headers }: HttpClient): Promise<Listening> {
    const since = this.#told[name].at(-1)?.seq ?? 0
    const window = await listen(url, { headers, auth: { since } })
    await window.count(window.hello - since)
    return window
  }

  #heard(name: Name, { told }: Listening): void {
    const last = this.#told[name].at(-1)?.seq ?? 0
    expect(told.map(({ seq }) => seq)).toEqual(told.map((_, place) => last + 1 + place))
    this.#told[name].push(...told.map(({ seq, body }) => ({ seq, body })))
  }

  /** Whoever got no answer asks once more with the same key: it happens, or has happened, once. */
  async #askAgain(url: string): Promise<void> {
    const lost = this.#lost
    this.#lost = null
    if (!lost) return
    const answered = await this.#send({ ...lost, as: new HttpClient(url, lost.as.headers) })
    expect(answered).not.toBeNull()
    const text = lost.body['text']
    if (text === undefined || answered?.statusCode !== 0) return
    const { body } = await (await signIn(url, 'Anna')).get(`${lost.path}/messages`)
    expect((body['messages'] as { text?: string }[]).filter((message) => message.text === text)).toHaveLength(1)
  }

  /** One consult from beginning to end; false when the server died on the way. */
  async #consult(url: string, { Anna: anna, Ben: ben }: Record<Name, HttpClient>): Promise<boolean> {
    this.#consults += 1
    const number = this.#consults
    const targetUri = await uriOf(anna, 'Ben').catch(() => '')
    let counted = 0
    const ask = (as: HttpClient, path: string, body: Sent['body']): Promise<Answered> => {
      counted += 1
      return this.#send({ key: `${number}-${counted}`, path, body, as: new HttpClient(url, as.headers) })
    }
    const dora = await ask(new HttpClient(url), '/api/v2/chats', { operationName: 'RequestChat', nickname: `Dora ${number}`, endpoint: 'Support' })
    if (dora === null) return false
    const path = `/api/v2/me/chats/${dora.id}`
    const steps: readonly [HttpClient, Sent['body']][] = [
      [anna, { operationName: 'Accept' }],
      [anna, { operationName: 'SendMessage', text: `Hello ${number}` }],
      [anna, { operationName: 'Consult', targetUri }],
      [ben, { operationName: 'Accept' }],
      [anna, { operationName: 'SendToAgents', text: `May I ${number}?` }],
      [ben, { operationName: 'SendMessage', text: `You may ${number}` }],
      number % 3 === 0 ? [ben, { operationName: 'Leave' }] : [anna, { operationName: number % 3 === 1 ? 'Transfer' : 'Invite', targetUri }],
      [number % 3 === 1 ? ben : anna, { operationName: 'SendMessage', text: `Goodbye ${number}` }],
      [number % 3 === 1 ? ben : anna, { operationName: 'Complete' }]
    ]
    for (const [as, body] of steps) if ((await ask(as, path, body)) === null) return false
    return true
  }

  /** The answer, or null when none came; then it is what was lost. */
  async #send(sent: Sent): Promise<Answered> {
    const { key, path, body, as } = sent
    try {
      const answer = await as.post(path, body, { 'idempotency-key': key })
      if (answer.body.statusCode === 0) this.#acknowledged.push(key)
      return { statusCode: answer.body.statusCode, id: String(answer.body['id']) }
    } catch {
      this.#lost = sent
      return null
    }
  }
}

type Answered = { readonly statusCode: number | undefined; readonly id: string } | null
