import type { PlayedBy } from '../contract/cast.ts'
import { BadInput, seedIn } from '../exit-codes.ts'
import { listed } from '../scenario/spelling.ts'
import { liveOptionsIn, playersIn } from './live-options.ts'
import type { GivenLiveOptions, LiveOptions } from './live-options.ts'

/** What `aside run` was asked for, checked. */

export const reporterNames = ['line', 'json', 'junit', 'html', 'csv'] as const
export type ReporterName = (typeof reporterNames)[number]

export interface Output {
  readonly reporter: ReporterName
  /** Null for standard output. */
  readonly file: string | null
}

export interface RunOptions {
  readonly seed: number | undefined
  readonly outputs: readonly Output[]
  /** The folder for the files of each scenario; null if none are wanted. */
  readonly out: string | null
  readonly redact: boolean
  readonly bail: boolean
  /** The language to read the texts in; the files' own if not given. */
  readonly language: string | undefined
  readonly shard: { readonly number: number; readonly of: number }
  readonly bytesAtMost: number
  /** Who plays whom, where the cast shall not say. */
  readonly players: ReadonlyMap<string, PlayedBy>
  /** Null for virtual time. */
  readonly live: LiveOptions | null
  /** What is said beside the reports is for machines, too. */
  readonly isForMachines: boolean
}

/** As the command line gives them: an option that was given twice is a list. */
export interface GivenRunOptions extends GivenLiveOptions {
  readonly seed?: unknown
  readonly reporter?: unknown
  readonly out?: unknown
  readonly redact?: unknown
  readonly maxReport?: unknown
  readonly bail?: unknown
  readonly lang?: unknown
  readonly shard?: unknown
  readonly json?: unknown
}

export const defaultMaxReport = '5MB'

export function runOptionsIn(given: GivenRunOptions): RunOptions {
  return {
    seed: seedIn(given.seed),
    outputs: outputsIn(given),
    out: given.out === undefined ? null : pathIn('--out', given.out),
    redact: given.redact === true,
    bail: given.bail === true,
    language: languageIn(given.lang),
    shard: shardIn(given.shard),
    bytesAtMost: bytesIn(given.maxReport ?? defaultMaxReport),
    players: playersIn(given.seat),
    live: liveOptionsIn(given),
    isForMachines: given.json === true
  }
}

/** What people read goes to standard output unless something else does. */
function outputsIn({ reporter, json }: GivenRunOptions): Output[] {
  const named = [...(reporter === undefined ? [] : [reporter].flat()), ...(json === true ? ['json'] : [])].map(outputIn)
  const outputs = named.filter(({ reporter, file }, place) => named.findIndex((other) => other.reporter === reporter && other.file === file) === place)
  const onStandardOutput = outputs.filter(({ file }) => file === null)
  if (onStandardOutput.length > 1) {
    const names = listed(onStandardOutput.map((output) => output.reporter))
    throw new BadInput(`Standard output can carry one report, not ${names}; give the others a file: --reporter junit=FILE`)
  }
  const files = outputs.flatMap(({ file }) => file ?? [])
  const twice = files.find((file, place) => files.indexOf(file) < place)
  if (twice !== undefined) throw new BadInput(`Two reports cannot go into one file: ${twice}`)
  return onStandardOutput.length === 0 ? [{ reporter: 'line', file: null }, ...outputs] : outputs
}

function outputIn(given: unknown): Output {
  const [name = '', ...rest] = String(given).split('=')
  const reporter = reporterNames.find((known) => known === name)
  if (reporter === undefined) throw new BadInput(`There is no reporter "${name}"; there are ${listed(reporterNames)}`)
  return { reporter, file: rest.length === 0 ? null : pathIn(`--reporter ${name}`, rest.join('=')) }
}

function pathIn(option: string, given: unknown): string {
  const path = String(given)
  if (path === '' || Array.isArray(given)) throw new BadInput(`${option} needs one path`)
  return path
}

/** A tag such as `de` or `pt-BR`. */
export function languageIn(given: unknown): string | undefined {
  if (given === undefined) return undefined
  if (typeof given === 'string' && /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(given)) return given
  throw new BadInput(`--lang must be a language such as de or pt-BR, not ${String(given)}`)
}

function shardIn(given: unknown): RunOptions['shard'] {
  if (given === undefined) return { number: 1, of: 1 }
  const [, number, of] = /^(\d{1,4})\/(\d{1,4})$/.exec(String(given)) ?? []
  const shard = { number: Number(number), of: Number(of) }
  if (shard.number >= 1 && shard.number <= shard.of) return shard
  throw new BadInput(`--shard must read 1/4 (the first of four parts), not ${String(given)}`)
}

const units: Readonly<Record<string, number>> = { '': 1, b: 1, kb: 1e3, mb: 1e6 }
const leastBytes = 50_000
const mostBytes = 200_000_000

function bytesIn(given: unknown): number {
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?)\s*([a-z]{0,2})$/i.exec(String(given)) ?? []
  const bytes = Math.round(Number(number) * (units[unit.toLowerCase()] ?? Number.NaN))
  if (bytes >= leastBytes && bytes <= mostBytes) return bytes
  throw new BadInput(`--max-report must be a size from 50kB to 200MB, such as 20MB, not ${String(given)}`)
}
