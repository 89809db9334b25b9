import type { MapState, MoveCount } from '../../../src-main/contract/consult-map.ts'

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

/** What a run made of a way: `made` says more than `refused`, and that more than `untried`. */
export type WayKind = 'made' | 'refused' | 'untried'

export function kindOf({ made, refused }: Pick<MoveCount, 'made' | 'refused'>): WayKind {
  if (made > 0) return 'made'
  return refused > 0 ? 'refused' : 'untried'
}

export interface Arrow {
  readonly from: MapState
  readonly to: MapState
  readonly path: string
  readonly made: number
  readonly refused: number
  /** Where its counts stand. */
  readonly middle: { readonly x: number; readonly y: number }
}

/** One arrow for all moves from one state to another, a little aside of its line, so that there and back are two. What was gone lies over the rest. */
export function arrowsOf(moves: readonly MoveCount[]): Arrow[] {
  const ways = Map.groupBy(moves, ({ from, to }) => `${from} ${to}`)
  const arrows = [...ways.values()].flatMap(([first, ...more]): Arrow[] => {
    if (!first) return []
    const { from, to } = first
    const all = [first, ...more]
    return [{ from, to, ...lineOf(from, to), made: sum(all.map(({ made }) => made)), refused: sum(all.map(({ refused }) => refused)) }]
  })
  return arrows.sort((one, other) => Number(one.made > 0) - Number(other.made > 0))
}

function sum(counts: readonly number[]): number {
  return counts.reduce((all, one) => all + one, 0)
}

function lineOf(from: MapState, to: MapState): Pick<Arrow, 'path' | 'middle'> {
  const [begin, end] = [places[from], places[to]]
  const [dx, dy] = [end.x - begin.x, end.y - begin.y]
  // Past the state that stands between.
  if (dx === 0 && Math.abs(dy) > 12) {
    const [side, down] = [begin.x + node.width / 2, Math.sign(dy)]
    return { path: `M ${side} ${begin.y} C ${side + 1.5} ${begin.y + 2 * down} ${side + 1.5} ${end.y - 2 * down} ${side + 0.3} ${end.y}`, middle: { x: side + 1.15, y: (begin.y + end.y) / 2 } }
  }
  const length = Math.hypot(dx, dy)
  const aside = 0.4
  const [ox, oy] = [(-dy / length) * aside, (dx / length) * aside]
  const [out, into] = [edge(dx, dy, 0.1), edge(dx, dy, 0.35)]
  const at = (x: number, y: number): string => `${x.toFixed(2)} ${y.toFixed(2)}`
  // There and back, and ways that cross in their middle, have their counts apart.
  const part = 0.42
  return {
    path: `M ${at(begin.x + dx * out + ox, begin.y + dy * out + oy)} L ${at(end.x - dx * into + ox, end.y - dy * into + oy)}`,
    middle: { x: begin.x + dx * part + ox, y: begin.y + dy * part + oy }
  }
}

/** How much of a line lies within the box at its end, and a gap. */
function edge(dx: number, dy: number, gap: number): number {
  const across = Math.min(dx === 0 ? 1 : node.width / 2 / Math.abs(dx), dy === 0 ? 1 : node.height / 2 / Math.abs(dy))
  return across + gap / Math.hypot(dx, dy)
}
