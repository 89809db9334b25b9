import type { Dialect } from '../wire/dialect.ts'

/**
 * What a room is made from, with every default filled in and every duration in milliseconds. It is the first event of the
 * room's log; with it and the recorded inputs, the bytes are the same on every machine.
 */
export interface RoomPlan {
  readonly title: string
  readonly seed: number
  readonly wire: Dialect
  /** Milliseconds since 1970 at which the room's clock starts. */
  readonly starts: number
  /** A fixed offset such as `-0800`. */
  readonly zone: string
  /** What URIs begin with, without a slash at the end. */
  readonly base: string
  readonly agents: Readonly<Record<string, AgentPlan>>
  readonly queues: Readonly<Record<string, QueuePlan>>
  readonly customers: Readonly<Record<string, CustomerPlan>>
  readonly settings: RoomSettings
}



export interface AgentPlan {
  readonly nickname: string
  readonly password: string
  readonly places: number
  readonly ready: 'onStart' | 'onSignIn' | 'no'
}

export interface QueuePlan {
  readonly members: readonly string[]
  readonly answerWithinMs: number
  readonly waitAtMostMs: number
}

export interface CustomerPlan {
  readonly nickname: string
  /** How long the customer waits for a first agent; null for ever. */
  readonly patienceMs: number | null
}

/** What the rulings leave open. */
export interface RoomSettings {
  readonly answerWithinMs: number
  readonly consultants: number
  readonly ownerLeaves: 'promote' | 'end'
  readonly preview: boolean
  readonly cancelError: string
  readonly awayMs: number
  /** `open`: whoever names a chat on the customer's side is its customer (R22). */
  readonly customerDoor: 'token' | 'open'
  readonly features: readonly string[]
}
