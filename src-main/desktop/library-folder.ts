import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, extname, isAbsolute, join, relative, sep } from 'node:path'

/** The trainer's library on disk, as far as the shell has to do with it. */

const mostBytes = 1_000_000

/** What can be the matter with a file that somebody wants to open. */
export type Unfit = 'missing' | 'otherEnding' | 'tooLarge' | 'notText'

/** Null for a file that may be a scenario; whether it is one, the library says. */
export function unfit(path: string): Unfit | null {
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found?.isFile()) return 'missing'
  if (!/\.(?:aside|ya?ml)$/i.test(path)) return 'otherEnding'
  if (found.size > mostBytes) return 'tooLarge'
  return isText(readFileSync(path)) ? null : 'notText'
}

function isText(bytes: Buffer): boolean {
  return !bytes.includes(0) && !bytes.toString('utf8').includes('�')
}

/** The path of a file below the library, as the library calls it; null for one that lies elsewhere. */
export function pathInLibrary(library: string, path: string): string | null {
  const below = relative(library, path)
  return below === '' || below.startsWith('..') || isAbsolute(below) ? null : below.split(sep).join('/')
}

/** Copies a file into the library under a name that is free there, and comes back with that name. */
export function addedToLibrary(library: string, path: string): string {
  mkdirSync(library, { recursive: true })
  const ending = extname(path).toLowerCase()
  const stem = basename(path, extname(path))
  const name = freeName(library, stem, ending)
  copyFileSync(path, join(library, name))
  return name
}

/** Fills a library that is not there yet with the scenarios that ship. They may lie in an archive, which knows no copying of folders. */
export function seedLibrary(library: string, shipped: string): void {
  if (existsSync(library)) return
  copyBelow(shipped, library)
}

function copyBelow(from: string, to: string): void {
  mkdirSync(to, { recursive: true })
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (entry.isDirectory()) copyBelow(join(from, entry.name), join(to, entry.name))
    else writeFileSync(join(to, entry.name), readFileSync(join(from, entry.name)))
  }
}

function freeName(folder: string, stem: string, ending: string): string {
  let n = 1
  let name = `${stem}${ending}`
  while (existsSync(join(folder, name))) name = `${stem}-${(n += 1)}${ending}`
  return name
}
