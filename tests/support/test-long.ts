import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * `npm run test:long`: hundreds of kill points and thousands of random sessions, flipped bits and cuts, and whatever no client
 * would send to any door, other ones each time.
 * The seed is printed; `npm run test:long -- SEED` gives the same again. Then the mutants: each defect that somebody could make
 * is caught by a test. It takes an hour and more.
 */

const root = fileURLToPath(new URL('../..', import.meta.url))
const bin = join(root, 'node_modules', '.bin')
const [given, ...rest] = process.argv.slice(2)
const seed = given ?? String(1 + Math.floor(Math.random() * 1_000_000))
if (!/^\d+$/.test(seed) || rest.length > 0) {
  console.error('npm run test:long takes one whole number, the seed of a run before, or none')
  process.exit(2)
}

const env = { ...process.env, ASIDE_LONG: '1', ASIDE_SEED: seed, ASIDE_HOSTILE_RUNS: '20', ASIDE_HOSTILE_SEED: seed }
const again = `npm run test:long -- ${seed}`
console.log(`seed ${seed}: "${again}" does the same again`)
const tests = ['tests/faults', 'tests/hostile', 'tests/engine/snapshot.test.ts', 'tests/engine/compaction.test.ts']
const long = spawnSync(join(bin, 'vitest'), ['run', '--config', 'tests/vitest.config.ts', '--root', '.', '--testTimeout', '1800000', ...tests], { cwd: root, stdio: 'inherit', env, shell: process.platform === 'win32' })
const mutants = spawnSync(process.execPath, ['--import', './src-main/node-version.mjs', 'tests/mutants/mutation-check.ts'], { cwd: root, stdio: 'inherit' })
console.log(long.status === 0 ? `held (seed ${seed})` : `did not hold: "${again}" does the same again`)
console.log(mutants.status === 0 ? 'every mutant was caught' : 'a mutant was not caught')
process.exitCode = long.status === 0 && mutants.status === 0 ? 0 : 1
