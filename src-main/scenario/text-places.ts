import { CST, isAlias, isMap, isScalar, isSeq, parseDocument, Parser } from 'yaml'
import type { Document, Pair, YAMLMap, YAMLSeq } from 'yaml'
import { customTags, growsWithoutEnd, plainOf } from './source.ts'
import type { Path } from './source.ts'

/** Where the things of a YAML text stand in it, so that one of them can be changed and all else stays byte for byte. */

/** An edit that cannot be done, with a sentence for people. */
export class EditRefused extends Error {
  override readonly name = 'EditRefused'
}

export interface Span {
  readonly start: number
  readonly end: number
}

export type List = YAMLSeq | YAMLMap

export interface Parsed {
  readonly text: string
  readonly document: Document
  /** Of a comment that has its line for itself: where the line starts -> where the comment does. */
  readonly comments: ReadonlyMap<number, number>
  /** Every comment in order. */
  readonly allComments: readonly Span[]
  readonly lineEnd: '\n' | '\r\n'
}

/** One item of a list, or one "key: value" of a map. */
export interface Element extends Span {
  /** After the last character that is no comment; a text in quotes ends with its quote. */
  readonly end: number
  /** Within [ ] or { }: the comma that follows. */
  readonly comma: number | null
  readonly commaBefore: number | null
  /** Where a value begins, or would begin. */
  readonly valueAt: number
}

export function parsed(text: string): Parsed {
  const document = parseDocument(text, { keepSourceTokens: true, prettyErrors: false, logLevel: 'error', customTags })
  if (document.errors.length > 0) throw new EditRefused('The file is no good YAML; mend it first, "aside check" says where')
  const allComments = commentsIn([...new Parser().parse(text)])
  const alone = allComments.map(({ start }) => [lineStart(text, start), start] as const).filter(([from, start]) => text.slice(from, start).trim() === '')
  return { text, document, allComments, comments: new Map(alone), lineEnd: /^[^\n]*\r\n/.test(text) ? '\r\n' : '\n' }
}

/** The file as plain data; what an alias stands for is there as often as it is used. */
export function dataOf({ document }: Pick<Parsed, 'document'>): unknown {
  const plain = plainOf(document)
  if (plain === null) throw new EditRefused(growsWithoutEnd)
  return plain.value
}

/** The value at a path: undefined where there is none, null where nothing is written. */
export function nodeAt({ document }: Parsed, path: Path): unknown {
  return path.reduce<unknown>((inside, step) => childOf(inside, step), document.contents)
}

function childOf(inside: unknown, step: PropertyKey): unknown {
  if (isAlias(inside)) throw new EditRefused(`This stands elsewhere in the file, as &${inside.source}, and here only its alias; change it there, or write it out`)
  if (isSeq(inside)) return inside.items[Number(step)]
  return isMap(inside) ? pairIn(inside, step)?.value : undefined
}

export function pairIn(map: YAMLMap, key: PropertyKey): Pair | undefined {
  return map.items.find((item) => keyOf(item) === String(key))
}

export function placeOfKey(map: YAMLMap, key: PropertyKey): number {
  return map.items.findIndex((item) => keyOf(item) === String(key))
}

export function keyOf({ key }: Pair): string {
  return isScalar(key) ? String(key.value ?? '') : ''
}

export function isFlow(list: List): boolean {
  return list.flow === true
}

interface TokenItem {
  readonly start: readonly CST.SourceToken[]
  readonly key?: CST.Token | null
  readonly sep?: readonly CST.SourceToken[]
  readonly value?: CST.Token
}

/** The items of a list or map, in order. */
export function elementsOf(list: List): Element[] {
  const token = list.srcToken as { readonly items: readonly TokenItem[] } | undefined
  const all = token?.items ?? []
  const commas = all.map(({ start }) => start.find(({ type }) => type === 'comma')?.offset ?? null)
  return all.flatMap((item, place): Element[] => {
    if (!isElement(item, list)) return []
    const start = startOf(item)
    const end = endOfItem(item) ?? start
    const colon = item.sep?.find(({ type }) => type === 'map-value-ind')
    const props = [...(item.sep ?? [])].filter(({ type }) => type === 'anchor' || type === 'tag').at(-1)
    const valueAt = props ? props.offset + props.source.length : colon ? colon.offset + 1 : end
    return [{ start, end, comma: commas[place + 1] ?? null, commaBefore: commas[place] ?? null, valueAt }]
  })
}

/** Comments and commas behind the last item are kept as an item of their own. */
function isElement({ start, key, sep, value }: TokenItem, list: List): boolean {
  return isSeq(list) && !isFlow(list) ? start.some(({ type }) => type === 'seq-item-ind') : Boolean(key ?? sep ?? value)
}

const says = (token: CST.SourceToken): boolean => !['space', 'comment', 'newline', 'comma'].includes(token.type)

function startOf({ start, key, sep, value }: TokenItem): number {
  const first = start.find(says) ?? key ?? sep?.[0] ?? value
  return first ? offsetOf(first) : 0
}

function offsetOf(token: CST.Token): number {
  return token.type === 'block-map' || token.type === 'block-seq' ? startOf(token.items[0] ?? { start: [] }) : token.offset
}

function endOfItem({ start, key, sep, value }: TokenItem): number | null {
  const last = (tokens: readonly CST.SourceToken[] = []) => tokens.filter(says).map(({ offset, source }) => offset + source.length).at(-1) ?? null
  return (value ? endOf(value) : null) ?? last(sep) ?? (key ? endOf(key) : null) ?? last(start)
}

/** After the last character of a value that is no comment. Empty lines behind a block of text are part of it where it says so. */
function endOf(token: CST.Token): number | null {
  switch (token.type) {
    case 'block-map':
    case 'block-seq':
      return token.items.map(endOfItem).findLast((end) => end !== null) ?? null
    case 'flow-collection':
      return token.end.filter(says).map(({ offset, source }) => offset + source.length).at(-1) ?? null
    case 'block-scalar': {
      const props = token.props.reduce((length, prop) => length + ('source' in prop ? prop.source.length : 0), 0)
      const keeps = token.props.some((prop) => prop.type === 'block-scalar-header' && prop.source.includes('+'))
      const source = keeps ? token.source.replace(/\r?\n$/, '') : token.source.trimEnd()
      return token.offset + (source === '' ? token.props.reduce((length, prop) => (prop.type === 'block-scalar-header' ? length + prop.source.length : length), 0) : props + source.length)
    }
    default:
      return 'source' in token ? token.offset + token.source.length : null
  }
}

function commentsIn(tokens: readonly unknown[]): Span[] {
  const found: Span[] = []
  const walk = (inside: unknown): void => {
    if (typeof inside !== 'object' || inside === null) return
    if (CST.isCollection(inside as CST.Token) || !('type' in inside) || inside.type !== 'comment') {
      for (const value of Object.values(inside)) walk(value)
      return
    }
    const { offset, source } = inside as CST.SourceToken
    found.push({ start: offset, end: offset + source.length })
  }
  walk(tokens)
  return found.sort((one, other) => one.start - other.start)
}

/** Where the line of an offset starts; a byte order mark stands before the first. */
export function lineStart(text: string, offset: number): number {
  const start = text.lastIndexOf('\n', offset - 1) + 1
  return start === 0 && text.startsWith('\ufeff') ? 1 : start
}

/** Where the line of an offset ends, before its line end. */
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset)
  if (end === -1) return text.length
  return text[end - 1] === '\r' ? end - 1 : end
}

/** Where the next line starts; the end of the text if there is none. */
export function nextLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset)
  return end === -1 ? text.length : end + 1
}

export function columnOf(text: string, offset: number): number {
  return offset - lineStart(text, offset)
}

/** Does nothing but spaces stand before it in its line? */
export function beginsItsLine(text: string, offset: number): boolean {
  return text.slice(lineStart(text, offset), offset).trim() === ''
}

/**
 * The lines of an element of a block, whole, with the comments that belong to it: those right above, and those right beneath
 * that are indented more. A comment above that is indented more belongs to what stands before.
 */
export function linesOf(file: Parsed, list: List, place: number): Span {
  const { text, comments } = file
  const elements = elementsOf(list)
  const element = elements[place]
  if (!element || !beginsItsLine(text, element.start)) throw new EditRefused('This begins in the middle of a line; write it on a line of its own first')
  const column = columnOf(text, element.start)
  const before = elements[place - 1]
  let start = lineStart(text, element.start)
  for (;;) {
    const above = start > 1 ? lineStart(text, start - 1) : start
    const comment = comments.get(above)
    if (above >= start || comment === undefined || (before && comment - above > column) || (before && above < before.end)) break
    start = above
  }
  let end = nextLine(text, element.end)
  for (;;) {
    const comment = end < text.length ? comments.get(end) : undefined
    if (comment === undefined || comment - end <= column) break
    end = nextLine(text, comment)
  }
  return { start, end }
}

export interface Change extends Span {
  readonly put: string
}

/** The text with these places changed; they do not overlap. */
export function changed(text: string, changes: readonly Change[]): string {
  return [...changes].sort((one, other) => other.start - one.start).reduce((left, { start, end, put }) => left.slice(0, start) + put + left.slice(end), text)
}
