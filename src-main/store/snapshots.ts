import { crc32 } from 'node:zlib'
import type Database from 'better-sqlite3'
import { codeVersion } from './code-version.ts'

/** How a room stood after its n-th event, in parts that each are text. */
export interface StoredSnapshot {
  readonly n: number
  /** The moment of that event. */
  readonly at: number
  readonly parts: readonly string[]
}

/** One that is being written, part by part; it counts only once it is finished. */
export interface SnapshotWriter {
  add(part: string): void
  finish(): void
}

/** How many parts are given up at a time: whoever waits for an answer meanwhile shall not notice. */
const sweptAtOnce = 16

/**
 * What spares a start to fold the whole log. The log stays the truth: a snapshot that is not whole, was written by other code
 * or does not have its checksums is as if it were not there.
 */
export class Snapshots {
  readonly #db: Database.Database
  readonly #guarded: <Result>(write: () => Result) => Result
  readonly #addPart: Database.Statement<[number, number, string, number]>
  readonly #latest: Database.Statement<[number], { id: number; n: number; at: number; code: string; parts: number }>
  readonly #sweep: Database.Statement<[number, number, number]>

  constructor(db: Database.Database, guarded: <Result>(write: () => Result) => Result) {
    this.#db = db
    this.#guarded = guarded
    this.#addPart = db.prepare('INSERT INTO snapshot_parts (snapshot, part, text, crc) VALUES (?, ?, ?, ?)')
    this.#latest = db.prepare('SELECT id, n, at, code, parts FROM snapshots WHERE room = ? AND parts IS NOT NULL ORDER BY id DESC LIMIT 1')
    this.#sweep = db.prepare(
      'DELETE FROM snapshot_parts WHERE rowid IN (SELECT snapshot_parts.rowid FROM snapshots JOIN snapshot_parts ON snapshot = id WHERE room = ? AND id <> ? LIMIT ?)'
    )
  }

  /** Begins one of a room as it stands now, after its n-th event at the moment `at`. Each write throws a StoreProblem. */
  begin(room: number, n: number, at: number): SnapshotWriter {
    const code = codeVersion()
    const id = Number(this.#guarded(() => this.#db.prepare('INSERT INTO snapshots (room, n, at, code) VALUES (?, ?, ?, ?)').run(room, n, at, code).lastInsertRowid))
    let parts = 0
    return {
      add: (text) => {
        this.#guarded(() => this.#addPart.run(id, parts, text, crc32(text)))
        parts += 1
      },
      finish: () => void this.#guarded(() => this.#db.prepare('UPDATE snapshots SET parts = ? WHERE id = ?').run(parts, id))
    }
  }

  /** The newest that can be used; null for none. */
  latest(room: number): StoredSnapshot | null {
    const head = this.#latest.get(room)
    if (!head || head.code !== codeVersion()) return null
    const rows = this.#db.prepare<[number], { text: string; crc: number }>('SELECT text, crc FROM snapshot_parts WHERE snapshot = ? ORDER BY part').all(head.id)
    if (rows.length !== head.parts || rows.some(({ text, crc }) => crc32(text) !== crc)) return null
    return { n: head.n, at: head.at, parts: rows.map(({ text }) => text) }
  }

  /** Gives up a little of what is older than the newest, or was never finished; false when nothing is left of it. */
  sweep(room: number): boolean {
    const kept = this.#latest.get(room)?.id ?? 0
    const gone = this.#guarded(() => this.#sweep.run(room, kept, sweptAtOnce).changes)
    if (gone === 0) this.#guarded(() => this.#db.prepare('DELETE FROM snapshots WHERE room = ? AND id <> ?').run(room, kept))
    return gone > 0
  }
}
