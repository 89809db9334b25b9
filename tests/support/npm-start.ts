import { spawn } from 'node:child_process'
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** `npm start` as a process of its own. */
export interface Starting {
  /** What it wrote for programs and readers of addresses. */
  out(): string
  /** What it said to people, line by line. */
  said(): string[]
  end(signal?: 'SIGINT' | 'SIGTERM' | 'SIGKILL'): void
  readonly ended: Promise<number | null>
}

/** Without the display and the runtime that the machine may have, unless `env` names others. */
export function npmStart(args: readonly string[], env: NodeJS.ProcessEnv = {}): Starting {
  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ASIDE_ELECTRON: _electron, ASIDE_BROWSER: _browser, FORCE_COLOR: _colour, ...rest } = process.env
  const child = spawn(process.execPath, ['--import', './src-main/node-version.mjs', 'src-main/start.ts', ...args], { cwd: root, env: { ...rest, ...env } })
  let out = ''
  let said = ''
  child.stdout.on('data', (chunk) => (out += chunk))
  child.stderr.on('data', (chunk) => (said += chunk))
  return {
    out: () => out,
    said: () => said.split('\n').filter((line) => line !== ''),
    end: (signal = 'SIGINT') => void child.kill(signal),
    ended: new Promise((done) => child.on('close', done))
  }
}

/** A program that writes down what it was called with and then does as the shell lines say. */
export function fakeProgram(folder: string, name: string, lines: string): { path: string; calls: string } {
  const path = join(folder, name)
  const calls = `${path}.calls`
  writeFileSync(path, `#!/bin/sh\nprintf '%s\\n' "$@" > '${calls}'\n${lines}\n`)
  chmodSync(path, 0o755)
  return { path, calls }
}
