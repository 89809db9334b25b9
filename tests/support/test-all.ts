import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * `npm test`: builds, checks types, lints and runs every test. `npm test -- core` runs the tests of one folder,
 * `npm test -- check` the checks alone. Ends in the plain line `N passed, N failed`.
 */

const root = fileURLToPath(new URL('../..', import.meta.url))
const reports = mkdtempSync(join(tmpdir(), 'aside-reports-'))
const inBrowser = ['windows', 'desktop']

interface Count {
  passed: number
  failed: number
  skipped: number
}

const nothing: Count = { passed: 0, failed: 0, skipped: 0 }

/** Runs a tool of node_modules with the Node that we run on. */
function run(tool: string, args: readonly string[], env: Record<string, string> = {}): boolean {
  const bin = join(root, 'node_modules', '.bin')
  const PATH = `${bin}${delimiter}${process.env['PATH'] ?? ''}`
  const { status } = spawnSync(join(bin, tool), args, { cwd: root, stdio: 'inherit', env: { ...process.env, PATH, ...env }, shell: process.platform === 'win32' })
  return status === 0
}

/** A check counts as one test. */
function check(what: string, tool: string, args: readonly string[]): Count {
  const held = run(tool, args)
  console.log(`${held ? '✓' : '✗'} ${what}`)
  return { ...nothing, [held ? 'passed' : 'failed']: 1 }
}

function checks(): Count[] {
  return [
    check('the windows and the desktop build', 'electron-vite', ['build', '--logLevel', 'error']),
    check('the library builds', 'tsc', ['-p', 'src-main/tsconfig.library.json']),
    check("the library's declarations build, with what they say", 'tsc', ['-p', 'src-main/tsconfig.library.json', '--declaration', '--emitDeclarationOnly', '--removeComments', 'false']),
    check('types of main and tests', 'tsc', ['--noEmit']),
    check('types of the tests in a browser', 'tsc', ['--noEmit', '-p', 'tests/tsconfig.json']),
    check('types of the windows', 'svelte-check', ['--tsconfig', './src-renderer/tsconfig.json', '--fail-on-warnings', '--output', 'human']),
    check('lint', 'eslint', ['-c', 'tests/support/eslint.config.mjs', '.'])
  ]
}

/** Tests without a browser. A runner that ends badly without a report, or that found nothing to run, has failed. */
function withoutBrowser(folders: readonly string[]): Count {
  const report = join(reports, 'vitest.json')
  const held = run('vitest', ['run', '--config', 'tests/vitest.config.ts', '--root', '.', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...folders])
  if (!existsSync(report)) return { ...nothing, failed: 1 }
  const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(report, 'utf8')) as Record<string, number>
  const count = { passed: numPassedTests ?? 0, failed: numFailedTests ?? 0, skipped: numPendingTests ?? 0 }
  return held || count.failed > 0 ? count : { ...count, failed: 1 }
}

function inTheBrowser(projects: readonly string[]): Count {
  const report = join(reports, 'playwright.json')
  const chosen = projects.flatMap((project) => ['--project', project])
  const held = run('playwright', ['test', '--config', 'tests/playwright.config.ts', '--reporter=list,json', ...chosen], { PLAYWRIGHT_JSON_OUTPUT_NAME: report })
  if (!existsSync(report)) return { ...nothing, failed: 1 }
  const { stats } = JSON.parse(readFileSync(report, 'utf8')) as { stats: { expected: number; unexpected: number; flaky: number; skipped: number } }
  const count = { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped }
  return held || count.failed > 0 ? count : { ...count, failed: 1 }
}

function chosen(names: readonly string[]): Count[] {
  if (names.length === 0) return [...checks(), withoutBrowser([]), inTheBrowser(inBrowser)]
  const known = [...readdirSync(join(root, 'tests'), { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])), 'check', 'architecture']
  const unknown = names.filter((name) => !known.includes(name))
  if (unknown.length > 0) {
    console.error(`There are no tests called ${unknown.join(', ')}; there are ${known.join(', ')}`)
    process.exit(2)
  }
  const browser = names.filter((name) => inBrowser.includes(name))
  // A text that nobody reads in another language is a mistake as a wrong type is, and found in seconds.
  const folders = [...new Set(names.map((name) => (name === 'check' ? 'locales' : name)))].filter((name) => !browser.includes(name))
  return [
    ...(names.includes('check') ? checks() : []),
    ...(folders.length > 0 ? [withoutBrowser(folders.map((name) => `tests/${name}`))] : []),
    ...(browser.length > 0 ? [inTheBrowser(browser)] : [])
  ]
}

const counts = chosen(process.argv.slice(2))
const sum = (of: keyof Count): number => counts.reduce((total, count) => total + count[of], 0)
const skipped = sum('skipped') > 0 ? `, ${sum('skipped')} skipped` : ''
console.log(`${sum('passed')} passed, ${sum('failed')} failed${skipped}`)
process.exitCode = sum('failed') > 0 || sum('passed') === 0 ? 1 : 0
