import { languages } from 'aside:languages'
import type { Locale } from './messages/runtime.js'

/** The parts of the windows that have words of their own: the files of `resources/locales`. */
export type Area = keyof (typeof languages)['de']

type Words = Readonly<Record<string, (inputs: unknown) => string>>

/** Words that were read, by language. Every page has those of the base language in it. */
const read = new Map<string, Words>()

/** Reads what a page says in a language; the base language needs nothing. */
export async function readWords(locale: Locale, areas: readonly Area[]): Promise<void> {
  if (locale === 'en' || read.has(locale)) return
  const parts = await Promise.all(areas.map((area) => languages[locale][area]()))
  read.set(locale, Object.assign({}, ...parts.map(({ words }) => words)) as Words)
}

/** The message of this compiled name in another language than the base; what was compiled looks it up here. */
export function wordsIn(locale: string, name: string): (inputs: unknown) => string {
  const said = read.get(locale)?.[name]
  if (!said) throw new Error(`The page asks for ${name} in ${locale}, and has not read it`)
  return said
}
