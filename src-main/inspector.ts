import type { MapChat } from './contract/consult-map.ts'
import type { StageMark } from './contract/control.ts'
import type { Inspector } from './contract/inspection.ts'
import type { JudgedExpectation, JudgedInvariant, RunResults } from './contract/run-results.ts'
import type { Viewer } from './contract/viewer.ts'
import { nameOf } from './contract/viewer.ts'
import { chatSteps } from './engine/chat-steps.ts'
import type { ChatStep } from './engine/chat-steps.ts'
import { foldedMoment } from './engine/folded-moment.ts'
import type { RoomLog } from './engine/room-log.ts'
import { consultMap } from './proof/consult-map.ts'
import { coverageOf } from './proof/coverage.ts'
import { mapCoverage, statesVisited } from './proof/map-coverage.ts'
import { placeOf } from './proof/map-place.ts'
import { invariantTexts } from './scenario/invariants.ts'
import { reportOf } from './scenario/run-report.ts'
import type { InspectedRun, OpenStage } from './scenario/stage.ts'

interface Parts {
  readonly stage: Pick<OpenStage, 'runs' | 'inspect'>
  readonly tokenFor: (room: string, viewer: Viewer) => string
  /** The log of a room; null for none of that name. */
  readonly logOf: (room: string) => RoomLog | null
}

/** What a trainer looks up of a run: put together here, since it takes the stage, the rules and the log. */
export function openInspector({ stage, tokenFor, logOf }: Parts): Inspector {
  return {
    token: (id, viewer) => {
      const run = stage.runs().find((one) => one.id === id)
      if (!run) return null
      const { agents, customers } = run
      const isThere = viewer.startsWith('visitor:') || (viewer.startsWith('agent:') ? agents : customers).includes(nameOf(viewer))
      return isThere ? tokenFor(id, viewer) : null
    },
    map: () => consultMap,
    mapAt: (id, at) => {
      const log = logOf(id)
      if (!log) return null
      const until = at ?? Number.POSITIVE_INFINITY
      return { chats: chatsAt(log, until), gone: mapCoverage(chatSteps(log).filter((step) => step.at <= until)) }
    },
    results: (id) => {
      const run = stage.inspect(id)
      const log = logOf(id)
      return run && resultsOf(run, log === null ? [] : chatSteps(log))
    },
    report: (id, wanted) => {
      const run = stage.inspect(id)
      return run && reportOf(run.notes.record(wanted.redact === 'true'), id, wanted)
    }
  }
}

/** Where each chat stood at a moment. The rules are asked what each person might ask then, and nothing is asked of the room. */
function chatsAt(log: RoomLog, at: number): MapChat[] {
  const moment = foldedMoment(log, at)
  if (moment === null) return []
  const places = { live: (id: string) => moment.live.get(id), any: (id: string) => moment.all.get(id) }
  return [...moment.all.values()].map((chat) => placeOf(chat, places, { now: moment.at, directory: moment.directory }))
}

function resultsOf({ row, marks, notes }: InspectedRun, steps: readonly ChatStep[]): RunResults {
  const { id, title, file, state, now, endedAt } = row
  const expectations = marks.flatMap(({ n, at, mark }): JudgedExpectation[] => (mark.kind === 'expected' && mark.invariant === undefined ? [{ n, at, line: mark.line, text: mark.text, held: mark.held, detail: mark.detail }] : []))
  const invariants = row.file === '' ? [] : Object.entries(invariantTexts).map(([name, text]): JudgedInvariant => judgedInvariant(name, text, marks))
  const isBroken = expectations.some(({ held }) => !held) || invariants.some(({ held }) => held === false)
  return {
    run: { id, title, file, state, now, endedAt },
    held: isBroken ? false : state === 'held' ? true : null,
    expectations,
    invariants,
    score: notes.score(),
    coverage: coverageOf(marks, statesVisited(steps), mapCoverage(steps))
  }
}

function judgedInvariant(name: string, text: string, marks: readonly StageMark[]): JudgedInvariant {
  const judged = marks.find(({ mark }) => mark.kind === 'expected' && mark.invariant === name)
  if (judged?.mark.kind !== 'expected') return { name, text, held: null, detail: null, n: null, at: null }
  return { name, text, held: judged.mark.held, detail: judged.mark.detail, n: judged.n, at: judged.at }
}
