import type { Told } from './notifications.ts'

/** The Bayeux topics of the API (wire-facts 3.1), how they are subscribed to, and what goes where. */

/** The topics on which something is said. */
export const spokenTopics = ['/v2/me/chats', '/v2/me/channels'] as const

export type Topic = (typeof spokenTopics)[number]

/** The topics that clients subscribe to as well and on which nothing is said here. */
export const silentTopics = [
  '/v2/me/devices',
  '/v2/me/calls',
  '/v2/me/emails',
  '/v2/me/workitems',
  '/v2/me/workbins',
  '/v2/me/openmedia',
  '/v2/me/outbound',
  '/notifications/services'
] as const

/** Where a notification goes (wire-facts 3.3). */
export function topicOf({ messageType }: Pick<Told, 'messageType'>): Topic {
  switch (messageType) {
    case 'ChatStateChangeMessage':
    case 'MessageLogUpdated':
      return '/v2/me/chats'
    case 'ChannelStateChangeMessageV2':
      return '/v2/me/channels'
  }
}

/** Whether a subscription takes in a topic: the topic itself, with `/*` one level below, with `/**` all levels below (Bayeux 1.0). */
export function takesIn(subscription: string, topic: string): boolean {
  if (subscription.endsWith('/**')) return topic.startsWith(subscription.slice(0, -2))
  if (!subscription.endsWith('/*')) return subscription === topic
  const stem = subscription.slice(0, -1)
  return topic.startsWith(stem) && !topic.slice(stem.length).includes('/')
}

/** A topic of the API, or a wildcard below which there is one, be it on a deeper level than the wildcard takes in. */
export function isKnownSubscription(subscription: string): boolean {
  const deep = subscription.replace(/\/\*$/, '/**')
  return [...spokenTopics, ...silentTopics].some((topic) => takesIn(deep, topic))
}
