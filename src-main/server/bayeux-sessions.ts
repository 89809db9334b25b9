import { randomBytes } from 'node:crypto'
import type { ChannelChange } from '../contract/client.ts'
import type { Viewer } from '../contract/viewer.ts'
import { ackIn } from '../wire/bayeux.ts'
import { cursorOf, positionAt, settled, subscribed, unsubscribed } from './bayeux-position.ts'
import type { Position } from './bayeux-position.ts'
import { goodbye, unknownClient } from './bayeux-replies.ts'
import type { BayeuxSession, BayeuxTimes, Speaker } from './bayeux-session.ts'
import { Succession } from './bayeux-succession.ts'
import { untilStored } from './until-stored.ts'

/** An agent has a few windows; a client that shakes hands without end is broken. */
const sessionsPerViewer = 50

const none: ReadonlySet<BayeuxSession> = new Set()

/** The Bayeux sessions of all rooms: how they begin, subscribe and end. */
export class BayeuxSessions {
  readonly times: BayeuxTimes
  readonly succession: Succession
  readonly #live = new Map<string, BayeuxSession>()
  readonly #byViewer = new Map<string, ReadonlySet<BayeuxSession>>()
  readonly #changed: (session: BayeuxSession) => void
  #isClosed = false

  /** `changed` is called when what a session wants to hear has changed. */
  constructor(times: BayeuxTimes, changed: (session: BayeuxSession) => void) {
    this.times = times
    this.succession = new Succession(times.maxIntervalMs)
    this.#changed = changed
  }

  /** A new session, which goes on where one that ended had come to; null when the agent has too many. */
  begin({ hosted, viewer, hasCookie }: Speaker, acks: boolean): BayeuxSession | null {
    const { room } = hosted
    const siblings = this.of(room.name, viewer)
    if (siblings.size >= sessionsPerViewer) return null
    const session: BayeuxSession = {
      clientId: randomBytes(20).toString('hex'),
      hosted,
      viewer,
      hasCookie,
      acks,
      position: positionAt(room.seqOf(viewer), this.succession.takeOver(room, viewer, this.isLive)),
      held: null,
      isOpen: false,
      stored: null,
      expiry: null,
      settling: setTimeout(() => void untilStored(() => this.#reposition(session, settled(session.position)), () => !this.isLive(session.clientId)), this.times.subscribingMs).unref()
    }
    this.#live.set(session.clientId, session)
    this.#byViewer.set(keyOf(room.name, viewer), new Set([...siblings, session]))
    this.remember(session)
    this.expireLater(session)
    return session
  }

  /** The speaker's own session of that name; another agent's is as good as none. */
  find({ hosted, viewer }: Speaker, clientId: string | undefined): BayeuxSession | undefined {
    const session = this.#live.get(clientId ?? '')
    return session?.hosted === hosted && session.viewer === viewer ? session : undefined
  }

  readonly isLive = (clientId: string): boolean => this.#live.has(clientId)

  /** Nobody has any. */
  get isEmpty(): boolean {
    return this.#byViewer.size === 0
  }

  /** The viewer's sessions: one for each of its windows. */
  of(room: string, viewer: Viewer): ReadonlySet<BayeuxSession> {
    return this.#byViewer.get(keyOf(room, viewer)) ?? none
  }

  subscribe(session: BayeuxSession, subscriptions: readonly string[]): void {
    this.#reposition(session, subscribed(session.position, subscriptions, seqNow(session)))
  }

  unsubscribe(session: BayeuxSession, subscriptions: readonly string[]): void {
    this.#reposition(session, unsubscribed(session.position, subscriptions))
  }

  /** Ends a session; a connect that is held gets what is left to say, and hears of it. Only who says goodbye leaves no cursor behind. */
  end(session: BayeuxSession, why: 'disconnected' | 'expired' | 'forgotten', last: readonly string[] = []): void {
    const { clientId, hosted, viewer, held, settling } = session
    const { room } = hosted
    this.staysAlive(session)
    clearTimeout(settling)
    this.#drop(session)
    const isClosed = (): boolean => this.#isClosed
    void untilStored(() => (why === 'disconnected' ? room.forgetCursor(viewer, clientId) : this.succession.keepLast(room, viewer, this.isLive)), isClosed)
    if (held && why === 'forgotten') this.succession.claim(room, viewer, clientId, ackIn(held.message))
    held?.send([...last, JSON.stringify(why === 'disconnected' ? goodbye(held.message) : unknownClient(held.message))])
    if (session.isOpen) void untilStored(() => changeChannel(session, 'ChannelClosed'), isClosed)
  }

  /** Ends the sessions of this viewer, or of everybody, as a server does that lost its memory: all must shake hands again. */
  forget(viewer?: Viewer): void {
    const chosen = [...this.#live.values()].filter((session) => viewer === undefined || session.viewer === viewer)
    for (const session of chosen) this.end(session, 'forgotten')
  }

  /** The process ends; the cursors stay. That its channels are gone is found out by the room when it goes on (R21). */
  close(): void {
    this.#isClosed = true
    for (const session of this.#live.values()) {
      clearTimeout(session.settling)
      this.staysAlive(session)
    }
    this.#live.clear()
    this.#byViewer.clear()
  }

  /** The client has been answered and must connect again in time. */
  expireLater(session: BayeuxSession): void {
    if (!this.isLive(session.clientId)) return
    this.staysAlive(session)
    session.expiry = setTimeout(() => this.end(session, 'expired'), this.times.maxIntervalMs).unref()
  }

  /** The client has connected. */
  staysAlive(session: BayeuxSession): void {
    if (session.expiry) clearTimeout(session.expiry)
    session.expiry = null
  }

  /** Stores where the session stands, if that has changed. Throws a StoreProblem. */
  remember(session: BayeuxSession): void {
    const { clientId, hosted, viewer, position } = session
    const cursor = cursorOf(clientId, position)
    const text = cursor && JSON.stringify(cursor)
    if (text === session.stored) return
    if (cursor) hosted.room.rememberCursor(viewer, cursor)
    else hosted.room.forgetCursor(viewer, clientId)
    session.stored = text
  }

  /** Sets the session back, unless it has ended. */
  reset(session: BayeuxSession, position: Position): void {
    if (!this.isLive(session.clientId)) return
    session.position = position
    this.remember(session)
  }

  #drop(session: BayeuxSession): void {
    const { clientId, hosted, viewer } = session
    const key = keyOf(hosted.room.name, viewer)
    const siblings = [...this.of(hosted.room.name, viewer)].filter((one) => one !== session)
    this.#live.delete(clientId)
    if (siblings.length === 0) this.#byViewer.delete(key)
    else this.#byViewer.set(key, new Set(siblings))
  }

  /**
   * The channel is open from the first subscription on: before it, the agent would be ready and its client deaf. What the
   * agent hears of that is told after the position was taken, so it is not missed.
   */
  #reposition(session: BayeuxSession, position: Position): void {
    session.position = position
    this.remember(session)
    const isOpen = Object.keys(position.sent).length > 0
    if (isOpen !== session.isOpen) {
      session.isOpen = isOpen
      changeChannel(session, isOpen ? 'ChannelOpened' : 'ChannelClosed')
    }
    this.#changed(session)
  }
}

function changeChannel({ hosted: { room, pace }, viewer }: BayeuxSession, operationName: ChannelChange['operationName']): void {
  room.dispatch({ viewer, chat: null, operation: { operationName } }, pace.now())
}

function seqNow({ hosted, viewer }: BayeuxSession): number {
  return hosted.room.seqOf(viewer)
}

function keyOf(room: string, viewer: Viewer): string {
  return `${room}/${viewer}`
}
