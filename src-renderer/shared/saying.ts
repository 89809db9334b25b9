import { beforeSpeaking, locale } from './language.svelte.ts'
import { Phrasebook } from './phrasebook.ts'
import type { Phrases } from './phrasebook.ts'

/** Says a sentence of the engine in the window's language. */
export type Say = (sentence: string) => string

/** Sentences of one kind in each language that people speak. */
interface Kind {
  readonly en: Phrases
  readonly de: Phrases
}

/** `read` gets what a page may be told, each kind of sentence in English and in German; it is asked when German is spoken. */
export function sayingOf(read: () => Promise<readonly Kind[]>): Say {
  let kinds: readonly Kind[] | null = null
  let german: Phrasebook | null = null
  beforeSpeaking(async (language) => {
    if (language === 'de') kinds ??= await read()
  })
  return (sentence) => {
    // The languages that are made of English for tests make nothing of what the engine says.
    if (locale() !== 'de' || !kinds) return sentence
    german ??= new Phrasebook(kinds.map(({ en, de }) => [en, de]), 'de')
    return german.say(sentence)
  }
}
