import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { startAside } from '../app.ts'
import type { Aside, AsideOptions } from '../app.ts'
import { exitCodes, say } from '../exit-codes.ts'
import { findBrowser, windowSwitches } from '../machine/machine-browser.ts'
import type { MachineBrowser } from '../machine/machine-browser.ts'

/** The trainer's console with the sample run playing, in the machine's browser, else as addresses with one line that says why. */

const sample = 'first-steps.yaml'

const noBrowser = 'no Chromium, Chrome or Edge was found'

/** What ends by itself sooner than this was never open. */
export const atOnceMs = 4000

export interface ConsoleOptions {
  readonly data: string
  readonly port: number
  readonly fresh: boolean
  /** Another library than the scenarios that ship. */
  readonly scenarios?: string
  readonly logLimits?: NonNullable<AsideOptions['logLimits']>
  /** False for whoever wants the addresses alone. */
  readonly browser: boolean
  /** Why it is not Electron that opens, as the beginning of a sentence; null where nobody expects it. */
  readonly why: string | null
  /** Ends it all. */
  readonly told: AbortSignal
}

/** Either it was open and has ended, or it never opened. */
export type Opened = { readonly code: number } | { readonly why: string }

/** Until the browser's last window is closed, or somebody ends us. */
export async function openConsole(options: ConsoleOptions): Promise<void> {
  const { data, port, fresh, scenarios, logLimits } = options
  const aside = await startAside({ data, port, fresh, ...(scenarios === undefined ? {} : { scenarios }), ...(logLimits === undefined ? {} : { logLimits }) })
  // Known by the time at which the console asks for it.
  void aside.stage.library()
  try {
    if (aside.keptLog !== null) say(`The old log is kept as ${aside.keptLog}; a new one was begun.`)
    if (port !== 0 && aside.port !== port) say(`Port ${port} is taken; listening on ${aside.port} instead.`)
    const run = await aside.stage.start({ scenario: sample })
    // A library of somebody's own need not have the sample.
    if ('problem' in run && scenarios === undefined) throw new Error(`The sample run cannot be played: ${run.problem}`)
    await opened(aside, options)
  } finally {
    await aside.close()
  }
}

async function opened(aside: Aside, { browser: wanted, why, data, told }: ConsoleOptions): Promise<void> {
  const browser = browserFor(wanted)
  if ('without' in browser) {
    say(`${whyAddresses(why, browser.without)} these addresses in a browser.`)
    return atAddresses(aside, told)
  }
  say(why === null ? `Opening ${browser.name}.` : `${why}: opening ${browser.name} instead.`)
  process.stdout.write(`Aside listens on ${aside.url}/api/v2\nCtrl-C or closing the last window ends it.\n`)
  const shown = await inBrowser(browser, aside.trainerPage(), data, told)
  if ('code' in shown) return
  say(`${shown.why}: open these addresses in a browser.`)
  await atAddresses(aside, told)
}

/** What stands before the addresses. */
function whyAddresses(why: string | null, without: string | null): string {
  if (why !== null) return `${why}${without === null || why.includes(without) ? '' : `, and ${without}`}: open`
  if (without === null) return 'Open'
  return without === noBrowser ? 'No Chromium, Chrome or Edge was found: open' : `No window is opened ${without}: open`
}

/** The browser to open, or why none opens; null when it was not wanted. */
function browserFor(wanted: boolean): MachineBrowser | { without: string | null } {
  if (!wanted) return { without: null }
  const without = process.env['ASIDE_BROWSER'] ? null : whyNoWindows()
  return without === null ? (findBrowser() ?? { without: noBrowser }) : { without }
}

async function inBrowser(browser: MachineBrowser, page: string, data: string, told: AbortSignal): Promise<Opened> {
  const { code, how, isAtOnce } = await endOf(spawn(browser.path, windowSwitches(browser, page, data), { stdio: 'ignore' }), told)
  if (told.aborted || !isAtOnce) return { code: 0 }
  // A browser that still had this profile open took the page over, and the new process had nothing to do.
  return { why: code === 0 ? `${browser.name} was open already and may show the page` : `${browser.name} ended at once (${how})` }
}

/** Until the process ends, by itself or with us. */
export function endOf(child: ChildProcess, told: AbortSignal): Promise<{ code: number | null; how: string; isAtOnce: boolean }> {
  const began = performance.now()
  const end = (): void => void child.kill('SIGINT')
  told.addEventListener('abort', end)
  return new Promise((done) => {
    const ended = (code: number | null, how: string): void => {
      told.removeEventListener('abort', end)
      done({ code, how, isAtOnce: performance.now() - began < atOnceMs })
    }
    child.once('error', (error) => ended(exitCodes.failed, error.message))
    child.once('exit', (code, signal) => ended(code, code === null ? String(signal) : `exit code ${code}`))
  })
}

async function atAddresses(aside: Aside, told: AbortSignal): Promise<void> {
  const run = aside.stage.runs().at(-1)
  const rows = [
    ['Trainer', aside.trainerPage()],
    ...(run?.agents ?? []).map((agent) => [agent, aside.stage.window(run?.id ?? '', { agent }) ?? '']),
    ...(run?.customers ?? []).map((customer) => [customer, aside.stage.window(run?.id ?? '', { customer }) ?? ''])
  ]
  const width = Math.max(...rows.map(([name = '']) => name.length))
  const lines = rows.map(([name = '', page = '']) => `  ${name.padEnd(width)}  ${page}`)
  process.stdout.write(['', ...lines, '', `The trainer's page opens the windows of other runs. Aside listens on ${aside.url}/api/v2; Ctrl-C ends it.`, ''].join('\n'))
  if (told.aborted) return
  await new Promise((done) => told.addEventListener('abort', done))
}

/** Words that follow "opens no windows"; null where windows can be. */
export function whyNoWindows(): string | null {
  if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) return 'without a display'
  if (process.getuid?.() === 0) return 'as root'
  return null
}

/** Ctrl-C, or whoever started us ends us. A second time it ends at once. */
export function toldToEnd(): AbortSignal {
  const told = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => told.abort())
  return told.signal
}

/** Where programs keep what is theirs. */
export function usualFolder(): string {
  const { env, platform } = process
  if (platform === 'win32') return join(env['LOCALAPPDATA'] ?? join(homedir(), 'AppData/Local'), 'aside')
  if (platform === 'darwin') return join(homedir(), 'Library/Application Support/aside')
  return join(env['XDG_DATA_HOME'] || join(homedir(), '.local/share'), 'aside')
}
