import type { Answer, Request, RoomClient } from '../contract/client.ts'
import type { AgentVerb, CustomerVerb } from '../contract/scenario.ts'
import { customerViewer, isAgent } from '../contract/viewer.ts'
import type { Viewer } from '../contract/viewer.ts'
import type { AgentOperation } from '../wire/operations.ts'
import type { CustomerOperation } from '../wire/customer-side.ts'
import type { Memory } from './memory.ts'
import type { Act, Target } from './scenario.ts'

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
  switch (verb) {
    case 'chat':
      return done(await requestChat(act, script))
    case 'ready':
      if (!script.windows.has(actor)) await openWindow(actor, script)
      return done(await script.client.ask({ viewer: actor, chat: null, operation: { operationName: 'Ready' } }))
    case 'notReady':
      return done(await script.client.ask({ viewer: actor, chat: null, operation: { operationName: 'NotReady' } }))
    case 'reload':
      if (script.windows.has(actor)) await script.client.ask({ viewer: actor, chat: null, operation: { operationName: 'ChannelClosed' } })
      return done(await openWindow(actor, script))
    default: {
      const whose = act.chat === undefined ? actor : customerViewer(act.chat)
      const chat = script.memory.currentChat(whose)
      if (chat === null) return { answer: null, missing: missingChat(act) }
      const request: Request = { viewer: actor, chat, operation: isAgent(actor) ? agentOperation(act, verb, script.client) : customerOperation(act, verb) }
      return done(await script.client.ask(request))
    }
  }
}

/** Signs an agent in as its desktop does: a window with a notification channel. */
export async function openWindow(agent: Viewer, { client, windows }: Script): Promise<Answer> {
  windows.add(agent)
  return client.ask({ viewer: agent, chat: null, operation: { operationName: 'ChannelOpened' } })
}

/** Asks for a chat, then says the first text in it. */
async function requestChat({ actor, queue, subject, text }: Act, { client, memory, nicknames }: Script): Promise<Answer> {
  const nickname = nicknames[actor] ?? actor
  const operation = { operationName: 'RequestChat', nickname, ...(queue === undefined ? {} : { endpoint: queue }), ...(subject === undefined ? {} : { subject }) } as const
  const answer = await client.ask({ viewer: actor, chat: null, operation })
  if (answer.statusCode !== 0 || answer.chat === undefined) return answer
  memory.enter(actor, answer.chat)
  if (text === undefined) return answer
  return client.ask({ viewer: actor, chat: answer.chat, operation: { operationName: 'SendMessage', text } })
}

type ChatVerb = Exclude<AgentVerb | CustomerVerb, 'chat' | 'ready' | 'notReady' | 'reload'>

function agentOperation(act: Act, verb: ChatVerb, client: RoomClient): AgentOperation {
  const text = act.text === undefined ? {} : { text: act.text }
  const note = act.note === undefined ? {} : { note: act.note }
  switch (verb) {
    case 'accept':
      return { operationName: 'Accept' }
    case 'reject':
      return { operationName: 'Reject' }
    case 'say':
      return { operationName: 'SendMessage', text: act.text ?? '' }
    case 'tellAgents':
      return { operationName: 'SendToAgents', text: act.text ?? '' }
    case 'type':
      return { operationName: 'SendStartTypingNotification' }
    case 'stopTyping':
      return { operationName: 'SendStopTypingNotification' }
    case 'typeToAgents':
      return { operationName: 'SendStartTypingToAgentsNotification' }
    case 'stopTypingToAgents':
      return { operationName: 'SendStopTypingToAgentsNotification' }
    case 'consult':
      return { operationName: 'Consult', targetUri: uriOf(act.target, client), ...note }
    case 'cancelConsult':
      return { operationName: 'CancelConsult' }
    case 'invite':
      return { operationName: 'Invite', targetUri: uriOf(act.target, client), ...note }
    case 'transfer': {
      const to = act.target && 'queue' in act.target ? { queueName: act.target.queue } : { targetUri: uriOf(act.target, client) }
      return { operationName: 'Transfer', ...to, ...note, ...text }
    }
    case 'remove':
      return { operationName: 'RemoveParticipantFromConference', targetUri: uriOf(act.target, client) }
    case 'leave':
      return { operationName: 'Leave', ...text }
    case 'complete':
      return { operationName: 'Complete', ...text }
  }
}

function customerOperation(act: Act, verb: ChatVerb): CustomerOperation {
  switch (verb) {
    case 'say':
      return { operationName: 'SendMessage', text: act.text ?? '' }
    case 'type':
      return { operationName: 'SendStartTypingNotification' }
    case 'stopTyping':
      return { operationName: 'SendStopTypingNotification' }
    case 'leave':
      return { operationName: 'Complete' }
    default:
      throw new Error(`line ${act.line}: a customer cannot ${verb}, and the reader let it pass`)
  }
}

function uriOf(target: Target | undefined, client: RoomClient): string {
  if (!target) throw new Error('a step without its target came past the reader')
  if ('uri' in target) return target.uri
  return 'agent' in target ? client.uriOf('agent', target.agent) : client.uriOf('queue', target.queue)
}

function missingChat({ actor, chat }: Act): string {
  if (chat !== undefined) return `${chat} has not asked for a chat yet`
  return isAgent(actor) ? 'has not been told of any chat; "chat:" with a customer\'s name says which one is meant' : 'has not asked for a chat yet'
}

function done(answer: Answer): Performed {
  return { answer, missing: null }
}
