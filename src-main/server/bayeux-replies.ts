import type { Advice, BayeuxMessage, BayeuxReply } from '../wire/bayeux.ts'
import { bayeuxVersion, connectionTypes } from '../wire/bayeux.ts'
import type { BayeuxSession, BayeuxTimes } from './bayeux-session.ts'

/** What a message is answered with. The errors are Bayeux's `code:arguments:sentence`. */

export function handshaken(message: BayeuxMessage, { clientId, acks }: BayeuxSession, times: BayeuxTimes): BayeuxReply {
  return {
    ...replyTo(message, true),
    version: bayeuxVersion,
    minimumVersion: bayeuxVersion,
    supportedConnectionTypes: connectionTypes,
    clientId,
    advice: { ...retry(times), maxInterval: times.maxIntervalMs },
    ...(acks ? { ext: { ack: true } } : {})
  }
}

/** There is nothing to be gained by trying again, so the advice is not to. */
export function notHandshaken(message: BayeuxMessage, error: string): BayeuxReply {
  return { ...refusedWith(message, error), version: bayeuxVersion, supportedConnectionTypes: connectionTypes, advice: { reconnect: 'none' } }
}

/** A batch has the number of the last one that carried anything: one that is empty needs no acknowledgement of its own. */
export function connectedTo(message: BayeuxMessage, session: BayeuxSession, advice: Advice): BayeuxReply {
  return { ...replyTo(message, true), clientId: session.clientId, advice, ...(session.acks ? { ext: { ack: session.position.batch } } : {}) }
}

export function subscribedTo(message: BayeuxMessage): BayeuxReply {
  return { ...replyTo(message, true), ...subscriptionIn(message) }
}

export function goodbye(message: BayeuxMessage): BayeuxReply {
  return { ...replyTo(message, true), advice: { reconnect: 'none' } }
}

export function unknownClient(message: BayeuxMessage): BayeuxReply {
  return { ...refusedWith(message, '402::Unknown client'), advice: { reconnect: 'handshake', interval: 0 } }
}

export function refusedWith(message: BayeuxMessage, error: string): BayeuxReply {
  return { ...replyTo(message, false), ...subscriptionIn(message), error }
}

export function retry({ timeoutMs }: BayeuxTimes): Advice {
  return { reconnect: 'retry', interval: 0, timeout: timeoutMs }
}

function replyTo({ id, channel, clientId }: BayeuxMessage, successful: boolean): BayeuxReply {
  return { ...(id === undefined ? {} : { id }), channel, ...(clientId === undefined ? {} : { clientId }), successful }
}

function subscriptionIn({ subscription }: BayeuxMessage): Pick<BayeuxReply, 'subscription'> {
  return subscription === undefined ? {} : { subscription }
}
