import { fileURLToPath } from 'node:url'
import { inProcess } from './client/in-process.ts'
import type { RoomClient } from './contract/client.ts'
import type { Stage, StageRoom } from './contract/control.ts'
import type { RoomPlan } from './contract/room-plan.ts'
import type { Viewer } from './contract/viewer.ts'
import { Engine } from './engine/engine.ts'
import { LivePace, VirtualPace } from './engine/pace.ts'
import { viewsOf } from './engine/room-views.ts'
import { replay } from './engine/replay.ts'
import type { Room } from './engine/room.ts'
import { roomLog } from './engine/room-log.ts'
import type { Reference } from './reference/reference.ts'
import type { RecordedRoom } from './scenario/record.ts'
import { watchSession } from './scenario/session.ts'
import type { Session } from './scenario/session.ts'
import { openStage } from './scenario/stage.ts'
import type { Bayeux } from './server/bayeux.ts'
import type { BayeuxTimes } from './server/bayeux-session.ts'
import type { HttpTimes } from './server/http-times.ts'
import type { Host, HostedRoom } from './server/host.ts'
import { serve } from './server/server.ts'
import type { Serving } from './server/server.ts'
import { logIn, putAside, Store } from './store/store.ts'
import { isMetByFreshLog, StoreProblem } from './store/store-problem.ts'

/** Puts the parts together: the log, the engine, the doors and the stage. */

const hostedName = 'hosted'

export interface AsideOptions {
  /** The folder of the log; null for one that nobody keeps. */
  readonly data: string | null
  readonly port: number
  /** Acknowledged survives a power cut too, at a price. */
  readonly durable?: boolean
  /** Puts a log that cannot be used aside and begins a new one. */
  readonly fresh?: boolean
  /** The trainer's library. */
  readonly scenarios?: string
  /** The folder with the built pages. */
  readonly pages?: string
  /** The folder with the style of the reference. */
  readonly docs?: string
  /** Other origins than ours whose pages may call the API from a browser. */
  readonly origins?: readonly string[]
  /** Other times for slow clients than its own. */
  readonly httpTimes?: Partial<HttpTimes>
  /** Other times for the notification door than its own. */
  readonly bayeuxTimes?: Partial<BayeuxTimes>
}

export interface Aside {
  readonly url: string
  readonly port: number
  readonly stage: Stage
  /** Where a log went that could not be used; null if none did. */
  readonly keptLog: string | null
  /** Hosts a cast in the default room, or goes on with the one in the log. */
  host(plan: RoomPlan): { room: Room; isResumed: boolean }
  pages(room: Room): { trainer: string; agents: Record<string, string>; customer: string }
  trainerPage(): string
  /** Makes Bayeux clients shake hands again, as after a server's loss of memory. */
  readonly bayeux: Pick<Bayeux, 'forget'>
  close(): Promise<void>
}

export const shippedScenarios = fileURLToPath(new URL('../resources/scenarios', import.meta.url))
const shippedDocs = fileURLToPath(new URL('../resources/docs', import.meta.url))
export const builtPages = fileURLToPath(new URL('../out/renderer', import.meta.url))

/** Starts everything and listens. Throws a StoreProblem when the log cannot be used. */
export async function startAside(options: AsideOptions): Promise<Aside> {
  const { store, kept } = openLog(options)
  const engine = new Engine(store)
  const open = new Map<string, HostedRoom>()
  const listeners = new Set<(hosted: HostedRoom) => void>()
  const serving: { at?: Serving } = {}
  const made: { reference?: Promise<Reference> } = {}

  const hosting = (room: Room): HostedRoom => {
    const known = open.get(room.name)
    if (known) return known
    const hosted = { room, views: viewsOf(room), pace: new LivePace(room) }
    open.set(room.name, hosted)
    for (const listener of listeners) listener(hosted)
    return hosted
  }
  const roomNamed = (name: string): HostedRoom | undefined => {
    const known = open.get(name)
    if (known) return known
    const room = engine.room(name)
    return room && hosting(room)
  }
  const pageOf = (room: string, viewer: Viewer): string => serving.at?.pageFor({ kind: 'viewer', room, viewer }) ?? ''

  const stageRoom = ({ room, views, pace }: HostedRoom): StageRoom => ({
    name: room.name,
    plan: room.plan,
    client: inProcess(room, views, pace),
    now: () => pace.now(),
    speed: () => pace.speed,
    setSpeed: (speed) => pace.setSpeed(speed),
    pause: () => pace.pause(),
    resume: () => pace.resume(),
    step: () => pace.step(),
    stop: () => pace.stop(),
    onPace: (changed) => pace.watch(changed),
    onInput: (seen) => room.watchInputs(seen),
    windowFor: (viewer) => pageOf(room.name, viewer)
  })

  const stage = openStage({
    folder: options.scenarios ?? shippedScenarios,
    begin: (plan) => stageRoom(hosting(engine.begin(nextRunName(engine), plan)))
  })
  const host: Host = {
    room: roomNamed,
    onRoom: (listener) => {
      listeners.add(listener)
      for (const hosted of open.values()) listener(hosted)
    },
    defaultRoom: () => roomNamed(hostedName) ?? null,
    secret: store.secret(),
    stage,
    pages: options.pages ?? builtPages,
    reference: () => (made.reference ??= referenceMade()),
    docs: options.docs ?? shippedDocs
  }
  try {
    serving.at = await serve(host, options.port, options)
  } catch (error) {
    store.close()
    throw error
  }
  const { url, port, pageFor, bayeux, close } = serving.at

  return {
    url,
    port,
    stage,
    keptLog: kept,
    host: (plan) => {
      const before = roomNamed(hostedName)
      const hosted = before ?? hosting(engine.begin(hostedName, plan))
      stage.host(stageRoom(hosted))
      return { room: hosted.room, isResumed: before !== undefined }
    },
    pages: (room) => {
      const [customer] = Object.keys(room.plan.customers)
      return {
        trainer: pageFor({ kind: 'trainer' }),
        agents: Object.fromEntries(Object.keys(room.plan.agents).map((name) => [name, pageOf(room.name, `agent:${name}`)])),
        customer: customer === undefined ? `${url}/customer/` : pageOf(room.name, `customer:${customer}`)
      }
    },
    bayeux,
    trainerPage: () => pageFor({ kind: 'trainer' }),
    close: async () => {
      stage.close()
      await close()
      for (const { pace } of open.values()) pace.stop()
      store.close()
    }
  }
}

/** A room of its own in virtual time, without doors: what `aside run` plays in. */
export function rehearse(plan: RoomPlan): { client: RoomClient; room: Room; close: () => void } {
  const store = Store.open(':memory:')
  const room = new Engine(store).begin('run', plan)
  return { room, client: inProcess(room, viewsOf(room), new VirtualPace(room)), close: () => store.close() }
}

/** A room as a recorder sees it, whoever moves its time. */
export function recordable(room: Room): RecordedRoom {
  return { client: inProcess(room, viewsOf(room), new VirtualPace(room)), onInput: (seen) => room.watchInputs(seen) }
}

/** The session that a log holds: its inputs tell everybody the same again. Null if nobody was ever hosted in it. */
export function sessionIn(folder: string): Session | null {
  const store = Store.open(logIn(folder))
  try {
    const row = store.rooms().find(({ name }) => name === hostedName)
    if (!row) return null
    const log = roomLog(store, row)
    const events = [...log.events()]
    const plan = events.flatMap(({ event }) => (event.type === 'RoomOpened' ? [event.plan] : []))[0]
    if (!plan) return null
    const { room, close } = rehearse(plan)
    const { session } = watchSession(plan, recordable(room))
    replay(log.inputs(), room, events.at(-1)?.at ?? 0)
    close()
    return session
  } finally {
    store.close()
  }
}

/** Loaded when somebody wants to read it: it would make every start slower. */
async function referenceMade(): Promise<Reference> {
  const { makeReference } = await import('./reference/reference.ts')
  return makeReference()
}

function openLog({ data, durable = false, fresh = false }: AsideOptions): { store: Store; kept: string | null } {
  const file = data === null ? ':memory:' : logIn(data)
  try {
    return { store: Store.open(file, { durable }), kept: null }
  } catch (error) {
    if (!fresh || !(error instanceof StoreProblem) || !isMetByFreshLog(error)) throw error
    const kept = putAside(file)
    return { store: Store.open(file, { durable }), kept }
  }
}

/** Runs are numbered over the life of the log. */
function nextRunName(engine: Engine): string {
  const numbers = engine.names().flatMap((name) => /^run-(\d+)$/.exec(name)?.[1] ?? [])
  return `run-${Math.max(0, ...numbers.map(Number)) + 1}`
}
