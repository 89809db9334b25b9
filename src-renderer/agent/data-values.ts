import type { DataValue } from './desk-chat.ts'

/** What is attached, as people read it. */
export function shownValue(value: DataValue): string {
  return value === null || value === '' ? '–' : String(value)
}

/** What was typed, as the kind of value that stood there before: a number stays a number, as long as it is one. */
export function likeBefore(text: string, before: DataValue): DataValue {
  const trimmed = text.trim()
  if (before === null && trimmed === '') return null
  if (typeof before === 'number' && trimmed !== '' && Number.isFinite(Number(trimmed))) return Number(trimmed)
  if (typeof before === 'boolean' && (trimmed === 'true' || trimmed === 'false')) return trimmed === 'true'
  return text
}
