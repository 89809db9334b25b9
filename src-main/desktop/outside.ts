import { shell } from 'electron'
import type { LogFile } from './log-file.ts'

/** Opens a web address in the system's browser. A system without one refuses, and then nothing happens. */
export function openOutside(address: string, log: LogFile): Promise<void> {
  return shell.openExternal(address).catch((error: unknown) => log.note('an address did not open', { why: String(error) }))
}
