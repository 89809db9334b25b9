import type { Viewer } from '../contract/viewer.ts'
import type { BayeuxMessage } from '../wire/bayeux.ts'
import type { Dialect } from '../wire/dialect.ts'
import type { Position } from './bayeux-position.ts'
import type { HostedRoom } from './host.ts'

/** The times of the notification door, in real milliseconds: they are about connections, not about what is simulated. */
export interface BayeuxTimes {
  /** How long a connect is held while there is nothing to say, unless the client asks for another time. */
  readonly timeoutMs: number
  /** How long after an answer a client may take to connect again; then its session ends (R21). */
  readonly maxIntervalMs: number
  /** How long after its handshake a client may take to subscribe, so that it misses nothing of what is told meanwhile. */
  readonly subscribingMs: number
}

export const bayeuxTimes: BayeuxTimes = { timeoutMs: 30_000, maxIntervalMs: 15_000, subscribingMs: 2_000 }

/** Who speaks: an agent, in its room, and how it is spoken to. */
export interface Speaker {
  readonly hosted: HostedRoom
  readonly viewer: Viewer
  readonly dialect: Dialect
  /** It comes with the cookie of an HTTP session, and its notifications go with that. */
  readonly hasCookie: boolean
}

/** A connect that waits for something to be told. */
export interface HeldConnect {
  readonly message: BayeuxMessage
  readonly dialect: Dialect
  /** Answers it with these messages, each as JSON. */
  send(messages: readonly string[]): void
  /** Answers it with what went wrong. */
  fail(error: unknown): void
  /** Breaks its connection off without an answer. */
  cut(): void
}

export interface BayeuxSession {
  readonly clientId: string
  readonly hosted: HostedRoom
  readonly viewer: Viewer
  readonly hasCookie: boolean
  /** Whether the client acknowledges by number (Bayeux's `ack` extension). */
  readonly acks: boolean
  position: Position
  held: HeldConnect | null
  /** Whether it counts as one of the agent's notification channels: while it is subscribed to what is spoken of (R21). */
  isOpen: boolean
  /** What was stored of it last, so that nothing is written twice. */
  stored: string | null
  /** Ends the session when its client does not connect again. */
  expiry: NodeJS.Timeout | null
  /** Ends the client's time to subscribe. */
  readonly settling: NodeJS.Timeout
}
