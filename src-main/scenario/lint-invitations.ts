import { durationMs, spanMs } from '../contract/duration.ts'
import { agentViewer, nameOf } from '../contract/viewer.ts'
import type { Doubt } from './doubt.ts'
import { planOf } from './plan.ts'
import type { Act, Scenario } from './scenario.ts'
import type { Happening } from './timeline.ts'
import { durationText } from './wording.ts'

/** Somebody is asked in, directly or through a queue. */
interface Invitation {
  readonly place: number
  readonly at: number
  readonly act: Act
  /** Who may ring. */
  readonly asked: readonly string[]
  /** How long each rings. */
  readonly limitMs: number
}

const asking: readonly Act['verb'][] = ['consult', 'invite', 'transfer']
const answering: readonly Act['verb'][] = ['accept', 'reject', 'raw']
const givingUp: readonly Act['verb'][] = ['cancelConsult', 'leave', 'complete', 'raw', 'reload']

/** An invitation that nobody answers, or that has run out by the time it is answered. */
export function invitationWarnings(scenario: Scenario, timeline: readonly Happening[]): Doubt[] {
  return invitationsIn(scenario, timeline).flatMap((one) => unanswered(one, scenario, timeline) ?? late(one, scenario, timeline) ?? slowHabit(one, scenario) ?? [])
}

function invitationsIn(scenario: Scenario, timeline: readonly Happening[]): Invitation[] {
  const plan = planOf(scenario)
  return timeline.flatMap((one, place): Invitation[] => {
    if (one.kind !== 'act' || one.isRace) return []
    const { act, at } = one
    const queue = act.verb === 'chat' || act.verb === 'complete' ? act.queue : asking.includes(act.verb) && act.target && 'queue' in act.target ? act.target.queue : undefined
    const found = queue === undefined ? undefined : plan.queues[queue]
    if (found) return [{ place, at, act, asked: [...found.members, ...(found.overflow ? (plan.queues[found.overflow.to]?.members ?? []) : [])], limitMs: found.answerWithinMs }]
    if (!asking.includes(act.verb) || !act.target || !('agent' in act.target)) return []
    const { agent } = act.target
    // Whoever has come in before is not asked again.
    const isIn = timeline.slice(0, place).some((before) => before.kind === 'act' && before.act.verb === 'accept' && nameOf(before.act.actor) === agent)
    return isIn || agent === nameOf(act.actor) ? [] : [{ place, at, act, asked: [agent], limitMs: plan.settings.answerWithinMs }]
  })
}

function unanswered({ place, act, asked }: Invitation, { head }: Scenario, timeline: readonly Happening[]): Doubt[] | null {
  const people = asked.map((name) => head.cast.agents?.[name])
  if (asked.length === 0 || people.some((person) => person?.['when invited'] !== undefined || (person?.['played by'] ?? 'script') !== 'script')) return null
  const isSeenTo = timeline.slice(place + 1).some((one) => {
    if (one.kind === 'expectation') return isLookedAt(one, act, asked)
    if (one.act.actor === act.actor) return givingUp.includes(one.act.verb)
    return asked.includes(nameOf(one.act.actor)) && answering.includes(one.act.verb)
  })
  if (isSeenTo) return null
  const who = act.verb === 'chat' ? `${nameOf(act.actor)} asks for a chat` : `${nameOf(act.actor)} asks ${asked.join(' or ')}`
  return [{ at: act, message: `${who}, and nobody answers; let ${asked.join(' or ')} accept or reject, give a "when invited:", or expect what comes of it` }]
}

/** Somebody looks at what becomes of it: at those who are asked, or at what whoever asked is told. */
function isLookedAt({ expected }: Extract<Happening, { kind: 'expectation' }>, { actor, verb }: Act, asked: readonly string[]): boolean {
  if (asked.some((name) => expected.viewer === agentViewer(name))) return true
  if (expected.viewer !== actor) return false
  if (verb === 'chat') return expected.phrase === 'is'
  return expected.phrase === 'gets error' || expected.phrase === 'is refused' || ('pattern' in expected && expected.pattern.notificationType === 'Error')
}

function late({ place, at, act, asked, limitMs }: Invitation, { head }: Scenario, timeline: readonly Happening[]): Doubt[] | null {
  const [only] = asked
  if (only === undefined || asked.length > 1) return null
  const later = timeline.slice(place + 1)
  const answer = later.find((one) => one.kind === 'act' && (one.act.verb === 'accept' || one.act.verb === 'reject') && nameOf(one.act.actor) === only)
  if (answer?.kind !== 'act' || answer.isRace) return null
  const between = later.slice(0, later.indexOf(answer))
  // Whoever looks at it, or does something to it, means it.
  const isMeant = between.some((one) => (one.kind === 'expectation' ? ['is', 'gets error'].includes(one.expected.phrase) : one.act.verb === 'ready' || one.act.verb === 'notReady' || one.act.verb === act.verb))
  const afterwards = later.slice(later.indexOf(answer) + 1)
  const next = afterwards.findIndex((one) => one.kind === 'act')
  const isRefused = afterwards.slice(0, next === -1 ? undefined : next).some((one) => one.kind === 'expectation' && one.expected.phrase === 'is refused')
  if (isMeant || isRefused || head.cast.agents?.[only]?.ready === 'no') return null
  const takenMs = answer.at - at
  const patienceMs = act.verb === 'chat' ? durationMs(head.cast.customers?.[nameOf(act.actor)]?.patience ?? '') : null
  const limit = Math.min(limitMs, patienceMs ?? limitMs)
  if (takenMs < limit) return null
  if (takenMs === limit) return [{ at: answer.act, message: `${only} answers at the very moment at which the time for it is over (${durationText(limit)}): a race that is not marked; answer sooner or later` }]
  return [{ at: answer.act, message: `${only} answers at the earliest after ${durationText(takenMs)}, but the time for it is over after ${durationText(limit)}; let it answer sooner, or give it more time` }]
}

function slowHabit({ act, asked, limitMs }: Invitation, { head }: Scenario): Doubt[] | null {
  const [only] = asked
  const habit = only === undefined || asked.length > 1 ? undefined : head.cast.agents?.[only]?.['when invited']
  if (habit === undefined || typeof habit === 'string') return null
  const span = spanMs('accept' in habit ? habit.accept : habit.reject)
  if (!span || span.mostMs < limitMs) return null
  return [{ at: act, message: `${only ?? ''} may answer as late as ${durationText(span.mostMs)} after it is asked, but rings for ${durationText(limitMs)} only` }]
}
