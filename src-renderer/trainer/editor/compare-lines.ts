export interface ComparedLine {
  /** `-` stands in the first alone, `+` in the second alone. */
  readonly sign: ' ' | '-' | '+'
  readonly text: string
}

/** How many pairs of lines are looked at; of larger differences all lines are shown as other. */
const pairsAtMost = 4_000_000
/** So many lines that are the same are shown beside those that differ. */
const around = 3

/** Two texts as lines with what differs marked; of what is the same, only what stands around it. */
export function linesCompared(one: readonly string[], other: readonly string[]): ComparedLine[] {
  let [start, end] = [0, 0]
  const most = Math.min(one.length, other.length)
  while (start < most && one[start] === other[start]) start += 1
  while (end < most - start && one.at(-1 - end) === other.at(-1 - end)) end += 1
  const middle = differing(one.slice(start, one.length - end), other.slice(start, other.length - end))
  const all = [...one.slice(0, start).map(kept), ...middle, ...one.slice(one.length - end).map(kept)]
  const isNear = (place: number): boolean => all.slice(Math.max(0, place - around), place + around + 1).some(({ sign }) => sign !== ' ')
  return all.flatMap((line, place) => (isNear(place) ? [line] : isNear(place - 1) ? [{ sign: ' ' as const, text: '…' }] : []))
}

const kept = (text: string): ComparedLine => ({ sign: ' ', text })

function differing(one: readonly string[], other: readonly string[]): ComparedLine[] {
  if (one.length * other.length > pairsAtMost) return [...one.map((text): ComparedLine => ({ sign: '-', text })), ...other.map((text): ComparedLine => ({ sign: '+', text }))]
  const lengths = Array.from({ length: one.length + 1 }, () => new Uint32Array(other.length + 1))
  const at = (row: number, column: number): number => lengths[row]?.[column] ?? 0
  for (let row = one.length - 1; row >= 0; row -= 1) {
    for (let column = other.length - 1; column >= 0; column -= 1) {
      const line = lengths[row]
      if (line) line[column] = one[row] === other[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1))
    }
  }
  const found: ComparedLine[] = []
  let [row, column] = [0, 0]
  while (row < one.length || column < other.length) {
    if (row < one.length && column < other.length && one[row] === other[column]) {
      found.push(kept(one[row] ?? ''))
      row += 1
      column += 1
    } else if (column >= other.length || (row < one.length && at(row + 1, column) >= at(row, column + 1))) {
      found.push({ sign: '-', text: one[row] ?? '' })
      row += 1
    } else {
      found.push({ sign: '+', text: other[column] ?? '' })
      column += 1
    }
  }
  return found
}
