import type { Bug } from './bugs.ts'
import type { Shop } from './cast.ts'
import type { ChannelName } from '../wire/agent-states.ts'
import type { Dialect } from '../wire/dialect.ts'
import type { StatusCode } from '../wire/return-codes.ts'

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
  /** What the customers' page looks like; missing where the scenario does not say. */
  readonly shop?: Shop
  /** Defects on purpose; a room without any has no such key. */
  readonly bugs?: readonly Bug[]
}


export interface AgentPlan {
  readonly nickname: string
  readonly password: string
  readonly places: number
  readonly ready: 'onStart' | 'onSignIn' | 'no'
  readonly roles: readonly 'supervisor'[]
  /** Skill -> level. */
  readonly skills: Readonly<Record<string, number>>
  /** Missing where it has none. */
  readonly extension?: string
}

export interface QueuePlan {
  readonly members: readonly string[]
  readonly answerWithinMs: number
  readonly waitAtMostMs: number
  readonly order: 'longestIdle' | 'skill' | 'roundRobin'
  /** The skill that counts where the order is `skill`. */
  readonly skill: string
  readonly overflow: { readonly to: string; readonly afterMs: number } | null
  readonly whenNobody: 'wait' | 'refuse'
  readonly extension?: string
}

export interface CustomerPlan {
  readonly nickname: string
  /** How long the customer waits for a first agent; null for ever. */
  readonly patienceMs: number | null
}

/** A request that is answered by a return code instead of being carried out. */
export interface FaultPlan {
  readonly operation: string
  readonly statusCode: Exclude<StatusCode, 0 | 7>
  readonly statusMessage: string
  /** Only for this agent; null for everybody. */
  readonly of: string | null
  /** How often it is still given; null for ever. */
  readonly times: number | null
}

/** What the rulings leave open. */
export interface RoomSettings {
  readonly preview: boolean
  readonly history: 'all' | 'none'
  readonly secondLeg: boolean
  readonly consultantSays: 'toAgents' | 'refused'
  readonly consultants: number
  readonly answerWithinMs: number
  readonly failsAfterMs: number
  readonly cancelError: string
  readonly transferToConsultant: 'atOnce' | 'invitation'
  readonly conferenceWithConsultant: 'atOnce' | 'invitation'
  readonly ownerLeaves: 'promote' | 'end'
  readonly referenceIdIn: readonly string[]
  readonly consultTakesPlace: boolean
  readonly awayMs: number
  /** `open`: whoever names a chat on the customer's side is its customer (R22). */
  readonly customerDoor: 'token' | 'open'
  readonly features: readonly string[]
  readonly channels: readonly ChannelName[]
  readonly channelsOff: readonly ChannelName[]
  readonly includeMessageType: boolean
  readonly typingPreview: boolean
  /** The name of the header that carries the token; null where none is asked for. */
  readonly csrfHeader: string | null
  readonly dispositions: readonly string[]
  readonly dispositionKey: string
  readonly dispositionMandatory: boolean
  readonly dispositionReadOnlyOnIdle: boolean
  /** Missing where the room has none of its own. */
  readonly notReadyReasons?: readonly string[]
  readonly readOnlyUserData: readonly string[]
  readonly requestsPerSecond: number
  readonly faults: readonly FaultPlan[]
}
