import de from '../../resources/locales/de/desktop.json' with { type: 'json' }
import en from '../../resources/locales/en/desktop.json' with { type: 'json' }
import type { Language } from '../contract/desktop-bridge.ts'

/** What the shell itself says: menus, dialogs and the page of a broken window. A word that one language lacks is a type error. */
export type Words = Readonly<Record<keyof typeof en, string>>

const words: Readonly<Record<Language, Words>> = { en, de }

export function wordsIn(language: Language): Words {
  return words[language]
}

/** The first of the system's languages that we speak, English if none is. */
export function languageOf(preferred: readonly string[]): Language {
  return preferred.map((tag) => tag.toLowerCase().split('-')[0]).find((tag) => tag === 'de' || tag === 'en') ?? 'en'
}

/** A text with its `{placeholders}` filled in. */
export function filled(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}
