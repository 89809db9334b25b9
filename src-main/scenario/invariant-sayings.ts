import { isAgent, nameOf } from '../contract/viewer.ts'
import type { Viewer } from '../contract/viewer.ts'
import type { ReadMessage } from '../contract/client.ts'
import type { MessageType } from '../wire/messages.ts'
import { isAcknowledged } from './happened.ts'
import type { AskedEvent } from './happened.ts'
import type { Broken, Moment } from './invariant.ts'
import { roleIn } from './invariant-sight.ts'
import type { Sight } from './invariant-sight.ts'
import { clockText, quoted } from './wording.ts'

const sayings: Readonly<Record<string, { readonly type: MessageType; readonly field: 'text' | 'url' | 'noticeText' | null }>> = {
  SendMessage: { type: 'Text', field: 'text' },
  SendToAgents: { type: 'Text', field: 'text' },
  SendUrl: { type: 'PushUrl', field: 'url' },
  SendCustomNotice: { type: 'CustomNotice', field: 'noticeText' },
  SendCustomNoticeToAgents: { type: 'CustomNotice', field: 'noticeText' },
  SendStartTypingNotification: { type: 'TypingStarted', field: null },
  SendStopTypingNotification: { type: 'TypingStopped', field: null },
  SendStartTypingToAgentsNotification: { type: 'TypingStarted', field: null },
  SendStopTypingToAgentsNotification: { type: 'TypingStopped', field: null }
}

/** The same thing, said so many times in one moment. */
interface Saying {
  readonly chat: string
  readonly by: Viewer
  readonly at: number
  readonly key: string
  readonly text: string
  times: number
}

/**
 * What somebody said is told to itself, and to everybody who was in the chat before and after and may hear it, as often as
 * it was said. Who said a thing shows by no name that is sure, so the same said by two is told apart by participantId alone.
 */
export function wrongWithSayings({ events, sight }: Moment): Broken | null {
  const said = sayingsIn(events.filter((event): event is AskedEvent => event.kind === 'asked'))
  if (said.size === 0) return null
  const told = toldIn(events)
  for (const saying of said.values()) {
    const broken = wrongWith(saying, told, { events, sight })
    if (broken) return broken
  }
  return null
}

function wrongWith(saying: Saying, told: ReadonlyMap<string, readonly ReadMessage[]>, { events, sight }: Pick<Moment, 'events' | 'sight'>): Broken | null {
  const { by, chat, key, times, at, text } = saying
  if (!sight.isWhole(by)) return null
  const heardBy = (viewer: Viewer): readonly ReadMessage[] => told.get(`${viewer} ${chat} ${key}`) ?? []
  const broken = (viewer: Viewer, detail: string): Broken => ({
    detail: `${nameOf(viewer)} was ${detail} told ${text}, which ${nameOf(by)} said at ${clockText(at)} and which was acknowledged`,
    chat,
    viewers: viewer === by ? [by] : [by, viewer]
  })
  const heard = heardBy(by)
  if (heard.length < times) return broken(by, heard.length === 0 ? 'never' : 'too seldom')
  const ids = Map.groupBy(heard, ({ from }) => from.participantId)
  if ([...ids.values()].some((same) => same.length > times)) return broken(by, 'twice')
  const deaf = hearersOf(saying, heard, sight).find((viewer) => sight.isWhole(viewer) && heardBy(viewer).length < times && !hasTurned(viewer, chat, events))
  return deaf === undefined ? null : broken(deaf, 'never')
}

/** What a coach says is heard by the agent alone whom it watches (wire-facts 1.2), and nothing shows which that is. */
function hearersOf({ chat, by }: Saying, heard: readonly ReadMessage[], sight: Sight): Viewer[] {
  const isForAll = heard.every((message) => !('visibility' in message) || message.visibility === 'All')
  const own = isAgent(by) ? sight.chatOf(by, chat) : null
  if (!isForAll && (own === null || roleIn(own) === 'supervisor')) return []
  const agents = sight.membersOf(chat).flatMap(({ viewer, chat: now }) => (now.state === 'Chatting' && sight.chatBefore(viewer, chat)?.state === 'Chatting' ? [viewer] : []))
  const customer = sight.customerIn(chat)
  const isThere = customer?.before && customer.now && customer.before.state !== 'Completed' && customer.now.state !== 'Completed'
  return [...agents, ...(isForAll && isThere ? [customer.viewer] : [])]
}

/** Whoever went and came back heard it with the log, or not at all. */
function hasTurned(viewer: Viewer, chat: string, events: Moment['events']): boolean {
  return events.some((event) => event.kind === 'told' && event.viewer === viewer && event.chat === chat && 'chat' in event.frame.said && event.frame.said.notificationType === 'StatusChange')
}

function sayingsIn(asked: readonly AskedEvent[]): Map<string, Saying> {
  const said = new Map<string, Saying>()
  for (const event of asked) {
    const saying = sayings[event.name]
    if (!saying || event.viewer === null || event.chat === null || !isAcknowledged(event)) continue
    const words = saying.field === null ? '' : String(event.operation[saying.field] ?? '')
    const key = `${saying.type} ${words}`
    const same = `${event.viewer} ${event.chat} ${key}`
    const known = said.get(same)
    if (known) known.times += 1
    else said.set(same, { chat: event.chat, by: event.viewer, at: event.at, key, text: words === '' ? saying.type : quoted(words), times: 1 })
  }
  return said
}

/** What each was told one at a time: the log that somebody gets on coming in is not news. */
function toldIn(events: Moment['events']): Map<string, ReadMessage[]> {
  const told = new Map<string, ReadMessage[]>()
  for (const event of events) {
    if (event.kind !== 'told' || event.chat === null || !('messages' in event.frame.said)) continue
    const { messages } = event.frame.said
    const [message] = messages
    if (!message || messages.length > 1) continue
    const words = message.type === 'TypingStarted' || message.type === 'TypingStopped' ? '' : (message.text ?? message.url ?? message.noticeText ?? '')
    const key = `${event.viewer} ${event.chat} ${message.type} ${words}`
    const known = told.get(key)
    if (known) known.push(message)
    else told.set(key, [message])
  }
  return told
}
