import { act, agentVerbs, commonKeys, customerVerbs, parameters, verbsOnAgents } from '../contract/verbs.ts'
import type { ActParameters, AgentVerb, CustomerVerb, Parameter, VerbShape } from '../contract/verbs.ts'
import { agentViewer, customerViewer, isAgent } from '../contract/viewer.ts'
import type { Viewer } from '../contract/viewer.ts'
import { strangeKey } from './complaints.ts'
import { phraseIn } from './expectation-reader.ts'
import { unknown } from './names.ts'
import type { Objections } from './objections.ts'
import { likeable } from './scenario.ts'
import type { Act, Likeness, Target } from './scenario.ts'
import type { Path } from './source.ts'
import { listed, nearest } from './spelling.ts'

/** Reads what one person does: the key is a name, its value a verb, beside them the parameters of the verb. */

type Verb = AgentVerb | CustomerVerb

/** The words that begin a step which is nobody's. */
export const keywords = ['wait', 'together', 'expect', 'caption', 'cue', 'goal', 'include', 'network', 'hold', 'release'] as const
export const stepForm = 'A step is written "Anna: accept": who, a colon, a space, what'

export function readAct(raw: Record<string, unknown>, path: Path, objections: Objections): Act | null {
  const before = objections.problems.length
  const { agents, queues, customers } = objections.names
  const awaited = Object.keys(raw).find((key) => objections.names.seats.has(key))
  const { plain, like } = awaited === undefined ? { plain: raw, like: {} } : withoutLikeness(raw)
  const parsed = act.safeParse(plain)
  if (!parsed.success) objections.complain(parsed.error.issues, path)
  const [name, ...others] = Object.keys(raw).filter((key) => !isParameter(key) && !commonKeys.includes(key))
  if (name === undefined) return objections.refuse(path, `Nobody does this. ${stepForm}`, null)
  const actor = readActor(name, raw[name], [...path, name], objections)
  const verb = actor && readVerb(actor, name, raw[name], [...path, name], objections)
  if (!actor || !verb) return null
  const shape: VerbShape = isAgent(actor) ? agentVerbs[verb as AgentVerb] : customerVerbs[verb as CustomerVerb]
  objectToOthers(others, verb, shape, path, objections)
  // Of a seat's step that is waited for, what is left out may be anything.
  objectToParameters(raw, name, verb, awaited === undefined ? shape : { needs: [], may: [...shape.needs, ...shape.may] }, path, objections)
  // Names are checked in the raw step, so that another mistake beside them hides nothing.
  if (typeof raw['queue'] === 'string') objections.mustBe(raw['queue'], queues, [...path, 'queue'])
  if (typeof raw['chat'] === 'string') objections.mustBe(raw['chat'], customers, [...path, 'chat'])
  if (typeof raw['target'] === 'string') objections.mustBe(raw['target'], verbsOnAgents.includes(verb) ? agents : [...agents, ...queues], [...path, 'target'])
  const inexact = inexactIn(raw['operation'], [...path, 'operation'])
  if (inexact) objections.refuse(inexact, 'A request is JSON; put this into quotes', null)
  objections.mustBeCaptured(raw['operation'], [...path, 'operation'])
  // Even a step that cannot be read keeps its name, so that its reuse is no second mistake.
  const { as } = parsed.data ?? {}
  if (typeof raw['as'] === 'string') objections.captured.push(raw['as'])
  if (!parsed.success || objections.problems.length > before) return null
  const { target, ...given } = givenIn(parsed.data)
  return {
    kind: 'act',
    line: objections.source.lineOf(path),
    actor,
    verb,
    ...given,
    ...(target === undefined ? {} : { target: targetIn(target, agents) }),
    ...(as === undefined ? {} : { as }),
    ...(Object.keys(like).length === 0 ? {} : { like })
  }
}

/** A step with its regular expressions set apart. */
function withoutLikeness(raw: Record<string, unknown>): { readonly plain: Record<string, unknown>; readonly like: Likeness } {
  const isLike = ([key, value]: [string, unknown]): boolean => value instanceof RegExp && (likeable as readonly string[]).includes(key)
  const entries = Object.entries(raw)
  return { plain: Object.fromEntries(entries.filter((entry) => !isLike(entry))), like: Object.fromEntries(entries.filter(isLike)) }
}

function givenIn(read: Readonly<Record<string, unknown>>): ActParameters {
  return Object.fromEntries(Object.entries(read).filter(([key, value]) => isParameter(key) && value !== undefined))
}

/** What YAML has and JSON has not: a regular expression, an infinite number. */
function inexactIn(value: unknown, path: Path): Path | null {
  if (value instanceof RegExp || (typeof value === 'number' && !Number.isFinite(value))) return path
  if (typeof value !== 'object' || value === null) return null
  for (const [key, inside] of Object.entries(value)) {
    const found = inexactIn(inside, [...path, key])
    if (found) return found
  }
  return null
}

function readActor(name: string, value: unknown, path: Path, objections: Objections): Viewer | null {
  const { agents, queues, customers, seats } = objections.names
  const refuse = (message: string): null => objections.refuse(path, message, null, 'key')
  const seat = seats.get(name)
  if (seat && !objections.names.canWaitForSeats) return refuse(`${name} is played by a ${seat}, and only "aside run FILE --serve" waits for what a ${seat} does; to let the script play ${name}: --seat ${/\s/.test(name) ? `"${name}=script"` : `${name}=script`}`)
  if (agents.includes(name)) return agentViewer(name)
  if (customers.includes(name)) return customerViewer(name)
  if (name.startsWith('$')) return refuse(`Nothing is given for ${name}; a part is given it by "with:" beside its include, a scenario by a column of its rows`)
  if (queues.includes(name)) return refuse(`${name} is a queue, and a queue does nothing by itself`)
  if (phraseIn(name) && typeof value !== 'string') return refuse(`"${name}" is an expectation; it stands in the list of an "expect:"`)
  const meant = nearest(name, objections.people) ? null : nearest(name, keywords)
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
  const meant = nearest(value, own)
  return refuse(meant ? `${meant} is spelt "${value}" here` : `"${value}" is no verb; ${can}`)
}

/** Keys beside the actor that are no parameters at all. */
function objectToOthers(keys: readonly string[], verb: Verb, { needs, may }: VerbShape, path: Path, objections: Objections): void {
  const takes = [...needs, ...may]
  for (const key of keys) {
    const at = [...path, key]
    if (objections.people.includes(key)) objections.refuse(at, `One step has one actor; "${key}" begins a step of its own with "- "`, null, 'key')
    else if (takes.length === 0) objections.refuse(at, `"${key}" is not known here; ${verb} takes nothing else`, null, 'key')
    else objections.problems.push(strangeKey(objections.source, at, takes))
  }
}

/** Parameters that this verb does not take, and those that it lacks. */
function objectToParameters(raw: Record<string, unknown>, name: string, verb: Verb, { needs, may }: VerbShape, path: Path, objections: Objections): void {
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
