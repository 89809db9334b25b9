import type { Room } from '../engine/room.ts'
import type { StoredCursor } from '../store/store.ts'
import type { Viewer } from '../contract/viewer.ts'
import type { Cursor } from './bayeux-position.ts'
import { connected } from './bayeux-position.ts'

/** How many cursors are kept of an agent's sessions that ended without a goodbye. */
const keptPerViewer = 8

type IsLive = (clientId: string) => boolean

/**
 * What becomes of a session's cursor when the session has ended and its client has not: the client's next handshake goes on
 * from there, once. A handshake does not say which session its client had, and all windows of an agent bring the same cookie
 * (R19). But a client whose session is gone is first told so, by 402 to its connect: those are waited for before others.
 */
export class Succession {
  readonly #claimMs: number
  /** When a client was told that its session is gone. */
  readonly #claims = new Map<string, number>()

  /** `claimMs` is how long the handshake may take that follows the news. */
  constructor(claimMs: number) {
    this.#claimMs = claimMs
  }

  /** A client connects to a session that has ended: it is there, it has what it was sent, and it is about to come back. */
  claim(room: Room, viewer: Viewer, clientId: string, ack: number | null): void {
    const cursor = room.cursors(viewer).find(({ session }) => session === clientId)
    if (!cursor) return
    room.rememberCursor(viewer, connected(cursor, ack))
    this.#claims.set(clientId, performance.now())
  }

  /** Where a new session of this viewer goes on from; empty where it begins anew. */
  takeOver(room: Room, viewer: Viewer, isLive: IsLive): Cursor {
    const ended = room.cursors(viewer).filter(({ session }) => !isLive(session))
    const claimed = ended.filter(({ session }) => this.#isClaimed(session))
    const candidates = claimed.length > 0 ? claimed : ended.slice(-1)
    const spent = candidates.toSorted(byHowFar).at(-1)
    if (!spent) return {}
    room.forgetCursor(viewer, spent.session)
    this.#claims.delete(spent.session)
    return lowest(candidates)
  }

  /** Every client that never comes back leaves a cursor; all but the last few of them go. */
  keepLast(room: Room, viewer: Viewer, isLive: IsLive, howMany = keptPerViewer): void {
    const ended = room.cursors(viewer).filter(({ session }) => !isLive(session))
    for (const { session } of ended.slice(0, Math.max(0, ended.length - howMany))) {
      room.forgetCursor(viewer, session)
      this.#claims.delete(session)
    }
  }

  #isClaimed(session: string): boolean {
    const at = this.#claims.get(session)
    if (at === undefined) return false
    if (performance.now() - at <= this.#claimMs) return true
    this.#claims.delete(session)
    return false
  }
}

/** Where it cannot be known which of several clients comes back, it gets rather something twice than anything never. */
function lowest(candidates: readonly StoredCursor[]): Cursor {
  const topics = [...new Set(candidates.flatMap(({ confirmed }) => Object.keys(confirmed)))]
  return Object.fromEntries(topics.map((topic) => [topic, Math.min(...candidates.map(({ confirmed }) => confirmed[topic] ?? Number.POSITIVE_INFINITY))]))
}

function byHowFar(one: StoredCursor, other: StoredCursor): number {
  return sum(one.confirmed) - sum(other.confirmed)
}

function sum(cursor: Cursor): number {
  return Object.values(cursor).reduce((total, seq) => total + seq, 0)
}
