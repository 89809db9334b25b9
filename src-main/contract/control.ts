import { z } from 'zod'
import type { AtDoor } from './at-door.ts'
import type { Bug } from './bugs.ts'
import { fault } from './cast.ts'
import type { Answer, Request, RoomClient } from './client.ts'
import { directing, seatPlayer } from './directing.ts'
import type { Act, Acted, DirectedRoom, Directing, ForkedFrom, PartRow, SeatRow, WaitingRow } from './directing.ts'
import { libraryFile } from './library-file.ts'
import type { RoomPlan } from './room-plan.ts'
import type { Viewer } from './viewer.ts'
import type { Told } from '../wire/notifications.ts'
import type { Failure } from '../wire/return-codes.ts'
import type { Sent } from '../wire/sent.ts'

/**
 * What a trainer may do, on `/control` with the trainer's own token: choose a scenario, play it live, set its pace, open
 * windows, watch. Times are milliseconds of simulation time since the room began.
 */

export interface ScenarioRow {
  /** The file's path relative to the library, which is also its id. */
  file: string
  kind: 'scenario' | 'exercise'
  title: string
  about: string
  /** Null until all of the file has been read; a large library is shown before that. */
  steps: number | null
  /** The first thing that is wrong with the file, with its place; null for one that can be played, as far as is known. */
  problem: string | null
}

/** The trainer's library as it is now. Whatever changes later has a higher version. */
export interface LibraryRead {
  version: number
  /** Where it lies, for people. */
  folder: string
  /** False while there is no such folder. */
  isThere: boolean
  scenarios: ScenarioRow[]
}

/** What became of the library since the version before. */
export interface LibraryChange {
  version: number
  isThere: boolean
  /** New ones, and those that are other than they were. */
  scenarios: ScenarioRow[]
  /** The files that are no longer in it. */
  gone: string[]
  /** Files whose text may be another one, whether their lines show it or not. */
  rewritten: string[]
}

/** `hosted` is a room whose steps are not played; `recording` one whose people are acted, so that their deeds become steps. */
export type RunState = 'hosted' | 'recording' | 'playing' | 'paused' | 'held' | 'broken' | 'stopped'

export interface RunRow {
  id: string
  /** Counts its changes: an answer may come later than what was told meanwhile, and is older then. */
  version: number
  title: string
  file: string
  state: RunState
  now: number
  speed: number
  steps: number
  /** How many steps are done. */
  done: number
  /** When it came to its end, by the wall clock; null while it goes on. */
  endedAt: number | null
  agents: string[]
  customers: string[]
  queues: string[]
  /** Defects that the room has on purpose. */
  bugs: readonly Bug[]
  /** Everybody of the cast by name, as the trainer directs them. */
  seats: Readonly<Record<string, SeatRow>>
  /** Whom the script waits for now; nobody while it goes on. */
  waiting: readonly WaitingRow[]
  /** Time stands still and nothing that anybody asks for comes in. */
  isFrozen: boolean
  /** A run without a script that shares the past of another; null for all others. */
  forkOf: ForkedFrom | null
}

/** One mark on the stage. `lane` is a name in the cast, or null for the script's own line. */
export interface StageMark {
  n: number
  at: number
  lane: string | null
  mark:
    /** `sent` is how it goes over the wire; null for what no client can send. `status` is that of HTTP. */
    | { kind: 'asked'; viewer: Viewer | null; chat: string | null; request: Request['operation']; answer: Answer; sent: Sent | null; status: number }
    /** A request that was malformed, so the door answered it and the room never heard of it. `asked` is its method and path. */
    | { kind: 'turnedAway'; viewer: Viewer; asked: string; body: unknown; answer: Failure; status: number }
    | { kind: 'told'; seq: number; said: Told }
    /** Something in this lane's chat that its viewer was not told: agents only. */
    | { kind: 'hidden'; said: Told }
    | { kind: 'step'; line: number; text: string }
    /** For the audience; a cue waits for the presenter. The text of a cue may be empty. */
    | { kind: 'caption' | 'cue'; line: number; text: string }
    /** `invariant` is the name of one that holds in every run, whatever the file says. */
    | { kind: 'expected'; line: number; text: string; held: boolean; detail: string | null; invariant?: string }
}

/** A run and some of its marks, in the order of their numbers and their times: a long one is read piece by piece, the newest first. */
export interface RunWhole {
  run: RunRow
  marks: StageMark[]
  /** The number of the oldest mark that is kept. Anything but 1 says that older ones are gone. */
  oldest: number
}

/** Which marks of a run are wanted: at most so many, those before a number if it is given, else the newest. */
export const runPiece = z.object({
  before: z.coerce.number().int().min(1).optional(),
  most: z.coerce.number().int().min(1).max(20_000).default(5000)
})

export type RunPiece = z.infer<typeof runPiece>

export const startRun = z.strictObject({
  scenario: libraryFile,
  /** Played instead of what stands in the file, such as what an editor has not saved yet. */
  text: z.string().max(1024 * 1024).optional(),
  /** A line of the file: the run goes there without waiting, and stands still before that step. */
  upTo: z.int().min(1).optional(),
  /** Name in the cast -> who plays it from the beginning; as the file says if not given. The script waits for the steps of persons. */
  seats: z.record(z.string().min(1).max(64), seatPlayer).optional()
})

export type StartRun = z.infer<typeof startRun>

export const runCommand = z.discriminatedUnion('command', [
  z.strictObject({ command: z.literal('pause') }),
  z.strictObject({ command: z.literal('resume') }),
  z.strictObject({ command: z.literal('step') }),
  z.strictObject({ command: z.literal('stop') }),
  /** Nothing that anybody asks for comes in, and time stands still, until it is thawed: then all comes in, in its order. */
  z.strictObject({ command: z.literal('freeze') }),
  z.strictObject({ command: z.literal('thaw') }),
  z.strictObject({ command: z.literal('speed'), speed: z.number().min(0.1).max(100) }),
  directing
])

export const openWindow = z.union([z.strictObject({ agent: z.string().min(1) }), z.strictObject({ customer: z.string().min(1) })])

/** The requests that are to fail from now on; all that were to fail before are forgotten. */
export const setFaults = z.strictObject({ faults: z.array(fault).max(100) })

/** Switches the back end of a channel off or on (R16). */
export const switchChannel = z.strictObject({ channel: z.enum(['chat', 'voice', 'email', 'workitem']), on: z.boolean() })

export type RunCommand = z.infer<typeof runCommand>
export type PaceCommand = Exclude<RunCommand, Directing>
export type RunChange = z.infer<typeof setFaults> | z.infer<typeof switchChannel>
export type OpenWindow = z.infer<typeof openWindow>

/** A live room as the stage moves it. Opened by the application, which alone knows the engine. */
export interface StageRoom {
  readonly name: string
  readonly plan: RoomPlan
  readonly client: RoomClient
  now(): number
  /** 0 while time stands still. */
  speed(): number
  setSpeed(speed: number): void
  pause(): void
  resume(): void
  step(): void
  stop(): void
  onPace(changed: () => void): () => void
  onInput(seen: (request: Request, answer: Answer, at: number) => void): () => void
  /** What happens before its doors. */
  onDoor(seen: (seen: AtDoor) => void): () => void
  readonly directed: DirectedRoom
  /** A room of its own that shares this one's past up to a moment; its time stands still. */
  fork(at: number): StageRoom
  /** The windows that are open for this room go on in that one, each in the seat that it has. */
  follow(successor: StageRoom): void
  /** The address of somebody's window in this room. */
  windowFor(viewer: Viewer): string
}

export interface StageWatcher {
  /** `newest` makes the mark: there is one for each frame that anybody is told, and mostly nobody looks. */
  mark?(run: string, newest: () => StageMark): unknown
  run(run: RunRow): unknown
  library?(change: LibraryChange): unknown
}

/** What the control door asks of the application, which alone knows both engine and scenarios. */
export interface Stage {
  library(): Promise<LibraryRead>
  /** The version of what is known of the library, without looking; 0 before the first look. */
  libraryVersion(): number
  runs(): RunRow[]
  whole(run: string, piece: RunPiece): RunWhole | null
  start(asked: StartRun): Promise<RunRow | { problem: string }>
  command(run: string, command: PaceCommand): RunRow | null
  /** Null for no such run; a problem says in a sentence why that cannot be done now. */
  direct(run: string, directing: Directing): Promise<RunRow | { problem: string } | null>
  /** What somebody may do; null for no such run, or nobody of that name in it. */
  part(run: string, who: string): Promise<PartRow | null>
  act(run: string, act: Act): Promise<Acted | { problem: string } | null>
  /** The same scenario again from its beginning, with the same seed, and whoever is taken over stays so; what was playing stops, and its windows follow. */
  restart(run: string): Promise<RunRow | { problem: string } | null>
  fork(run: string, at?: number): RunRow | { problem: string } | null
  /** What the engine answers, or what is wrong with the change; null for no such run. */
  change(run: string, change: RunChange): Promise<Answer | null>
  /** The page's address with a code that signs it in, or null for somebody who is not in that run's cast. */
  window(run: string, open: OpenWindow): string | null
  /** Called with every mark, every change of a run and every change in the library. Returns the way to stop it. */
  watch(seen: StageWatcher): () => void
}
