import { statSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'
import Database from 'better-sqlite3'
import type { Event } from '../core/events.ts'
import type { Answer, Request } from '../contract/client.ts'
import type { Viewer } from '../contract/viewer.ts'
import { makeFolderFor, prepare, refuseReadOnly, usedBytes } from './log-file.ts'
import { LogSpace } from './log-space.ts'
import type { LogLimits } from './log-space.ts'
import { Moments } from './moments.ts'
import { Past } from './past.ts'
import type { Beginning } from './past.ts'
import { Snapshots } from './snapshots.ts'
import type { SnapshotWriter } from './snapshots.ts'
import { problemAtOpening, problemOf, StoreProblem } from './store-problem.ts'

/** What was asked of a room, and what came of it; refusals included. */
export interface StoredInput {
  readonly at: number
  readonly viewer: Viewer | null
  readonly chat: string | null
  readonly operation: Request['operation'] | { operationName: 'Resume' }
  readonly outcome: Answer
  readonly key: string | null
}

export interface StoredEvent {
  readonly at: number
  readonly event: Event
  /** Where each viewer's stream stood after the event, for those who were told. */
  readonly told: Readonly<Record<string, number>>
}

/** An event as it stands in the log. */
export interface KeptEvent extends StoredEvent {
  /** Counts per room from 1. */
  readonly n: number
  /** The number of the input that brought it about, from 1; null for what happened by itself. */
  readonly cause: number | null
}

/** How far one notification session has come, as the `seq` per topic of the last frame that counts. */
export interface StoredCursor {
  readonly session: string
  /** What the client has for certain. */
  readonly confirmed: Readonly<Record<string, number>>
  /** What it was sent, be it certain or not. */
  readonly sent: Readonly<Record<string, number>>
  /** The number of the last batch that it was sent. */
  readonly batch: number
}

export interface StoreOptions {
  /** Acknowledged survives a power cut too, at a price. */
  readonly durable?: boolean
  /** Rows are read as they stand, for whoever says itself where something was changed. */
  readonly isTrusted?: boolean
  /** How large it may grow; without end if not given. */
  readonly limits?: LogLimits
  /** The wall clock, by which it is kept how old something is; nothing else is made of it. */
  readonly wallClock?: () => number
}

/**
 * The event log on SQLite: the truth, from which everything else is folded. One transaction stores an input and all that it
 * brought about. Acknowledged means that it survives the death of the process (WAL, synchronous NORMAL); `durable` (FULL)
 * makes it survive a power cut. One process owns a log (exclusive lock and a write at open).
 */
export class Store {
  readonly file: string
  /** How its rooms once stood; the events stay the truth. */
  readonly snapshots: Snapshots
  /** What can be given up. */
  readonly past: Past
  readonly #db: Database.Database
  readonly #isTrusted: boolean
  readonly #space: LogSpace | null
  readonly #moments: Moments
  readonly #append: (room: number, input: StoredInput | null, events: readonly StoredEvent[]) => void
  readonly #counts = new Map<number, { inputs: number; events: number }>()
  readonly #eventsOfRoom: Database.Statement<[number, number], EventRow>
  readonly #eventsOfChat: Database.Statement<[number, string], EventRow>
  readonly #inputsOfRoom: Database.Statement<[number], InputRow>
  readonly #inputByKey: Database.Statement<[number, string, string], { outcome: string; operation: string }>
  readonly #cursorsOf: Database.Statement<[number, string], CursorRow>
  readonly #rememberCursor: Database.Statement<[number, string, string, string, string, number]>
  readonly #forgetCursor: Database.Statement<[number, string, string]>

  /** Opens or makes the log at `file` (`:memory:` for one that nobody keeps). Throws a StoreProblem. */
  static open(file: string, options: StoreOptions = {}): Store {
    makeFolderFor(file)
    refuseReadOnly(file)
    let db: Database.Database | undefined
    try {
      db = new Database(file, { timeout: 0 })
      prepare(db, file, options.durable === true)
      return new Store(db, file, options)
    } catch (error) {
      db?.close()
      throw error instanceof StoreProblem ? error : problemAtOpening(error, file)
    }
  }

  private constructor(db: Database.Database, file: string, { isTrusted = false, limits, wallClock = Date.now }: StoreOptions) {
    this.file = file
    this.#isTrusted = isTrusted
    this.#moments = new Moments(db, wallClock)
    this.#space = limits && file !== ':memory:' ? new LogSpace(file, limits, usedBytes(db)) : null
    this.#db = db
    this.past = new Past(db)
    this.snapshots = new Snapshots(db, (write) => this.#guarded(write))
    this.#eventsOfRoom = db.prepare('SELECT n, at, chat, input, event, told, crc FROM events WHERE room = ? AND n > ? ORDER BY n')
    this.#eventsOfChat = db.prepare('SELECT n, at, chat, input, event, told, crc FROM events WHERE room = ? AND chat = ? ORDER BY n')
    this.#inputsOfRoom = db.prepare('SELECT n, at, viewer, chat, operation, outcome, key, crc FROM inputs WHERE room = ? ORDER BY n')
    this.#inputByKey = db.prepare('SELECT outcome, operation FROM inputs WHERE room = ? AND viewer = ? AND key = ?')
    this.#cursorsOf = db.prepare('SELECT session, confirmed, sent, batch FROM cursors WHERE room = ? AND viewer = ? ORDER BY rowid')
    this.#rememberCursor = db.prepare('INSERT OR REPLACE INTO cursors (room, viewer, session, confirmed, sent, batch) VALUES (?, ?, ?, ?, ?, ?)')
    this.#forgetCursor = db.prepare('DELETE FROM cursors WHERE room = ? AND viewer = ? AND session = ?')
    const insertInput = db.prepare('INSERT INTO inputs (room, n, at, viewer, chat, operation, outcome, key, crc) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)')
    const insertEvent = db.prepare('INSERT INTO events (room, n, at, chat, input, event, told, crc) VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
    this.#append = db.transaction((room: number, input: StoredInput | null, events: readonly StoredEvent[]) => {
      const counts = this.#countsOf(room)
      if (input) {
        const { at, viewer, chat, operation, outcome, key } = input
        const [asked, answered] = [JSON.stringify(operation), JSON.stringify(outcome)]
        insertInput.run(room, counts.inputs + 1, at, viewer, chat, asked, answered, key, sumOfInput({ n: counts.inputs + 1, at, viewer, chat, operation: asked, outcome: answered, key }))
      }
      this.#moments.note(room, counts.events)
      const cause = input ? counts.inputs + 1 : null
      events.forEach(({ at, event, told }, place) => {
        const [n, chat] = [counts.events + 1 + place, 'chat' in event ? event.chat : null]
        const [happened, heard] = [JSON.stringify(event), JSON.stringify(told)]
        insertEvent.run(room, n, at, chat, cause, happened, heard, sumOfEvent({ n, at, chat, input: cause, event: happened, told: heard }))
      })
    })
  }

  /** The rooms of the log by name, in order of making. */
  rooms(): { id: number; name: string }[] {
    return this.#db.prepare<[], { id: number; name: string }>('SELECT id, name FROM rooms ORDER BY id').all()
  }

  /** The number of a room that is made with its first event. */
  addRoom(name: string): number {
    return Number(this.#guarded(() => this.#db.prepare('INSERT INTO rooms (name) VALUES (?)').run(name).lastInsertRowid))
  }

  /** Does the log take in what people ask? Throws a StoreProblem that says what to do when it does not. */
  admit(): void {
    this.#space?.admit()
  }

  /** Stores an input and its events in one transaction, or nothing. Throws a StoreProblem. */
  append(room: number, input: StoredInput | null, events: readonly StoredEvent[]): void {
    this.#guarded(() => this.#append(room, input, events))
    const counts = this.#countsOf(room)
    this.#counts.set(room, { inputs: counts.inputs + (input ? 1 : 0), events: counts.events + events.length })
  }

  /** Those after the n-th. Reading a row whose bits have flipped throws a StoreProblem. */
  *events(room: number, after = 0): Generator<KeptEvent> {
    const givenUp = this.beginning(room)?.n ?? 0
    let before = after
    for (const row of this.#read(this.#eventsOfRoom.iterate(room, after))) {
      if (row.n > Math.max(before, givenUp) + 1) throw this.#flipped('event', before + 1)
      before = row.n
      yield { ...this.#event(row), n: row.n, cause: row.input }
    }
  }

  /** The number of a room's last event. */
  eventCount(room: number): number {
    return this.#countsOf(room).events
  }

  /** Begins to write down how a room stands after its last event. */
  beginSnapshot(room: number): SnapshotWriter {
    const n = this.eventCount(room)
    const at = this.#db.prepare<[number, number], { at: number }>('SELECT at FROM events WHERE room = ? AND n = ?').get(room, n)?.at ?? 0
    return this.snapshots.begin(room, n, at)
  }

  /** Will anybody ever read it again? */
  get isKept(): boolean {
    return this.file !== ':memory:'
  }

  get isOpen(): boolean {
    return this.#db.open
  }

  /** All that ever happened in one chat, also when it is over. */
  eventsOfChat(room: number, chat: string): StoredEvent[] {
    return [...this.#read(this.#eventsOfChat.iterate(room, chat))].map((row) => this.#event(row))
  }

  /** How a room stood whose past was given up; null for one that has all of it. */
  beginning(room: number): Beginning | null {
    const beginning = this.past.beginning(room)
    if (beginning !== 'damaged') return beginning
    throw new StoreProblem('damaged', `The log ${this.file} is damaged (how a room began is not as it was stored). It is kept as it is; --fresh puts it aside and begins a new one.`)
  }

  /** All that was asked. Throws a StoreProblem for a room of which a part was given up: what is left would tell something else. */
  *inputs(room: number): Generator<StoredInput> {
    const beginning = this.beginning(room)
    if (beginning) {
      const day = new Date(beginning.wall).toISOString().slice(0, 10)
      throw new StoreProblem('given_up', `Of the log ${this.file} the older part of this room was given up on ${day} ("aside log compact"). What is left can be gone on with, but not be replayed, exported or forked: what people asked before is gone.`)
    }
    for (const row of this.#read(this.#inputsOfRoom.iterate(room))) {
      const { n, at, viewer, chat, key } = row
      if (this.#isChanged(row.crc, () => sumOfInput(row))) throw this.#flipped('request', n)
      yield { at, viewer, chat, operation: JSON.parse(row.operation), outcome: JSON.parse(row.outcome), key }
    }
  }

  /** The moment of the last input, refusals included; 0 if there was none. */
  lastInputAt(room: number): number {
    return this.#db.prepare<[number], { at: number }>('SELECT at FROM inputs WHERE room = ? ORDER BY n DESC LIMIT 1').get(room)?.at ?? 0
  }

  /** The first answer to a request that was sent with this key, so that a retry gets it again (R20). */
  answerTo(room: number, viewer: Viewer, key: string): Answer | null {
    const row = this.#inputByKey.get(room, viewer, key)
    return row ? (JSON.parse(row.outcome) as Answer) : null
  }

  /** The cursors of a viewer's notification sessions, the one that was written last at the end. */
  cursors(room: number, viewer: Viewer): StoredCursor[] {
    return this.#cursorsOf.all(room, viewer).map(storedCursor)
  }

  /** Stores how far a session has come, in place of what was stored before. Throws a StoreProblem. */
  rememberCursor(room: number, viewer: Viewer, { session, confirmed, sent, batch }: StoredCursor): void {
    this.#guarded(() => this.#rememberCursor.run(room, viewer, session, JSON.stringify(confirmed), JSON.stringify(sent), batch))
  }

  /** Throws a StoreProblem. */
  forgetCursor(room: number, viewer: Viewer, session: string): void {
    this.#guarded(() => this.#forgetCursor.run(room, viewer, session))
  }

  /** Random bytes made once per log: what tokens are signed with. */
  secret(): Buffer {
    const stored = this.#db.prepare<[], { value: string }>("SELECT value FROM meta WHERE name = 'secret'").get()
    if (stored) return Buffer.from(stored.value, 'hex')
    const secret = randomBytes(32)
    this.#guarded(() => this.#db.prepare("INSERT INTO meta (name, value) VALUES ('secret', ?)").run(secret.toString('hex')))
    return secret
  }

  /** Keeps something small beside the rooms under a name, in the place of what was kept there; null forgets it. Throws a StoreProblem. */
  note(name: string, value: string | null): void {
    this.#guarded(() => (value === null ? this.#db.prepare('DELETE FROM meta WHERE name = ?').run(name) : this.#db.prepare('INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)').run(name, value)))
  }

  /** What is kept under names that begin so, in the order of their names. */
  notes(prefix: string): { readonly name: string; readonly value: string }[] {
    return this.#db.prepare<[number, string], { name: string; value: string }>('SELECT name, value FROM meta WHERE substr(name, 1, ?) = ? ORDER BY name').all(prefix.length, prefix)
  }

  /** How many bytes the log takes of its disk, and how many of them are free to be written anew. */
  size(): { bytes: number; freeBytes: number } {
    const used = usedBytes(this.#db)()
    const bytes = this.file === ':memory:' ? used : statSync(this.file).size
    return { bytes, freeBytes: Math.max(0, bytes - used) }
  }

  close(): void {
    this.#db.close()
  }

  /** Rows as they come; what SQLite finds wrong with them on the way is a StoreProblem. */
  *#read<Row>(rows: Iterable<Row>): Generator<Row> {
    try {
      yield* rows
    } catch (error) {
      throw problemOf(error, this.file)
    }
  }

  #event(row: EventRow): StoredEvent {
    if (this.#isChanged(row.crc, () => sumOfEvent(row))) throw this.#flipped('event', row.n)
    return { at: row.at, event: JSON.parse(row.event), told: JSON.parse(row.told) }
  }

  #isChanged(crc: number | null, sum: () => number): boolean {
    return !this.#isTrusted && crc !== null && crc !== sum()
  }

  #flipped(what: string, n: number): StoreProblem {
    return new StoreProblem('damaged', `The log ${this.file} is damaged (${what} ${n} is not as it was stored). It is kept as it is; --fresh puts it aside and begins a new one.`)
  }

  #guarded<Result>(write: () => Result): Result {
    try {
      return write()
    } catch (error) {
      const problem = problemOf(error, this.file)
      this.#space?.failed(problem)
      throw problem
    }
  }

  #countsOf(room: number): { inputs: number; events: number } {
    const known = this.#counts.get(room)
    if (known) return known
    const last = (table: 'inputs' | 'events') =>
      this.#db.prepare<[number], { n: number | null }>(`SELECT max(n) AS n FROM ${table} WHERE room = ?`).get(room)?.n ?? 0
    // Numbers that were given up are not given again.
    const counts = { inputs: last('inputs'), events: Math.max(last('events'), this.beginning(room)?.n ?? 0) }
    this.#counts.set(room, counts)
    return counts
  }
}

interface EventRow {
  n: number
  at: number
  chat: string | null
  input: number | null
  event: string
  told: string
  /** Null in rows of before there was one. */
  crc: number | null
}

interface InputRow {
  at: number
  viewer: Viewer | null
  chat: string | null
  operation: string
  outcome: string
  key: string | null
  n: number
  crc: number | null
}

function sumOfEvent({ n, at, chat, input, event, told }: Omit<EventRow, 'crc'>): number {
  return crc32(`${n}\n${at}\n${chat}\n${input}\n${event}\n${told}`)
}

function sumOfInput({ n, at, viewer, chat, operation, outcome, key }: Omit<InputRow, 'crc'>): number {
  return crc32(`${n}\n${at}\n${viewer}\n${chat}\n${operation}\n${outcome}\n${key}`)
}

interface CursorRow {
  session: string
  confirmed: string
  sent: string
  batch: number
}

function storedCursor({ session, confirmed, sent, batch }: CursorRow): StoredCursor {
  return { session, confirmed: JSON.parse(confirmed), sent: JSON.parse(sent), batch }
}
