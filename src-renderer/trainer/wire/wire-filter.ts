import type { WireKind, WireMark } from './wire-row.ts'
import { addressOf, chatOf, frameOf, kindOf, typeOf, wireKinds } from './wire-row.ts'

/** Which rows are shown. Of each list any may be the case, and an empty one lets everything through. */
export interface WireFilter {
  readonly people: readonly string[]
  readonly kinds: readonly WireKind[]
  readonly types: readonly string[]
  readonly chats: readonly string[]
  /** Every word has to stand somewhere in the row. */
  readonly words: string
}

export const noFilter: WireFilter = { people: [], kinds: [], types: [], chats: [], words: '' }

/** Reading thousands of frames for words at each letter would be felt. */
const texts = new WeakMap<object, string>()

export function filtered(rows: readonly WireMark[], { people, kinds, types, chats, words }: WireFilter): readonly WireMark[] {
  const wanted = words.toLowerCase().split(/\s+/).filter((word) => word !== '')
  if (wanted.length + people.length + kinds.length + types.length + chats.length === 0) return rows
  return rows.filter((row) => {
    if (people.length > 0 && !people.includes(row.lane ?? '')) return false
    if (kinds.length > 0 && !kinds.includes(kindOf(row))) return false
    if (types.length > 0 && !types.includes(typeOf(row))) return false
    if (chats.length > 0 && !chats.includes(chatOf(row) ?? '')) return false
    return wanted.length === 0 || wanted.every((word) => textOf(row).includes(word))
  })
}

function textOf(row: WireMark): string {
  const known = texts.get(row)
  if (known !== undefined) return known
  const text = [row.lane, addressOf(row), typeOf(row), JSON.stringify(frameOf(row))].join(' ').toLowerCase()
  texts.set(row, text)
  return text
}

const key = 'aside.trainer.wire'

export function keptFilter(): WireFilter {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key) ?? 'null')
    return isFilter(kept) ? kept : noFilter
  } catch {
    return noFilter
  }
}

export function keepFilter(filter: WireFilter): void {
  sessionStorage.setItem(key, JSON.stringify(filter))
}

function isFilter(kept: unknown): kept is WireFilter {
  if (typeof kept !== 'object' || kept === null) return false
  const { people, kinds, types, chats, words } = kept as Partial<Record<keyof WireFilter, unknown>>
  const areKinds = Array.isArray(kinds) && kinds.every((kind) => (wireKinds as readonly unknown[]).includes(kind))
  return [people, types, chats].every((list) => Array.isArray(list) && list.every((one) => typeof one === 'string')) && areKinds && typeof words === 'string'
}
