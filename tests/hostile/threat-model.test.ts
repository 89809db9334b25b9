import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/** The threat model names a test for each defence; here they are counted. */

const root = new URL('../../', import.meta.url)
const text = readFileSync(new URL('resources/security/threat-model.md', root), 'utf8')
const rows = text.split('\n').filter((line) => line.startsWith('| ') && !/^\| (?:Who |---)/.test(line))

test('every test that the threat model names is there, and every threat has one', () => {
  expect(rows.length).toBeGreaterThan(10)
  for (const row of rows) {
    const named = [...(row.split('|').at(-2) ?? '').matchAll(/`(tests\/[\w/-]+\.test\.ts)`/g)].flatMap(([, file]) => file ?? [])
    expect(named.length, row).toBeGreaterThan(0)
    for (const file of named) expect(existsSync(new URL(file, root)), file).toBe(true)
  }
})

test('the README leads to it, and it fits on a page or two', () => {
  expect(readFileSync(new URL('README.md', root), 'utf8')).toContain('resources/security/threat-model.md')
  expect(text.split(/\s+/).length).toBeLessThan(1400)
})

test('what the threat model says of packages is so: those at run time, pinned exactly', () => {
  const { dependencies } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as { dependencies: Record<string, string> }
  for (const [name, version] of Object.entries(dependencies)) {
    expect([name, /^\d+\.\d+\.\d+$/.test(version)]).toEqual([name, true])
    expect(text).toContain(name.replace(/^@hono\/node-server$|^socket\.io-client$|^zod-openapi$/, (one) => one.replace(/^@hono\/.*/, 'hono').replace(/-client|-openapi/, '')))
  }
})
