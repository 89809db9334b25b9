import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { figure } from './figures.ts'
import type { Figure } from './figures.ts'

/** What each page has to load before it can be used: its script, what that imports at once, and its style. */

const built = fileURLToPath(new URL('../../out/renderer', import.meta.url))

export function bundles(): Figure[] {
  return ['trainer', 'agent', 'customer'].map((page) => {
    const files = loadedBy(page)
    const bytes = files.reduce((sum, file) => sum + readFileSync(file).byteLength, 0)
    const packed = files.reduce((sum, file) => sum + gzipSync(readFileSync(file)).byteLength, 0)
    return figure({ what: `the ${page}'s page, gzip`, unit: 'KiB', ours: packed / 1024, floor: bytes / 1024, floorIs: 'the same as it is served on the loopback', note: `${files.length} files` })
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
    const code = readFileSync(file, 'utf8')
    // The console's own script does no more than ask for all the rest at once.
    if (basename(file).startsWith('trainer-')) for (const [, to = ''] of code.matchAll(/["'`](?:\.|assets)\/([^"'`/]+\.(?:js|css))["'`]/g)) waiting.push(join(dirname(file), to))
    for (const [, to = ''] of code.matchAll(/(?:^|[;\s}])(?:import|export)\s*(?:[\w*{][^"'()]*?from)?\s*["'](\.[^"']+\.js)["']/g)) waiting.push(join(dirname(file), to))
  }
  return [...found]
}
