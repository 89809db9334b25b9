import { copyFileSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { logIn } from './log-file.ts'
import { StoreProblem } from './store-problem.ts'

/** A log that is copied while somebody writes to it may be torn; it is copied again so often before we give up. */
const attemptsAtMost = 20

/**
 * A copy of the log in a folder, to be read while the log itself is never touched: opening one takes its lock, counts the
 * opening and brings an older one up to date. So a log can be read while Aside runs on it, and in a folder that is read only.
 */
export function copyOfLog(folder: string): { readonly file: string; remove(): void } {
  const from = logIn(folder)
  if (!existsSync(from)) {
    throw new StoreProblem('missing', `There is no log in ${folder}. Give the folder that "aside serve --data FOLDER" keeps its log in, or the record of a run.`)
  }
  const own = mkdtempSync(join(tmpdir(), 'aside-log-'))
  const remove = (): void => rmSync(own, { recursive: true, force: true })
  const file = logIn(own)
  try {
    for (let attempt = 0; attempt < attemptsAtMost; attempt += 1) {
      const before = stampOf(from)
      for (const tail of ['', '-wal']) {
        rmSync(`${file}${tail}`, { force: true })
        if (existsSync(`${from}${tail}`)) copyFileSync(`${from}${tail}`, `${file}${tail}`)
      }
      if (stampOf(from) === before) return { file, remove }
    }
  } catch (error) {
    remove()
    throw new StoreProblem('not_writable', `The log ${from} cannot be copied to be read: ${error instanceof Error ? error.message : String(error)}`, error)
  }
  remove()
  throw new StoreProblem('in_use', `The log ${from} is written to all the time by another Aside. Wait until less happens there, or close that one.`)
}

/** Other whenever anything was written. */
function stampOf(file: string): string {
  const stamps = [file, `${file}-wal`].map((path) => statSync(path, { bigint: true, throwIfNoEntry: false }))
  return stamps.map((stat) => (stat ? `${stat.size} ${stat.mtimeNs}` : 'none')).join(', ')
}
