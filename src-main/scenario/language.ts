import { localeFile } from '../contract/scenario.ts'
import { isRecord } from './objections.ts'
import type { Library } from './library.ts'
import { sourceOf } from './source.ts'
import type { Problem } from './source.ts'
import { nearest } from './spelling.ts'
import type { FoundText } from './texts.ts'

/** A text that is not there in the language that was asked for; its own words stand in. */
export interface Untranslated {
  readonly file: string
  readonly line: number
  readonly message: string
}

interface Catalogue {
  readonly file: string
  readonly texts: ReadonlyMap<string, string>
  place(id: string): Pick<Untranslated, 'file' | 'line'>
}

/** The texts of scenarios in one language, from `locales/<tag>.yaml` beside each; `de-AT` falls back to `de`. */
export class Language {
  readonly problems: Problem[] = []
  readonly untranslated: Untranslated[] = []
  readonly #tag: string
  readonly #library: Library

  constructor(tag: string, library: Library) {
    this.#tag = tag
    this.#library = library
  }

  /** What each text of a file is in this language. */
  wordsOf(file: string, texts: readonly FoundText[], lineAt: (offset: number) => number): ReadonlyMap<string, string> {
    const name = (file.split('/').at(-1) ?? file).replace(/\.[^.]+$/, '')
    const catalogues = this.#tags().flatMap((tag) => this.#catalogue(tag, file, name) ?? [])
    const first = catalogues[0]
    for (const { id, text, offset } of texts) {
      if (catalogues.some((catalogue) => catalogue.texts.has(id))) continue
      const shown = JSON.stringify(text.length > 60 ? `${text.slice(0, 59)}…` : text)
      this.untranslated.push({ file, line: lineAt(offset), message: `locales/${this.#tag}.yaml has no "${id}" beneath "${name}" for ${shown}` })
    }
    const ids = texts.map(({ id }) => id)
    for (const stray of first ? [...first.texts.keys()].filter((id) => !ids.includes(id)) : []) {
      const meant = nearest(stray, ids)
      this.untranslated.push({ ...(first?.place(stray) ?? { file, line: 1 }), message: `"${stray}" is no text of ${file}${meant ? `; did you mean ${meant}?` : ''}` })
    }
    return new Map(texts.flatMap(({ id, text }) => catalogues.map((catalogue) => catalogue.texts.get(id)).filter((said) => said !== undefined).slice(0, 1).map((said) => [text, said] as const)))
  }

  #tags(): string[] {
    const parts = this.#tag.split('-')
    return parts.map((_part, place) => parts.slice(0, parts.length - place).join('-'))
  }

  #catalogue(tag: string, beside: string, name: string): Catalogue | null {
    const opened = this.#library.open(`locales/${tag}.yaml`, beside)
    if ('problem' in opened) return null
    const source = sourceOf(opened.file, opened.text)
    this.problems.push(...source.broken)
    if (source.broken.length > 0) return null
    const { value } = source
    if (!isRecord(value)) {
      this.problems.push(source.problem([], `A file of texts holds the names of scenarios, and beneath each "id: text"`))
      return null
    }
    const read = localeFile.safeParse(value[name] ?? {})
    if (!read.success) {
      this.problems.push(...read.error.issues.map(({ path }) => source.problem([name, ...path], 'must be lines of "id: text", each text in quotes')))
      return null
    }
    return { file: opened.file, texts: new Map(Object.entries(read.data)), place: (id) => ({ file: opened.file, line: source.lineOf([name, id]) }) }
  }
}
