import { createHash, randomUUID } from 'node:crypto'
import { accessSync, closeSync, constants, existsSync, fsyncSync, mkdirSync, openSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import type { EditedFile, NotDone } from '../../contract/editing.ts'
import { textOf } from '../library.ts'
import { isFolderAside, isScenarioPath } from '../scenario-path.ts'
import { tooLarge } from '../source.ts'

/** Where deleted files are kept; the library does not list what is in it. */
const keptFolder = '.deleted'

/** The files of one folder, read and written whole. Nothing outside of it is touched, not even by a link. */
export class LibraryFiles {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = resolve(folder)
  }

  read(file: string): EditedFile | NotDone {
    const path = this.#pathOf(file)
    if (typeof path !== 'string') return path
    try {
      const text = textOf(path)
      if (text === null) return { refused: `${file}: ${tooLarge}`, why: 'unreadable' }
      return { file, text, version: versionOf(text), whyNotSaved: this.#whyNotSaved(path) }
    } catch {
      return missing(file)
    }
  }

  /** Whole or not at all. `version` is that of the text that it goes back to; null makes a new file. */
  save(file: string, text: string, version: string | null): EditedFile | NotDone {
    const path = this.#pathOf(file)
    if (typeof path !== 'string') return path
    const there = existsSync(path) ? this.read(file) : null
    if (there && 'refused' in there) return there
    if (version === null && there) return { refused: `There is a file ${file} already; choose another name`, why: 'exists' }
    if (version !== null && !there) return { refused: `${file} is no longer there; save it anew, or under another name`, why: 'missing' }
    if (there && version !== there.version) return { refused: `${file} was changed by somebody else meanwhile, and is not overwritten`, why: 'changed' }
    return this.#written(path, text) ?? { file, text, version: versionOf(text), whyNotSaved: null }
  }

  rename(file: string, to: string): EditedFile | NotDone {
    const [path, goal] = [this.#pathOf(file), this.#pathOf(to)]
    if (typeof path !== 'string') return path
    if (typeof goal !== 'string') return goal
    if (!existsSync(path)) return missing(file)
    // On a disk that knows no capitals, a name may change in those alone.
    if (existsSync(goal) && realpathSync(goal) !== realpathSync(path)) return { refused: `There is a file ${to} already; choose another name`, why: 'exists' }
    return this.#moved(path, goal) ?? this.read(to)
  }

  /** Puts a file away; `restore` brings it back. */
  remove(file: string): { readonly kept: string } | NotDone {
    const path = this.#pathOf(file)
    if (typeof path !== 'string') return path
    if (!existsSync(path)) return missing(file)
    const kept = `${keptFolder}/${randomUUID()}/${basename(file)}`
    return this.#moved(path, join(this.#folder, kept)) ?? { kept }
  }

  restore(kept: string, file: string): EditedFile | NotDone {
    const path = this.#pathOf(file)
    if (typeof path !== 'string') return path
    if (!/^\.deleted\/[0-9a-f-]{36}\/[^/\\]+$/.test(kept) || !existsSync(join(this.#folder, kept))) return missing(file)
    if (existsSync(path)) return { refused: `There is a file ${file} again; rename it first`, why: 'exists' }
    const refused = this.#moved(join(this.#folder, kept), path)
    if (refused) return refused
    rmSync(dirname(join(this.#folder, kept)), { recursive: true, force: true })
    return this.read(file)
  }

  /** Where a file of the library lies, or why it is none. */
  #pathOf(file: string): string | NotDone {
    const outside: NotDone = { refused: `${file} is not in the library`, why: 'outside' }
    const names = file.split('/')
    const isClean = !isAbsolute(file) && !/[\\\0]/.test(file) && names.every((name) => name !== '' && name !== '.' && name !== '..')
    if (!isClean) return outside
    if (!isScenarioPath(file) || (names.at(-1) ?? '').startsWith('.')) return { refused: 'The name of a scenario ends in .yaml', why: 'outside' }
    if (names.slice(0, -1).some(isFolderAside)) return { refused: `The library does not look into ${names.slice(0, -1).join('/')}; choose another folder`, why: 'outside' }
    const path = join(this.#folder, ...names)
    return isOutside(this.#realFolder(), realOf(path)) ? outside : path
  }

  #realFolder(): string {
    return existsSync(this.#folder) ? realpathSync(this.#folder) : this.#folder
  }

  #whyNotSaved(path: string): string | null {
    try {
      accessSync(dirname(path), constants.W_OK)
      accessSync(path, constants.W_OK)
      return null
    } catch {
      return unwritable
    }
  }

  #written(path: string, text: string): NotDone | null {
    const beside = join(dirname(path), `.${basename(path)}.${randomUUID()}`)
    try {
      mkdirSync(dirname(path), { recursive: true })
      const mode = existsSync(path) ? statSync(path).mode : 0o644
      const handle = openSync(beside, 'wx', mode)
      try {
        writeFileSync(handle, text)
        fsyncSync(handle)
      } finally {
        closeSync(handle)
      }
      // A link stays one, and what it means is changed.
      renameSync(beside, existsSync(path) ? realpathSync(path) : path)
      return null
    } catch (error) {
      rmSync(beside, { force: true })
      return notWritten(error)
    }
  }

  #moved(from: string, to: string): NotDone | null {
    try {
      mkdirSync(dirname(to), { recursive: true })
      renameSync(from, to)
      return null
    } catch (error) {
      return notWritten(error)
    }
  }
}

export function versionOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22)
}

const unwritable = 'This folder cannot be written to; keep what you have changed as a file of its own'

function notWritten(error: unknown): NotDone {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return { refused: unwritable, why: 'unwritable' }
  if (code === 'ENOSPC') return { refused: 'The disk is full; nothing was saved', why: 'unwritable' }
  return { refused: `It could not be saved: ${error instanceof Error ? error.message : String(error)}`, why: 'unwritable' }
}

function missing(file: string): NotDone {
  return { refused: `There is no file ${file} in the library`, why: 'missing' }
}

/** Where a path leads, links followed as far as there is anything. */
function realOf(path: string): string {
  if (existsSync(path)) return realpathSync(path)
  const above = dirname(path)
  return above === path ? path : join(realOf(above), basename(path))
}

function isOutside(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way === '' || way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way)
}
