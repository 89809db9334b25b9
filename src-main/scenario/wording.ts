import type { Answer, Heard } from '../contract/client.ts'
import type { Pattern } from '../contract/scenario.ts'
import { nameOf } from '../contract/viewer.ts'
import type { People } from './people.ts'
import type { Act, Expectation, Expected, Hold, Network, Release, Target } from './scenario.ts'
import { listed } from './spelling.ts'

/** Steps, expectations and frames as people read them. */

/** `consult Ben — Above my limit` */
export function actText(act: Omit<Act, 'line' | 'part'>): string {
  const { like = {} } = act
  const text = like.text === undefined ? act.text && quoted(act.text) : String(like.text)
  const words = [act.verb, act.queue, act.target && targetText(act.target), text, ...otherWords(act)]
  const sentence = words.filter((word) => word !== undefined).join(' ')
  const where = act.chat === undefined ? '' : ` (in ${act.chat}'s chat)`
  const note = like.note ?? act.note
  return `${sentence}${where}${note === undefined ? '' : ` — ${note}`}`
}

/** What is done to somebody's line or requests: `network drop for 5s`, `hold CancelConsult until Ben is Chatting`, `release`. */
export function lineText(step: Network | Hold | Release): string {
  const lasts = 'forMs' in step && step.forMs !== null ? ` for ${durationText(step.forMs)}` : ''
  switch (step.kind) {
    case 'network': {
      const { fault, catchUp } = step
      const loses = fault === null || fault.network === 'drop' || fault.network === 'disconnect'
      const catching = catchUp === null || !loses ? '' : catchUp ? ', catching up' : ', without catching up'
      const by = fault?.network === 'delay' ? ` by ${durationText(fault.byMs)}` : ''
      return `network ${fault?.network ?? 'reconnect'}${by}${lasts}${catching}`
    }
    case 'hold':
      return `hold ${step.operationName ?? 'everything'}${step.until ? ` until ${expectationText(step.until)}` : ''}${lasts}`
    case 'release':
      return 'release'
  }
}

/** What only few verbs have. */
function otherWords({ url, data, keys, disposition, key, mode, only, channels, place, reason, operation, like = {} }: Omit<Act, 'line' | 'part'>): string[] {
  const pairs = Object.entries(data ?? {}).map(([name, value]) => `${name} ${wordsText(value)}`)
  const lists = [...pairs, ...(keys ?? []), ...(channels ?? [])].join(', ')
  const said = [like.url ?? url, lists || undefined, like.disposition ?? disposition, key && `as ${key}`, mode, only, place && `at ${place}`, reason]
  return [...said.flatMap((one) => (one === undefined ? [] : [String(one)])), ...(operation === undefined ? [] : [JSON.stringify(operation).slice(0, 200)])]
}

/** `Ben hears "Can you approve 250?", visibility Agents` */
export function expectationText(expected: Expected & Pick<Expectation, 'viewer' | 'chat'>): string {
  return `${nameOf(expected.viewer)} ${phraseText(expected)}${expected.chat === undefined ? '' : ` (in ${expected.chat}'s chat)`}`
}

function phraseText(expected: Expected): string {
  switch (expected.phrase) {
    case 'hears':
    case 'has not heard':
    case 'never hears':
      return `${expected.phrase} ${patternText(expected.pattern) || 'anything'}`
    case 'gets error': {
      const { notificationType: _notificationType, ...rest } = expected.pattern
      const said = rest.errorMessage instanceof RegExp || typeof rest.errorMessage === 'string' ? wordsText(rest.errorMessage) : ''
      const { errorMessage: _errorMessage, ...others } = rest
      return ['gets error', said, patternText(others)].filter(Boolean).join(' ')
    }
    case 'is':
      return `is ${expected.state}`
    case 'can':
    case 'cannot':
      return `${expected.phrase} ${listed(expected.capabilities, expected.phrase === 'can' ? 'and' : 'or')}`
    case 'sees':
      return `sees ${listed(expected.people)}`
    case 'is refused': {
      const said = Object.entries(expected.refusal ?? {}).map(([key, value]) => `${key} ${wordsText(value)}`)
      return `is refused${said.length > 0 ? `, ${said.join(', ')}` : ''}`
    }
  }
}

function patternText({ text, from, ...others }: Pattern): string {
  const said = [
    ...(text === undefined ? [] : [wordsText(text)]),
    ...(from === undefined ? [] : [`from ${from instanceof RegExp ? String(from) : from}`]),
    ...Object.entries(others).map(([key, value]) => `${key} ${typeof value === 'string' ? value : wordsText(value)}`)
  ]
  return said.join(', ')
}

function wordsText(value: unknown): string {
  if (value instanceof RegExp) return String(value)
  if (Array.isArray(value)) return value.map((one) => (typeof one === 'string' ? one : wordsText(one))).join(', ')
  return typeof value === 'string' ? quoted(value) : JSON.stringify(value)
}

function targetText(target: Target): string {
  if ('uri' in target) return target.uri
  return 'agent' in target ? target.agent : target.queue
}

/** A refusal or an acknowledgement, as one clause. */
export function answerText(answer: Answer): string {
  if (answer.statusCode === 7) return `acknowledged, but not for ${answer.failed.map(({ channel }) => channel).join(', ')}`
  return answer.statusCode === 0 ? 'acknowledged' : `refused by ${answer.statusCode}, "${answer.statusMessage}"`
}

/** One frame on one line: `0:03.0  NewMessages  Anna: "One moment, please" (All)`. */
export function heardText({ at, said }: Heard, people: People): string {
  return `${clockText(at)}  ${saidText(said, people)}`
}

/** A frame without its moment. */
export function saidText(said: Heard['said'], people: People): string {
  if ('channels' in said) return said.channels.map(({ userState }) => userState.state).join(', ')
  if ('messages' in said) {
    const messages = said.messages.map((message) => {
      const visibility = 'visibility' in message ? ` (${message.visibility})` : ''
      return `${people.nameOf(message.from)}: ${message.text === undefined ? message.type : quoted(message.text)}${visibility}`
    })
    return `${said.notificationType}  ${messages.join(', ')}`
  }
  const { chat, notificationType } = said
  const error = 'errorMessage' in said && said.errorMessage !== undefined ? ` ${quoted(said.errorMessage)}` : ''
  const participants = chat.participants && chat.participants.length > 0 ? `, with ${chat.participants.map((one) => people.nameOf(one)).join(', ')}` : ''
  return `${notificationType}${error}  ${chat.state}${participants}`
}

/** `0:04.5`: minutes, seconds and tenths since the room began. */
export function clockText(at: number): string {
  const tenths = Math.floor(at / 100)
  const minutes = Math.floor(tenths / 600)
  return `${minutes}:${((tenths % 600) / 10).toFixed(1).padStart(4, '0')}`
}

/** `5s`, `1.5s`, `2m` */
export function durationText(ms: number): string {
  return ms >= 60_000 && ms % 60_000 === 0 ? `${ms / 60_000}m` : `${ms / 1000}s`
}

/** A text in quotes, on one line and not too long. */
export function quoted(text: string): string {
  const line = text.replace(/\s+/g, ' ')
  return JSON.stringify(line.length > 200 ? `${line.slice(0, 199)}…` : line)
}
