/// <reference lib="esnext.disposable" preserve="true" />
import type { Cast, Fault, Settings } from '../contract/cast.ts'
import type { Told } from '../wire/notifications.ts'

/** What a test of somebody else's starts, and what it may do with it. */

/** How long: `'500ms'`, `'30s'`, `'2m'`, `'1h'`, or a number of milliseconds. */
export type Duration = `${number}${'ms' | 's' | 'm' | 'h'}` | number

/** What `startAside` takes. Either `scenario` or `cast` must be given; what is given here beats what the file says. */
export interface StartOptions {
  /** A scenario's file, relative to the working folder. Its cast and settings are taken; its steps are not played. */
  readonly scenario?: string
  /**
   * Who is there, in the words of a scenario's `cast`:
   * `{ agents: { Anna: null, Ben: { places: 2 } }, queues: { Support: { members: ['Anna'] } }, customers: { Clara: null } }`.
   * Who acts by habit (`'when invited': { accept: 'after 3s' }`) is signed in from the start and does so by itself.
   */
  readonly cast?: Cast
  /** What the rulings leave open, in the words of a scenario's `settings`: `{ answerWithin: '10s' }`. */
  readonly settings?: Settings
  /** What all ids are made from; the file's if not given, else 1. */
  readonly seed?: number
  /** How the API speaks: `classic` as its page of 2014, `extended` (if not given) with what later clients need. */
  readonly wire?: 'classic' | 'extended'
  /**
   * What the URIs in answers begin with. If not given it is what the file says, else `http://localhost:8080` whatever the
   * port, so that the bytes are the same in every run (a URI that comes back is known by its path). `'own'` is the address
   * that this Aside listens on, for clients that follow links.
   */
  readonly base?: 'own' | `http://${string}` | `https://${string}`
  /** The port to listen on; 0 (if not given) for any free one. When it is taken, the next free one. */
  readonly port?: number
  /** `manual` (if not given): time stands still until `advance`. `live`: time goes by the clock on the wall. */
  readonly clock?: 'manual' | 'live'
  /** The folder to keep the log in and to go on from; null (if not given) keeps it in memory. */
  readonly data?: string | null
  /** Other origins whose pages may call the API from a browser, such as `http://localhost:5173` for a page under test. */
  readonly origins?: readonly string[]
}

/** What an agent of the cast signs in with. */
export interface AgentAccess {
  /** For HTTP Basic. */
  readonly user: string
  readonly password: string
  /** The same as the value of an `Authorization` header. A first request with it is answered by the cookie of a session. */
  readonly authorization: string
  /** What to name as `targetUri` to consult, invite or transfer to this agent. */
  readonly uri: string
}

/** What a customer of the cast is known by. A client without it is a visitor, whom nobody in the cast knows. */
export interface CustomerAccess {
  /** For the `auth` of a socket: `io(url, { auth: { token } })`. */
  readonly token: string
  /** The same as the value of an `Authorization` header. */
  readonly authorization: string
}

/** One notification, as its viewer got it. */
export interface ToldFrame {
  /** The name in the cast; for a visitor the id of its chat. */
  readonly to: string
  /** Counts per viewer from 1 without gaps, as on the socket. */
  readonly seq: number
  /** Milliseconds of simulation time since the room began at which it was told. */
  readonly at: number
  /** The notification itself, in the dialect of the room. */
  readonly said: Told
}

/** What is wrong with somebody's line. `drop` loses what is told, `disconnect` cuts the connection until the line is mended. */
export type BrokenLine = { readonly network: 'drop' | 'duplicate' | 'reorder' | 'disconnect' } | { readonly network: 'delay'; readonly by: Duration }

/** A running Aside. Names are those of the cast; a name that is not in it throws an error that lists who is. */
export interface Aside extends AsyncDisposable {
  /** `http://127.0.0.1:PORT`: sockets connect here, and the API lies at `/api/v2` below it. */
  readonly url: string
  readonly port: number
  /** It goes on with the log in `data`, and so with the cast that the log began with. */
  readonly isResumed: boolean
  agent(name: string): AgentAccess
  customer(name: string): CustomerAccess
  /** What to name as `targetUri` to consult or transfer to a queue. */
  queueUri(name: string): string
  /** The address of Aside's own window of an agent or a customer, signed in; for a browser that a test drives. */
  window(name: string): string
  /** The address of the trainer's console, signed in. */
  trainerWindow(): string
  /** Milliseconds of simulation time since the room began. */
  now(): number
  /**
   * Moves time on. Whatever falls due on the way happens at its own moment, in order. When it comes back, every client with a
   * socket has read what it was told, and Bayeux clients have been answered. A client that should do something at a moment on
   * the way needs a first `advance` to that moment. Under `clock: 'live'` it throws.
   */
  advance(by: Duration): Promise<void>
  /** Until every client with a socket has read all that it was told so far; time stands still meanwhile. */
  settle(): Promise<void>
  /** All that this viewer, or everybody, was told since the start, in order. A visitor goes by the id of its chat. */
  told(name?: string): readonly ToldFrame[]
  /**
   * The first frame that fits of all that this viewer was told or will be told. It waits as long as the test may and moves no
   * time; when Aside is closed before, it throws.
   */
  hears(name: string, fits: (frame: ToldFrame) => boolean): Promise<ToldFrame>
  /** Breaks the line over which somebody is told things. What is told stays told: it is only not heard, or late. */
  breakLine(name: string, line: BrokenLine): Promise<void>
  /** Mends it; with `catchUp` what was lost arrives now, as for a client that comes back with its last `seq`. */
  mendLine(name: string, options?: { readonly catchUp?: boolean }): Promise<void>
  /**
   * Lets requests fail with a return code of the API instead of being carried out, and forgets those that were to fail before:
   * `failRequests([{ operation: 'Consult', statusCode: 4, of: 'Anna', times: 1 }])`; `[]` ends it.
   */
  failRequests(faults: readonly Fault[]): Promise<void>
  /** Ends everything: doors, sockets, time. Calling it again does nothing. */
  close(): Promise<void>
}

/** What came of playing a scenario. */
export interface Played {
  /** Every step was done and every expectation held, in every row. */
  readonly held: boolean
  /** What did not, a sentence each, with file and line. */
  readonly problems: readonly string[]
  /** One for each row of the scenario; one alone without rows. */
  readonly runs: readonly PlayedRun[]
}

export interface PlayedRun {
  readonly title: string
  readonly held: boolean
  readonly steps: number
  readonly expectations: number
}

export interface PlayOptions {
  /** Another seed than the file's. */
  readonly seed?: number
  /** The language to read its texts in, from `locales/<tag>.yaml` beside it. */
  readonly language?: string
}
