import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { expect, test } from '@playwright/test'
import { findBrowser, windowSwitches } from '../../src-main/machine/machine-browser.ts'

/** Which browser stands in for Electron, and where it keeps its profile. */

let folder = ''
test.beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'aside-browser-'))))
test.afterEach(() => rmSync(folder, { recursive: true, force: true }))

function program(place: string, name: string, mode: number): string {
  const path = join(folder, place, name)
  mkdirSync(join(folder, place), { recursive: true })
  writeFileSync(path, '', { mode })
  return path
}

test('the browser that is named outright is taken', () => {
  expect(findBrowser({ ASIDE_BROWSER: '/my/own' })?.path).toBe('/my/own')
})

test('a browser on the path is found, and a file that is no program is passed over', () => {
  test.skip(process.platform === 'win32' || process.platform === 'darwin', 'there the usual folders are searched, not the path')
  program('one', 'chromium', 0o644)
  const found = program('two', 'chromium', 0o755)
  const PATH = [join(folder, 'one'), join(folder, 'two')].join(delimiter)
  expect(findBrowser({ PATH })).toEqual({ name: 'Chromium', path: found })
})

test('its profile lies beside the log, and for a snap where a snap may write', () => {
  const profileOf = (path: string): string | undefined => windowSwitches({ name: 'Chromium', path }, 'http://127.0.0.1/', '/log').find((word) => word.startsWith('--user-data-dir='))
  expect(profileOf('/usr/bin/chromium')).toBe(`--user-data-dir=${join('/log', 'browser')}`)
  expect(profileOf('/snap/bin/chromium')).toMatch(/snap[\\/]chromium[\\/]common[\\/]aside$/)
})
