import type { RehearsedText, StoryRow } from '../../../src-main/contract/editing.ts'
import type { CastLists } from './cast-lists.ts'
import { actOf, expectationOf, fieldsOf, plainText, rowWords } from './step-words.ts'

/** The story as a sequence: a lane for everybody and every queue, a line for each row, an arrow from whoever does to whom it reaches. */

export interface PictureLane {
  readonly name: string
  readonly kind: 'customer' | 'queue' | 'agent'
}

export interface PictureRow {
  readonly row: StoryRow
  /** Whose lane it begins in; null for what is nobody's. */
  readonly from: number | null
  /** The lanes that it reaches. */
  readonly to: readonly number[]
  readonly isPrivate: boolean
  /** The words in the picture, and the whole of it for those who hear it. */
  readonly words: string
  readonly label: string
}

export function pictureLanes({ customers, queues, agents }: CastLists): readonly PictureLane[] {
  return [...customers.map((name) => ({ name, kind: 'customer' as const })), ...queues.map((name) => ({ name, kind: 'queue' as const })), ...agents.map((name) => ({ name, kind: 'agent' as const }))]
}

export function pictureRow(row: StoryRow, lanes: readonly PictureLane[], rehearsal: RehearsedText | null): PictureRow {
  const lane = (name: string): number => lanes.findIndex((one) => one.name === name)
  const fields = fieldsOf(row)
  const { who, does, whom, text } = rowWords(row)
  const label = [who, does, whom, text].filter(Boolean).join(' ')
  const act = row.kind === 'act' ? actOf(fields) : null
  if (act) {
    const target = lane(plainText(fields['target']) || plainText(fields['queue']))
    const heard = /^(say|tellAgents|notice|noticeToAgents|sendUrl)$/.test(act.verb)
    const told = heard && row.depth === 0 ? (rehearsal?.told[row.line] ?? []).filter((name) => name !== act.actor).map(lane) : []
    // Nobody but agents was told of what a consultant said.
    const isAmongAgents = told.length > 0 && told.every((one) => lanes[one]?.kind !== 'customer') && lanes[lane(act.actor)]?.kind === 'agent'
    const isPrivate = isAmongAgents || /^(tellAgents|noticeToAgents|typeToAgents|consult|cancelConsult)$/.test(act.verb)
    return { row, from: orNull(lane(act.actor)), to: target === -1 ? told.filter((one) => one !== -1) : [target], isPrivate, words: [does, text].filter(Boolean).join(' '), label }
  }
  const expected = row.kind === 'expectation' ? expectationOf(fields) : null
  const of = expected?.who ?? (row.kind === 'goal' ? plainText(fields['goal']).split(' ')[0] : plainText(fields['of']) || plainText(fields['hold']) || plainText(fields['release']))
  return { row, from: orNull(lane(of ?? '')), to: [], isPrivate: false, words: [does, text].filter(Boolean).join(' '), label }
}

function orNull(place: number): number | null {
  return place === -1 ? null : place
}
