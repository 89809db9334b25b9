import type { Asked } from './desk-chat.ts'

/** What the wire does not keep for a window that is loaded again: where the reader was, and what it had asked for. */

const selectedKey = 'aside.agent.selected'
const readKey = (chat: string): string => `aside.agent.read.${chat}`
const askedKey = (chat: string): string => `aside.agent.asked.${chat}`

export function keptSelected(): string | null {
  return sessionStorage.getItem(selectedKey)
}

export function keepSelected(chat: string): void {
  sessionStorage.setItem(selectedKey, chat)
}

export function keepReadUpTo(chat: string, index: number): void {
  sessionStorage.setItem(readKey(chat), String(index))
}

export function keepAsked(chat: string, asked: Asked | null): void {
  if (asked === null) sessionStorage.removeItem(askedKey(chat))
  else sessionStorage.setItem(askedKey(chat), JSON.stringify(asked))
}

export function keptPlace(chat: string): { readUpTo: number; asked: Asked | null } {
  const asked = sessionStorage.getItem(askedKey(chat))
  return { readUpTo: Number(sessionStorage.getItem(readKey(chat)) ?? 0), asked: asked === null ? null : (JSON.parse(asked) as Asked) }
}

export function forgetPlace(chat: string): void {
  sessionStorage.removeItem(readKey(chat))
  keepAsked(chat, null)
}
