import type { StageMark } from '../../../src-main/contract/control.ts'
import { firstWhere } from './first-where.ts'

/** What a run looks like on a strip as wide as the slider: how much happened where, its steps, what broke. As paths to draw. */
export interface TimeStrip {
  /** How busy it was, from the bottom up. */
  readonly busy: string
  readonly steps: string
  /** Where something broke, in pixels. */
  readonly broken: readonly number[]
}

interface Marks {
  readonly all: { readonly length: number; lastUpTo(moment: number): StageMark | null; upToCount(n: number): number }
  readonly steps: readonly StageMark[]
  readonly broken: readonly StageMark[]
}

const barPx = 3
const brokenPx = 10

/** `endMs` is the time at the right end of `widthPx`. The cost goes by the width, not by the number of marks. */
export function timeStrip({ all, steps, broken }: Marks, endMs: number, widthPx: number, heightPx: number): TimeStrip {
  if (widthPx <= 0 || endMs <= 0) return { busy: '', steps: '', broken: [] }
  const bars = Math.ceil(widthPx / barPx)
  const until = (bar: number): number => ((bar * barPx) / widthPx) * endMs
  const countUntil = (moment: number): number => all.upToCount(all.lastUpTo(moment)?.n ?? 0)
  const counts: number[] = []
  for (let bar = 0, before = 0; bar < bars; bar += 1) {
    const count = countUntil(until(bar + 1))
    counts.push(count - before)
    before = count
  }
  const most = Math.max(1, ...counts)
  // The square root shows a little beside a lot.
  const busy = counts.map((count, bar) => (count === 0 ? '' : `M${bar * barPx + 1} ${heightPx}v-${(Math.sqrt(count / most) * heightPx).toFixed(1)}`)).join('')
  return {
    busy,
    steps: placesOf(steps, endMs, widthPx, 2).map((px) => `M${px} 0v5`).join(''),
    broken: placesOf(broken, endMs, widthPx, brokenPx)
  }
}

/** Where these stand on the strip, none nearer to the one before than so many pixels. */
function placesOf(marks: readonly StageMark[], endMs: number, widthPx: number, apartPx: number): number[] {
  const places: number[] = []
  for (let next = 0; next < marks.length; ) {
    const px = Math.round(((marks[next]?.at ?? 0) / endMs) * widthPx)
    places.push(px)
    const from = ((px + apartPx) / widthPx) * endMs
    next = Math.max(next + 1, firstWhere(marks, ({ at }) => at >= from))
  }
  return places
}
