import type { CAC } from 'cac'
import { rehearse } from '../rooms.ts'
import { BadInput, exitCodes } from '../exit-codes.ts'
import { differenceIn, partingOf } from '../scenario/parting.ts'
import type { ComparedEntry, Parting } from '../scenario/parting.ts'
import { partingText } from '../scenario/parting-text.ts'
import { printable } from '../scenario/printable.ts'
import type { KeptRecord } from '../scenario/record-reader.ts'
import { planIn, replayed, wireEntriesOf } from '../scenario/replay.ts'
import { count } from '../scenario/report.ts'
import type { Compared } from './compared.ts'
import { openKeptRun } from './kept-runs.ts'
import type { GivenChoice, NumberedRecord } from './kept-runs.ts'
import { playedAgain } from './played-again.ts'
import { languageIn } from './run-options.ts'
import { textOption } from './text-option.ts'

/** `aside replay`: plays a saved run again and says where it parts from what was saved. */
export function addReplayCommand(cli: CAC): void {
  cli
    .command('replay <run>', 'Play a saved run again and compare byte for byte: a record of "aside run --out", or the folder of "aside serve --data"')
    .option('--run <number>', 'Which run of a JSON report, by number or title; all of them if not given')
    .option('--room <name>', 'Which room of a log, where it holds more than one')
    .option('--scenario <file>', 'Play this scenario again instead, and compare the two records line by line')
    .option('--lang <tag>', 'The language that the scenario was read in')
    .option('--json', 'Say what was found as JSON')
    .action(async (run: string, options: ReplayOptions) => {
      process.exitCode = await replay(run, options.room === undefined ? options : { ...options, room: textOption(cli.rawArgs, '--room') })
    })
}

interface ReplayOptions extends GivenChoice {
  readonly scenario?: unknown
  readonly lang?: unknown
  readonly json?: unknown
}

async function replay(path: string, options: ReplayOptions): Promise<number> {
  const compared = await compareAll(path, options)
  const isSame = compared.every(({ parting }) => parting === null)
  process.stdout.write(options.json === true ? jsonOf(compared, isSame) : compared.map(textOf).join(''))
  return isSame ? exitCodes.held : exitCodes.broken
}

async function compareAll(path: string, options: ReplayOptions): Promise<Compared[]> {
  const kept = openKeptRun(path, options)
  try {
    if (kept.kind === 'room') {
      if (options.scenario !== undefined) throw new BadInput('--scenario is for the record of a run; a log is replayed from what people did.')
      const history = kept.room.history()
      return [outcome(kept.room.name, history.entries, kept.room.replayed(history))]
    }
    const compared: Compared[] = []
    for (const run of kept.runs) compared.push(await compareRecord(run, path, options))
    return compared
  } finally {
    kept.close()
  }
}

async function compareRecord({ number, record }: NumberedRecord, path: string, options: ReplayOptions): Promise<Compared> {
  if (options.scenario !== undefined) return playedAgain(record, String(options.scenario), languageIn(options.lang))
  const played = planIn(record)
  if ('problem' in played) throw new BadInput(`${path}: run ${number}, "${printable(record.title)}", ${played.problem}`)
  const again = await replayedAlone(record, played.plan)
  if ('problem' in again) throw new BadInput(`${path}: run ${number} cannot be replayed, ${again.problem}`)
  return outcome(record.title, wireEntriesOf(record.entries), again.entries, record.entries)
}

async function replayedAlone(record: KeptRecord, plan: Parameters<typeof rehearse>[0]): ReturnType<typeof replayed> {
  const { client, room, close } = rehearse(plan)
  try {
    return await replayed(record, plan, { client, onInput: (seen) => room.watchInputs(seen) })
  } finally {
    close()
  }
}

/** `all` are the entries of the record, of which some are judged and not compared. */
function outcome(name: string, recorded: readonly ComparedEntry[], again: readonly ComparedEntry[], all: readonly unknown[] = recorded): Compared {
  const of = (kind: ComparedEntry['kind']): number => recorded.filter((entry) => entry.kind === kind).length
  const parting = partingOf(recorded, again)
  return { name, requests: of('asked'), frames: of('told'), parting: parting && { lines: partingText(parting), json: partingJson(parting, all) } }
}

function partingJson(parting: Parting, all: readonly unknown[]): Record<string, unknown> {
  const { recorded, replayed: again, before } = parting
  const one = recorded ?? again
  return { entry: recorded ? all.indexOf(recorded) + 1 : null, at: one?.at, who: one && 'viewer' in one ? one.viewer : null, recorded, replayed: again, differsAt: differenceIn(parting)?.at ?? null, before }
}

function textOf({ name, requests, frames, parting }: Compared): string {
  const title = printable(name)
  if (parting === null) return `✓ ${title}: ${count(requests, 'request')}, ${count(frames, 'frame')}, the same to the byte\n`
  return [`✗ ${title}: not the same. It parts at`, ...parting.lines.map((line) => `  ${line}`), ''].join('\n')
}

function jsonOf(compared: readonly Compared[], isSame: boolean): string {
  const runs = compared.map(({ parting, ...rest }) => ({ ...rest, same: parting === null, parting: parting?.json ?? null }))
  return `${JSON.stringify({ format: 1, same: isSame, runs }, null, 2)}\n`
}
