import { availableParallelism } from 'node:os'
import type { CAC } from 'cac'
import { openRehearsals } from '../rooms.ts'
import { BadInput, exitCodes, say } from '../exit-codes.ts'
import { unknown } from '../scenario/names.ts'
import { allOf, counted, noTotals } from '../scenario/report.ts'
import type { Reporter, Totals } from '../scenario/report.ts'
import { lineReport } from '../scenario/report-line.ts'
import type { RunRecord } from '../scenario/run-record.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { Problem } from '../scenario/source.ts'
import { defaultPatience } from './live-options.ts'
import { playRecorded } from '../playing/play-recorded.ts'
import { PlayFailed, PlayThreads } from '../playing/play-threads.ts'
import { openReporters } from './report-outputs.ts'
import { playLive } from './run-live.ts'
import { defaultMaxReport, runOptionsIn } from './run-options.ts'
import type { GivenRunOptions, RunOptions } from './run-options.ts'
import { readFile, scenarioFiles, shardOf } from '../playing/scenario-files.ts'
import type { ScenarioFile } from '../playing/scenario-files.ts'
import { openTerminal } from './terminal.ts'

/** `aside run`: plays scenarios in virtual time, each in a room of its own; with `--serve` one of them in live time, for people and clients to take part. */
export function addRunCommand(cli: CAC): void {
  cli
    .command('run <...files>', 'Play scenarios in virtual time and say what held; of a folder, all that are in it')
    .option('--reporter <name>', 'line, json, junit, html or csv, on standard output or into a file: html=report.html; may be given more than once')
    .option('--json', 'The same as --reporter json')
    .option('--out <folder>', 'Where the page, the report and the record of each scenario are put')
    .option('--redact', 'Replace names of customers, texts, user data and addresses in all reports')
    .option('--max-report <size>', 'How large a JSON or HTML report may be; what it leaves out it says', { default: defaultMaxReport })
    .option('--seed <number>', "Another seed than the files'")
    .option('--lang <tag>', 'Read the texts in another language, from locales/<tag>.yaml beside each scenario')
    .option('--bail', 'Stop after the first scenario that breaks')
    .option('--seat <name=player>', 'Who plays somebody of the cast: Anna=client, Anna=person or Anna=script; may be given more than once')
    .option('--serve', 'Host one scenario in live time, and wait in its steps for the people and clients that play a part')
    .option('--port <number>', 'With --serve: the port to listen on (8080); the next free one when it is taken')
    .option('--patience <duration>', `With --serve: how long to wait for somebody, each time (${defaultPatience})`)
    .option('--speed <factor>', 'With --serve: how fast the time of the story goes (1)')
    .option('--shard <part>', 'Play a part of them alone: 1/4 is the first of four')
    .action(async (files: string[], options: GivenRunOptions) => {
      process.exitCode = await run(files, runOptionsIn(options))
    })
}

/** Fewer are played sooner than threads begin. */
const manyFiles = 60

async function run(files: readonly string[], options: RunOptions): Promise<number> {
  const chosen = shardOf(scenarioFiles(files), options.shard)
  const threads = Math.min(availableParallelism(), 8)
  const isForThreads = chosen.length >= manyFiles && threads > 1 && options.live === null && options.players.size === 0 && !options.bail
  return isForThreads ? runInThreads(chosen, options, threads) : runHere(chosen, options)
}

async function runHere(chosen: readonly ScenarioFile[], options: RunOptions): Promise<number> {
  const readings = chosen.map((file) => readFile(file, options.language, { players: options.players, canWait: options.live !== null }))
  const { reporters, unreadable } = reporting(options)
  const problems = readings.flatMap((reading) => ('problems' in reading ? reading.problems : []))
  if (problems.length > 0) return unreadable(problems)
  const scenarios = readings.flatMap((reading) => ('rows' in reading ? reading.rows : []))
  mustBeInACast(options.players, scenarios)
  if (options.live !== null && scenarios.length !== 1) throw new BadInput(`--serve hosts one scenario, and these are ${scenarios.length}`)
  reporters.onBegin({ scenarios: scenarios.length })
  const totals = await playAll(scenarios, options, reporters)
  reporters.onEnd(totals)
  return totals.broken === 0 ? exitCodes.held : exitCodes.broken
}

/** The same, on all cores. */
async function runInThreads(chosen: readonly ScenarioFile[], options: RunOptions, count: number): Promise<number> {
  const { seed, language, redact, outputs, out } = options
  const entries = out !== null || outputs.some(({ reporter }) => reporter !== 'line') ? 'all' : 'none'
  const { reporters, unreadable } = reporting(options)
  const threads = new PlayThreads(chosen, { seed, language, redact, entries }, count)
  try {
    const { problems, scenarios } = await threads.read()
    if (problems.length > 0) return unreadable(problems)
    reporters.onBegin({ scenarios })
    let totals = noTotals
    for await (const runs of threads.play()) {
      for (const { run: played, progress } of runs) {
        reporters.onRunBegin(played)
        for (const one of progress) reporters.onProgress(one)
        reporters.onRunEnd(played)
        totals = counted(totals, played)
      }
    }
    reporters.onEnd(totals)
    return totals.broken === 0 ? exitCodes.held : exitCodes.broken
  } catch (error) {
    if (!(error instanceof PlayFailed)) throw error
    say(`${error.message}:`)
    throw error.cause
  } finally {
    await threads.close()
  }
}

function reporting(options: RunOptions): { reporters: Required<Reporter>; unreadable: (problems: readonly Problem[]) => number } {
  const terminal = openTerminal()
  const reporters = allOf(openReporters(options, terminal))
  const unreadable = (problems: readonly Problem[]): number => {
    reporters.onUnreadable(problems)
    reporters.onEnd(noTotals)
    lineReport(say, terminal.isErrorColourful).onUnreadable(problems)
    return exitCodes.badInput
  }
  return { reporters, unreadable }
}

async function playAll(scenarios: readonly Scenario[], options: RunOptions, reporters: Required<Reporter>): Promise<Totals> {
  let totals = noTotals
  const rehearsals = openRehearsals()
  for (const [place, scenario] of scenarios.entries()) {
    const played = await playOne(scenario, options, reporters, rehearsals)
    reporters.onRunEnd(played)
    totals = counted(totals, played)
    if (options.bail && !played.result.held) return { ...totals, notPlayed: scenarios.slice(place + 1).map(({ file }) => file) }
  }
  return totals
}

function mustBeInACast(players: RunOptions['players'], scenarios: readonly Scenario[]): void {
  const people = scenarios.map(({ head }) => [...Object.keys(head.cast.agents ?? {}), ...Object.keys(head.cast.customers ?? {})])
  const stranger = [...players.keys()].find((name) => !people.some((known) => known.includes(name)))
  if (stranger !== undefined) throw new BadInput(`--seat: ${unknown(stranger, people[0] ?? [])}`)
}

async function playOne(scenario: Scenario, options: RunOptions, reporters: Required<Reporter>, { begin }: Pick<ReturnType<typeof openRehearsals>, 'begin'>): Promise<RunRecord> {
  if (options.live !== null) return playLive(scenario, options.live, options, reporters)
  try {
    return (await playRecorded(scenario, options, begin, reporters)).run
  } catch (error) {
    say(`${scenario.file} could not be played to its end:`)
    throw error
  }
}
