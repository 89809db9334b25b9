import { isMap, isSeq } from 'yaml'
import type { YAMLSeq } from 'yaml'
import { checked, dataWith } from './edit-data.ts'
import { withoutElement } from './edit-elements.ts'
import { withoutKey, withValue } from './edit-values.ts'
import { flowed } from './print-yaml.ts'
import type { Path } from './source.ts'
import { beginsItsLine, changed, columnOf, dataOf, EditRefused, elementsOf, isFlow, lineEnd, lineStart, linesOf, nodeAt, parsed } from './text-places.ts'
import type { Parsed, Span } from './text-places.ts'

/**
 * Changes the steps of a scenario's text and leaves every other byte of it as it is. A comment right above a step, without an
 * empty line between, belongs to the step and goes where it goes; so does one right beneath it that is indented more. Paths
 * count what stands in the file: an `include` is one step, and what it includes is not there. What cannot be done so throws
 * an `EditRefused` with a sentence.
 */

/** Without a step, one act of a `together`, one expectation of an `expect` or one of `always`. */
export function withoutStep(text: string, path: Path): string {
  const file = parsed(text)
  const { list, listPath, place } = listAt(file, path)
  const acts = list.items.length
  if (listPath.at(-1) === 'together' && acts === 2) return withoutTogether(file, list, listPath, 1 - place)
  if (acts === 1) {
    if (listPath.length === 1 && listPath[0] === 'steps') throw new EditRefused('A scenario has at least one step; this is the last one')
    return listPath.length === 1 ? withoutKey(text, listPath) : withoutStep(text, listPath.slice(0, -1))
  }
  return checked(withoutElement(file, list, place), dataWith(dataOf(file), path, () => undefined))
}

/** With steps before the one at a path, or at the end of its list: lines of YAML, the first of each step beginning with "- ". */
export function withStepBefore(text: string, path: Path, yamlLines: readonly string[]): string {
  const file = parsed(text)
  const added = dataOf(parsed(yamlLines.join('\n')))
  if (!Array.isArray(added) || added.length === 0) throw new EditRefused('What is put in must be a list, each step of it beginning with "- "')
  const listPath = path.slice(0, -1)
  if (nodeAt(file, listPath) === undefined) return withValue(text, listPath, added)
  const { list, place } = listAt(file, path, 'or its end')
  const expected = dataWith(dataOf(file), listPath, (steps) => (Array.isArray(steps) ? steps.toSpliced(place, 0, ...(added as unknown[])) : steps))
  return checked(isFlow(list) ? withFlow(file, list, place, added) : withLines(file, list, place, yamlLines), expected)
}

/** With the steps of a list in another order, such as the acts of a `together`: `order` has the present place of each. */
export function withStepsOrdered(text: string, path: Path, order: readonly number[]): string {
  const file = parsed(text)
  const node = nodeAt(file, path)
  const listPath = isMap(node) ? [...path, node.has('together') ? 'together' : 'expect'] : path
  const { list } = listAt(file, [...listPath, 0])
  const places = list.items.map((_item, place) => place)
  if (order.length !== places.length || places.some((place) => !order.includes(place))) throw new EditRefused(`The order must name each of the ${places.length} places from 0 once`)
  const spans = isFlow(list) ? elementsOf(list) : places.map((place) => withoutLineEnd(text, linesOf(file, list, place)))
  const changes = spans.map(({ start, end }, place) => {
    const { start: from, end: to } = spans[order[place] ?? 0] ?? { start, end }
    return { start, end, put: text.slice(from, to) }
  })
  const expected = dataWith(dataOf(file), listPath, (steps) => (Array.isArray(steps) ? order.map((place): unknown => steps[place]) : steps))
  return checked(changed(text, changes), expected)
}

/** The list that an element stands in. */
function listAt(file: Parsed, path: Path, orEnd = ''): { readonly list: YAMLSeq; readonly listPath: Path; readonly place: number } {
  const listPath = path.slice(0, -1)
  const place = Number(path.at(-1))
  const list = nodeAt(file, listPath)
  if (!isSeq(list) || !Number.isInteger(place) || place < 0 || place > list.items.length || (place === list.items.length && orEnd === '')) {
    throw new EditRefused(`${path.map(String).join(' ')} is no step of this file; what is included stands in the file of its part`)
  }
  return { list, listPath, place }
}

/** A `together` of which one act is left: the act in its place, and every comment that was not the other's. */
function withoutTogether(file: Parsed, list: YAMLSeq, listPath: Path, kept: number): string {
  const { text } = file
  const step = listPath.slice(0, -1)
  const expected = dataWith(dataOf(file), step, (together) => (together as { readonly together: readonly unknown[] }).together[kept])
  const outer = listAt(file, step)
  const inner = elementsOf(list)[kept]
  const whole = elementsOf(outer.list)[outer.place]
  if (!inner || !whole) throw new EditRefused('This race cannot be found in the text')
  if (isFlow(list)) {
    const start = isFlow(outer.list) ? whole.start : mapStart(file, outer.list, outer.place)
    const lost = file.allComments.some((one) => one.start > start && one.end < whole.end && !(one.start > inner.start && one.end < inner.end))
    if (lost) throw new EditRefused('A comment within the [ ] of this race would be lost; write the race in lines first')
    return checked(changed(text, [{ start, end: whole.end, put: text.slice(inner.start, inner.end) }]), expected)
  }
  const first = linesOf(file, list, 0)
  const gone = linesOf(file, list, 1 - kept)
  const span = linesOf(file, outer.list, outer.place)
  const head: Span = { start: lineStart(text, whole.start), end: first.start }
  const by = columnOf(text, inner.start) - columnOf(text, whole.start)
  const margin = ' '.repeat(columnOf(text, whole.start))
  const said = file.allComments.filter(({ start, end }) => start > head.start && end < head.end).map(({ start, end }) => `${margin}${text.slice(start, end)}${file.lineEnd}`)
  const rest = [
    { start: first.start, end: gone.start },
    { start: gone.end, end: span.end }
  ].map(({ start, end }) => text.slice(start, Math.max(start, end)))
  const dedented = rest.map((part) => part.replace(new RegExp(`^ {1,${by}}`, 'gm'), ''))
  return checked(text.slice(0, head.start) + said.join('') + dedented.join('') + text.slice(span.end), expected)
}

/** Where the value of an item begins, behind its dash. */
function mapStart({ text }: Parsed, list: YAMLSeq, place: number): number {
  const item = list.items[place]
  const start = isMap(item) ? item.range?.[0] : undefined
  const element = elementsOf(list)[place]
  if (start === undefined || !element || text.slice(element.start, start).trim() !== '-') throw new EditRefused('This race has an anchor or a tag; change it by hand')
  return start
}

function withLines(file: Parsed, list: YAMLSeq, place: number, yamlLines: readonly string[]): string {
  const { text, lineEnd: end } = file
  const elements = elementsOf(list)
  const atEnd = place === elements.length
  const beside = elements[atEnd ? place - 1 : place]
  if (!beside || !beginsItsLine(text, beside.start)) throw new EditRefused('This begins in the middle of a line; write it on a line of its own first')
  const lines = linesOf(file, list, atEnd ? place - 1 : place)
  const margin = ' '.repeat(columnOf(text, beside.start))
  const put = yamlLines.map((line) => (line === '' ? end : `${margin}${line}${end}`)).join('')
  const offset = atEnd ? lines.end : lines.start
  const isUnended = offset === text.length && offset > 0 && text[offset - 1] !== '\n'
  return changed(text, [{ start: offset, end: offset, put: isUnended ? end + put.slice(0, -end.length) : put }])
}

function withFlow({ text }: Parsed, list: YAMLSeq, place: number, added: readonly unknown[]): string {
  const elements = elementsOf(list)
  const written = added.map((one) => flowed(one)).join(', ')
  const next = elements[place]
  if (next) return changed(text, [{ start: next.start, end: next.start, put: `${written}, ` }])
  const last = elements.at(-1)
  const offset = last?.end ?? (list.range?.[0] ?? 0) + 1
  return changed(text, [{ start: offset, end: offset, put: last ? `, ${written}` : written }])
}

/** Lines without the end of the last one, which stays where it is. */
function withoutLineEnd(text: string, { start, end }: Span): Span {
  const last = Math.max(start, end - 1)
  return { start, end: end === text.length && text[last] !== '\n' ? end : lineEnd(text, last) }
}

