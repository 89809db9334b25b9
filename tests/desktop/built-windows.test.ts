import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from '@playwright/test'
import { isBuilt } from '../../src-main/desktop/built-windows.ts'

/** When `npm start` builds, and when it does not need to. */

const products = ['out/main/main.js', 'out/preload/preload.cjs', 'out/renderer/trainer/index.html', 'out/renderer/agent/index.html', 'out/renderer/customer/index.html', 'out/renderer/join/index.html']

let root = ''
test.beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'aside-built-'))))
test.afterEach(() => rmSync(root, { recursive: true, force: true }))

function write(file: string, at: number): void {
  const path = join(root, file)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, '')
  utimesSync(path, at, at)
}

test('windows that are younger than all sources need no build', () => {
  write('src-main/main.ts', 100)
  write('src-renderer/trainer/App.svelte', 100)
  for (const file of products) write(file, 200)
  expect(isBuilt(root)).toBe(true)
})

test('a window that is missing needs a build', () => {
  write('src-main/main.ts', 100)
  for (const file of products.slice(1)) write(file, 200)
  expect(isBuilt(root)).toBe(false)
})

for (const source of ['src-main/core/chat.ts', 'src-renderer/agent/App.svelte', 'src-renderer/shared/tokens.css', 'resources/locales/en/agent.json', 'resources/locales/languages-apart.ts', 'resources/icons/aside.svg', 'electron.vite.config.ts']) {
  test(`a change of ${source} needs a build`, () => {
    for (const file of products) write(file, 200)
    write(source, 300)
    expect(isBuilt(root)).toBe(false)
  })
}

test('what the build itself writes among the sources needs none', () => {
  for (const file of products) write(file, 200)
  write('src-renderer/shared/messages/messages.js', 300)
  write('src-renderer/shared/messages/messages/en.ts', 300)
  write('resources/locales/project.inlang/settings.json', 300)
  expect(isBuilt(root)).toBe(true)
})
