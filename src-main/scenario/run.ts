import type { Answer, Heard, RoomClient } from '../contract/client.ts'
import { agentViewer, customerViewer, nameOf } from '../contract/viewer.ts'
import type { Viewer } from '../contract/viewer.ts'
import { Habits } from './habits.ts'
import type { Habit } from './habits.ts'
import { judge } from './judge.ts'
import type { Verdict } from './judge.ts'
import { leakIn } from './leaks.ts'
import { Memory } from './memory.ts'
import { People } from './people.ts'
import { openWindow, perform } from './perform.ts'
import type { Script } from './perform.ts'
import { planOf } from './plan.ts'
import type { Act, Expectation, Scenario, Step, Together, Wait } from './scenario.ts'
import { actText, answerText, durationText, expectationText } from './wording.ts'

/** What a run tells while it goes: each thing as it happens. `at` is simulation time since the room began. */
export type Progress = StepDone | ExpectationJudged

export interface StepDone {
  readonly kind: 'step'
  readonly at: number
  readonly line: number
  /** `Anna: consult Ben` */
  readonly text: string
  /** Null for a `wait`. */
  readonly actor: Viewer | null
  /** The text without its actor. */
  readonly doing: string
  readonly answer: Answer | null
  /** Done by habit, in the wake of the step at `line`. */
  readonly byHabit: boolean
  /** Why the run cannot go on; null for a step that is as it should be. */
  readonly broken: string | null
}

export interface ExpectationJudged extends Verdict {
  readonly kind: 'expected'
  readonly at: number
  /** 0 for what is always expected, whatever the file says. */
  readonly line: number
  readonly text: string
  readonly viewer: Viewer | null
}

export interface RunProblem {
  /** 0 for what is always expected. */
  readonly line: number
  readonly text: string
  readonly detail: string
}

export interface Result {
  /** Every step was done and every expectation held. */
  readonly held: boolean
  /** Somebody stopped the run before its end. */
  readonly stopped: boolean
  readonly steps: number
  readonly expectations: number
  readonly problems: readonly RunProblem[]
}

/**
 * Plays a scenario as its people, from outside: a script is a client with a stopwatch. What comes first at one moment: what
 * is due in the room, then the step (those of a `together` in written order), then habits in order of invitation.
 */
export async function play(scenario: Scenario, client: RoomClient, listener: (progress: Progress) => void = () => {}): Promise<Result> {
  const run = new Run(scenario, client, listener)
  const unlisten = client.listen((frame) => run.hear(frame))
  try {
    return await run.play()
  } finally {
    unlisten()
  }
}

type Course = 'goes on' | 'broken' | 'stopped'

class Run {
  readonly #scenario: Scenario
  readonly #client: RoomClient
  readonly #tell: (progress: Progress) => void
  readonly #memory = new Memory()
  readonly #habits: Habits
  readonly #people: People
  readonly #script: Script
  readonly #problems: RunProblem[] = []
  readonly #never: Expectation[]
  /** The moment that the next step keeps its distance from: the last step's, or when an expectation stopped waiting. */
  #cameAt: number
  #nextAt: number
  #line = 0
  #since = 0
  #steps = 0
  #expectations = 0

  constructor(scenario: Scenario, client: RoomClient, tell: (progress: Progress) => void) {
    const plan = planOf(scenario)
    this.#scenario = scenario
    this.#client = client
    this.#tell = tell
    this.#habits = new Habits(scenario.head.cast)
    this.#people = new People(plan)
    const nicknames = Object.fromEntries(Object.entries(plan.customers).map(([name, { nickname }]) => [customerViewer(name), nickname]))
    this.#script = { client, memory: this.#memory, windows: new Set(), nicknames }
    this.#never = [...scenario.always]
    this.#cameAt = client.now()
    this.#nextAt = client.now()
  }

  hear(frame: Heard): void {
    this.#memory.hear(frame)
    this.#habits.hear(frame)
  }

  async play(): Promise<Result> {
    await this.#signIn()
    let course: Course = 'goes on'
    for (const [place, step] of this.#scenario.steps.entries()) {
      course = await this.#step(step, place)
      if (course !== 'goes on') break
    }
    for (const expected of this.#never) this.#judged(expected, await this.#verdict(expected))
    this.#judgeLeaks()
    const stopped = course === 'stopped'
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
      case 'expect':
        for (const expected of step.expectations) {
          if (expected.phrase === 'never hears') this.#never.push(expected)
          else if (!(await this.#expect(expected))) return 'stopped'
        }
        return 'goes on'
    }
  }

  /** The next step comes at the end of the wait, without a pace of its own. */
  async #wait({ line, ms }: Wait): Promise<Course> {
    this.#since = this.#memory.heard.length
    this.#line = line
    const doing = `wait ${durationText(ms)}`
    this.#stepped({ line, text: doing, actor: null, doing, answer: null, byHabit: false, broken: null })
    this.#cameAt += ms
    this.#nextAt = this.#cameAt
    return (await this.#advance(this.#nextAt)) && (await this.#settle()) ? 'goes on' : 'stopped'
  }

  async #acts(step: Act | Together, place: number): Promise<Course> {
    if (!(await this.#advance(this.#nextAt))) return 'stopped'
    this.#since = this.#memory.heard.length
    for (const act of step.kind === 'act' ? [step] : step.acts) {
      // In a race, whoever comes too late may be refused.
      const mayBeRefused = step.kind === 'together' || this.#expectsRefusal(act.actor, place)
      if (!(await this.#act(act, mayBeRefused))) return 'broken'
    }
    this.#keepDistance(this.#nextAt)
    return (await this.#settle()) ? 'goes on' : 'stopped'
  }

  async #act(act: Act, mayBeRefused: boolean): Promise<boolean> {
    const doing = actText(act)
    const text = `${nameOf(act.actor)}: ${doing}`
    this.#line = act.line
    const { answer, missing } = await perform(act, this.#script)
    if (answer) this.#memory.answered(act.actor, doing, answer)
    const broken = missing ?? (answer.statusCode === 0 || mayBeRefused ? null : answerText(answer))
    this.#stepped({ line: act.line, text, actor: act.actor, doing, answer, byHabit: false, broken })
    if (broken !== null) this.#problems.push({ line: act.line, text, detail: broken })
    return broken === null
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
      const came = await this.#next(until, until)
      if (came === 'stopped') return false
      this.#keepDistance(this.#client.now())
      verdict = await this.#verdict(expected)
      if (came === 'reached') break
    }
    this.#judged(expected, verdict)
    return true
  }

  #verdict(expected: Expectation): Promise<Verdict> {
    return judge(expected, { client: this.#client, memory: this.#memory, people: this.#people, since: this.#since })
  }

  #judged(expected: Expectation, verdict: Verdict): void {
    const text = expectationText(expected)
    this.#expectations += 1
    if (!verdict.held) this.#problems.push({ line: expected.line, text, detail: verdict.detail ?? '' })
    this.#tell({ kind: 'expected', at: this.#client.now(), line: expected.line, text, viewer: expected.viewer, ...verdict })
  }

  #judgeLeaks(): void {
    const acts = this.#scenario.steps.flatMap((step) => (step.kind === 'act' ? [step] : step.kind === 'together' ? step.acts : []))
    const notes = acts.flatMap(({ note }) => (note === undefined ? [] : [note]))
    const leak = leakIn(this.#memory.heard, notes, this.#people)
    const text = 'no customer was told anything that is for agents only'
    if (leak) this.#problems.push({ line: 0, text, detail: leak })
    this.#tell({ kind: 'expected', at: this.#client.now(), line: 0, text, viewer: null, held: leak === null, detail: leak, heard: [] })
  }

  /** Comes to a moment, with the habits that fall due before it. False if the run was stopped on the way. */
  async #advance(at: number): Promise<boolean> {
    for (;;) {
      const came = await this.#next(at, at - 1)
      if (came !== 'told') return came === 'reached'
    }
  }

  /** Lets everything of this moment happen, habits included. */
  async #settle(): Promise<boolean> {
    const now = this.#client.now()
    for (;;) {
      const came = await this.#next(now, now)
      if (came !== 'told') return came === 'reached'
    }
  }

  /** Goes on to `at`, but no further than to the next thing that anybody hears or, up to `habitsUntil`, does by habit. */
  async #next(at: number, habitsUntil: number): Promise<'reached' | 'told' | 'stopped'> {
    const habit = this.#habits.next()
    if (habit === null || habit.due > habitsUntil) return this.#client.until(at)
    const came = await this.#client.until(Math.max(habit.due, this.#client.now()))
    if (came !== 'reached') return came
    await this.#follow(habit)
    return 'told'
  }

  /** A habit whose act is no longer legal is dropped. */
  async #follow(habit: Habit): Promise<void> {
    this.#habits.forget(habit)
    if (this.#memory.lastState(habit.actor, habit.chat) !== 'Invited') return
    const operation = { operationName: habit.verb === 'accept' ? 'Accept' : 'Reject' } as const
    const answer = await this.#client.ask({ viewer: habit.actor, chat: habit.chat, operation })
    const text = `${nameOf(habit.actor)}: ${habit.verb}`
    this.#tell({ kind: 'step', at: this.#client.now(), line: this.#line, text, actor: habit.actor, doing: habit.verb, answer, byHabit: true, broken: null })
  }

  #stepped(step: Omit<StepDone, 'kind' | 'at'>): void {
    this.#steps += 1
    this.#tell({ kind: 'step', at: this.#client.now(), ...step })
  }

  #keepDistance(cameAt: number): void {
    this.#cameAt = cameAt
    this.#nextAt = cameAt + this.#scenario.paceMs
  }
}
