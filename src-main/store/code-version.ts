import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'

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
  const folders = existsSync(join(above, 'core')) ? [join(above, 'core'), join(above, 'engine')] : [here]
  const files = folders.flatMap((folder) => readdirSync(folder).filter(isCode).sort().map((name) => join(folder, name)))
  // Where our own text cannot be read, no snapshot is known to be of it.
  if (files.length === 0) return randomBytes(16).toString('hex')
  const hash = createHash('sha256')
  for (const file of files) hash.update(basename(file)).update('\0').update(readFileSync(file))
  return hash.digest('hex').slice(0, 32)
}

function isCode(name: string): boolean {
  return /\.(?:js|ts)$/.test(name) && !name.endsWith('.d.ts')
}
