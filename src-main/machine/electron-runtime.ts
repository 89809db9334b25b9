import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/**
 * Where Electron's program lies. The package from the registry holds none: it is fetched from elsewhere at first use, and
 * importing the package would begin that by itself, without a limit. So the package is read here, never imported.
 */

const usualLimitS = 20

/** The program's path, or why it is not here and cannot be had: words that follow "Electron's runtime". */
export type Runtime = { readonly path: string } | { readonly why: string }

/** ASIDE_ELECTRON names the program outright. */
export function runtimeHere(env: NodeJS.ProcessEnv = process.env): string | null {
  const named = env['ASIDE_ELECTRON']
  if (named) return named
  const folder = packageFolder()
  if (folder === null) return null
  const program = textOf(join(folder, 'path.txt'))
  const elsewhere = env['ELECTRON_OVERRIDE_DIST_PATH']
  if (elsewhere) return existing(join(elsewhere, program ?? 'electron'))
  return program === null ? null : existing(join(folder, 'dist', program))
}

/** The runtime, fetched if need be. The attempt ends after ASIDE_ELECTRON_LIMIT seconds, and at once where there is no network. */
export async function runtimeHad(told: AbortSignal, env: NodeJS.ProcessEnv = process.env): Promise<Runtime> {
  const here = runtimeHere(env)
  if (here !== null) return { path: here }
  const folder = packageFolder()
  if (folder === null) return { why: 'is not here and cannot be had (its package is not installed)' }
  const why = await fetched(folder, told, env)
  const path = runtimeHere(env)
  return path === null ? { why: `is not here and cannot be had (${why ?? 'nothing came'})` } : { path }
}

/** What Electron's own installer says when it fails; null when it does not. */
function fetched(folder: string, told: AbortSignal, env: NodeJS.ProcessEnv): Promise<string | null> {
  const limit = limitS(env)
  return new Promise((done) => {
    let said = ''
    const child = spawn(process.execPath, [join(folder, 'install.js')], { stdio: ['ignore', 'ignore', 'pipe'], env, timeout: limit * 1000, signal: told })
    child.stderr.on('data', (chunk) => (said += chunk))
    child.on('error', (error) => done(error.message))
    child.on('close', (code, signal) => {
      if (code === 0) return done(null)
      done(signal === null ? failureIn(said) : `it did not come within ${limit} s; ASIDE_ELECTRON_LIMIT gives it longer`)
    })
  })
}

function failureIn(said: string): string {
  if (/fetch failed|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT/.test(said)) return 'no network'
  // Node's own warnings are not the installer's reason.
  const [first] = said.split('\n').filter((line) => line.trim() !== '' && !/^\((?:node:\d+|Use `node)/.test(line))
  return first?.trim() ?? 'its installer failed'
}

function limitS(env: NodeJS.ProcessEnv): number {
  const named = Number(env['ASIDE_ELECTRON_LIMIT'])
  return named > 0 ? named : usualLimitS
}

function packageFolder(): string | null {
  try {
    return dirname(createRequire(import.meta.url).resolve('electron/package.json'))
  } catch {
    return null
  }
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    return null
  }
}

function existing(path: string): string | null {
  return existsSync(path) ? path : null
}
