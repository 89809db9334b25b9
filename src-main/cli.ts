import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { cac } from 'cac'
import { builtPages, startAside } from './app.ts'
import type { Aside } from './app.ts'
import { addCheckCommand } from './commands/check.ts'
import { addExploreCommand } from './commands/explore.ts'
import { addDoctorCommand } from './commands/doctor.ts'
import { addExportCommand } from './commands/export.ts'
import { addReplayCommand } from './commands/replay.ts'
import { addresses, untilTold } from './commands/hosting.ts'
import { addLogCommand } from './commands/log.ts'
import { invitationText, invitedInto, lanOption } from './commands/inviting.ts'
import { addRecordCommand } from './commands/record.ts'
import { addRunCommand } from './commands/run.ts'
import { addStartCommand } from './commands/start.ts'
import { readFile, scenarioFiles } from './playing/scenario-files.ts'
import type { RoomPlan } from './contract/room-plan.ts'
import { BadInput, exitFor, keepIn, logLimitIn, noWordsAfterDashes, originsIn, portIn, say, seedIn } from './exit-codes.ts'
import { liveByHabit } from './scenario/live-by-habit.ts'
import { planOf } from './scenario/plan.ts'
import { withAnySeat } from './scenario/seating.ts'
import { problemInFull } from './scenario/problem-text.ts'
import type { Scenario } from './scenario/scenario.ts'

/** The command line. */

const cli = cac('aside')

addRunCommand(cli)
addCheckCommand(cli)
addExploreCommand(cli)
addReplayCommand(cli)
addExportCommand(cli)
addDoctorCommand(cli)
addLogCommand(cli)
addRecordCommand(cli)
addStartCommand(cli)

cli
  .command('serve <file>', "Host the file's cast, the API, the sockets and the windows; its steps are not played")
  .option('--port <number>', 'The port to listen on; the next free one when it is taken', { default: 8080 })
  .option('--data <folder>', 'Where the log is kept and gone on with; not kept at all if not given')
  .option('--durable', 'What was acknowledged survives a power cut too')
  .option('--fresh', 'Put a log aside that cannot be used, and begin a new one')
  .option('--keep <time>', 'Before it begins, give up what in the log is older, such as 30d or 12h; all is kept if not given')
  .option('--log-limit <size>', 'How large the log may grow, such as 500MB; 10GB if not given')
  .option('--seed <number>', "Another seed than the file's")
  .option('--base <url>', 'What the URIs of the API begin with')
  .option('--scenarios <folder>', "The trainer's library; the shipped scenarios if not given")
  .option('--origin <url>', 'Another origin whose pages may call the API from a browser; may be given more than once')
  .option('--lan [address]', 'Invite people of the local network: says address and code, and shows a picture of them')
  .option('--habits', 'People of the cast live by their habits (when invited, when asked, when idle)')
  .option('--json', 'Say where it listens as one line of JSON')
  .action(async (file: string, options: ServeOptions) => {
    const scenario = scenarioIn(file)
    const plan = planFor(scenario, options.seed, options.base)
    const wanted = portIn(options.port)
    const origins = originsIn(options.origin)
    const library = options.scenarios === undefined ? {} : { scenarios: resolve(String(options.scenarios)) }
    const data = options.data === undefined ? null : resolve(String(options.data))
    const limits = logLimitIn(options.logLimit)
    const kept = { ...(limits === undefined ? {} : { logLimits: limits }), ...(options.keep === undefined ? {} : { keep: keepIn(options.keep) }) }
    const aside = await startAside({ data, port: wanted, origins, durable: options.durable === true, fresh: options.fresh === true, ...lanOption(options.lan), ...library, ...kept })
    // Known by the time at which the first console asks for it.
    void aside.stage.library()
    if (aside.keptLog !== null) say(`The old log is kept as ${aside.keptLog}; a new one was begun.`)
    if (wanted !== 0 && aside.port !== wanted) say(`Port ${wanted} is taken; listening on ${aside.port} instead.`)
    const { room, isResumed, live } = await hosted(aside, plan)
    if (options.habits === true) await liveByHabit(scenario.head.cast, room.plan, live.client)
    if (plan.bugs) say(`This room is wrong on purpose: ${plan.bugs.join(', ')}.`)
    if (!existsSync(builtPages)) say('The windows are not built, only the API is served; "npm run build" builds them.')
    if (isResumed) say(`Going on with the log in ${data ?? ''}, with the cast that it began with.`)
    const pages = aside.pages(room)
    const invited = options.lan === undefined ? null : await invitedInto(aside, room.name)
    // Before anybody knows that it listens, it can be ended.
    const ended = untilTold(aside)
    process.stdout.write(options.json === true ? `${JSON.stringify({ url: aside.url, pages, ...(invited ? { lan: { url: invited.url, code: invited.code } } : {}) })}\n` : `${invited ? invitationText(invited) : ''}${addresses(aside, pages)}`)
    await ended
  })

async function hosted(aside: Aside, plan: RoomPlan): Promise<ReturnType<Aside['host']>> {
  try {
    return aside.host(plan)
  } catch (error) {
    await aside.close()
    throw error
  }
}

cli.help()
cli.version('0.1.0')

interface ServeOptions {
  port?: unknown
  data?: unknown
  durable?: unknown
  fresh?: unknown
  seed?: unknown
  base?: unknown
  scenarios?: unknown
  origin?: unknown
  keep?: unknown
  logLimit?: unknown
  habits?: unknown
  lan?: unknown
  json?: unknown
}

function scenarioIn(file: string): Scenario {
  const [found] = scenarioFiles([file])
  const read = found === undefined ? null : readFile(found, undefined, withAnySeat)
  if (read && 'scenario' in read) return read.scenario
  throw new BadInput((read?.problems ?? []).map(problemInFull).join('\n'))
}

function planFor(scenario: Scenario, seed: unknown, base?: unknown): RoomPlan {
  const plan = planOf(scenario, seedIn(seed))
  if (base === undefined) return plan
  if (typeof base !== 'string' || !/^https?:\/\/[^/]+$/.test(base)) throw new BadInput(`--base must read http://host:port, not ${String(base)}`)
  return { ...plan, base }
}

try {
  cli.parse(process.argv, { run: false })
  noWordsAfterDashes(cli.options)
  if (!cli.matchedCommand && !cli.options['help'] && !cli.options['version']) {
    const [unknown] = cli.args
    throw new BadInput(unknown === undefined ? 'Say what to do: aside run FILE..., aside check FILE or aside serve FILE. "aside --help" says more.' : `There is no command "${unknown}". "aside --help" lists what there is.`)
  }
  await cli.runMatchedCommand()
} catch (error) {
  process.exitCode = exitFor(error, 'aside --help')
}
