/** Where in a file somebody is typing: found by its indentation, since a line that is being typed is seldom good YAML. */
export interface TypingPlace {
  /** The keys above, from the left edge down; a dash for each list. */
  readonly above: readonly string[]
  /** The keys beside it in the same map, with what stands behind them in their lines. */
  readonly beside: ReadonlyMap<string, string>
  /** Is it a key that is typed, or what stands behind one? */
  readonly isKey: boolean
  /** Where a value is typed, its key. */
  readonly key: string
  /** Does the key begin an item of a list? */
  readonly beginsItem: boolean
  /** Within { } or [ ] on one line. */
  readonly inFlow: '{' | '[' | null
  /** What is typed so far, and the column where that begins. */
  readonly word: string
  readonly fromColumn: number
}

const keyAtStart = /^(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([^\s#:{}[\],"'&*!|>%@`-][^:#]*?|-[^\s][^:#]*?))\s*:(?=\s|$)/

interface Line {
  /** Where its content begins, behind the dashes. */
  readonly column: number
  readonly dashes: readonly number[]
  readonly key: string | null
  readonly rest: string
}

function lineOf(text: string): Line | null {
  const margin = /^ */.exec(text)?.[0].length ?? 0
  let at = margin
  const dashes: number[] = []
  while (/^-(?:\s|$)/.test(text.slice(at))) {
    dashes.push(at)
    at += /^-\s*/.exec(text.slice(at))?.[0].length ?? 1
  }
  const content = text.slice(at)
  if ((content === '' && dashes.length === 0) || content.startsWith('#')) return null
  const match = keyAtStart.exec(content)
  return { column: at, dashes, key: match ? (match[1] ?? match[2] ?? match[3] ?? '').trim() : null, rest: match ? content.slice(match[0].length).trim() : content }
}

/** Line and column count from 1. */
export function typingPlace(lines: readonly string[], line: number, column: number): TypingPlace {
  const whole = lines[line - 1] ?? ''
  const before = whole.slice(0, column - 1)
  const here = lineOf(before) ?? { column: Math.max(before.length, /^ */.exec(before)?.[0].length ?? 0), dashes: [], key: null, rest: '' }
  const above = keysAbove(lines, line, here)
  const beside = keysBeside(lines, line, here.column, here.dashes.length > 0)
  const base = { beside, beginsItem: here.dashes.length > 0 }
  const flow = flowAt(before, here)
  if (flow) return { ...base, above: [...above, ...flow.above], isKey: flow.isKey, key: flow.key, inFlow: flow.sign, word: flow.word, fromColumn: before.length - flow.word.length + 1 }
  if (here.key === null) return { ...base, above, isKey: true, key: '', inFlow: null, word: here.rest, fromColumn: before.length - before.slice(here.column).length + 1 }
  const word = /:\s*(["']?.*)$/.exec(before.slice(here.column))?.[1] ?? ''
  return { ...base, above, isKey: false, key: here.key, inFlow: null, word, fromColumn: before.length - word.length + 1 }
}

/** What lines of less indentation say, from the nearest up. */
function keysAbove(lines: readonly string[], line: number, here: Line): string[] {
  const found: string[] = []
  let column = here.dashes[0] ?? here.column
  for (const _dash of here.dashes) found.unshift('-')
  let isAtDash = here.dashes.length > 0
  for (let place = line - 2; place >= 0 && (column > 0 || isAtDash); place -= 1) {
    const one = lineOf(lines[place] ?? '')
    if (!one) continue
    // A list may stand as far to the left as the key that it belongs to.
    const opens = one.key !== null && (one.column < column || (isAtDash && one.column === column && one.dashes.length === 0))
    if (opens) {
      found.unshift(one.key ?? '')
      column = one.column
      isAtDash = false
    }
    const [dash] = one.dashes
    if (dash !== undefined && dash < column && (opens || one.column <= column)) {
      found.unshift('-')
      column = dash
      isAtDash = true
    }
  }
  return found
}

/** The keys of the same map, above and below. */
function keysBeside(lines: readonly string[], line: number, column: number, beginsItem: boolean): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  const look = (from: number, by: number, startsHere: boolean): void => {
    if (by < 0 && startsHere) return
    for (let place = from; place >= 0 && place < lines.length; place += by) {
      const one = lineOf(lines[place] ?? '')
      if (!one) continue
      if (one.column < column || (by > 0 && one.dashes.length > 0 && one.column <= column)) return
      if (one.column === column && one.key !== null) found.set(one.key, one.rest)
      if (by < 0 && one.column === column && one.dashes.length > 0) return
    }
  }
  look(line - 2, -1, beginsItem)
  look(line, 1, beginsItem)
  return found
}

/** The innermost { or [ that is open where somebody types. */
function flowAt(before: string, { column, key }: Line): { readonly above: string[]; readonly isKey: boolean; readonly key: string; readonly sign: '{' | '['; readonly word: string } | null {
  const open: { sign: '{' | '['; key: string; from: number }[] = []
  let last = key ?? ''
  let from = column
  let quote = ''
  for (let at = column; at < before.length; at += 1) {
    const sign = before[at] ?? ''
    if (quote !== '') {
      if (sign === quote && before[at - 1] !== '\\') quote = ''
      continue
    }
    if ((sign === '"' || sign === "'") && /[\s{[,:]/.test(before[at - 1] ?? ' ')) quote = sign
    else if (sign === '{' || sign === '[') {
      open.push({ sign, key: last, from: at + 1 })
      from = at + 1
      last = ''
    } else if (sign === '}' || sign === ']') last = open.pop()?.key ?? ''
    else if (sign === ',') {
      from = at + 1
      if (open.at(-1)?.sign === '{') last = ''
    } else if (sign === ':' && /\s|$/.test(before[at + 1] ?? ' ') && open.at(-1)?.sign === '{') {
      last = before.slice(from, at).trim().replace(/^["']|["']$/g, '')
      from = at + 1
    }
  }
  const inner = open.at(-1)
  if (!inner) return null
  const isKey = inner.sign === '{' && last === ''
  return { above: open.map((one) => one.key), isKey, key: inner.sign === '[' ? inner.key : last, sign: inner.sign, word: before.slice(from).trimStart() }
}
