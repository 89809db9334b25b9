import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { CAC } from 'cac'
import { shippedScenarios, startAside } from '../app.ts'
import { recordable, rehearse, sessionIn } from '../rooms.ts'
import type { RoomPlan } from '../contract/room-plan.ts'
import { BadInput, exitCodes, portIn, say, seedIn } from '../exit-codes.ts'
import { planOf } from '../scenario/plan.ts'
import { problemInFull } from '../scenario/problem-text.ts'
import { provenRecording } from '../scenario/proven-recording.ts'
import type { Proven } from '../scenario/proven-recording.ts'
import { readRecords } from '../scenario/record-reader.ts'
import type { KeptRecord } from '../scenario/record-reader.ts'
import { count } from '../scenario/report.ts'
import { isDeed, sessionOf, watchSession } from '../scenario/session.ts'
import type { Session } from '../scenario/session.ts'
import { addresses, untilTold } from './hosting.ts'
import { readFile, scenarioFiles } from '../playing/scenario-files.ts'

interface RecordOptions {
  o?: unknown
  from?: unknown
  port?: unknown
  data?: unknown
  seed?: unknown
  title?: unknown
  keepTyping?: unknown
  force?: unknown
  json?: unknown
}

/** Whom people play where they name no cast. */
const smallCast = join(shippedScenarios, 'consult-then-transfer.yaml')

/** `aside record`: hosts a live session, and writes what people did in it as a scenario. */
export function addRecordCommand(cli: CAC): void {
  cli
    .command('record [file]', "Host the file's cast, and write what people do in it as a scenario when it ends; a small cast if no file is given")
    .option('-o <file>', 'Where the scenario is written')
    .option('--from <run>', 'Host nothing: write down the session in the log of a --data folder, or in the record of a run')
    .option('--port <number>', 'The port to listen on; the next free one when it is taken', { default: 8080 })
    .option('--data <folder>', 'Where the log is kept as well; not kept at all if not given')
    .option('--seed <number>', "Another seed than the file's")
    .option('--title <title>', 'What the scenario is called')
    .option('--keep-typing', 'Write typing down too, and which chat somebody looked at')
    .option('--force', 'Write over a file that is there already')
    .option('--json', 'Say where it listens, and what was written, as lines of JSON')
    .action(async (file: string | undefined, options: RecordOptions) => {
      const out = outIn(options)
      const session = options.from === undefined ? await hostedSession(file, options) : sessionFrom(String(options.from), file, options)
      process.exitCode = await write(session, out, options)
    })
}

function outIn({ o, force }: RecordOptions): string {
  if (typeof o !== 'string' || o === '') throw new BadInput('Say where the scenario goes: -o story.yaml')
  if (!existsSync(dirname(resolve(o)))) throw new BadInput(`There is no folder ${dirname(o)} for ${o}`)
  if (existsSync(o) && force !== true) throw new BadInput(`${o} is there already; choose another name, or --force to write over it`)
  return o
}

/** Hosts until it is told to end. */
async function hostedSession(file: string | undefined, options: RecordOptions): Promise<Session> {
  const plan = planFrom(file ?? smallCast, options.seed)
  const wanted = portIn(options.port)
  const data = options.data === undefined ? null : resolve(String(options.data))
  if (data !== null && hasLog(data)) throw new BadInput(`There is a log in ${data} already; "aside record --from ${String(options.data)} -o ..." writes down what is in it`)
  const aside = await startAside({ data, port: wanted })
  if (wanted !== 0 && aside.port !== wanted) say(`Port ${wanted} is taken; listening on ${aside.port} instead.`)
  const { room } = aside.host(plan)
  const { session, stop } = watchSession(plan, recordable(room))
  const pages = aside.pages(room)
  const ended = untilTold(aside)
  process.stdout.write(options.json === true ? `${JSON.stringify({ url: aside.url, pages })}\n` : addresses(aside, pages))
  await ended
  stop()
  return session
}

/** A session of before: a log folder, or the record of a run with the scenario that it played. */
function sessionFrom(path: string, file: string | undefined, options: RecordOptions): Session {
  if (!existsSync(path)) throw new BadInput(`There is no ${path} to write down`)
  if (statSync(path).isDirectory()) {
    if (file !== undefined) throw new BadInput('A log knows its cast; name no file beside it')
    const session = hasLog(path) ? sessionIn(path) : null
    if (!session) throw new BadInput(`There is no session in ${path}; name the --data folder of "aside serve" or "aside record"`)
    return session
  }
  const record = runRecordIn(path)
  if (record.plan && file === undefined && options.seed === undefined) return sessionOf(record.plan, record)
  const cast = file ?? record.file
  if (!existsSync(cast)) throw new BadInput(`The record was made from ${cast}, which is not here; name the scenario: aside record SCENARIO --from ${path} -o ...`)
  return sessionOf(planFrom(cast, options.seed ?? record.seed), record)
}

function hasLog(folder: string): boolean {
  return existsSync(join(folder, 'aside.db'))
}

function runRecordIn(path: string): KeptRecord {
  const read = readRecords(readFileSync(path, 'utf8'))
  if ('problem' in read) throw new BadInput(`${path} ${read.problem}`)
  const [record] = read.records
  if (!record || read.records.length > 1) throw new BadInput(`${path} holds ${read.records.length} runs, and one can be written down; "aside run --out FOLDER" writes each by itself`)
  return record
}

function planFrom(file: string, seed: unknown): RoomPlan {
  const [found] = scenarioFiles([file])
  const read = found === undefined ? null : readFile(found)
  if (read && 'scenario' in read) return planOf(read.scenario, seedIn(seed))
  throw new BadInput((read?.problems ?? []).map(problemInFull).join('\n'))
}

async function write(session: Session, out: string, { title, keepTyping, force, json }: RecordOptions): Promise<number> {
  if (!session.entries.some(isDeed)) {
    say(`Nobody did anything, so there is nothing to write; ${out} was not made.`)
    return exitCodes.badInput
  }
  const proven = await provenRecording(session, tryOut, { title: title === undefined ? `${session.plan.title}, as recorded` : String(title), keepTyping: keepTyping === true })
  // Somebody else may have made it meanwhile.
  writeFileSync(out, proven.text, { flag: force === true ? 'w' : 'wx' })
  const { steps, acts, times, leftOut, apart } = proven
  if (json === true) process.stdout.write(`${JSON.stringify({ file: out, steps, acts, times, leftOut, apart })}\n`)
  else for (const line of said(out, proven)) say(line)
  return exitCodes.held
}

function tryOut(plan: RoomPlan): ReturnType<typeof recordable> & { close: () => void } {
  const { room, close } = rehearse(plan)
  return { ...recordable(room), close }
}

function said(out: string, { steps, acts, times, leftOut, apart }: Proven): string[] {
  const exact = times === 'exact' ? ['Rounded waits would change what somebody is told, so every wait is as long as it was.'] : []
  const parts = apart === null ? ['Played again, it tells everybody the same.'] : [`Played again, it tells ${apart.viewer} something else from frame ${apart.place} on; look at what was left out, and mend it by hand.`]
  return [`${out}: ${count(acts, 'act')} in ${count(steps, 'step')}.`, ...exact, ...leftOut.map((one) => `Left out: ${one}.`), ...parts]
}
