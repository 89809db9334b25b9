import { isAgent, nameOf } from '../contract/viewer.ts'
import { People } from './people.ts'
import { nicknameOf, rowsOfFrame, withoutIndex } from './transcript.ts'
import type { Naming, Telling, TranscriptRow, TranscriptSource } from './transcript.ts'

/**
 * A run as the trainer sees it: all that anybody was told, by the names in the cast. A message stands there once, at the
 * moment when it was said, with all who heard it then; who reads it later in the history of the chat is not in `to`.
 */
export function toldToAll({ entries, wire, cast }: TranscriptSource): readonly TranscriptRow[] {
  const people = new People(cast)
  const naming: Naming = {
    person: (one) => people.nameOf(one),
    viewer: (viewer) => (viewer.startsWith('visitor:') ? (nicknameOf(viewer, entries) ?? nameOf(viewer)) : nameOf(viewer))
  }
  const rows: Telling[] = []
  const places = new Places()
  for (const entry of entries) {
    for (const telling of rowsOfFrame(entry, wire, naming)) {
      const place = places.of(telling, isAgent(entry.viewer), rows)
      const before = place === null ? undefined : rows[place]
      if (place === null || before === undefined) rows.push(isMessage(telling) ? { ...telling, visibility: telling.visibility ?? 'All' } : telling)
      else rows[place] = heardBy(before, telling)
    }
  }
  return rows.map(withoutIndex)
}

/** Where a message stands already. Agents know it by its number; what a customer is told is numbered otherwise, and known by its words. */
class Places {
  /** By chat and number. */
  readonly #numbered = new Map<string, number>()
  /** Told to a customer, and to no agent yet. */
  #unnumbered: readonly number[] = []

  of(telling: Telling, isToAgent: boolean, rows: readonly Telling[]): number | null {
    if (!isMessage(telling)) return null
    const key = `${telling.chat} ${telling.index}`
    const known = isToAgent ? this.#numbered.get(key) : undefined
    if (known !== undefined) return known
    const place = isToAgent ? this.#unnumbered.find((one) => isSame(rows[one], telling)) : rows.findLastIndex((row) => isSameMoment(row, telling))
    if (isToAgent) this.#numbered.set(key, place ?? rows.length)
    if (isToAgent) this.#unnumbered = this.#unnumbered.filter((one) => one !== place)
    else if (place === -1) this.#unnumbered = [...this.#unnumbered, rows.length]
    return place === undefined || place === -1 ? null : place
  }
}

function isMessage({ index }: Telling): boolean {
  return index !== null
}

function isSame(row: Telling | undefined, { chat, kind, from, text, visibility }: Telling): boolean {
  return row !== undefined && isMessage(row) && row.chat === chat && row.kind === kind && row.from === from && row.text === text && row.visibility === (visibility ?? 'All')
}

/** Nobody hears the same message twice, so one who is in `to` heard another one. */
function isSameMoment(row: Telling, telling: Telling): boolean {
  return row.at === telling.at && isSame(row, telling) && !row.to.includes(telling.to[0] ?? '')
}

function heardBy(row: Telling, { at, to }: Telling): Telling {
  return at === row.at ? { ...row, to: [...new Set([...row.to, ...to])] } : row
}
