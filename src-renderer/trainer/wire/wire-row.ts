import type { StageMark } from '../../../src-main/contract/control.ts'

/** A mark that went over the wire, or was kept from somebody. */
export type WireMark = StageMark & { readonly mark: Extract<StageMark['mark'], { kind: 'asked' | 'turnedAway' | 'told' | 'hidden' }> }

export const wireKinds = ['request', 'refused', 'notification', 'hidden'] as const
export type WireKind = (typeof wireKinds)[number]

export function isOnWire(mark: StageMark): mark is WireMark {
  const { kind } = mark.mark
  return kind === 'asked' || kind === 'turnedAway' || kind === 'told' || kind === 'hidden'
}

export function kindOf({ mark }: WireMark): WireKind {
  switch (mark.kind) {
    case 'asked':
      return mark.answer.statusCode === 0 || mark.answer.statusCode === 7 ? 'request' : 'refused'
    case 'turnedAway':
      return 'refused'
    case 'told':
      return 'notification'
    case 'hidden':
      return 'hidden'
  }
}

/** The operation of a request, or the type of a notification. */
export function typeOf({ mark }: WireMark): string {
  switch (mark.kind) {
    case 'asked':
      return mark.request.operationName
    case 'turnedAway':
      return operationIn(mark.body) ?? mark.asked
    default:
      return 'notificationType' in mark.said ? mark.said.notificationType : mark.said.messageType
  }
}

/** The operation that a malformed request names, if it names one. */
function operationIn(body: unknown): string | null {
  if (typeof body !== 'object' || body === null || !('operationName' in body)) return null
  return typeof body.operationName === 'string' ? body.operationName : null
}

/** The chat that it is about, by its id; null for what is about none. */
export function chatOf({ mark }: WireMark): string | null {
  switch (mark.kind) {
    case 'asked':
      return mark.chat ?? mark.answer.chat ?? null
    case 'turnedAway':
      return /\/chats\/([0-9A-Za-z]{16})/.exec(mark.asked)?.[1] ?? null
    default:
      return chatTold(mark.said)
  }
}

function chatTold(said: Extract<WireMark['mark'], { kind: 'told' }>['said']): string | null {
  if ('chat' in said) return said.chat.id
  if (!('messages' in said)) return null
  const address = ('chatUri' in said ? said.chatUri : undefined) ?? said.chatPath ?? ''
  return address.slice(address.lastIndexOf('/') + 1) || null
}

/** Method and path of a request; null for what no client can send, and for what is told. */
export function addressOf({ mark }: WireMark): string | null {
  if (mark.kind === 'turnedAway') return mark.asked
  return mark.kind === 'asked' && mark.sent ? `${mark.sent.method} ${mark.sent.path}` : null
}

/** The topic that a notification goes to; customers have a stream of their own. */
export function topicOf({ mark }: WireMark): string | null {
  if (mark.kind !== 'told' && mark.kind !== 'hidden') return null
  if (mark.said.messageType === 'ChannelStateChangeMessageV2') return '/v2/me/channels'
  const isForAgent = 'chatUri' in mark.said || ('chat' in mark.said && 'uri' in mark.said.chat)
  return isForAgent ? '/v2/me/chats' : null
}

/** What is compared, copied and searched: the body and its answer, or the frame. */
export function frameOf({ mark }: WireMark): object {
  switch (mark.kind) {
    case 'asked':
      return { request: mark.sent?.body ?? mark.request, answer: mark.answer }
    case 'turnedAway':
      return { request: mark.body, answer: mark.answer }
    default:
      return mark.said
  }
}
