import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { openKept } from '../rooms.ts'
import type { KeptRoom } from '../rooms.ts'
import { BadInput } from '../exit-codes.ts'
import { readRecords } from '../scenario/record-reader.ts'
import type { KeptRecord } from '../scenario/record-reader.ts'
import { listed } from '../scenario/spelling.ts'

/** What a RUN on the command line means: records in a file, or a room of the log in a folder. */

export type Kept =
  | { readonly kind: 'records'; readonly runs: readonly NumberedRecord[]; close(): void }
  | { readonly kind: 'room'; readonly room: KeptRoom; close(): void }

export interface NumberedRecord {
  /** Its place in the file, from 1. */
  readonly number: number
  readonly record: KeptRecord
}

/** As the command line gives them. */
export interface GivenChoice {
  readonly run?: unknown
  readonly room?: unknown
}

/** Throws BadInput or a StoreProblem. */
export function openKeptRun(path: string, { run, room }: GivenChoice): Kept {
  const folder = folderOfLog(path)
  if (folder === null) {
    if (room !== undefined) throw new BadInput(`--room chooses in the folder of a log, and ${path} is a file; of a report choose by --run`)
    return { kind: 'records', runs: chosenRuns(recordsIn(path), run, path), close: () => {} }
  }
  if (run !== undefined) throw new BadInput(`--run chooses in a report, and ${folder} is a folder with a log; choose by --room`)
  const { rooms, close } = openKept(folder)
  try {
    return { kind: 'room', room: chosenRoom(rooms, room, folder), close }
  } catch (error) {
    close()
    throw error
  }
}

/** Null for a file that is no log. */
function folderOfLog(path: string): string | null {
  try {
    if (!statSync(path).isDirectory()) return basename(path) === 'aside.db' ? dirname(path) : null
  } catch (error) {
    throw new BadInput(`${path} cannot be read: ${messageOf(error)}`)
  }
  const inside = readdirSync(path)
  const record = inside.find((name) => name.endsWith('.run.json'))
  if (record !== undefined && !inside.includes('aside.db')) throw new BadInput(`${path} holds records and no log. Give one of them, such as ${path}/${record}`)
  return path
}

function recordsIn(path: string): readonly KeptRecord[] {
  const read = readRecords(textAt(path))
  if ('problem' in read) throw new BadInput(`${path} ${read.problem}`)
  return read.records
}

function textAt(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new BadInput(`${path} cannot be read: ${messageOf(error)}`)
  }
}

/** By number or by title; all of them where nothing was chosen. */
function chosenRuns(records: readonly KeptRecord[], chosen: unknown, path: string): readonly NumberedRecord[] {
  const runs = records.map((record, place) => ({ number: place + 1, record }))
  if (chosen === undefined) return runs
  const named = runs.filter(({ number, record }) => String(number) === String(chosen) || record.title === String(chosen))
  const [first] = named.length > 1 ? named.filter(({ number }) => String(number) === String(chosen)) : named
  if (first) return [first]
  if (named.length > 1) throw new BadInput(`${path} holds ${named.length} runs of that title; choose by number: ${listed(named.map(({ number }) => `--run ${number}`), 'or')}`)
  throw new BadInput(`${path} holds no run ${String(chosen)}; it holds\n${runs.map(({ number, record }) => `  ${number}  ${record.title}`).join('\n')}`)
}

function chosenRoom(rooms: readonly KeptRoom[], chosen: unknown, folder: string): KeptRoom {
  const names = rooms.map(({ name }) => name)
  const [only] = rooms
  if (only === undefined) throw new BadInput(`The log in ${folder} holds no room yet.`)
  if (chosen === undefined && rooms.length === 1) return only
  if (chosen === undefined) throw new BadInput(`The log in ${folder} holds ${rooms.length} rooms: ${listed(names)}. Choose one by --room NAME.`)
  const found = rooms.find(({ name }) => name === String(chosen))
  if (found) return found
  throw new BadInput(`The log in ${folder} holds no room "${String(chosen)}", but ${listed(names)}.`)
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
