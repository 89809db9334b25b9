import type { Line } from './library-lines.ts'

/** Lines have known heights, so that thousands of them need be neither made nor measured. All lengths are in rem. */

const fileHeight = 3.75
const folderHeight = 2.125

export function heightOf({ kind }: Line): number {
  return kind === 'file' ? fileHeight : folderHeight
}

/** Where each line begins, and at the end where the last one ends. */
export function beginnings(lines: readonly Line[]): readonly number[] {
  const starts = [0]
  for (const line of lines) starts.push((starts.at(-1) ?? 0) + heightOf(line))
  return starts
}

/** The line that lies at a height: the last one that begins there or above. */
export function lineAt(starts: readonly number[], height: number): number {
  let [low, high] = [0, Math.max(0, starts.length - 2)]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((starts[middle] ?? 0) <= height) low = middle
    else high = middle - 1
  }
  return low
}

/** What is kept of a scroller's place when the lines change: the line at its upper edge, and how far it is above that. */
export interface Anchor {
  readonly key: string
  readonly above: number
}

export function anchorAt(lines: readonly Line[], starts: readonly number[], top: number): Anchor | null {
  const place = lineAt(starts, top)
  const line = lines[place]
  // Who is at the very top wants to stay there, whatever comes in.
  return line && top > 0 ? { key: line.key, above: top - (starts[place] ?? 0) } : null
}

/** Where to scroll so that an anchor is where it was; where its line is gone, the next one before it that is still there. */
export function topFor({ key, above }: Anchor, before: readonly Line[], lines: readonly Line[], starts: readonly number[]): number | null {
  const places = new Map(lines.map((line, place) => [line.key, place]))
  const was = before.findIndex((line) => line.key === key)
  for (let at = was; at >= 0; at -= 1) {
    const place = places.get(before[at]?.key ?? '')
    if (place !== undefined) return (starts[place] ?? 0) + (at === was ? above : 0)
  }
  return null
}
