import type { ReadMessage } from '../contract/client.ts'
import type { ChatResource, Participant } from '../wire/chat.ts'
import type { CustomerChat } from '../wire/customer-side.ts'
import type { CustomerParticipant } from '../wire/messages.ts'

/** Ids and addresses of a chat, of who is in it, and of what was said, by their own looks. Each gives what is wrong, or null. */

export function wrongWithChat(chat: ChatResource | CustomerChat): string | null {
  if (!/^[0-9A-Za-z]{16}$/.test(chat.id)) return `the chat's id is "${chat.id}", not 16 letters and digits (R17)`
  if ('uri' in chat) {
    if (!chat.uri.endsWith(`/chats/${chat.id}`)) return `the chat ${chat.id} has the address ${chat.uri}`
    if (chat.path !== undefined && chat.path !== `/chats/${chat.id}`) return `the chat ${chat.id} has the path ${chat.path}`
  }
  return wrongWithParticipants(chat.participants ?? [], chat.id)
}

export function wrongWithParticipants(participants: readonly (Participant | CustomerParticipant)[], chat: string): string | null {
  const ids = new Set<string>()
  for (const one of participants) {
    const wrong = wrongWithParticipant(one, chat)
    if (wrong !== null) return wrong
    if (ids.has(one.participantId)) return `${one.nickname} is listed twice with the participantId ${one.participantId}`
    ids.add(one.participantId)
  }
  return null
}

export function wrongWithMessage({ index, from, ...message }: ReadMessage, chat: string): string | null {
  if (!Number.isInteger(index) || index < 1) return `a message has the index ${index}`
  return wrongWithParticipant(from, chat, 'timestamp' in message)
}

function wrongWithParticipant(one: Participant | CustomerParticipant, chat: string, isOfAgents = 'uri' in one): string | null {
  const { nickname, type, participantId } = one
  if (!isOfAgents) return /^[0-9A-F]{16}$|^[1-9]\d*$/.test(participantId) ? null : `${nickname} has the participantId "${participantId}" (R17)`
  if (!/^[0-9A-F]{16}$/.test(participantId)) return `${nickname} has the participantId "${participantId}", not 16 hex digits (R17)`
  if (!('uri' in one) || one.uri === undefined || one.path === undefined) return null
  if (!one.uri.endsWith(one.path)) return `${nickname} has the address ${one.uri} and the path ${one.path}`
  const [wanted, id] = type === 'Customer' ? [`/chats/${chat}/participants/${participantId}`, participantId] : [`/users/${one.id ?? ''}`, one.id]
  return one.path === wanted && one.id === id ? null : `${nickname} has the path ${one.path} and the id "${one.id ?? ''}"`
}
