import type { Viewer } from '../contract/viewer.ts'
import type { ChatResource, Visibility } from '../wire/chat.ts'
import type { ChatNotification, NewMessages, Notification } from '../wire/notifications.ts'
import type { Chat, Message } from './chat-state.ts'
import { eyeOf, mayHear, newestOf } from './chat-state.ts'
import type { Say } from './decider.ts'
import type { Directory } from './directory.ts'
import { agentsIn, chatFor, customerChat, customerMessage, messageFor, messagesFor } from './view.ts'
import { chatUri } from './addresses.ts'
import { leaked } from './bugs.ts'
import { maySee } from './visibility.ts'

/** The notifications that the features are told with. Keys in the page's order. */

export const toAgent = (agent: string, say: Notification): Say => ({ to: `agent:${agent}`, say })

/** An agent's own state in the chat has changed; `referenceId` only to the requester (R14). */
export function statusChange(agent: string, chat: ChatResource, referenceId: number | null): Say {
  const change = { notificationType: 'StatusChange', messageType: 'ChatStateChangeMessage' } as const
  return toAgent(agent, { ...change, ...(referenceId === null ? {} : { referenceId }), chat })
}

/**
 * Everybody in the chat hears the new list; `except` has been told in another way. `visibility` is that of whoever came or
 * went: who cannot see it must not hear of it either.
 */
export function participantsUpdated(chat: Chat, directory: Directory, except: string | null = null, visibility: Visibility = 'All'): Say[] {
  return agentsIn(chat)
    .filter((viewer) => viewer !== `agent:${except}` && maySee(eyeOf(chat, viewer), visibility))
    .map((viewer) => participantsFor(chat, viewer.slice('agent:'.length), directory))
}

/** What is attached to the chat has changed; agents get the whole of it, the requester its `referenceId` (R14). */
export function propertiesUpdated(chat: Chat, by: string, referenceId: number, directory: Directory): Say[] {
  const viewers = new Set([...agentsIn(chat), `agent:${by}` as const])
  return [...viewers].map((to) => ({
    to,
    say: {
      notificationType: 'PropertiesUpdated',
      messageType: 'ChatStateChangeMessage',
      ...(to === `agent:${by}` ? { referenceId } : {}),
      chat: { ...chatFor(chat, to.slice('agent:'.length), directory), userData: chat.userData }
    }
  }))
}

export function participantsFor(chat: Chat, agent: string, directory: Directory): Say {
  return toAgent(agent, { notificationType: 'ParticipantsUpdated', messageType: 'ChatStateChangeMessage', chat: chatFor(chat, agent, directory) })
}

/** A request that was acknowledged has come to nothing: the chat goes on as it is (R6, R7). */
export function operationFailed(chat: Chat, agent: string, errorMessage: string, referenceId: number, directory: Directory): Say {
  const say: ChatNotification = {
    notificationType: 'Error',
    messageType: 'ChatStateChangeMessage',
    errorMessage,
    referenceId,
    chat: chatFor(chat, agent, directory)
  }
  return toAgent(agent, say)
}

/** The message that the event has just added, to every agent who may see it and, if it may, the customer. */
export function newMessage(chat: Chat, directory: Directory, except: string | null = null): Say[] {
  const message = newestOf(chat)
  if (!message) return []
  const agents = agentsIn(chat).filter((viewer) => viewer !== `agent:${except}` && mayHear(chat, viewer, message))
  // All agents see the same, so that it is made and kept once however many they are.
  const say = messageLog(chat, [messageFor(message, chat, directory.plan)], directory)
  const heard = agents.map((to): Say => ({ to, say }))
  return [...heard, ...customerLog(chat, message)]
}

/** All that an agent who has just joined may see, from the start, its own join last (R2). */
export function history(chat: Chat, agent: string, directory: Directory): Say {
  const to: Viewer = `agent:${agent}`
  return { to, say: messageLog(chat, messagesFor(chat, to, directory.plan), directory) }
}

/** The customer's list of people has changed. Once its chat is over it hears nothing more. */
export function customerUpdated(chat: Chat, notificationType: 'StatusChange' | 'ParticipantsUpdated'): Say[] {
  return chat.customer.present ? [toCustomer(chat, notificationType)] : []
}

/** The customer's last notification: its chat is over. */
export function customerEnded(chat: Chat): Say {
  return toCustomer(chat, 'StatusChange')
}

function toCustomer(chat: Chat, notificationType: 'StatusChange' | 'ParticipantsUpdated'): Say {
  return { to: chat.customer.viewer, say: { notificationType, messageType: 'ChatStateChangeMessage', chat: customerChat(chat) } }
}

function customerLog(chat: Chat, message: Message): Say[] {
  const shown = customerMessage(message, chat) ?? leaked(chat, message)
  if (!shown) return []
  return [{ to: chat.customer.viewer, say: { notificationType: 'NewMessages', messageType: 'MessageLogUpdated', chatPath: `/chats/${chat.id}`, messages: [shown] } }]
}

function messageLog(chat: Chat, messages: NewMessages['messages'], { plan }: Directory): NewMessages {
  return { messages, notificationType: 'NewMessages', messageType: 'MessageLogUpdated', chatPath: `/chats/${chat.id}`, chatUri: chatUri(plan, chat.id) }
}
