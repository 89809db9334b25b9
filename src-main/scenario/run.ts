import type { Answer, Heard, LineFault, RoomClient } from '../contract/client.ts'
import type { RoomPlan } from '../contract/room-plan.ts'
import { agentViewer, customerViewer, isAgent, nameOf } from '../contract/viewer.ts'
import type { Viewer } from '../contract/viewer.ts'
import type { Exploring } from './exploring.ts'
import { Foresight } from './foresight.ts'
import { Habits } from './habits.ts'
import type { Habit } from './habits.ts'
import { Invariants } from './invariants.ts'
import type { Judged } from './invariants.ts'
import { judge } from './judge.ts'
import type { Verdict } from './judge.ts'
import { Kept } from './kept.ts'
import { Memory } from './memory.ts'
import { People } from './people.ts'
import { performUnlessHeld } from './held.ts'
import type { Held } from './held.ts'
import { Lines } from './lines.ts'
import { OwnWords } from './own-words.ts'
import { openWindow } from './perform.ts'
import type { Performed, Script } from './perform.ts'
import { planOf } from './plan.ts'
import type { GoalSet, Progress, Result, RunProblem, StepDone } from './progress.ts'
import { RunClock } from './run-clock.ts'
import type { Act, Caption, Cue, Expectation, Goal, Hold, Network, Release, Scenario, Step, Together, Wait } from './scenario.ts'
import { Seats } from './seats.ts'
import type { SeatJudged } from './seats.ts'
import type { SeatedRoom } from './seated-room.ts'
import { actText, answerText, durationText, expectationText, lineText, quoted } from './wording.ts'

export interface PlayOptions {
  /** Waits for the presenter; the run goes on when it comes back. At once if not given. */
  readonly cue?: () => Promise<void>
  /** Called before each step; the run goes on when it comes back. */
  readonly before?: (step: Step) => Promise<void>
  /** The plan of the room that it is played in; that of the scenario if not given. */
  readonly plan?: RoomPlan
  /** Decides where a run may go on in more than one way; the file's way if not given. */
  readonly exploring?: Exploring
  /** Where people and clients are waited for. Without it nobody is, and the script plays every step. */
  readonly seats?: SeatedRoom | undefined
  /** Given what a trainer moves the seats with, where `seats` says that one does. */
  readonly direct?: (hands: Hands) => void
}

/** What a trainer does to a run while it goes on. */
export interface Hands {
  /** The script waits for this one's steps from now on, and its habits rest. */
  takeOver(viewer: Viewer): void
  /** The script goes on with the steps that are left, the one that it waits for included. */
  handBack(viewer: Viewer): Promise<void>
  /** Breaks a line, or mends it with null, as a step of the scenario does. */
  setLine(viewer: Viewer, fault: LineFault | null, catchUp: boolean | null): Promise<void>
}

/**
 * Plays a scenario as its people, from outside: a script is a client with a stopwatch. What comes first at one moment: what
 * is due in the room, then the mending of lines and the release of requests, then the step (those of a `together` in written order), then habits in order of invitation.
 */
export async function play(scenario: Scenario, client: RoomClient, listener: (progress: Progress) => void = () => {}, options: PlayOptions = {}): Promise<Result> {
  const run = new Run(scenario, client, listener, options)
  const unlisten = client.listen((frame) => run.hear(frame))
  options.direct?.(run)
  try {
    return await run.play()
  } finally {
    unlisten()
    run.close()
  }
}

/** `seen`: an exploration knows already what follows. */
type Course = 'goes on' | 'broken' | 'stopped' | 'seen'

/** A time-out that lies further away, or comes after so many others, is not tried before an act. */
const timersWithinMs = 600_000
const timersAtMost = 3

class Run implements Hands {
  readonly #scenario: Scenario
  readonly #client: RoomClient
  readonly #tell: (progress: Progress) => void
  readonly #memory = new Memory()
  readonly #invariants: Invariants
  readonly #habits: Habits
  readonly #people: People
  readonly #kept = new Kept()
  readonly #script: Script
  readonly #clock: RunClock
  readonly #lines: Lines
  readonly #seats: Seats
  readonly #seatedRoom: SeatedRoom | null
  readonly #ownWords = new OwnWords()
  #held: readonly (Held & { readonly act: Act })[] = []
  /** Those whose requests the scenario holds. */
  readonly #holding = new Set<Viewer>()
  /** Requests are held until these come true. */
  #conditions: readonly { readonly of: Viewer; readonly until: Expectation; readonly since: number }[] = []
  readonly #cue: () => Promise<void>
  readonly #before: (step: Step) => Promise<void>
  readonly #exploring: Exploring | null
  readonly #foresight: Foresight
  /** How often a time-out came before an act: then the story went another way than the file's. */
  #timersFirst = 0
  readonly #problems: RunProblem[] = []
  readonly #never: Expectation[]
  /** A goal was passed that nobody of the script can reach. */
  #seatIsEmpty = false
  #line = 0
  #since = 0
  #steps = 0
  #expectations = 0

  constructor(scenario: Scenario, client: RoomClient, tell: (progress: Progress) => void, { cue = () => Promise.resolve(), before = () => Promise.resolve(), plan = planOf(scenario), exploring, seats }: PlayOptions) {
    this.#scenario = scenario
    this.#invariants = new Invariants(client, plan)
    this.#client = this.#invariants.client
    this.#tell = tell
    this.#cue = cue
    this.#before = before
    this.#exploring = exploring ?? null
    this.#foresight = new Foresight(scenario)
    this.#seatedRoom = seats ?? null
    this.#habits = new Habits(scenario.head.cast, plan, exploring, seats?.patience === null ? (actor) => this.#seats.waitsFor(actor) : undefined)
    this.#people = new People(plan)
    const nicknames = Object.fromEntries(Object.entries(plan.customers).map(([name, { nickname }]) => [customerViewer(name), nickname]))
    this.#seats = new Seats(scenario, seats ?? null, client, this.#memory, (judged) => this.#judgedOfSeat(judged))
    this.#script = { client: { ...this.#client, until: (at) => this.#seats.until(at) }, memory: this.#memory, windows: new Set(), nicknames }
    this.#never = [...scenario.always]
    this.#clock = new RunClock(this.#script, this.#habits, scenario, plan.seed, {
      onHabit: (habit, answer) => this.#didByHabit(habit, answer),
      onMoved: () => this.#releaseWhatMay()
    })
    this.#lines = new Lines(this.#script, this.#clock)
  }

  hear(frame: Heard): void {
    this.#memory.hear(frame)
    this.#invariants.hear(frame)
    this.#habits.hear(frame)
  }

  close(): void {
    this.#seats.close()
  }

  takeOver(viewer: Viewer): void {
    this.#seats.takeOver(viewer)
  }

  async handBack(viewer: Viewer): Promise<void> {
    // What the script does next happens now, and not when the room last heard of anything.
    await this.#client.until(this.#seatedRoom?.now() ?? this.#client.now())
    const isWanted = isAgent(viewer) && this.#scenario.head.cast.agents?.[nameOf(viewer)]?.ready !== 'no'
    // Its own window may be closed now that nobody sits there.
    if (isWanted && !this.#script.windows.has(viewer)) await openWindow(viewer, this.#script)
    this.#seats.handBack(viewer)
  }

  setLine(viewer: Viewer, fault: LineFault | null, catchUp: boolean | null): Promise<void> {
    return this.#lines.set({ kind: 'network', line: this.#line, of: viewer, fault, forMs: null, catchUp })
  }

  async play(): Promise<Result> {
    await this.#signIn()
    let course: Course = await this.#seats.come(this.#clock)
    for (const [place, step] of this.#scenario.steps.entries()) {
      if (course !== 'goes on') break
      await this.#before(step)
      course = await this.#step(step, place)
      if (course !== 'stopped') this.#tellAlways(await this.#invariants.settled())
    }
    this.#seats.judgeRest(course === 'goes on')
    for (const expected of this.#never) this.#judged(expected, await this.#verdict(expected))
    const stopped = course === 'stopped'
    this.#tellAlways(await this.#invariants.ended(stopped))
    return { held: !stopped && this.#problems.length === 0, stopped, steps: this.#steps, expectations: this.#expectations, problems: this.#problems }
  }

  /** Agents of the script open their windows before the first step, in the order of the cast. */
  async #signIn(): Promise<void> {
    for (const [name, agent] of Object.entries(this.#scenario.head.cast.agents ?? {})) {
      const isScripted = (agent?.['played by'] ?? 'script') === 'script'
      if (isScripted && agent?.ready !== 'no') await openWindow(agentViewer(name), this.#script)
    }
  }

  async #step(step: Step, place: number): Promise<Course> {
    switch (step.kind) {
      case 'wait':
        return this.#wait(step)
      case 'act':
      case 'together':
        return this.#acts(step, place)
      case 'caption':
      case 'cue':
        return this.#present(step)
      case 'goal':
        return this.#goal(step)
      case 'network':
      case 'hold':
      case 'release':
        return this.#toLine(step)
      case 'expect':
        // A story that went another way than the file's is judged by what always holds.
        if (this.#timersFirst > 0) return 'goes on'
        for (const expected of step.expectations) {
          if (expected.phrase === 'never hears') this.#never.push(expected)
          else if (!(await this.#expect(expected))) return 'stopped'
        }
        return 'goes on'
    }
  }

  async #wait(step: Wait): Promise<Course> {
    const { line } = step
    const ms = this.#clock.msOf(step)
    this.#since = this.#memory.heard.length
    this.#line = line
    const doing = `wait ${durationText(ms)}${step.ms === 'natural' ? ' (natural)' : ''}`
    this.#stepped({ line, text: doing, actor: null, doing, answer: null, byHabit: false, broken: null })
    return (await this.#clock.wait(ms)) ? 'goes on' : 'stopped'
  }

  async #acts(step: Act | Together, place: number): Promise<Course> {
    const acts = step.kind === 'act' ? [step] : step.acts
    const isScripted = ({ actor }: Act): boolean => !this.#seats.waitsFor(actor)
    const meant = acts.filter(isScripted)
    if (meant.length > 0 && !(await this.#clock.comeTo(meant))) return 'stopped'
    // Somebody may have been taken over on the way to this moment.
    const scripted = meant.filter(isScripted)
    this.#since = this.#memory.heard.length
    // In a race, whoever comes too late may be refused.
    const mayBeRefused = ({ actor }: Act): boolean => step.kind === 'together' || this.#mayLack || this.#expectsRefusal(actor, place)
    for (let left = scripted; left.length > 0; ) {
      const act = this.#exploring === null ? left[0] : await this.#nextOf(left, acts, place)
      if (typeof act !== 'object') return act ?? 'stopped'
      const course = await this.#act(act, mayBeRefused(act))
      if (course !== 'goes on') return course
      left = left.filter((other) => other !== act)
    }
    const awaited = await this.#await(acts.filter((act) => !scripted.includes(act)), mayBeRefused)
    if (awaited !== 'goes on') return awaited
    this.#seats.passed()
    this.#clock.keepDistance(scripted.length < acts.length ? this.#clock.now : undefined)
    return (await this.#clock.settle()) ? 'goes on' : 'stopped'
  }

  /** The act that an exploration wants next, after what it wants to come by itself before that. */
  async #nextOf(left: readonly Act[], acts: readonly Act[], place: number): Promise<Act | Course> {
    const state = (): string => this.#state(place, left)
    const done = acts.length - left.length
    for (let due = this.#dueBefore(); due !== null; due = this.#dueBefore()) {
      const chosen = this.#exploring?.choose({ kind: 'timer', step: place, done, waitMs: this.#clock.sinceLast(due) }, state)
      if (chosen === null) return 'seen'
      if (chosen !== 1) break
      this.#timersFirst += 1
      if (!(await this.#clock.passTo(due))) return 'stopped'
    }
    const [only] = left
    if (left.length < 2) return only ?? 'stopped'
    const chosen = this.#exploring?.choose({ kind: 'order', step: place, left: left.map((act) => acts.indexOf(act)) }, state) ?? null
    return chosen === null ? 'seen' : (left[chosen] ?? 'stopped')
  }

  /** What may come before an act by itself: not at a natural pace, at which nobody could write it down. */
  #dueBefore(): number | null {
    const due = this.#exploring?.nextDueAt() ?? null
    if (due === null || this.#scenario.isNatural || this.#timersFirst >= timersAtMost) return null
    return due > this.#clock.now && due - this.#clock.now <= timersWithinMs ? due : null
  }

  /** Nobody knows any more whether a step is possible, or an expectation true. */
  get #mayLack(): boolean {
    return this.#seatIsEmpty || this.#timersFirst > 0
  }

  /** What the future of the run depends on, but for the room: where it stands, and all that is still going to be looked at. */
  #state(place: number, left: readonly Act[]): string {
    const recent = this.#memory.heard.slice(this.#since).map(({ viewer, said }) => [viewer, said])
    const held = [this.#held.map(({ act }) => act.line), this.#conditions.map(({ until }) => until.line)]
    const ahead = this.#foresight.at(place, this.#memory, this.#people)
    return JSON.stringify([place, left.map(({ line, actor, verb }) => [line, actor, verb]), this.#timersFirst, held, recent, ahead, this.#clock.state(), this.#habits.state(), this.#memory.state(), this.#kept.state()])
  }

  /** Waits for what other players than the script do; of what they do early, expectations look at all that came of it. */
  async #await(acts: readonly Act[], mayBeRefused: (act: Act) => boolean): Promise<Course> {
    this.#line = acts[0]?.line ?? this.#line
    for await (const move of this.#seats.moves(acts, this.#clock, mayBeRefused)) {
      this.#line = move.act.line
      if ('left' in move) {
        const course = await this.#act(move.left, mayBeRefused(move.act))
        if (course !== 'goes on') return course
        continue
      }
      const { act, done, heardBefore, isStopped, asked } = move
      if (this.#seats.isDirected) this.#ownWords.learn(act, asked)
      this.#since = Math.min(this.#since, heardBefore)
      const goesOn = 'held' in done ? this.#holdBack(act, done) : this.#finished(act, done, mayBeRefused(act))
      if (!goesOn) return isStopped ? 'stopped' : 'broken'
    }
    return 'goes on'
  }

  /** A caption or a cue comes right after the step before it, and takes no time but that of its readers. */
  async #present({ kind, line, text }: Caption | Cue): Promise<Course> {
    this.#line = line
    this.#tell({ kind, at: this.#client.now(), line, text })
    if (kind === 'cue') await this.#cue()
    else this.#clock.leaveTimeToRead(text)
    return 'goes on'
  }

  /** Something is done to somebody's line or requests. */
  async #toLine(step: Network | Hold | Release): Promise<Course> {
    if (!(await this.#clock.comeTo([]))) return 'stopped'
    this.#since = this.#memory.heard.length
    this.#line = step.line
    const doing = lineText(step)
    this.#stepped({ line: step.line, text: `${nameOf(step.of)}: ${doing}`, actor: step.of, doing, answer: null, byHabit: false, broken: null })
    if (step.kind === 'network') await this.#lines.set(step)
    else if (step.kind === 'release') await this.#release(step.of)
    else this.#hold(step)
    this.#clock.keepDistance()
    return (await this.#clock.settle()) ? 'goes on' : 'stopped'
  }

  #hold({ of, operationName, until, forMs }: Hold): void {
    this.#holding.add(of)
    this.#client.hold(of, operationName)
    if (until) this.#conditions = [...this.#conditions, { of, until, since: this.#since }]
    if (forMs !== null) this.#clock.ringAt(this.#client.now() + forMs, () => this.#release(of))
  }

  async #releaseWhatMay(): Promise<void> {
    for (const { of, until, since } of this.#conditions) {
      if ((await this.#verdict(until, since)).held) await this.#release(of)
    }
  }

  /** Whoever comes too late may be refused, as in any race. */
  async #release(of: Viewer): Promise<void> {
    const released = this.#held.filter(({ act }) => act.actor === of)
    this.#held = this.#held.filter(({ act }) => act.actor !== of)
    this.#conditions = this.#conditions.filter((condition) => condition.of !== of)
    this.#holding.delete(of)
    this.#client.release(of)
    for (const { act, held } of released) this.#finished(act, await held, true)
  }

  /** From a goal on, a step may lack what nobody in that seat has done. Who is waited for comes to the goal first. */
  async #goal(goal: Goal): Promise<Course> {
    const { line, who, text, withinMs, hint, points } = goal
    const { agents = {}, customers = {} } = this.#scenario.head.cast
    const isScripted = ((isAgent(who) ? agents : customers)[nameOf(who)]?.['played by'] ?? 'script') === 'script'
    const isWaitedFor = this.#seats.waitsFor(who)
    this.#seatIsEmpty ||= !isScripted && !isWaitedFor
    const tell = (outcome: GoalSet['outcome']): void => this.#tell({ kind: 'goal', at: this.#client.now(), line, text, viewer: who, withinMs, hint, points, outcome })
    tell(isWaitedFor ? 'open' : isScripted ? 'not played' : 'not scored')
    if (!isWaitedFor) return 'goes on'
    this.#line = line
    const came = await this.#seats.reaches(goal, this.#clock)
    if (came === 'stopped') return 'stopped'
    // Whatever comes of a goal that nobody reached, the steps after it may not find it done.
    this.#seatIsEmpty ||= came === 'given up'
    if (came !== 'given up') {
      tell('reached')
      this.#since = Math.min(this.#memory.heard.length, came.heardBefore)
    }
    this.#clock.keepDistance(this.#clock.now)
    return (await this.#clock.settle()) ? 'goes on' : 'stopped'
  }

  async #act(act: Act, mayBeRefused: boolean): Promise<Course> {
    this.#line = act.line
    const filled = this.#kept.filled(act)
    const performed = 'missing' in filled ? { answer: null, missing: filled.missing } : await performUnlessHeld(filled.part, this.#script)
    if (!('held' in performed)) return this.#finished(act, performed, mayBeRefused) ? 'goes on' : 'broken'
    const isHeldByScript = this.#holding.has(act.actor)
    // What the trainer holds is waited for, as a person is.
    const late = this.#seats.isDirected && !isHeldByScript ? await this.#seats.letIn(act, performed.held, this.#clock) : performed
    if (late === null) return 'stopped'
    return ('held' in late ? this.#holdBack(act, late) : this.#finished(act, late, mayBeRefused)) ? 'goes on' : 'broken'
  }

  #holdBack(act: Act, { held }: Held): boolean {
    this.#held = [...this.#held, { act, held }]
    const doing = `${actText(act)} (held)`
    this.#clock.did(act.actor)
    this.#stepped({ line: act.line, text: `${nameOf(act.actor)}: ${doing}`, actor: act.actor, doing, answer: null, byHabit: false, broken: null })
    return true
  }

  #finished(act: Act, { answer, missing }: Performed, mayBeRefused: boolean): boolean {
    const doing = actText(act)
    const text = `${nameOf(act.actor)}: ${doing}`
    if (answer) this.#memory.answered(act.actor, doing, answer)
    const isLeftOut = missing !== null && this.#mayLack
    const broken = isLeftOut ? null : (missing ?? this.#wrongWith(act, answer, mayBeRefused))
    this.#clock.did(act.actor)
    this.#stepped({ line: act.line, text, actor: act.actor, doing: isLeftOut ? `${doing} (left out: ${missing})` : doing, answer, byHabit: false, broken })
    if (broken !== null) this.#problems.push({ line: act.line, text, detail: `${broken}${placeInPart(act)}` })
    return broken === null
  }

  /** Clients take a session of which some channels opened as a success (wire-facts 4.1). */
  #wrongWith(act: Act, answer: Answer, mayBeRefused: boolean): string | null {
    if (answer.statusCode === 0 || answer.statusCode === 7) return this.#kept.answer(act, answer)
    return mayBeRefused ? null : answerText(answer)
  }

  /** Do the expectations right after this step say that its actor is refused? */
  #expectsRefusal(actor: Viewer, place: number): boolean {
    for (const step of this.#scenario.steps.slice(place + 1)) {
      if (step.kind !== 'expect') return false
      if (step.expectations.some(({ phrase, viewer }) => phrase === 'is refused' && viewer === actor)) return true
    }
    return false
  }

  /** Lets time go on up to `within` if need be. False if the run was stopped meanwhile. */
  async #expect(expected: Expectation): Promise<boolean> {
    const until = this.#client.now() + expected.withinMs
    let verdict = await this.#verdict(expected)
    while (!verdict.held && this.#client.now() < until) {
      const came = await this.#clock.next(until, until)
      if (came === 'stopped') return false
      this.#clock.keepDistance(this.#client.now())
      verdict = await this.#verdict(expected)
      if (came === 'reached') break
    }
    this.#judged(expected, verdict)
    return true
  }

  async #verdict(expected: Expectation, since = this.#since): Promise<Verdict> {
    const evidence = { client: this.#client, memory: this.#memory, people: this.#people, since }
    const filled = this.#kept.filled(this.#ownWords.in(expected))
    if ('missing' in filled) return { held: false, detail: filled.missing, heard: [] }
    const verdict = await judge(filled.part, evidence)
    const lacking = verdict.held ? this.#kept.heard(filled.part, evidence) : null
    return lacking === null ? verdict : { held: false, detail: lacking, heard: [] }
  }

  #judged(expected: Expectation, verdict: Verdict): void {
    const text = expectationText(expected)
    this.#expectations += 1
    if (!verdict.held) this.#problems.push({ line: expected.line, text, detail: `${verdict.detail ?? ''}${placeInPart(expected)}` })
    const points = expected.points === undefined ? {} : { points: expected.points }
    this.#tell({ kind: 'expected', at: this.#client.now(), line: expected.line, text, viewer: expected.viewer, ...verdict, ...points })
  }

  /** What holds in every run, whatever the file says. */
  #tellAlways(judged: readonly Judged[]): void {
    for (const { name, text, broken } of judged) {
      const detail = broken?.detail ?? null
      if (broken) this.#problems.push({ line: 0, text, detail: broken.detail, invariant: name })
      const lanes = broken ? { lanes: broken.lanes } : {}
      this.#tell({ kind: 'expected', at: this.#client.now(), line: 0, text, viewer: null, held: broken === null, detail, heard: [], invariant: name, ...lanes })
    }
  }

  #judgedOfSeat({ viewer, text, detail }: SeatJudged): void {
    this.#expectations += 1
    if (detail !== null) this.#problems.push({ line: 0, text, detail })
    this.#tell({ kind: 'expected', at: this.#client.now(), line: 0, text, viewer, held: detail === null, detail, heard: [] })
  }

  #didByHabit({ actor, verb, text: said }: Habit, answer: Answer): void {
    const doing = said === null ? verb : `${verb} ${quoted(said)}`
    this.#tell({ kind: 'step', at: this.#client.now(), line: this.#line, text: `${nameOf(actor)}: ${doing}`, actor, doing, answer, byHabit: true, broken: null })
  }

  #stepped(step: Omit<StepDone, 'kind' | 'at'>): void {
    this.#steps += 1
    this.#tell({ kind: 'step', at: this.#client.now(), ...step })
  }
}

/** ` (opening.yaml:5)` for what comes from a part; its own line is that of the include. */
function placeInPart({ part }: Pick<Act, 'part'>): string {
  return part ? ` (${part.file}:${part.line})` : ''
}
