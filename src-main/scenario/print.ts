import type { Pattern, ScenarioHead } from '../contract/scenario.ts'
import { agentVerbs, customerVerbs } from '../contract/verbs.ts'
import type { VerbShape } from '../contract/verbs.ts'
import { isAgent, nameOf } from '../contract/viewer.ts'
import { entryLines, flowText, indented, itemLines, scalarText } from './print-yaml.ts'
import type { Act, Expectation, Expected, Scenario, Step } from './scenario.ts'
import { durationText } from './wording.ts'

/** A scenario as a file in our house style, such that reading it gives the same scenario. */

/** A step that has no shape of its own here; it is written as it is. */
export interface OtherStep {
  readonly kind: 'other'
  readonly yaml: Readonly<Record<string, unknown>>
}

/** Lines are given by printing, and the places of parts are not kept: what they held stands here. */
type Unplaced<One> = One extends unknown ? Omit<One, 'line' | 'part'> : never
export type PrintedAct = Unplaced<Act>
export type PrintedExpectation = Expected & Unplaced<Pick<Expectation, 'viewer' | 'withinMs' | 'chat' | 'as' | 'points'>>
export type PrintedStep =
  | Unplaced<Exclude<Step, { kind: 'act' | 'together' | 'expect' }>>
  | PrintedAct
  | { readonly kind: 'together'; readonly acts: readonly PrintedAct[] }
  | { readonly kind: 'expect'; readonly expectations: readonly PrintedExpectation[] }
  | OtherStep

export interface Printed extends Pick<Scenario, 'kind' | 'head'> {
  readonly steps: readonly PrintedStep[]
  readonly always: readonly PrintedExpectation[]
}

const headKeys = ['format', 'about', 'source', 'seed', 'wire', 'starts', 'zone', 'base', 'pace', 'cast', 'settings', 'bugs'] as const satisfies readonly (keyof ScenarioHead)[]

/** The text of a file. Of a scenario with rows it is the one row that was read. */
export function printScenario({ kind, head, steps, always }: Printed): string {
  const lines = [...headLines(kind, head), '', 'steps:', ...indented(steps.flatMap(stepLines))]
  if (always.length > 0) lines.push('', 'always:', ...indented(always.flatMap(expectationLines)))
  return `${lines.join('\n')}\n`
}

function headLines(kind: Scenario['kind'], head: ScenarioHead): string[] {
  const { with: _rows, scenario: title, ...rest } = head
  const others = Object.keys(rest).filter((key) => !(headKeys as readonly string[]).includes(key))
  const known: Readonly<Record<string, unknown>> = rest
  const lines = [...headKeys.slice(1), ...others].flatMap((key) => (known[key] === undefined ? [] : entryLines(key, known[key])))
  return [...(head.format === undefined ? [] : entryLines('format', head.format)), ...entryLines(kind, title), ...lines]
}

/** A step as the item of a list: its first line begins with a dash. */
export function stepLines(step: PrintedStep): string[] {
  switch (step.kind) {
    case 'act':
      return actLines(step)
    case 'wait':
      return itemLines(entryLines('wait', step.ms === 'natural' ? step.ms : durationText(step.ms)))
    case 'together':
      return itemLines(['together:', ...indented(step.acts.flatMap(actLines))])
    case 'expect':
      return itemLines(['expect:', ...indented(step.expectations.flatMap(expectationLines))])
    case 'caption':
      return itemLines(entryLines('caption', step.text))
    case 'cue':
      return itemLines(entryLines('cue', step.text === '' ? null : step.text))
    case 'goal':
      return itemLines(
        given({ goal: step.text, within: step.withinMs === null ? undefined : durationText(step.withinMs), hint: step.hint ?? undefined, points: step.points ?? undefined })
      )
    case 'network': {
      const { of, fault, forMs, catchUp } = step
      const isDefault = catchUp === null || catchUp === (fault?.network !== 'drop')
      return itemLines(
        given({
          network: fault?.network ?? 'reconnect',
          of: nameOf(of),
          by: fault?.network === 'delay' ? durationText(fault.byMs) : undefined,
          for: forMs === null ? undefined : durationText(forMs),
          catchUp: isDefault && (fault !== null || catchUp === null) ? undefined : (catchUp ?? undefined)
        })
      )
    }
    case 'hold': {
      const { of, operationName, until, forMs } = step
      const condition = until === null ? [] : phraseLines('until', { [`${nameOf(until.viewer)} ${until.phrase}`]: expectedValue(until), ...(until.chat === undefined ? {} : { chat: until.chat }) })
      return itemLines([...given({ hold: nameOf(of), operation: operationName ?? undefined }), ...condition, ...given({ for: forMs === null ? undefined : durationText(forMs) })])
    }
    case 'release':
      return itemLines(given({ release: nameOf(step.of) }))
    case 'other':
      return itemLines(given(step.yaml))
  }
}

/** `- Anna: consult`, and beneath it what the verb takes, what it needs first. */
function actLines({ actor, verb, as, ...parameters }: PrintedAct): string[] {
  const { needs, may } = shapeOf(actor, verb)
  const { target } = parameters
  const said: Readonly<Record<string, unknown>> = { ...parameters, ...(target === undefined ? {} : { target: 'agent' in target ? target.agent : 'queue' in target ? target.queue : target }) }
  const lines = [...needs, ...may].filter((key) => Object.hasOwn(said, key)).flatMap((key) => (said[key] === undefined ? [] : entryLines(key, said[key])))
  return itemLines([`${scalarText(nameOf(actor))}: ${verb}`, ...lines, ...(as === undefined ? [] : entryLines('as', as))])
}

function shapeOf(actor: Act['actor'], verb: Act['verb']): VerbShape {
  const verbs: Readonly<Record<string, VerbShape>> = isAgent(actor) ? agentVerbs : customerVerbs
  return verbs[verb] ?? { needs: [], may: [] }
}

/** `- Ben hears: { text: "Yes" }` */
export function expectationLines(expected: PrintedExpectation): string[] {
  const { viewer, phrase, withinMs, chat, as, points } = expected
  const subject = `${nameOf(viewer)} ${phrase}`
  return itemLines([
    ...phraseLines(subject, expectedValue(expected)),
    ...given({ within: withinMs === 0 ? undefined : durationText(withinMs), chat }),
    ...(as === undefined ? [] : phraseLines('as', as)),
    ...given({ points })
  ])
}

/** What is short stands in braces behind the phrase; what braces cannot hold stands beneath it. */
function phraseLines(key: string, value: unknown): string[] {
  const flow = typeof value === 'object' && value !== null ? flowText(value) : null
  return flow === null ? entryLines(key, value) : [`${scalarText(key)}: ${flow}`]
}

function expectedValue(expected: Expected): unknown {
  switch (expected.phrase) {
    case 'hears':
    case 'has not heard':
    case 'never hears':
      return inHouseOrder(expected.pattern)
    case 'gets error': {
      const { notificationType: _error, ...pattern } = expected.pattern
      return Object.keys(pattern).length === 0 ? null : inHouseOrder(pattern)
    }
    case 'is':
      return expected.state
    case 'can':
    case 'cannot':
      return expected.capabilities
    case 'sees':
      return expected.people
    case 'is refused':
      return expected.refusal
  }
}

const patternOrder: readonly string[] = ['text', 'notificationType', 'type', 'from', 'visibility']

function inHouseOrder(pattern: Pattern): unknown {
  const entries = Object.entries(pattern)
  return Object.fromEntries([...patternOrder.flatMap((key) => entries.filter(([one]) => one === key)), ...entries.filter(([key]) => !patternOrder.includes(key))])
}

function given(entries: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(entries).flatMap(([key, value]) => (value === undefined ? [] : entryLines(key, value)))
}
