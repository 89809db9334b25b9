import { statSync } from 'node:fs'
import { dirname, isAbsolute, join, relative, sep } from 'node:path'
import type { ScenarioRow } from '../contract/control.ts'
import { libraryIn, textOf } from './library.ts'
import type { Library } from './library.ts'
import { problemText, readScenario } from './read.ts'
import type { Scenario } from './scenario.ts'
import { titleIn } from './scenario-title.ts'
import { withAnySeat } from './seating.ts'
import type { Seating } from './seating.ts'
import { tooLarge } from './source.ts'

/** One file of the trainer's library. */

/** A file of the library, and of nothing outside it. `used` is told which other files it is made of; `seating` says who plays whom. */
export function readListed(folder: string, file: string, used: (file: string) => void = () => {}, seating: Seating = withAnySeat): { scenario: Scenario } | { problem: string } {
  const path = join(folder, file)
  if (isOutside(relative(folder, path))) return { problem: `${file} is not in the library` }
  try {
    const text = textOf(path)
    return text === null ? { problem: `${file}: ${tooLarge}` } : readText(folder, file, text, used, seating)
  } catch {
    return { problem: `There is no file ${file} in the library` }
  }
}

/** The same of a text that may not stand in the file yet, with what it includes from beside that file. */
export function readUnsaved(folder: string, file: string, text: string, seating: Seating): { scenario: Scenario } | { problem: string } {
  return isOutside(relative(folder, join(folder, file))) ? { problem: `${file} is not in the library` } : readText(folder, file, text, () => {}, seating)
}

function readText(folder: string, file: string, text: string, used: (file: string) => void, seating: Seating): { scenario: Scenario } | { problem: string } {
  const read = readScenario(file, text, noting(libraryIn(folder, folder), used), undefined, seating)
  if ('scenario' in read) return read
  const [first] = read.problems
  return { problem: first ? problemText(first) : `${file} cannot be read` }
}

/** What can be said of a file without checking it; null for a part, which is played by the scenarios that include it. */
export function glancedRow(folder: string, file: string): ScenarioRow | null {
  const seen = titleIn(textIn(join(folder, file)))
  if (seen?.kind === 'part') return null
  return { file: idOf(file), kind: seen?.kind ?? 'scenario', title: seen?.title || idOf(file), about: seen?.about ?? '', steps: null, problem: null }
}

/** The same with all of it read, and the files that it is made of beside its own. */
export function checkedRow(folder: string, file: string): { row: ScenarioRow | null; used: readonly string[] } {
  const used: string[] = []
  const read = readListed(folder, file, (other) => used.push(other))
  if ('scenario' in read) {
    const { kind, title, about, steps } = read.scenario
    return { row: { file: idOf(file), kind, title, about, steps: steps.length, problem: null }, used }
  }
  const glanced = glancedRow(folder, file)
  return { row: glanced && { ...glanced, problem: read.problem }, used }
}

/** Changes whenever the file does; the empty text for one that cannot be had. */
export function signatureOf(path: string): string {
  try {
    const stats = statSync(path)
    return stats.isFile() ? `${stats.ino} ${stats.size} ${stats.mtimeMs}` : ''
  } catch {
    return ''
  }
}

function noting(library: Library, used: (file: string) => void): Library {
  return {
    open: (name, from) => {
      const file = join(dirname(from), name)
      if (!isAbsolute(name) && !isOutside(file)) used(file)
      return library.open(name, from)
    }
  }
}

function textIn(path: string): string {
  try {
    return textOf(path) ?? ''
  } catch {
    return ''
  }
}

function isOutside(way: string): boolean {
  return way.startsWith('..') || isAbsolute(way)
}

/** The same on every machine. */
function idOf(file: string): string {
  return file.split(sep).join('/')
}
