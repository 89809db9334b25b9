import type { Answer } from '../contract/client.ts'
import type { Viewer } from '../contract/viewer.ts'
import { requestOf } from './habit-request.ts'
import type { Habit, Habits } from './habits.ts'
import { captionMs, naturalPause, naturalTimes } from './natural.ts'
import { showTyping } from './perform.ts'
import type { Script } from './perform.ts'
import type { Act, Scenario, Wait } from './scenario.ts'

interface Hooks {
  readonly onHabit: (habit: Habit, answer: Answer) => void
  /** Called whenever time may have gone on or anybody may have heard anything. */
  readonly onMoved: () => Promise<void>
}

interface Alarm {
  readonly at: number
  readonly ring: () => Promise<void>
}

/** The stopwatch of a run: when the next step comes, and what happens by itself until then. */
export class RunClock {
  readonly #script: Script
  readonly #habits: Habits
  readonly #pace: Pick<Scenario, 'paceMs' | 'isNatural'>
  readonly #seed: number
  readonly #onHabit: (habit: Habit, answer: Answer) => void
  readonly #onMoved: () => Promise<void>
  /** The moment that the next step keeps its distance from: the last step's, or when an expectation stopped waiting. */
  #cameAt: number
  #nextAt: number
  /** What comes at a moment of its own, such as the mending of a line; the next first. */
  #alarms: readonly Alarm[] = []
  /** How much had been told when somebody last did something. */
  #didLast: ReadonlyMap<Viewer, number> = new Map()

  constructor(script: Script, habits: Habits, pace: Pick<Scenario, 'paceMs' | 'isNatural'>, seed: number, { onHabit, onMoved }: Hooks) {
    this.#script = script
    this.#habits = habits
    this.#pace = pace
    this.#seed = seed
    this.#onHabit = onHabit
    this.#onMoved = onMoved
    this.#cameAt = script.client.now()
    this.#nextAt = script.client.now()
  }

  get now(): number {
    return this.#script.client.now()
  }

  /** Comes to the moment of a step. At a natural pace its people read before it, and are seen to type. */
  async comeTo(acts: readonly Act[]): Promise<boolean> {
    if (!this.#pace.isNatural) return this.#advance(this.#nextAt)
    const times = acts.map((act) => ({ act, ...naturalTimes(act, this.#didLast.get(act.actor) ?? 0, this.#script.memory, this.#seed) }))
    const at = this.#nextAt + Math.max(0, ...times.map(({ readMs, typeMs }) => readMs + typeMs))
    const typists = times.flatMap(({ act, typing, typeMs }) => (typing === null ? [] : [{ act, typing, from: at - typeMs }])).sort((one, other) => one.from - other.from)
    for (const { act, typing, from } of typists) {
      if (!(await this.#advance(from))) return false
      await showTyping(act, typing.start, this.#script)
    }
    this.#nextAt = at
    if (!(await this.#advance(at))) return false
    for (const { act, typing } of typists) await showTyping(act, typing.stop, this.#script)
    return true
  }

  /** Lets time pass by what is due then, and the act that comes next be asked at that moment. */
  async passTo(at: number): Promise<boolean> {
    this.#nextAt = at
    return this.#advance(at)
  }

  /** How long a moment is after the last step. */
  sinceLast(at: number): number {
    return at - this.#cameAt
  }

  /** What the future depends on. */
  state(): unknown {
    return [this.now, this.#cameAt, this.#nextAt, this.#alarms.map(({ at }) => at)]
  }

  /** How long a wait lasts. */
  msOf({ line, ms }: Wait): number {
    return ms === 'natural' ? naturalPause(line, this.#seed) : ms
  }

  /** The next step comes at the end of a wait, without a pace of its own. */
  async wait(ms: number): Promise<boolean> {
    this.#cameAt += ms
    this.#nextAt = this.#cameAt
    return (await this.#advance(this.#nextAt)) && (await this.settle())
  }

  /** At a natural pace an audience reads, too. */
  leaveTimeToRead(text: string): void {
    if (this.#pace.isNatural) this.#nextAt += captionMs(text)
  }

  /** Does something at a moment to come: after what is due in the room then, before a step or a habit of that moment. */
  ringAt(at: number, ring: () => Promise<void>): void {
    this.#alarms = [...this.#alarms, { at, ring }].sort((one, other) => one.at - other.at)
  }

  /** Somebody has done something, and has read all that was told before. */
  did(actor: Viewer): void {
    this.#didLast = new Map([...this.#didLast, [actor, this.#script.memory.heard.length]])
  }

  /** The next step comes a pace after the moment of this one. */
  keepDistance(cameAt = this.#nextAt): void {
    this.#cameAt = cameAt
    this.#nextAt = cameAt + (this.#pace.isNatural ? 0 : this.#pace.paceMs)
  }

  /** Comes to a moment, with the habits that fall due before it. False if the run was stopped on the way. */
  async #advance(at: number): Promise<boolean> {
    for (;;) {
      const came = await this.next(at, at - 1)
      if (came !== 'told') return came === 'reached'
    }
  }

  /** Lets everything of this moment happen, habits included. */
  async settle(): Promise<boolean> {
    const now = this.now
    for (;;) {
      const came = await this.next(now, now)
      if (came !== 'told') return came === 'reached'
    }
  }

  /** Goes on to `at`, but no further than to the next thing that anybody hears, that an alarm does or, up to `habitsUntil`, somebody by habit. */
  async next(at: number, habitsUntil: number): Promise<'reached' | 'told' | 'stopped'> {
    const came = await this.#goOn(at, habitsUntil)
    if (came !== 'stopped') await this.#onMoved()
    return came
  }

  async #goOn(at: number, habitsUntil: number): Promise<'reached' | 'told' | 'stopped'> {
    const habit = this.#habits.next()
    const [alarm] = this.#alarms
    const habitAt = habit === null || habit.due > habitsUntil ? Number.POSITIVE_INFINITY : habit.due
    if (alarm && alarm.at <= Math.min(at, habitAt)) {
      const came = await this.#script.client.until(Math.max(alarm.at, this.now))
      if (came !== 'reached') return came
      this.#alarms = this.#alarms.filter((one) => one !== alarm)
      await alarm.ring()
      return 'told'
    }
    if (habit === null || habit.due > habitsUntil) return this.#script.client.until(at)
    const came = await this.#script.client.until(Math.max(habit.due, this.now))
    if (came !== 'reached') return came
    await this.#follow(habit)
    return 'told'
  }

  /** A habit whose act is no longer legal is dropped. */
  async #follow(habit: Habit): Promise<void> {
    this.#habits.forget(habit)
    const asked = await requestOf(habit, this.#script)
    if (asked === null) return
    this.#habits.begin(habit)
    const answer = await this.#script.client.ask(asked)
    this.did(habit.actor)
    this.#onHabit(habit, answer)
  }
}
