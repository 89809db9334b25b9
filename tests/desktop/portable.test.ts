import { spawn, spawnSync } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@playwright/test'
import { makePortable } from '../../resources/packaging/portable.ts'

/** The portable folder as somebody gets it: elsewhere, with an awkward name, an empty environment and no network. */

test.describe.configure({ mode: 'serial' })
test.skip(process.platform === 'win32', 'the start file of this system is another one')

const root = fileURLToPath(new URL('../..', import.meta.url))
const watch = new URL('../support/network-watch.mjs', import.meta.url).href
const start = process.platform === 'darwin' ? 'Start Aside.command' : 'start.sh'

let place = ''
let folder = ''
let home = ''
let running: ChildProcess | null = null

test.beforeAll(() => {
  test.setTimeout(180_000)
  const built = spawnSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', 'src-main/tsconfig.library.json'], { cwd: root, encoding: 'utf8' })
  expect(built.stdout).toBe('')
  place = mkdtempSync(join(tmpdir(), 'aside-portable-'))
  folder = join(place, 'Für alle – übungen & co')
  home = join(place, 'home')
  mkdirSync(home)
  expect(makePortable({ root, platform: process.platform, arch: process.arch, into: folder })).toBe(null)
})

test.afterEach(async () => {
  if (running?.exitCode === null) {
    const ended = new Promise((done) => running?.once('exit', done))
    running.kill('SIGKILL')
    await ended
  }
})

test.afterAll(() => rmSync(place, { recursive: true, force: true, maxRetries: 5 }))

/** Neither PATH nor anything else of ours, and standing in another folder. */
function started(program: string, args: readonly string[]): { out: () => string; ended: Promise<number | null> } {
  const child = spawn(program, args, { cwd: '/', env: { HOME: home, PATH: '', NODE_OPTIONS: `--import ${watch}`, ASIDE_NETWORK_LOG: join(place, 'network.log') } })
  running = child
  let out = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (out += chunk))
  return { out: () => out, ended: new Promise((done) => child.on('exit', done)) }
}

test('it starts, plays the sample in a browser, and asks nobody outside this computer', async ({ page, context }) => {
  const one = started(join(folder, start), ['--port', '0', '--no-browser'])
  await expect.poll(() => one.out(), { timeout: 30_000 }).toContain('Ctrl-C ends it.')
  const address = /Trainer +(\S+)/.exec(one.out())?.[1] ?? ''
  const reached = new Set<string>()
  context.on('request', (request) => void reached.add(new URL(request.url()).hostname))
  await page.goto(address)
  await expect(page.getByRole('heading', { name: 'First steps: a colleague helps, and the customer notices nothing' })).toBeVisible()
  await expect(page.getByText('you charged me twice').first()).toBeVisible()
  const opened = context.waitForEvent('page')
  await page.getByRole('button', { name: "Open Anna's window" }).click()
  await expect(await opened).toHaveTitle(/Anna – Aside$/)
  await page.getByRole('button', { name: 'Restart' }).click()
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible()
  expect([...reached]).toEqual(['127.0.0.1'])
  running?.kill('SIGINT')
  expect(await one.ended).toBe(0)
  const named = existsSync(join(place, 'network.log')) ? readFileSync(join(place, 'network.log'), 'utf8').split('\n').filter((line) => line !== '') : []
  expect(named.filter((host) => !['127.0.0.1', 'localhost', '::1'].includes(host))).toEqual([])
  // What it keeps lies in its own folder, and it goes on from there.
  expect(readdirSync(home)).toEqual([])
  expect(existsSync(join(folder, 'data', 'aside.db'))).toBe(true)
})

test("what is put into its library is in the console's, and the command line plays it", async ({ page }) => {
  writeFileSync(join(folder, 'library', 'ours.aside'), readFileSync(join(folder, 'library', 'consult-rejected.yaml'), 'utf8').replace('The colleague declines', 'Our own exercise'))
  const one = started(join(folder, start), ['--port', '0', '--no-browser'])
  await expect.poll(() => one.out(), { timeout: 30_000 }).toContain('Ctrl-C ends it.')
  await page.goto(/Trainer +(\S+)/.exec(one.out())?.[1] ?? '')
  await page.getByRole('searchbox').fill('Our own exercise')
  await expect(page.getByText('Our own exercise').first()).toBeVisible()
  running?.kill('SIGINT')
  await one.ended
  const played = started(join(folder, 'aside.sh'), ['run', join(folder, 'library', 'ours.aside')])
  expect(await played.ended, played.out()).toBe(0)
  expect(played.out()).toContain('all held')
})

test('it holds what runs and nothing else', () => {
  const all = readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) => (entry.isFile() ? join(entry.parentPath, entry.name).slice(folder.length + 1).replaceAll('\\', '/') : []))
  expect(readdirSync(folder).filter((name) => name !== 'data').sort()).toEqual(['README.txt', 'app', 'aside.sh', 'library', 'runtime', start].sort())
  expect(all.filter((file) => /\.(?:ts|map|md|svelte)$|node_modules\/(?:@types|@?electron|@?playwright)/.test(file))).toEqual([])
  expect(all.filter((file) => file.endsWith('.node'))).toEqual([`app/node_modules/better-sqlite3/prebuilds/${process.platform}-${process.arch}.node`])
})

test('for Windows it has files that cmd reads, and they name what is there', () => {
  for (const name of ['Start Aside.cmd', 'aside.cmd']) {
    const text = readFileSync(join(root, 'resources/packaging/start', name), 'utf8')
    expect(text.split('\n').slice(0, -1).every((line) => line.endsWith('\r'))).toBe(true)
    expect(text).toContain('"%~dp0runtime\\node.exe" "%~dp0app\\out\\library\\bin.js"')
  }
})
