import { rehearse } from '../../../src-main/rooms.ts'
import type { Heard, RoomClient } from '../../../src-main/contract/client.ts'
import type { Viewer } from '../../../src-main/contract/viewer.ts'
import { planOf } from '../../../src-main/scenario/plan.ts'
import type { ExpectationJudged, Result } from '../../../src-main/scenario/progress.ts'
import { record } from '../../../src-main/scenario/record.ts'
import { play } from '../../../src-main/scenario/run.ts'
import type { RunRecord } from '../../../src-main/scenario/run-record.ts'
import type { Told } from '../../../src-main/wire/notifications.ts'
import type { Dialect } from '../../../src-main/wire/dialect.ts'
import { read } from '../playing.ts'

/** A real room with somebody in between who tells one lie. */

export type Lie = (client: RoomClient) => RoomClient

export interface Caught {
  readonly result: Result
  /** The names of what broke, in order. */
  readonly names: readonly string[]
  readonly details: readonly string[]
  readonly told: readonly ExpectationJudged[]
}

const opening = `scenario: A consult
cast:
  agents:
    Anna:
    Ben:
    Carol:
      roles: [supervisor]
  queues:
    Support:
      members: [Anna]
    Refunds:
      members: [Ben]
  customers:
    Clara:
steps:
  - Clara: chat
    queue: Support
    text: "Hello"
  - Anna: accept
`

export const consulting = `  - Anna: consult
    target: Ben
    note: "Above my limit"
  - Ben: accept
  - Anna: tellAgents
    text: "Up to 300?"
  - Ben: say
    text: "Yes"
  - Anna: say
    text: "One moment, please"
`

/** The same written down, as reports get it. */
export async function recorded(steps: string, lie: Lie, redact = false): Promise<RunRecord> {
  const scenario = read(`${opening}${steps}`)
  const plan = planOf(scenario)
  const { client, room, close } = rehearse(plan)
  try {
    return await record(scenario, { client: lie(client), onInput: (seen) => room.watchInputs(seen) }, { plan, redact, onBegin: () => {}, onProgress: () => {} })
  } finally {
    close()
  }
}

/** Plays steps after an opening in which Anna has Clara's chat. */
export async function played(steps: string, lie: Lie = (client) => client, wire: Dialect = 'extended'): Promise<Caught> {
  const scenario = read(`${opening}${steps}`)
  const plan = { ...planOf(scenario), wire }
  const { client, close } = rehearse(plan)
  const told: ExpectationJudged[] = []
  try {
    const result = await play(scenario, lie(client), (progress) => {
      if (progress.kind === 'expected' && progress.invariant !== undefined) told.push(progress)
    })
    const broken = result.problems.filter(({ invariant }) => invariant !== undefined)
    return { result, names: broken.map(({ invariant }) => String(invariant)), details: broken.map(({ detail }) => detail), told }
  } finally {
    close()
  }
}

/** What arrives instead of each frame; the number of each comes as its room gave it. */
export function telling(instead: (frame: Heard) => readonly Heard[]): Lie {
  return (client) => ({
    ...client,
    listen: (hear) =>
      client.listen((frame) => {
        for (const one of instead(frame)) hear(one)
      })
  })
}

/** The same with the numbers of a viewer counted anew, so that nothing is missed and nothing comes twice. */
export function retelling(instead: (frame: Heard) => readonly Heard[]): Lie {
  return (client) => ({
    ...client,
    listen: (hear) => {
      const seqs = new Map<Viewer, number>()
      return client.listen((frame) => {
        for (const one of instead(frame)) {
          const seq = (seqs.get(one.viewer) ?? 0) + 1
          seqs.set(one.viewer, seq)
          hear({ ...one, seq })
        }
      })
    }
  })
}

/** Another thing said to one viewer. */
export function saying(viewer: Viewer, change: (said: Told) => Told): Lie {
  return telling((frame) => [frame.viewer === viewer ? { ...frame, said: change(frame.said) } : frame])
}
