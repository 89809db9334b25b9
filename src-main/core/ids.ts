import type { RoomPlan } from '../contract/room-plan.ts'
import { epochMs } from './clock.ts'

/** Every id comes from the room's seed and a name or a counter, so that a run bears the same ids again (R17). */

/** A user, a queue or anything else of the account, or the account itself: 32 hex digits. */
export function resourceId(seed: number, kind: 'user' | 'queue' | 'skill' | 'disposition' | 'notReadyReason' | 'service' | 'contactCenter', name: string): string {
  return Array.from({ length: 4 }, (_, part) => hash(`${seed}/${kind}/${name}/${part}`).toString(16).padStart(8, '0')).join('')
}

/** 16 characters, the tail counting in base 36 (wire-facts 2.1). */
export function interactionId(seed: number, counter: number): string {
  const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
  const middle = Array.from({ length: 6 }, (_, place) => alphabet[hash(`${seed}/interaction/${place}`) % alphabet.length]).join('')
  return `0000${middle}${counter.toString(36).toUpperCase().padStart(6, '0')}`
}

/** 4 hex digits of the seed, 8 of the Unix seconds of joining, 4 of a counter, upper case (wire-facts 2.4). */
export function participantId(plan: RoomPlan, at: number, counter: number): string {
  const prefix = (hash(`${plan.seed}/participant`) & 0xff).toString(16).padStart(4, '0')
  const seconds = Math.floor(epochMs(plan, at) / 1000).toString(16).padStart(8, '0')
  return `${prefix}${seconds}${(counter & 0xffff).toString(16).padStart(4, '0')}`.toUpperCase()
}

/** FNV-1a with a final mix, 32 bits: small, pure and the same everywhere. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let place = 0; place < text.length; place += 1) {
    value = Math.imul(value ^ text.charCodeAt(place), 0x01000193)
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35)
  return (value ^ (value >>> 16)) >>> 0
}
