import { isAgent, nameOf } from '../contract/viewer.ts'
import { textsOf } from './habits.ts'
import type { Doubt } from './doubt.ts'
import { EndlessExpression, isLike } from './regular-expression.ts'
import type { Act, Expectation, Scenario } from './scenario.ts'
import { listed } from './spelling.ts'
import type { Happening } from './timeline.ts'

const ofCustomers: readonly string[] = ['SendMessage', 'SendStartTypingNotification', 'SendStopTypingNotification', 'Complete']

/** Expectations that hold whatever a client or a server does: they look like a test, and test nothing. */
export function expectationWarnings(scenario: Scenario, timeline: readonly Happening[]): Doubt[] {
  const acts = timeline.flatMap((one) => (one.kind === 'act' ? [one.act] : []))
  const texts = isForeseeable(scenario, acts) ? textsIn(scenario, acts) : null
  const firstAct = timeline.findIndex(({ kind }) => kind === 'act')
  const expectations = [...timeline.flatMap((one, place) => (one.kind === 'expectation' ? [{ expected: one.expected, isFirst: place < firstAct }] : [])), ...scenario.always.map((expected) => ({ expected, isFirst: false }))]
  return expectations.flatMap(({ expected, isFirst }) => {
    const why = whyNeverBroken(expected, isFirst, texts)
    return why === null ? [] : [{ at: expected, message: `This can never fail: ${why}` }]
  })
}

function whyNeverBroken(expected: Expectation, isFirst: boolean, texts: readonly string[] | null): string | null {
  const name = nameOf(expected.viewer)
  if (expected.phrase === 'cannot' && !isAgent(expected.viewer)) {
    const foreign = expected.capabilities.filter((one) => !ofCustomers.includes(one))
    return foreign.length === expected.capabilities.length ? `no customer is ever told of ${listed(foreign)}` : null
  }
  if (expected.phrase !== 'has not heard' && expected.phrase !== 'never hears') return null
  if (expected.phrase === 'has not heard' && isFirst) return `nothing has happened yet that ${name} could have heard`
  const { text, noticeText, visibility, notificationType } = expected.pattern
  if (!isAgent(expected.viewer) && visibility !== undefined && visibility !== 'All') return 'what customers are told bears no visibility; look for the text or for who said it'
  if (!isAgent(expected.viewer) && notificationType === 'Error') return 'no customer is told of errors'
  const said = text ?? noticeText
  if (said === undefined || texts === null) return null
  try {
    if (texts.some((one) => isSaid(said, one))) return null
  } catch (error) {
    // It does fail: whoever judges it says why.
    if (error instanceof EndlessExpression) return null
    throw error
  }
  return `nobody says ${said instanceof RegExp ? `anything like ${String(said)}` : JSON.stringify(said)} in this scenario`
}

function isSaid(wanted: string | RegExp, text: string): boolean {
  if (wanted instanceof RegExp) return isLike(wanted, text)
  // What was captured may be anything.
  return wanted === text || wanted.includes('$')
}

/** People, foreign clients and raw requests may say anything. */
function isForeseeable({ head }: Scenario, acts: readonly Act[]): boolean {
  const people = [...Object.values(head.cast.agents ?? {}), ...Object.values(head.cast.customers ?? {})]
  return acts.every(({ verb }) => verb !== 'raw') && people.every((person) => (person?.['played by'] ?? 'script') === 'script')
}

/** All that anybody says or writes down; a note or a subject is no message, but may turn up as one by mistake. */
function textsIn({ head }: Scenario, acts: readonly Act[]): string[] {
  const habits = [...Object.values(head.cast.agents ?? {}), ...Object.values(head.cast.customers ?? {})].flatMap((person) => [
    ...textsOf(person && 'when asked' in person ? person['when asked'] : undefined),
    ...textsOf(person?.['when idle'])
  ])
  const written = acts.flatMap(({ text, note, subject, url, disposition, data, keys }) => [text, note, subject, url, disposition, ...Object.values(data ?? {}), ...(keys ?? [])])
  return [...habits, ...written.flatMap((one) => (one === undefined || one === null ? [] : [String(one)]))]
}
