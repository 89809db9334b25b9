import type { Answer } from '../contract/client.ts'
import type { AgentVerb, CustomerVerb } from '../contract/verbs.ts'
import { customerViewer, isAgent } from '../contract/viewer.ts'
import type { Viewer } from '../contract/viewer.ts'
import { agentOperation, customerOperation, isSessionVerb, sessionOperation } from './agent-operations.ts'
import type { ChatVerb } from './agent-operations.ts'
import type { Memory } from './memory.ts'
import { isSurelyLike } from './regular-expression.ts'
import type { Act } from './scenario.ts'
import type { Targets } from './seat-targets.ts'
import { quoted } from './wording.ts'

/** What somebody in a seat asked for, as far as a run hears of it. */
export interface SeatRequest {
  readonly viewer: Viewer
  readonly at: number
  readonly chat: string | null
  readonly body: unknown
  /** The chat that its viewer had come to last when it asked. */
  readonly currentChat: string | null
  /** How much had been told before anything came of it. */
  readonly heardBefore: number
  /** Method and path of a request that the door turned away; null for one that came as far as the room. */
  readonly turnedAway: string | null
  /** Null while it is held on its way. */
  readonly answer: Answer | null
  readonly answered: Promise<Answer>
}

type Body = Readonly<Record<string, unknown>>

/** What a seat may do at any time: nothing in a story depends on it. */
const harmless: readonly string[] = [
  'SendStartTypingNotification',
  'SendStopTypingNotification',
  'SendStartTypingToAgentsNotification',
  'SendStopTypingToAgentsNotification',
  'SetInFocus',
  'InFocus',
  'ReadFeed',
  'Ready',
  'StartContactCenterSession',
  'ChannelOpened',
  'ChannelClosed'
]

export function isHarmless({ body, turnedAway }: SeatRequest): boolean {
  return turnedAway === null && harmless.includes(operationOf(body))
}

export function operationOf(body: unknown): string {
  return String(fieldsOf(body)['operationName'] ?? 'a request without a name')
}

/** The requests that a step of a seat consists of, one after the other: mostly one. Whoever asks for a chat with a text asks for the chat, then says it. */
export function partsOf(act: Act): readonly Act[] {
  const { text, like: { text: said, ...like } = {}, ...silent } = act
  const { line, actor } = act
  if (act.verb !== 'chat' || (text ?? said) === undefined) return [act]
  return [{ ...silent, like }, { kind: 'act', line, actor, verb: 'say', ...(text === undefined ? {} : { text }), ...(said === undefined ? {} : { like: { text: said } }) }]
}

/** How a request differs from each part of a step, in its order, or null where it fits. `hasOwnWords` leaves open what is said and written. */
export function wantedBy(act: Act, memory: Memory, targets: Targets, hasOwnWords = false): readonly ((request: SeatRequest) => string | null)[] {
  const chat = act.chat === undefined ? undefined : memory.currentChat(customerViewer(act.chat))
  return partsOf(act).map((one) => (request: SeatRequest) => {
    const body = fieldsOf(request.body)
    if (act.verb === 'raw') return Object.entries(fieldsOf(act.operation)).every(([key, value]) => JSON.stringify(value) === JSON.stringify(body[key])) ? null : ''
    if (request.turnedAway !== null || !isNamed(one, operationOf(body))) return ''
    const meant = chat === undefined ? request.currentChat : chat
    if (request.chat !== null && meant !== null && request.chat !== meant) return `in ${chat === undefined ? 'another chat than the latest that it was asked into' : `another chat than ${act.chat}'s`}`
    return differenceIn(hasOwnWords ? wordless(one) : one, body, targets)
  })
}

/** A step without what people put in words of their own. */
function wordless({ text: _text, note: _note, subject: _subject, url: _url, disposition: _disposition, data: _data, like: _like, messageType: _type, treatAs: _treatAs, ...rest }: Act): Act {
  return rest
}

/** `SendMessage "Hello"`, `Consult Ben`: what was asked, in a few words. */
export function requestText({ body }: SeatRequest, targets: Targets): string {
  const fields = fieldsOf(body)
  const to = targetIn(fields)
  const text = fields['text'] ?? fields['noticeText']
  return [operationOf(body), to === undefined ? undefined : targets.nameOf(to), typeof text === 'string' ? quoted(text) : undefined].filter((one) => one !== undefined).join(' ')
}

function isNamed(act: Act, operationName: string): boolean {
  // The older name of the same.
  if (act.verb === 'focus') return operationName === 'SetInFocus' || operationName === 'InFocus'
  if (act.verb === 'switchTo' && act.mode === undefined) return operationName.startsWith('SwitchTo')
  return operationName === nameOf(act)
}

const others: Readonly<Partial<Record<AgentVerb | CustomerVerb, string>>> = {
  chat: 'RequestChat',
  reload: 'ChannelOpened',
  monitor: 'Monitor',
  coach: 'Coach',
  bargeIn: 'BargeIn',
  cancelMonitoring: 'CancelSupervisorMonitoring',
  intrude: 'Intrude'
}

function nameOf(act: Act): string {
  const { verb, actor } = act
  const other = others[verb]
  if (other !== undefined) return other
  if (isSessionVerb(verb)) return sessionOperation(act, verb).operationName
  return isAgent(actor) ? agentOperation({ ...act, target: { uri: '' } }, verb as ChatVerb, { uriOf: () => '' }).operationName : customerOperation(act, verb as ChatVerb).operationName
}

/** What the step says and the request does not, or null. What the step leaves out may be anything. */
function differenceIn(act: Act, body: Body, targets: Targets): string | null {
  const { like = {}, target } = act
  const wanted: readonly (readonly [string, unknown, unknown])[] = [
    ['text', like.text ?? act.text, body['text'] ?? body['noticeText']],
    ['note', like.note ?? act.note, body['note']],
    ['subject', like.subject ?? act.subject, body['subject']],
    ['url', like.url ?? act.url, body['url']],
    ['disposition', like.disposition ?? act.disposition, body['disposition']],
    ['key', act.key, body['dispositionKey']],
    ['data', act.data, body['userData']],
    ['keys', act.keys, body['keys']],
    ['queue', act.queue, body[act.verb === 'chat' ? 'endpoint' : 'queueName']],
    ['mode', act.verb === 'intrude' ? act.mode : undefined, body['supervisorVisibilityMode']],
    ['channels', act.channels, body['channels']],
    ['place', act.place, body['place']],
    ['messageType', act.messageType, body['messageType']],
    ['treatAs', act.treatAs, body['treatAs']]
  ]
  const wrong = wanted.find(([, due, given]) => due !== undefined && !fits(due, given))
  if (wrong) return `with ${wrong[0]} ${shown(wrong[2])} instead of ${shown(wrong[1])}`
  const given = targetIn(body)
  if (target === undefined || (given !== undefined && targets.isMeant(given, target))) return null
  return `with target ${given === undefined ? 'none' : targets.nameOf(given)} instead of ${targets.nameOfTarget(target)}`
}

function fits(due: unknown, given: unknown): boolean {
  if (due instanceof RegExp) return typeof given === 'string' && isSurelyLike(due, given)
  if (Array.isArray(due)) return Array.isArray(given) && due.length === given.length && due.every((one) => given.includes(one))
  if (typeof due !== 'object' || due === null) return due === given
  const fields = fieldsOf(given)
  return Object.entries(due).every(([key, value]) => fields[key] === value)
}

/** Where a request leads, by whichever name the API has for that. */
function targetIn(body: Body): string | undefined {
  const given = ['targetUri', 'targetPath', 'userUri', 'user', 'queueName'].map((key) => body[key]).find((value) => typeof value === 'string')
  return typeof given === 'string' ? given : undefined
}

function shown(value: unknown): string {
  if (value instanceof RegExp) return String(value)
  return typeof value === 'string' ? quoted(value) : value === undefined ? 'none' : JSON.stringify(value)
}

function fieldsOf(body: unknown): Body {
  return typeof body === 'object' && body !== null ? (body as Body) : {}
}
