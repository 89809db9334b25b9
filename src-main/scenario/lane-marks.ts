import { nameOf } from '../contract/viewer.ts'
import type { Viewer } from '../contract/viewer.ts'
import { People } from './people.ts'
import { queueLane } from './picture-rows.ts'
import type { LaneKey, Row } from './picture-rows.ts'
import { askedText, isRefused, toldText } from './record-words.ts'
import type { RunRecord } from './run-record.ts'

/** Everything that one person asked, was told, and was not told. */
export interface LaneMarks {
  readonly name: string
  readonly kind: 'customer' | 'queue' | 'agent' | 'visitor'
  readonly marks: readonly LaneMark[]
}

export interface LaneMark {
  readonly at: number
  readonly what: 'asked' | 'refused' | 'told' | 'not told' | 'asked for'
  readonly text: string
}

export function laneMarksOf({ cast, entries }: RunRecord, rows: readonly Row[]): LaneMarks[] {
  const people = new People(cast)
  const marks = new Map<LaneKey, LaneMark[]>()
  const mark = (lane: LaneKey, made: LaneMark): void => {
    const before = marks.get(lane)
    if (before) before.push(made)
    else marks.set(lane, [made])
  }
  for (const entry of entries) {
    if (entry.kind === 'told') mark(entry.viewer, { at: entry.at, what: 'told', text: toldText(entry, people) })
    else if (entry.kind === 'asked' && entry.viewer !== null) {
      mark(entry.viewer, { at: entry.at, what: isRefused(entry.answer) ? 'refused' : 'asked', text: askedText(entry) })
    }
  }
  for (const { at, text, via, hiddenFrom } of rows) {
    if (hiddenFrom !== null) mark(hiddenFrom, { at, what: 'not told', text })
    if (via !== null) mark(via, { at, what: 'asked for', text })
  }
  const inOrder = (key: LaneKey): LaneMark[] => (marks.get(key) ?? []).toSorted((one, other) => one.at - other.at)
  const lane = (key: LaneKey, name: string, kind: LaneMarks['kind']): LaneMarks => ({ name, kind, marks: inOrder(key) })
  const visitors = [...marks.keys()].filter((key) => key.startsWith('visitor:'))
  return [
    ...Object.keys(cast.customers).map((name) => lane(`customer:${name}`, name, 'customer')),
    ...visitors.map((key) => lane(key, nameOf(key as Viewer), 'visitor')),
    ...Object.keys(cast.queues).map((name) => lane(queueLane(name), name, 'queue')),
    ...Object.keys(cast.agents).map((name) => lane(`agent:${name}`, name, 'agent'))
  ]
}
