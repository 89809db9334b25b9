import type { Heard } from '../contract/client.ts'
import type { StoredCursor } from '../store/store.ts'
import { spokenTopics, takesIn, topicOf } from '../wire/topics.ts'

/** The `seq` per topic of the last frame that counts. */
export type Cursor = StoredCursor['confirmed']

/**
 * How far a Bayeux session has come: a cursor into the viewer's own stream for each topic that it is subscribed to. Nothing
 * is queued for anybody, so a client that does not come back costs nothing.
 */
export interface Position {
  readonly subscriptions: readonly string[]
  readonly confirmed: Cursor
  readonly sent: Cursor
  /** The number of the last batch that was sent, for the `ack` extension. */
  readonly batch: number
  /**
   * While the client is still subscribing, often topic by topic: what it takes over from a session that ended, and where the
   * stream stood at its handshake. A topic that is subscribed to by then misses nothing.
   */
  readonly young: { readonly inherited: Cursor; readonly began: number | null } | null
}

export function positionAt(began: number, inherited: Cursor): Position {
  return { subscriptions: [], confirmed: {}, sent: {}, batch: 0, young: { inherited, began } }
}

/** A topic goes on where it was left, or begins at the handshake; for a client that subscribes late it begins now, at `seq`. */
export function subscribed(position: Position, subscriptions: readonly string[], seq: number): Position {
  const { confirmed, sent, young } = position
  const all = [...new Set([...position.subscriptions, ...subscriptions])]
  const begun = Object.fromEntries(topicsIn(all).flatMap((topic) => (topic in sent ? [] : [[topic, young?.inherited[topic] ?? young?.began ?? seq]])))
  return { ...position, subscriptions: all, confirmed: { ...confirmed, ...begun }, sent: { ...sent, ...begun } }
}

/** What is told on a topic after this is not for this client; if it subscribes again, it begins there. */
export function unsubscribed(position: Position, subscriptions: readonly string[]): Position {
  const { confirmed, sent, young } = position
  const left = position.subscriptions.filter((one) => !subscriptions.includes(one))
  const topics = topicsIn(left)
  const gone = Object.keys(sent).filter((topic) => !topics.includes(topic))
  return {
    ...position,
    subscriptions: left,
    confirmed: without(confirmed, gone),
    sent: without(sent, gone),
    young: young && { inherited: without(young.inherited, gone), began: null }
  }
}

/** The client has had its time to subscribe; what it did not take up again it does not want. */
export function settled(position: Position): Position {
  return { ...position, young: null }
}

/** Whether a backlog must wait, so that it comes in its order: the session before heard topics that are not subscribed to yet. */
export function awaitsTopics({ young, sent }: Position): boolean {
  return young !== null && Object.keys(young.inherited).some((topic) => !(topic in sent))
}

/**
 * The client has connected again, and so it has what it was sent before. One that acknowledges has what it names, and gets
 * all after it once more.
 */
export function connected<Known extends Pick<Position, 'confirmed' | 'sent' | 'batch'>>(position: Known, ack: number | null): Known {
  return ack === null || ack === position.batch ? { ...position, confirmed: position.sent } : unsent(position)
}

/** What was sent last did not go out after all. */
export function unsent<Known extends Pick<Position, 'confirmed' | 'sent'>>(position: Known): Known {
  return { ...position, sent: position.confirmed }
}

/** What the client has not been sent yet, in the order in which it was told; null when the stream no longer has it. */
export function pendingIn({ sent }: Position, missed: (since: number) => readonly Heard[] | null): readonly Heard[] | null {
  const stands = Object.values(sent)
  if (stands.length === 0) return []
  const frames = missed(Math.min(...stands))
  return frames && frames.filter(({ said, seq }) => seq > (sent[topicOf(said)] ?? Number.POSITIVE_INFINITY))
}

/** All up to `seq` was sent in one batch. */
export function delivered(position: Position, seq: number): Position {
  return { ...skipped(position, seq), batch: position.batch + 1 }
}

/** Nothing up to `seq` was for this client. */
export function skipped(position: Position, seq: number): Position {
  return { ...position, sent: Object.fromEntries(Object.keys(position.sent).map((topic) => [topic, seq])) }
}

/** What must outlive the session and the process; null when there is nothing to go on from. */
export function cursorOf(session: string, { confirmed, sent, batch, young }: Position): StoredCursor | null {
  const cursor = { session, confirmed: { ...young?.inherited, ...confirmed }, sent: { ...young?.inherited, ...sent }, batch }
  return Object.keys(cursor.confirmed).length === 0 ? null : cursor
}

function topicsIn(subscriptions: readonly string[]): string[] {
  return spokenTopics.filter((topic) => subscriptions.some((one) => takesIn(one, topic)))
}

function without(cursor: Cursor, topics: readonly string[]): Cursor {
  return Object.fromEntries(Object.entries(cursor).filter(([topic]) => !topics.includes(topic)))
}
