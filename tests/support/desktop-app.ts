import { spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { _electron, expect, test as base } from '@playwright/test'
import type { Browser, ElectronApplication, Page } from '@playwright/test'
import type * as Electron from 'electron'
import { runtimeHere } from '../../src-main/machine/electron-runtime.ts'
import { Screen } from './electron-stand-in/screen.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const dialogs = fileURLToPath(new URL('answer-dialogs.cjs', import.meta.url))

export type ShellKind = 'the stand-in' | 'Electron'

/** Why the specs do not run on Electron itself; null where they do. */
export function whyNotOnElectron(): string | null {
  if (runtimeHere() === null) return 'desktop on Electron: not run (no runtime)'
  if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) return 'desktop on Electron: not run (no display)'
  return null
}

export const shells: readonly ShellKind[] = whyNotOnElectron() === null ? ['the stand-in', 'Electron'] : ['the stand-in']

/** The modules that a test's function gets, in the main process; what the stand-in lacks throws. */
type ElectronModule = typeof Electron

/** The desktop application, running on one kind of shell or the other. */
export interface Desktop {
  windows(): Page[]
  evaluate<Result, Argument>(run: (electron: ElectronModule, argument: Argument) => Result | Promise<Result>, argument: Argument): Promise<Result>
  evaluate<Result>(run: (electron: ElectronModule) => Result | Promise<Result>): Promise<Result>
  /** What it wrote so far. */
  said(): string
  signal(signal: 'SIGINT' | 'SIGTERM'): void
  /** The exit code, when it has ended. */
  readonly ended: Promise<number | null>
}

export interface DesktopStart {
  /** False for a start that is to end without a window. */
  opens?: boolean
  /** The number of the button that dialogs are answered by. */
  button?: number
  /** What stands in the line behind the usual words. */
  args?: readonly string[]
  env?: Record<string, string>
}

interface Fixtures {
  shell: ShellKind
  /** A folder of the test's own. */
  folder: string
  start: (how?: DesktopStart) => Promise<Desktop>
}

interface Running {
  readonly desktop: Desktop
  readonly kill: () => Promise<void>
}

export const test = base.extend<Fixtures>({
  shell: ['the stand-in', { option: true }],

  // Playwright reads from the pattern which fixtures a fixture needs.
  // eslint-disable-next-line no-empty-pattern
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'aside-desktop-'))
    await use(folder)
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  },

  start: async ({ shell, folder, browser }, use) => {
    const running: Running[] = []
    await use(async ({ opens = true, button = 0, args: more = [], env: other = {} } = {}) => {
      const args = ['--data', folder, '--port', '0', ...more]
      const env = { ASIDE_TEST_BUTTON: String(button), ASIDE_STAND_IN_HOME: folder, ...other }
      const started = shell === 'the stand-in' ? await onStandIn(browser, args, env) : opens ? await onElectron(args, env) : onElectronAlone(args, env)
      running.push(started)
      return started.desktop
    })
    for (const { kill } of running) await kill()
  }
})

export { expect }

async function onStandIn(browser: Browser, args: string[], env: NodeJS.ProcessEnv): Promise<Running> {
  const screen = await Screen.start(browser, args, env)
  const desktop: Desktop = {
    windows: () => screen.pages(),
    evaluate: <Result>(run: (electron: ElectronModule, argument: never) => Result | Promise<Result>, argument?: unknown) => screen.evaluate(String(run), argument) as Promise<Result>,
    said: () => screen.said,
    signal: (signal) => void screen.process.kill(signal),
    ended: screen.ended
  }
  const kill = (): Promise<void> => {
    screen.process.kill('SIGKILL')
    return screen.closed
  }
  return { desktop, kill }
}

async function onElectron(args: string[], env: Record<string, string>): Promise<Running> {
  const app: ElectronApplication = await _electron.launch({
    executablePath: runtimeHere() ?? '',
    args: ['-r', dialogs, root, ...args],
    env: { ...(process.env as Record<string, string>), ...env }
  })
  const child = app.process()
  const ended = new Promise<number | null>((done) => child.on('exit', done))
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (said += chunk))
  const desktop: Desktop = {
    windows: () => app.windows(),
    evaluate: <Result>(run: (electron: ElectronModule, argument: never) => Result | Promise<Result>, argument?: unknown) => app.evaluate(run as (electron: ElectronModule, argument: unknown) => Result | Promise<Result>, argument),
    said: () => said,
    signal: (signal) => void child.kill(signal),
    ended
  }
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL')
    await desktop.ended
  }
  return { desktop, kill }
}

/** Electron without Playwright, which would wait for an application that never gets ready. */
function onElectronAlone(args: string[], env: Record<string, string>): Running {
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const child = spawn(runtimeHere() ?? '', [...asRoot, '-r', dialogs, root, ...args], { env: { ...process.env, ...env } })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk))
  const desktop: Desktop = {
    windows: () => [],
    evaluate: () => Promise.reject(new Error('Nobody listens in an application that is to end')),
    said: () => said,
    signal: (signal) => void child.kill(signal),
    ended: new Promise((done) => child.on('exit', done))
  }
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL')
    await desktop.ended
  }
  return { desktop, kill }
}

/** Where a window's page stands; empty for one that is only beginning. */
export function pathOf(page: Page): string {
  return URL.canParse(page.url()) ? new URL(page.url()).pathname : ''
}

/** The window whose page stands at `path`, when it is there. */
export async function windowAt(desktop: Desktop, path: string): Promise<Page> {
  const find = (): Page | undefined => desktop.windows().find((page) => pathOf(page) === path)
  const ended = desktop.ended.then((code) => `it ended with ${code}: ${desktop.said()}`)
  const seen = (): 'there' | 'not there' => (find() ? 'there' : 'not there')
  await Promise.race([
    expect.poll(seen, { message: `a window at ${path}`, timeout: 30_000 }).toBe('there'),
    ended.then((how) => {
      throw new Error(how)
    })
  ])
  return find() as Page
}

export function pathsOf(desktop: Desktop): string[] {
  return desktop.windows().map(pathOf)
}

/** Opens somebody's window as the trainer does. */
export async function opensWindowOf(trainer: Page, name: string): Promise<void> {
  await trainer.getByRole('button', { name: `Open ${name}'s window` }).click()
}

export async function clickMenu(desktop: Desktop, id: string): Promise<void> {
  await desktop.evaluate(({ Menu }, wanted) => {
    const item = Menu.getApplicationMenu()?.getMenuItemById(wanted)
    if (!item) throw new Error(`The menu has no ${wanted}`)
    if (!item.enabled) throw new Error(`${wanted} cannot be chosen now`)
    item.click()
  }, id)
}

interface Answers {
  button?: number
  ticked?: boolean
  /** What is chosen where a file or folder is asked for; none if empty. */
  path?: string
}

interface World {
  askedInDialogs: { message?: string; detail?: string; buttons?: string[]; checkboxLabel?: string; defaultPath?: string }[]
  openedOutside: string[]
  answers: Answers
}

/** How dialogs are answered from now on. */
export async function answers(desktop: Desktop, how: Answers): Promise<void> {
  await desktop.evaluate((_, said) => {
    const world = globalThis as unknown as World
    world.answers = { ...world.answers, ...said }
  }, how)
}

/** What was asked in dialogs so far. */
export function askedIn(desktop: Desktop): Promise<World['askedInDialogs']> {
  return desktop.evaluate(() => (globalThis as unknown as World).askedInDialogs)
}

/** The files, folders and addresses that were opened outside Aside. */
export function openedOutside(desktop: Desktop): Promise<string[]> {
  return desktop.evaluate(() => (globalThis as unknown as World).openedOutside)
}
