import { locales } from './messages/runtime.js'
import type { Locale } from './messages/runtime.js'

/** Made of English, for whoever tests the windows; nobody chooses them. */
type Made = 'en-XA' | 'ar-XB'

export type Language = Exclude<Locale, Made>

/** Every language that has a folder of messages. */
export const languages: readonly Language[] = locales.filter((one): one is Language => one !== 'en-XA' && one !== 'ar-XB')

/** What a language calls itself. */
export function ownName(language: Language): string {
  const name = new Intl.DisplayNames(language, { type: 'language' }).of(language) ?? language
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1)
}
