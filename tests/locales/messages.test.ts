import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

/** Every message stands in every language, with the same placeholders and every plural that the language has. */

type Text = string | Readonly<Record<string, string>>

const locales = fileURLToPath(new URL('../../resources/locales', import.meta.url))
const areas = globSync('en/*.json', { cwd: locales }).map((file) => basename(file))
const others = ['de']
/** What the engine says, word for word: what is to be typed as it stands has the quotation marks of a keyboard. */
const ofTheEngine = ['visitor.json', 'refusals.json', 'sentences.json', 'judgements.json', 'notes.json']

function messagesIn(locale: string, area: string): Readonly<Record<string, Text>> {
  return JSON.parse(readFileSync(join(locales, locale, area), 'utf8')) as Record<string, Text>
}

const forms = (text: Text): readonly string[] => (typeof text === 'string' ? [text] : Object.values(text))
const placeholders = (text: Text): readonly string[] => [...new Set(forms(text).flatMap((form) => form.match(/\{\w+\}/g) ?? []))].sort()

/** What a language has to say of whole numbers; English says `zero` in no way of its own. */
function plurals(locale: string): readonly string[] {
  return new Intl.PluralRules(locale).resolvedOptions().pluralCategories.toSorted()
}

for (const locale of others) {
  test.each(areas)(`${locale}: %s says everything that English says, and nothing else`, (area) => {
    const [english, other] = [messagesIn('en', area), messagesIn(locale, area)]
    expect(Object.keys(other).sort()).toEqual(Object.keys(english).sort())
  })

  test.each(areas)(`${locale}: %s has the placeholders of English`, (area) => {
    const [english, other] = [messagesIn('en', area), messagesIn(locale, area)]
    const wrong = Object.entries(other).filter(([name, text]) => {
      const original = english[name]
      return original !== undefined && placeholders(text).join() !== placeholders(original).join()
    })
    expect(wrong.map(([name]) => name)).toEqual([])
  })
}

test.each(['en', ...others])('%s: whoever counts has every plural of the language', (locale) => {
  const wrong = areas.flatMap((area) =>
    Object.entries(messagesIn(locale, area)).flatMap(([name, text]) => (typeof text === 'string' || Object.keys(text).sort().join() === plurals(locale).join() ? [] : [`${area} ${name}`]))
  )
  expect(wrong).toEqual([])
})

test.each(['en', ...others])('%s: no message is empty, and quotation marks are those of the language', (locale) => {
  const foreign = { en: /[„«»]|(?<!\\)"/, de: /"|“[^“„]*”|«/ }[locale]
  const ofPeople = areas.filter((area) => !ofTheEngine.includes(area))
  expect(ofPeople.length).toBeGreaterThan(10)
  const wrong = ofPeople.flatMap((area) => Object.entries(messagesIn(locale, area)).flatMap(([name, text]) => (forms(text).some((form) => form.trim() === '' || foreign?.test(form)) ? [`${area} ${name}`] : [])))
  expect(wrong).toEqual([])
})
