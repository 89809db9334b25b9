import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { playScenario, read } from './playing.ts'

/** Every scenario that ships is a test, in both dialects. */

const folder = new URL('../../resources/scenarios/', import.meta.url)
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml')).sort()
/** These look at marks that only `extended` has. */
const extendedOnly = ['owner-reloads-while-pending.yaml']

describe.each(['extended', 'classic'] as const)('in the dialect %s', (wire) => {
  test.each(files.filter((file) => wire === 'extended' || !extendedOnly.includes(file)))('%s holds', async (file) => {
    const { result, lines } = await playScenario(read(readFileSync(new URL(file, folder), 'utf8'), file), wire)
    expect(result.held, lines.join('\n')).toBe(true)
  })
})

test.each(extendedOnly)('%s looks at marks that classic does not have', async (file) => {
  const { result } = await playScenario(read(readFileSync(new URL(file, folder), 'utf8'), file), 'classic')
  expect(result.held).toBe(false)
})

test('every scenario says what it is about', () => {
  for (const file of files) expect.soft(read(readFileSync(new URL(file, folder), 'utf8'), file).about, file).not.toBe('')
})
