import type { ServerResponse } from 'node:http'
import type { Viewer } from '../contract/viewer.ts'
import type { Room } from '../engine/room.ts'
import type { BayeuxMessage } from '../wire/bayeux.ts'
import { ackIn } from '../wire/bayeux.ts'
import { toldIn } from '../wire/dialect.ts'
import type { Dialect } from '../wire/dialect.ts'
import type { Told } from '../wire/notifications.ts'
import { topicOf } from '../wire/topics.ts'
import { awaitsTopics, connected, delivered, pendingIn, skipped, unsent } from './bayeux-position.ts'
import { connectedTo, retry } from './bayeux-replies.ts'
import { restated } from './bayeux-restatement.ts'
import type { BayeuxSession, BayeuxTimes, HeldConnect } from './bayeux-session.ts'
import { BayeuxSessions } from './bayeux-sessions.ts'
import { mistake, sendFailure } from './envelope.ts'
import type { Host } from './host.ts'

/** However long a client wants its connect to be held. */
const heldAtMostMs = 120_000

/** A frame as a Bayeux message in JSON. */
type Write = (dialect: Dialect, told: Told) => string

/** Long polling: what a viewer is told goes out with the next answer to a connect, and a connect waits for it. */
export class Delivery {
  readonly sessions: BayeuxSessions
  readonly #waking = new Set<string>()

  constructor(host: Host, times: BayeuxTimes) {
    this.sessions = new BayeuxSessions(times, ({ hosted, viewer }) => this.#wake(hosted.room.name, viewer))
    host.onRoom(({ room }) => {
      room.listen(({ viewer }) => this.#wake(room.name, viewer))
      room.watchLines((viewer, fault) => {
        if (fault?.network === 'disconnect') for (const { held } of this.sessions.of(room.name, viewer)) held?.cut()
      })
      room.watchInputs(({ viewer, operation }, { statusCode }) => {
        if (operation.operationName !== 'EndContactCenterSession' || statusCode !== 0 || viewer === null) return
        // The end closes channels, which are other inputs: they have to wait until this one is told.
        setImmediate(() => this.#endHttpSession(room, viewer))
      })
    })
  }

  /**
   * Answers a connect, at once when there is something to say, when the client does not want to wait or when it sent other
   * messages along; null when it is held. A second connect frees the first: a client that sends one has given that up.
   */
  connect(session: BayeuxSession, message: BayeuxMessage, dialect: Dialect, response: ServerResponse, isAlone: boolean): readonly string[] | null {
    const { times } = this.sessions
    session.held?.send([JSON.stringify(connectedTo(session.held.message, session, retry(times)))])
    this.sessions.staysAlive(session)
    session.position = connected(session.position, ackIn(message))
    this.sessions.remember(session)
    const told = this.#take(session, dialect, writer())
    const waitMs = Math.min(message.advice?.timeout ?? times.timeoutMs, heldAtMostMs)
    if (told.length === 0 && isAlone && waitMs > 0) {
      this.#hold(session, message, dialect, response, waitMs)
      return null
    }
    this.sessions.expireLater(session)
    this.#noticeLoss(session, response)
    return [...told, JSON.stringify(connectedTo(message, session, retry(times)))]
  }

  #hold(session: BayeuxSession, message: BayeuxMessage, dialect: Dialect, response: ServerResponse, waitMs: number): void {
    const letGo = (): void => {
      clearTimeout(timer)
      session.held = null
      this.sessions.expireLater(session)
    }
    const held: HeldConnect = {
      message,
      dialect,
      send: (messages) => {
        letGo()
        this.#noticeLoss(session, response)
        sendMessages(response, messages)
      },
      fail: (error) => {
        letGo()
        sendFailure(response, mistake(error))
      },
      cut: () => response.destroy()
    }
    const timer = setTimeout(() => held.send([JSON.stringify(connectedTo(message, session, retry(this.sessions.times)))]), waitMs).unref()
    response.once('close', () => session.held === held && letGo())
    session.held = held
  }

  /** All that one request brings about is told before this, so that it goes out together. Nothing is stored while others are told. */
  #wake(room: string, viewer: Viewer): void {
    if (this.sessions.isEmpty) return
    const key = `${room}/${viewer}`
    if (this.#waking.has(key) || this.sessions.of(room, viewer).size === 0) return
    this.#waking.add(key)
    setImmediate(() => {
      this.#waking.delete(key)
      const write = writer()
      for (const session of this.sessions.of(room, viewer)) this.#tell(session, write)
    })
  }

  #tell(session: BayeuxSession, write: Write): void {
    const { held } = session
    if (!held) return
    try {
      const told = this.#take(session, held.dialect, write)
      if (told.length > 0) held.send([...told, JSON.stringify(connectedTo(held.message, session, retry(this.sessions.times)))])
    } catch (error) {
      held.fail(error)
    }
  }

  /** EndContactCenterSession ends the HTTP session too (wire-facts 4.2), and with it whatever began with its cookie. */
  #endHttpSession(room: Room, viewer: Viewer): void {
    for (const session of this.sessions.of(room.name, viewer)) {
      if (session.hasCookie) this.sessions.end(session, 'disconnected', session.held ? this.#take(session, session.held.dialect, writer()) : [])
    }
    this.sessions.succession.keepLast(room, viewer, this.sessions.isLive, 0)
  }

  /** What the session has not been sent yet. It counts as sent from here on. */
  #take(session: BayeuxSession, dialect: Dialect, write: Write): string[] {
    const { hosted, viewer, position } = session
    if (awaitsTopics(position)) return []
    const seq = hosted.room.seqOf(viewer)
    const pending = pendingIn(position, (since) => hosted.room.missed(viewer, since))
    const told = pending ? pending.map(({ said }) => said) : restated(hosted, viewer, Object.keys(position.sent))
    session.position = told.length === 0 ? skipped(position, seq) : delivered(position, seq)
    if (told.length > 0) this.sessions.remember(session)
    return told.map((said) => write(dialect, said))
  }

  /** An answer that did not get out of the house was not sent, unless the client has come back meanwhile. */
  #noticeLoss(session: BayeuxSession, response: ServerResponse): void {
    const { position } = session
    response.once('close', () => {
      if (response.writableFinished || session.position !== position) return
      this.sessions.reset(session, unsent(position))
    })
  }
}

/** Answers a request with messages that are JSON already. */
export function sendMessages(response: ServerResponse, messages: readonly string[]): void {
  const body = `[${messages.join(',')}]`
  response.writeHead(200, { 'content-type': 'application/json; charset=UTF-8', 'content-length': Buffer.byteLength(body), 'cache-control': 'no-store' })
  response.end(body)
}

/** The same bytes as over socket.io, made once for all sessions that are told at the same time. */
function writer(): Write {
  const written = new Map<Dialect, Map<Told, string>>()
  return (dialect, told) => {
    const inDialect = written.get(dialect) ?? new Map<Told, string>()
    written.set(dialect, inDialect)
    const text = inDialect.get(told) ?? JSON.stringify({ channel: topicOf(told), data: toldIn(dialect, told) })
    inDialect.set(told, text)
    return text
  }
}
