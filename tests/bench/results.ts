import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, loadavg, release, totalmem, type } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Figure } from './figures.ts'

/** Where it was measured: ratios are made to be compared, and this says how far. */
export interface Conditions {
  readonly cores: number
  readonly processor: string
  readonly memoryGiB: number
  readonly os: string
  readonly node: string
  /** Processes that wanted a core when it began, beside ours. */
  readonly load: number
}

/** One part as it was measured once. */
export interface PartResult {
  readonly date: string
  readonly commit: string
  readonly conditions: Conditions
  readonly figures: readonly Figure[]
}

export type Results = Readonly<Record<string, PartResult>>

const root = fileURLToPath(new URL('../..', import.meta.url))

/** What is committed, and what runs are compared with. */
export const baselineFile = fileURLToPath(new URL('baseline.json', import.meta.url))

export function conditions(): Conditions {
  return {
    cores: availableParallelism(),
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    memoryGiB: Math.round(totalmem() / 1024 ** 3),
    os: `${type()} ${release().replace(/-.*/, '')}`,
    node: process.versions.node,
    load: Math.round((loadavg()[0] ?? 0) * 10) / 10
  }
}

/** The commit that is measured; `+` when something was changed since. */
export function commit(): string {
  const git = (...args: string[]): string => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim()
  try {
    return `${git('rev-parse', '--short', 'HEAD')}${git('status', '--porcelain', '--', 'src-main', 'src-renderer', 'package-lock.json') === '' ? '' : '+'}`
  } catch {
    return 'unknown'
  }
}

export function baseline(): Results {
  return existsSync(baselineFile) ? (JSON.parse(readFileSync(baselineFile, 'utf8')) as Results) : {}
}

/** What was measured now takes the place of what stood there; other parts stay. */
export function saveBaseline(measured: Results): void {
  write(baselineFile, { ...baseline(), ...measured })
}

/** Keeps a run under its date and commit. Says where. */
export function saveRun(measured: Results): string {
  const [first] = Object.values(measured)
  const file = join(root, 'tests/bench/results', `${(first?.date ?? '').replaceAll(':', '')}-${first?.commit ?? ''}.json`)
  write(file, measured)
  return file
}

function write(file: string, results: Results): void {
  mkdirSync(dirname(file), { recursive: true })
  const rounded = (_key: string, value: unknown): unknown => (typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(4)) : value)
  writeFileSync(file, `${JSON.stringify(results, rounded, 2)}\n`)
}
