import { bugs } from '../../contract/bugs.ts'
import { agentCast, customerCast, queueCast, settings } from '../../contract/cast.ts'
import type { Completion, TypingHelp } from '../../contract/editing.ts'
import { agentStates, customerStates, expectation, goal, hold, include, network, pattern, phrases, release, scenarioHead } from '../../contract/scenario.ts'
import { act, agentVerbs, customerVerbs, verbsOnAgents } from '../../contract/verbs.ts'
import type { VerbShape } from '../../contract/verbs.ts'
import { keywords } from '../act-reader.ts'
import { phraseIn } from '../expectation-reader.ts'
import { scalarText } from '../print-yaml.ts'
import { castIn } from './cast-lines.ts'
import type { CastNames } from './cast-lines.ts'
import { choicesOf, schemaOf } from './language-forms.ts'
import type { SchemaNode } from './language-forms.ts'
import { typingPlace } from './typing-place.ts'
import type { TypingPlace } from './typing-place.ts'
import { verbNotes } from './verb-notes.ts'

/** What could be typed at a place, and what the word there means: from the model that the checker reads by. */

const nodes = {
  head: schemaOf(scenarioHead.omit({ cast: true, with: true })),
  agents: schemaOf(agentCast.unwrap()),
  queues: schemaOf(queueCast.unwrap()),
  customers: schemaOf(customerCast.unwrap()),
  settings: schemaOf(settings),
  pattern: schemaOf(pattern.omit({ text: true, from: true, url: true, noticeText: true, errorMessage: true, participants: true })),
  act: schemaOf(act),
  expectation: schemaOf(expectation),
  goal: schemaOf(goal),
  hold: schemaOf(hold.omit({ until: true })),
  release: schemaOf(release),
  network: schemaOf(network),
  include: schemaOf(include)
} as const

const headNotes: Readonly<Record<string, string>> = {
  scenario: 'The title',
  exercise: 'The title of an exercise: goals instead of all of the steps of a seat',
  about: 'What it shows, in a sentence or two',
  cast: 'Who takes part: agents, queues, customers',
  steps: 'What happens, one after the other',
  always: 'What never happens in the whole run',
  with: 'Rows, or a CSV file with rows: the scenario is played once a row, with $column replaced'
}
const stepNotes: Readonly<Record<(typeof keywords)[number], string>> = {
  wait: 'Lets time pass',
  together: 'A race: what people do at the same moment',
  expect: 'What somebody was told, can do or sees by now',
  caption: 'What the audience reads',
  cue: "Waits for the presenter's key",
  goal: 'What somebody should do in an exercise',
  include: 'The steps of a part: another file',
  network: "Breaks or mends somebody's line",
  hold: "Somebody's requests do not arrive until they are released",
  release: 'Lets what was held arrive'
}
const patternNotes = ['text', 'from', 'url', 'noticeText', 'errorMessage', 'participants']

export function typingHelp(text: string, line: number, column: number): TypingHelp {
  const lines = text.split(/\r\n|\r|\n/)
  const place = typingPlace(lines, line, column)
  const cast = castIn(lines)
  return { fromColumn: place.fromColumn, completions: completionsAt(place, cast), hover: hoverAt(lines[line - 1] ?? '', column, typingPlace(lines, line, column), cast) }
}

function completionsAt(place: TypingPlace, cast: CastNames): Completion[] {
  const { above, isKey, key, beside } = place
  const [top, kind, , habit] = above
  if (above.length === 0) return isKey ? keysOf(nodes.head, beside, { ...headNotes }) : valuesOf(nodes.head.properties?.[key], key, cast)
  if (top === 'cast') {
    if (above.length === 1) return isKey ? named(['agents', 'queues', 'customers'].filter((one) => !beside.has(one)), 'key', ':') : []
    const node = kind === 'agents' ? nodes.agents : kind === 'queues' ? nodes.queues : nodes.customers
    if (above.length === 2) return []
    if (above.length === 3 && isKey) return keysOf(node, beside)
    if (habit?.startsWith('when ') === true && isKey) return named(habit === 'when invited' ? ['accept', 'reject'] : habit === 'when asked' ? ['tellAgents', 'say', 'after'] : ['say', 'leave', 'after'], 'key', ':')
    return valuesOf(node.properties?.[habit ?? key], key, cast)
  }
  if (top === 'settings') return isKey && above.length === 1 ? keysOf(nodes.settings, beside) : valuesOf(nodes.settings.properties?.[kind ?? key], key, cast)
  if (top === 'bugs') return Object.entries(bugs).map(([label, info]) => ({ label, kind: 'value', info }))
  if (top === 'steps' || top === 'always') return inSteps(place, cast)
  return []
}

function inSteps(place: TypingPlace, cast: CastNames): Completion[] {
  const { above, isKey, key, beside, beginsItem } = place
  const inner = above.findLast((one) => one !== '-') ?? ''
  const phrase = phraseIn(inner)
  if (phrase !== null) return inPattern(place, phrase, cast)
  if (inner === 'until') return isKey ? expectationStarts(cast) : phraseValues(key, cast)
  if (inner === 'as') return []
  const isExpectation = inner === 'expect' || (above[0] === 'always' && inner === 'always')
  if (isExpectation) {
    if (isKey) return beginsItem && beside.size === 0 ? expectationStarts(cast) : keysOf(nodes.expectation, beside)
    return phraseValues(key, cast) ?? []
  }
  const step = [...beside, ...(isKey ? [] : [[key, ''] as const])]
  const keyword = step.map(([one]) => keywords.find((word) => word === one)).find((one) => one !== undefined)
  if (isKey) {
    if (beginsItem && beside.size === 0) return stepStarts(cast, inner === 'together')
    if (keyword !== undefined) return keysOf(keywordNode(keyword), beside)
    return parametersOf(step, beside, cast)
  }
  if ([...cast.agents].includes(key)) return verbsOf(agentVerbs)
  if ([...cast.customers].includes(key)) return verbsOf(customerVerbs)
  if (keyword !== undefined) return keywordValues(keyword, key, cast)
  return parameterValues(key, step, cast)
}

function stepStarts({ agents, customers }: CastNames, isRace: boolean): Completion[] {
  const people: Completion[] = [...agents, ...customers].map((name) => ({ label: name, put: `${scalarText(name)}: `, kind: 'person', detail: agents.includes(name) ? 'agent' : 'customer' }))
  return isRace ? people : [...people, ...keywords.map((word): Completion => ({ label: word, put: word === 'together' || word === 'expect' ? `${word}:` : `${word}: `, kind: 'step', info: stepNotes[word] }))]
}

function expectationStarts({ agents, customers }: CastNames): Completion[] {
  return [...agents, ...customers].flatMap((name) => Object.keys(phrases).map((phrase): Completion => ({ label: `${name} ${phrase}`, put: `${scalarText(`${name} ${phrase}`)}: `, kind: 'person' })))
}

function phraseValues(key: string, { agents, customers }: CastNames): Completion[] {
  switch (phraseIn(key)) {
    case 'is':
      return named([...new Set([...agentStates, ...customerStates])], 'value')
    case 'can':
    case 'cannot':
      return named(phrases.can.element.options, 'value')
    case 'sees':
      return named([...agents, ...customers], 'person')
    case 'hears':
    case 'has not heard':
    case 'never hears':
      return [{ label: '{ text: "" }', kind: 'value', info: 'Part of what is heard; whatever is not named may be as it likes' }]
    default:
      return []
  }
}

function inPattern({ isKey, key, beside, inFlow }: TypingPlace, phrase: string, cast: CastNames): Completion[] {
  if (inFlow === '[' && (phrase === 'can' || phrase === 'cannot' || phrase === 'sees')) return phraseValues(`x ${phrase}`, cast)
  if (isKey) return [...named(patternNotes.filter((one) => !beside.has(one)), 'key', ': '), ...keysOf(nodes.pattern, beside)]
  if (key === 'from' || key === 'participants') return named([...cast.agents, ...cast.customers], 'person')
  if (key === 'queue') return named(cast.queues, 'queue')
  return valuesOf(nodes.pattern.properties?.[key], key, cast)
}

function keywordNode(keyword: (typeof keywords)[number]): SchemaNode {
  if (keyword === 'network' || keyword === 'hold' || keyword === 'release' || keyword === 'goal' || keyword === 'include') return nodes[keyword]
  return keyword === 'caption' || keyword === 'cue' ? { properties: { id: nodes.act.properties?.['id'] ?? {} } } : {}
}

function keywordValues(keyword: (typeof keywords)[number], key: string, { agents, customers }: CastNames): Completion[] {
  const people = [...agents, ...customers]
  if (key === 'of' || key === 'hold' || key === 'release') return named(people, 'person')
  if (key === 'goal') return people.map((name) => ({ label: name, put: `${name} `, kind: 'person' }))
  if (key === 'wait') return named(['1s', '5s', '30s', '1m', 'natural'], 'value')
  const node = keywordNode(keyword).properties?.[key]
  return node ? named(choicesOf(node), 'value') : []
}

function shapeIn(step: readonly (readonly [string, string])[], { agents, customers }: CastNames): VerbShape | null {
  for (const [key, value] of step) {
    const verbs: Readonly<Record<string, VerbShape>> | null = agents.includes(key) ? agentVerbs : customers.includes(key) ? customerVerbs : null
    const shape = verbs?.[value.replace(/\s+#.*$/, '')]
    if (shape) return shape
  }
  return null
}

function parametersOf(step: readonly (readonly [string, string])[], beside: ReadonlyMap<string, string>, cast: CastNames): Completion[] {
  const shape = shapeIn(step, cast)
  const { properties = {} } = nodes.act
  const keys = shape ? [...shape.needs, ...shape.may, 'as', 'id'] : Object.keys(properties)
  return keys
    .filter((key) => !beside.has(key))
    .map((key) => ({ label: key, put: `${key}: `, kind: 'key', ...infoOf(properties[key]), ...(shape?.needs.some((one) => one === key) ? { detail: 'needed' } : {}) }))
}

function parameterValues(key: string, step: readonly (readonly [string, string])[], cast: CastNames): Completion[] {
  if (key === 'queue') return named(cast.queues, 'queue')
  if (key === 'chat') return named(cast.customers, 'person')
  if (key === 'target') {
    const verb = step.map(([, value]) => value).find((value) => (verbsOnAgents as readonly string[]).includes(value))
    return [...named(cast.agents, 'person'), ...(verb === undefined ? named(cast.queues, 'queue') : [])]
  }
  return valuesOf(nodes.act.properties?.[key], key, cast)
}

function verbsOf(verbs: Readonly<Record<string, VerbShape>>): Completion[] {
  return Object.entries(verbs).map(([label, { needs }]) => ({ label, kind: 'verb', info: verbNotes[label] ?? '', ...(needs.length > 0 ? { detail: `needs ${needs.join(', ')}` } : {}) }))
}

function keysOf({ properties = {} }: SchemaNode, beside: ReadonlyMap<string, string>, notes: Readonly<Record<string, string>> = {}): Completion[] {
  const keys = [...new Set([...Object.keys(properties), ...Object.keys(notes)])]
  return keys.filter((key) => !beside.has(key)).map((key) => ({ label: key, put: properties[key]?.type === 'object' || notesBlock.includes(key) ? `${key}:` : `${key}: `, kind: 'key', ...(notes[key] === undefined ? infoOf(properties[key]) : { info: notes[key] }) }))
}

const notesBlock: readonly string[] = ['cast', 'steps', 'always', 'settings', 'bugs']

function valuesOf(node: SchemaNode | undefined, key: string, cast: CastNames): Completion[] {
  if (key === 'members' || key === 'of') return named(cast.agents, 'person')
  if (key === 'to') return named(cast.queues, 'queue')
  return node ? named(choicesOf(node), 'value') : []
}

function named(labels: readonly string[], kind: Completion['kind'], behind = ''): Completion[] {
  return labels.map((label) => ({ label, kind, ...(behind === '' ? {} : { put: `${label}${behind}` }) }))
}

function infoOf(node: SchemaNode | undefined): { info?: string } {
  return node?.description === undefined ? {} : { info: node.description }
}

function hoverAt(line: string, column: number, place: TypingPlace, cast: CastNames): TypingHelp['hover'] {
  const isWord = /[\p{L}\p{N}_-]/u
  let [from, to] = [column - 1, column - 1]
  while (from > 0 && isWord.test(line[from - 1] ?? '')) from -= 1
  while (to < line.length && isWord.test(line[to] ?? '')) to += 1
  const word = line.slice(from, to)
  const text = word === '' ? null : meaningOf(word, place, cast)
  return text === null ? null : { fromColumn: from + 1, toColumn: to + 1, title: word, text }
}

function meaningOf(word: string, { above, beside, key }: TypingPlace, cast: CastNames): string | null {
  const [top] = above
  if (cast.agents.includes(word)) return `An agent${cast.memberOf(word).length > 0 ? ` in ${cast.memberOf(word).join(', ')}` : ''}`
  if (cast.customers.includes(word)) return 'A customer'
  if (cast.queues.includes(word)) return `A queue${cast.membersOf(word).length > 0 ? ` of ${cast.membersOf(word).join(', ')}` : ''}`
  if (above.length === 0) return headNotes[word] ?? nodes.head.properties?.[word]?.description ?? null
  if (top === 'settings') return nodes.settings.properties?.[word]?.description ?? null
  if (top === 'bugs') return (bugs as Readonly<Record<string, string>>)[[word, key].find((one) => Object.hasOwn(bugs, one)) ?? ''] ?? null
  if (top === 'cast') {
    const node = above[1] === 'agents' ? nodes.agents : above[1] === 'queues' ? nodes.queues : nodes.customers
    return node.properties?.[word]?.description ?? null
  }
  const keyword = keywords.find((one) => one === word)
  if (keyword !== undefined) return stepNotes[keyword]
  if (Object.hasOwn(verbNotes, word)) {
    const shape = { ...customerVerbs, ...agentVerbs }[word as keyof typeof agentVerbs] as VerbShape
    return [verbNotes[word] ?? '', shape.needs.length > 0 ? `needs ${shape.needs.join(', ')}` : '', shape.may.length > 0 ? `may have ${shape.may.join(', ')}` : ''].filter(Boolean).join('; ')
  }
  const step = [...beside.keys()].map((one) => keywords.find((other) => other === one)).find((one) => one !== undefined)
  return (step === undefined ? undefined : keywordNode(step).properties?.[word]?.description) ?? nodes.act.properties?.[word]?.description ?? nodes.pattern.properties?.[word]?.description ?? nodes.expectation.properties?.[word]?.description ?? null
}
