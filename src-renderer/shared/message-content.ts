import type { ChatMessage, CustomerMessage } from '../../src-main/wire/messages.ts'

/** What of a log is shown: typing has a place of its own, and a Notice is for programs (wire-facts 1.1). */
export function isShown({ type }: Pick<ChatMessage | CustomerMessage, 'type'>): boolean {
  return type !== 'TypingStarted' && type !== 'TypingStopped' && type !== 'Notice'
}

/** Something that somebody said, whatever way; the rest are events such as a joining. */
export function isSaid({ type }: Pick<ChatMessage | CustomerMessage, 'type'>): boolean {
  return type === 'Text' || type === 'PushUrl' || type === 'CustomNotice'
}

/** An address that a window may lead to when somebody presses it; null for anything else, whatever it says. */
export function webAddress(text: string | undefined): string | null {
  const url = text === undefined || /\s/.test(text) ? null : URL.parse(text)
  return url !== null && (url.protocol === 'http:' || url.protocol === 'https:') ? url.href : null
}

/** The words of it: a text, a notice, or an address. */
export function saidIn({ text, noticeText, url }: Pick<ChatMessage | CustomerMessage, 'text' | 'noticeText' | 'url'>): string {
  return text ?? noticeText ?? url ?? ''
}
