import type { Viewer } from '../contract/viewer.ts'
import type { LaneRow } from './counter-example.ts'
import { isRefused } from './record-words.ts'
import type { AskedEntry, FrameNumber, ProgressEntry, RunRecord, ToldEntry } from './run-record.ts'
import { answerText } from './wording.ts'

/** What a step, a habit or an expectation came to; `noted` is what had nothing to come to, such as a caption. */
export type Outcome = 'done' | 'refused' | 'held' | 'broken' | 'noted'

/** Anything that a run told, in one shape; a kind that is not known yet shows with what it has. */
export interface Item {
  readonly kind: string
  readonly at: number
  /** 0 for what always holds. */
  readonly line: number
  /** `Anna: consult Ben` */
  readonly text: string
  readonly viewer: Viewer | null
  readonly outcome: Outcome
  /** What is the case instead, or by what it was refused; null where there is no more to say. */
  readonly detail: string | null
  /** The frames to look at. */
  readonly heard: readonly ToldEntry[]
  readonly byHabit: boolean
  /** Which of the things that are always expected; null for anything else. */
  readonly invariant: string | null
  /** What happened last when it broke. */
  readonly lanes: readonly LaneRow[]
}

/** What belongs to one step: its requests, what came of them until the next, and what was expected then. */
export interface Chapter {
  /** Null for what nobody of the script did: signing in before the first step, a request of somebody else's client. */
  readonly step: Item | null
  readonly requests: readonly AskedEntry[]
  readonly frames: readonly ToldEntry[]
  readonly items: readonly Item[]
  /** All of it in order. */
  readonly events: readonly (AskedEntry | ToldEntry | Item)[]
}

interface Draft {
  step: Item | null
  /** Whose requests wait for the step that they belong to. */
  open: { readonly viewer: Viewer | null; readonly at: number } | null
  readonly events: (AskedEntry | ToldEntry | Item)[]
}

/**
 * A record cut into chapters. A step is told after its requests, so a request begins a chapter and the step that is told
 * next, of the same person at the same moment, names it.
 */
export function chaptersOf({ entries }: Pick<RunRecord, 'entries'>): Chapter[] {
  const frames = new Map(entries.flatMap((entry): [string, ToldEntry][] => (entry.kind === 'told' ? [[`${entry.viewer} ${entry.seq}`, entry]] : [])))
  const first: Draft = { step: null, open: null, events: [] }
  const drafts = [first]
  for (const entry of entries) {
    const last = drafts.at(-1) ?? first
    switch (entry.kind) {
      case 'told':
        last.events.push(entry)
        break
      case 'asked':
        if (last === first ? isSigningIn(entry) : last.open?.viewer === entry.viewer && last.open.at === entry.at) last.events.push(entry)
        else drafts.push({ step: null, open: entry, events: [entry] })
        break
      case 'line':
        // The step that did it is told, too.
        break
      default: {
        const item = itemOf(entry, frames)
        if (item.kind === 'step') nameChapter(drafts, last, item)
        else last.events.push(item)
      }
    }
  }
  return drafts.filter(({ events }) => events.length > 0).map(chapterOf)
}

export function itemsOf(chapters: readonly Chapter[]): Item[] {
  return chapters.flatMap(({ items }) => items)
}

/** Is it of the script, and not of the wire? */
export function isItem(event: AskedEntry | ToldEntry | Item): event is Item {
  return 'outcome' in event
}

/** A step without a request, such as a wait, begins a chapter by itself. */
function nameChapter(drafts: Draft[], last: Draft, step: Item): void {
  if (last.open === null || last.open.viewer !== step.viewer || last.open.at !== step.at) {
    drafts.push({ step, open: null, events: [step] })
    return
  }
  last.step = step
  last.open = null
  last.events.push(step)
}

function chapterOf({ step, events }: Draft): Chapter {
  return {
    step,
    events,
    requests: events.filter((event): event is AskedEntry => !isItem(event) && event.kind === 'asked'),
    frames: events.filter((event): event is ToldEntry => !isItem(event) && event.kind === 'told'),
    items: events.filter(isItem)
  }
}

/** The script opens its agents' windows before the first step. */
function isSigningIn({ operation }: AskedEntry): boolean {
  return typeof operation === 'object' && operation !== null && 'operationName' in operation && operation.operationName === 'ChannelOpened'
}

/** All that any kind of progress may have. */
interface Loose {
  readonly kind: string
  readonly at: number
  readonly line: number
  readonly text: string
  readonly actor?: Viewer | null
  readonly viewer?: Viewer | null
  readonly answer?: AskedEntry['answer'] | null
  readonly byHabit?: boolean
  readonly broken?: string | null
  readonly held?: boolean
  /** What became of it, in the run's own words. */
  readonly outcome?: string
  readonly detail?: string | null
  readonly heard?: readonly FrameNumber[]
  readonly invariant?: string | null
  readonly lanes?: readonly LaneRow[]
}

function itemOf(progress: ProgressEntry, frames: ReadonlyMap<string, ToldEntry>): Item {
  const { kind, at, line, text, actor, viewer, answer, broken, detail, outcome: said, heard = [], byHabit = false, invariant = null, lanes = [] }: Loose = progress
  const outcome = outcomeOf(progress)
  return {
    kind,
    at,
    line,
    text: kind === 'step' || kind === 'expected' ? text : [kind, text, said && `(${said})`].filter(Boolean).join(' '),
    viewer: actor ?? viewer ?? null,
    outcome,
    detail: broken ?? detail ?? (outcome === 'refused' && answer ? answerText(answer) : null),
    heard: heard.flatMap((number) => frames.get(`${number.viewer} ${number.seq}`) ?? []),
    byHabit,
    invariant,
    lanes
  }
}

function outcomeOf({ kind, broken, held, answer }: Loose): Outcome {
  if (typeof broken === 'string' || held === false) return 'broken'
  if (held === true) return 'held'
  if (kind !== 'step') return 'noted'
  return answer && isRefused(answer) ? 'refused' : 'done'
}

/** Is this step or expectation not as it should be? */
export function isBroken({ outcome }: Item): boolean {
  return outcome === 'broken'
}
