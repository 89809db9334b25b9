import { readdirSync, statSync } from 'node:fs'
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { BadInput } from '../exit-codes.ts'
import { libraryIn, textOf } from '../scenario/library.ts'
import { readScenario } from '../scenario/read.ts'
import type { Reading } from '../scenario/read.ts'
import { isFolderAside, isScenarioPath } from '../scenario/scenario-path.ts'
import type { Seating } from '../scenario/seating.ts'
import { tooLarge } from '../scenario/source.ts'

/** A scenario's file, by its path from the working folder with slashes: the same on every machine. */
export interface ScenarioFile {
  readonly path: string
  readonly name: string
  /** The folder that was named, or the one that a file lies in. */
  readonly folder: string
  /** What its name is relative to; the working folder if not given. */
  readonly base?: string
}

/** The scenarios that files and folders stand for, sorted, each once. Throws BadInput with all that is not there. */
export function scenarioFiles(given: readonly string[]): ScenarioFile[] {
  const found = given.map((path) => ({ path, inside: filesAt(path) }))
  const wrong = found.flatMap(({ path, inside }) => whatIsWrong(path, inside))
  if (wrong.length > 0) throw new BadInput(wrong.join('\n'))
  const files = found.flatMap(({ path, inside }) => (typeof inside === 'string' ? [] : inside.map((file) => scenarioFile(file, path))))
  const sorted = [...files].sort((one, other) => (one.name < other.name ? -1 : Number(one.name > other.name)))
  return sorted.filter(({ name }, place) => sorted[place - 1]?.name !== name)
}

function whatIsWrong(path: string, inside: readonly string[] | string): string[] {
  if (typeof inside === 'string') return [inside]
  return inside.length === 0 ? [`There is no scenario (*.yaml) in ${path}`] : []
}

function scenarioFile(path: string, given: string): ScenarioFile {
  return { path, name: nameOf(path), folder: path === given ? dirname(path) : given }
}

/** Every so-manyeth one: long and short ones lie beside each other, so that no part gets all the long ones. */
export function shardOf<One>(list: readonly One[], { number, of }: { number: number; of: number }): One[] {
  return list.filter((_one, place) => place % of === number - 1)
}

/** Reads a scenario with its parts and rows, which may lie anywhere in the working folder or in the one that was named. */
export function readFile({ path, name, folder, base }: ScenarioFile, language?: string, seating?: Seating): Reading {
  const text = textOfFile({ path })
  if (text === null) return { problems: [{ file: name, line: 1, column: 1, message: tooLarge, source: '' }] }
  return readScenario(name, text, base === undefined ? libraryIn(name.startsWith('../') ? folder : process.cwd()) : libraryIn(folder, base), language, seating)
}

/** Null for a file that is larger than a scenario ever is. Throws BadInput where it cannot be read. */
export function textOfFile({ path }: Pick<ScenarioFile, 'path'>): string | null {
  try {
    return textOf(path)
  } catch (error) {
    throw new BadInput(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** Files to read, or why there are none. */
function filesAt(path: string): string[] | string {
  try {
    if (!statSync(path).isDirectory()) return [path]
    const entries = readdirSync(path, { recursive: true, withFileTypes: true })
    const files = entries.filter((entry) => entry.isFile() && isScenarioPath(entry.name)).map((entry) => join(entry.parentPath, entry.name))
    return files.filter((file) => !relative(path, file).split(sep).some(isFolderAside) && !isPart(file))
  } catch (error) {
    return `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`
  }
}

/** A part is played by the scenarios that include it. */
function isPart(file: string): boolean {
  return /^part\s*:/m.test(textOf(file) ?? '')
}

function nameOf(path: string): string {
  const name = relative(process.cwd(), resolve(path))
  // On another drive there is no way from here to there.
  return isAbsolute(name) ? basename(name) : name.split(sep).join('/')
}
