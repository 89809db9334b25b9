import { m } from '../shared/messages/messages.js'
import { customerIn, roleOf } from './desk-chat.ts'
import type { DeskChat } from './desk-chat.ts'
import { whyNot } from './why-not.ts'

/** What the account's settings say about how chats are said to have ended. */
export interface DispositionRules {
  /** None where any word is good. */
  readonly words: readonly string[]
  /** The key of the user data that holds it. */
  readonly key: string
  readonly isMandatory: boolean
  /** Nobody may change it once the customer has gone. */
  readonly isFixedAtTheEnd: boolean
  /** Nobody may ever change it; known once that was refused. */
  readonly isFixed: boolean
}

export const noDispositionRules: DispositionRules = { words: [], key: 'DispositionCode', isMandatory: false, isFixedAtTheEnd: false, isFixed: false }

/** The id of the field in which it is chosen, so that whoever misses it can lead there. */
export function dispositionField(chat: string): string {
  return `disposition-${chat}`
}

/** What was set; null for nothing yet. */
export function dispositionOf(chat: DeskChat, { key }: DispositionRules): string | null {
  const said = chat.userData[key]
  return said === undefined || said === null || said === '' ? null : String(said)
}

/** Has somebody to say how the chat ended before it can be marked done? What nobody may say any more is not waited for (R23). */
export function isDispositionMissing(chat: DeskChat, rules: DispositionRules): boolean {
  return rules.isMandatory && dispositionOf(chat, rules) === null && !isTooLate(chat, rules)
}

function isTooLate(chat: DeskChat, { isFixed, isFixedAtTheEnd }: DispositionRules): boolean {
  const role = roleOf(chat)
  return isFixed || (isFixedAtTheEnd && (role === 'left' || role === 'customerGone'))
}

/** Why it cannot be set now; null when it can. */
export function whyNotDispose(chat: DeskChat, rules: DispositionRules): string | null {
  if (!isTooLate(chat, rules)) return whyNot(chat, 'SetDisposition')
  if (rules.isFixed) return m.agent_whyDispositionNever()
  const customer = customerIn(chat) ?? m.agent_theCustomer()
  return rules.isMandatory && dispositionOf(chat, rules) === null ? m.agent_whyDispositionDoneWithout({ customer }) : m.agent_whyDispositionFixed({ customer })
}

/** Why the chat cannot be marked done, as far as this goes. */
export function whyNotDone(chat: DeskChat, rules: DispositionRules): string | null {
  return isDispositionMissing(chat, rules) ? m.agent_whyDisposition() : null
}
