import type { Answer } from '../contract/client.ts'
import type { OpenWindow, PaceCommand, RunChange, RunRow, RunState, Stage, StageMark, StageRoom, StageWatcher, StartRun } from '../contract/control.ts'
import type { RoomPlan } from '../contract/room-plan.ts'
import type { ForkedFrom, SeatPlayer } from '../contract/directing.ts'
import type { Viewer } from '../contract/viewer.ts'
import { httpStatus } from '../wire/return-codes.ts'
import { sentAs } from '../wire/sent.ts'
import { Direction, strangerIn } from './directing.ts'
import { faultPlan, planOf } from './plan.ts'
import { readListed, readUnsaved } from './listed-scenario.ts'
import { KeptMarks, makeRoom, marksBetweenClearing } from './kept-marks.ts'
import { Listing } from './listing.ts'
import { headOfPlan } from './plan-head.ts'
import { Lanes } from './stage-lanes.ts'
import { play } from './run.ts'
import { RunNotes } from './run-notes.ts'
import type { NotedStory } from './run-notes.ts'
import type { Progress } from './progress.ts'
import type { Step } from './scenario.ts'
import { playersIn } from './seated-room.ts'

/** Scenarios played live before a trainer: each run in a room of its own, with a mark for whatever anybody asked or was told. */
export interface OpenStage extends Stage {
  /** Watches a room whose steps are not played. */
  host(room: StageRoom): void
  /** Watches a room whose people are acted; the way to say that it is over. */
  record(room: StageRoom): { end(): void }
  /** What is noted of a run, and all of its marks that are kept; null for no such run. */
  inspect(run: string): InspectedRun | null
  close(): void
}

/** A run for whoever wants to know what became of it. */
export interface InspectedRun {
  readonly row: RunRow
  readonly marks: readonly StageMark[]
  readonly notes: RunNotes
}

interface Run {
  row: RunRow
  readonly room: StageRoom
  readonly marks: KeptMarks
  readonly newestMark: () => StageMark
  readonly notes: RunNotes
  /** Lets a run go on that waits for the presenter. */
  goOn: () => void
  readonly direction: Direction
  readonly lanes: Lanes
  /** By which it was started; null for one that was not. */
  asked: StartRun | null
  readonly forget: (() => void)[]
}

const brokeOff = 'The run broke off'
/** Whoever hurries and finds nothing to come for so many turns waits for somebody. */
const idleTurns = 200

/** `folder` is the trainer's library; `begin` opens a room for a run. */
export function openStage({ folder, begin }: { folder: string; begin: (plan: RoomPlan) => StageRoom }): OpenStage {
  const runs = new Map<string, Run>()
  const watchers = new Set<StageWatcher>()
  const listing = new Listing(folder, (change) => {
    for (const watcher of watchers) watcher.library?.(change)
  })

  const announce = (run: Run, change: Partial<RunRow> = {}): RunRow => {
    run.row = { ...run.row, ...change, version: run.row.version + 1, ...run.direction.rows(), now: run.room.now(), speed: run.room.speed() }
    for (const [name, { player }] of Object.entries(run.row.seats)) if (player === 'person') run.notes.played(name)
    for (const watcher of watchers) watcher.run(run.row)
    return run.row
  }
  const mark = (run: Run, at: number, lane: string | null, made: StageMark['mark']): void => {
    run.marks.add(at, lane, made)
    marked(run)
  }
  const marked = (run: Run): void => {
    if (run.marks.count % marksBetweenClearing === 0) makeRoom([...runs.values()].map(({ marks, row }) => ({ marks, endedAt: row.endedAt })))
    for (const watcher of watchers) watcher.mark?.(run.row.id, run.newestMark)
  }

  const watched = (room: StageRoom, row: Pick<RunRow, 'title' | 'file' | 'state' | 'steps'>, past: Past = { forkOf: null, marks: new KeptMarks(), lanes: new Lanes() }, story: NotedStory = storyOf(room.plan)): Run => {
    const { plan } = room
    const people = { agents: Object.keys(plan.agents), customers: Object.keys(plan.customers), queues: Object.keys(plan.queues), bugs: plan.bugs ?? [] }
    const direction = new Direction(room, past.forkOf, () => void announce(run))
    const lanes = past.lanes
    const begun: RunRow = { id: room.name, version: 1, ...row, now: room.now(), speed: room.speed(), done: 0, endedAt: null, ...people, ...direction.rows() }
    const laneOf = (viewer: Viewer): string | null => lanes.of(viewer)
    const run: Run = { row: begun, room, asked: null, marks: past.marks, newestMark: () => past.marks.newest, notes: new RunNotes(story, room), lanes, goOn: () => {}, direction, forget: [] }
    run.forget.push(
      () => direction.close(),
      room.onInput((request, answer, at) => {
        lanes.learn(request, answer)
        mark(run, at, lanes.of(request.viewer, answer), { kind: 'asked', viewer: request.viewer, chat: request.chat, request: request.operation, answer, sent: sentAs(request), status: httpStatus(answer.statusCode) })
      }),
      room.onDoor((seen) => {
        if (seen.what === 'turned away') mark(run, room.now(), lanes.of(seen.viewer), { kind: 'turnedAway', viewer: seen.viewer, asked: seen.asked, body: seen.body, answer: seen.failure, status: httpStatus(seen.failure.statusCode) })
      }),
      room.client.listen((heard) => {
        run.marks.hear(heard, laneOf)
        marked(run)
        const kept = lanes.keptFrom(heard)
        if (kept !== null) mark(run, heard.at, kept, { kind: 'hidden', said: heard.said })
      }),
      room.onPace(() => announce(run))
    )
    runs.set(run.row.id, run)
    return run
  }

  const finish = (run: Run, state: RunState): void => {
    run.direction.end()
    if (run.row.state === 'stopped') return
    announce(run, { state, endedAt: Date.now() })
  }

  const start = async (asked: StartRun, kept: KeptSeats = { seats: {}, takenOver: [] }): Promise<RunRow | { problem: string }> => {
    const { scenario: file, text, upTo, seats = {} } = asked
    const given = { ...kept.seats, ...seats }
    const seating = { players: new Map(Object.entries(given)), canWait: true }
    const read = text === undefined ? readListed(folder, file, undefined, seating) : readUnsaved(folder, file, text, seating)
    if ('problem' in read) return read
    const { scenario } = read
    const { agents = {}, customers = {} } = scenario.head.cast
    const people = [...Object.keys(agents), ...Object.keys(customers)]
    const stranger = strangerIn(seats, people)
    if (stranger !== null) return { problem: stranger }
    const room = begin(planOf(scenario))
    // Not a millisecond goes by before it hurries from moment to moment.
    if (upTo !== undefined) room.pause()
    const run = watched(room, { title: scenario.title, file, state: 'playing', steps: scenario.steps.length }, undefined, scenario)
    run.asked = { ...asked, seats: Object.fromEntries(Object.entries(given).filter(([name]) => people.includes(name))) }
    const { notes } = run
    let isOnItsWay = upTo !== undefined
    const standStill = (): Promise<void> =>
      new Promise((goOn) => {
        run.goOn = goOn
        run.room.pause()
        if (run.row.state === 'playing') announce(run, { state: 'paused' })
      })
    const onCue = (): Promise<void> => (isOnItsWay ? Promise.resolve() : standStill())
    const beforeStep = async ({ line }: Step): Promise<void> => {
      if (!isOnItsWay || line < (upTo ?? 0)) return
      isOnItsWay = false
      await standStill()
    }
    // From moment to moment, each at its own time: at a high speed the clock would be ahead of what happens.
    const hurry = async (): Promise<void> => {
      let idle = 0
      for (let now = -1; isOnItsWay && idle < idleTurns; now = run.room.now()) {
        idle = now === run.room.now() ? idle + 1 : 0
        run.room.step()
        await new Promise<void>((goOn) => setImmediate(goOn))
      }
      if (!isOnItsWay) return
      isOnItsWay = false
      run.room.resume()
    }
    const told = (progress: Progress): void => {
      notes.hear(progress)
      mark(run, progress.at, null, markOf(progress))
      announce(run, { done: Math.max(run.row.done, scenario.steps.filter(({ line }) => line <= progress.line).length) })
    }
    const persons = playersIn(scenario.head.cast).map(([viewer]) => viewer)
    const playing = play(scenario, notes.client, told, { cue: onCue, before: beforeStep, ...run.direction.seating(persons) })
    run.direction.takeOverAgain(kept.takenOver)
    playing.then(
      (result) => {
        notes.end(result)
        if (isOnItsWay) run.room.resume()
        isOnItsWay = false
        finish(run, result.held ? 'held' : 'broken')
      },
      (error: unknown) => {
        mark(run, run.room.now(), null, { kind: 'expected', line: 0, text: brokeOff, held: false, detail: String(error) })
        notes.end({ ...notes.soFar(), held: false, problems: [{ line: 0, text: brokeOff, detail: String(error) }] })
        finish(run, 'broken')
      }
    )
    if (isOnItsWay) void hurry()
    return announce(run)
  }

  const command = (id: string, asked: PaceCommand): RunRow | null => {
    const run = runs.get(id)
    if (!run) return null
    const { room, row } = run
    switch (asked.command) {
      case 'pause':
        room.pause()
        return announce(run, row.state === 'playing' ? { state: 'paused' } : {})
      case 'freeze':
        run.direction.freeze()
        return announce(run, row.state === 'playing' ? { state: 'paused' } : {})
      case 'thaw': {
        const goesOn = run.direction.thaw()
        return announce(run, goesOn && row.state === 'paused' ? { state: 'playing' } : {})
      }
      case 'resume':
        run.direction.thaw()
        room.resume()
        run.goOn()
        return announce(run, row.state === 'paused' ? { state: 'playing' } : {})
      case 'step':
        // Nothing moves while everything is frozen.
        if (row.isFrozen) return announce(run)
        room.pause()
        run.goOn()
        room.step()
        return announce(run, row.state === 'playing' ? { state: 'paused' } : {})
      case 'speed':
        room.setSpeed(asked.speed)
        return announce(run)
      case 'stop':
        if (row.state === 'hosted' || row.state === 'recording') return announce(run)
        room.stop()
        run.goOn()
        run.direction.end(true)
        return announce(run, row.state === 'playing' || row.state === 'paused' ? { state: 'stopped', endedAt: Date.now() } : {})
    }
  }

  const change = async (id: string, asked: RunChange): Promise<Answer | null> => {
    const run = runs.get(id)
    if (!run) return null
    const { room, row } = run
    if (!('faults' in asked)) return room.client.ask({ viewer: null, chat: null, operation: { operationName: 'SwitchChannel', ...asked } })
    const stranger = asked.faults.find(({ of }) => of !== undefined && !row.agents.includes(of))?.of
    if (stranger !== undefined) return { statusCode: 10, statusMessage: `Parameter "faults": there is no agent "${stranger}" in this run` }
    return room.client.ask({ viewer: null, chat: null, operation: { operationName: 'SetFaults', faults: asked.faults.map(faultPlan) } })
  }

  return {
    library: () => listing.read(),
    libraryVersion: () => listing.version,
    runs: () => [...runs.values()].map(({ row, room }) => ({ ...row, now: room.now(), speed: room.speed() })),
    whole: (id, piece) => {
      const run = runs.get(id)
      return run ? { run: { ...run.row, now: run.room.now() }, marks: run.marks.piece(piece), oldest: run.marks.oldest } : null
    },
    inspect: (id) => {
      const run = runs.get(id)
      return run ? { row: { ...run.row, now: run.room.now() }, marks: run.marks.all, notes: run.notes } : null
    },
    start,
    command,
    direct: async (id, asked) => {
      const run = runs.get(id)
      return run ? ((await run.direction.direct(asked)) ?? run.row) : null
    },
    part: async (id, who) => (await runs.get(id)?.direction.part(who)) ?? null,
    act: async (id, asked) => (await runs.get(id)?.direction.act(asked)) ?? null,
    restart: async (id) => {
      const run = runs.get(id)
      if (!run) return null
      if (!run.asked) return { problem: 'Only a run of a scenario can be started again' }
      // From its beginning, wherever it went without waiting before.
      const { upTo: _upTo, seats = {}, ...asked } = run.asked
      const { takenOver, handedBack } = run.direction.handed
      const started = await start(asked, { seats: { ...seats, ...Object.fromEntries(handedBack.map((name) => [name, 'script' as const])) }, takenOver })
      if ('problem' in started) return started
      // Windows go on before their run is over, so that none says that it is.
      const successor = runs.get(started.id)
      if (successor) run.room.follow(successor.room)
      command(id, { command: 'stop' })
      return started
    },
    fork: (id, at) => {
      const run = runs.get(id)
      if (!run) return null
      const now = run.room.now()
      if (at !== undefined && at > now) return { problem: 'That moment has not come yet in this run' }
      const moment = Math.floor(at ?? now)
      const marks = run.marks.upTo(moment)
      const { title, file } = run.row
      const forked = watched(run.room.fork(moment), { title, file, state: 'paused', steps: 0 }, { forkOf: { run: id, at: moment }, marks, lanes: run.lanes.copy() })
      forked.direction.learnFrom(run.direction)
      return announce(forked)
    },
    change,
    window: (id, open: OpenWindow) => {
      const run = runs.get(id)
      if (!run) return null
      const { agents, customers } = run.row
      if ('agent' in open) return agents.includes(open.agent) ? run.room.windowFor(`agent:${open.agent}`) : null
      return customers.includes(open.customer) ? run.room.windowFor(`customer:${open.customer}`) : null
    },
    watch: (seen) => {
      watchers.add(seen)
      return () => watchers.delete(seen)
    },
    host: (room) => {
      if (!runs.has(room.name)) watched(room, { title: room.plan.title, file: '', state: 'hosted', steps: 0 })
    },
    record: (room) => {
      const run = watched(room, { title: room.plan.title, file: '', state: 'recording', steps: 0 })
      announce(run)
      return { end: () => finish(run, 'stopped') }
    },
    close: () => {
      listing.close()
      for (const run of runs.values()) for (const forget of run.forget) forget()
      for (const run of runs.values()) run.notes.close()
      runs.clear()
    }
  }
}

/** A room whose steps are not played has none to judge by. */
function storyOf(plan: RoomPlan): NotedStory {
  return { file: '', title: plan.title, about: '', head: headOfPlan(plan, plan.title), steps: [], always: [] }
}

/** What a run tells, on the script's own line. */
function markOf(progress: Progress): StageMark['mark'] {
  const { kind, line, text } = progress
  if (kind === 'caption' || kind === 'cue') return { kind, line, text }
  if (kind === 'expected') {
    const { held, detail, invariant } = progress
    return { kind, line, text, held, detail, ...(invariant === undefined ? {} : { invariant }) }
  }
  return { kind: 'step', line, text: kind === 'step' ? text : [kind, text].filter(Boolean).join(': ') }
}

/** Who was whom when a run was started again; those who are in its cast no more are left out. */
interface KeptSeats {
  readonly seats: Readonly<Record<string, SeatPlayer>>
  /** They are taken over ahead of the first step, as if they had been while it went on. */
  readonly takenOver: readonly string[]
}

/** What a run begins with: nothing, but for a fork. */
interface Past {
  readonly forkOf: ForkedFrom | null
  readonly marks: KeptMarks
  readonly lanes: Lanes
}
