import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { freshFolder } from '../support/rooms.ts'
import { median, rounds } from './figures.ts'

/** What Aside is measured against. */

export interface Floor {
  readonly url: string
  end(): void
}

const script = fileURLToPath(new URL('floor-server.ts', import.meta.url))

/** The bare server in a process of its own, with a log on disk. */
export function floorServer(synchronous: 'NORMAL' | 'FULL' = 'NORMAL'): Promise<Floor> {
  const child = spawn(process.execPath, [script, join(freshFolder(), 'floor.db'), synchronous], { stdio: ['ignore', 'pipe', 'inherit'] })
  return new Promise((listening, failed) => {
    child.stdout.on('data', (chunk: Buffer) => listening({ url: chunk.toString().trim(), end: () => child.kill() }))
    child.on('close', (code) => failed(new Error(`the floor ended with ${code}`)))
  })
}

/** One insert in a transaction of its own, WAL and NORMAL, as often as there is time for. */
export function insertsPerSecond(): number {
  return withInserts((insert) =>
    median(
      Array.from({ length: rounds }, () => {
        const begun = performance.now()
        let count = 0
        for (; performance.now() - begun < 500; count += 1) insert()
        return (count * 1000) / (performance.now() - begun)
      })
    )
  )
}

/** How long so many take. */
export function insertsMs(count: number): number {
  return withInserts((insert) => {
    const begun = performance.now()
    for (let number = 0; number < count; number += 1) insert()
    return performance.now() - begun
  })
}

function withInserts<Result>(measured: (insert: () => void) => Result): Result {
  const db = new Database(join(freshFolder(), 'floor.db'))
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = NORMAL')
  db.exec('CREATE TABLE log (id INTEGER PRIMARY KEY, body TEXT)')
  const insert = db.prepare('INSERT INTO log (body) VALUES (?)')
  const body = JSON.stringify({ text: 'x'.repeat(300) })
  const result = measured(() => insert.run(body))
  db.close()
  return result
}
