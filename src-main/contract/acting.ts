import { z } from 'zod'
import { castName } from './cast.ts'
import { libraryFile } from './library-file.ts'

/**
 * Recording by acting, on `/control/recordings` with the trainer's token: a room without a script, whose people are acted in
 * real windows; what was done becomes a scenario. Times are milliseconds of simulation time since the room began.
 */

const title = z.string().trim().min(1, 'must not be empty').max(200, 'must be at most 200 characters')
const names = z.array(castName).max(50, 'must be at most 50 names')

/** Whom to act: the people of a scenario of the library, or these. */
const actedCast = z.union([
  z.strictObject({ scenario: libraryFile }),
  z.strictObject({
    agents: names.min(1, 'must name at least one agent'),
    /** Those of the agents who may monitor, coach and barge in. */
    supervisors: names.default([]),
    queues: z.array(z.strictObject({ name: castName, members: names })).min(1, 'must name at least one queue').max(50),
    customers: names.min(1, 'must name at least one customer')
  })
])

export const startRecording = z.strictObject({ title, cast: actedCast })

/** `without`: the ids of expectations that the trainer does not want. */
const wanted = { title, without: z.array(z.int().min(0)).max(10_000) }

export const recordingCommand = z.discriminatedUnion('command', [
  z.strictObject({ command: z.literal('caption'), text: z.string().trim().min(1, 'must not be empty').max(1000, 'must be at most 1,000 characters') }),
  z.strictObject({ command: z.literal('removeCaption'), n: z.int().min(1) }),
  /** Tries out what was done so far; time stands still meanwhile. */
  z.strictObject({ command: z.literal('finish') }),
  /** Back into the room, as if it had not been finished. */
  z.strictObject({ command: z.literal('goOn') }),
  z.strictObject({ command: z.literal('save'), ...wanted, file: z.string().trim().min(1).max(300, 'must be at most 300 characters') }),
  z.strictObject({ command: z.literal('discard') })
])

/** The text as it would be saved, for whoever keeps it elsewhere. */
export const recordingText = z.strictObject(wanted)

export type ActedCast = z.infer<typeof actedCast>
export type StartRecording = z.infer<typeof startRecording>
export type RecordingCommand = z.infer<typeof recordingCommand>
export type WantedRecording = z.infer<typeof recordingText>

export interface RecordingRow {
  /** The id of its run, which stands on the stage in the state `recording`. */
  id: string
  title: string
  /** `trying`: it is being played once; `tried`: its proof can be read; the others are over. */
  state: 'recording' | 'trying' | 'tried' | 'saved' | 'discarded'
  steps: RecognisedStep[]
  /** The file that it was saved as. */
  file: string | null
}

/** Something that somebody did, as a step of a scenario says it, or a caption for what comes next. */
export interface RecognisedStep {
  /** Captions are known by it; 0 for what was done. */
  n: number
  kind: 'act' | 'caption'
  at: number
  /** A name in the cast; null for a caption. */
  who: string | null
  text: string
}

/** The scenario of a recording, tried out. */
export interface RecordingProof {
  steps: ProvenStep[]
  /** What is expected of the whole run. */
  always: ProvenExpectation[]
  /** What no step can say, in sentences. */
  leftOut: string[]
  /** Why it is not the same when it is played, in a sentence; null if it is. */
  apart: string | null
  /** Rounded waits would change what somebody is told. */
  hasExactTimes: boolean
  /** A free name in the library for its file. */
  file: string
}

export interface ProvenStep {
  kind: 'act' | 'wait' | 'together' | 'caption' | 'other'
  /** One line for each who does something: `Anna: consult Ben`. */
  lines: string[]
  /** What was suggested to expect after it. */
  expectations: ProvenExpectation[]
}

export interface ProvenExpectation {
  id: number
  text: string
  /** Without it the scenario could not be played: a refused request breaks a run that does not expect it. */
  isNeeded: boolean
}

export interface RecordingWhole {
  recording: RecordingRow
  /** Null until it has been tried out. */
  proof: RecordingProof | null
}

/** What the acting door asks of the application. `problem` is a sentence. */
export interface Acting {
  /** Those that are not over. */
  recordings(): RecordingRow[]
  whole(id: string): RecordingWhole | null
  start(asked: StartRecording): RecordingRow | { problem: string }
  /** Null for no such recording. */
  command(id: string, command: RecordingCommand): Promise<RecordingWhole | { problem: string } | null>
  text(id: string, wanted: WantedRecording): string | { problem: string } | null
  /** Called with every change of a recording. Returns the way to stop it. */
  watch(seen: (recording: RecordingRow) => unknown): () => void
}
