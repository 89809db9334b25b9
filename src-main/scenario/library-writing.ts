import { existsSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { isScenarioPath } from './scenario-path.ts'

/** New files in the trainer's library. */

/** `Refund, with a colleague` becomes `refund-with-a-colleague.yaml`, or one with a number where that is taken. */
export function freeFile(folder: string, title: string): string {
  const name = title.normalize('NFKD').replace(/[\p{M}'’]/gu, '').replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '').toLowerCase().slice(0, 80) || 'recording'
  for (let number = 1; ; number += 1) {
    const file = number === 1 ? `${name}.yaml` : `${name}-${number}.yaml`
    if (!existsSync(join(folder, file))) return file
  }
}

/** Writes a file that is not there yet, with its folders; or says in a sentence why it cannot. `file` is relative to the library. */
export function writeNew(folder: string, file: string, text: string): { file: string } | { problem: string } {
  const named = /\.[^./\\]*$/.test(file) ? file : `${file}.yaml`
  const parts = named.split(/[/\\]/)
  if (!isScenarioPath(named)) return { problem: `${named} would not be found in the library; its name has to end in .yaml` }
  if (parts.some((part) => part.trim() === '' || part.startsWith('.') || /[<>:"|?*\p{Cc}]/u.test(part))) {
    return { problem: `${named} cannot be a file of the library. Give a name such as refund.yaml, or a folder and a name: class-1/refund.yaml` }
  }
  const path = join(folder, ...parts)
  try {
    mkdirSync(dirname(path), { recursive: true })
    // A link in the library may lead out of it.
    if (relative(realpathSync(folder), realpathSync(dirname(path))).startsWith('..')) return { problem: `${named} lies outside of the library; choose another folder` }
    writeFileSync(path, text, { flag: 'wx' })
    return { file: parts.join('/') }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    if (code === 'EEXIST' && existsSync(path)) return { problem: `${parts.join('/')} is in the library already; choose another name` }
    return { problem: `${parts.join('/')} cannot be written into ${folder} (${error instanceof Error ? error.message : String(error)}). Download it instead` }
  }
}
