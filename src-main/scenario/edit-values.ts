import { isMap, isScalar, isSeq } from 'yaml'
import type { YAMLMap } from 'yaml'
import { checked, dataWith } from './edit-data.ts'
import { withoutElement } from './edit-elements.ts'
import { blockLines, entryLines, flowed, indented, isBlock } from './print-yaml.ts'
import type { Path } from './source.ts'
import { beginsItsLine, changed, columnOf, dataOf, EditRefused, elementsOf, isFlow, keyOf, lineEnd, lineStart, linesOf, nodeAt, parsed, placeOfKey } from './text-places.ts'
import type { Element, Parsed } from './text-places.ts'

/** Changes a value of a scenario's text (of its head, its settings, its cast, or a parameter of a step) and leaves all else. */

/** The order in which a file begins, for a key that is new. */
const headOrder: readonly string[] = ['format', 'scenario', 'exercise', 'part', 'about', 'source', 'seed', 'wire', 'starts', 'zone', 'base', 'pace', 'with', 'cast', 'settings', 'steps', 'always']

/** With a value at a path, in the place of the one that is there. What is missing on the way is added. */
export function withValue(text: string, path: Path, value: unknown): string {
  const file = parsed(text)
  const expected = dataWith(dataOf(file), path, () => value)
  const { above, key, put } = missingFrom(file, path, value)
  const map = nodeAt(file, above)
  if (isMap(map)) {
    const place = placeOfKey(map, key)
    const element = elementsOf(map)[place]
    return checked(element ? withNewValue(file, map, element, String(key), put) : withNewKey(file, map, String(key), put), expected)
  }
  if (isSeq(map)) {
    const element = elementsOf(map)[Number(key)]
    const item: unknown = map.items[Number(key)]
    if (!element || !isScalar(item) || !item.range) throw new EditRefused(`${path.map(String).join(' ')} is not one value of a list in this file`)
    return checked(changed(text, [{ start: item.range[0], end: item.range[1], put: flowed(put) }]), expected)
  }
  throw new EditRefused(`${above.map(String).join(' ')} holds no keys`)
}

/** Without a key, its value and the comments that belong to it. A map that is left with nothing goes too, but nobody of the cast does. */
export function withoutKey(text: string, path: Path): string {
  const file = parsed(text)
  const above = path.slice(0, -1)
  const map = nodeAt(file, above)
  const place = isMap(map) ? placeOfKey(map, path.at(-1) ?? '') : -1
  if (!isMap(map) || place === -1) throw new EditRefused(`${path.map(String).join(' ')} is no key of this file`)
  if (map.items.length > 1) return checked(withoutElement(file, map, place), dataWith(dataOf(file), path, () => undefined))
  if (above.length === 0) throw new EditRefused('A file of nothing is no scenario')
  const isSomebody = above.length === 3 && above[0] === 'cast'
  return isSomebody ? withValue(text, above, null) : withoutKey(text, above)
}

/** The nearest map on the way that is there, the key that it lacks or has, and the value for that key. */
function missingFrom(file: Parsed, path: Path, value: unknown): { readonly above: Path; readonly key: PropertyKey; readonly put: unknown } {
  const [key, ...behind] = path.toReversed()
  const above = behind.toReversed()
  if (key === undefined) throw new EditRefused('A path of no step is the whole file')
  nodeAt(file, path)
  const holder = nodeAt(file, above)
  const isEmpty = holder === undefined || holder === null || (isScalar(holder) && holder.value === null)
  return isEmpty && above.length > 0 ? missingFrom(file, above, { [key]: value }) : { above, key, put: value }
}

function withNewValue(file: Parsed, map: YAMLMap, element: Element, key: string, value: unknown): string {
  const { text, lineEnd: end } = file
  const { start, valueAt } = element
  const lines = isFlow(map) || !isBlock(value) ? [] : reindented(blockLines(value), indentOf(file))
  const isInBlock = text.slice(valueAt, element.end).includes('\n')
  // What stands behind the colon on its own line, a comment, stays there.
  const firstLineEnd = lineEnd(text, valueAt)
  const old = isInBlock && /^\s*(?:#|$)/.test(text.slice(valueAt, firstLineEnd)) ? { start: firstLineEnd, end: element.end } : { start: valueAt, end: element.end }
  if (lines.length > 0) {
    const column = columnOf(text, start) + indentOf(file)
    const put = indented(lines, ' '.repeat(column)).map((line) => `${end}${line}`).join('')
    if (old.start === firstLineEnd) return changed(text, [{ ...old, put }])
    const behind = text.slice(old.end, lineEnd(text, old.end))
    return changed(text, [{ start: valueAt, end: lineEnd(text, old.end), put: `${behind.trim() === '' ? '' : ` ${behind.trimStart()}`}${put}` }])
  }
  const written = inlineOf(key, value, isFlow(map))
  if (old.start === valueAt) return changed(text, [{ ...old, put: written }])
  return changed(text, [
    { start: valueAt, end: valueAt, put: written },
    { ...old, put: '' }
  ])
}

function withNewKey(file: Parsed, map: YAMLMap, key: string, value: unknown): string {
  const { text, lineEnd: end } = file
  const elements = elementsOf(map)
  if (isFlow(map)) {
    const last = elements.at(-1)
    const offset = last?.end ?? (map.range?.[0] ?? 0) + 1
    const written = flowed({ [key]: value }).slice(2, -2)
    return changed(text, [{ start: offset, end: offset, put: last ? `, ${written}` : ` ${written} ` }])
  }
  const isTop = map === file.document.contents
  const earlier = headOrder.slice(0, Math.max(0, headOrder.indexOf(key)))
  const place = isTop ? map.items.findLastIndex((item) => earlier.includes(keyOf(item))) : elements.length - 1
  const first = elements[Math.max(0, place)]
  if (!first) throw new EditRefused('There is nothing to put it beside')
  const margin = ' '.repeat(columnOf(text, first.start))
  const lines = reindented(entryLines(key, value), indentOf(file)).map((line) => `${margin}${line}`)
  if (place === -1) {
    const { start } = linesOf(file, map, 0)
    return changed(text, [{ start, end: start, put: lines.map((line) => line + end).join('') }])
  }
  const offset = lineEnd(text, beginsItsLine(text, first.start) ? lastOf(file, map, place) : first.end)
  return changed(text, [{ start: offset, end: offset, put: lines.map((line) => end + line).join('') }])
}

/** The last line of a key, with the comments that belong to it. */
function lastOf(file: Parsed, map: YAMLMap, place: number): number {
  const { text } = file
  const { end } = linesOf(file, map, place)
  return text[end - 1] === '\n' ? lineStart(text, end - 1) : end
}

/** A value as it stands behind its key and colon. */
function inlineOf(key: string, value: unknown, isInFlow: boolean): string {
  if (isInFlow) return ` ${flowed(value)}`
  return entryLines(key, value)[0]?.slice(entryLines(key, null)[0]?.length) ?? ''
}

/** How far a file indents, after the first map within its first. */
function indentOf({ document, text }: Parsed): number {
  const top = document.contents
  const inner = isMap(top) ? top.items.flatMap(({ value }) => (isMap(value) && !isFlow(value) ? [value] : []))[0] : undefined
  const first = inner ? elementsOf(inner)[0] : undefined
  const column = first ? columnOf(text, first.start) : 2
  return column > 0 && column <= 8 ? column : 2
}

/** Lines that are indented by two, indented as the file is; behind a dash it is two in any file. */
function reindented(lines: readonly string[], by: number): readonly string[] {
  if (lines.some((line) => /^ *- /.test(line))) return lines
  return lines.map((line) => line.replace(/^ +/, (spaces) => ' '.repeat((spaces.length / 2) * by)))
}
