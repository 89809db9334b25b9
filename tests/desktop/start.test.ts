import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test as base } from '@playwright/test'
import { startAside } from '../../src-main/app.ts'
import { fakeProgram, npmStart } from '../support/npm-start.ts'
import type { Starting } from '../support/npm-start.ts'

/** `npm start` as people type it, with programs that stand for Electron and the browser. */

interface Fixtures {
  folder: string
  /** Starts with a log of the test's own on any free port. */
  start: (args?: readonly string[], env?: NodeJS.ProcessEnv) => Starting
}

const test = base.extend<Fixtures>({
  // Playwright reads from the pattern which fixtures a fixture needs.
  // eslint-disable-next-line no-empty-pattern
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'aside-start-'))
    await use(folder)
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  },
  start: async ({ folder }, use) => {
    const running: Starting[] = []
    await use((args = [], env = {}) => {
      const one = npmStart([...(args.includes('--port') ? [] : ['--port', '0']), '--data', join(folder, 'data'), ...args], env)
      running.push(one)
      return one
    })
    for (const one of running) {
      one.end('SIGKILL')
      await one.ended
    }
  }
})

const plain = ['--no-electron', '--no-browser']

/** The addresses by name, when they are there. */
async function addresses(one: Starting): Promise<Record<string, string>> {
  await Promise.race([
    expect.poll(() => one.out()).toContain('Ctrl-C ends it.'),
    one.ended.then((code) => {
      throw new Error(`It ended with ${code}: ${one.said().join('\n')}`)
    })
  ])
  return Object.fromEntries([...one.out().matchAll(/^ {2}(\S+) +(http\S+)$/gm)].map(([, name = '', address = '']) => [name, address]))
}

/** Who an address signs in. */
async function seatAt(address: string): Promise<unknown> {
  const { origin, hash } = new URL(address)
  const reply = await fetch(`${origin}/page/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ code: hash.slice('#code='.length) }) })
  return reply.json()
}

const fakes = process.platform === 'win32' ? 'the programs that stand for others are shell scripts' : ''

test('without Electron and browser it says the addresses, and each opens the page of its person', async ({ start }) => {
  const one = start(plain)
  const pages = await addresses(one)
  expect(Object.keys(pages)).toEqual(['Trainer', 'Anna', 'Ben', 'Clara'])
  expect(one.said()).toEqual(['Electron was not wanted (--no-electron): open these addresses in a browser.'])
  expect(await seatAt(pages['Trainer'] ?? '')).toMatchObject({ page: 'trainer' })
  expect(await seatAt(pages['Ben'] ?? '')).toMatchObject({ page: 'agent', name: 'Ben' })
  expect(await (await fetch(pages['Trainer'] ?? '')).text()).toContain('<title>Trainer')
})

test('the sample run is playing from the start', async ({ start }) => {
  const trainer = (await addresses(start(plain)))['Trainer'] ?? ''
  const { token } = (await seatAt(trainer)) as { token: string }
  const reply = await fetch(new URL('/control/runs', trainer), { headers: { authorization: `Bearer ${token}` } })
  const { runs } = (await reply.json()) as { runs: unknown[] }
  expect(runs).toEqual([expect.objectContaining({ file: 'first-steps.yaml', state: expect.stringMatching(/^(playing|held)$/) })])
})

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  test(`${signal === 'SIGINT' ? 'Ctrl-C' : 'whoever started it'} ends it and leaves the log free`, async ({ start, folder }) => {
    const one = start(plain)
    await addresses(one)
    one.end(signal)
    expect(await one.ended).toBe(0)
    await (await startAside({ data: join(folder, 'data'), port: 0 })).close()
  })
}

test('the log lies where programs keep what is theirs, unless another folder is named', async ({ folder }) => {
  test.skip(process.platform !== 'linux', 'other systems name that place otherwise')
  const one = npmStart(['--port', '0', ...plain], { XDG_DATA_HOME: folder })
  await addresses(one)
  one.end()
  await one.ended
  expect(existsSync(join(folder, 'aside', 'aside.db'))).toBe(true)
})

test('without a display it says so in one line and opens nothing', async ({ start }) => {
  test.skip(process.platform !== 'linux', 'other systems always have a display')
  const one = start()
  await addresses(one)
  expect(one.said()).toEqual(['Electron opens no windows without a display: open these addresses in a browser.'])
})

test('as root it says so in one line and opens nothing', async ({ start }) => {
  test.skip(process.getuid?.() !== 0, 'only root can see it')
  const one = start([], { DISPLAY: ':0' })
  await addresses(one)
  expect(one.said()).toEqual(['Electron opens no windows as root: open these addresses in a browser.'])
})

test('an Electron that ends at once is said in one line, whatever it complained of, and the addresses come instead', async ({ start, folder }) => {
  test.skip(fakes !== '', fakes)
  const electron = fakeProgram(folder, 'electron', 'echo "FATAL: no sandbox" >&2\nexit 1')
  const one = start(['--no-browser'], { ASIDE_ELECTRON: electron.path })
  await addresses(one)
  expect(one.said()).toEqual(['Electron ended at once (exit code 1): open these addresses in a browser.'])
})

test('an Electron that cannot be started counts as not there', async ({ start, folder }) => {
  const one = start(['--no-browser'], { ASIDE_ELECTRON: join(folder, 'nowhere') })
  await addresses(one)
  expect(one.said()).toEqual([expect.stringMatching(/^Electron ended at once \(.*ENOENT.*\): open these addresses in a browser\.$/)])
})

test('an Electron that opens gets the application with its log and port, and its end is the end', async ({ start, folder }) => {
  test.skip(fakes !== '', fakes)
  const electron = fakeProgram(folder, 'electron', 'exit 0')
  const one = start([], { ASIDE_ELECTRON: electron.path })
  expect(await one.ended).toBe(0)
  const [application = '', ...rest] = readFileSync(electron.calls, 'utf8').trim().split('\n')
  expect(JSON.parse(readFileSync(join(application, 'package.json'), 'utf8'))).toMatchObject({ name: 'aside', main: './out/main/main.js' })
  expect(rest).toEqual(['--data', join(folder, 'data'), '--port', '0'])
  expect([one.out(), one.said()]).toEqual(['', []])
})

test('an Electron that ended because the log cannot be used has said so itself, and nothing else opens', async ({ start, folder }) => {
  test.skip(fakes !== '', fakes)
  const electron = fakeProgram(folder, 'electron', 'exit 2')
  const one = start(['--no-browser'], { ASIDE_ELECTRON: electron.path })
  expect(await one.ended).toBe(2)
  expect([one.out(), one.said()]).toEqual(['', []])
})

test('Ctrl-C ends Electron too', async ({ start, folder }) => {
  test.skip(fakes !== '', fakes)
  const ended = join(folder, 'ended')
  const electron = fakeProgram(folder, 'electron', `trap 'touch "${ended}"; exit 0' INT\nwhile true; do sleep 0.1; done`)
  const one = start([], { ASIDE_ELECTRON: electron.path })
  await expect.poll(() => existsSync(electron.calls)).toBe(true)
  one.end()
  expect(await one.ended).toBe(0)
  expect(existsSync(ended)).toBe(true)
})

test("the machine's browser opens the trainer's page in a window and a profile of its own, and its end ends all", async ({ start, folder }) => {
  test.skip(fakes !== '', fakes)
  const browser = fakeProgram(folder, 'chromium', 'sleep 5')
  const one = start(['--no-electron'], { ASIDE_BROWSER: browser.path })
  await expect.poll(() => existsSync(browser.calls)).toBe(true)
  expect(one.said()).toEqual(['Electron was not wanted (--no-electron): opening Chromium instead.'])
  const switches = readFileSync(browser.calls, 'utf8').trim().split('\n')
  const page = switches.find((word) => word.startsWith('--app='))?.slice('--app='.length) ?? ''
  expect(await seatAt(page)).toMatchObject({ page: 'trainer' })
  expect(switches).toEqual(expect.arrayContaining([`--user-data-dir=${join(folder, 'data', 'browser')}`, '--no-first-run', '--disable-background-networking']))
  expect(await one.ended).toBe(0)
  await (await startAside({ data: join(folder, 'data'), port: 0 })).close()
})

test('a browser that ends at once is said, and the addresses come instead', async ({ start, folder }) => {
  test.skip(fakes !== '', fakes)
  const browser = fakeProgram(folder, 'chromium', 'exit 1')
  const one = start(['--no-electron'], { ASIDE_BROWSER: browser.path })
  await addresses(one)
  expect(one.said()).toEqual(['Electron was not wanted (--no-electron): opening Chromium instead.', 'Chromium ended at once (exit code 1): open these addresses in a browser.'])
})

test('a port that is taken is said in one line, and the next free one is used', async ({ start }) => {
  const blocker = createServer()
  const port = await new Promise<number>((bound) => blocker.listen(0, '127.0.0.1', () => bound((blocker.address() as AddressInfo).port)))
  const one = start([...plain, '--port', String(port)])
  const { Trainer = '' } = await addresses(one)
  expect(one.said()[0]).toBe(`Port ${port} is taken; listening on ${new URL(Trainer).port} instead.`)
  blocker.close()
})

test('a second start on the same log is refused with one sentence', async ({ start }) => {
  await addresses(start(plain))
  const second = start(plain)
  expect(await second.ended).toBe(2)
  expect(second.said()).toEqual([expect.stringMatching(/^The log .* is in use by another Aside\. /)])
})

test('a damaged log is named and kept, and a fresh one is begun when asked', async ({ start, folder }) => {
  await (await startAside({ data: join(folder, 'data'), port: 0 })).close()
  writeFileSync(join(folder, 'data', 'aside.db'), 'no database '.repeat(1000))
  const refused = start(plain)
  expect(await refused.ended).toBe(2)
  expect(refused.said()).toEqual([expect.stringMatching(/is damaged .*--fresh /)])
  const fresh = start([...plain, '--fresh'])
  await addresses(fresh)
  expect(fresh.said()[0]).toContain('aside.kept-1.db')
})

for (const [args, sentence] of [
  [['--port', 'eighty'], /^--port must be a number from 0 to 65535, not eighty$/],
  [['--prot', '80'], /Unknown option .*--prot.* lists what there is/],
  [['dance'], /dance.* lists what there is/],
  [['--', 'dance'], /Nothing is read after "--", not even dance/]
] as const) {
  test(`bad input (${args.join(' ')}) ends with a sentence`, async ({ start }) => {
    const one = start(args)
    expect(await one.ended).toBe(2)
    expect(one.said()).toEqual([expect.stringMatching(sentence)])
  })
}
