import { crc32 } from 'node:zlib'
import type Database from 'better-sqlite3'
import { noteEveryMs, notYetKnown } from './moments.ts'

/** How a room stood after its n-th event, up to which its past was given up. */
export interface Beginning {
  readonly n: number
  /** The moment of that event. */
  readonly at: number
  /** When it was given up, by the wall clock. */
  readonly wall: number
  readonly memory: string
}

/** One room as the log knows it. */
export interface RoomRow {
  readonly id: number
  readonly name: string
  readonly events: number
  readonly chats: number
  /** When, by the wall clock, something was first and last stored, as far as that is known. */
  readonly first: number | null
  readonly last: number | null
}

/** What of a log can be given up, and giving it up. Whoever asks for it has said it in words before. */
export class Past {
  readonly #db: Database.Database

  constructor(db: Database.Database) {
    this.#db = db
  }

  /** Null for a room that has all its past. Throws where it is not as it was stored. */
  beginning(room: number): Beginning | null | 'damaged' {
    const row = this.#db.prepare<[number], Beginning & { crc: number }>('SELECT n, at, wall, memory, crc FROM beginnings WHERE room = ?').get(room)
    if (!row) return null
    const { crc, ...beginning } = row
    return crc32(beginning.memory) === crc ? beginning : 'damaged'
  }

  rooms(): RoomRow[] {
    const sql = `
      SELECT id, name,
        (SELECT count(*) FROM events WHERE room = id) AS events,
        (SELECT count(DISTINCT chat) FROM events WHERE room = id AND chat IS NOT NULL) AS chats,
        (SELECT min(wall) FROM moments WHERE room = id AND wall < ${notYetKnown}) AS first,
        (SELECT max(wall) FROM moments WHERE room = id AND wall < ${notYetKnown}) AS last
      FROM rooms ORDER BY id`
    return this.#db.prepare<[], RoomRow>(sql).all()
  }

  /** Up to which event of a room it is known that it was stored by then; null for all of them, 0 for none. */
  storedBy(room: number, wall: number): number | null {
    const by = wall - 2 * noteEveryMs
    const younger = this.#db.prepare<[number, number], { n: number | null }>('SELECT min(n) AS n FROM moments WHERE room = ? AND wall > ?').get(room, by)?.n ?? null
    // What lies before the first note may be of any age up to it.
    const isKnown = this.#db.prepare('SELECT 1 FROM moments WHERE room = ? AND wall <= ? AND n < ?').get(room, by, younger ?? notYetKnown) !== undefined
    return isKnown ? younger : 0
  }

  /** Gives up what happened up to a beginning, all but the chats that go on, in one transaction. */
  giveUp(room: number, { n, at, wall, memory }: Beginning, goingOn: readonly string[]): void {
    const db = this.#db
    db.transaction(() => {
      const lastInput = db.prepare<[number, number], { n: number | null }>('SELECT max(input) AS n FROM events WHERE room = ? AND n <= ?').get(room, n)?.n ?? 0
      const kept = JSON.stringify(goingOn)
      db.prepare('INSERT OR REPLACE INTO beginnings (room, n, at, wall, memory, crc) VALUES (?, ?, ?, ?, ?, ?)').run(room, n, at, wall, memory, crc32(memory))
      db.prepare('DELETE FROM events WHERE room = ? AND n > 1 AND n <= ? AND (chat IS NULL OR chat NOT IN (SELECT value FROM json_each(?)))').run(room, n, kept)
      // The last one says how far time had come.
      db.prepare('DELETE FROM inputs WHERE room = ? AND n <= ? AND n < (SELECT max(n) FROM inputs WHERE room = ?)').run(room, lastInput, room)
      db.prepare('DELETE FROM moments WHERE room = ? AND n < (SELECT max(n) FROM moments WHERE room = ? AND n <= ?)').run(room, room, n)
      this.#forgetSnapshots(room)
    })()
  }

  /** Gives up a whole room. */
  giveUpRoom(room: number): void {
    this.#db.transaction(() => {
      this.#forgetSnapshots(room)
      for (const table of ['events', 'inputs', 'cursors', 'moments', 'beginnings']) this.#db.prepare(`DELETE FROM ${table} WHERE room = ?`).run(room)
      this.#db.prepare('DELETE FROM rooms WHERE id = ?').run(room)
    })()
  }

  /** Gives the disk back what is free in the file. It takes as much again as the log still holds while it does so. */
  shrink(): void {
    this.#db.exec('VACUUM')
    this.#db.pragma('wal_checkpoint(TRUNCATE)')
  }

  #forgetSnapshots(room: number): void {
    this.#db.prepare('DELETE FROM snapshot_parts WHERE snapshot IN (SELECT id FROM snapshots WHERE room = ?)').run(room)
    this.#db.prepare('DELETE FROM snapshots WHERE room = ?').run(room)
  }
}
