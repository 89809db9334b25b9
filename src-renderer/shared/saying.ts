import { locale } from './language.svelte.ts'
import { Phrasebook } from './phrasebook.ts'
import type { Phrases } from './phrasebook.ts'

/** Says a sentence of the engine in the window's language. */
export type Say = (sentence: string) => string

/** From what a page may be told, each kind of sentence in English and in every other language. */
export function sayingOf(kinds: readonly { readonly en: Phrases; readonly de: Phrases }[]): Say {
  let german: Phrasebook | null = null
  return (sentence) => {
    // The languages that are made of English for tests make nothing of what the engine says.
    if (locale() !== 'de') return sentence
    german ??= new Phrasebook(kinds.map(({ en, de }) => [en, de]), 'de')
    return german.say(sentence)
  }
}
