import { bytesIn } from './store/bytes-text.ts'
import { StoreProblem } from './store/store-problem.ts'

/** What a process of ours ends with: 0 all held, 1 an expectation or an invariant failed, 2 bad input, 3 the tool itself failed. */
export const exitCodes = { held: 0, broken: 1, badInput: 2, failed: 3 } as const

/** The input was wrong, in sentences for people. */
export class BadInput extends Error {}

/** The tool itself failed, in a sentence that says all there is to say. */
export class ToolFailed extends Error {}

/** An error becomes a sentence on standard error and an exit code, here and nowhere else. `help` is the command that lists what there is. */
export function exitFor(error: unknown, help: string): number {
  if (error instanceof BadInput || error instanceof StoreProblem) {
    say(error.message)
    return exitCodes.badInput
  }
  if (error instanceof Error && error.name === 'CACError') {
    say(`${error.message}. "${help}" lists what there is.`)
    return exitCodes.badInput
  }
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    say('That port and the next twenty are taken. Choose another with --port.')
    return exitCodes.badInput
  }
  say(error instanceof ToolFailed ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error))
  return exitCodes.failed
}

/** A port from the command line; 0 for any. */
export function portIn(port: unknown): number {
  if (typeof port === 'number' && Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  throw new BadInput(`--port must be a number from 0 to 65535, not ${String(port)}`)
}

/** A seed from the command line; undefined where none was given. */
export function seedIn(seed: unknown): number | undefined {
  if (seed === undefined || Number.isSafeInteger(seed)) return seed as number | undefined
  throw new BadInput(`--seed must be a whole number, not ${String(seed)}`)
}

/** The origins of pages from the command line, where an option may be given more than once, as a browser writes them. */
export function originsIn(given: unknown): readonly string[] {
  return given === undefined ? [] : [given].flat().map(originIn)
}

function originIn(given: unknown): string {
  const text = String(given)
  if (/^https?:\/\/[^/?#@*\s]+$/i.test(text) && URL.canParse(text)) return new URL(text).origin
  throw new BadInput(`--origin must read http://host:port or https://host:port, without a path, not ${text}`)
}

/** How large a log may grow, from the command line, in bytes. */
export function logLimitIn(given: unknown): { mostBytes: number } | undefined {
  if (given === undefined) return undefined
  const bytes = bytesIn(String(given))
  if (bytes !== null && bytes > 0) return { mostBytes: bytes }
  throw new BadInput(`--log-limit must be a size such as 500MB or 10GB, not ${String(given)}`)
}

const keepUnits: Readonly<Record<string, number>> = { h: 3_600_000, d: 86_400_000 }

/** How long ago what is kept of a log may have been, from the command line. */
export function keepIn(given: unknown): { ms: number; text: string } {
  const [, amount, unit] = /^(\d+)\s*([hd])$/.exec(String(given)) ?? []
  if (amount !== undefined && unit !== undefined) return { ms: Number(amount) * (keepUnits[unit] ?? 0), text: `${amount}${unit}` }
  if (String(given) === '0') return { ms: 0, text: '0' }
  throw new BadInput(`--keep must be days or hours such as 30d or 12h, or 0, not ${String(given)}`)
}

/** Standard output is for what was asked for; everything else is said here. */
export function say(sentence: string): void {
  process.stderr.write(`${sentence}\n`)
}

/** Words after `--` are none of ours; who writes them thinks that they are read. */
export function noWordsAfterDashes(options: Readonly<Record<string, unknown>>): void {
  const words = options['--']
  if (Array.isArray(words) && words.length > 0) throw new BadInput(`Nothing is read after "--", not even ${String(words[0]).slice(0, 80)}; leave the "--" out`)
}
