import { beforeSpeaking, locale } from './language.svelte.ts'
import { Phrasebook } from './phrasebook.ts'
import type { Phrases } from './phrasebook.ts'

/** Says a sentence of the engine in the window's language. */
export type Say = (sentence: string) => string

/** From what a page may be told, each kind of sentence in English and in German; it is read when German is spoken. */
export function sayingOf(read: () => Promise<readonly { readonly en: Phrases; readonly de: Phrases }[]>): Say {
  let german: Phrasebook | null = null
  beforeSpeaking(async (language) => {
    if (language === 'de') german ??= new Phrasebook((await read()).map(({ en, de }) => [en, de]), 'de')
  })
  // The languages that are made of English for tests make nothing of what the engine says.
  return (sentence) => (locale() === 'de' && german ? german.say(sentence) : sentence)
}
