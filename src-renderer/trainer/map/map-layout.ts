import type { MapMove, MapState } from '../../../src-main/contract/consult-map.ts'

/** Where the states stand, laid by hand; all lengths are in rem. */
export const size = { width: 35, height: 22 } as const
export const node = { width: 7.5, height: 3 } as const

export const places: Readonly<Record<MapState, { readonly x: number; readonly y: number }>> = {
  waiting: { x: 4.25, y: 2.5 },
  alone: { x: 4.25, y: 11 },
  over: { x: 4.25, y: 19.5 },
  asking: { x: 17.25, y: 2.5 },
  inviting: { x: 17.25, y: 11 },
  transferring: { x: 17.25, y: 19.5 },
  consulting: { x: 29.75, y: 2.5 },
  conference: { x: 29.75, y: 11 },
  handedOver: { x: 29.75, y: 19.5 }
}

export interface Arrow {
  readonly from: MapState
  readonly to: MapState
  readonly path: string
}

/** One arrow for all moves from one state to another, a little aside of its line, so that there and back are two. */
export function arrowsOf(moves: readonly MapMove[]): Arrow[] {
  const ways = new Map(moves.map(({ from, to }) => [`${from} ${to}`, { from, to }]))
  return [...ways.values()].map(({ from, to }) => ({ from, to, path: pathOf(from, to) }))
}

function pathOf(from: MapState, to: MapState): string {
  const [begin, end] = [places[from], places[to]]
  const [dx, dy] = [end.x - begin.x, end.y - begin.y]
  // Past the state that stands between.
  if (dx === 0 && Math.abs(dy) > 12) return `M ${begin.x + node.width / 2} ${begin.y} C ${begin.x + node.width / 2 + 1.5} ${begin.y + 2} ${begin.x + node.width / 2 + 1.5} ${end.y - 2} ${end.x + node.width / 2 + 0.3} ${end.y}`
  const length = Math.hypot(dx, dy)
  const aside = 0.4
  const [ox, oy] = [(-dy / length) * aside, (dx / length) * aside]
  const [out, into] = [edge(dx, dy, 0.1), edge(dx, dy, 0.35)]
  const at = (x: number, y: number): string => `${x.toFixed(2)} ${y.toFixed(2)}`
  return `M ${at(begin.x + dx * out + ox, begin.y + dy * out + oy)} L ${at(end.x - dx * into + ox, end.y - dy * into + oy)}`
}

/** How much of a line lies within the box at its end, and a gap. */
function edge(dx: number, dy: number, gap: number): number {
  const across = Math.min(dx === 0 ? 1 : node.width / 2 / Math.abs(dx), dy === 0 ? 1 : node.height / 2 / Math.abs(dy))
  return across + gap / Math.hypot(dx, dy)
}
