import type Database from 'better-sqlite3'

/** So often it is noted what time it is; a clock that is corrected by less than this was not set back. */
export const noteEveryMs = 10 * 60_000

/** Stands for a moment that will be known when the clock, which was set back, is right again. */
export const notYetKnown = Number.MAX_SAFE_INTEGER

/**
 * When, by the wall clock, what came after the n-th event of a room began to be stored: by this alone it is known how old
 * something is. It is noted at the first event that is stored ten minutes after the last note; so what lies before a note was
 * stored at most ten minutes after the note before. While the clock is set back nothing is known to be old.
 */
export class Moments {
  readonly #wallClock: () => number
  readonly #insert: Database.Statement<[number, number, number]>
  readonly #know: Database.Statement<[number, number, number]>
  readonly #last: Database.Statement<[number, number], { wall: number | null }>
  /** Of each room the last known moment, and whether the clock has been behind it since. */
  readonly #noted = new Map<number, { readonly wall: number; readonly isBehind: boolean }>()

  constructor(db: Database.Database, wallClock: () => number) {
    this.#wallClock = wallClock
    this.#insert = db.prepare('INSERT OR REPLACE INTO moments (room, n, wall) VALUES (?, ?, ?)')
    this.#know = db.prepare('UPDATE moments SET wall = ? WHERE room = ? AND wall = ?')
    this.#last = db.prepare('SELECT max(wall) AS wall FROM moments WHERE room = ? AND wall < ?')
  }

  /** More is stored after the n-th event, in the transaction that is open. */
  note(room: number, n: number): void {
    const now = this.#wallClock()
    const before = this.#noted.get(room) ?? this.#read(room)
    if (before && now < before.wall - noteEveryMs) {
      if (!before.isBehind) this.#insert.run(room, n, notYetKnown)
      this.#noted.set(room, { wall: before.wall, isBehind: true })
      return
    }
    if (before && !before.isBehind && now < before.wall + noteEveryMs) {
      this.#noted.set(room, before)
      return
    }
    if (before?.isBehind) this.#know.run(now, room, notYetKnown)
    this.#insert.run(room, n, now)
    this.#noted.set(room, { wall: now, isBehind: false })
  }

  #read(room: number): { wall: number; isBehind: boolean } | null {
    const wall = this.#last.get(room, notYetKnown)?.wall ?? null
    return wall === null ? null : { wall, isBehind: (this.#last.get(room, notYetKnown + 1)?.wall ?? 0) === notYetKnown }
  }
}
