import type { Heard, RoomClient } from '../contract/client.ts'
import { customerViewer, isAgent, nameOf } from '../contract/viewer.ts'
import { fits, fitting } from './match.ts'
import type { Memory } from './memory.ts'
import type { People } from './people.ts'
import { EndlessExpression, isLike } from './regular-expression.ts'
import type { Expectation } from './scenario.ts'
import { listed } from './spelling.ts'
import { answerText, clockText } from './wording.ts'

/** Whether an expectation holds now, seen with its viewer's eyes only. */

export interface Verdict {
  readonly held: boolean
  /** What is the case instead; null where it held. */
  readonly detail: string | null
  /** The frames to look at; empty where it held. */
  readonly heard: readonly Heard[]
}

export interface Evidence {
  readonly client: RoomClient
  readonly memory: Memory
  readonly people: People
  /** Where in the memory the last step that was not an expectation began. */
  readonly since: number
}

const framesAtMost = 10
const readiness: readonly string[] = ['Ready', 'NotReady', 'AfterCallWork', 'Logout']
const holds: Verdict = { held: true, detail: null, heard: [] }

export async function judge(expected: Expectation, evidence: Evidence): Promise<Verdict> {
  try {
    return await judged(expected, evidence)
  } catch (error) {
    if (error instanceof EndlessExpression) return broken(`${error.pattern} takes longer than a second for a text of ${error.letters} letters; write it without a repetition inside a repetition`)
    throw error
  }
}

async function judged(expected: Expectation, evidence: Evidence): Promise<Verdict> {
  const { memory, people } = evidence
  const { viewer } = expected
  const name = nameOf(viewer)
  switch (expected.phrase) {
    case 'hears':
    case 'gets error': {
      if (memory.of(viewer, evidence.since).some(({ said }) => fits(expected.pattern, said, people))) return holds
      const all = memory.of(viewer)
      const earlier = all.find(({ said }) => fits(expected.pattern, said, people))
      if (earlier) return broken(`${name} heard it at ${clockText(earlier.at)}, before the last step; it is expected anew`, all.slice(-framesAtMost))
      return broken(all.length === 0 ? `${name} has heard nothing at all` : `${name} has not heard it`, all.slice(-framesAtMost))
    }
    case 'has not heard':
    case 'never hears': {
      const found = memory.of(viewer).find(({ said }) => fits(expected.pattern, said, people))
      return found ? broken(`${name} heard it at ${clockText(found.at)}`, [found]) : holds
    }
    case 'is': {
      const state = await stateOf(expected, evidence)
      return state === expected.state ? holds : broken(state === null ? `${name} is in no chat` : `${name} is ${state}`, memory.of(viewer).slice(-framesAtMost))
    }
    case 'can':
    case 'cannot': {
      const able = (await chatOf(expected, evidence))?.capabilities ?? []
      const wrong = expected.capabilities.filter((one) => (able as readonly string[]).includes(one) !== (expected.phrase === 'can'))
      if (wrong.length === 0) return holds
      return broken(expected.phrase === 'can' ? `${name} cannot ${listed(wrong, 'or')}; it can ${listed(able, 'and', 'nothing')}` : `${name} can ${listed(wrong)}`)
    }
    case 'sees': {
      const seen = await peopleSeen(expected, evidence)
      const same = seen.length === new Set(expected.people).size && expected.people.every((one) => seen.includes(one))
      return same ? holds : broken(`${name} sees ${listed(seen)}`, memory.of(viewer).slice(-framesAtMost))
    }
    case 'is refused':
      return judgeRefusal(expected, evidence)
  }
}

/** The fields that an expectation keeps of what its viewer heard, or the first field that is not there. */
export function fieldsKept(expected: Expectation, { memory, people, since }: Evidence): { readonly kept: ReadonlyMap<string, unknown> } | { readonly lacks: string } {
  if (expected.phrase !== 'hears' && expected.phrase !== 'gets error') return { kept: new Map() }
  const { pattern, viewer, as = {} } = expected
  const said = memory.of(viewer, since).flatMap((frame) => fitting(pattern, frame.said, people) ?? [])[0]
  const fields = Object.entries(as).map(([name, field]) => ({ name, field, value: fieldIn(said, field) }))
  const lacking = fields.find(({ value }) => value === undefined)
  return lacking ? { lacks: lacking.field } : { kept: new Map(fields.map(({ name, value }) => [name, value])) }
}

/** `userData.tier` of a frame. */
function fieldIn(said: unknown, field: string): unknown {
  return field.split('.').reduce<unknown>((inside, key) => (typeof inside === 'object' && inside !== null ? (inside as Readonly<Record<string, unknown>>)[key] : undefined), said)
}

function judgeRefusal(expected: Expectation & { phrase: 'is refused' }, { memory }: Evidence): Verdict {
  const name = nameOf(expected.viewer)
  const last = memory.lastAnswer(expected.viewer)
  if (!last) return broken(`${name} has asked for nothing`)
  const { asked, answer } = last
  const { statusCode, statusMessage } = expected.refusal ?? {}
  const isRight =
    answer.statusCode !== 0 &&
    answer.statusCode !== 7 &&
    (statusCode === undefined || statusCode === answer.statusCode) &&
    (statusMessage === undefined || (statusMessage instanceof RegExp ? isLike(statusMessage, answer.statusMessage) : statusMessage === answer.statusMessage))
  return isRight ? holds : broken(`"${asked}" was ${answerText(answer)}`)
}

/** As GET shows it; a chat that is no longer listed is in the state that its viewer was last told. */
async function stateOf(expected: Expectation & { phrase: 'is' }, evidence: Evidence): Promise<string | null> {
  const { viewer, state } = expected
  if (readiness.includes(state)) return evidence.client.agentState(viewer)
  const chat = await chatOf(expected, evidence)
  const id = chatIdOf(expected, evidence)
  return chat?.state ?? (id === null ? null : evidence.memory.lastState(viewer, id))
}

/** Each once, and for an agent nobody but the others. */
async function peopleSeen(expected: Expectation, evidence: Evidence): Promise<string[]> {
  const { viewer } = expected
  const participants = (await chatOf(expected, evidence))?.participants ?? []
  const wanted = isAgent(viewer) ? participants : participants.filter(({ type }) => type === 'Agent')
  const names = wanted.map((one) => evidence.people.nameOf(one))
  return [...new Set(names)].filter((one) => !isAgent(viewer) || one !== nameOf(viewer))
}

async function chatOf(expected: Expectation, evidence: Evidence) {
  const id = chatIdOf(expected, evidence)
  if (id === null) return null
  if (!isAgent(expected.viewer)) return evidence.client.customerChat(expected.viewer, id)
  return (await evidence.client.chatsOf(expected.viewer)).find((chat) => chat.id === id) ?? null
}

function chatIdOf({ viewer, chat }: Expectation, { memory }: Evidence): string | null {
  return memory.currentChat(chat === undefined ? viewer : customerViewer(chat))
}

function broken(detail: string, heard: readonly Heard[] = []): Verdict {
  return { held: false, detail, heard }
}
