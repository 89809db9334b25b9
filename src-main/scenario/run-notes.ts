import type { AtDoor } from '../contract/at-door.ts'
import type { Heard, RoomClient } from '../contract/client.ts'
import type { RoomPlan } from '../contract/room-plan.ts'
import type { Score } from '../contract/results.ts'
import { headOf, withLines, withNumbers, withRawRequests } from './record.ts'
import type { RecordedRoom } from './record.ts'
import { Redaction } from './redact.ts'
import type { RedactedStory } from './redact.ts'
import { redactedScore, scoreOf } from './score.ts'
import type { Noted } from './score.ts'
import type { Progress, Result } from './progress.ts'
import { planOnRecord } from './run-record.ts'
import type { Entry, RunHead, RunRecord } from './run-record.ts'
import type { Scenario } from './scenario.ts'
import { targetsOf } from './seat-targets.ts'

/** A room in which a live run is noted. */
export interface NotedRoom extends RecordedRoom {
  readonly plan: RoomPlan
  now(): number
  onDoor(seen: (seen: AtDoor) => void): () => void
}

/** What notes need to know of a scenario; a hosted room has no steps. */
export type NotedStory = RedactedStory & Pick<Scenario, 'file' | 'title' | 'about'> & { readonly head: Scenario['head'] }

/** How much of a run is noted at least; a room that is served for days would fill the memory with older things. */
const notedAtLeast = 50_000

/** What a frame says is in the frame: it is kept as it is, since there are more of them than of anything else. */
type Kept = Noted | Heard

/** A live run as it is written down, from which its record, its score and its reports can be made at any time. */
export class RunNotes {
  /** The room, with whatever the script asks of it and does to its lines noted. */
  readonly client: RoomClient
  readonly #story: NotedStory
  readonly #room: NotedRoom
  /** The newest, and before them as many again or nothing. The oldest go all at once, so that nothing is moved. */
  #newest: Kept[] = []
  #before: readonly Kept[] = []
  #count = 0
  readonly #forget: readonly (() => void)[]
  #leftOut = { frames: 0, marks: 0 }
  #players: Readonly<Record<string, 'person' | 'client'>> = {}
  #result: Result | null = null

  constructor(story: NotedStory, room: NotedRoom) {
    this.#story = story
    this.#room = room
    const note = (entry: Noted): void => this.#note(entry)
    this.client = withLines(withRawRequests(room.client, () => this.#count, note), note)
    this.#forget = [
      room.onInput(({ viewer, chat, operation }, answer, at) => note({ kind: 'asked', at, viewer, chat, operation, answer })),
      room.client.listen((heard) => this.#note(heard)),
      room.onDoor((seen) => {
        if (seen.what === 'turned away') note({ kind: 'asked', at: room.now(), viewer: seen.viewer, chat: seen.chat, operation: seen.body, answer: seen.failure })
      })
    ]
  }

  get result(): Result | null {
    return this.#result
  }

  /** Notes what the run tells of itself. */
  hear(progress: Progress): void {
    this.#note(progress)
  }

  /** Somebody was played by a person, be it for a while. */
  played(name: string): void {
    this.#players = { ...this.#players, [name]: 'person' }
  }

  end(result: Result): void {
    this.#result = result
  }

  /** What it has come to by now. */
  soFar(): Result {
    return this.#result ?? soFar(this.#noted())
  }

  close(): void {
    for (const forget of this.#forget) forget()
  }

  score(): Score | null {
    return this.#scoreOf(this.#noted())
  }

  #scoreOf(noted: readonly Noted[]): Score | null {
    return scoreOf(this.#story, noted, targetsOf(this.#story.head.cast, this.#room.client), this.#result !== null)
  }

  /** What is known so far, as `aside run` writes it down; with `isRedacted` without anything that is about people. */
  record(isRedacted: boolean): RunRecord {
    const { plan } = this.#room
    const redaction = isRedacted ? new Redaction(this.#story, plan) : null
    const head: RunHead = { ...headOf(this.#story, plan, this.#room.client), live: { players: this.#players } }
    const noted = this.#noted()
    const result = this.#result ?? soFar(noted)
    const score = this.#scoreOf(noted)
    return {
      ...(redaction ? redaction.head(head) : head),
      plan: isRedacted ? null : planOnRecord(plan),
      endedAt: this.#room.now(),
      result: redaction ? redaction.result(result) : result,
      ...(score === null ? {} : { score: redaction ? redactedScore(score, redaction) : score }),
      entries: noted.map((entry): Entry => {
        if (entry.kind === 'asked' || entry.kind === 'told' || entry.kind === 'line') return redaction ? redaction.entry(entry) : entry
        const progress = entry as Progress
        return withNumbers(redaction ? redaction.progress(progress) : progress)
      }),
      leftOut: this.#leftOut
    }
  }

  #note(entry: Kept): void {
    this.#count += 1
    this.#newest.push(entry)
    if (this.#newest.length < notedAtLeast) return
    const frames = this.#before.filter((one) => !('kind' in one)).length
    this.#leftOut = { frames: this.#leftOut.frames + frames, marks: this.#leftOut.marks + this.#before.length - frames }
    this.#before = this.#newest
    this.#newest = []
  }

  #noted(): Noted[] {
    return [...this.#before, ...this.#newest].map((one) => ('kind' in one ? one : told(one)))
  }
}

function told({ viewer, seq, at, said }: Heard): Noted {
  return { kind: 'told', at, viewer, seq, said }
}

/** What a run has come to that is not over. */
function soFar(noted: readonly Noted[]): Result {
  const expected = noted.filter((one) => one.kind === 'expected')
  const problems = expected.flatMap(({ line, text, detail, held, invariant }) => (held ? [] : [{ line, text, detail: detail ?? '', ...(invariant === undefined ? {} : { invariant }) }]))
  return { held: problems.length === 0, stopped: false, steps: noted.filter((one) => one.kind === 'step' && !one.byHabit).length, expectations: expected.length, problems }
}
