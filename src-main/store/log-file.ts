import { accessSync, constants, existsSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type Database from 'better-sqlite3'
import { applicationId, migrations, schemaVersion } from './schema.ts'
import { StoreProblem } from './store-problem.ts'

/** The file that a log is: where it lies, whether it can be used, and how it is made ready. */

/**
 * Pages that gather in the WAL before they are moved into the file itself. SQLite's own 1,000 would mean a wait for the disk
 * every three hundred requests, and each page that grows is moved once instead of often. 32 MiB at most beside the log.
 */
const pagesInWal = 8000

/** Files beyond this many bytes are not checked page by page when they are opened. */
const checkedUpToBytes = 64 * 1024 * 1024

/** Puts a log that cannot be used aside, under a name that is free, and says which. */
export function putAside(file: string): string {
  const stem = file.replace(/\.db$/, '')
  let number = 1
  while (existsSync(`${stem}.kept-${number}.db`)) number += 1
  const kept = `${stem}.kept-${number}.db`
  renameSync(file, kept)
  for (const tail of ['-wal', '-shm']) {
    if (existsSync(`${file}${tail}`)) renameSync(`${file}${tail}`, `${kept}${tail}`)
  }
  return kept
}

/** Where the log of a data folder lies. */
export function logIn(folder: string): string {
  return join(folder, 'aside.db')
}

/** Makes the folder of a log that is to be. Throws a StoreProblem. */
export function makeFolderFor(file: string): void {
  if (file === ':memory:') return
  try {
    mkdirSync(dirname(file), { recursive: true })
  } catch (error) {
    throw new StoreProblem('not_writable', `The folder ${dirname(file)} cannot be made. Give Aside a --data folder that it may write to.`, error)
  }
}

/** Throws a StoreProblem for a log that may only be read, which SQLite calls a fault of the disk. */
export function refuseReadOnly(file: string): void {
  if (file === ':memory:') return
  const locked = [dirname(file), ...[file, `${file}-wal`].filter((path) => existsSync(path))].find((path) => !isWritable(path))
  if (locked === undefined) return
  const what = locked === dirname(file) ? `in the folder ${locked} nothing may be written` : `${locked} may only be read`
  throw new StoreProblem('not_writable', `The log ${file} cannot be written: ${what}. Let Aside write there, or give it a --data folder that it may write to.`)
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK)
    return true
  } catch {
    return false
  }
}

/** How many bytes of the file are in use: without the pages that are free to be written anew. */
export function usedBytes(db: Database.Database): () => number {
  const used = db.prepare<[], number>('SELECT (page_count - freelist_count) * page_size FROM pragma_page_count, pragma_freelist_count, pragma_page_size').pluck()
  return () => used.get() ?? 0
}

/** Makes the tables, takes the lock, and looks whether the log is one that can be used. Throws a StoreProblem, or what SQLite throws. */
export function prepare(db: Database.Database, file: string, durable: boolean): void {
  db.pragma('locking_mode = EXCLUSIVE')
  const version = Number(db.pragma('user_version', { simple: true }))
  const application = Number(db.pragma('application_id', { simple: true }))
  const isNew = version === 0 && application === 0 && Number(db.pragma('schema_version', { simple: true })) === 0
  if (!isNew && application !== applicationId) {
    throw new StoreProblem('foreign', `${file} is a database, but not a log of Aside. It is kept as it is; --fresh puts it aside and begins a new one.`)
  }
  if (version > schemaVersion) {
    throw new StoreProblem('newer', `The log ${file} was written by a newer Aside. It is kept as it is; use that Aside, or --fresh to put it aside and begin a new one.`)
  }
  db.pragma('journal_mode = WAL')
  db.pragma(`synchronous = ${durable ? 'FULL' : 'NORMAL'}`)
  db.pragma(`wal_autocheckpoint = ${pagesInWal}`)
  if (!isNew && file !== ':memory:' && statSync(file).size <= checkedUpToBytes) {
    const found = String(db.pragma('quick_check(1)', { simple: true })).replace(/^\*\*\*.*\*\*\*\s*/, '').replaceAll('\n', '; ')
    if (found !== 'ok') throw new StoreProblem('damaged', `The log ${file} is damaged (${found}). It is kept as it is; --fresh puts it aside and begins a new one.`)
  }
  if (version < schemaVersion) {
    db.transaction(() => {
      for (const step of migrations.slice(version)) db.exec(step)
      db.pragma(`application_id = ${applicationId}`)
      db.pragma(`user_version = ${schemaVersion}`)
    })()
  }
  // The write that takes the exclusive lock, so that a second start is refused now and not at its first request.
  db.prepare("INSERT INTO meta (name, value) VALUES ('opened', '1') ON CONFLICT (name) DO UPDATE SET value = value + 1").run()
}
