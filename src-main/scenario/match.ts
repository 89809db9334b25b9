import type { Pattern } from '../contract/scenario.ts'
import type { Told } from '../wire/notifications.ts'
import type { People } from './people.ts'
import { isLike } from './regular-expression.ts'

/** Patterns against what was told. A frame is laid flat first, so that a pattern needs no nesting. */

export type Said = Readonly<Record<string, unknown>>

interface Somebody {
  readonly nickname: string
  readonly type: 'Agent' | 'Customer'
}

/** A pattern fits a notification if it fits the notification itself or one of the messages in it. */
export function fits(pattern: Pattern, told: Told, people: People): boolean {
  return fitting(pattern, told, people) !== null
}

/** What a pattern fits, laid flat; null if it fits nothing. */
export function fitting(pattern: Pattern, told: Told, people: People): Said | null {
  return laidFlat(told).find((said) => Object.entries(pattern).every(([key, wanted]) => wanted === undefined || fitsKey(key, wanted, said[key], people))) ?? null
}

/** Keeps the wire's words; what is nested in `chat` or in a message comes up to the top. */
function laidFlat(told: Told): Said[] {
  if ('channels' in told) return told.channels.map((channel) => ({ messageType: told.messageType, state: channel.userState.state }))
  if ('messages' in told) {
    const { notificationType, messageType } = told
    return told.messages.map((message) => ({ ...message, notificationType, messageType }))
  }
  const { chat, ...notification } = told
  return [{ ...chat, ...notification }]
}

function fitsKey(key: string, wanted: unknown, found: unknown, people: People): boolean {
  if (key === 'from') return isSomebody(found) && isCalled(wanted, found, people)
  if (key === 'participants' && Array.isArray(wanted)) {
    const present = Array.isArray(found) ? found.filter(isSomebody) : []
    return wanted.every((one) => present.some((somebody) => isCalled(one, somebody, people)))
  }
  return fitsValue(wanted, found)
}

/** By name in the cast or by nickname. */
function isCalled(wanted: unknown, somebody: Somebody, people: People): boolean {
  return fitsValue(wanted, somebody.nickname) || fitsValue(wanted, people.nameOf(somebody))
}

/** Lists and maps hold at least what is wanted of them. */
function fitsValue(wanted: unknown, found: unknown): boolean {
  if (wanted instanceof RegExp) return typeof found === 'string' && isLike(wanted, found)
  if (Array.isArray(wanted)) return Array.isArray(found) && wanted.every((one) => found.some((other) => fitsValue(one, other)))
  if (typeof wanted === 'object' && wanted !== null) {
    if (typeof found !== 'object' || found === null) return false
    return Object.entries(wanted).every(([key, one]) => Object.hasOwn(found, key) && fitsValue(one, (found as Said)[key]))
  }
  return wanted === found
}

function isSomebody(value: unknown): value is Somebody {
  return typeof value === 'object' && value !== null && 'nickname' in value && 'type' in value
}
