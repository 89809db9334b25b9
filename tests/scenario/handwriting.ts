import { sourceOf } from '../../src-main/scenario/source.ts'
import { flowed, quotedText, scalarText } from '../../src-main/scenario/print-yaml.ts'

/**
 * Writes a scenario as some person might have: with comments, empty lines, an indentation, line ends and quotes of their own.
 * Each line knows what it belongs to, so it is known which lines an edit may touch.
 */

export interface Line {
  readonly text: string
  /** The paths of the steps and expectations that it is part of, as JSON. */
  readonly of: readonly string[]
}

export interface Hand {
  readonly indent: 2 | 4
  /** How far the dashes of a list stand from the key above them. */
  readonly dashes: 0 | 2 | 4
  readonly lineEnd: '\n' | '\r\n'
  readonly startsWithMark: boolean
  readonly endsWithLineEnd: boolean
  /** How often a comment or an empty line comes, of ten. */
  readonly noise: number
  readonly seed: number
}

type Data = Readonly<Record<string, unknown>>

export class Handwriting {
  readonly #hand: Hand
  #state: number

  constructor(hand: Hand) {
    this.#hand = hand
    this.#state = hand.seed
  }

  lines(file: Data): Line[] {
    return Object.entries(file).flatMap(([key, value]) => [...this.#apart([]), ...this.#above(0, [JSON.stringify([key])]), ...this.#entry(key, value, 0, [key], [JSON.stringify([key])])])
  }

  text(lines: readonly Line[]): string {
    return textOf(lines, this.#hand)
  }

  #entry(key: string, value: unknown, column: number, path: readonly PropertyKey[], of: readonly string[]): Line[] {
    const name = `${' '.repeat(column)}${this.#name(key)}:`
    const isList = Array.isArray(value) && value.length > 0 && value.every(isMap)
    if (isList) return [{ text: name + this.#behind(), of }, ...this.#list(value as Data[], column + this.#hand.dashes, path, of)]
    if (isMap(value) && Object.keys(value).length > 0 && (path.length < 4 || this.#often(6)) && (path[0] === 'cast' || path[0] === 'settings' || canBlock(key))) {
      const inner = Object.entries(value).flatMap(([one, said]) => {
        const own = [...of, JSON.stringify([...path, one])]
        return [...this.#apart(of), ...this.#above(column + this.#hand.indent, own), ...this.#entry(one, said, column + this.#hand.indent, [...path, one], own)]
      })
      return [{ text: name + this.#behind(), of }, ...inner]
    }
    return this.#scalar(name, value, column, of)
  }

  #scalar(name: string, value: unknown, column: number, of: readonly string[]): Line[] {
    const block = typeof value === 'string' ? this.#blockText(name, value, column + this.#hand.indent, of) : null
    if (block) return block
    if (value === null) return [{ text: name + this.#behind(), of }]
    const written = typeof value === 'string' ? this.#text(value) : flowed(value)
    return [{ text: `${name} ${this.#often(1) ? ' ' : ''}${written}${this.#behind()}`, of }]
  }

  /** `|` with the lines of a text beneath it, where YAML gives them back as they are. */
  #blockText(name: string, value: string, column: number, of: readonly string[]): Line[] | null {
    const lines = value.replace(/\n$/, '').split('\n')
    if (!value.includes('\n') || !lines.every((line) => /^[\p{L}\p{N}#][^\p{C}\u2028\u2029\r]*$/u.test(line) && line === line.trimEnd()) || value.endsWith('\n\n') || !this.#often(7)) return null
    const sign = value.endsWith('\n') ? (this.#often(5) ? '|' : '|+') : '|-'
    return [{ text: `${name} ${sign}`, of }, ...lines.map((line) => ({ text: ' '.repeat(column) + line, of }))]
  }

  #text(value: string): string {
    const canSingle = /^[^\p{C}\u2028\u2029]*$/u.test(value)
    if (this.#often(4) && scalarText(value, 'flow') === value) return value
    return canSingle && this.#often(4) ? `'${value.replaceAll("'", "''")}'` : quotedText(value)
  }

  #name(key: string): string {
    return this.#often(1) ? quotedText(key) : scalarText(key)
  }

  #list(items: readonly Data[], column: number, path: readonly PropertyKey[], of: readonly string[]): Line[] {
    return items.flatMap((item, place) => this.#item(item, column, [...path, place], of))
  }

  #item(item: Data, column: number, path: readonly PropertyKey[], of: readonly string[]): Line[] {
    const own = [...of, JSON.stringify(path)]
    const dash = `${' '.repeat(column)}-`
    if (this.#often(1)) return [...this.#above(column, own), { text: `${dash} ${flowed(item)}${this.#behind()}`, of: own }, ...this.#beneath(column, own)]
    const gap = this.#often(1) ? 3 : 1
    const inner = Object.entries(item).flatMap(([key, value]) => this.#entry(key, value, column + 1 + gap, [...path, key], own))
    const [first, ...others] = inner
    if (!first) return []
    const begun = { ...first, text: `${dash}${' '.repeat(gap)}${first.text.trimStart()}` }
    return [...this.#apart(of), ...this.#above(column, own), begun, ...others, ...(endsInText(inner) ? [] : this.#beneath(column, own))]
  }

  /** Comments that belong to what comes next: right above it and not indented more. */
  #above(column: number, of: readonly string[]): Line[] {
    if (!this.#often(this.#hand.noise)) return []
    const one = (): Line => ({ text: `${' '.repeat(this.#below(column + 1))}# above`, of })
    return this.#often(3) ? [one(), one()] : [one()]
  }

  #beneath(column: number, of: readonly string[]): Line[] {
    return this.#often(this.#hand.noise / 2) ? [{ text: `${' '.repeat(column + 1)}# beneath: "it"`, of }] : []
  }

  /** An empty line, and sometimes a comment that stands for itself. */
  #apart(of: readonly string[]): Line[] {
    if (!this.#often(this.#hand.noise)) return []
    const empty = { text: '', of }
    return this.#often(4) ? [empty, { text: `${' '.repeat(this.#below(5))}# apart`, of }, empty] : [empty]
  }

  #behind(): string {
    return this.#often(this.#hand.noise / 2) ? `${' '.repeat(1 + this.#below(4))}# behind, it's` : ''
  }

  #often(ofTen: number): boolean {
    return this.#below(100) < ofTen * 10
  }

  #below(limit: number): number {
    this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((this.#state / 2 ** 32) * limit)
  }
}

export function textOf(lines: readonly Line[], { lineEnd, startsWithMark, endsWithLineEnd }: Hand): string {
  const whole = lines.map(({ text }) => text).join(lineEnd)
  return `${startsWithMark ? '\ufeff' : ''}${whole}${endsWithLineEnd ? lineEnd : ''}`
}

export function dataIn(text: string): Data {
  const { value, broken } = sourceOf('test.yaml', text)
  if (!isMap(value)) throw new Error(`${broken.map(({ line, message }) => `${line}: ${message}`).join('\n')}\n${text}`)
  return value
}

/** A comment behind a text of lines could be one of its lines. */
function endsInText(lines: readonly Line[]): boolean {
  return lines.length > 1 && lines.some(({ text }) => / \|[-+]?$/.test(text))
}

function canBlock(key: string): boolean {
  return key === 'data'
}

function isMap(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof RegExp)
}
