import { phrases } from '../contract/scenario.ts'
import { parameters } from '../contract/verbs.ts'
import { at } from './complaints.ts'
import type { Path, Problem, Source } from './source.ts'
import { listed, nearest } from './spelling.ts'

/** The names of a cast, as far as they can be read; the rest of the cast may be wrong. */
export interface Names {
  readonly agents: readonly string[]
  readonly queues: readonly string[]
  readonly customers: readonly string[]
  /** What customers and colleagues see instead of a name. */
  readonly nicknames: readonly string[]
  /** Those whom somebody else plays. */
  readonly seats: ReadonlyMap<string, 'person' | 'client'>
  /** Whether steps of theirs can be waited for. */
  readonly canWaitForSeats: boolean
}

const keywords = ['wait', 'together', 'expect', 'caption', 'cue', 'goal', 'hint', 'points', 'include', 'with', 'within', 'as', 'network', 'hold', 'release', 'of', 'by', 'for', 'until', 'catchUp', ...parameters]

export function namesIn(file: unknown): Names {
  const of = (kind: string) => Object.keys(recordAt(file, ['cast', kind]))
  const people = ['agents', 'customers'].flatMap((kind) => of(kind).map((name) => ({ name, said: recordAt(file, ['cast', kind, name]) })))
  const seats = people.flatMap(({ name, said }): [string, 'person' | 'client'][] => {
    const seat = said['played by']
    return seat === 'person' || seat === 'client' ? [[name, seat]] : []
  })
  const nicknames = people.flatMap(({ said }) => (typeof said['nickname'] === 'string' ? [said['nickname']] : []))
  return { agents: of('agents'), queues: of('queues'), customers: of('customers'), nicknames, seats: new Map(seats), canWaitForSeats: false }
}

/** What the names of a cast must keep: each is one somebody, and none is a word of the language. */
export function castProblems(source: Source, names: Names): Problem[] {
  const { agents, queues, customers } = names
  const places = [
    ...agents.map((name): Path => ['cast', 'agents', name]),
    ...queues.map((name): Path => ['cast', 'queues', name]),
    ...customers.map((name): Path => ['cast', 'customers', name])
  ]
  const words = places.filter((path) => keywords.includes(nameAt(path)) || Object.hasOwn(phrases, nameAt(path)))
  const twice = places.filter((path, place) => places.findIndex((other) => nameAt(other) === nameAt(path)) < place)
  const members = queues.flatMap((queue) => {
    const listedMembers = at(source.value, ['cast', 'queues', queue, 'members'])
    if (!Array.isArray(listedMembers)) return []
    return listedMembers.flatMap((member: unknown, place) =>
      typeof member === 'string' && !agents.includes(member) ? [source.problem(['cast', 'queues', queue, 'members', place], misplaced(member, agents, names))] : []
    )
  })
  const overflows = queues.flatMap((queue) => {
    const path = ['cast', 'queues', queue, 'overflow', 'to']
    const to = at(source.value, path)
    if (typeof to !== 'string') return []
    if (!queues.includes(to)) return [source.problem(path, misplaced(to, queues, names))]
    return to === queue ? [source.problem(path, `${queue} cannot overflow into itself`)] : []
  })
  const faults = at(source.value, ['settings', 'faults'])
  const ofNobody = (Array.isArray(faults) ? faults : []).flatMap((_fault: unknown, place) => {
    const path = ['settings', 'faults', place, 'of']
    const of = at(source.value, path)
    return typeof of === 'string' && !agents.includes(of) ? [source.problem(path, misplaced(of, agents, names))] : []
  })
  return [
    ...words.map((path) => source.problem(path, `"${nameAt(path)}" is a word of this language; choose another name`, 'key')),
    ...twice.map((path) => source.problem(path, `"${nameAt(path)}" is in the cast already; give each agent, queue and customer a name of its own`, 'key')),
    ...members,
    ...overflows,
    ...ofNobody
  ]
}

/** `Ben is spelt "Bne" here; the cast has Anna, Ben, Clara` */
export function unknown(name: string, known: readonly string[]): string {
  const meant = nearest(name, known)
  const has = `the cast has ${known.join(', ') || 'nobody'}`
  return meant ? `${meant} is spelt "${name}" here; ${has}` : `"${name}" is not in the cast; ${has}`
}

/** Why a name cannot stand where these others can: unknown, or somebody of another kind. */
export function misplaced(name: string, known: readonly string[], { agents, queues, customers }: Names): string {
  const kind = agents.includes(name) ? 'an agent' : queues.includes(name) ? 'a queue' : customers.includes(name) ? 'a customer' : null
  return kind ? `${name} is ${kind}; here it takes ${listed(known, 'or')}` : unknown(name, known)
}

function nameAt(path: Path): string {
  return String(path.at(-1))
}

function recordAt(value: unknown, path: Path): Record<string, unknown> {
  const found = at(value, path)
  return typeof found === 'object' && found !== null && !Array.isArray(found) ? (found as Record<string, unknown>) : {}
}
