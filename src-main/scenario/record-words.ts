import type { Answer } from '../contract/client.ts'
import { nameOf } from '../contract/viewer.ts'
import type { People } from './people.ts'
import type { AskedEntry, RunHead, ToldEntry } from './run-record.ts'
import { listed } from './spelling.ts'
import { answerText, clockText, saidText } from './wording.ts'

/** Requests and frames of a record as people read them. */

export function isRefused({ statusCode }: Answer): boolean {
  return statusCode !== 0 && statusCode !== 7
}

/** What a report of a live run says of its times; null in virtual time. */
export function liveText({ live }: Pick<RunHead, 'live'>): string | null {
  if (!live) return null
  const played = Object.entries(live.players).map(([name, player]) => `${name} is played by a ${player}`)
  return `In live time${played.length === 0 ? '' : `, and ${listed(played)}`}: the moments differ from run to run`
}

/** `Consult: acknowledged` */
export function askedText({ operation, answer }: AskedEntry): string {
  return `${operationName(operation)}: ${answerText(answer)}`
}

/** The name of an operation, or that it has none. */
export function operationName(operation: unknown): string {
  if (typeof operation !== 'object' || operation === null || !('operationName' in operation)) return 'a request without a name'
  return String(operation.operationName)
}

/** `NewMessages  Anna: "One moment, please" (All)` */
export function toldText({ said }: ToldEntry, people: People): string {
  return saidText(said, people)
}

/** A request or a frame on one line with all that it holds, as it went over the wire. */
export function wireLine(entry: AskedEntry | ToldEntry): string {
  if (entry.kind === 'told') return `${clockText(entry.at)}  ${nameOf(entry.viewer)} is told ${entry.seq}: ${JSON.stringify(entry.said)}`
  const who = entry.viewer === null ? 'Somebody' : nameOf(entry.viewer)
  return `${clockText(entry.at)}  ${who} asks: ${JSON.stringify(entry.operation)} -> ${JSON.stringify(entry.answer)}`
}

/** What a frame is about, in a word: the state that it tells, or the kind of the last message in it. */
export function frameWord(said: ToldEntry['said']): string {
  if ('channels' in said) return said.channels[0]?.userState.state ?? 'readiness'
  if ('messages' in said) return said.messages.at(-1)?.type ?? 'no message'
  if (said.notificationType === 'StatusChange') return said.chat.state
  return said.notificationType
}
