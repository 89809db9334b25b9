import type { ChatMessage, CustomerMessage } from '../../src-main/wire/messages.ts'

/** What of a log is shown: typing has a place of its own, and a Notice is for programs (wire-facts 1.1). */
export function isShown({ type }: Pick<ChatMessage | CustomerMessage, 'type'>): boolean {
  return type !== 'TypingStarted' && type !== 'TypingStopped' && type !== 'Notice'
}

/** Something that somebody said, whatever way; the rest are events such as a joining. */
export function isSaid({ type }: Pick<ChatMessage | CustomerMessage, 'type'>): boolean {
  return type === 'Text' || type === 'PushUrl' || type === 'CustomNotice'
}

/** The words of it: a text, a notice, or an address. */
export function saidIn({ text, noticeText, url }: Pick<ChatMessage | CustomerMessage, 'text' | 'noticeText' | 'url'>): string {
  return text ?? noticeText ?? url ?? ''
}
