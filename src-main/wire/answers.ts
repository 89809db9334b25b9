import { z } from 'zod'
import { channelState } from './agent-states.ts'
import { chatResource, participant } from './chat.ts'
import { customerChat } from './customer-side.ts'
import { chatMessage, customerMessage } from './messages.ts'
import {
  agentStateResource,
  callResource,
  deviceResource,
  dispositionResource,
  featureResource,
  groupResource,
  mySettings,
  serviceResource,
  settingsGroup,
  skillResource,
  workspaceSetting
} from './resources.ts'
import { contactResource, meResource, monitoringMark, queueResource, skill, supervisedChat, userResource } from './users-and-queues.ts'

/** What reading is answered by: the envelope, and beside it the thing under its own name (wire-facts 4.1). */

const uris = z.array(z.string())
const envelopeOfUris = envelope('Uris', { uris })

/** The things that may be read in parts, each with its parts; made once, since a component is known by its identity. */
const inParts = new Map<z.ZodObject, z.ZodObject>()

const me = z
  .object({
    ...meResource.shape,
    ...z.object({
      devices: z.array(deviceResource),
      calls: z.array(callResource),
      channelStates: z.array(channelState),
      interactions: z.array(chatResource),
      chats: z.array(chatResource),
      settings: mySettings,
      groups: z.array(groupResource),
      features: z.array(featureResource)
    }).partial().shape
  })
  .meta({ id: 'MeWithSubresources', description: 'The signed-in agent with the subresources that were asked for' })

export const meAnswer = single('user', me, 'MeAnswer')
export const userAnswer = single('user', userResource)
export const usersAnswer = list('users', userResource)
export const queueAnswer = single('queue', queueResource)
export const queuesAnswer = list('queues', queueResource)
export const contactAnswer = single('contact', contactResource)
export const contactsAnswer = listReadWhole('contacts', contactResource)
export const groupAnswer = single('group', groupResource)
export const groupsAnswer = list('groups', groupResource)
export const skillAnswer = single('skill', skillResource)
export const skillsAnswer = list('skills', skillResource)
export const mySkillsAnswer = list('skills', skill, 'MySkillsAnswer')
export const featureAnswer = single('feature', featureResource)
export const featuresAnswer = list('features', featureResource)
export const serviceAnswer = single('service', serviceResource)
export const servicesAnswer = list('services', serviceResource)
export const dispositionAnswer = single('disposition', dispositionResource)
export const dispositionsAnswer = list('dispositions', dispositionResource)
export const devicesAnswer = list('devices', deviceResource)
export const callsAnswer = list('calls', callResource)
export const channelAnswer = envelope('ChannelAnswer', { channel: channelState })
export const channelsAnswer = list('channels', channelState)

export const settingsAnswer = listReadWhole('settings', settingsGroup)
export const mySettingsAnswer = envelope('MySettingsAnswer', { settings: mySettings })
export const settingsGroupAnswer = envelope('SettingsGroupAnswer', {
  settings: z.union([z.array(agentStateResource), z.array(workspaceSetting), z.array(dispositionResource)]),
  key: z.literal('name').meta({ description: 'By which property each is known' })
})
export const versionAnswer = envelope('VersionAnswer', { version: z.string() })

export const chatAnswer = single('chat', chatResource)
export const chatsAnswer = list('chats', chatResource)
export const interactionsAnswer = list('interactions', chatResource)
export const supervisedChatsAnswer = envelope('SupervisedChatsAnswer', {
  chats: z.array(supervisedChat),
  monitoring: monitoringMark.optional().meta({ description: 'What the supervisor who asks has set for the chats to come; missing for nothing' })
})
export const messagesAnswer = envelope('MessagesAnswer', { messages: z.array(chosen(chatMessage)) })
export const participantAnswer = envelope('ParticipantAnswer', { participant })
export const participantsAnswer = list('participants', participant)

export const customerChatAnswer = envelope('CustomerChatAnswer', { chat: customerChat })
export const customerMessagesAnswer = envelope('CustomerMessagesAnswer', { messages: z.array(customerMessage) })

export const chatGiven = envelope('ChatGiven', {
  id: z.string(),
  path: z.string().meta({ description: 'Of the new chat, `/api/v2` included' }),
  token: z.string().optional().meta({ description:
    '`extended`: opens this chat and nothing else, as `Authorization: Bearer`; a widget may use the cookie instead' })
})

function envelope(id: string, shape: z.core.$ZodLooseShape) {
  return z.object({ statusCode: z.literal(0), ...shape }).meta({ id })
}

function single(name: string, resource: z.ZodObject, id = answerId(name)) {
  return envelope(id, { [name]: chosen(resource) })
}

/** Addresses, or the things themselves where `fields` was given. */
function list(name: string, resource: z.ZodObject, id = answerId(name)) {
  return z.union([envelopeOfUris, envelope(id, { [name]: z.array(chosen(resource)) })])
}

/** The things themselves, and beside them their addresses unless `fields` was given: known clients read such lists whole. */
function listReadWhole(name: string, resource: z.ZodObject, id = answerId(name)) {
  return envelope(id, { uris: uris.optional(), [name]: z.array(chosen(resource)) })
}

function answerId(name: string): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}Answer`
}

/** The whole thing, or the fields of it that `fields` names. */
function chosen(resource: z.ZodObject) {
  const parts = inParts.get(resource) ?? resource.partial().meta({ id: `${resource.meta()?.id}Fields` })
  inParts.set(resource, parts)
  return z.union([resource, parts])
}
