import { Room } from '../../src-main/engine/room.ts'
import { roomLog } from '../../src-main/engine/room-log.ts'
import { Store } from '../../src-main/store/store.ts'
import { toldIn } from '../../src-main/wire/dialect.ts'
import { keyOf } from './soak-people.ts'
import type { Centre } from './soak-people.ts'
import { fingerprint } from './soak-window.ts'

/** What the log of a soak says of all that was acknowledged and told. */
export interface Judged {
  /** Acknowledged, and not in the log as such. */
  readonly lostOperations: number
  /** Heard by a window, and told by no event of the log in these words under this number. */
  readonly strangeFrames: number
  /** Told while the window was there or was to come back, and never heard by it. */
  readonly missedFrames: number
  readonly events: number
}

/**
 * Reads the log of a server that was killed. `toTheEnd` are the viewers whose windows were open until then; of what came of
 * requests after the first `quietAfter`, they had no time to hear.
 */
export function judgedByLog(file: string, centre: Centre, toTheEnd: ReadonlySet<string>, quietAfter: number): Judged {
  const store = Store.open(file)
  try {
    const [row] = store.rooms()
    if (!row) throw new Error('the log of the soak has no room')
    const log = roomLog(store, row)
    const lost = new Set(centre.acknowledged)
    const lastWords = new Set(Array.from({ length: centre.asked - quietAfter }, (_, place) => keyOf(quietAfter + 1 + place)))
    let [input, firstOfLast] = [0, Number.POSITIVE_INFINITY]
    for (const { key, outcome } of log.inputs()) {
      input += 1
      if (key !== null && outcome.statusCode === 0) lost.delete(key)
      if (key !== null && lastWords.has(key)) firstOfLast = Math.min(firstOfLast, input)
    }
    const left = new Map([...centre.windows].map(([viewer, { heard }]) => [viewer, new Map(Object.entries(heard))]))
    let [events, missed] = [0, 0]
    let isQuiet = true
    for (const { stored, heard } of Room.folding(log)) {
      events += 1
      isQuiet &&= (stored.cause ?? 0) < firstOfLast
      for (const { viewer, seq, said } of heard) {
        const window = left.get(viewer)
        if (window?.get(String(seq)) === fingerprint(toldIn('extended', said))) window.delete(String(seq))
        else if (isQuiet && toTheEnd.has(viewer)) missed += 1
      }
    }
    const strange = [...left.values()].reduce((sum, window) => sum + window.size, 0)
    return { lostOperations: lost.size, strangeFrames: strange, missedFrames: missed, events }
  } finally {
    store.close()
  }
}
