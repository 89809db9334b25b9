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

/** An address as it is shown, in three parts, so that its host stands out: whatever it says before an @ or after a slash, that is where it leads. */
export interface AddressParts {
  readonly before: string
  readonly host: string
  readonly after: string
}

/** The parts of an address that `webAddress` gave: a host in other letters is spelt as it is asked for, and no sign turns the direction of reading round. */
export function addressParts(address: string): AddressParts {
  const { href, host, pathname, search, hash } = new URL(address)
  const after = `${pathname}${search}${hash}`
  return { before: href.slice(0, href.length - after.length - host.length), host, after: after === '/' ? '' : after }
}

/** The words of it: a text, a notice, or an address. */
export function saidIn({ text, noticeText, url }: Pick<ChatMessage | CustomerMessage, 'text' | 'noticeText' | 'url'>): string {
  return text ?? noticeText ?? url ?? ''
}
