import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const versionCheck = fileURLToPath(new URL('../../src-main/node-version.mjs', import.meta.url))
const cli = fileURLToPath(new URL('../../src-main/cli.ts', import.meta.url))

export interface Ended {
  code: number | null
  out: string
  err: string
}

/** What a process of ours is started under. */
export interface Under {
  /** The beginning of the command, before Node's own. */
  readonly launcher?: readonly string[]
  /** Modules that are there before ours. */
  readonly imports?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

function started(args: readonly string[], { launcher = [], imports = [], env: more = {} }: Under = {}): ChildProcess {
  // A test runner's wish for colours would be complained of beside ours for none.
  const { FORCE_COLOR: _forced, ...env } = process.env
  const [command = '', ...rest] = [...launcher, process.execPath, ...[versionCheck, ...imports].flatMap((file) => ['--import', file]), cli, ...args]
  return spawn(command, rest, { cwd: root, env: { ...env, NO_COLOR: '1', ...more } })
}

/** Runs the command line to its end. */
export function aside(...args: string[]): Promise<Ended> {
  return asideUnder({}, ...args)
}

/** The same under conditions of its own. */
export function asideUnder(under: Under, ...args: string[]): Promise<Ended> {
  return new Promise((done) => {
    const child = started(args, under)
    const ended: Ended = { code: null, out: '', err: '' }
    child.stdout?.on('data', (chunk) => (ended.out += chunk))
    child.stderr?.on('data', (chunk) => (ended.err += chunk))
    child.on('close', (code) => done({ ...ended, code }))
  })
}

export interface ServedPages {
  url: string
  pages: { trainer: string; agents: Record<string, string>; customer: string }
}

export interface Served extends ServedPages {
  /** What it said on standard error so far. */
  said(): string
  /** What it printed so far, after where it listens. */
  printed(): string
  /** Ends the process as `kill` does; SIGKILL leaves it no moment to tidy up. */
  readonly pid: number
  kill(signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL'): Promise<number | null>
}

/** Starts `aside serve ... --json` in a process of its own and waits until it listens. */
export function served(...args: string[]): Promise<Served> {
  return hosting('serve', ...args)
}

/** The same under conditions that are hard. */
export function servedUnder(under: Under, ...args: string[]): Promise<Served> {
  return hostingUnder(under, 'serve', ...args)
}

/** The same with any command that hosts a room. */
export function hosting(...args: string[]): Promise<Served> {
  return hostingUnder({}, ...args)
}

function hostingUnder(under: Under, ...args: string[]): Promise<Served> {
  return new Promise((listening, failed) => {
    const child = started([...args, '--json'], under)
    let out = ''
    let err = ''
    const ended = new Promise<number | null>((done) => child.on('close', done))
    child.stderr?.on('data', (chunk) => (err += chunk))
    child.stdout?.on('data', (chunk) => {
      out += chunk
      if (!out.includes('\n')) return
      listening({
        ...(JSON.parse(out.slice(0, out.indexOf('\n'))) as ServedPages),
        said: () => err,
        printed: () => out.slice(out.indexOf('\n') + 1),
        pid: child.pid ?? 0,
        kill: (signal) => {
          child.kill(signal)
          return ended
        }
      })
    })
    void ended.then((code) => failed(new Error(`it ended with ${code}: ${err}`)))
  })
}

export interface Playing {
  readonly url: string
  readonly seats: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  /** Until it says that it waits for somebody to do this. */
  waitsFor(step: string): Promise<void>
  interrupt(): void
  kill(): void
  readonly ended: Promise<Ended>
}

/** Starts `aside run ... --serve --json` in a process of its own and waits until people and clients can come. */
export function playing(...args: string[]): Promise<Playing> {
  return new Promise((listening, failed) => {
    const child = started(['run', ...args, '--serve', '--port', '0', '--json'])
    const said: Ended = { code: null, out: '', err: '' }
    const checks = new Set<() => void>()
    const ended = new Promise<Ended>((done) => child.on('close', (code) => done({ ...said, code })))
    child.stdout?.on('data', (chunk) => (said.out += chunk))
    child.stderr?.on('data', (chunk) => {
      said.err += chunk
      for (const check of checks) check()
    })
    const waitsFor = (step: string): Promise<void> =>
      new Promise((does, doesNot) => {
        const check = (): void => {
          if (said.err.includes(`"step":${JSON.stringify(step)}`)) does()
        }
        checks.add(check)
        check()
        void ended.then(({ err }) => doesNot(new Error(`it ended and did not wait for "${step}": ${err}`)))
      })
    const begin = (): void => {
      if (!said.err.includes('\n')) return
      checks.delete(begin)
      const [first = ''] = said.err.split('\n')
      if (!first.startsWith('{')) return
      const { url, seats } = JSON.parse(first) as Pick<Playing, 'url' | 'seats'>
      listening({ url, seats, waitsFor, ended, interrupt: () => child.kill('SIGINT'), kill: () => child.kill('SIGKILL') })
    }
    checks.add(begin)
    void ended.then(({ code, err }) => failed(new Error(`it ended with ${code}: ${err}`)))
  })
}
