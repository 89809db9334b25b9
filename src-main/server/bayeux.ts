import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Viewer } from '../contract/viewer.ts'
import { readBayeux } from '../wire/bayeux.ts'
import { malformed } from '../wire/return-codes.ts'
import type { Failure } from '../wire/return-codes.ts'
import { bodyOf, bodyTooLarge } from './api.ts'
import type { Doors } from './api.ts'
import { Delivery, sendMessages } from './bayeux-delivery.ts'
import { answerTo } from './bayeux-meta.ts'
import { bayeuxTimes } from './bayeux-session.ts'
import type { BayeuxTimes, Speaker } from './bayeux-session.ts'
import type { Caller } from './caller.ts'
import { callerOf } from './caller.ts'
import { accessDenied, mistake, sendFailure } from './envelope.ts'
import { inChosenDialect } from './session-dialect.ts'

/** `/api/v2/notifications`, and below it what clients append of a message's type: `/handshake`, `/connect` ... */
const address = /^\/api\/v2\/notifications(?:[/?]|$)/

export interface Bayeux {
  /** Whether a request is for this door, and not for hono. */
  serves(request: IncomingMessage): boolean
  /** Answers a request, some time later if it is a connect that is held. */
  hear(request: IncomingMessage, response: ServerResponse): Promise<void>
  /** Ends the sessions of this viewer, or of everybody: their clients must shake hands again, and miss nothing. */
  forget(viewer?: Viewer): void
  close(): void
}

/**
 * The API's notifications over Bayeux, as its clients expect them (wire-facts 3.1): long polling, agents alone.
 *
 * This is our own small server and not npm's `cometd-nodejs-server` 1.2, since that keeps what it has to deliver in a queue of
 * its own, which goes with the session: nobody can go on from there after a new handshake or a restart. It also finds sessions
 * by a cookie of its own making instead of the agent's, sends a frame once for each pattern that takes it in, and never looks
 * at the connection types that a client offers.
 */
export function openBayeux(doors: Doors, times: Partial<BayeuxTimes> = {}): Bayeux {
  const { host, tokens, admission, port } = doors
  const delivery = new Delivery(host, { ...bayeuxTimes, ...times })

  const speakerOf = (caller: Caller | Failure): Speaker | Failure => {
    if ('statusCode' in caller) return caller
    const hosted = caller.kind === 'agent' ? host.room(caller.room) : undefined
    return caller.kind === 'agent' && hosted ? { hosted, viewer: caller.viewer, dialect: caller.dialect, hasCookie: caller.by === 'cookie' } : accessDenied
  }

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method === 'OPTIONS') return void response.writeHead(204).end()
    const caller = callerOf(request.headers, port(), host, tokens, null)
    const refusal = admission.refusal(caller, request, response)
    if (refusal) return sendFailure(response, refusal.failure, refusal.status)
    const speaker = speakerOf(inChosenDialect(caller, request))
    if ('statusCode' in speaker) return sendFailure(response, speaker)
    const { viewer, hosted } = speaker
    hosted.lobby.saw({ what: 'came', viewer })
    // A line that is cut answers nothing; the others are worked on frame by frame and do not concern a cursor.
    if (hosted.room.lineOf(viewer)?.network === 'disconnect') return void response.destroy()
    if (request.method !== 'POST') return sendFailure(response, malformed('Bayeux messages are sent by POST'))
    const text = await bodyOf(request)
    if (text === null) {
      // The rest of the body is not read, so nothing more can be understood on this connection.
      response.setHeader('connection', 'close')
      return sendFailure(response, bodyTooLarge)
    }
    const messages = readBayeux(text)
    if ('statusCode' in messages) {
      hosted.lobby.saw({ what: 'turned away', viewer, asked: `POST ${request.url ?? ''}`, chat: null, body: text, failure: messages })
      return sendFailure(response, messages)
    }
    const answers = messages.map((message) => answerTo({ speaker, message, response, isAlone: messages.length === 1 }, delivery))
    const said = answers.flatMap((one) => one ?? [])
    if (said.length > 0) sendMessages(response, said)
  }

  return {
    serves: ({ url }) => address.test(url ?? ''),
    hear: async (request, response) => {
      try {
        await answer(request, response)
      } catch (error) {
        // Nobody is there to be answered any more when the request itself broke off.
        if (response.headersSent || (request.destroyed && !request.complete)) return
        sendFailure(response, mistake(error))
      }
    },
    forget: (viewer) => delivery.sessions.forget(viewer),
    close: () => delivery.sessions.close()
  }
}

/** WebSockets are not offered here. Without an answer a client that tries them would wait for nothing. */
export function refuseUpgrade(socket: Duplex): void {
  socket.end('HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\nconnection: close\r\n\r\n')
}
