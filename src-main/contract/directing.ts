import { z } from 'zod'
import { castName, operationName } from './cast.ts'
import type { Answer, LineFault } from './client.ts'
import type { Viewer } from './viewer.ts'

/**
 * What a trainer does to the people of a run while it goes on: takes them over, acts as them, breaks their lines, holds their
 * requests, freezes everything. People are known by their names in the cast. Times are milliseconds of simulation time since
 * the room began.
 */

/** Who moves somebody of a run's cast: a person, whose steps the script waits for, or the script. */
export const seatPlayer = z.enum(['person', 'script'])

const delayMost = 600_000

/** What is wrong with the line over which somebody is told things. `disconnect` cuts its windows off, in both directions. */
export const lineFault = z.discriminatedUnion('network', [
  z.strictObject({ network: z.literal('drop') }),
  z.strictObject({ network: z.literal('delay'), byMs: z.int().min(1).max(delayMost) }),
  z.strictObject({ network: z.literal('duplicate') }),
  z.strictObject({ network: z.literal('reorder') }),
  z.strictObject({ network: z.literal('disconnect') })
])

/** Commands to one of a run's people, on `/control/runs/{run}` beside those to its pace. */
export const directing = z.discriminatedUnion('command', [
  /** From now on the script waits for this one's steps instead of doing them, and its habits rest. */
  z.strictObject({ command: z.literal('takeOver'), who: castName }),
  /** The script goes on with the steps that are left. */
  z.strictObject({ command: z.literal('handBack'), who: castName }),
  /** Breaks a line, or mends it with null; with `catchUp` what was lost meanwhile arrives then. */
  z.strictObject({ command: z.literal('network'), who: castName, fault: lineFault.nullable(), catchUp: z.boolean().optional() }),
  /** Holds what somebody asks for on its way: one operation, or everything with null. */
  z.strictObject({ command: z.literal('hold'), who: castName, operation: operationName.nullable() }),
  /** Lets in what is held: one request by its number, or everything, and then nothing more is held. */
  z.strictObject({ command: z.literal('release'), who: castName, n: z.int().min(1).optional() })
])

/** Something asked as somebody of the cast, through the same checks as at its own door. */
export const act = z.strictObject({
  who: castName,
  /** The chat's id; the one that there is if not given. */
  chat: z.string().min(1).max(100).optional(),
  operation: z.looseObject({ operationName: z.string().min(1).max(100) })
})

/** A new run that shares the past of another up to a moment; up to now if not given. */
export const fork = z.strictObject({ at: z.number().min(0).optional() })

export type SeatPlayer = z.infer<typeof seatPlayer>
export type Directing = z.infer<typeof directing>
export type Act = z.infer<typeof act>

const commands: readonly string[] = directing.options.map((option) => option.shape.command.value)

/** Is this a command to somebody of the cast, and not to the pace of the run? */
export function isDirecting<Other extends { command: string }>(asked: Other | Directing): asked is Directing {
  return commands.includes(asked.command)
}

/** Somebody of the cast, as the trainer directs it. */
export interface SeatRow {
  /** Null where there is no script, or none any more. */
  player: SeatPlayer | null
  line: LineFault | null
  /** The operations that are held, or everything with null. */
  holds: readonly (string | null)[]
  /** What waits on its way, in the order of asking. */
  held: readonly HeldRow[]
}

export interface HeldRow {
  /** By which it is let in. */
  n: number
  operation: string
  since: number
}

/** Whom the script waits for. */
export interface WaitingRow {
  who: string
  /** The line of the step; null where somebody's window is to be opened first. */
  line: number | null
  /** `consult Ben — Above my limit`, and its verb alone; null likewise. */
  step: string | null
  verb: string | null
  /** It was asked for already, and is held on its way. */
  isHeld: boolean
}

/** In which run another one began, and at which moment. */
export interface ForkedFrom {
  run: string
  at: number
}

/** What somebody may do now, for whoever acts as it. */
export interface PartRow {
  who: string
  kind: 'agent' | 'customer'
  chats: readonly PartChat[]
}

export interface PartChat {
  id: string
  /** The customer's nickname. */
  customer: string
  state: string
  /** What may be asked in it, by the names of the operations. */
  can: readonly string[]
}

/** What came of an act: the room's answer, or that it is held on its way. */
export type Acted = { held: false; answer: Answer } | { held: true }

/** A request on its way into a room. */
export interface HeldRequest {
  readonly n: number
  readonly viewer: Viewer | null
  readonly operationName: string
}

/** What a room lets a trainer do beside moving its time. */
export interface DirectedRoom {
  lineOf(viewer: Viewer): LineFault | null
  onLine(changed: () => void): () => void
  /** What is held of a viewer, and of all what waits. */
  holdsOf(viewer: Viewer): readonly (string | null)[]
  waiting(): readonly HeldRequest[]
  onHeld(changed: () => void): () => void
  releaseOne(n: number): boolean
  readonly isFrozen: boolean
  freeze(): void
  thaw(): void
}
