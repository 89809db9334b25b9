/** Sentences by name; `{who}` stands for what is filled in. */
export type Phrases = Readonly<Record<string, string>>

interface Phrase {
  readonly own: string
  /** Matches the English sentence, with a group for each placeholder. */
  readonly pattern: RegExp
  /** How much of it is said in words; of two that fit, the one that says more is meant. */
  readonly letters: number
}

/**
 * What the engine says in English, in the language of a window. The wire, the reports and the command line speak English, as
 * the API does; so an English sentence is what a message goes by, as with gettext, and nothing but the sentence has to be
 * carried along. One that is not known stays as it is.
 *
 * Placeholders may hold sentences that are known themselves. Some say by their name what they hold: `{allOf}` and `{anyOf}` are
 * lists ("Anna, Ben and Clara"), `{must}` is a clause that begins with "must", `{field}` a key of at most two words.
 */
export class Phrasebook {
  readonly #phrases: readonly Phrase[]
  readonly #language: string

  /** Pairs of English sentences and the same in the language. */
  constructor(pairs: readonly (readonly [english: Phrases, own: Phrases])[], language: string) {
    this.#language = language
    this.#phrases = pairs
      .flatMap(([english, own]) => Object.entries(english).map(([name, sentence]): Phrase => ({ own: own[name] ?? sentence, pattern: patternOf(sentence), letters: sentence.replace(placeholder, '').length })))
      .toSorted((one, other) => other.letters - one.letters)
  }

  say(sentence: string): string {
    for (const { own, pattern } of this.#phrases) {
      const given = pattern.exec(sentence)
      if (given) return own.replace(placeholder, (_, name: string) => this.#filled(name, given.groups?.[name] ?? ''))
    }
    return this.#written(sentence)
  }

  #filled(name: string, value: string): string {
    const said = this.say(value)
    if (said !== value) return said
    if (name !== 'allOf' && name !== 'anyOf') return value
    const last = value.lastIndexOf(name === 'allOf' ? ' and ' : ' or ')
    if (last < 0) return value
    const listed = [...value.slice(0, last).split(', '), value.slice(value.indexOf(' ', last + 1) + 1)]
    return new Intl.ListFormat(this.#language, { type: name === 'allOf' ? 'conjunction' : 'disjunction' }).format(listed)
  }

  /** Times as `0:04.5` and numbers as `64,000`; all else stays. */
  #written(value: string): string {
    if (/^\d+:\d\d\.\d$/.test(value)) return value.replace('.', new Intl.NumberFormat(this.#language).formatToParts(0.5).find(({ type }) => type === 'decimal')?.value ?? '.')
    return /^\d{1,3}(?:,\d{3})+$/.test(value) ? new Intl.NumberFormat(this.#language).format(Number(value.replaceAll(',', ''))) : value
  }
}

const shapes: Readonly<Record<string, string>> = { must: 'must .+?', field: '\\S+(?: \\S+)?' }

const placeholder = /\{(\w+)\}/g

/** Whatever stands twice in a sentence is the same both times; one that stands within another may begin with a capital or not. */
function patternOf(sentence: string): RegExp {
  const seen = new Set<string>()
  const source = sentence.split(/(\{\w+\})/).map((part) => {
    const name = /^\{(\w+)\}$/.exec(part)?.[1]
    if (name === undefined) return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    if (seen.has(name)) return `\\k<${name}>`
    seen.add(name)
    return `(?<${name}>${shapes[name] ?? '.+?'})`
  })
  return new RegExp(`^${source.join('')}$`, 'siu')
}
