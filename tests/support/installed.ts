import { spawn } from 'node:child_process'
import { cpSync, globSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, isBuilt } from '../../src-main/desktop/built-windows.ts'
import type { Ended } from './command-line.ts'
import { freshFolder } from './rooms.ts'

/**
 * The package as somebody else has it: packed by npm and unpacked where npm would put it, with nothing beside it but what it
 * names as its dependencies. These are linked from the checkout, because a test needs no network.
 */

const root = fileURLToPath(new URL('../..', import.meta.url))

export interface Packed {
  readonly size: number
  readonly unpackedSize: number
  readonly files: readonly string[]
}

export interface Installed {
  /** Somebody's empty folder, but for node_modules. */
  readonly folder: string
  readonly packed: Packed
}

/** What somebody who tests with Aside has installed beside it. */
const toolsOfTheirs = ['@playwright/test', 'playwright', 'playwright-core', '@types/node', 'undici-types', 'socket.io-client', 'typescript', 'vitest']

export async function installed(): Promise<Installed> {
  await buildIfStale()
  const folder = freshFolder()
  const { out } = await succeeds(npm(['pack', '--ignore-scripts', '--json', '--pack-destination', folder], root), 'npm pack')
  const [packed] = JSON.parse(out) as { filename: string; size: number; unpackedSize: number; files: { path: string }[] }[]
  if (!packed) throw new Error('npm packed nothing')
  mkdirSync(join(folder, 'node_modules/aside'), { recursive: true })
  await succeeds(ran('tar', ['-xzf', join(folder, packed.filename), '--strip-components=1', '-C', join(folder, 'node_modules/aside')], folder), 'unpacking')
  const { dependencies } = JSON.parse(readFileSync(join(folder, 'node_modules/aside/package.json'), 'utf8')) as { dependencies: Record<string, string> }
  for (const name of new Set([...Object.keys(dependencies), ...toolsOfTheirs])) link(name, folder)
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'consumer', private: true, type: 'module' }))
  return { folder, packed: { ...packed, files: packed.files.map(({ path }) => path) } }
}

/** A tool of the checkout at work in their folder. */
export function runsTool(tool: string, args: readonly string[], folder: string): Promise<Ended> {
  return ran(process.execPath, [join(root, 'node_modules', tool), ...args], folder)
}

export function runsNode(args: readonly string[], folder: string): Promise<Ended> {
  return ran(process.execPath, args, folder)
}

/** One of the examples, as its reader copies it. */
export function copyExample(example: string, folder: string): void {
  cpSync(join(folder, 'node_modules/aside/resources/examples', example), join(folder, example), { recursive: true })
}

async function buildIfStale(): Promise<void> {
  if (!isBuilt(root)) {
    const said = await build(root, AbortSignal.timeout(180_000))
    if (said !== null) throw new Error(`The windows could not be built.\n${said}`)
  }
  const built = statSync(join(root, 'out/library/library.js'), { throwIfNoEntry: false })?.mtimeMs ?? 0
  const sources = globSync(['src-main/**/*.{ts,json}', 'tsconfig.json'], { cwd: root })
  if (sources.every((file) => statSync(join(root, file)).mtimeMs < built)) return
  await succeeds(npm(['run', 'build:library'], root), 'npm run build:library')
}

function npm(args: readonly string[], folder: string): Promise<Ended> {
  return ran(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, folder)
}

async function succeeds(running: Promise<Ended>, what: string): Promise<Ended> {
  const ended = await running
  if (ended.code !== 0) throw new Error(`${what} ended with ${ended.code}\n${ended.out}\n${ended.err}`)
  return ended
}

function link(name: string, folder: string): void {
  const path = join(folder, 'node_modules', name)
  mkdirSync(dirname(path), { recursive: true })
  symlinkSync(join(root, 'node_modules', name), path, 'junction')
}

/** Runs something to its end. A test runner that runs in another must not take the other's settings for its own. */
function ran(command: string, args: readonly string[], folder: string): Promise<Ended> {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(?:VITEST|TEST|NODE_ENV$|NODE_OPTIONS$|PLAYWRIGHT_JSON|FORCE_COLOR$|VITE_)/.test(name)))
  return new Promise((done, failed) => {
    const child = spawn(command, args, { cwd: folder, env: { ...env, NO_COLOR: '1' }, shell: command.endsWith('.cmd') })
    const ended: Ended = { code: null, out: '', err: '' }
    child.stdout.on('data', (chunk) => (ended.out += chunk))
    child.stderr.on('data', (chunk) => (ended.err += chunk))
    child.on('error', failed)
    child.on('close', (code) => done({ ...ended, code }))
  })
}
