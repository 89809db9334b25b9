import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { runtimeHad, runtimeHere } from '../../src-main/machine/electron-runtime.ts'

/** Where Electron's program is looked for, and what becomes of a fetch that fails. */

const never = new AbortController().signal

/** An environment without a runtime, whose fetches go to `mirror`. */
function bare(folder: string, mirror: string): NodeJS.ProcessEnv {
  return { ...process.env, ASIDE_ELECTRON: '', ELECTRON_OVERRIDE_DIST_PATH: join(folder, 'nowhere'), ELECTRON_MIRROR: mirror, electron_config_cache: join(folder, 'cache') }
}

let folder = ''
test.beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'aside-runtime-'))))
test.afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('a runtime that lies elsewhere is used where it lies', () => {
  for (const program of ['electron', 'electron.exe']) writeFileSync(join(folder, program), '')
  const env = { ELECTRON_OVERRIDE_DIST_PATH: folder }
  test.skip(process.platform === 'darwin', 'there the program is a folder')
  expect(runtimeHere(env)).toMatch(/electron(\.exe)?$/)
  expect(runtimeHere({ ...env, ASIDE_ELECTRON: '/my/own' })).toBe('/my/own')
})

test('without a network the fetch fails at once and says so', async () => {
  const began = performance.now()
  expect(await runtimeHad(never, bare(folder, 'http://127.0.0.1:1/'))).toEqual({ why: 'is not here and cannot be had (no network)' })
  expect(performance.now() - began).toBeLessThan(15_000)
})

test('a fetch that hangs is given up at the limit', async () => {
  const silent = createServer(() => {})
  const port = await new Promise<number>((listening) => silent.listen(0, '127.0.0.1', () => listening((silent.address() as AddressInfo).port)))
  const began = performance.now()
  expect(await runtimeHad(never, { ...bare(folder, `http://127.0.0.1:${port}/`), ASIDE_ELECTRON_LIMIT: '1.5' })).toEqual({
    why: 'is not here and cannot be had (it did not come within 1.5 s; ASIDE_ELECTRON_LIMIT gives it longer)'
  })
  expect(performance.now() - began).toBeLessThan(5000)
  silent.closeAllConnections()
  silent.close()
})

test('a mirror that refuses is quoted', async () => {
  const refusing = createServer((_request, response) => response.writeHead(403).end())
  const port = await new Promise<number>((listening) => refusing.listen(0, '127.0.0.1', () => listening((refusing.address() as AddressInfo).port)))
  const had = await runtimeHad(never, bare(folder, `http://127.0.0.1:${port}/`))
  expect(had).toEqual({ why: expect.stringMatching(/^is not here and cannot be had \(.*403.*\)$/) })
  refusing.close()
})
