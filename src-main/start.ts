import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { cac } from 'cac'
import { atOnceMs, endOf, openConsole, toldToEnd, usualFolder, whyNoWindows } from './commands/open-console.ts'
import type { Opened } from './commands/open-console.ts'
import { build, isBuilt } from './desktop/built-windows.ts'
import { exitCodes, exitFor, noWordsAfterDashes, portIn, say, ToolFailed } from './exit-codes.ts'
import { runtimeHad } from './machine/electron-runtime.ts'

/**
 * `npm start`: the trainer's console with the sample run playing, in Electron, else in the machine's browser, else as
 * addresses, with one line that says why. Exit codes as on the command line.
 */

const root = resolve(import.meta.dirname, '..')

interface StartOptions {
  electron: boolean
  browser: boolean
  fresh?: boolean
  port?: unknown
  data?: unknown
}

interface Place {
  readonly data: string
  readonly port: number
}

const told = toldToEnd()

const cli = cac('npm start --')

cli
  .command('', "Open the trainer's console with the sample run playing")
  .option('--no-electron', 'Do not open Electron, though it may be there')
  .option('--no-browser', 'Open no browser either; say the addresses')
  .option('--port <number>', 'The port to listen on; the next free one when it is taken', { default: 8080 })
  .option('--data <folder>', 'Where the log is kept and gone on with')
  .option('--fresh', 'Put a log aside that cannot be used, and begin a new one')
  .action(start)

cli.help()
cli.version('0.1.0')

async function start(options: StartOptions): Promise<void> {
  const place: Place = { port: portIn(options.port), data: resolve(options.data === undefined ? usualFolder() : String(options.data)) }
  await buildIfStale()
  const electron = await inElectron(options, place)
  if ('code' in electron) process.exitCode = electron.code
  else if (!told.aborted) await openConsole({ ...place, fresh: options.fresh === true, browser: options.browser, why: electron.why, told })
}

async function buildIfStale(): Promise<void> {
  if (isBuilt(root)) return
  say('Building the windows...')
  const said = await build(root, told)
  if (said !== null && !told.aborted) throw new ToolFailed(`The windows could not be built. Run "npm ci" and try again.\n${said}`)
}

async function inElectron({ electron }: StartOptions, place: Place): Promise<Opened> {
  if (!electron) return { why: 'Electron was not wanted (--no-electron)' }
  const without = process.env['ASIDE_ELECTRON'] ? null : whyNoWindows()
  if (without !== null) return { why: `Electron opens no windows ${without}` }
  const runtime = await runtimeHad(told)
  return 'why' in runtime ? { why: `Electron's runtime ${runtime.why}` } : electronRun(runtime.path, place)
}

/** What Electron complains of is kept back until it is known to be open: our one line says the same in fewer words. */
async function electronRun(path: string, { data, port }: Place): Promise<Opened> {
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env
  const child = spawn(path, [root, '--data', data, '--port', String(port)], { env, stdio: ['ignore', 'inherit', 'pipe'] })
  const speak = setTimeout(() => child.stderr.pipe(process.stderr), atOnceMs)
  const { code, how, isAtOnce } = await endOf(child, told)
  clearTimeout(speak)
  if (told.aborted) return { code: 0 }
  // It opened far enough to say why it ended.
  if (code === 0 || code === exitCodes.badInput || !isAtOnce) return { code: code ?? exitCodes.failed }
  return { why: `Electron ended at once (${how})` }
}

try {
  cli.parse(process.argv, { run: false })
  noWordsAfterDashes(cli.options)
  await cli.runMatchedCommand()
} catch (error) {
  process.exitCode = exitFor(error, 'npm start -- --help')
}
