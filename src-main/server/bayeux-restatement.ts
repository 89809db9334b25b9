import { nameOf } from '../contract/viewer.ts'
import type { Viewer } from '../contract/viewer.ts'
import type { ChatResource } from '../wire/chat.ts'
import type { Notification } from '../wire/notifications.ts'
import { topicOf } from '../wire/topics.ts'
import type { HostedRoom } from './host.ts'

/**
 * What a client is told that was away for so long that its stream no longer has all it missed: how things are now, as if it
 * read again. Each chat of the agent with its people and its whole log, and the agent's own readiness.
 */
export function restated(hosted: HostedRoom, viewer: Viewer, topics: readonly string[]): Notification[] {
  const { views } = hosted
  const chats = views.chatsOf(viewer).flatMap((chat) => chatRestated(hosted, viewer, chat))
  const channels: Notification = { messageType: 'ChannelStateChangeMessageV2', channels: views.me(nameOf(viewer)).channels }
  return [...chats, channels].filter((said) => topics.includes(topicOf(said)))
}

function chatRestated({ views }: HostedRoom, viewer: Viewer, chat: ChatResource): Notification[] {
  const now: Notification = { notificationType: 'ParticipantsUpdated', messageType: 'ChatStateChangeMessage', chat }
  const messages = views.messages(viewer, chat.id)
  if (messages === null || messages === 'preview_off' || messages.length === 0) return [now]
  return [now, { messages, notificationType: 'NewMessages', messageType: 'MessageLogUpdated', chatPath: `/chats/${chat.id}`, chatUri: chat.uri }]
}
