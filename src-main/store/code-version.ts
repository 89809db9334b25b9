import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

let known: string | null = null

/**
 * Of which code a snapshot is. What becomes of a log depends on the rules and the engine alone, so it is their text that
 * counts: another text, another version. In a bundle, where they are no folders of their own, it is that of the whole.
 */
export function codeVersion(): string {
  known ??= textsOf(join(import.meta.dirname, '..'), import.meta.dirname)
  return known
}

function textsOf(above: string, here: string): string {
  const isBundle = !existsSync(join(above, 'core'))
  const [cwd, pattern] = isBundle ? [here, '*.js'] : [above, '{core,engine}/*.{ts,js}']
  const hash = createHash('sha256')
  for (const file of globSync(pattern, { cwd }).sort()) {
    if (!file.endsWith('.d.ts')) hash.update(file).update('\0').update(readFileSync(join(cwd, file)))
  }
  return hash.digest('hex').slice(0, 32)
}
