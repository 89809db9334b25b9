import { isBetterWhenMore } from './figures.ts'
import type { Figure } from './figures.ts'

/**
 * How much worse a ratio may be than the committed one before somebody has to look: a quarter for medians and rates, as much
 * again for the tails, which a neighbour on the machine can stretch without any fault of ours.
 */
export const tolerance = { usual: 1.25, tails: 2 }

export interface Worse {
  readonly what: string
  readonly was: number
  readonly is: number
  /** By how much it is worse: 1.5 is half as much again. */
  readonly factor: number
}

/** Figures whose ratio is clearly worse than the one of the same name in the baseline. What is new or gone is no regression. */
export function worseThan(before: readonly Figure[], now: readonly Figure[]): Worse[] {
  const known = new Map(before.map((figure) => [figure.what, figure.ratio]))
  return now.flatMap((figure) => {
    const was = known.get(figure.what)
    if (was === undefined) return []
    const factor = isBetterWhenMore(figure) ? was / figure.ratio : figure.ratio / was
    return factor > toleranceOf(figure) ? [{ what: figure.what, was, is: figure.ratio, factor }] : []
  })
}

function toleranceOf({ what }: Figure): number {
  return /, p9\d|p99/.test(what) ? tolerance.tails : tolerance.usual
}

/** The median run of several: a part that looked worse once is measured again before anybody is told. */
export function medianOf(runs: readonly (readonly Figure[])[]): Figure[] {
  const [first = []] = runs
  return first.map((figure) => {
    const same = runs.flatMap((run) => run.find(({ what }) => what === figure.what) ?? [])
    return [...same].sort((one, other) => one.ratio - other.ratio)[Math.floor(same.length / 2)] ?? figure
  })
}
