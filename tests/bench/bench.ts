import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { medianOf, tolerance, worseThan } from './compared-with-baseline.ts'
import type { Worse } from './compared-with-baseline.ts'
import { isMet, shown } from './figures.ts'
import type { Figure } from './figures.ts'
import { hangUp } from './http-client.ts'
import { goalText, withFigures } from './readme-table.ts'
import { baseline, commit, conditions, saveBaseline, saveRun } from './results.ts'
import type { PartResult, Results } from './results.ts'
import { soakResult } from './soak-result.ts'

/**
 * Speed, as ratios to a bare floor measured in the same run; the ratio is what to compare, not the number.
 *
 * npm run bench -- [PART...] [--peers]      measures these parts, or all
 *   --save       keeps the run in tests/bench/results
 *   --baseline   makes it what later runs are compared with, and the README's table
 *   --compare    says what is clearly worse than the baseline, and exits 1 then
 *   --readme     measures nothing; writes the README's figures from the baseline
 */

const { values: wants, positionals } = parseArgs({
  allowPositionals: true,
  options: { save: { type: 'boolean' }, baseline: { type: 'boolean' }, compare: { type: 'boolean' }, readme: { type: 'boolean' }, peers: { type: 'boolean' } }
})
const readmeFile = fileURLToPath(new URL('../../README.md', import.meta.url))

function writeReadme(): void {
  writeFileSync(readmeFile, withFigures(readFileSync(readmeFile, 'utf8'), baseline(), soakResult()))
  console.log('README.md has the figures of tests/bench/baseline.json')
}

function rowOf({ what, unit, ours, floor, floorIs, ratio, goal, note }: Figure): string {
  const judged = goal ? `${isMet({ ratio, goal }) ? '' : 'missed: '}${goalText(goal)}` : ''
  return `| ${what}${unit === 'a second' ? ', a second' : ''}${note ? ` (${note})` : ''} | ${shown(ours, unit)} | ${shown(floor, unit)} | ${floorIs} | ${ratio.toFixed(2)} | ${judged} |`
}

async function measure(): Promise<void> {
  const { parts, onDemand } = await import('./parts.ts')
  const unknown = positionals.filter((name) => !Object.hasOwn(parts, name))
  if (unknown.length > 0) {
    console.error(`There is no part called ${unknown.join(', ')}; there are ${Object.keys(parts).join(', ')}`)
    process.exitCode = 2
    return
  }
  const isWanted = (name: string): boolean => (positionals.length > 0 ? positionals.includes(name) : !onDemand.includes(name)) || (wants.peers === true && onDemand.includes(name))
  const known = baseline()
  const measured: Record<string, PartResult> = {}
  const worse: Worse[] = []
  console.log(`Node ${process.versions.node}, ${conditions().cores} cores, at ${commit()}\n`)
  console.log('| what | Aside | floor | the floor is | ratio | goal |')
  console.log('| --- | ---: | ---: | --- | ---: | --- |')
  for (const [name, part] of Object.entries(parts)) {
    if (!isWanted(name)) continue
    const where = { date: new Date().toISOString().slice(0, 19), commit: commit(), conditions: conditions() }
    let figures: readonly Figure[] = await part()
    const before = known[name]?.figures ?? []
    if (wants.compare && worseThan(before, figures).length > 0) {
      console.error(`${name} looks worse than the baseline; it is measured twice more`)
      figures = medianOf([figures, await part(), await part()])
    }
    for (const figure of figures) console.log(rowOf(figure))
    measured[name] = { ...where, figures }
    if (wants.compare) worse.push(...worseThan(before, figures))
  }
  hangUp()
  keep(measured)
  if (wants.compare) judge(worse)
}

function keep(measured: Results): void {
  if (wants.save) console.log(`\nkept in ${saveRun(measured)}`)
  if (!wants.baseline) return
  saveBaseline(measured)
  writeReadme()
}

function judge(worse: readonly Worse[]): void {
  console.log(`\nCompared with the baseline: a ratio may be ${tolerance.usual} times worse, in the tails (p95, p99) ${tolerance.tails} times.`)
  for (const { what, was, is, factor } of worse) console.log(`✗ ${what}: the ratio was ${was.toFixed(2)} and is ${is.toFixed(2)}, ${factor.toFixed(1)} times worse`)
  console.log(worse.length > 0 ? `${worse.length} clearly worse, each the median of three` : '✓ nothing is clearly worse')
  if (worse.length > 0) process.exitCode = 1
}

if (wants.readme) writeReadme()
else await measure()
