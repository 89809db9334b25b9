import { customerViewer, isAgent, nameOf } from '../contract/viewer.ts'
import type { Viewer } from '../contract/viewer.ts'
import type { Pattern } from '../contract/scenario.ts'
import { agentStates, customerStates } from '../contract/scenario.ts'
import { fits } from './match.ts'
import type { People } from './people.ts'
import type { PrintedExpectation } from './print.ts'
import { isRefused } from './record-words.ts'
import type { Frame, Moment } from './recorded-moments.ts'

/**
 * What a trainer would expect after a step, from what was told then:
 * - whoever was refused, by which code; whoever got an error, which one;
 * - of words, that one of those who should hear them did (agents-only words: every agent who did), from whom;
 * - of a change of somebody's state in a chat, the new state; of readiness only what changed by itself;
 * - of somebody coming or going, whom the customer sees afterwards.
 * Not one for each frame: never what is only said again (transcripts, user data, typing, lists of capabilities).
 */
export function suggestedAfter(moments: readonly Moment[], people: People, agents: readonly string[], withinMs: number): PrintedExpectation[] {
  const frames = moments.flatMap((one) => one.frames)
  const found = [
    ...moments.flatMap(refusalOf),
    ...frames.flatMap(errorIn),
    ...moments.flatMap((one) => wordsIn(one, people)),
    ...statesIn(frames, moments.every(({ kind }) => kind === 'lapse')),
    ...sightsIn(frames, people, agents)
  ]
  return unique(found.map((one) => (one.phrase === 'is refused' ? one : { ...one, withinMs })))
}

/** That the customer of the chat never hears what was said among agents. Unless it was said to the customer as well. */
export function neverHeard(moments: readonly Moment[], people: People): PrintedExpectation[] {
  const frames = moments.flatMap((one) => one.frames)
  const secrets = frames.flatMap(({ viewer, customer, said }) => {
    if (!isAgent(viewer) || customer === null || !('messages' in said)) return []
    return said.messages.flatMap((message) => ('visibility' in message && message.visibility !== 'All' && message.type === 'Text' && message.text !== undefined ? [{ customer, text: message.text }] : []))
  })
  const never = secrets.map(({ customer, text }) => ({ viewer: customerViewer(customer), phrase: 'never hears' as const, pattern: { text: wordsOf(text) }, withinMs: 0 }))
  return unique(never.filter(({ viewer, pattern }) => !frames.some((frame) => frame.viewer === viewer && fits(pattern, frame.said, people))))
}

function refusalOf(moment: Moment): PrintedExpectation[] {
  if (moment.kind === 'lapse' || !isRefused(moment.entry.answer)) return []
  return [{ viewer: moment.act.actor, phrase: 'is refused', refusal: { statusCode: moment.entry.answer.statusCode }, withinMs: 0 }]
}

function errorIn({ viewer, said }: Frame): PrintedExpectation[] {
  if (!isAgent(viewer) || !('errorMessage' in said) || said.errorMessage === undefined) return []
  return [{ viewer, phrase: 'gets error', pattern: { errorMessage: wordsOf(said.errorMessage), notificationType: 'Error' }, withinMs: 0 }]
}

function wordsIn(moment: Moment, people: People): PrintedExpectation[] {
  if (moment.kind === 'lapse') return []
  const { act, frames } = moment
  const words = act.verb === 'notice' || act.verb === 'noticeToAgents' ? 'noticeText' : act.verb === 'sendUrl' ? 'url' : 'text'
  const said = act.verb === 'sendUrl' ? act.url : act.text
  if (said === undefined) return []
  const others = frames.filter(({ viewer }) => viewer !== act.actor)
  // Whoever came in under another name cannot be named.
  const patterns: Pattern[] = [{ [words]: wordsOf(said), from: nameOf(act.actor) }, { [words]: wordsOf(said) }]
  const pattern = patterns.find((one) => others.some((frame) => fits(one, frame.said, people))) ?? {}
  const heard = Object.keys(pattern).length === 0 ? [] : others.filter((frame) => fits(pattern, frame.said, people))
  const isForAgents = heard.length > 0 && heard.every(({ said: told }) => fits({ ...pattern, visibility: 'Agents' }, told, people))
  if (isForAgents) return heard.map(({ viewer }) => ({ viewer, phrase: 'hears', pattern: { ...pattern, visibility: 'Agents' }, withinMs: 0 }))
  const other = heard.find(({ viewer }) => isAgent(viewer) !== isAgent(act.actor))
  return other ? [{ viewer: other.viewer, phrase: 'hears', pattern, withinMs: 0 }] : []
}

/** The last that was said of each state; of a chat that is not the latest of its viewer, with its customer. */
function statesIn(frames: readonly Frame[], isLapse: boolean): PrintedExpectation[] {
  const last = new Map<string, PrintedExpectation>()
  for (const { viewer, said, chat, customer, current } of frames) {
    if ('channels' in said) {
      const state = said.channels.find(({ channel }) => channel === 'chat')?.userState
      const name = state?.workMode ?? state?.state
      if (isLapse && name !== undefined && (agentStates as readonly string[]).includes(name)) last.set(`${viewer} ready`, { viewer, phrase: 'is', state: name, withinMs: 0 })
    } else if ('chat' in said && said.notificationType === 'StatusChange') {
      const { state } = said.chat
      const known: readonly string[] = isAgent(viewer) ? agentStates : customerStates
      if (!known.includes(state) || state === 'WaitingForAgent' || (!current && (customer === null || !isAgent(viewer)))) continue
      last.set(`${viewer} ${chat}`, { viewer, phrase: 'is', state, withinMs: 0, ...(current || customer === null ? {} : { chat: customer }) })
    }
  }
  return [...last.values()]
}

function sightsIn(frames: readonly Frame[], people: People, agents: readonly string[]): PrintedExpectation[] {
  const last = new Map<Viewer, PrintedExpectation>()
  for (const { viewer, said, current } of frames) {
    if (isAgent(viewer) || !current || !('chat' in said) || said.chat.state !== 'Chatting') continue
    const seen = (said.chat.participants ?? []).filter(({ type }) => type === 'Agent').map((one) => people.nameOf(one))
    if (seen.every((name) => agents.includes(name))) last.set(viewer, { viewer, phrase: 'sees', people: [...new Set(seen)], withinMs: 0 })
    else last.delete(viewer)
  }
  return [...last.values()]
}

/** In a pattern `$name` is what was captured; a regular expression says it literally. */
function wordsOf(text: string): string | RegExp {
  return /\$[A-Za-z_]/.test(text) ? new RegExp(`^${text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replaceAll('\n', '\\n')}$`) : text
}

function unique(all: readonly PrintedExpectation[]): PrintedExpectation[] {
  return [...new Map(all.map((one) => [JSON.stringify(one, (_key, value: unknown) => (value instanceof RegExp ? String(value) : value)), one])).values()]
}
