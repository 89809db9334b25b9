import { isAgent, nameOf } from '../contract/viewer.ts'
import type { Viewer } from '../contract/viewer.ts'
import { listed } from './spelling.ts'
import { frameWord, operationName } from './record-words.ts'
import type { AskedEntry, RunRecord, ToldEntry } from './run-record.ts'
import { isItem } from './story.ts'
import type { Chapter, Item, Outcome } from './story.ts'

/** The story as rows from the top down: who did what, who was told of it, and who was not. */

/** A lane's key: a viewer, or `queue:Support`. */
export type LaneKey = string

export interface Row {
  readonly kind: 'act' | 'told' | 'judged' | 'other'
  readonly at: number
  readonly text: string
  /** Null for what came by itself. */
  readonly from: LaneKey | null
  /** The queue that it went through. */
  readonly via: LaneKey | null
  readonly to: readonly LaneKey[]
  /** What stands at a lane, in a word. */
  readonly words: ReadonlyMap<LaneKey, string>
  /** Agents heard of it and the customer did not. */
  readonly isPrivate: boolean
  readonly hiddenFrom: LaneKey | null
  readonly outcome: Outcome | null
}

export const queueLane = (name: string): LaneKey => `queue:${name}`

const plainRow = { from: null, via: null, to: [], words: new Map<LaneKey, string>(), isPrivate: false, hiddenFrom: null, outcome: null } as const

export function rowsOf(chapters: readonly Chapter[], cast: RunRecord['cast']): Row[] {
  const customers = new Customers()
  return chapters.flatMap((chapter) => {
    const rows = chapterRows(chapter, cast, customers)
    for (const frame of chapter.frames) customers.hear(frame)
    return rows
  })
}

function chapterRows(chapter: Chapter, cast: RunRecord['cast'], customers: Customers): Row[] {
  const { step, requests, events } = chapter
  for (const request of requests) customers.learn(request)
  const [first] = requests
  if (first && step === null && requests.every(({ operation }) => operationName(operation) === 'ChannelOpened')) return [signIn(requests)]
  const consequences = first ? chapter.frames.filter(({ at }) => at === requests.at(-1)?.at) : []
  const rows: Row[] = []
  let hasAct = false
  for (const [place, event] of events.entries()) {
    if (isItem(event) && event !== step) rows.push(judgedRow(event))
    else if (isItem(event) || event.kind === 'asked') {
      if (!hasAct) rows.push(actRow(chapter, consequences, cast, customers))
      hasAct = true
    } else if (!consequences.includes(event)) {
      const before = events[place - 1]
      const isSameMoment = before !== undefined && !isItem(before) && before.kind === 'told' && before.at === event.at && !consequences.includes(before)
      rows.push(toldRow(event, isSameMoment ? (rows.pop() ?? null) : null))
    }
  }
  return rows
}

function actRow({ step, requests }: Chapter, frames: readonly ToldEntry[], cast: RunRecord['cast'], customers: Customers): Row {
  const [first] = requests
  const actor = step?.viewer ?? first?.viewer ?? null
  const told = [...new Set(frames.map(({ viewer }) => viewer))].filter((viewer) => viewer !== actor)
  const isPrivate = actor !== null && isAgent(actor) && told.length > 0 && told.every(isAgent)
  const queue = requests.map(({ operation }) => queueIn(operation, cast)).find((name) => name !== null) ?? null
  const who = actor === null ? 'Somebody' : nameOf(actor)
  return {
    kind: 'act',
    at: step?.at ?? first?.at ?? 0,
    text: step ? `${step.text}${step.byHabit ? ' (by habit)' : ''}` : `${who}: ${requests.map(({ operation }) => operationName(operation)).join(', ')}`,
    from: actor,
    via: queue === null ? null : queueLane(queue),
    to: told,
    words: new Map(),
    isPrivate,
    hiddenFrom: isPrivate ? customers.of(requests) : null,
    outcome: step?.outcome ?? null
  }
}

function signIn(requests: readonly AskedEntry[]): Row {
  const viewers = requests.flatMap(({ viewer }) => viewer ?? [])
  const text = `${listed(viewers.map(nameOf))} ${viewers.length === 1 ? 'signs' : 'sign'} in`
  return { ...plainRow, kind: 'told', at: requests[0]?.at ?? 0, text, to: viewers }
}

/** What nobody asked for: somebody did not answer in time, a queue offered a chat. */
function toldRow({ at, viewer, said }: ToldEntry, before: Row | null): Row {
  const earlier = before?.words.get(viewer)
  const word = earlier === undefined ? frameWord(said) : `${earlier}, ${frameWord(said)}`
  const words = new Map([...(before?.words ?? []), [viewer as LaneKey, word]])
  const text = [...words].map(([lane, word]) => `${nameOf(lane as Viewer)} is told: ${word}`).join('; ')
  return { ...plainRow, kind: 'told', at, text, to: [...words.keys()], words }
}

function judgedRow({ kind, at, text, viewer, outcome }: Item): Row {
  if (kind !== 'expected') return { ...plainRow, kind: 'other', at, text, from: viewer, outcome }
  return { ...plainRow, kind: 'judged', at, text, from: viewer, outcome }
}

/** The queue that a request names, by its name or its address. */
function queueIn(operation: unknown, { queues }: RunRecord['cast']): string | null {
  if (typeof operation !== 'object' || operation === null) return null
  const { endpoint, queueName, targetUri, targetPath } = operation as Record<string, unknown>
  const isMeant = (name: string, uri: string): boolean =>
    name === endpoint || name === queueName || uri === targetUri || (typeof targetPath === 'string' && uri.endsWith(targetPath))
  return Object.entries(queues).find(([name, { uri }]) => isMeant(name, uri))?.[0] ?? null
}

/** Whose chat it is, as long as its customer is in it. */
class Customers {
  readonly #of = new Map<string, Viewer>()

  learn({ viewer, operation, answer }: AskedEntry): void {
    if (operationName(operation) === 'RequestChat' && viewer !== null && answer.chat !== undefined) this.#of.set(answer.chat, viewer)
  }

  hear({ viewer, said }: ToldEntry): void {
    if (!isAgent(viewer) && 'chat' in said && said.chat.state === 'Completed') this.#of.delete(said.chat.id)
  }

  of(requests: readonly AskedEntry[]): Viewer | null {
    return requests.map(({ chat }) => (chat === null ? undefined : this.#of.get(chat))).find((viewer) => viewer !== undefined) ?? null
  }
}
