import type { ChatResource } from './chat.ts'
import type { ChatMessage, CustomerMessage } from './messages.ts'
import type { CustomerChat } from './customer-side.ts'

/** What an agent is told, as it goes over the wire (wire-facts 3). Keys in the page's order. */
export type Notification = ChatNotification | NewMessages | ChannelsUpdated

export interface ChatNotification {
  notificationType: 'StatusChange' | 'ParticipantsUpdated' | 'PropertiesUpdated' | 'Error'
  messageType: 'ChatStateChangeMessage'
  errorMessage?: string
  /** Links the notification to the request that caused it; only its requester gets one (R14). */
  referenceId?: number
  chat: ChatResource
}

export interface NewMessages {
  messages: ChatMessage[]
  notificationType: 'NewMessages'
  messageType: 'MessageLogUpdated'
  /** `/chats/{id}`, `extended`: one known client dereferences it unasked (wire-facts 3.2). */
  chatPath?: string
  chatUri: string
}

/** An agent's own readiness changed (wire-facts 3.3). */
export interface ChannelsUpdated {
  messageType: 'ChannelStateChangeMessageV2'
  channels: ChannelState[]
}

export interface ChannelState {
  channel: 'chat'
  dndState: 'Off'
  userState: { displayName: string; id: string; state: 'Ready' | 'NotReady' | 'Logout' }
}

/** What a customer's own stream carries: nothing but what customers may know. */
export type CustomerNotification =
  | { notificationType: 'NewMessages'; messageType: 'MessageLogUpdated'; chatPath: string; messages: CustomerMessage[] }
  | { notificationType: 'StatusChange' | 'ParticipantsUpdated'; messageType: 'ChatStateChangeMessage'; chat: CustomerChat }

/** Anything a viewer may be told. */
export type Told = Notification | CustomerNotification
