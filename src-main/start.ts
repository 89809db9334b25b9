import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { cac } from 'cac'
import { startAside } from './app.ts'
import type { Aside } from './app.ts'
import type { RunRow } from './contract/control.ts'
import { build, isBuilt } from './desktop/built-windows.ts'
import { runtimeHad } from './machine/electron-runtime.ts'
import { findBrowser, windowSwitches } from './machine/machine-browser.ts'
import type { MachineBrowser } from './machine/machine-browser.ts'
import { exitCodes, exitFor, portIn, say, ToolFailed } from './exit-codes.ts'

/**
 * `npm start`: the trainer's console with the sample run playing, in Electron, else in the machine's browser, else as
 * addresses, with one line that says why. Exit codes as on the command line.
 */

const sample = 'consult-then-transfer.yaml'
const root = resolve(import.meta.dirname, '..')

/** What ends by itself sooner than this was never open. */
const atOnceMs = 4000

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

/** Either it was open and has ended, or it never opened. */
type Opened = { readonly code: number } | { readonly why: string }

/** Ctrl-C, or whoever started us ends us. A second time it ends at once. */
const told = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => told.abort())

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
  else if (!told.signal.aborted) await withoutElectron(options, place, electron.why)
}

async function buildIfStale(): Promise<void> {
  if (isBuilt(root)) return
  say('Building the windows...')
  const said = await build(root, told.signal)
  if (said !== null && !told.signal.aborted) throw new ToolFailed(`The windows could not be built. Run "npm ci" and try again.\n${said}`)
}

async function inElectron({ electron }: StartOptions, place: Place): Promise<Opened> {
  if (!electron) return { why: 'Electron was not wanted (--no-electron)' }
  const without = process.env['ASIDE_ELECTRON'] ? null : whyNoWindows()
  if (without !== null) return { why: `Electron opens no windows ${without}` }
  const runtime = await runtimeHad(told.signal)
  return 'why' in runtime ? { why: `Electron's runtime ${runtime.why}` } : electronRun(runtime.path, place)
}

/** What Electron complains of is kept back until it is known to be open: our one line says the same in fewer words. */
async function electronRun(path: string, { data, port }: Place): Promise<Opened> {
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env
  const child = spawn(path, [root, '--data', data, '--port', String(port)], { env, stdio: ['ignore', 'inherit', 'pipe'] })
  const speak = setTimeout(() => child.stderr.pipe(process.stderr), atOnceMs)
  const { code, how, isAtOnce } = await endOf(child)
  clearTimeout(speak)
  if (told.signal.aborted) return { code: 0 }
  // It opened far enough to say why it ended.
  if (code === 0 || code === exitCodes.badInput || !isAtOnce) return { code: code ?? exitCodes.failed }
  return { why: `Electron ended at once (${how})` }
}

async function withoutElectron(options: StartOptions, { data, port }: Place, why: string): Promise<void> {
  const aside = await startAside({ data, port, fresh: options.fresh === true })
  // Known by the time at which the console asks for it.
  void aside.stage.library()
  try {
    if (aside.keptLog !== null) say(`The old log is kept as ${aside.keptLog}; a new one was begun.`)
    if (port !== 0 && aside.port !== port) say(`Port ${port} is taken; listening on ${aside.port} instead.`)
    const run = await aside.stage.start({ scenario: sample })
    if ('problem' in run) throw new Error(`The sample run cannot be played: ${run.problem}`)
    const browser = browserFor(options)
    if ('without' in browser) {
      const also = browser.without === null || why.includes(browser.without) ? '' : `, and ${browser.without}`
      say(`${why}${also}: open these addresses in a browser.`)
      return await atAddresses(aside, run)
    }
    say(`${why}: opening ${browser.name} instead.`)
    process.stdout.write(`Aside listens on ${aside.url}/api/v2\nCtrl-C or closing the last window ends it.\n`)
    const opened = await inBrowser(browser, aside.trainerPage(), data)
    if ('code' in opened) return
    say(`${opened.why}: open these addresses in a browser.`)
    await atAddresses(aside, run)
  } finally {
    await aside.close()
  }
}

/** The browser to open, or why none opens; null when it was not wanted. */
function browserFor({ browser }: StartOptions): MachineBrowser | { without: string | null } {
  if (!browser) return { without: null }
  const without = process.env['ASIDE_BROWSER'] ? null : whyNoWindows()
  return without === null ? (findBrowser() ?? { without: 'no Chromium, Chrome or Edge was found' }) : { without }
}

async function inBrowser(browser: MachineBrowser, page: string, data: string): Promise<Opened> {
  const { code, how, isAtOnce } = await endOf(spawn(browser.path, windowSwitches(browser, page, data), { stdio: 'ignore' }))
  if (told.signal.aborted || !isAtOnce) return { code: 0 }
  // A browser that still had this profile open took the page over, and the new process had nothing to do.
  return { why: code === 0 ? `${browser.name} was open already and may show the page` : `${browser.name} ended at once (${how})` }
}

/** Until the process ends, by itself or with us. */
function endOf(child: ChildProcess): Promise<{ code: number | null; how: string; isAtOnce: boolean }> {
  const began = performance.now()
  const end = (): void => void child.kill('SIGINT')
  told.signal.addEventListener('abort', end)
  return new Promise((done) => {
    const ended = (code: number | null, how: string): void => {
      told.signal.removeEventListener('abort', end)
      done({ code, how, isAtOnce: performance.now() - began < atOnceMs })
    }
    child.once('error', (error) => ended(exitCodes.failed, error.message))
    child.once('exit', (code, signal) => ended(code, code === null ? String(signal) : `exit code ${code}`))
  })
}

async function atAddresses(aside: Aside, run: RunRow): Promise<void> {
  const rows = [
    ['Trainer', aside.trainerPage()],
    ...run.agents.map((agent) => [agent, aside.stage.window(run.id, { agent }) ?? '']),
    ...run.customers.map((customer) => [customer, aside.stage.window(run.id, { customer }) ?? ''])
  ]
  const width = Math.max(...rows.map(([name = '']) => name.length))
  const lines = rows.map(([name = '', page = '']) => `  ${name.padEnd(width)}  ${page}`)
  process.stdout.write(['', ...lines, '', `The trainer's page opens the windows of other runs. Aside listens on ${aside.url}/api/v2; Ctrl-C ends it.`, ''].join('\n'))
  if (told.signal.aborted) return
  await new Promise((done) => told.signal.addEventListener('abort', done))
}

/** Words that follow "opens no windows"; null where windows can be. */
function whyNoWindows(): string | null {
  if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) return 'without a display'
  if (process.getuid?.() === 0) return 'as root'
  return null
}

/** Where programs keep what is theirs. */
function usualFolder(): string {
  const { env, platform } = process
  if (platform === 'win32') return join(env['LOCALAPPDATA'] ?? join(homedir(), 'AppData/Local'), 'aside')
  if (platform === 'darwin') return join(homedir(), 'Library/Application Support/aside')
  return join(env['XDG_DATA_HOME'] || join(homedir(), '.local/share'), 'aside')
}

try {
  cli.parse(process.argv, { run: false })
  await cli.runMatchedCommand()
} catch (error) {
  process.exitCode = exitFor(error, 'npm start -- --help')
}
