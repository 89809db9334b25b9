import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { missing, there } from './finding.ts'
import type { Finding } from './finding.ts'
import { mayLoadSqlite } from './node-found.ts'

/** Long enough for a slow disk; a network drive that hangs is as good as none. */
const limitMs = 15_000

/** In a process of its own, since a binary that does not fit this machine may crash it. */
const probe = `
const Database = require(process.argv[1])
const db = new Database(process.argv[2])
const mode = db.pragma('journal_mode = WAL', { simple: true })
db.exec('CREATE TABLE tried (one INTEGER); INSERT INTO tried VALUES (1)')
const version = db.prepare('SELECT sqlite_version() AS version').get().version
db.close()
process.stdout.write(JSON.stringify({ mode, version }))
`

/** Whether better-sqlite3 can keep a log in a folder. Nothing is left behind there. */
export async function sqliteFound(name: string, folder: string, nodeVersion: string = process.versions.node): Promise<Finding> {
  if (!mayLoadSqlite(nodeVersion)) return missing(name, `not tried, since it crashes Node ${nodeVersion}`, 'Use a newer Node first, as said above.', true)
  const library = libraryPath()
  if (library === null) return missing(name, 'better-sqlite3 is not installed', 'Run "npm ci" in the folder of Aside.', true)
  const base = nearestFolder(resolve(folder))
  if (!statSync(base).isDirectory()) return missing(name, `${base} is a file`, 'Give another folder by --data.', true)
  let own: string
  try {
    own = mkdtempSync(join(base, '.aside-doctor-'))
  } catch (error) {
    return missing(name, `${base} cannot be written (${codeOf(error)})`, 'Give a folder by --data that you may write to, or mend its rights.', true)
  }
  try {
    return findingOf(name, folder, await probed(library, join(own, 'tried.db')))
  } finally {
    rmSync(own, { recursive: true, force: true })
  }
}

function findingOf(name: string, folder: string, { code, out, err }: Probed): Finding {
  const said = code === 0 ? (JSON.parse(out) as { mode: string; version: string }) : null
  if (said?.mode === 'wal') return there(name, `SQLite ${said.version} writes in ${folder}`, true)
  if (said) return missing(name, `${folder} allows no write-ahead log (mode ${said.mode})`, 'Give a folder on a disk of this machine by --data.', true)
  const [first = ''] = err.split('\n').filter((line) => /Error|cannot|not /.test(line))
  const why = first.trim() || (code === null ? 'it crashed or hung' : `exit code ${code}`)
  return missing(name, `better-sqlite3 cannot write in ${folder} (${why})`, 'Run "npm ci" in the folder of Aside on this machine; if it goes on, give another folder by --data.', true)
}

interface Probed {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

function probed(library: string, file: string): Promise<Probed> {
  return new Promise((done) => {
    let [out, err] = ['', '']
    const child = spawn(process.execPath, ['-e', probe, library, file], { stdio: ['ignore', 'pipe', 'pipe'], timeout: limitMs, env: { ...process.env, NODE_OPTIONS: '' } })
    child.stdout.on('data', (chunk) => (out += chunk))
    child.stderr.on('data', (chunk) => (err += chunk))
    child.on('error', (error) => done({ code: 1, out, err: String(error) }))
    child.on('close', (code) => done({ code, out, err }))
  })
}

function libraryPath(): string | null {
  try {
    return createRequire(import.meta.url).resolve('better-sqlite3')
  } catch {
    return null
  }
}

/** A folder that is not there yet is made when a log is: what counts is the one in which it is made. */
function nearestFolder(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : nearestFolder(dirname(folder))
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}
