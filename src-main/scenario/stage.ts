import type { Answer, Heard, Request } from '../contract/client.ts'
import type { OpenWindow, PaceCommand, RunChange, RunRow, RunState, Stage, StageMark, StageRoom, StageWatcher, StartRun } from '../contract/control.ts'
import type { RoomPlan } from '../contract/room-plan.ts'
import { isAgent, nameOf } from '../contract/viewer.ts'
import type { Viewer } from '../contract/viewer.ts'
import { Direction, strangerIn } from './directing.ts'
import { sentAs } from '../wire/sent.ts'
import { faultPlan, planOf } from './plan.ts'
import { readListed, readUnsaved } from './listed-scenario.ts'
import { KeptMarks, makeRoom, marksBetweenClearing } from './kept-marks.ts'
import { Listing } from './listing.ts'
import { play } from './run.ts'
import type { Progress } from './progress.ts'
import type { Step } from './scenario.ts'
import { playersIn } from './seated-room.ts'

/** Scenarios played live before a trainer: each run in a room of its own, with a mark for whatever anybody asked or was told. */
export interface OpenStage extends Stage {
  /** Watches a room whose steps are not played. */
  host(room: StageRoom): void
  /** Watches a room whose people are acted; the way to say that it is over. */
  record(room: StageRoom): { end(): void }
  close(): void
}

interface Run {
  row: RunRow
  readonly room: StageRoom
  readonly marks: KeptMarks
  /** Lets a run go on that waits for the presenter. */
  goOn: () => void
  readonly direction: Direction
  readonly forget: (() => void)[]
}

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
    run.row = { ...run.row, ...change, ...run.direction.rows(), now: run.room.now(), speed: run.room.speed() }
    for (const watcher of watchers) watcher.run(run.row)
    return run.row
  }
  const mark = (run: Run, at: number, lane: string | null, made: StageMark['mark']): void => {
    const marked = run.marks.add(at, lane, made)
    if (marked.n % marksBetweenClearing === 0) makeRoom([...runs.values()].map(({ marks, row }) => ({ marks, endedAt: row.endedAt })))
    for (const watcher of watchers) watcher.mark(run.row.id, marked)
  }

  const watched = (room: StageRoom, row: Pick<RunRow, 'title' | 'file' | 'state' | 'steps'>): Run => {
    const { plan } = room
    const people = { agents: Object.keys(plan.agents), customers: Object.keys(plan.customers), queues: Object.keys(plan.queues), bugs: plan.bugs ?? [] }
    const direction = new Direction(room, () => void announce(run))
    const run: Run = { row: { id: room.name, ...row, now: room.now(), speed: room.speed(), done: 0, endedAt: null, ...people, ...direction.rows() }, room, marks: new KeptMarks(), goOn: () => {}, direction, forget: [] }
    const lanes = new Lanes()
    run.forget.push(
      room.onInput((request, answer, at) => {
        lanes.learn(request, answer)
        mark(run, at, lanes.of(request.viewer, answer), { kind: 'asked', viewer: request.viewer, chat: request.chat, request: request.operation, answer, sent: sentAs(request) })
      }),
      room.onDoor((seen) => {
        if (seen.what === 'turned away') mark(run, room.now(), lanes.of(seen.viewer), { kind: 'turnedAway', viewer: seen.viewer, asked: seen.asked, body: seen.body, answer: seen.failure })
      }),
      room.client.listen((heard) => {
        mark(run, heard.at, lanes.of(heard.viewer), { kind: 'told', seq: heard.seq, said: heard.said })
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

  const start = async ({ scenario: file, text, upTo, seats = {} }: StartRun): Promise<RunRow | { problem: string }> => {
    const seating = { players: new Map(Object.entries(seats)), canWait: true }
    const read = text === undefined ? readListed(folder, file, undefined, seating) : readUnsaved(folder, file, text, seating)
    if ('problem' in read) return read
    const { scenario } = read
    const { agents = {}, customers = {} } = scenario.head.cast
    const stranger = strangerIn(seats, [...Object.keys(agents), ...Object.keys(customers)])
    if (stranger !== null) return { problem: stranger }
    const run = watched(begin(planOf(scenario)), { title: scenario.title, file, state: 'playing', steps: scenario.steps.length })
    let isOnItsWay = upTo !== undefined
    const standStill = (): Promise<void> =>
      new Promise((goOn) => {
        run.goOn = goOn
        run.room.pause()
        if (run.row.state === 'playing') announce(run, { state: 'paused' })
      })
    const onCue = (): Promise<void> => (isOnItsWay ? Promise.resolve() : standStill())
    const before = async ({ line }: Step): Promise<void> => {
      if (!isOnItsWay || line < (upTo ?? 0)) return
      isOnItsWay = false
      await standStill()
    }
    // From moment to moment, each at its own time: at a high speed the clock would be ahead of what happens.
    const hurry = async (): Promise<void> => {
      run.room.pause()
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
      mark(run, progress.at, null, markOf(progress))
      announce(run, { done: Math.max(run.row.done, scenario.steps.filter(({ line }) => line <= progress.line).length) })
    }
    const persons = playersIn(scenario.head.cast).map(([viewer]) => viewer)
    const playing = play(scenario, run.room.client, told, { cue: onCue, before, ...run.direction.seating(persons) })
    playing.then(
      ({ held }) => {
        if (isOnItsWay) run.room.resume()
        isOnItsWay = false
        finish(run, held ? 'held' : 'broken')
      },
      (error: unknown) => {
        mark(run, run.room.now(), null, { kind: 'expected', line: 0, text: 'The run broke off', held: false, detail: String(error) })
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
      case 'resume':
        room.resume()
        run.goOn()
        return announce(run, row.state === 'paused' ? { state: 'playing' } : {})
      case 'step':
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
        run.direction.end()
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
    start,
    command,
    direct: async (id, asked) => {
      const run = runs.get(id)
      return run ? ((await run.direction.direct(asked)) ?? run.row) : null
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
      runs.clear()
    }
  }
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

/** In whose lane a mark stands: customers are known by their chats. */
class Lanes {
  readonly #customerOf = new Map<string, string>()
  #lastKept = ''

  learn({ viewer, operation }: Request, answer: Answer): void {
    if (operation.operationName !== 'RequestChat' || answer.chat === undefined) return
    this.#customerOf.set(answer.chat, viewer ? nameOf(viewer) : operation.nickname)
  }

  of(viewer: Viewer | null, answer?: Answer): string | null {
    if (viewer === null) return answer?.chat === undefined ? null : (this.#customerOf.get(answer.chat) ?? null)
    return viewer.startsWith('visitor:') ? (this.#customerOf.get(nameOf(viewer)) ?? null) : nameOf(viewer)
  }

  /** Whose customer was not told of this agents-only message; once for each message, however many agents heard it. */
  keptFrom({ viewer, said }: Heard): string | null {
    if (!isAgent(viewer) || said.messageType !== 'MessageLogUpdated' || !('chatUri' in said) || said.messages.length !== 1) return null
    const [message] = said.messages
    if (!message || message.visibility === 'All') return null
    const chat = said.chatUri.slice(said.chatUri.lastIndexOf('/') + 1)
    const key = `${chat}/${message.index}`
    if (key === this.#lastKept) return null
    this.#lastKept = key
    return this.#customerOf.get(chat) ?? null
  }
}
