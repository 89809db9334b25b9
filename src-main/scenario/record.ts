import type { Answer, Heard, OnWay, Request, RoomClient } from '../contract/client.ts'
import type { RoomPlan } from '../contract/room-plan.ts'
import { nameOf } from '../contract/viewer.ts'
import type { Viewer } from '../contract/viewer.ts'
import { Redaction } from './redact.ts'
import { play } from './run.ts'
import type { Progress } from './progress.ts'
import { nothingLeftOut, planOnRecord } from './run-record.ts'
import type { Entry, ProgressEntry, RunHead, RunRecord } from './run-record.ts'
import type { Scenario } from './scenario.ts'
import { playersIn } from './seated-room.ts'
import { targetsOf } from './seat-targets.ts'
import { redactedScore, scoreOf } from './score.ts'
import type { Noted } from './score.ts'
import type { SeatedRoom } from './seated-room.ts'

/** A room with a way to see every request to it, whoever it comes from. */
export interface RecordedRoom {
  readonly client: RoomClient
  onInput(seen: (request: Request, answer: Answer, at: number) => void): () => void
}

export interface Recording {
  readonly plan: RoomPlan
  /** Names of customers, texts, values and addresses are replaced, in what is told on the way too. */
  readonly redact: boolean
  /** Where people and clients are waited for: time is live then. */
  readonly seats?: SeatedRoom | undefined
  onBegin(head: RunHead): void
  onProgress(progress: Progress): void
}

/** Plays a scenario and writes the run down. */
export async function record(scenario: Scenario, room: RecordedRoom, { plan, redact, seats, onBegin, onProgress }: Recording): Promise<RunRecord> {
  const entries: Entry[] = []
  const redaction = redact ? new Redaction(scenario, plan) : null
  /** As it was, whatever is left of it in the record. */
  const noted: Noted[] = []
  const note = (entry: Entry): void => {
    noted.push(entry)
    entries.push(redaction ? redaction.entry(entry) : entry)
  }
  const plain = { ...headOf(scenario, plan, room.client), ...(seats === undefined ? {} : { live: { players: playersOf(scenario) } }) }
  const head = redaction ? redaction.head(plain) : plain
  const unwatch = room.onInput(({ viewer, chat, operation }, answer, at) => note({ kind: 'asked', at, viewer, chat, operation, answer }))
  const unlisten = room.client.listen(({ viewer, seq, at, said }) => note({ kind: 'told', at, viewer, seq, said }))
  const unseen = seats?.onDoor((seen) => {
    if (seen.what === 'turned away') note({ kind: 'asked', at: room.client.now(), viewer: seen.viewer, chat: seen.chat, operation: seen.body, answer: seen.failure })
  })
  onBegin(head)
  try {
    const result = await play(scenario, withLines(withRawRequests(room.client, () => entries.length, note), note), (progress) => {
      noted.push(progress)
      const told = redaction ? redaction.progress(progress) : progress
      entries.push(withNumbers(told))
      onProgress(told)
    }, { plan, seats })
    const endedAt = room.client.now()
    const score = seats === undefined ? null : scoreOf(scenario, noted, targetsOf(scenario.head.cast, room.client), true)
    const scored = score === null ? {} : { score: redaction ? redactedScore(score, redaction) : score }
    return { ...head, plan: redact ? null : planOnRecord(plan), endedAt, result: redaction ? redaction.result(result) : result, ...scored, entries, leftOut: nothingLeftOut }
  } finally {
    unseen?.()
    unlisten()
    unwatch()
  }
}

/** What is known of a run before it begins. */
export function headOf({ file, title, about, head }: Pick<Scenario, 'file' | 'title' | 'about' | 'head'>, plan: RoomPlan, client: RoomClient): RunHead {
  const cast = {
    customers: named(plan.customers, (_name, { nickname }) => ({ nickname })),
    queues: named(plan.queues, (name) => ({ uri: client.uriOf('queue', name) })),
    agents: named(plan.agents, (_name, { nickname }) => ({ nickname }))
  }
  return { format: 1, file, title, about, source: head.source ?? '', seed: plan.seed, wire: plan.wire, ...(plan.bugs === undefined ? {} : { bugs: plan.bugs }), cast }
}

function playersOf({ head }: Scenario): Record<string, 'person' | 'client'> {
  return Object.fromEntries(playersIn(head.cast).map(([viewer, player]) => [nameOf(viewer), player]))
}

/** A malformed request never comes as far as the room, which so has no input to show. */
export function withRawRequests(client: RoomClient, count: () => number, note: (entry: Entry) => void): RoomClient {
  const raw = async (viewer: Viewer, chat: string | null, operation: unknown, onWay?: OnWay): Promise<Answer> => {
    const before = count()
    const answer = await client.raw(viewer, chat, operation, onWay)
    if (count() === before) note({ kind: 'asked', at: client.now(), viewer, chat, operation, answer })
    return answer
  }
  return { ...client, raw }
}

/** Without it nobody could say later why somebody was not told what it was told. */
export function withLines(client: RoomClient, note: (entry: Entry) => void): RoomClient {
  const setLine: RoomClient['setLine'] = (viewer, fault, catchUp = false) => {
    note({ kind: 'line', at: client.now(), viewer, fault, catchUp })
    return client.setLine(viewer, fault, catchUp)
  }
  return { ...client, setLine }
}

/** The frames are in the record already. */
export function withNumbers(progress: Progress): ProgressEntry {
  if (!('heard' in progress)) return progress
  return { ...progress, heard: progress.heard.map(({ viewer, seq }: Heard) => ({ viewer, seq })) }
}

function named<From, To>(record: Readonly<Record<string, From>>, to: (name: string, from: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([name, from]) => [name, to(name, from)]))
}
