import { missing, there } from './finding.ts'
import type { Finding } from './finding.ts'

/** Whether Node knows languages and time zones; a small build of it knows English and UTC alone. */
export function localeFound(): Finding {
  const { timeZone, locale } = Intl.DateTimeFormat().resolvedOptions()
  const day = new Date(Date.UTC(2026, 0, 5, 9))
  const month = new Intl.DateTimeFormat('de', { month: 'long', timeZone: 'UTC' }).format(day)
  const hour = hourIn('Asia/Tokyo', day)
  const found = `${locale}, ${timeZone}, ICU ${process.versions['icu'] ?? 'none'}, zones of ${process.versions['tz'] ?? 'unknown'}`
  if (month === 'Januar' && hour === '18') return there('Languages and zones', found)
  return missing('Languages and zones', `${found}: only a part of the data`, 'Use the Node that "npm ci" brings, or let NODE_ICU_DATA name a folder with the whole data.')
}

function hourIn(timeZone: string, moment: Date): string | null {
  try {
    return new Intl.DateTimeFormat('en-GB', { hour: '2-digit', timeZone }).format(moment)
  } catch {
    return null
  }
}
