import type { AtDoor } from '../contract/at-door.ts'
import type { Answer, Request, RoomClient } from '../contract/client.ts'
import { isAgent, nameOf } from '../contract/viewer.ts'
import type { Viewer } from '../contract/viewer.ts'
import { wishesIn } from './goal-words.ts'
import type { Held } from './held.ts'
import type { Memory } from './memory.ts'
import type { Performed } from './perform.ts'
import type { RunClock } from './run-clock.ts'
import type { Act, Goal, Scenario } from './scenario.ts'
import { fulfils, namesIn } from './score.ts'
import { SeatInbox } from './seat-inbox.ts'
import type { Taken } from './seat-inbox.ts'
import { isHarmless, operationOf, partsOf, requestText, wantedBy } from './seat-request.ts'
import type { SeatRequest } from './seat-request.ts'
import { playersIn } from './seated-room.ts'
import type { Player, SeatedRoom } from './seated-room.ts'
import { targetsOf } from './seat-targets.ts'
import type { Targets } from './seat-targets.ts'
import { actText, answerText, clockText } from './wording.ts'

/** What a seat did of a step, or why it is waited for no more. */
export interface Move {
  readonly act: Act
  readonly done: Performed | Held
  /** How much had been told before. */
  readonly heardBefore: number
  readonly isStopped: boolean
  /** The bodies of the requests that did it. */
  readonly asked: readonly unknown[]
}

/** A seat was handed back before it did this; what is left of the step is the script's. */
export interface HandedBack {
  readonly act: Act
  readonly left: Act
}

/** Something that is judged of a seat beside the steps; `detail` says what is the case instead. */
export interface SeatJudged {
  readonly viewer: Viewer
  readonly text: string
  readonly detail: string | null
}

/** A step that a seat has not done yet. */
interface Open {
  readonly act: Act
  /** What is left of it, and how a request differs from that. */
  readonly left: readonly Act[]
  readonly wanted: readonly ((request: SeatRequest) => string | null)[]
  readonly heardBefore: number
  readonly asked: readonly unknown[]
}

const talk: readonly Act['verb'][] = ['say', 'tellAgents', 'notice', 'noticeToAgents', 'sendUrl']

const stoppedWaiting = 'the run was stopped while it waited for this'

/**
 * The seats of a run that somebody else than the script plays. A step of such a seat is not performed but awaited: until its
 * player has asked for that, within the patience, and be it before the step came. What a player asks is taken in its order;
 * typing, looking, reading and signing in are let pass, and anything else that no step waits for breaks the run.
 *
 * Where a trainer directs the run, seats change while it goes on, and are waited for as long as it takes. A step is done by
 * whoever does what it says to whom it says, in whatever words; what else it does, and what it is refused, is let pass.
 */
export class Seats {
  readonly #room: SeatedRoom | null
  #players: ReadonlyMap<Viewer, Player>
  /** The agents that are no script from the beginning: nothing begins before they are there. */
  readonly #toCome: readonly Viewer[]
  readonly #scenario: Scenario
  readonly #client: RoomClient
  readonly #memory: Memory
  readonly #targets: Targets
  readonly #names: readonly string[]
  readonly #judge: (judged: SeatJudged) => void
  readonly #inbox: SeatInbox
  readonly #unwatch: readonly (() => void)[]
  #wake = (): void => {}
  /** How much had been told when the last step was done. */
  #passedAt = 0

  /** `room` is null for a run that waits for nobody: then the script plays everybody. */
  constructor(scenario: Scenario, room: SeatedRoom | null, client: RoomClient, memory: Memory, judge: (judged: SeatJudged) => void) {
    this.#room = room
    this.#players = new Map(room === null ? [] : playersIn(scenario.head.cast))
    this.#toCome = [...this.#players.keys()].filter(isAgent)
    this.#scenario = scenario
    this.#client = client
    this.#memory = memory
    this.#targets = targetsOf(scenario.head.cast, client)
    this.#names = namesIn(scenario.head.cast)
    this.#judge = judge
    this.#inbox = new SeatInbox(memory)
    this.#unwatch = room === null ? [] : [room.onInput((request, answer, at) => this.#asked(request, answer, at)), room.onDoor((seen) => this.#seen(seen))]
  }

  /** Somebody else plays this viewer, and is waited for. */
  waitsFor(viewer: Viewer): boolean {
    return this.#players.has(viewer)
  }

  /** Seats change, and nothing of them is judged. */
  get isDirected(): boolean {
    return this.#room !== null && this.#room.patience === null
  }

  takeOver(viewer: Viewer): void {
    this.#players = new Map([...this.#players, [viewer, 'person']])
    this.#wake()
  }

  handBack(viewer: Viewer): void {
    this.#players = new Map([...this.#players].filter(([one]) => one !== viewer))
    this.#inbox.forget(viewer)
    this.#wake()
  }

  /** A step of the script's own is held on its way by the trainer: null when it was stopped meanwhile. */
  async letIn(act: Act, held: Promise<Performed>, clock: RunClock): Promise<Performed | null> {
    let performed: Performed | null = null
    void held.then((late) => {
      performed = late
      this.#wake()
    })
    this.#room?.onAwaited?.([{ who: nameOf(act.actor), line: act.line, step: actText(act), verb: act.verb, isHeld: true }])
    const until = Number.POSITIVE_INFINITY
    while (performed === null) if ((await clock.next(until, until)) === 'stopped') break
    this.#room?.onAwaited?.([])
    return performed
  }

  /** A step is done: talk of before is no answer to the next. */
  passed(): void {
    this.#passedAt = this.#memory.heard.length
  }

  /** Lets time go on until a seat asks for something, too: of much of that nobody is told. */
  async until(at: number): Promise<'reached' | 'told' | 'stopped'> {
    if (this.#room === null) return this.#client.until(at)
    const woken = new Promise<'told'>((done) => (this.#wake = () => done('told')))
    return Promise.race([this.#client.until(at), woken])
  }

  /** Waits until every agent in a seat has signed in. Customers come with their chat. */
  async come(clock: RunClock): Promise<'goes on' | 'broken' | 'stopped'> {
    const agents = this.#toCome.filter((viewer) => this.waitsFor(viewer))
    const missing = (): Viewer[] => agents.filter((viewer) => this.waitsFor(viewer) && !this.#isThere(viewer))
    if (agents.length === 0) return 'goes on'
    for (const viewer of missing()) this.#room?.onWaiting(this.#ownerOf(viewer), null)
    const until = clock.now + this.#patience.ms
    let came: 'reached' | 'told' | 'stopped' = 'told'
    while (came !== 'reached' && missing().length > 0) {
      this.#room?.onAwaited?.(missing().map((viewer) => ({ who: nameOf(viewer), line: null, step: null, verb: null, isHeld: false })))
      came = await clock.next(until, until)
      if (came === 'stopped') break
    }
    this.#room?.onAwaited?.([])
    for (const viewer of this.isDirected ? [] : agents) {
      const why = came === 'stopped' ? stoppedWaiting : this.#whyNotThere(viewer)
      this.#judge({ viewer, text: `${this.#ownerOf(viewer)} signs in`, detail: this.#isThere(viewer) ? null : why })
    }
    if (came === 'stopped') return 'stopped'
    this.#inbox.forgetChannels()
    clock.keepDistance(clock.now)
    return missing().length === 0 ? 'goes on' : 'broken'
  }

  /** What the seats do of these steps, as they do it: until all are done, or the first that is not as it should be. */
  async *moves(acts: readonly Act[], clock: RunClock, mayBeRefused: (act: Act) => boolean): AsyncGenerator<Move | HandedBack, void, void> {
    const until = clock.now + this.#patience.ms
    let open = acts.map((act): Open => ({ act, left: partsOf(act), wanted: wantedBy(act, this.#memory, this.#targets, this.isDirected), heardBefore: Number.POSITIVE_INFINITY, asked: [] }))
    let isSaid = false
    for (let [first] = open; first; [first] = open) {
      const back = open.find(({ act }) => !this.waitsFor(act.actor))
      if (back) {
        open = open.filter((one) => one !== back)
        this.#room?.onAwaited?.([])
        yield { act: back.act, left: back.left[0] ?? back.act }
        continue
      }
      const taken = this.#take(open, mayBeRefused)
      if (taken === null) {
        if (clock.now >= until) return yield this.#givenUp(first.act, `${this.#ownerOf(first.act.actor)} has not done this within ${this.#patience.text}; ${this.#lastOf(first.act.actor)}`)
        if (!isSaid) for (const { act } of open) this.#room?.onWaiting(this.#ownerOf(act.actor), actText(act))
        isSaid = true
        this.#room?.onAwaited?.(open.map(({ act, left: [part] }) => ({ who: nameOf(act.actor), line: act.line, step: actText(part ?? act), verb: (part ?? act).verb, isHeld: false })))
        const came = await clock.next(until, until)
        if (came === 'stopped') return yield { ...this.#givenUp(first.act, stoppedWaiting), isStopped: true }
        continue
      }
      const { act, request, difference } = taken
      if (difference !== null && request.turnedAway !== null) {
        this.#judgeMalformed(request)
        continue
      }
      if (difference !== null) return yield this.#givenUp(act, this.#otherwise(request, difference))
      const before = open.find((one) => one.act === act)
      const rest = before?.wanted.slice(1) ?? []
      const heardBefore = Math.min(request.heardBefore, before?.heardBefore ?? Number.POSITIVE_INFINITY)
      const asked = [...(before?.asked ?? []), request.body]
      const isDone = rest.length === 0 || isRefusal(request.answer)
      open = open.flatMap((one): Open[] => (one.act !== act ? [one] : isDone ? [] : [{ act, left: one.left.slice(1), wanted: rest, heardBefore, asked }]))
      if (!isDone) continue
      this.#room?.onAwaited?.([])
      yield { act, done: doneBy(request), heardBefore, isStopped: false, asked }
    }
  }

  /** Waits until somebody has reached a goal, be it before it was set; each request counts for one goal or step. */
  async reaches(goal: Goal, clock: RunClock): Promise<{ readonly heardBefore: number } | 'given up' | 'stopped'> {
    const { who, line, text } = goal
    const wishes = wishesIn(goal, this.#names)
    if (wishes === null) return 'given up'
    const until = clock.now + this.#patience.ms
    let isSaid = false
    for (;;) {
      const taken = this.#inbox.takeOf(who, ({ body, answer }) => answer !== null && fulfils({ operation: body, answer }, wishes, this.#targets))
      if (taken || !this.waitsFor(who) || clock.now >= until) {
        this.#room?.onAwaited?.([])
        return taken ?? 'given up'
      }
      if (!isSaid) this.#room?.onWaiting(this.#ownerOf(who), text)
      isSaid = true
      this.#room?.onAwaited?.([{ who: nameOf(who), line, step: text, verb: null, isHeld: false }])
      if ((await clock.next(until, until)) === 'stopped') return 'stopped'
    }
  }

  /** What counts for a step that a trainer's seat is to do: talk only since the step before, everything else whenever it was done. */
  #take(open: readonly Open[], mayBeRefused: (act: Act) => boolean): Taken | null {
    const awaited = open.flatMap(({ act, wanted: [differs] }) => (differs ? [{ act, differs }] : []))
    if (!this.isDirected) return this.#inbox.take(awaited)
    return this.#inbox.takeFitting(awaited, (act, request) => (!isRefusal(request.answer) || mayBeRefused(act)) && (!talk.includes(act.verb) || request.heardBefore >= this.#passedAt))
  }

  /** When it is over: what was malformed, and after a story that came to its end what no step has waited for. */
  judgeRest(isWhole: boolean): void {
    if (this.isDirected) return
    for (const viewer of this.#players.keys()) {
      const rest = this.#inbox.of(viewer).filter((request) => !isHarmless(request))
      for (const request of rest) if (request.turnedAway !== null) this.#judgeMalformed(request)
      // Who has goals instead of steps does as it likes, and after its story everybody may sign out.
      if (!isWhole || !this.#hasSteps(viewer)) continue
      const unasked = rest.find(({ turnedAway, chat }) => turnedAway === null && chat !== null)
      const detail = unasked ? `${this.#ownerOf(viewer)} asked ${requestText(unasked, this.#targets)}, at ${clockText(unasked.at)}, and no step waits for that` : null
      this.#judge({ viewer, text: `${this.#ownerOf(viewer)} asks for nothing that no step waits for`, detail })
    }
  }

  close(): void {
    for (const unwatch of this.#unwatch) unwatch()
  }

  get #patience(): NonNullable<SeatedRoom['patience']> {
    if (this.#room === null) return { ms: 0, text: 'no time' }
    return this.#room.patience ?? { ms: Number.POSITIVE_INFINITY, text: 'any time' }
  }

  #asked(request: Request, answer: Answer, at: number): void {
    if (request.viewer === null || !this.waitsFor(request.viewer)) return
    this.#inbox.asked(request.viewer, request, answer, at)
    this.#wake()
  }

  #seen(seen: AtDoor): void {
    if (!this.waitsFor(seen.viewer)) return
    this.#inbox.atDoor(seen, this.#room?.now() ?? 0)
    this.#wake()
  }

  /** Why what was asked is not what was waited for. */
  #otherwise(request: SeatRequest, difference: string): string {
    const { viewer, at, body, answer } = request
    const asked = difference === '' ? `${requestText(request, this.#targets)} instead` : `${operationOf(body)} ${difference}`
    return `${this.#ownerOf(viewer)} asked ${asked}, at ${clockText(at)}${isRefusal(answer) && answer ? `, and was ${answerText(answer)}` : ''}`
  }

  #judgeMalformed({ viewer, at, body, turnedAway, answer }: SeatRequest): void {
    const said = answer && 'statusMessage' in answer ? `${answer.statusCode}, "${answer.statusMessage}"` : ''
    const sent = body === null ? '' : `; it sent ${JSON.stringify(body).slice(0, 200)}`
    this.#judge({ viewer, text: `${this.#ownerOf(viewer)} sends nothing malformed`, detail: `${turnedAway ?? ''} was turned away by ${said}, at ${clockText(at)}${sent}` })
  }

  #givenUp(act: Act, missing: string): Move {
    return { act, done: { answer: null, missing }, heardBefore: this.#memory.heard.length, isStopped: false, asked: [] }
  }

  /** An agent that becomes ready by signing in cannot be offered a chat before it has. */
  #isThere(viewer: Viewer): boolean {
    const ready = this.#scenario.head.cast.agents?.[nameOf(viewer)]?.ready ?? 'onSignIn'
    return this.#inbox.hasSignedIn(viewer) || (ready !== 'onSignIn' && this.#inbox.hasCome(viewer))
  }

  #whyNotThere(viewer: Viewer): string {
    const within = `within ${this.#patience.text}`
    if (!this.#inbox.hasCome(viewer)) return `${this.#ownerOf(viewer)} has not come ${within}`
    return `${this.#ownerOf(viewer)} has come, but neither opened a notification channel nor started a session ${within}, so no chat can be offered to it`
  }

  #lastOf(viewer: Viewer): string {
    const last = this.#inbox.lastOf(viewer)
    return last === null ? 'no request came before' : `the last request was ${last}`
  }

  #hasSteps(viewer: Viewer): boolean {
    return this.#scenario.steps.some((step) => (step.kind === 'act' ? step.actor === viewer : step.kind === 'together' && step.acts.some(({ actor }) => actor === viewer)))
  }

  #ownerOf(viewer: Viewer): string {
    return this.#players.get(viewer) === 'client' ? `${nameOf(viewer)}'s client` : nameOf(viewer)
  }
}

function doneBy({ answer, answered }: SeatRequest): Performed | Held {
  return answer === null ? { held: answered.then((late) => ({ answer: late, missing: null })) } : { answer, missing: null }
}

function isRefusal(answer: Answer | null): boolean {
  return answer !== null && answer.statusCode !== 0 && answer.statusCode !== 7
}
