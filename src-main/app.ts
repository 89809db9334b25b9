import { join } from 'node:path'
import { inProcess } from './client/in-process.ts'
import type { Stage, StageRoom } from './contract/control.ts'
import type { DirectedRoom } from './contract/directing.ts'
import type { RoomPlan } from './contract/room-plan.ts'
import type { Viewer } from './contract/viewer.ts'
import { Engine } from './engine/engine.ts'
import { ManualPace } from './engine/manual-pace.ts'
import { LivePace } from './engine/pace.ts'
import { viewsOf } from './engine/room-views.ts'
import type { Room } from './engine/room.ts'
import { openInspector } from './inspector.ts'
import { compactionOf } from './log-keeping.ts'
import type { Compaction } from './log-keeping.ts'
import { packageFolder } from './package-folder.ts'
import { lanAddresses } from './lan-addresses.ts'
import { hostedName, recordable, rehearse, sessionSoFar } from './rooms.ts'
import type { Reference } from './reference/reference.ts'
import { openSuites } from './playing/suites.ts'
import { openActing } from './scenario/acting.ts'
import { openEditing } from './scenario/editing/editing.ts'
import type { Session } from './scenario/session.ts'
import { openStage } from './scenario/stage.ts'
import type { Bayeux } from './server/bayeux.ts'
import type { Invitation } from './server/invitation.ts'
import type { BayeuxTimes } from './server/bayeux-session.ts'
import type { HttpTimes } from './server/http-times.ts'
import { Lobby } from './server/lobby.ts'
import type { Host, HostedRoom } from './server/host.ts'
import { serve } from './server/server.ts'
import type { Serving } from './server/server.ts'
import { defaultLimits } from './store/log-space.ts'
import type { LogLimits } from './store/log-space.ts'
import { logIn, putAside } from './store/log-file.ts'
import { Store } from './store/store.ts'
import { isMetByFreshLog, StoreProblem } from './store/store-problem.ts'

/** Puts the parts together: the log, the engine, the doors and the stage. */

export interface AsideOptions {
  /** The folder of the log; null for one that nobody keeps. */
  readonly data: string | null
  readonly port: number
  /** `manual`: the time of all rooms stands still until it is moved. */
  readonly clock?: 'live' | 'manual'
  /** Acknowledged survives a power cut too, at a price. */
  readonly durable?: boolean
  /** Puts a log that cannot be used aside and begins a new one. */
  readonly fresh?: boolean
  /** Other limits of the log than its own: 10 GB, and 100 MB of the disk left free. */
  readonly logLimits?: Partial<LogLimits>
  /** What in the log is older than so many milliseconds goes before it begins, after it was said; all is kept if not given. */
  readonly keep?: { readonly ms: number; readonly text: string }
  /** The trainer's library. */
  readonly scenarios?: string
  /** The folder with the built pages. */
  readonly pages?: string
  /** The folder with the style of the reference. */
  readonly docs?: string
  /** Other origins than ours whose pages may call the API from a browser. */
  readonly origins?: readonly string[]
  /** The addresses at which people of the network can be invited; those of this computer if not given. */
  readonly lanAddresses?: readonly string[]
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
  /** Hosts a cast in the default room, or goes on with the one in the log. Throws a StoreProblem where that was made with other bugs. */
  host(plan: RoomPlan): { room: Room; isResumed: boolean; live: StageRoom; lobby: Lobby }
  pages(room: Room): { trainer: string; agents: Record<string, string>; customer: string }
  trainerPage(): string
  /** The address of somebody's window in a room. */
  windowFor(room: Room, viewer: Viewer): string
  /** A token for `Authorization: Bearer` that makes its bearer this viewer. */
  tokenFor(room: Room, viewer: Viewer): string
  /** Inviting people of the local network, as the trainer's console does. */
  readonly invitation: Pick<Invitation, 'command' | 'state'>
  /** Moves the time of a room on under a manual clock; comes back when the clients of the sockets have read what they were told. */
  advance(room: Room, byMs: number): Promise<void>
  /** Until the client of every socket has read all that it was told so far. */
  settled(): Promise<void>
  /** Makes Bayeux clients shake hands again, as after a server's loss of memory. */
  readonly bayeux: Pick<Bayeux, 'forget'>
  close(): Promise<void>
}

export const shippedScenarios = join(packageFolder, 'resources/scenarios')
const shippedTemplates = join(packageFolder, 'resources/templates')
const shippedDocs = join(packageFolder, 'resources/docs')
export const builtPages = join(packageFolder, 'out/renderer')

/** Starts everything and listens. Throws a StoreProblem when the log cannot be used. */
export async function startAside(options: AsideOptions): Promise<Aside> {
  const { store, engine, kept } = openLog(options)
  const open = new Map<string, HostedRoom>()
  const listeners = new Set<(hosted: HostedRoom) => void>()
  const successors = new Map<string, string>()
  const followers = new Set<(room: string) => void>()
  const serving: { at?: Serving } = {}
  const made: { reference?: Promise<Reference> } = {}

  const hosting = (room: Room): HostedRoom => {
    const known = open.get(room.name)
    if (known) return known
    const hosted = { room, views: viewsOf(room), pace: options.clock === 'manual' ? new ManualPace(room) : new LivePace(room), lobby: new Lobby(room.plan) }
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

  const stageRoom = ({ room, views, pace, lobby }: HostedRoom): StageRoom => ({
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
    onDoor: (seen) => lobby.watch(seen),
    directed: directedRoom(room),
    fork: (at) => {
      const forked = hosting(engine.fork(room, nextRunName(engine), at))
      forked.pace.pause()
      return stageRoom(forked)
    },
    follow: (successor) => {
      successors.set(room.name, successor.name)
      for (const follow of followers) follow(room.name)
    },
    windowFor: (viewer) => pageOf(room.name, viewer)
  })

  const folder = options.scenarios ?? shippedScenarios
  const begin = (plan: RoomPlan): StageRoom => stageRoom(hosting(engine.begin(nextRunName(engine), plan)))
  const stage = openStage({ folder, begin })
  const notesOf = (kind: string) => ({
    keep: (id: string, note: string | null) => store.note(`${kind}:${id}`, note),
    kept: store.notes(`${kind}:`).map(({ name, value }) => ({ id: name.slice(kind.length + 1), note: value }))
  })
  const roomAgain = (name: string): { room: StageRoom; session: Session } | null => {
    const [hosted, log] = [roomNamed(name), engine.log(name)]
    const session = log && sessionSoFar(log)
    return hosted && session ? { room: stageRoom(hosted), session } : null
  }
  const acting = openActing({ folder, begin, show: (room) => stage.record(room), rehearse: rehearsal, again: roomAgain, ...notesOf('recording') })
  const suites = openSuites({ folder, library: () => stage.library(), ...notesOf('suite') })
  const host: Host = {
    room: roomNamed,
    onRoom: (listener) => {
      listeners.add(listener)
      for (const hosted of open.values()) listener(hosted)
      return () => listeners.delete(listener)
    },
    successorOf: (name) => {
      let last: string | null = null
      for (let next = successors.get(name); next !== undefined; next = successors.get(next)) last = next
      return last === null ? null : (roomNamed(last) ?? null)
    },
    onSuccessor: (follow) => {
      followers.add(follow)
      return () => followers.delete(follow)
    },
    defaultRoom: () => roomNamed(hostedName) ?? null,
    secret: store.secret(),
    stage,
    acting,
    editing: openEditing({ folder: options.scenarios ?? shippedScenarios, templates: shippedTemplates, rehearse }),
    inspector: openInspector({ stage, tokenFor: (room, viewer) => serving.at?.tokenFor({ kind: 'viewer', room, viewer }) ?? '', logOf: (room) => engine.log(room) }),
    suites,
    lanAddresses: () => options.lanAddresses ?? lanAddresses(),
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
  const { url, port, pageFor, tokenFor, settled, bayeux, invitation, close } = serving.at

  return {
    url,
    port,
    stage,
    keptLog: kept,
    host: (plan) => {
      const before = roomNamed(hostedName)
      if (before) refuseOtherBugs(before.room.plan, plan)
      const hosted = before ?? hosting(engine.begin(hostedName, plan))
      const live = stageRoom(hosted)
      stage.host(live)
      return { room: hosted.room, isResumed: before !== undefined, live, lobby: hosted.lobby }
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
    invitation,
    trainerPage: () => pageFor({ kind: 'trainer' }),
    windowFor: (room, viewer) => pageOf(room.name, viewer),
    tokenFor: (room, viewer) => tokenFor({ kind: 'viewer', room: room.name, viewer }),
    advance: async (room, byMs) => {
      const pace = open.get(room.name)?.pace
      if (!(pace instanceof ManualPace)) throw new Error('Time goes by itself here; it is moved only under clock: "manual"')
      await pace.advance(byMs)
      await settled()
    },
    settled,
    close: async () => {
      acting.close()
      await suites.close()
      stage.close()
      await close()
      for (const { pace } of open.values()) pace.stop()
      engine.close()
      store.close()
    }
  }
}

/** What a trainer may do to a room beside moving its time. */
function directedRoom(room: Room): DirectedRoom {
  const { holds } = room
  return {
    lineOf: (viewer) => room.lineOf(viewer),
    onLine: (changed) => room.watchLines(changed),
    holdsOf: (viewer) => holds.of(viewer),
    waiting: () => holds.waiting(),
    onHeld: (changed) => holds.watch(changed),
    releaseOne: (n) => holds.releaseOne(n),
    get isFrozen() {
      return holds.isFrozen
    },
    freeze: () => holds.freeze(),
    thaw: () => holds.thaw()
  }
}

/** Loaded when somebody wants to read it: it would make every start slower. */
async function referenceMade(): Promise<Reference> {
  const { makeReference } = await import('./reference/reference.ts')
  return makeReference()
}

/** A room in virtual time to try out in what was recorded. */
function rehearsal(plan: RoomPlan): ReturnType<typeof recordable> & { close: () => void } {
  const { room, close } = rehearse(plan)
  return { ...recordable(room), close }
}

/** Opens the log, and the room that was hosted in it: whether it can be gone on with is known before anybody comes. */
function openLog({ data, durable = false, fresh = false, logLimits, keep }: AsideOptions): { store: Store; engine: Engine; kept: string | null } {
  const file = data === null ? ':memory:' : logIn(data)
  const warn = (sentence: string): void => void process.stderr.write(`${sentence}\n`)
  const opened = (): { store: Store; engine: Engine } => {
    const store = Store.open(file, { durable, limits: { ...defaultLimits, warn, ...logLimits } })
    const engine = new Engine(store)
    try {
      if (keep) giveUp(compactionOf(store, keep.ms, keep.text), logLimits?.warn ?? warn)
      engine.room(hostedName)
      return { store, engine }
    } catch (error) {
      store.close()
      throw error
    }
  }
  try {
    return { ...opened(), kept: null }
  } catch (error) {
    if (!fresh || !(error instanceof StoreProblem) || !isMetByFreshLog(error)) throw error
    const kept = putAside(file)
    return { ...opened(), kept }
  }
}

function giveUp({ isNothing, sentences, go }: Compaction, say: (sentence: string) => void): void {
  if (isNothing) return
  for (const sentence of sentences) say(sentence)
  say(go())
}

/** Defects on purpose belong to a room that was made with them: no other is ever given any, and none loses them. */
function refuseOtherBugs(made: RoomPlan, wanted: RoomPlan): void {
  const [has, wants] = [made, wanted].map(({ bugs = [] }) => [...bugs].sort().join(', '))
  if (has === wants) return
  const sentence = `The log holds a room that was made ${has ? `with ${has}` : 'without bugs'}, and this file wants ${wants || 'none'}. Bugs belong to a room that is made for them: give another --data folder.`
  throw new StoreProblem('foreign', sentence)
}

/** Runs are numbered over the life of the log. */
function nextRunName(engine: Engine): string {
  const numbers = engine.names().flatMap((name) => /^run-(\d+)$/.exec(name)?.[1] ?? [])
  return `run-${Math.max(0, ...numbers.map(Number)) + 1}`
}
