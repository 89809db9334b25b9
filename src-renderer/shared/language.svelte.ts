import { baseLocale, getTextDirection, isLocale, locales, overwriteGetLocale } from './messages/runtime.js'
import type { Locale } from './messages/runtime.js'
import { settings } from './settings.svelte.ts'

/**
 * The language of the page. Every message asks for it, and it is state: choosing another one changes all words where they
 * stand, and nothing that was typed is lost.
 */

/** `?lang=en-XA` shows long and accented words, `?lang=ar-XB` a page from right to left: for whoever tests the windows. */
let asked = $state(inAddress())

addEventListener('popstate', () => (asked = inAddress()))

export function locale(): Locale {
  if (asked !== null && isLocale(asked)) return asked
  const { language } = settings.now
  return language === 'system' ? preferred() : language
}

overwriteGetLocale(locale)

/** The languages of people: not those made of English for tests. */
export const spoken = locales.filter((one): one is Exclude<Locale, 'en-XA' | 'ar-XB'> => one !== 'en-XA' && one !== 'ar-XB')

/** What a language calls itself. */
export function ownName(language: Locale): string {
  const name = new Intl.DisplayNames(language, { type: 'language' }).of(language) ?? language
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1)
}

export function direction(): 'ltr' | 'rtl' {
  return getTextDirection(locale())
}

/** How numbers, dates and lists are written: as in the reader's own country, if the system names one that speaks the language. */
export function formatLocale(): string {
  const language = locale()
  return navigator.languages.find((one) => one.toLowerCase().startsWith(`${language}-`)) ?? language
}

function inAddress(): string | null {
  return new URLSearchParams(location.search).get('lang')
}

function preferred(): Locale {
  const languages = navigator.languages.map((one) => one.toLowerCase().split('-')[0])
  const wanted = languages.find((language) => spoken.some((one) => one === language))
  return spoken.find((one) => one === wanted) ?? baseLocale
}
