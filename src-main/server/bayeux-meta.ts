import type { ServerResponse } from 'node:http'
import { ackIn, asksForAck, bayeuxVersion, connectionTypes } from '../wire/bayeux.ts'
import type { BayeuxMessage, BayeuxReply } from '../wire/bayeux.ts'
import { isKnownSubscription } from '../wire/topics.ts'
import type { Delivery } from './bayeux-delivery.ts'
import { goodbye, handshaken, notHandshaken, refusedWith, subscribedTo, unknownClient } from './bayeux-replies.ts'
import type { BayeuxSession, Speaker } from './bayeux-session.ts'

/** One message of a request, and how it came. */
export interface Hearing {
  readonly speaker: Speaker
  readonly message: BayeuxMessage
  readonly response: ServerResponse
  readonly isAlone: boolean
}

/** The answer to one message, as JSON; null when it is a connect that is held. */
export function answerTo(hearing: Hearing, delivery: Delivery): readonly string[] | null {
  const { speaker, message, response, isAlone } = hearing
  const { sessions } = delivery
  if (message.channel === '/meta/handshake') return [JSON.stringify(shakeHands(hearing, delivery))]
  const session = sessions.find(speaker, message.clientId)
  if (session && message.channel === '/meta/connect' && isSpoken(message)) return delivery.connect(session, message, speaker.dialect, response, isAlone)
  if (session) return [JSON.stringify(replyOf(session, message, delivery))]
  if (message.channel === '/meta/connect') sessions.succession.claim(speaker.hosted.room, speaker.viewer, message.clientId ?? '', ackIn(message))
  return [JSON.stringify(unknownClient(message))]
}

function shakeHands({ speaker, message }: Hearing, { sessions }: Delivery): BayeuxReply {
  const { minimumVersion = bayeuxVersion, supportedConnectionTypes: offered = [] } = message
  if (Number.parseFloat(minimumVersion) > Number(bayeuxVersion)) return notHandshaken(message, `400:${minimumVersion}:Bayeux ${bayeuxVersion} is spoken here`)
  if (!offered.some((type) => connectionTypes.includes(type))) {
    return notHandshaken(message, `400:${offered.join(',')}:No connection type in common, only ${connectionTypes.join(',')} works here`)
  }
  const session = sessions.begin(speaker, asksForAck(message))
  return session ? handshaken(message, session, sessions.times) : notHandshaken(message, '403::Too many sessions of this agent')
}

function replyOf(session: BayeuxSession, message: BayeuxMessage, { sessions }: Delivery): BayeuxReply {
  const { channel, subscription } = message
  switch (channel) {
    case '/meta/connect':
      return refusedWith(message, `400:${message.connectionType}:Only ${connectionTypes.join(',')} works here`)
    case '/meta/subscribe':
    case '/meta/unsubscribe': {
      if (subscription === undefined) return refusedWith(message, '400::A subscription is missing')
      const subscriptions = [subscription].flat()
      const unknown = subscriptions.filter((one) => !isKnownSubscription(one))
      if (unknown.length > 0) return refusedWith(message, `403:${unknown.join(',')}:unknown topic`)
      if (channel === '/meta/subscribe') sessions.subscribe(session, subscriptions)
      else sessions.unsubscribe(session, subscriptions)
      return subscribedTo(message)
    }
    case '/meta/disconnect':
      sessions.end(session, 'disconnected')
      return goodbye(message)
    default:
      if (channel.startsWith('/meta/')) return refusedWith(message, `404:${channel}:unknown channel`)
      return refusedWith(message, `403:${channel}:Clients may not publish; operations go to /api/v2`)
  }
}

function isSpoken({ connectionType }: BayeuxMessage): boolean {
  return connectionType === undefined || connectionTypes.includes(connectionType)
}
