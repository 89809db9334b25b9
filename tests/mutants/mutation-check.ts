import { spawn } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { mutants } from './mutants.ts'
import type { Mutant } from './mutants.ts'

/**
 * `npm run test:mutants`: makes each defect of the list in a copy of the project, and runs the tests that should catch it.
 * `npm run test:mutants -- WORD...` takes those whose sentence or file has one of the words. Ends in the plain line
 * `N passed, N failed`; a defect that no test caught has failed.
 */

const root = fileURLToPath(new URL('../..', import.meta.url))
const copied = ['package.json', 'tsconfig.json', 'electron.vite.config.ts', 'README.md', 'src-main', 'src-renderer', 'resources', 'tests', 'out']

interface Ran {
  readonly passed: number
  /** The first test that did not pass, by its name. */
  readonly first: string | null
}

const nothingRan: Ran = { passed: 0, first: null }

/** A copy of the project in which something may be broken. */
class Copy {
  readonly #folder = mkdtempSync(join(tmpdir(), 'aside-mutant-'))

  constructor() {
    // Some tests act as somebody else, who has to be let in.
    chmodSync(this.#folder, 0o755)
    for (const one of copied) cpSync(join(root, one), join(this.#folder, one), { recursive: true })
    symlinkSync(join(root, 'node_modules'), join(this.#folder, 'node_modules'), 'dir')
  }

  /** Runs tests with a defect, or without one. */
  async run(tests: readonly string[], mutant: Mutant | null): Promise<Ran> {
    const file = mutant && join(this.#folder, mutant.file)
    const whole = file === null ? '' : readFileSync(file, 'utf8')
    if (file !== null && mutant) writeFileSync(file, whole.replace(mutant.text, () => mutant.instead))
    try {
      return await this.#tested(tests)
    } finally {
      if (file !== null) writeFileSync(file, whole)
    }
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true })
  }

  /** Tests of a folder in which a browser is needed run under Playwright, all others under vitest. */
  async #tested(tests: readonly string[]): Promise<Ran> {
    const isInBrowser = (test: string): boolean => /^(?:windows|desktop)\//.test(test)
    const [inBrowser, others] = [tests.filter(isInBrowser), tests.filter((test) => !isInBrowser(test))]
    const ran = others.length === 0 ? nothingRan : await this.#vitest(others)
    if (inBrowser.length === 0 || ran.first !== null) return ran
    const more = await this.#playwright(inBrowser)
    return { passed: ran.passed + more.passed, first: more.first }
  }

  async #vitest(tests: readonly string[]): Promise<Ran> {
    const report = join(this.#folder, 'report.json')
    // Of what is only slow, nothing is caught.
    const options = ['--config', 'tests/vitest.config.ts', '--root', '.', '--bail', '1', '--testTimeout', '300000', '--reporter=json', `--outputFile.json=${report}`]
    await this.#ended('vitest/vitest.mjs', ['run', ...options, ...tests.map((one) => join('tests', one))], report)
    const { numPassedTests = 0, testResults = [] } = reported<VitestReport>(report)
    const first = testResults.flatMap(({ assertionResults }) => assertionResults).find(({ status }) => status === 'failed')
    return { passed: numPassedTests, first: first?.fullName ?? null }
  }

  async #playwright(tests: readonly string[]): Promise<Ran> {
    const report = join(this.#folder, 'report.json')
    await this.#ended('playwright/cli.js', ['test', '-c', 'tests/playwright.config.ts', '-x', '--workers=1', '--reporter=json', ...tests], report)
    const { stats, suites = [] } = reported<PlaywrightReport>(report)
    return { passed: stats?.expected ?? 0, first: suites.flatMap(specsIn).find(({ ok }) => !ok)?.title ?? null }
  }

  #ended(tool: string, args: readonly string[], report: string): Promise<void> {
    rmSync(report, { force: true })
    const env = { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: report }
    return new Promise((done, broken) => {
      const child = spawn(process.execPath, [join(root, 'node_modules', tool), ...args], { cwd: this.#folder, stdio: 'ignore', env })
      child.on('error', broken)
      child.on('exit', () => done())
    })
  }
}

interface VitestReport {
  readonly numPassedTests: number
  readonly testResults: readonly { readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[] }[]
}

interface PlaywrightReport {
  readonly stats: { readonly expected: number }
  readonly suites: readonly PlaywrightSuite[]
}

interface PlaywrightSuite {
  readonly suites?: readonly PlaywrightSuite[]
  readonly specs: readonly { readonly title: string; readonly ok: boolean }[]
}

function specsIn({ specs, suites = [] }: PlaywrightSuite): PlaywrightSuite['specs'] {
  return [...specs, ...suites.flatMap(specsIn)]
}

/** A runner without a report has run nothing. */
function reported<Report>(file: string): Partial<Report> {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Report) : {}
}

const words = process.argv.slice(2)
const wanted = mutants.filter(({ wrong, file }) => words.length === 0 || words.some((word) => wrong.includes(word) || file.includes(word)))
const waiting = [...wanted]
const missed: string[] = []
let caught = 0

/** Without a defect all of it has to pass: else a test that is broken anyway would catch everything. */
async function sound(copy: Copy): Promise<boolean> {
  const tests = [...new Set(wanted.flatMap(({ caughtBy }) => caughtBy))]
  const { passed, first } = await copy.run(tests, null)
  if (first === null && passed > 0) return true
  console.log(`✗ without any defect ${first === null ? 'the tests did not run' : `“${first}” does not pass`}`)
  return false
}

async function work(copy: Copy): Promise<void> {
  for (let mutant = waiting.shift(); mutant; mutant = waiting.shift()) {
    const { first } = await copy.run(mutant.caughtBy, mutant)
    if (first === null) missed.push(mutant.wrong)
    else caught += 1
    console.log(first === null ? `✗ ${mutant.wrong}\n    not caught by ${mutant.caughtBy.join(', ')}` : `✓ ${mutant.wrong}\n    caught by “${first}”`)
  }
}

const copies = Array.from({ length: Math.max(1, Math.min(2, availableParallelism())) }, () => new Copy())
try {
  const [first] = copies
  if (first && (await sound(first))) await Promise.all(copies.map((copy) => work(copy)))
  else missed.push('the tests themselves')
} finally {
  for (const copy of copies) copy.remove()
}
console.log(`${caught} passed, ${missed.length} failed`)
process.exitCode = missed.length === 0 ? 0 : 1
