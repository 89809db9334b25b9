import { decimalSign } from './in-language.ts'
import { formatLocale } from './language.svelte.ts'

/** Times as people read them. All take milliseconds. */

/** `0:07`, `12:40`, `1:02:05`. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  const tail = String(rest).padStart(2, '0')
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${minutes}:${tail}`
}

/** `0:07.3`, or `0:07,3` in German: for the stage, where tenths of a second matter. */
export function tenths(ms: number): string {
  return `${duration(ms)}${decimalSign()}${Math.floor(Math.max(0, ms) / 100) % 10}`
}

/** Whole seconds until a moment, never less than none. */
export function secondsUntil(moment: number, now: number): number {
  return Math.max(0, Math.ceil((moment - now) / 1000))
}

/** The hour and minute in `yyyy-MM-dd HH:mm:ss.SSSZ`, which are already in the room's own zone: `14:05`, or `2:05 PM`. */
export function clockTime(timestamp: string): string {
  const [hour = 0, minute = 0] = timestamp.slice(11, 16).split(':').map((part) => Number(part) || 0)
  return new Intl.DateTimeFormat(formatLocale(), { timeStyle: 'short', timeZone: 'UTC' }).format(Date.UTC(2000, 0, 1, hour, minute))
}
