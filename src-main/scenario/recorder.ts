import type { RoomPlan } from '../contract/room-plan.ts'
import type { Addresses } from './agent-operations.ts'
import { headOfPlan } from './plan-head.ts'
import { People } from './people.ts'
import type { Printed, PrintedExpectation, PrintedStep } from './print.ts'
import { isRefused } from './record-words.ts'
import { momentsOf } from './recorded-moments.ts'
import type { Done, Moment, Moments } from './recorded-moments.ts'
import type { Session } from './session.ts'
import { neverHeard, suggestedAfter } from './suggested.ts'

/** A session that people have played, as the scenario that plays it again. */

export interface RecorderOptions {
  readonly title: string
  /** `rounded` waits as a human would write them; `exact` ones to the millisecond. */
  readonly times: 'rounded' | 'exact'
  readonly keepTyping: boolean
  readonly withExpectations: boolean
  /** What the audience is to read before what was done next, in the order of their times. */
  readonly captions?: readonly Captioned[]
}

export interface Captioned {
  readonly at: number
  readonly text: string
}

export interface Recorded {
  readonly scenario: Printed
  /** What no step can say, in sentences. */
  readonly leftOut: readonly string[]
  /** How many things people did that are steps now. */
  readonly acts: number
}

const paceMs = 1500
/** So near to each other, two people did something at the same moment. */
const sameMomentMs = 250
/** Up to here a step comes a pace after the one before it; beyond, it waits. */
const noWaitMs = 2750
/** The first words of a chat come with it. */
const firstWordsMs = 2000

export function recordedScenario(session: Session, addresses: Addresses, { title, times, keepTyping, withExpectations, captions = [] }: RecorderOptions): Recorded {
  const read = momentsOf(session, addresses, keepTyping)
  const plan = planFor(session.plan, read)
  const people = new People(plan)
  const groups = grouped(withFirstWords(read.moments, times), times)
  const timeline = times === 'exact' ? new ExactTime() : new RoundedTime(groups.find(isDone)?.[0]?.at ?? 0)
  const last = groups.length - 1
  let shown = 0
  const captionsUpTo = (at: number): PrintedStep[] => {
    const due = captions.slice(shown).filter((one) => one.at <= at)
    shown += due.length
    return due.map(({ text }) => ({ kind: 'caption', text }))
  }
  const stepsOf = (group: readonly Moment[], place: number): PrintedStep[] => {
    const [first] = group
    if (!first) return []
    const suggest = (withinMs: number): PrintedStep[] => {
      const expectations: PrintedExpectation[] = suggestedAfter(group, people, Object.keys(plan.agents), withinMs).filter((one) => withExpectations || one.phrase === 'is refused')
      return expectations.length === 0 ? [] : [{ kind: 'expect', expectations }]
    }
    if (!isDone(group)) {
      if (place !== last && suggest(0).length === 0) return []
      // Nothing happens by itself before the first step that a scenario could tell.
      if (!groups.slice(0, place).some(isDone)) return []
      const { waits, withinMs } = timeline.lapse(first.at)
      return [...waits, ...suggest(withinMs)]
    }
    const acts = group.map(({ act }) => act)
    const [only] = acts
    const step: PrintedStep | undefined = acts.length === 1 ? only : { kind: 'together', acts }
    return step ? [...timeline.step(first.at), step, ...suggest(0)] : []
  }
  const steps = [...groups.flatMap((group, place) => [...captionsUpTo(group[0]?.at ?? 0), ...stepsOf(group, place)]), ...captionsUpTo(Number.POSITIVE_INFINITY)]
  const always = withExpectations ? neverHeard(read.moments, people) : []
  return { scenario: { kind: 'scenario', head: headOfPlan(plan, title), steps, always }, leftOut: read.leftOut, acts: read.moments.filter(({ kind }) => kind === 'done').length }
}

/** What people have done so far, deed by deed. */
export function deedsIn(session: Session, addresses: Addresses): readonly Done[] {
  const { moments } = momentsOf(session, addresses, false)
  return withFirstWords(moments, 'rounded').filter((one) => one.kind === 'done')
}

function isDone(group: readonly Moment[]): group is readonly Done[] {
  return group[0]?.kind === 'done'
}

/** Agents sign in in the order of the cast, and only those who did; customers are those who came. */
function planFor(plan: RoomPlan, { people, signedIn }: Moments): RoomPlan {
  const others = Object.keys(plan.agents).filter((name) => !signedIn.includes(name))
  const agents = [...signedIn, ...others].flatMap((name) => {
    const agent = plan.agents[name]
    if (!agent) return []
    return [[name, agent.ready === 'onSignIn' && !signedIn.includes(name) ? { ...agent, ready: 'no' as const } : agent]] as const
  })
  const customers = people.customers.size === 0 ? plan.customers : Object.fromEntries(people.customers)
  return { ...plan, agents: Object.fromEntries(agents), customers }
}

/** A chat and what its customer said first, right after asking for it, are one step. */
function withFirstWords(moments: readonly Moment[], times: RecorderOptions['times']): Moment[] {
  return moments.reduce<Moment[]>((all, one) => {
    const before = all.at(-1)
    const isFirst =
      one.kind === 'done' &&
      before?.kind === 'done' &&
      before.act.verb === 'chat' &&
      before.act.text === undefined &&
      one.act.verb === 'say' &&
      one.act.actor === before.act.actor &&
      one.entry.chat === before.entry.answer.chat &&
      !isRefused(before.entry.answer) &&
      !isRefused(one.entry.answer) &&
      one.at - before.at <= (times === 'exact' ? 0 : firstWordsMs)
    if (!isFirst || one.act.text === undefined) return [...all, one]
    return [...all.slice(0, -1), { ...before, act: { ...before.act, text: one.act.text }, frames: [...before.frames, ...one.frames] }]
  }, [])
}

/** What different people did at one moment, none of them because of the other. */
function grouped(moments: readonly Moment[], times: RecorderOptions['times']): (readonly Moment[])[] {
  return moments.reduce<Moment[][]>((all, one) => {
    const group = all.at(-1)
    const first = group?.[0]
    if (!group || !first || one.kind === 'lapse' || !isDone(group)) return [...all, [one]]
    const isOther = group.every((before) => before.kind === 'done' && before.act.actor !== one.act.actor)
    const isCaused = one.at > first.at && group.some(({ frames }) => frames.some(({ viewer }) => viewer === one.act.actor))
    const isTogether = times === 'exact' ? one.at === first.at && isOther : one.at - first.at < sameMomentMs && isOther && !isCaused
    return isTogether ? [...all.slice(0, -1), [...group, one]] : [...all, [one]]
  }, [])
}

interface Timeline {
  step(at: number): PrintedStep[]
  lapse(at: number): { readonly waits: PrintedStep[]; readonly withinMs: number }
}

const wait = (ms: number): PrintedStep => ({ kind: 'wait', ms })

class ExactTime implements Timeline {
  #at: number | null = null
  #hasPace = false

  step(at: number): PrintedStep[] {
    const gap = this.#at === null ? 0 : at - this.#at
    const isFirst = this.#at === null
    const waits = isFirst || (this.#hasPace ? gap === paceMs : gap === 0) ? [] : [wait(gap)]
    this.#at = at
    this.#hasPace = true
    return waits
  }

  lapse(at: number): { waits: PrintedStep[]; withinMs: number } {
    const gap = at - (this.#at ?? at)
    this.#at = at
    if (gap === 0) return { waits: [], withinMs: 0 }
    this.#hasPace = false
    return { waits: [wait(gap)], withinMs: 0 }
  }
}

/** Keeps near the times of the session, without ever running far ahead or behind. */
class RoundedTime implements Timeline {
  /** How far the scenario is, in the time of the session. */
  #now: number
  #isFirst = true
  #hasPace = false

  constructor(firstAt: number) {
    this.#now = firstAt
  }

  step(at: number): PrintedStep[] {
    const gap = at - this.#now
    const needsNone = this.#isFirst || (this.#hasPace ? gap < noWaitMs : gap < paceMs)
    if (needsNone && !this.#isFirst && this.#hasPace) this.#now += paceMs
    this.#isFirst = false
    const isPaced = this.#hasPace
    this.#hasPace = true
    if (needsNone) return []
    const ms = Math.max(isPaced ? 3000 : 1000, roundedMs(gap))
    this.#now += ms
    return [wait(ms)]
  }

  /** What comes soon is waited for by what is expected. */
  lapse(at: number): { waits: PrintedStep[]; withinMs: number } {
    const gap = at - this.#now
    if (gap <= 1000) return { waits: [], withinMs: 1000 }
    const ms = Math.ceil(gap / 1000) * 1000
    this.#now += ms
    this.#hasPace = false
    return { waits: [wait(ms)], withinMs: 0 }
  }
}

/** `4s`, `25s`, `2m`: the longer, the rounder. */
function roundedMs(ms: number): number {
  const unit = ms < 20_000 ? 1000 : ms < 120_000 ? 5000 : 30_000
  return Math.round(ms / unit) * unit
}
