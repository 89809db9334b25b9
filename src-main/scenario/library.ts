import { readFileSync, realpathSync, statSync } from 'node:fs'
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { bytesAtMost, tooLarge } from './source.ts'

/** The files that a scenario may name: parts, rows, texts in other languages. */
export interface Library {
  /** The text of a file that is named in another one, and how problems call it; or why it cannot be had. */
  open(name: string, from: string): Opened
}

export type Opened = { readonly file: string; readonly text: string } | { readonly problem: string }

/** Where there is no folder to look into. */
export const noLibrary: Library = { open: (name) => ({ problem: `${name} cannot be read here` }) }

/**
 * The files below one folder, and nothing outside it, not even by a link. Paths in problems are relative to `base`, as those
 * of the scenarios are.
 */
export function libraryIn(folder: string, base = process.cwd()): Library {
  return {
    open: (name, from) => {
      const file = join(dirname(from), name)
      const path = resolve(base, file)
      const outside = { problem: `${name} lies outside the folder of this scenario, and is not read` }
      if (isAbsolute(name) || isOutside(resolve(base, folder), path)) return outside
      try {
        if (isOutside(realpathSync(resolve(base, folder)), realpathSync(path))) return outside
        const text = textOf(path)
        return text === null ? { problem: `${name}: ${tooLarge}` } : { file: file.split(sep).join('/'), text }
      } catch {
        return { problem: `There is no file ${name} beside this one` }
      }
    }
  }
}

/** The text of a file; null if it is larger than a scenario ever is, and then it is not read. Throws where there is none. */
export function textOf(path: string): string | null {
  const stats = statSync(path)
  if (!stats.isFile()) throw new Error(`${path} is no file`)
  return stats.size > bytesAtMost ? null : readFileSync(path, 'utf8')
}

function isOutside(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way)
}
