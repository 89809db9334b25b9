import { rehearse } from '../rooms.ts'
import { BadInput } from '../exit-codes.ts'
import { difference } from '../scenario/parting.ts'
import { differenceText } from '../scenario/parting-text.ts'
import { planOf } from '../scenario/plan.ts'
import { problemInFull } from '../scenario/problem-text.ts'
import { record } from '../scenario/record.ts'
import type { KeptRecord } from '../scenario/record-reader.ts'
import { recordText } from '../scenario/run-record.ts'
import type { RunRecord } from '../scenario/run-record.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { clockText } from '../scenario/wording.ts'
import type { Compared, ShownParting } from './compared.ts'
import { readFile, scenarioFiles } from '../playing/scenario-files.ts'

/** The scenario of a record played again with its seed, and the two records compared line by line. */
export async function playedAgain(kept: KeptRecord, file: string, language: string | undefined): Promise<Compared> {
  const scenario = scenarioOf(kept, file, language)
  const plan = planOf(scenario, kept.seed)
  const { client, room, close } = rehearse(plan)
  try {
    // A redacted record is compared with a redacted one. Where the file lies now is no difference.
    const recording = { plan, redact: kept.plan === null, onBegin: () => {}, onProgress: () => {} }
    const again = await record({ ...scenario, file: kept.file }, { client, onInput: (seen) => room.watchInputs(seen) }, recording)
    const of = (kind: string): number => kept.entries.filter((entry) => entry.kind === kind).length
    return { name: kept.title, requests: of('asked'), frames: of('told'), parting: linesPart(kept, again) }
  } finally {
    close()
  }
}

/** Of a scenario with rows, the one that has the record's title. */
function scenarioOf({ title, plan }: KeptRecord, file: string, language: string | undefined): Scenario {
  const [found] = scenarioFiles([file])
  const read = found === undefined ? null : readFile(found, language)
  if (!read || 'problems' in read) throw new BadInput((read?.problems ?? []).map(problemInFull).join('\n'))
  const [only, ...others] = read.rows
  const meant = others.length === 0 || plan === null ? only : read.rows.find((row) => row.title === title)
  if (meant) return meant
  throw new BadInput(`${file} has no row that makes the title "${title}"`)
}

function linesPart(kept: KeptRecord, again: RunRecord): ShownParting | null {
  // An older Aside wrote no plan.
  const { plan: _plan, ...older } = again
  const recorded = linesOf(kept)
  const replayed = linesOf(kept.plan === undefined ? older : again)
  const place = Array.from({ length: Math.max(recorded.length, replayed.length) }).findIndex((_line, number) => recorded[number] !== replayed[number])
  if (place < 0) return null
  const found = difference(recorded[place] ?? '', replayed[place] ?? '')
  return {
    lines: [`line ${place + 1} of the record${momentIn(recorded[place] ?? replayed[place] ?? '')}`, ...differenceText(found, ['recorded', 'played again'])],
    json: { line: place + 1, recorded: recorded[place] ?? null, replayed: replayed[place] ?? null, differsAt: found.at }
  }
}

function linesOf(record: KeptRecord): string[] {
  return recordText(record as RunRecord).split('\n')
}

/** Where the line is an entry. */
function momentIn(line: string): string {
  const [, at] = /^ {4}\{"kind":"\w+","at":(\d+),/.exec(line) ?? []
  return at === undefined ? '' : `, at ${clockText(Number(at))}`
}
