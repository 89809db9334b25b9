import { nameOf } from '../contract/viewer.ts'
import type { Viewer } from '../contract/viewer.ts'
import { differenceIn } from './parting.ts'
import type { ComparedEntry, Difference, Parting } from './parting.ts'
import { printable } from './printable.ts'
import { operationName } from './record-words.ts'
import { answerText, clockText } from './wording.ts'

/** How much of two texts is shown before and after the place where they differ. */
const shownBefore = 60
const shownAfter = 40

/** Where two histories part, on several lines: the moment, who, both texts, and what was asked just before. */
export function partingText(parting: Parting): string[] {
  const { recorded, replayed, before } = parting
  const one = recorded ?? replayed
  const found = differenceIn(parting)
  const lines = [
    ...(one ? [`${clockText(one.at)}  ${subjectText(one)}`] : []),
    ...(found ? differenceText(found, ['recorded', 'replayed']) : [recorded ? onlyText('recorded', recorded) : replayed ? onlyText('replayed', replayed) : '']),
    before ? `  just before: ${clockText(before.at)}  ${whoIn(before)} asked ${operationName(before.operation)} (${answerText(before.answer)})` : '  before any request'
  ]
  return lines.map(printable)
}

/** `Ben is told 5: NewMessages` */
export function subjectText(entry: ComparedEntry): string {
  switch (entry.kind) {
    case 'asked':
      return `${whoIn(entry)} asks ${operationName(entry.operation)}`
    case 'told':
      return `${nameOf(entry.viewer)} is told ${entry.seq}: ${'notificationType' in entry.said ? entry.said.notificationType : entry.said.messageType}`
    case 'line':
      return `the line of ${nameOf(entry.viewer)}`
    case 'stored':
      return `the log keeps ${entry.event.type}`
  }
}

/** Both around the first place at which they differ, with a caret below it. */
export function differenceText({ one, other, at }: Difference, [first, second]: readonly [string, string]): string[] {
  const from = at > shownBefore ? at - shownBefore : 0
  const cut = (text: string): string => `${from > 0 ? '…' : ''}${printable(text.slice(from, at + shownAfter))}${text.length > at + shownAfter ? '…' : ''}`
  const width = Math.max(first.length, second.length)
  const caret = ' '.repeat(4 + width + (from > 0 ? 1 : 0) + (at - from))
  return [`  ${first.padEnd(width)}  ${cut(one)}`, `  ${second.padEnd(width)}  ${cut(other)}`, `${caret}^ at character ${at + 1}`]
}

function onlyText(which: string, entry: ComparedEntry): string {
  const text = JSON.stringify(entry)
  return `  only ${which}: ${printable(text.slice(0, 300))}${text.length > 300 ? '…' : ''}`
}

function whoIn({ viewer }: { readonly viewer: Viewer | null }): string {
  return viewer === null ? 'Somebody' : nameOf(viewer)
}
