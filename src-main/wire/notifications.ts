import { z } from 'zod'
import { chatResource } from './chat.ts'
import { customerChat } from './customer-side.ts'
import { chatMessage, customerMessage } from './messages.ts'
import { channelState } from './agent-states.ts'

/** What viewers are told, as it goes over the wire (wire-facts 3). Keys in the page's order. */

const referenceId = z.number().int().optional().meta({ description: 'Links the notification to the request that caused it; only its requester gets one (ruling R14)' })

export const chatNotification = z
  .object({
    notificationType: z
      .enum(['StatusChange', 'ParticipantsUpdated', 'PropertiesUpdated', 'Error'])
      .meta({ description: 'What has changed: the state, who takes part, or the user data; or a request that was acknowledged has failed' }),
    messageType: z.literal('ChatStateChangeMessage'),
    errorMessage: z.string().optional().meta({ description: 'With `Error`' }),
    referenceId,
    chat: chatResource
  })
  .meta({ id: 'ChatStateChangeMessage', description: 'The chat as its agent sees it now; on the topic /v2/me/chats' })

export const newMessages = z
  .object({
    messages: z.array(chatMessage),
    notificationType: z.literal('NewMessages'),
    messageType: z.literal('MessageLogUpdated'),
    chatPath: z.string().optional().meta({ description: '`extended`: /chats/{id}; one known client dereferences it unasked' }),
    chatUri: z.string()
  })
  .meta({ id: 'MessageLogUpdated', description: 'What was said in a chat; on the topic /v2/me/chats' })

export const channelsUpdated = z
  .object({
    messageType: z.literal('ChannelStateChangeMessageV2'),
    channels: z.array(channelState)
  })
  .meta({ id: 'ChannelStateChangeMessageV2', description: "The agent's own readiness has changed; on the topic /v2/me/channels" })

export const agentNotification = z.union([chatNotification, newMessages, channelsUpdated])

export const customerNewMessages = z
  .object({
    notificationType: z.literal('NewMessages'),
    messageType: z.literal('MessageLogUpdated'),
    chatPath: z.string(),
    messages: z.array(customerMessage)
  })
  .meta({ id: 'CustomerMessageLogUpdated', description: 'What was said in the chat, as far as the customer may know' })

export const customerChatNotification = z
  .object({
    notificationType: z.enum(['StatusChange', 'ParticipantsUpdated']),
    messageType: z.literal('ChatStateChangeMessage'),
    chat: customerChat
  })
  .meta({ id: 'CustomerChatStateChangeMessage', description: 'The chat as its customer sees it now' })

/** What a customer's own stream carries: nothing but what customers may know. */
export const customerNotification = z.union([customerNewMessages, customerChatNotification])

export type ChatNotification = z.infer<typeof chatNotification>
export type NewMessages = z.infer<typeof newMessages>
export type ChannelsUpdated = z.infer<typeof channelsUpdated>
export type CustomerNotification = z.infer<typeof customerNotification>
/** What an agent is told. */
export type Notification = z.infer<typeof agentNotification>
/** Anything a viewer may be told. */
export type Told = Notification | CustomerNotification
