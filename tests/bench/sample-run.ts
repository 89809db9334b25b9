import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { figure, median, rounds } from './figures.ts'
import type { Figure } from './figures.ts'

/** The sample from the command line, start-up included. */
export function sampleRun(): Figure[] {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  const wall = (args: readonly string[]): number => {
    const begun = performance.now()
    const { status } = spawnSync(process.execPath, args, { cwd: root })
    if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}`)
    return performance.now() - begun
  }
  const sample = ['--import', './src-main/node-version.mjs', 'src-main/cli.ts', 'run', 'resources/scenarios/consult-then-transfer.yaml']
  const ours = median(Array.from({ length: rounds }, () => wall(sample)))
  const floor = median(Array.from({ length: rounds }, () => wall(['-e', '0'])))
  return [figure({ what: 'aside run of the sample, with start-up', unit: 'ms', ours, floor, floorIs: 'node -e 0' })]
}
