import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { whole } from './figures.ts'
import type { Row } from './figures.ts'

/** What each page has to load before it can be used: its script, what that imports at once, and its style. */

const built = fileURLToPath(new URL('../../out/renderer', import.meta.url))

export function bundles(): Row[] {
  return ['trainer', 'agent', 'customer'].map((page) => {
    const files = loadedBy(page)
    const bytes = files.reduce((sum, file) => sum + readFileSync(file).byteLength, 0)
    const packed = files.reduce((sum, file) => sum + gzipSync(readFileSync(file)).byteLength, 0)
    return { what: `the ${page}'s page, ${files.length} files, gzip`, ours: `${whole(packed / 1024)} KiB`, floor: `${whole(bytes / 1024)} KiB`, floorIs: 'the same as it is served on the loopback', ratio: packed / bytes }
  })
}

/** The page's own addresses, and what their scripts import without waiting. */
function loadedBy(page: string): string[] {
  const html = join(built, page, 'index.html')
  const waiting = [...readFileSync(html, 'utf8').matchAll(/(?:src|href)="([^"#:]+)"/g)].map(([, to = '']) => join(dirname(html), to))
  const found = new Set<string>()
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (found.has(file) || !existsSync(file)) continue
    found.add(file)
    if (!file.endsWith('.js')) continue
    for (const [, to = ''] of readFileSync(file, 'utf8').matchAll(/(?:^|[;\s}])(?:import|export)\s*(?:[\w*{][^"'()]*?from)?\s*["'](\.[^"']+\.js)["']/g)) waiting.push(join(dirname(file), to))
  }
  return [...found]
}
