import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** Writes a file so that it is either the old one or the new one. Comes back with why it could not be written, null when it was. */
export function writeWhole(file: string, text: string): string | null {
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(`${file}.new`, text)
    renameSync(`${file}.new`, file)
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
