import { beside } from './in-language.ts'
import { isRecord } from './is-record.ts'
import { m } from './messages/messages.js'
import { oddAlert } from './read-alerts.ts'
import { choices, readSettings } from './read-settings.ts'
import type { Settings } from './read-settings.ts'

/** Settings as a file, to take them along to another machine or to hand them to a class. */

const mark = 'asideSettings'
const version = 1
const mostBytes = 64 * 1024

export const settingsFileName = 'aside-settings.json'

export function settingsFile(settings: Settings): string {
  return `${JSON.stringify({ [mark]: version, ...settings }, null, 2)}\n`
}

/** The settings that a file holds, or a sentence that says what is wrong with it; then nothing is changed. */
export async function readSettingsFile(file: File): Promise<{ settings: Settings } | { problem: string }> {
  if (file.size > mostBytes) return { problem: m.settings_fileOther({ file: file.name }) }
  const said = parsed(await file.text())
  if (said === undefined) return { problem: m.settings_fileNoJson({ file: file.name }) }
  if (!isRecord(said) || !(mark in said)) return { problem: m.settings_fileOther({ file: file.name }) }
  if (said[mark] !== version) return { problem: m.settings_fileNewer({ file: file.name }) }
  const odd = oddChoice(said) ?? oddAlert(said['alerts'])
  if (odd) return { problem: m.settings_fileValue({ file: file.name, name: odd.name, value: JSON.stringify(odd.value), allowed: beside(odd.allowed) }) }
  return { settings: readSettings(said) }
}

function oddChoice(said: Readonly<Record<string, unknown>>): { readonly name: string; readonly value: unknown; readonly allowed: readonly string[] } | null {
  for (const [name, allowed] of Object.entries(choices)) {
    const value = said[name]
    if (value !== undefined && !allowed.some((one) => one === value)) return { name, value, allowed }
  }
  return null
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
