/** Two frames compared by their structure: a key that is in both is compared, wherever it stands. */

export interface DiffLine {
  /** `same` in both, `left` only in the one, `right` only in the other. */
  readonly side: 'same' | 'left' | 'right'
  readonly depth: number
  /** Without the indent. */
  readonly text: string
}

export function diffOf(left: unknown, right: unknown): DiffLine[] {
  return compared('', left, right, 0, '')
}

/** How many values differ; 0 for frames that say the same. */
export function differences(lines: readonly DiffLine[]): number {
  return lines.filter(({ side }) => side !== 'same').length
}

type Map = Readonly<Record<string, unknown>>

function compared(name: string, left: unknown, right: unknown, depth: number, end: string): DiffLine[] {
  if (JSON.stringify(left) === JSON.stringify(right)) return written('same', name, left, depth, end)
  if (Array.isArray(left) && Array.isArray(right)) return within(name, '[', ']', inLists(left, right, depth + 1), depth, end)
  if (isMap(left) && isMap(right)) return within(name, '{', '}', inMaps(left, right, depth + 1), depth, end)
  return [...written('left', name, left, depth, end), ...written('right', name, right, depth, end)]
}

function within(name: string, opens: string, closes: string, inner: readonly DiffLine[], depth: number, end: string): DiffLine[] {
  return [{ side: 'same', depth, text: `${name}${opens}` }, ...inner, { side: 'same', depth, text: `${closes}${end}` }]
}

function inMaps(left: Map, right: Map, depth: number): DiffLine[] {
  const keys = [...new Set([...Object.keys(left), ...Object.keys(right)])]
  return keys.flatMap((key) => {
    const name = `${JSON.stringify(key)}: `
    if (!Object.hasOwn(right, key)) return written('left', name, left[key], depth, ',')
    if (!Object.hasOwn(left, key)) return written('right', name, right[key], depth, ',')
    return compared(name, left[key], right[key], depth, ',')
  })
}

/** The longest run of elements that are the same thing in both; what stands between is only in one. */
function inLists(left: readonly unknown[], right: readonly unknown[], depth: number): DiffLine[] {
  const common = Array.from({ length: left.length + 1 }, () => new Array<number>(right.length + 1).fill(0))
  const at = (i: number, j: number): number => common[i]?.[j] ?? 0
  for (let i = left.length - 1; i >= 0; i -= 1) {
    for (let j = right.length - 1; j >= 0; j -= 1) {
      const row = common[i]
      if (row) row[j] = isSameThing(left[i], right[j]) ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  const lines: DiffLine[] = []
  let [i, j] = [0, 0]
  while (i < left.length || j < right.length) {
    if (i < left.length && j < right.length && isSameThing(left[i], right[j])) {
      lines.push(...compared('', left[i], right[j], depth, ','))
      i += 1
      j += 1
    } else if (j >= right.length || (i < left.length && at(i + 1, j) >= at(i, j + 1))) {
      lines.push(...written('left', '', left[i], depth, ','))
      i += 1
    } else {
      lines.push(...written('right', '', right[j], depth, ','))
      j += 1
    }
  }
  return lines
}

/** Words are the same when they are equal; people by their nickname, messages by what they are. */
function isSameThing(left: unknown, right: unknown): boolean {
  if (!isMap(left) || !isMap(right)) return JSON.stringify(left) === JSON.stringify(right)
  return ['nickname', 'type', 'text', 'channel'].every((key) => JSON.stringify(left[key]) === JSON.stringify(right[key]))
}

function written(side: DiffLine['side'], name: string, value: unknown, depth: number, end: string): DiffLine[] {
  const lines = (JSON.stringify(value, null, 2) ?? 'null').split('\n')
  return lines.map((line, place) => {
    const text = line.trimStart()
    const inner = (line.length - text.length) / 2
    return { side, depth: depth + inner, text: `${place === 0 ? name : ''}${text}${place === lines.length - 1 ? end : ''}` }
  })
}

function isMap(value: unknown): value is Map {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
