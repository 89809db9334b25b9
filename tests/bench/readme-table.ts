import { isMet, shown } from './figures.ts'
import type { Figure, Goal } from './figures.ts'
import type { PartResult, Results } from './results.ts'
import type { SoakResult } from './soak-result.ts'

/** The part of the README that is made from the committed results, between its markers. */

/** What a reader of the README wants to know; the other parts are in baseline.json. */
const partsShown = ['consults', 'fanout', 'growth', 'peers']

const begin = '<!-- figures: made by npm run bench -- --readme -->'
const end = '<!-- end of figures -->'

/** The README with its figures in place. Throws where it has no markers. */
export function withFigures(readme: string, results: Results, soak: SoakResult | null): string {
  const [from, to] = [readme.indexOf(begin), readme.indexOf(end)]
  if (from === -1 || to < from) throw new Error(`README.md has no "${begin}" ... "${end}"`)
  return `${readme.slice(0, from + begin.length)}\n${figuresOf(results, soak)}\n${readme.slice(to)}`
}

function figuresOf(results: Results, soak: SoakResult | null): string {
  const measured = partsShown.flatMap((name) => results[name] ?? [])
  return [...measuredWhere(measured), '', ...table(measured.flatMap(({ figures }) => figures)), ...(soak ? ['', soaked(soak)] : [])].join('\n')
}

function measuredWhere(measured: readonly PartResult[]): string[] {
  const said = measured.map(({ date, commit, conditions: { cores, processor, memoryGiB, os, node } }) => `${date.slice(0, 10)} at ${commit}, ${cores} cores (${processor}, ${memoryGiB} GiB), ${os}, Node ${node}`)
  const loads = measured.map(({ conditions: { load } }) => load)
  const busy = Math.max(...loads) > 1 ? ` The machine was shared: ${Math.min(...loads)} to ${Math.max(...loads)} other processes wanted a core.` : ''
  return [`Measured ${[...new Set(said)].join('; ')}.${busy}`]
}

function table(figures: readonly Figure[]): string[] {
  return [
    '| what | Aside | floor | the floor is | ratio | goal |',
    '| --- | ---: | ---: | --- | ---: | --- |',
    ...figures.map((figure) => {
      const { what, unit, ours, floor, floorIs, ratio, goal } = figure
      return `| ${what}${unit === 'a second' ? ', a second' : ''} | ${shown(ours, unit)} | ${shown(floor, unit)} | ${floorIs} | ${ratio.toFixed(2)} | ${goal ? `${goalText(goal)}${isMet(figure) ? '' : ', **missed**'}` : ''} |`
    })
  ]
}

export function goalText(goal: Goal): string {
  return 'atLeast' in goal ? `≥ ${goal.atLeast}` : `≤ ${goal.atMost}`
}

function soaked({ date, commit, minutes, figures }: SoakResult): string {
  const { memory } = figures
  const [first, half, last] = [memory[0], memory[Math.floor((memory.length - 1) / 2)], memory.at(-1)]
  return (
    `**Soak**, ${date.slice(0, 10)} at ${commit}: ${Math.round(minutes)} minutes of a busy centre, every third window's line broken or stalled again and again. ` +
    `${figures.acknowledged.toLocaleString('en')} acknowledged operations and ${figures.told.toLocaleString('en')} notifications, ${figures.breaks.toLocaleString('en')} broken and ${figures.stalls.toLocaleString('en')} stalled lines: ` +
    `${figures.lost} lost, ${figures.leaks} leaks, ${figures.gaps} gaps or repeats. Heap of the server ${first?.heapMiB ?? 0} MiB in minute ${first?.minute ?? 0}, ${half?.heapMiB ?? 0} MiB at half-time, ${last?.heapMiB ?? 0} MiB at the end; what a console keeps of its runs, 200,000 marks at most, is in it.`
  )
}
