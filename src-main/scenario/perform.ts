import type { Answer, RoomClient } from '../contract/client.ts'
import { agentViewer, customerViewer, isAgent } from '../contract/viewer.ts'
import type { Viewer } from '../contract/viewer.ts'
import { agentOperation, customerOperation, isSessionVerb, sessionOperation, uriOf } from './agent-operations.ts'
import type { Memory } from './memory.ts'
import type { TypingName } from './natural.ts'
import type { Act } from './scenario.ts'

/** What a script moves its people with, and the windows that it has opened for them. */
export interface Script {
  readonly client: RoomClient
  readonly memory: Memory
  readonly windows: Set<Viewer>
  /** What customers call themselves. */
  readonly nicknames: Readonly<Record<string, string>>
}

/** The answer to the last request of a step, or why nothing could be asked. */
export type Performed = { readonly answer: Answer; readonly missing: null } | { readonly answer: null; readonly missing: string }

/** Does what one step says: one verb, mostly one request. */
export async function perform(act: Act, script: Script): Promise<Performed> {
  const { actor, verb } = act
  const { client, memory, windows } = script
  if (isSessionVerb(verb)) {
    if (verb === 'ready' && !windows.has(actor)) await openWindow(actor, script)
    return done(await client.ask({ viewer: actor, chat: null, operation: sessionOperation(act, verb) }))
  }
  switch (verb) {
    case 'chat':
      return done(await requestChat(act, script))
    case 'reload':
      if (windows.has(actor)) await client.ask({ viewer: actor, chat: null, operation: { operationName: 'ChannelClosed' } })
      return done(await openWindow(actor, script))
    case 'raw':
      return done(await sendRaw(act, script))
    case 'monitor':
    case 'coach':
    case 'bargeIn': {
      const operationName = ({ monitor: 'Monitor', coach: 'Coach', bargeIn: 'BargeIn' } as const)[verb]
      const how = act.only === undefined ? {} : { supervisorMonitoringMode: 'NextChat' as const }
      return done(await client.ask({ viewer: actor, chat: null, operation: { operationName, user: userOf(act, client), ...how } }))
    }
    case 'cancelMonitoring':
      return done(await client.ask({ viewer: actor, chat: null, operation: { operationName: 'CancelSupervisorMonitoring', user: userOf(act, client) } }))
    case 'intrude': {
      const chat = chatOf(act, watchedIn(act), memory)
      if (chat === null) return missing(act)
      const mode = act.mode === undefined ? {} : { supervisorVisibilityMode: act.mode }
      return done(await client.ask({ viewer: actor, chat, operation: { operationName: 'Intrude', user: userOf(act, client), ...mode } }))
    }
    default: {
      const chat = chatOf(act, actor, memory)
      if (chat === null) return missing(act)
      const operation = isAgent(actor) ? agentOperation(act, verb, client) : customerOperation(act, verb)
      return done(await client.ask({ viewer: actor, chat, operation }))
    }
  }
}

/** Shows that an actor types, or no longer does, in the chat of its step. Where nobody may see that, nothing comes of it. */
export async function showTyping(act: Act, operationName: TypingName, { client, memory }: Script): Promise<void> {
  const chat = chatOf(act, act.actor, memory)
  if (chat !== null) await client.ask({ viewer: act.actor, chat, operation: { operationName } })
}

/** Signs an agent in as its desktop does: a window with a notification channel. */
export async function openWindow(agent: Viewer, { client, windows }: Pick<Script, 'client' | 'windows'>): Promise<Answer> {
  windows.add(agent)
  return client.ask({ viewer: agent, chat: null, operation: { operationName: 'ChannelOpened' } })
}

/** Asks for a chat, then says the first text in it. */
async function requestChat({ actor, queue, subject, text, data }: Act, { client, memory, nicknames }: Script): Promise<Answer> {
  const nickname = nicknames[actor] ?? actor
  const given = { ...(queue === undefined ? {} : { endpoint: queue }), ...(subject === undefined ? {} : { subject }), ...(data === undefined ? {} : { userData: data }) }
  const answer = await client.ask({ viewer: actor, chat: null, operation: { operationName: 'RequestChat', nickname, ...given } })
  if (answer.statusCode !== 0 || answer.chat === undefined) return answer
  memory.enter(actor, answer.chat)
  if (text === undefined) return answer
  const said = await client.ask({ viewer: actor, chat: answer.chat, operation: { operationName: 'SendMessage', text } })
  return said.statusCode === 0 ? { ...said, chat: answer.chat } : said
}

/** Sends a body as it is, through the checks of the door. */
async function sendRaw(act: Act, { client, memory }: Script): Promise<Answer> {
  const answer = await client.raw(act.actor, chatOfRaw(act, memory), act.operation)
  if (!isAgent(act.actor) && answer.chat !== undefined) memory.enter(act.actor, answer.chat)
  return answer
}

/** The chat that is meant: that of the customer who was named, or the one that somebody is in. */
function chatOf({ chat }: Act, whose: Viewer, memory: Memory): string | null {
  return memory.currentChat(chat === undefined ? whose : customerViewer(chat))
}

/** Whoever intrudes on an agent means the chat that the agent is in. */
function watchedIn({ actor, target }: Act): Viewer {
  return target && 'agent' in target ? agentViewer(target.agent) : actor
}

const withoutChat: readonly unknown[] = [
  'RequestChat',
  'Ready',
  'NotReady',
  'AfterCallWork',
  'Offline',
  'DoNotDisturbOn',
  'DoNotDisturbOff',
  'StartContactCenterSession',
  'EndContactCenterSession'
]

/** Is this asked of the session, or of nobody yet, and not of a chat? */
export function isWithoutChat(operationName: string): boolean {
  return withoutChat.includes(operationName)
}

/** What is asked of no chat goes to the session, all else to the chat that is meant. */
function chatOfRaw(act: Act, memory: Memory): string | null {
  const { operation } = act
  const name = typeof operation === 'object' && operation !== null && 'operationName' in operation ? operation.operationName : undefined
  return act.chat === undefined && withoutChat.includes(name) ? null : chatOf(act, act.actor, memory)
}

/** The id in the address of the agent that is meant. */
function userOf({ target }: Act, client: RoomClient): string {
  const uri = uriOf(target, client)
  return uri.slice(uri.lastIndexOf('/') + 1)
}

function missing({ actor, verb, target, chat }: Act): Performed {
  if (chat !== undefined) return { answer: null, missing: `${chat} has not asked for a chat yet` }
  if (verb === 'intrude' && target && 'agent' in target) return { answer: null, missing: `${target.agent} is in no chat yet` }
  if (!isAgent(actor)) return { answer: null, missing: 'has not asked for a chat yet' }
  return { answer: null, missing: 'has not been told of any chat; "chat:" with a customer\'s name says which one is meant' }
}

function done(answer: Answer): Performed {
  return { answer, missing: null }
}
