import { z } from 'zod'
import type { ActedCast, Acting, RecognisedStep, RecordingCommand, RecordingProof, RecordingRow, RecordingWhole, StartRecording, WantedRecording } from '../contract/acting.ts'
import type { Cast } from '../contract/cast.ts'
import type { StageRoom } from '../contract/control.ts'
import type { RoomPlan } from '../contract/room-plan.ts'
import { nameOf } from '../contract/viewer.ts'
import { freeFile, writeNew } from './library-writing.ts'
import { readListed } from './listed-scenario.ts'
import { planOf } from './plan.ts'
import { printScenario } from './print.ts'
import type { Printed } from './print.ts'
import { provenRecording } from './proven-recording.ts'
import type { Proven, Rehearsal } from './proven-recording.ts'
import { deedsIn } from './recorder.ts'
import { readable, withoutExpectations } from './recording-proof.ts'
import { watchSession } from './session.ts'
import type { Session } from './session.ts'
import { actText } from './wording.ts'

export interface ActingOptions {
  /** The trainer's library. */
  readonly folder: string
  begin(plan: RoomPlan): StageRoom
  /** Puts a room on the stage as one that is being recorded; the way to say that it is over. */
  show(room: StageRoom): { end(): void }
  readonly rehearse: Rehearsal
  /** Keeps what the log of a room does not know of its recording, and with null forgets it: it outlives the server, as the log does. */
  keep(id: string, note: string | null): void
  /** What was kept of recordings that were under way when the server ended. */
  readonly kept: readonly { readonly id: string; readonly note: string }[]
  /** The room of such a recording, and what was done in it; null where there is none any more. */
  again(id: string): { readonly room: StageRoom; readonly session: Session } | null
}

const captionNotes = z.array(z.object({ n: z.int(), at: z.number(), text: z.string() }))
type Captions = z.infer<typeof captionNotes>

interface Recording {
  row: RecordingRow
  readonly room: StageRoom
  readonly session: Session
  captions: Readonly<Captions>
  tried: { readonly scenario: Printed; readonly proof: RecordingProof } | null
  /** Ends the run on the stage, and the writing down. */
  end(): void
}

/** What is recognised of a busy moment is told once. */
const gatherMs = 100
const nothingDone = 'Nobody has done anything yet. Open the windows of the people and act: ask for a chat as the customer, accept it as an agent'

/** Rooms whose people are acted, and what becomes of them. */
export function openActing({ folder, begin, show, rehearse, keep, kept, again }: ActingOptions): Acting & { close(): void } {
  const recordings = new Map<string, Recording>()
  const watchers = new Set<(recording: RecordingRow) => unknown>()
  const gathering = new Map<Recording, NodeJS.Timeout>()

  const announce = (one: Recording, change: Partial<RecordingRow>): void => {
    one.row = { ...one.row, ...change }
    for (const seen of watchers) seen(one.row)
  }
  const recognise = (one: Recording): void => {
    clearTimeout(gathering.get(one))
    gathering.delete(one)
    announce(one, { steps: stepsOf(one) })
  }

  const keepCaptions = ({ room, captions }: Recording): void => keep(room.name, JSON.stringify(captions))

  /** `before` is what was done in the room already. */
  const open = (room: StageRoom, before: Session['entries'] = [], captions: Readonly<Captions> = []): Recording => {
    const shown = show(room)
    const { session, stop } = watchSession(room.plan, room, before)
    const unwatch = room.onInput(() => {
      if (!gathering.has(one)) gathering.set(one, setTimeout(() => recognise(one), gatherMs).unref())
    })
    const one: Recording = {
      row: { id: room.name, title: room.plan.title, state: 'recording', steps: [], file: null },
      room,
      session,
      captions,
      tried: null,
      end: () => {
        unwatch()
        stop()
        clearTimeout(gathering.get(one))
        gathering.delete(one)
        shown.end()
        room.stop()
        recordings.delete(room.name)
        keep(room.name, null)
      }
    }
    recordings.set(room.name, one)
    return one
  }

  const start = ({ title, cast }: StartRecording): RecordingRow | { problem: string } => {
    const planned = planFor(folder, title, cast)
    if ('problem' in planned) return planned
    const one = open(begin(planned.plan))
    keepCaptions(one)
    announce(one, {})
    return one.row
  }

  const finish = async (one: Recording): Promise<RecordingWhole | { problem: string }> => {
    recognise(one)
    if (one.row.steps.every(({ kind }) => kind === 'caption')) return { problem: nothingDone }
    one.room.pause()
    announce(one, { state: 'trying' })
    // What is asked while it is being tried out belongs to a later try.
    const session = { ...one.session, entries: [...one.session.entries] }
    try {
      const proven = await provenRecording(session, rehearse, { title: one.row.title, keepTyping: false, captions: one.captions })
      one.tried = { scenario: proven.scenario, proof: proofOf(proven, freeFile(folder, one.row.title)) }
      announce(one, { state: 'tried' })
      return wholeOf(one)
    } catch (error) {
      announce(one, { state: 'recording' })
      return { problem: `What was done could not be made into a scenario (${error instanceof Error ? error.message : String(error)}). Go on, or discard it` }
    }
  }

  const save = (one: Recording, { title, file, without }: WantedRecording & { readonly file: string }): RecordingWhole | { problem: string } => {
    if (one.tried === null) return { problem: 'Finish the recording first: it is tried out before it is saved' }
    const written = writeNew(folder, file, textOf(one.tried.scenario, title, without))
    if ('problem' in written) return written
    one.end()
    announce(one, { state: 'saved', title, file: written.file })
    return wholeOf(one)
  }

  const command = async (id: string, asked: RecordingCommand): Promise<RecordingWhole | { problem: string } | null> => {
    const one = recordings.get(id)
    if (!one) return null
    if (one.row.state === 'trying') return { problem: 'It is being tried out; wait a moment' }
    switch (asked.command) {
      case 'caption':
        one.captions = [...one.captions, { n: (one.captions.at(-1)?.n ?? 0) + 1, at: one.room.now(), text: asked.text }]
        keepCaptions(one)
        recognise(one)
        return wholeOf(one)
      case 'removeCaption':
        one.captions = one.captions.filter(({ n }) => n !== asked.n)
        keepCaptions(one)
        recognise(one)
        return wholeOf(one)
      case 'finish':
        return finish(one)
      case 'goOn':
        one.tried = null
        one.room.resume()
        announce(one, { state: 'recording' })
        return wholeOf(one)
      case 'save':
        return save(one, asked)
      case 'discard':
        one.end()
        announce(one, { state: 'discarded' })
        return wholeOf(one)
    }
  }

  // What was done before the server ended is told again from the log; whoever tried it out tries it out once more.
  for (const { id, note } of kept) {
    const before = again(id)
    if (before) recognise(open(before.room, before.session.entries, captionsIn(note)))
  }

  return {
    recordings: () => [...recordings.values()].map(({ row }) => row),
    whole: (id) => {
      const one = recordings.get(id)
      return one ? wholeOf(one) : null
    },
    start,
    command,
    text: (id, { title, without }) => {
      const one = recordings.get(id)
      if (!one) return null
      return one.tried === null ? { problem: 'Finish the recording first: then it can be read' } : textOf(one.tried.scenario, title, without)
    },
    watch: (seen) => {
      watchers.add(seen)
      return () => watchers.delete(seen)
    },
    close: () => {
      for (const timer of gathering.values()) clearTimeout(timer)
      recordings.clear()
    }
  }
}

function captionsIn(note: string): Readonly<Captions> {
  try {
    return captionNotes.parse(JSON.parse(note))
  } catch {
    return []
  }
}

function wholeOf({ row, tried }: Recording): RecordingWhole {
  return { recording: row, proof: tried?.proof ?? null }
}

function textOf(scenario: Printed, title: string, without: readonly number[]): string {
  return printScenario(withoutExpectations(scenario, title, without))
}

function planFor(folder: string, title: string, cast: ActedCast): { plan: RoomPlan } | { problem: string } {
  if ('scenario' in cast) {
    const read = readListed(folder, cast.scenario)
    return 'problem' in read ? read : { plan: { ...planOf(read.scenario), title } }
  }
  const { agents, supervisors, queues, customers } = cast
  const all = [...agents, ...queues.map(({ name }) => name), ...customers]
  const twice = all.find((name, place) => all.indexOf(name) !== place)
  if (twice !== undefined) return { problem: `${twice} is named twice; everybody and every queue needs a name of its own` }
  const stranger = [...supervisors, ...queues.flatMap(({ members }) => members)].find((name) => !agents.includes(name))
  if (stranger !== undefined) return { problem: `${stranger} is no agent of this cast` }
  const people: Cast = {
    agents: Object.fromEntries(agents.map((name) => [name, supervisors.includes(name) ? { roles: ['supervisor'] } : null])),
    queues: Object.fromEntries(queues.map(({ name, members }) => [name, members.length === 0 ? null : { members }])),
    customers: Object.fromEntries(customers.map((name) => [name, null]))
  }
  return { plan: planOf({ head: { scenario: title, cast: people } }) }
}

function stepsOf({ session, room, captions }: Recording): RecognisedStep[] {
  const done = deedsIn(session, room.client).map(({ at, act }): RecognisedStep => ({ n: 0, kind: 'act', at, who: nameOf(act.actor), text: actText(act) }))
  const shown = captions.map(({ n, at, text }): RecognisedStep => ({ n, kind: 'caption', at, who: null, text }))
  return [...shown, ...done].sort((one, other) => one.at - other.at)
}

function proofOf({ scenario, leftOut, apart, times }: Proven, file: string): RecordingProof {
  const parting = apart === null ? null : `Played again, it tells ${apart.viewer.replace(/^agent:/, '')} something else from frame ${apart.place} on; look at what was left out, and mend it by hand`
  return { ...readable(scenario), leftOut: [...leftOut], apart: parting, hasExactTimes: times === 'exact', file }
}
