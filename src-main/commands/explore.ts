import { existsSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { CAC } from 'cac'
import { openExplored } from '../rooms.ts'
import { bugNames } from '../contract/bugs.ts'
import type { Bug } from '../contract/bugs.ts'
import { BadInput, exitCodes, say, seedIn } from '../exit-codes.ts'
import { brokenStory, orderText } from '../scenario/counterexample-file.ts'
import { withValue } from '../scenario/edit-values.ts'
import { explore } from '../scenario/explore.ts'
import type { Broken, Explored } from '../scenario/explore.ts'
import { planOf } from '../scenario/plan.ts'
import { printScenario } from '../scenario/print.ts'
import { problemInFull } from '../scenario/problem-text.ts'
import { readScenario } from '../scenario/read.ts'
import { count } from '../scenario/report.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { shrink } from '../scenario/shrink.ts'
import type { Shrunk } from '../scenario/shrink.ts'
import { listed } from '../scenario/spelling.ts'
import { readFile, scenarioFiles, textOfFile } from '../playing/scenario-files.ts'
import type { ScenarioFile } from '../playing/scenario-files.ts'
import { openTerminal } from './terminal.ts'
import type { Terminal } from './terminal.ts'

/** `aside explore`: every order that a scenario leaves open; the shortest story that breaks is saved as a scenario. */
export function addExploreCommand(cli: CAC): void {
  cli
    .command('explore <...files>', 'Try every order of races, time-outs and habits; save the shortest story that breaks')
    .option('--budget <number>', 'How many orders are tried one after another; beyond them dice choose as many more', { default: defaultBudget })
    .option('--bug <name>', 'Give the room a bug on purpose; may be given more than once')
    .option('--seed <number>', "Another seed than the files'")
    .option('-o, --out <file>', 'Where the story that breaks is saved; NAME.broken.yaml in the working folder if not given')
    .option('--json', 'Say what was found as JSON, a line a file')
    .action(async (files: string[], options: GivenOptions) => {
      process.exitCode = await exploreAll(files, optionsIn(options))
    })
}

const defaultBudget = 2000

interface GivenOptions {
  readonly budget?: unknown
  readonly bug?: unknown
  readonly seed?: unknown
  readonly out?: unknown
  readonly json?: unknown
}

interface Options {
  readonly budget: number
  readonly bugs: readonly Bug[]
  readonly seed: number | undefined
  readonly out: string | null
  readonly asJson: boolean
}

function optionsIn({ budget, bug, seed, out, json }: GivenOptions): Options {
  if (typeof budget !== 'number' || !Number.isInteger(budget) || budget < 1 || budget > 1_000_000) throw new BadInput(`--budget must be a whole number from 1 to 1000000, not ${String(budget)}`)
  if (out !== undefined && (typeof out !== 'string' || out === '')) throw new BadInput('--out needs one path')
  return { budget, bugs: (bug === undefined ? [] : [bug].flat()).map(bugIn), seed: seedIn(seed), out: out ?? null, asJson: json === true }
}

function bugIn(given: unknown): Bug {
  const bug = bugNames.find((name) => name === given)
  if (bug === undefined) throw new BadInput(`There is no bug "${String(given)}"; there are ${listed(bugNames)}`)
  return bug
}

/** A story to explore, as text that can be changed: what it includes stands in it, and of its rows it is one. */
interface Story {
  readonly file: ScenarioFile
  readonly text: string
  readonly scenario: Scenario
}

async function exploreAll(files: readonly string[], options: Options): Promise<number> {
  const readings = scenarioFiles(files).map((file) => ({ file, reading: readFile(file) }))
  const problems = readings.flatMap(({ reading }) => ('problems' in reading ? reading.problems : []))
  if (problems.length > 0) {
    for (const problem of problems) say(problemInFull(problem))
    return exitCodes.badInput
  }
  const stories = readings.flatMap(({ file, reading }) => ('rows' in reading ? reading.rows.map((scenario) => storyOf(file, scenario, options.bugs)) : []))
  if (stories.length > 1 && options.out !== null) throw new BadInput('--out takes the story of one scenario; leave it out for several')
  const terminal = openTerminal()
  let code: number = exitCodes.held
  for (const story of stories) if (!(await exploreOne(story, options, terminal))) code = exitCodes.broken
  return code
}

function storyOf(file: ScenarioFile, scenario: Scenario, bugs: readonly Bug[]): Story {
  const isWhole = scenario.head.with === undefined && scenario.steps.every(({ part }) => part === undefined)
  const own = isWhole ? (textOfFile(file) ?? '') : printScenario(scenario)
  const text = bugs.length === 0 ? own : withValue(own, ['bugs'], [...new Set([...(scenario.head.bugs ?? []), ...bugs])])
  const reading = readScenario(file.name, text)
  if (!('scenario' in reading)) throw new Error(`${file.name} cannot be explored: ${reading.problems.map(({ message }) => message).join('; ')}`)
  return { file, text, scenario: reading.scenario }
}

/** Did everything hold? */
async function exploreOne(story: Story, options: Options, terminal: Terminal): Promise<boolean> {
  const { scenario, file } = story
  const { budget, seed, asJson } = options
  const open = openExplored()
  const startedAt = performance.now()
  const showOrders = (orders: number): void => terminal.showStatus?.(`${file.name}: ${count(orders, 'order')}`)
  const explored = await explore(scenario, { plan: planOf(scenario, seed), open, budget, onOrder: (orders) => orders % 50 === 0 && showOrders(orders) })
  terminal.showStatus?.('')
  const seconds = (performance.now() - startedAt) / 1000
  if (!explored.broken) {
    const sum = `${file.name}: ${sumOf(explored, budget)}: all held`
    terminal.write(asJson ? `${JSON.stringify(jsonOf(story, explored, null, null))}\n` : `✓ ${sum}  (${rateOf(explored, seconds)})\n`)
    return true
  }
  terminal.showStatus?.(`${file.name}: looking for the shortest story that breaks`)
  const shrunk = await shrink(story.text, explored.broken, { open, seed })
  const text = await brokenStory(shrunk, { file: file.name, open, seed })
  terminal.showStatus?.('')
  const saved = text === null ? null : save(text, file, options)
  terminal.write(asJson ? `${JSON.stringify(jsonOf(story, explored, shrunk, saved))}\n` : brokenText(story, explored, explored.broken, shrunk, saved))
  return false
}

function sumOf({ orders, states, recognised, isExhaustive }: Explored, budget: number): string {
  const bound = isExhaustive ? 'every order there is' : `the first ${budget}, then dice`
  return `${count(orders, 'order')} (${bound}), ${count(states, 'state')}, ${recognised} recognised`
}

function rateOf({ states, orders }: Explored, seconds: number): string {
  return `${Math.round((states + orders) / Math.max(seconds, 0.001))} states/s`
}

function brokenText({ file, scenario }: Story, { orders }: Explored, { problem, decisions }: Broken, shrunk: Shrunk, saved: string | null): string {
  const order = orderText(decisions, scenario)
  const lines = [
    `✗ ${file.name}: broken in order ${orders}`,
    `    ${problem.invariant === undefined ? '' : `${problem.invariant}: `}${problem.text}`,
    `    ${problem.detail}`,
    ...(order.length === 0 ? ['  as it is written'] : ['  where', ...order.map((line) => `    ${line}`)]),
    `  the shortest story that breaks so has ${count(shrunk.scenario.steps.length, 'step')} of ${scenario.steps.length}`,
    saved === null ? '  and no file can hold its order; the lines above say it' : `  saved as ${saved}; "aside run ${saved}" breaks in the same way`
  ]
  return `${lines.join('\n')}\n`
}

function jsonOf({ file, scenario }: Story, { broken, ...explored }: Explored, shrunk: Shrunk | null, saved: string | null): unknown {
  const found = broken && { problem: broken.problem, order: orderText(broken.decisions, scenario), steps: shrunk?.scenario.steps.length ?? null, saved }
  return { file: file.name, title: scenario.title, ...explored, broken: found }
}

/** Never over something that is there, unless its name was given. */
function save(text: string, { name }: ScenarioFile, { out }: Options): string {
  const path = out ?? freeName(basename(name).replace(/\.ya?ml$/, ''))
  try {
    writeFileSync(path, text)
  } catch (error) {
    throw new BadInput(`${path} cannot be written: ${error instanceof Error ? error.message : String(error)}`)
  }
  return path
}

function freeName(name: string): string {
  for (let number = 1; ; number += 1) {
    const path = `${name}.broken${number === 1 ? '' : `-${number}`}.yaml`
    if (!existsSync(path)) return path
  }
}
