type Kind = 'customer' | 'person' | 'text' | 'value' | 'url'

/** What stands in the place of what may not be shown: numbered as it comes, and the same for the same thing. */
export class Placeholders {
  readonly #known = new Map<string, string>()
  readonly #counts = new Map<Kind, number>()
  readonly #texts = new Set<string>()

  customer(name: string): string {
    return this.#of('customer', name)
  }

  /** Somebody who is not in the cast. */
  person(name: string): string {
    return this.#of('person', name)
  }

  url(address: string): string {
    return this.#of('url', address)
  }

  /** A value of the user data. */
  value(value: string | number | boolean): string {
    return this.#of('value', String(value))
  }

  text(text: string): string {
    if (text.trim() !== '') this.#texts.add(text)
    return this.#of('text', text, ` (${text.length} ${text.length === 1 ? 'character' : 'characters'})`)
  }

  pattern(pattern: RegExp): string {
    return this.#of('text', String(pattern), ' (a pattern)')
  }

  /** Every text that a placeholder stands for. */
  texts(): readonly string[] {
    return [...this.#texts]
  }

  #of(kind: Kind, what: string, about = ''): string {
    if (what === '') return ''
    const key = `${kind} ${what}`
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const number = (this.#counts.get(kind) ?? 0) + 1
    this.#counts.set(kind, number)
    this.#known.set(key, `${kind} ${number}${about}`)
    return this.#of(kind, what, about)
  }
}
