import { readFile, scenarioFiles } from '../playing/scenario-files.ts'
import type { Fault } from '../contract/cast.ts'
import { setFaults } from '../contract/control.ts'
import { durationMs } from '../contract/duration.ts'
import type { ScenarioHead } from '../contract/scenario.ts'
import { BadInput } from '../exit-codes.ts'
import { headGiven } from '../scenario/given-head.ts'
import { problemText } from '../scenario/read.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { listed, nearest } from '../scenario/spelling.ts'
import type { Duration, StartOptions } from './aside.ts'

/** What a test gives, checked: its author reads what is wrong and what to do, before anything starts. */

const optionNames = ['scenario', 'cast', 'settings', 'seed', 'wire', 'base', 'port', 'clock', 'data', 'origins'] as const satisfies readonly (keyof StartOptions)[]

/** The head of the room that is wanted. Throws BadInput with all that is wrong with it. */
export function roomGiven(options: StartOptions): ScenarioHead {
  const { scenario, cast, settings, seed, wire, base, clock, port = 0 } = options
  const strange = Object.keys(options).filter((name) => !optionNames.some((known) => known === name))
  if (strange.length > 0) throw new BadInput(strange.map(strangeOption).join('\n'))
  if (scenario !== undefined && cast !== undefined) throw new BadInput('Give startAside a scenario or a cast, not both')
  if (scenario === undefined && cast === undefined) throw new BadInput(`Tell startAside who is there: { scenario: 'file.yaml' } or { cast: { agents: { Anna: null } } }`)
  if (clock !== undefined && clock !== 'manual' && clock !== 'live') throw new BadInput(`clock must be 'manual' or 'live', not '${String(clock)}'`)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new BadInput(`port must be a number from 0 to 65535, not ${String(port)}`)
  const written: Partial<ScenarioHead> = scenario === undefined ? { scenario: 'A test' } : scenariosIn(scenario)[0]?.head ?? {}
  const merged = { ...written, cast: cast ?? written.cast, settings: { ...written.settings, ...settings }, ...given({ seed, wire, base: base === 'own' ? undefined : base }) }
  const read = headGiven(merged)
  if ('problems' in read) throw new BadInput(read.problems.join('\n'))
  return read.head
}

/** A scenario with its rows. Throws BadInput with all that is wrong with the file, each thing with its place. */
export function scenariosIn(file: string, language?: string): readonly Scenario[] {
  const [found, other] = scenarioFiles([file])
  if (!found || other) throw new BadInput(`${file} holds several scenarios; name one of them`)
  const read = readFile(found, language)
  if ('problems' in read) throw new BadInput(read.problems.map(problemText).join('\n'))
  return read.rows
}

/** A length of time in milliseconds. `of` says whose it is. */
export function msGiven(length: Duration, of: string): number {
  const ms = typeof length === 'number' ? length : durationMs(String(length))
  if (ms !== null && Number.isSafeInteger(ms) && ms >= 0) return ms
  throw new BadInput(`${of} takes a duration such as '500ms', '30s', '2m' or '1h', or a whole number of milliseconds, not ${JSON.stringify(length)}`)
}

/** Requests that are to fail. Throws BadInput with all that is wrong with them. */
export function faultsGiven(faults: readonly Fault[]): readonly Fault[] {
  const read = setFaults.safeParse({ faults })
  if (read.success) return read.data.faults
  throw new BadInput(read.error.issues.map(({ path, message }) => `failRequests: ${path.slice(1).join('.')} ${message}`).join('\n'))
}

function strangeOption(name: string): string {
  const meant = nearest(name, optionNames)
  return `startAside knows no option "${name}"; ${meant ? `did you mean ${meant}?` : `it takes ${listed(optionNames)}`}`
}

/** Without what was not given, which would hide what the file says. */
function given<Options extends object>(options: Options): Partial<Options> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Partial<Options>
}
