import { z } from 'zod'
import { castName } from './cast.ts'

/**
 * What a trainer does to a run while it goes on: takes people over and hands them back. People are known by their names in
 * the cast. Times are milliseconds of simulation time since the room began.
 */

/** Who moves somebody of a run's cast: a person, whose steps the script waits for, or the script. */
export const seatPlayer = z.enum(['person', 'script'])

/** From now on the script waits for this one's steps instead of doing them, and its habits rest. */
const takeOver = z.strictObject({ command: z.literal('takeOver'), who: castName })
/** The script goes on with the steps that are left. */
const handBack = z.strictObject({ command: z.literal('handBack'), who: castName })

export const directing = z.discriminatedUnion('command', [takeOver, handBack])

export type SeatPlayer = z.infer<typeof seatPlayer>
export type Directing = z.infer<typeof directing>

const commands: readonly string[] = directing.options.map((option) => option.shape.command.value)

/** Is this a command to somebody of the cast, and not to the pace of the run? */
export function isDirecting<Other extends { command: string }>(asked: Other | Directing): asked is Directing {
  return commands.includes(asked.command)
}

/** Somebody of the cast, as the trainer directs it. */
export interface SeatRow {
  /** Null where there is no script, or none any more. */
  player: SeatPlayer | null
}

/** Whom the script waits for. */
export interface WaitingRow {
  who: string
  /** The line of the step; null where somebody's window is to be opened first. */
  line: number | null
  /** `consult Ben — Above my limit`, and its verb alone; null likewise. */
  step: string | null
  verb: string | null
}
