import { tmpdir } from 'node:os'
import { resolve } from 'node:path'
import type { CAC } from 'cac'
import { builtPages } from '../app.ts'
import { exitCodes, portIn } from '../exit-codes.ts'
import { looked } from '../machine/finding.ts'
import type { Finding } from '../machine/finding.ts'
import { localeFound } from '../machine/locale-found.ts'
import { nodeFound } from '../machine/node-found.ts'
import { portFound } from '../machine/port-found.ts'
import { sqliteFound } from '../machine/sqlite-found.ts'
import { browserFound, electronFound, pagesFound } from '../machine/windows-found.ts'
import { openTerminal } from './terminal.ts'

/** `aside doctor`: what this machine has, with the fix for what it lacks. Nothing is fetched, and nobody is connected to. */
export function addDoctorCommand(cli: CAC): void {
  cli
    .command('doctor', 'Say what this machine has and lacks for Aside, and what to do about it')
    .option('--data <folder>', 'Also try whether a log can be kept here')
    .option('--port <number>', 'The port to look at', { default: 8080 })
    .option('--json', 'Say it as JSON')
    .action(async (options: DoctorOptions) => {
      process.exitCode = await doctor(options)
    })
}

interface DoctorOptions {
  readonly data?: unknown
  readonly port?: unknown
  readonly json?: unknown
}

async function doctor({ data, port, json }: DoctorOptions): Promise<number> {
  const findings = await allFindings(portIn(port), data === undefined ? null : resolve(String(data)))
  const lacks = findings.filter(({ isThere, isNeeded }) => isNeeded && !isThere)
  const isReady = lacks.length === 0
  const said = json === true ? `${JSON.stringify({ format: 1, ready: isReady, findings }, null, 2)}\n` : textOf(findings, lacks)
  openTerminal().write(said)
  return isReady ? exitCodes.held : exitCodes.broken
}

/** One after the other: who waits for a disk shall not be told that it is slow. */
async function allFindings(port: number, data: string | null): Promise<Finding[]> {
  const looks: readonly (readonly [string, boolean, () => Finding | Promise<Finding>])[] = [
    ['Node', true, () => nodeFound()],
    ['SQLite', true, () => sqliteFound('SQLite', tmpdir())],
    ...(data === null ? [] : [['Data folder', true, () => sqliteFound('Data folder', data)] as const]),
    ['Port', false, () => portFound(port)],
    ['Windows', false, () => pagesFound(builtPages)],
    ['Browser', false, () => browserFound()],
    ['Electron', false, () => electronFound()],
    ['Languages and zones', false, () => localeFound()]
  ]
  const findings: Finding[] = []
  for (const [name, isNeeded, look] of looks) findings.push(await looked(name, isNeeded, look))
  return findings
}

function textOf(findings: readonly Finding[], lacks: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ name }) => name.length))
  const lines = findings.flatMap(({ name, isThere, isNeeded, found, fix }) => {
    const line = `${isThere ? '✓ ok     ' : '✗ missing'}  ${name.padEnd(width)}  ${found}${isThere || isNeeded ? '' : ' (not needed for "aside run" and "aside serve")'}`
    return fix === null ? [line] : [line, `${' '.repeat(width + 13)}${fix}`]
  })
  const verdict = lacks.length === 0 ? 'All that "aside run" and "aside serve" need is there.' : `"aside run" and "aside serve" lack ${lacks.map(({ name }) => name).join(', ')}.`
  return `${[...lines, '', verdict].join('\n')}\n`
}
