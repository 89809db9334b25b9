import { durationMs } from '../contract/cast.ts'
import { act, agentVerbs, customerVerbs, parameters, wait, wordsToCome } from '../contract/scenario.ts'
import type { AgentVerb, CustomerVerb, Parameter } from '../contract/scenario.ts'
import { agentViewer, customerViewer, isAgent } from '../contract/viewer.ts'
import type { Viewer } from '../contract/viewer.ts'
import { strangeKey } from './complaints.ts'
import { phraseIn, readExpectation } from './expectation-reader.ts'
import { unknown } from './names.ts'
import { isRecord, spaceless } from './objections.ts'
import type { Objections } from './objections.ts'
import type { Act, Expectation, Step, Target } from './scenario.ts'
import type { Path } from './source.ts'
import { listed, nearest } from './spelling.ts'

/** Reads the steps against the cast. What cannot be read is left out and becomes an objection. */

type Verb = AgentVerb | CustomerVerb

interface Shape {
  readonly needs: readonly Parameter[]
  readonly may: readonly Parameter[]
}

const keywords = ['wait', 'together', 'expect'] as const
const stepForm = 'A step is written "Anna: accept": who, a colon, a space, what'
const oneOrMore = 'must be a list with at least one line, each beginning with "- "'

export function readSteps(raw: unknown, objections: Objections): Step[] {
  if (raw === undefined) return objections.refuse([], '"steps" is missing', [])
  if (!Array.isArray(raw) || raw.length === 0) return objections.refuse(['steps'], `steps ${oneOrMore}`, [])
  return raw.flatMap((one: unknown, place) => readStep(one, ['steps', place], objections) ?? [])
}

/** What is judged over the whole run. */
export function readAlways(raw: unknown, objections: Objections): Expectation[] {
  if (raw === undefined) return []
  if (!Array.isArray(raw) || raw.length === 0) return objections.refuse(['always'], `always ${oneOrMore}`, [])
  return raw.flatMap((one: unknown, place) => {
    const path = ['always', place]
    const expected = readExpectation(one, path, objections)
    if (expected && expected.phrase !== 'never hears') return objections.refuse(path, `always takes "never hears" only, not "${expected.phrase}"`, [])
    return expected ?? []
  })
}

function readStep(raw: unknown, path: Path, objections: Objections): Step | null {
  if (!isRecord(raw)) return objections.refuse(path, spaceless(raw) ?? stepForm, null)
  const keys = Object.keys(raw)
  const toCome = keys.find((key) => (wordsToCome.step as readonly string[]).includes(key))
  if (toCome) return objections.refuse([...path, toCome], `"${toCome}" is not known yet; a step is an actor with a verb, or wait, together or expect`, null, 'key')
  const keyword = keywords.find((word) => Object.hasOwn(raw, word))
  if (!keyword) return readAct(raw, path, objections)
  for (const key of keys) {
    if (key !== keyword) objections.refuse([...path, key], `"${key}" does not belong to ${keyword}; a step of its own begins with "- "`, null, 'key')
  }
  switch (keyword) {
    case 'wait': {
      const parsed = wait.safeParse({ wait: raw['wait'] })
      if (!parsed.success) return objections.complain(parsed.error.issues, path)
      return { kind: 'wait', line: objections.source.lineOf(path), ms: durationMs(parsed.data.wait) ?? 0 }
    }
    case 'together':
      return readTogether(raw['together'], [...path, 'together'], objections)
    case 'expect': {
      const at = [...path, 'expect']
      const list: unknown = raw['expect']
      if (!Array.isArray(list) || list.length === 0) return objections.refuse(at, `expect ${oneOrMore}`, null)
      const expectations = list.flatMap((one: unknown, place) => readExpectation(one, [...at, place], objections) ?? [])
      return { kind: 'expect', line: objections.source.lineOf(at), expectations }
    }
  }
}

function readTogether(raw: unknown, path: Path, objections: Objections): Step | null {
  if (!Array.isArray(raw) || raw.length < 2) return objections.refuse(path, 'together must be a list of at least two steps', null)
  const acts = raw.flatMap((one: unknown, place) => {
    const at = [...path, place]
    if (!isRecord(one)) return objections.refuse(at, spaceless(one) ?? stepForm, [])
    const keyword = keywords.find((word) => Object.hasOwn(one, word))
    if (keyword) return objections.refuse([...at, keyword], `together holds what people do at the same moment, not "${keyword}"`, [], 'key')
    return readAct(one, at, objections) ?? []
  })
  return { kind: 'together', line: objections.source.lineOf(path), acts }
}

function readAct(raw: Record<string, unknown>, path: Path, objections: Objections): Act | null {
  const before = objections.problems.length
  const { agents, queues, customers } = objections.names
  const parsed = act.safeParse(raw)
  if (!parsed.success) objections.complain(parsed.error.issues, path)
  const [name, ...others] = Object.keys(raw).filter((key) => !isParameter(key))
  if (name === undefined) return objections.refuse(path, `Nobody does this. ${stepForm}`, null)
  const actor = readActor(name, raw[name], [...path, name], objections)
  const verb = actor && readVerb(actor, name, raw[name], [...path, name], objections)
  if (!actor || !verb) return null
  const shape: Shape = isAgent(actor) ? agentVerbs[verb as AgentVerb] : customerVerbs[verb as CustomerVerb]
  objectToOthers(others, verb, shape, path, objections)
  objectToParameters(raw, name, verb, shape, path, objections)
  // Names are checked in the raw step, so that another mistake beside them hides nothing.
  if (typeof raw['queue'] === 'string') objections.mustBe(raw['queue'], queues, [...path, 'queue'])
  if (typeof raw['chat'] === 'string') objections.mustBe(raw['chat'], customers, [...path, 'chat'])
  if (typeof raw['target'] === 'string') objections.mustBe(raw['target'], verb === 'remove' ? agents : [...agents, ...queues], [...path, 'target'])
  if (!parsed.success || objections.problems.length > before) return null
  const { queue, text, subject, target, note, chat } = parsed.data
  return {
    kind: 'act',
    line: objections.source.lineOf(path),
    actor,
    verb,
    ...(queue === undefined ? {} : { queue }),
    ...(text === undefined ? {} : { text }),
    ...(subject === undefined ? {} : { subject }),
    ...(target === undefined ? {} : { target: targetIn(target, agents) }),
    ...(note === undefined ? {} : { note }),
    ...(chat === undefined ? {} : { chat })
  }
}

function readActor(name: string, value: unknown, path: Path, objections: Objections): Viewer | null {
  const { agents, queues, customers, seats } = objections.names
  const refuse = (message: string): null => objections.refuse(path, message, null, 'key')
  const seat = seats.get(name)
  if (seat) return refuse(`${name} is played by a ${seat}, whose moves a scenario cannot wait for yet; take the step out, or let the script play ${name}`)
  if (agents.includes(name)) return agentViewer(name)
  if (customers.includes(name)) return customerViewer(name)
  if (queues.includes(name)) return refuse(`${name} is a queue, and a queue does nothing by itself`)
  if (phraseIn(name) && typeof value !== 'string') return refuse(`"${name}" is an expectation; it stands in the list of an "expect:"`)
  const meant = nearest(name, objections.people) ? null : nearest(name, [...keywords, ...wordsToCome.step])
  return refuse(meant ? `"${name}" is not known here; did you mean ${meant}?` : unknown(name, objections.people))
}

function readVerb(actor: Viewer, name: string, value: unknown, path: Path, objections: Objections): Verb | null {
  const own = Object.keys(isAgent(actor) ? agentVerbs : customerVerbs)
  const foreign = Object.keys(isAgent(actor) ? customerVerbs : agentVerbs)
  const [one, other] = isAgent(actor) ? ['an agent', 'a customer'] : ['a customer', 'an agent']
  const can = `${one} can ${listed(own, 'or')}`
  const refuse = (message: string): null => objections.refuse(path, message, null)
  if (typeof value !== 'string') return refuse(`${name} needs a verb; ${can}`)
  if (own.includes(value)) return value as Verb
  if (foreign.includes(value)) return refuse(`${name} is ${one}, and only ${other} can ${value}; ${can}`)
  if ((wordsToCome.verb as readonly string[]).includes(value)) return refuse(`"${value}" is not known yet; ${can}`)
  const meant = nearest(value, own)
  return refuse(meant ? `${meant} is spelt "${value}" here` : `"${value}" is no verb; ${can}`)
}

/** Keys beside the actor that are no parameters at all. */
function objectToOthers(keys: readonly string[], verb: Verb, { needs, may }: Shape, path: Path, objections: Objections): void {
  const takes = [...needs, ...may]
  for (const key of keys) {
    const at = [...path, key]
    if (objections.people.includes(key)) objections.refuse(at, `One step has one actor; "${key}" begins a step of its own with "- "`, null, 'key')
    else if (takes.length === 0) objections.refuse(at, `"${key}" is not known here; ${verb} takes nothing else`, null, 'key')
    else objections.problems.push(strangeKey(objections.source, at, takes, []))
  }
}

/** Parameters that this verb does not take, and those that it lacks. */
function objectToParameters(raw: Record<string, unknown>, name: string, verb: Verb, { needs, may }: Shape, path: Path, objections: Objections): void {
  const takes: readonly Parameter[] = [...needs, ...may]
  for (const key of parameters) {
    if (!Object.hasOwn(raw, key) || takes.includes(key)) continue
    objections.refuse([...path, key], takes.length === 0 ? `${verb} takes nothing else` : `${verb} takes no ${key}; it takes ${listed(takes)}`, null, 'key')
  }
  for (const key of needs) {
    if (!Object.hasOwn(raw, key)) objections.refuse([...path, name], `${verb} needs "${key}"`, null, 'key')
  }
}

function targetIn(target: string | { uri: string }, agents: readonly string[]): Target {
  if (typeof target !== 'string') return target
  return agents.includes(target) ? { agent: target } : { queue: target }
}

function isParameter(key: string): key is Parameter {
  return (parameters as readonly string[]).includes(key)
}
