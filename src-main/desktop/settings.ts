import { existsSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { shellSettings } from '../contract/shell-settings.ts'
import type { ShellSettings } from '../contract/shell-settings.ts'
import { writeWhole } from './whole-file.ts'

/** A settings file that was put aside, and why. */
export interface BrokenSettings {
  readonly file: string
  readonly kept: string
  readonly why: string
}

/** The shell's settings in their file. A file that cannot be used is put aside, never overwritten. */
export class Settings {
  readonly file: string
  /** What was wrong at the start; null if nothing was. */
  readonly broken: BrokenSettings | null
  now: ShellSettings

  constructor(folder: string) {
    this.file = join(folder, 'settings.json')
    const read = existsSync(this.file) ? settingsIn(this.file) : { settings: shellSettings.parse({}) }
    if ('settings' in read) {
      this.now = read.settings
      this.broken = null
      return
    }
    const kept = freeName(this.file)
    renameSync(this.file, kept)
    this.now = shellSettings.parse({})
    this.broken = { file: this.file, kept, why: read.why }
  }

  /** Comes back with why the change could not be kept; it holds until the end all the same. */
  change(part: Partial<ShellSettings>): string | null {
    this.now = { ...this.now, ...part }
    return this.exportTo(this.file)
  }

  exportTo(file: string): string | null {
    return writeWhole(file, `${JSON.stringify(this.now, null, 2)}\n`)
  }

  /** Comes back with why nothing was changed. */
  importFrom(file: string): string | null {
    const read = settingsIn(file)
    return 'why' in read ? read.why : this.change(read.settings)
  }
}

function settingsIn(file: string): { settings: ShellSettings } | { why: string } {
  try {
    const read = shellSettings.safeParse(JSON.parse(readFileSync(file, 'utf8')))
    if (read.success) return { settings: read.data }
    return { why: read.error.issues.map(({ path, message }) => (path.length === 0 ? message : `"${path.join('.')}": ${message}`)).join('; ') }
  } catch (error) {
    return { why: error instanceof Error ? error.message : String(error) }
  }
}

function freeName(file: string): string {
  let n = 1
  while (existsSync(`${file}.broken-${n}`)) n += 1
  return `${file}.broken-${n}`
}
