import { untrack } from 'svelte'
import { baseLocale, getTextDirection, isLocale, locales, overwriteGetLocale } from './messages/runtime.js'
import type { Locale } from './messages/runtime.js'
import { readWords } from './other-languages.ts'
import type { Area } from './other-languages.ts'
import { settings } from './settings.svelte.ts'

/**
 * The language of the page. Every message asks for it, and it is state: choosing another one changes all words where they
 * stand as soon as they are read, and nothing that was typed is lost.
 */

/** `?lang=en-XA` shows long and accented words, `?lang=ar-XB` a page from right to left: for whoever tests the windows. */
let asked = $state(inAddress())
let spokenNow = $state<Locale>(baseLocale)
/** What else is to be read before a page speaks a language. */
const besides: ((language: Locale) => Promise<void>)[] = []

addEventListener('popstate', () => (asked = inAddress()))

/** The language that the page speaks. */
export function locale(): Locale {
  return spokenNow
}

overwriteGetLocale(locale)

/**
 * Resolves when the page speaks the language that is wanted, and lets it follow when another one is. A page names the areas
 * whose words it says. Should the words not come, it goes on in the language that it has.
 */
export async function speak(areas: readonly Area[]): Promise<void> {
  const speakNow = async (language: Locale): Promise<void> => {
    const isRead = await Promise.all([readWords(language, areas), ...besides.map((read) => read(language))]).then(() => true, () => false)
    if (isRead && language === wanted()) spokenNow = language
  }
  await speakNow(wanted())
  $effect.root(() => {
    $effect(() => {
      const language = wanted()
      if (language !== untrack(locale)) void speakNow(language)
    })
  })
}

/** Has something read, too, before a page speaks a language. */
export function beforeSpeaking(read: (language: Locale) => Promise<void>): void {
  besides.push(read)
}

function wanted(): Locale {
  if (asked !== null && isLocale(asked)) return asked
  const { language } = settings.now
  return language === 'system' ? preferred() : language
}

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
