import { Engine } from '../../src-main/engine/engine.ts'
import { VirtualPace } from '../../src-main/engine/pace.ts'
import { viewsOf } from '../../src-main/engine/room-views.ts'
import { inProcess } from '../../src-main/client/in-process.ts'
import type { Heard, RoomClient } from '../../src-main/contract/client.ts'
import type { RoomPlan } from '../../src-main/contract/room-plan.ts'
import type { Dialect } from '../../src-main/wire/dialect.ts'
import { logIn } from '../../src-main/store/log-file.ts'
import { Store } from '../../src-main/store/store.ts'
import { planOf } from '../../src-main/scenario/plan.ts'
import { problemText, readScenario } from '../../src-main/scenario/read.ts'
import { lineReport } from '../../src-main/scenario/report-line.ts'
import { record } from '../../src-main/scenario/record.ts'
import type { Reporter } from '../../src-main/scenario/report.ts'
import type { Progress, Result } from '../../src-main/scenario/progress.ts'
import type { RunRecord } from '../../src-main/scenario/run-record.ts'
import type { Scenario } from '../../src-main/scenario/scenario.ts'
import { noteFrame } from '../support/described.ts'
import { freshFolder } from '../support/rooms.ts'

/** Scenarios in virtual time, in a room on a file of its own. */

export interface Played {
  readonly result: Result
  readonly progress: readonly Progress[]
  readonly heard: readonly Heard[]
  /** What the line reporter prints, without colours. */
  readonly lines: readonly string[]
}

export function read(text: string, file = 'test.yaml'): Scenario {
  const reading = readScenario(file, text)
  if ('problems' in reading) throw new Error(reading.problems.map(problemText).join('\n'))
  return reading.scenario
}

/** `file:line:column  message` of all that is wrong with a file. */
export function wrongWith(text: string): string[] {
  const reading = readScenario('test.yaml', text)
  return 'problems' in reading ? reading.problems.map(problemText) : []
}

export async function playText(text: string, { wire, redact = false }: { wire?: Dialect; redact?: boolean } = {}): Promise<Played> {
  return playScenario(read(text), wire, redact)
}

export async function playScenario(scenario: Scenario, wire?: Dialect, redact = false): Promise<Played> {
  const plan = planOf(scenario)
  const store = Store.open(logIn(freshFolder()))
  try {
    return await playOn(clientOf(store, { ...plan, wire: wire ?? plan.wire }), scenario, redact)
  } finally {
    store.close()
  }
}

export async function playOn(client: RoomClient, scenario: Scenario, redact = false): Promise<Played> {
  const progress: Progress[] = []
  const heard: Heard[] = []
  const lines: string[] = []
  client.listen((frame) => heard.push(frame))
  const report = lineReport((line) => lines.push(line), false)
  const run = await record(scenario, { client, onInput: () => () => {} }, {
    plan: planOf(scenario),
    redact,
    onBegin: report.onRunBegin,
    onProgress: (one) => {
      progress.push(one)
      report.onProgress(one)
    }
  })
  report.onRunEnd(run)
  return { result: run.result, progress, heard, lines }
}

interface Wanted {
  readonly redact?: boolean
  readonly plan?: RoomPlan
  readonly listener?: Reporter
}

/** A run written down, with every request to its room. */
export async function recordOf(scenario: Scenario, { redact = false, plan = planOf(scenario), listener = {} }: Wanted = {}): Promise<RunRecord> {
  const store = Store.open(logIn(freshFolder()))
  const room = new Engine(store).begin('main', plan)
  room.listen(noteFrame)
  const client = inProcess(room, viewsOf(room), new VirtualPace(room))
  try {
    return await record(scenario, { client, onInput: (seen) => room.watchInputs(seen) }, { plan, redact, onBegin: (head) => listener.onRunBegin?.(head), onProgress: (progress) => listener.onProgress?.(progress) })
  } finally {
    store.close()
  }
}

export function clientOf(store: Store, plan: RoomPlan): RoomClient {
  const room = new Engine(store).begin('main', plan)
  room.listen(noteFrame)
  return inProcess(room, viewsOf(room), new VirtualPace(room))
}
