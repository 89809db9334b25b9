import { beginsItsLine, changed, elementsOf, isFlow, lineEnd, lineStart, linesOf, nextLine } from './text-places.ts'
import type { Change, Element, List, Parsed } from './text-places.ts'

/** The text without one item of a list or one key of a map, of several. */
export function withoutElement(file: Parsed, list: List, place: number): string {
  const { text } = file
  if (!isFlow(list)) return changed(text, [{ ...linesOf(file, list, place), put: '' }])
  const element = elementsOf(list)[place]
  return element ? changed(text, withoutInFlow(file, element)) : text
}

/** Within [ ] or { } a comma goes as well; whoever has lines to itself leaves none behind. */
function withoutInFlow(file: Parsed, { start, end, comma, commaBefore }: Element): Change[] {
  const { text, comments } = file
  const last = comma !== null && text.slice(end, comma).trim() === '' ? comma + 1 : end
  const lineIsOwn = beginsItsLine(text, start) && /^\s*(?:#.*)?$/.test(text.slice(last, lineEnd(text, last)))
  const others: Change[] = []
  if (comma !== null && last === end) others.push({ start: comma, end: comma + 1, put: '' })
  if (lineIsOwn) {
    let from = lineStart(text, start)
    while (from > 1 && comments.has(lineStart(text, from - 1))) from = lineStart(text, from - 1)
    if (comma === null && commaBefore !== null && commaBefore < from) others.push({ start: commaBefore, end: commaBefore + 1, put: '' })
    return [...others, { start: from, end: nextLine(text, last), put: '' }]
  }
  if (last > end) return [{ start, end: last + (/^ */.exec(text.slice(last))?.[0].length ?? 0), put: '' }]
  if (comma !== null || commaBefore === null) return [...others, { start, end, put: '' }]
  const isTogether = text.slice(commaBefore + 1, start).trim() === ''
  return isTogether ? [{ start: commaBefore, end, put: '' }] : [{ start: commaBefore, end: commaBefore + 1, put: '' }, { start, end, put: '' }]
}
