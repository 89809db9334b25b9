import { drawn } from './dice.ts'
import { isAgent } from '../contract/viewer.ts'
import type { AgentOperation } from '../wire/operations.ts'
import type { Memory } from './memory.ts'
import type { Act } from './scenario.ts'

/** How long people take to read, to decide and to type: with the same seed the same, in every clock. */

/** Milliseconds a character: a quick reader reads some twenty a second, a typist types some five. */
const readingMs = { least: 40, most: 60 }
const typingMs = { least: 120, most: 260 }
const decidingMs = { least: 600, most: 1800 }
const pauseMs = { least: 1500, most: 5000 }
/** Nobody reads or types longer than this in one go. */
const longestMs = 45_000

export interface Natural {
  readonly readMs: number
  readonly typeMs: number
  /** How the typing is shown; null for what is not typed into a chat. */
  readonly typing: { readonly start: TypingName; readonly stop: TypingName } | null
}

export type TypingName = Extract<AgentOperation['operationName'], `Send${'Start' | 'Stop'}Typing${string}`>

/** What comes before an act: reading all that its actor heard since it last did something, then typing. */
export function naturalTimes(act: Act, since: number, memory: Memory, seed: number): Natural {
  const unread = memory.of(act.actor, since).flatMap(({ said }) => ('messages' in said ? said.messages.flatMap(({ text }) => text ?? []) : []))
  const name = `${act.actor} ${act.line}${act.part ? ` ${act.part.line}` : ''}`
  const perCharacter = (what: string, { least, most }: typeof readingMs, text: string): number => Math.min(longestMs, text.length * drawn(seed, `${name} ${what}`, least, most))
  const typed = [act.text, act.note].filter((text) => text !== undefined).join('')
  return {
    readMs: drawn(seed, `${name} decides`, decidingMs.least, decidingMs.most) + perCharacter('reads', readingMs, unread.join('')),
    typeMs: perCharacter('types', typingMs, typed),
    typing: typingOf(act)
  }
}

/** The least that comes before an act, whatever the seed. */
export function naturalLeastMs({ text = '', note = '' }: Act): number {
  return decidingMs.least + Math.min(longestMs, (text.length + note.length) * typingMs.least)
}

/** How long an audience reads a caption. */
export function captionMs(text: string): number {
  return Math.min(longestMs, 1000 + text.length * readingMs.most)
}

/** A `wait: natural`. */
export function naturalPause(line: number, seed: number): number {
  return drawn(seed, `pause ${line}`, pauseMs.least, pauseMs.most)
}

function typingOf({ actor, verb }: Act): Natural['typing'] {
  if (verb === 'say') return { start: 'SendStartTypingNotification', stop: 'SendStopTypingNotification' }
  if (verb === 'tellAgents' && isAgent(actor)) return { start: 'SendStartTypingToAgentsNotification', stop: 'SendStopTypingToAgentsNotification' }
  return null
}
