import { durationMs } from '../contract/duration.ts'
import { agentStates, customerStates, expectation, pattern, phrases } from '../contract/scenario.ts'
import type { Phrase } from '../contract/scenario.ts'
import { agentViewer, customerViewer, isAgent } from '../contract/viewer.ts'
import type { Viewer } from '../contract/viewer.ts'
import { strangeKey } from './complaints.ts'
import { unknown } from './names.ts'
import { isRecord, spaceless } from './objections.ts'
import type { Objections } from './objections.ts'
import type { Expectation, Expected } from './scenario.ts'
import type { Path } from './source.ts'
import { listed, nearest } from './spelling.ts'

/** Reads what is expected of a viewer: `- Ben hears: {...}`, the key being a name with one of the phrases. */

interface Subject {
  readonly viewer: Viewer
  readonly phrase: Phrase
}

const form = 'An expectation is written "Ben hears: { text: ... }": who, what is expected, a colon, a value'
const patternKeys = Object.keys(pattern.shape)
const besides = ['within', 'chat', 'as', 'points']
const phraseNames = Object.keys(phrases) as Phrase[]
/** The other phrases look back. */
const canWait: readonly Phrase[] = ['hears', 'is', 'can', 'cannot', 'sees', 'gets error']

const canCapture: readonly Phrase[] = ['hears', 'gets error']

export function readExpectation(raw: unknown, path: Path, objections: Objections, place: 'step' | 'always' = 'step'): Expectation | null {
  if (!isRecord(raw)) return objections.refuse(path, spaceless(raw) ?? form, null)
  const before = objections.problems.length
  const [key, ...others] = Object.keys(raw).filter((one) => !besides.includes(one))
  for (const other of others) objectTo(other, path, objections)
  if (key === undefined) return objections.refuse(path, form, null)
  const parsed = expectation.safeParse(raw)
  if (!parsed.success) objections.complain(parsed.error.issues, path)
  const at = [...path, key]
  const subject = readSubject(key, at, objections)
  const expected = subject && readExpected(subject, raw[key], at, objections)
  if (!subject || !expected || !parsed.success) return null
  const { within, chat, as, points } = parsed.data
  if (points !== undefined && (place !== 'always' || objections.kind !== 'exercise')) {
    objections.refuse([...path, 'points'], '"points" goes with a goal, and with what an exercise always expects', null, 'key')
  }
  if (as !== undefined && !canCapture.includes(subject.phrase)) objections.refuse([...path, 'as'], `"as" goes with ${listed(canCapture, 'or')}`, null, 'key')
  objections.mustBeCaptured(raw[key], at)
  objections.captured.push(...Object.keys(as ?? {}))
  if (within !== undefined && !canWait.includes(subject.phrase)) {
    objections.refuse([...path, 'within'], `"within" does not go with "${subject.phrase}", which looks back; let time pass with a "wait" step`, null, 'key')
  }
  if (chat !== undefined) objections.mustBe(chat, objections.names.customers, [...path, 'chat'])
  if (objections.problems.length > before) return null
  return {
    ...expected,
    line: objections.source.lineOf(at),
    viewer: subject.viewer,
    withinMs: within === undefined ? 0 : (durationMs(within) ?? 0),
    ...(chat === undefined ? {} : { chat }),
    ...(as === undefined ? {} : { as }),
    ...(points === undefined ? {} : { points })
  }
}

/** The phrase that a key ends with: of `Ben has not heard`, the last three words. */
export function phraseIn(key: string): Phrase | null {
  return phraseNames.filter((phrase) => key.endsWith(` ${phrase}`)).sort((one, other) => other.length - one.length)[0] ?? null
}

function readSubject(key: string, path: Path, objections: Objections): Subject | null {
  const { people, names } = objections
  const refuse = (message: string): null => objections.refuse(path, message, null, 'key')
  const name = [...people].sort((one, other) => other.length - one.length).find((one) => key.startsWith(`${one} `))
  if (name === undefined) {
    const phrase = phraseIn(key)
    if (phrase === null) return refuse(form)
    const stranger = key.slice(0, -phrase.length - 1)
    return refuse(names.queues.includes(stranger) ? `${stranger} is a queue, and a queue is told nothing` : unknown(stranger, people))
  }
  const phrase = key.slice(name.length + 1)
  if (isPhrase(phrase)) return { viewer: names.agents.includes(name) ? agentViewer(name) : customerViewer(name), phrase }
  const meant = nearest(phrase, phraseNames)
  return refuse(`"${phrase}" is not known here; ${meant ? `did you mean "${meant}"?` : `known are ${listed(phraseNames)}`}`)
}

function readExpected({ viewer, phrase }: Subject, value: unknown, path: Path, objections: Objections): Expected | null {
  switch (phrase) {
    case 'hears':
    case 'has not heard':
    case 'never hears': {
      if (value === null) return objections.refuse(path, `"${phrase}" needs what to hear, such as { text: "Hello" }`, null, 'key')
      namePeople(value, path, objections)
      const parsed = phrases[phrase].safeParse(value)
      return parsed.success ? { phrase, pattern: parsed.data } : objections.complain(parsed.error.issues, path, patternKeys)
    }
    case 'gets error': {
      if (!isAgent(viewer)) return objections.refuse(path, 'Only an agent gets errors', null, 'key')
      const parsed = phrases[phrase].safeParse(value)
      if (!parsed.success) return objections.complain(parsed.error.issues, path, patternKeys)
      return { phrase, pattern: { ...parsed.data, notificationType: 'Error' } }
    }
    case 'is': {
      const parsed = phrases[phrase].safeParse(value)
      if (!parsed.success) return objections.complain(parsed.error.issues, path)
      const states: readonly string[] = isAgent(viewer) ? agentStates : customerStates
      if (states.includes(parsed.data)) return { phrase, state: parsed.data }
      return objections.refuse(path, `${isAgent(viewer) ? 'An agent' : 'A customer'} is ${listed(states, 'or')}, never ${parsed.data}`, null)
    }
    case 'can':
    case 'cannot': {
      const parsed = phrases[phrase].safeParse(value)
      return parsed.success ? { phrase, capabilities: parsed.data } : objections.complain(parsed.error.issues, path)
    }
    case 'sees': {
      const parsed = phrases[phrase].safeParse(value)
      if (!parsed.success) return objections.complain(parsed.error.issues, path)
      const visible = isAgent(viewer) ? objections.people : objections.names.agents
      parsed.data.forEach((name, place) => objections.mustBe(name, visible, [...path, place]))
      return { phrase, people: parsed.data }
    }
    case 'is refused': {
      const parsed = phrases[phrase].safeParse(value)
      return parsed.success ? { phrase, refusal: parsed.data } : objections.complain(parsed.error.issues, path, ['statusCode', 'statusMessage'])
    }
  }
}

/** A pattern may name people by their names or by their nicknames. */
function namePeople(raw: unknown, path: Path, objections: Objections): void {
  if (!isRecord(raw)) return
  const known = [...objections.people, ...objections.names.nicknames]
  const { from, participants } = raw
  if (typeof from === 'string' && !from.startsWith('$')) objections.mustBe(from, known, [...path, 'from'])
  if (!Array.isArray(participants)) return
  participants.forEach((one: unknown, place) => {
    if (typeof one === 'string' && !one.startsWith('$')) objections.mustBe(one, known, [...path, 'participants', place])
  })
}

function objectTo(key: string, path: Path, objections: Objections): void {
  const at = [...path, key]
  if (phraseIn(key)) objections.refuse(at, `One line holds one expectation; "${key}" begins a line of its own with "- "`, null, 'key')
  else objections.problems.push(strangeKey(objections.source, at, besides))
}

function isPhrase(said: string): said is Phrase {
  return Object.hasOwn(phrases, said)
}
