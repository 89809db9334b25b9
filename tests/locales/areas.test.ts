import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

/** A page reads the words of a language by areas, and names them: each whose messages any part of it says, and no other. */

const renderer = fileURLToPath(new URL('../../src-renderer', import.meta.url))

test.each([
  ['trainer', 'mount.ts'],
  ['agent', 'main.ts'],
  ['customer', 'main.ts'],
  ['join', 'main.ts']
])('the page of the %s reads what it says', (page, file) => {
  const start = join(renderer, page, file)
  const [, named = ''] = /speak\(\[([^\]]*)\]\)/.exec(readFileSync(start, 'utf8')) ?? []
  const read = [...named.matchAll(/'(\w+)'/g)].map(([, area = '']) => area)
  const said = new Set(partsOf(start).flatMap((part) => [...readFileSync(part, 'utf8').matchAll(/\bm\.([a-z]+)_/g)].map(([, area = '']) => area)))
  expect(read.toSorted()).toEqual([...said].toSorted())
})

/** The page's modules, those too that come later. */
function partsOf(start: string): string[] {
  const found = new Set([start])
  for (const part of found) {
    for (const [, to = ''] of readFileSync(part, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+\.(?:ts|svelte))'/g)) {
      const path = join(dirname(part), to)
      if (path.startsWith(renderer) && existsSync(path)) found.add(path)
    }
  }
  return [...found]
}
