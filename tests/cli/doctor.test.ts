import { chmodSync, existsSync, readdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Finding } from '../../src-main/machine/finding.ts'
import { looked } from '../../src-main/machine/finding.ts'
import { nodeFound } from '../../src-main/machine/node-found.ts'
import { sqliteFound } from '../../src-main/machine/sqlite-found.ts'
import { browserFound, electronFound, pagesFound } from '../../src-main/machine/windows-found.ts'
import { aside } from '../support/command-line.ts'
import { freshFolder } from '../support/rooms.ts'

/** `aside doctor`: what is there, what is not, and what to do about it. */

async function findings(...args: string[]): Promise<{ code: number | null; err: string; ready: boolean; of: (name: string) => Finding | undefined }> {
  const { code, err, out } = await aside('doctor', '--json', ...args)
  const said = JSON.parse(out) as { ready: boolean; findings: Finding[] }
  return { code, err, ready: said.ready, of: (name) => said.findings.find((one) => one.name === name) }
}

test('where all that is needed is there, it exits 0, each line ok or missing with a fix', async () => {
  const { code, out, err } = await aside('doctor', '--port', '0')
  expect([code, err]).toEqual([0, ''])
  const lines = out.split('\n')
  for (const name of ['Node', 'SQLite', 'Port', 'Windows', 'Browser', 'Electron', 'Languages and zones']) {
    const place = lines.findIndex((line) => new RegExp(`^(✓ ok     |✗ missing)  ${name} `).test(line))
    expect.soft(place, name).toBeGreaterThanOrEqual(0)
    if (lines[place]?.startsWith('✗')) expect.soft(lines[place + 1], name).toMatch(/^ {10,}[A-Z].*\.$/)
  }
  expect(out).toMatch(/\nAll that "aside run" and "aside serve" need is there\.\n$/)
})

test('a data folder is tried without leaving anything there, be it made yet or not', async () => {
  const folder = freshFolder()
  const { code, ready, of } = await findings('--port', '0', '--data', join(folder, 'not', 'made'))
  expect([code, ready]).toEqual([0, true])
  expect(of('Data folder')).toMatchObject({ isThere: true, isNeeded: true })
  expect(readdirSync(folder)).toEqual([])
})

test('a data folder in which no log can be kept is said, with the fix, and exits 1', async () => {
  const file = join(freshFolder(), 'a-file')
  writeFileSync(file, '')
  const { code, err, ready, of } = await findings('--port', '0', '--data', join(file, 'inside'))
  expect([code, err, ready]).toEqual([1, '', false])
  expect(of('Data folder')).toMatchObject({ isThere: false, found: `${file} is a file`, fix: 'Give another folder by --data.' })
  expect(of('SQLite')?.isThere).toBe(true)
})

test.skipIf(process.getuid?.() === 0)('a folder that may not be written is said', async () => {
  const folder = freshFolder()
  chmodSync(folder, 0o500)
  expect(await sqliteFound('Data folder', folder)).toMatchObject({ isThere: false, found: expect.stringContaining('cannot be written') })
})

test('a port that is taken is said with the next free one, and by whom as far as that is known', async () => {
  const blocker = createServer()
  const port = await new Promise<number>((bound) => blocker.listen(0, '127.0.0.1', () => bound((blocker.address() as AddressInfo).port)))
  const { code, of } = await findings('--port', String(port))
  expect(code).toBe(0)
  const found = of('Port')
  expect(found).toMatchObject({ isThere: false, isNeeded: false, fix: expect.stringMatching(/takes \d+ instead/) })
  if (existsSync('/proc/net/tcp')) expect(found?.found).toBe(`${port} is taken by node (process ${process.pid})`)
  blocker.close()
})

test('an older Node is named, and better-sqlite3 is not loaded in it', async () => {
  expect(nodeFound('22.1.0')).toMatchObject({ isThere: false, isNeeded: true, fix: expect.stringContaining('npm ci') })
  expect(nodeFound('24.0.0').isThere).toBe(true)
  const folder = freshFolder()
  expect(await sqliteFound('SQLite', folder, '20.20.0')).toMatchObject({ isThere: false, isNeeded: true, found: 'not tried, since it crashes Node 20.20.0' })
  expect((await sqliteFound('SQLite', folder, '22.0.0')).isThere).toBe(true)
})

test('what opens windows is named with the fix where it is not there', () => {
  expect(browserFound({ ASIDE_BROWSER: '/no/such/browser' })).toMatchObject({ isThere: false, isNeeded: false, found: expect.stringContaining('/no/such/browser') })
  expect(electronFound({ ASIDE_ELECTRON: '/no/such/electron' })).toMatchObject({ isThere: false, isNeeded: false })
  expect(electronFound({ ASIDE_ELECTRON: process.execPath })).toMatchObject({ isThere: true, found: process.execPath })
  expect(pagesFound(freshFolder())).toMatchObject({ isThere: false, found: 'not built: trainer, agent, customer', fix: 'Run "npm run build" in the folder of Aside.' })
})

test('a look that fails is a finding, not a crash', async () => {
  const found = await looked('Port', false, () => {
    throw new Error('no loopback here')
  })
  expect(found).toMatchObject({ name: 'Port', isThere: false, found: 'could not be looked at (no loopback here)' })
})
