import { isDeepStrictEqual } from 'node:util'
import { act as actModel, agentVerbs, customerVerbs } from '../contract/verbs.ts'
import type { ActParameters, AgentVerb, CustomerVerb, VerbShape } from '../contract/verbs.ts'
import type { RoomPlan } from '../contract/room-plan.ts'
import { isAgent, nameOf } from '../contract/viewer.ts'
import type { Viewer } from '../contract/viewer.ts'
import { agentOperation, customerOperation, isSessionVerb, sessionOperation } from './agent-operations.ts'
import type { Addresses, ChatVerb } from './agent-operations.ts'
import { isRecord } from './objections.ts'
import type { Act, Target } from './scenario.ts'

/** Which verb a request of the wire is: what verbs ask, read backwards, so that there is one table of it and not two. */

export type Said = Pick<Act, 'verb' | 'target'> & Omit<ActParameters, 'target'>

type Verb = AgentVerb | CustomerVerb

/** What no verb of a chat or a session asks. */
const others: readonly string[] = ['chat', 'reload', 'raw', 'intrude', 'monitor', 'coach', 'bargeIn', 'cancelMonitoring']
const supervisors: Readonly<Record<string, AgentVerb>> = { Monitor: 'monitor', Coach: 'coach', BargeIn: 'bargeIn', CancelSupervisorMonitoring: 'cancelMonitoring', Intrude: 'intrude' }
const modes = ['Monitor', 'Coach', 'BargeIn'] as const

const agentsAsk = new Map(asksOf(agentVerbs, 'agent:'))
const customersAsk = new Map(asksOf(customerVerbs, 'customer:'))

function asksOf(verbs: Readonly<Record<string, VerbShape>>, actor: Act['actor']): [string, Said][] {
  const own = Object.keys(verbs).filter((verb) => !others.includes(verb)) as Verb[]
  return own.flatMap((verb) =>
    (verb === 'switchTo' ? modes : [undefined]).map((mode): [string, Said] => {
      const said: Said = mode === undefined ? { verb } : { verb, mode }
      return [asked({ kind: 'act', line: 0, actor, target: { uri: '' }, ...said }, { uriOf: () => '' }).operationName, said]
    })
  )
}

/** What a verb asks, of whatever it asks it. */
function asked(act: Act, addresses: Addresses): { readonly operationName: string } {
  if (isSessionVerb(act.verb)) return sessionOperation(act, act.verb)
  const verb = act.verb as ChatVerb
  return act.actor.startsWith('agent:') ? agentOperation(act, verb, addresses) : customerOperation(act, verb)
}

/** The verb and its parameters, or `raw` for what no verb asks in just this way. */
export function verbOf(given: unknown, by: Viewer, plan: RoomPlan, addresses: Addresses): Said {
  const isByAgent = isAgent(by)
  const raw: Said = { verb: 'raw', operation: given ?? {} }
  if (!isRecord(given)) return raw
  // Whoever gives its own nickname might as well give none.
  const operation = given['nickname'] === plan.agents[nameOf(by)]?.nickname ? withoutNickname(given) : given
  const name = String(operation['operationName'])
  if (isByAgent && Object.hasOwn(supervisors, name)) return supervisor(operation, supervisors[name] ?? 'monitor', plan, addresses) ?? raw
  const said = (isByAgent ? agentsAsk : customersAsk).get(name)
  if (!said) return raw
  const shape: VerbShape = isByAgent ? agentVerbs[said.verb as AgentVerb] : customerVerbs[said.verb as CustomerVerb]
  const target = targetOf(operation['targetUri'] ?? operation['targetPath'] ?? operation['userUri'], plan, addresses)
  const queue = operation['queueName']
  const parameters: Readonly<Record<string, unknown>> = {
    ...operation,
    text: operation['text'] ?? operation['noticeText'],
    data: operation['userData'],
    key: operation['dispositionKey'],
    target: target ?? (typeof queue === 'string' ? { queue } : undefined),
    queue
  }
  const takes: readonly string[] = [...shape.needs, ...shape.may]
  const parametersGiven = Object.fromEntries(Object.entries(parameters).filter(([key, value]) => takes.includes(key) && key !== 'chat' && value !== undefined))
  const found: Said = { ...said, ...parametersGiven }
  return isWritable(found, shape, plan) && isDeepStrictEqual(withoutTarget(asked({ kind: 'act', line: 0, actor: isByAgent ? 'agent:' : 'customer:', ...found }, addresses), plan), withoutTarget(operation, plan)) ? found : raw
}

function withoutNickname({ nickname: _own, ...rest }: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return rest
}

function supervisor(operation: Readonly<Record<string, unknown>>, verb: AgentVerb, plan: RoomPlan, addresses: Addresses): Said | null {
  const target = targetOf(operation['user'], plan, addresses)
  if (!target || !('agent' in target) || operation['nickname'] !== undefined) return null
  const mode = operation['supervisorVisibilityMode']
  const only = operation['supervisorMonitoringMode'] === 'NextChat' ? { only: 'next' as const } : {}
  return { verb, target, ...(mode === 'Monitor' || mode === 'Coach' || mode === 'BargeIn' ? { mode } : {}), ...only }
}

/** The agent or queue that an address means: its last word says which. */
export function targetOf(uri: unknown, { agents, queues }: RoomPlan, { uriOf }: Addresses): Target | undefined {
  if (typeof uri !== 'string') return undefined
  const end = (address: string): string => address.slice(address.lastIndexOf('/') + 1)
  const agent = Object.keys(agents).find((name) => end(uriOf('agent', name)) === end(uri))
  if (agent !== undefined) return { agent }
  const queue = Object.keys(queues).find((name) => end(uriOf('queue', name)) === end(uri))
  return queue === undefined ? { uri } : { queue }
}

/** Whether a file may hold it: its limits are its own. */
function isWritable({ verb: _verb, target, ...parameters }: Said, { needs }: VerbShape, plan: RoomPlan): boolean {
  const said: Readonly<Record<string, unknown>> = { ...parameters, target }
  if (needs.some((key) => said[key] === undefined)) return false
  if (parameters.queue !== undefined && !Object.hasOwn(plan.queues, parameters.queue)) return false
  const name = target && ('agent' in target ? target.agent : 'queue' in target ? target.queue : target)
  if (target && 'queue' in target && !Object.hasOwn(plan.queues, target.queue)) return false
  return actModel.safeParse({ ...parameters, ...(name === undefined ? {} : { target: name }) }).success
}

/** A target may be written in several ways, and a room of one channel makes no difference between it and all. */
function withoutTarget(operation: object, { settings }: RoomPlan): unknown {
  const isTransfer = 'operationName' in operation && operation.operationName === 'Transfer'
  const hasOneChannel = settings.channels.length === 1 && settings.channels[0] === 'chat'
  const without = ['targetUri', 'targetPath', 'userUri', ...(isTransfer ? ['queueName'] : []), ...(hasOneChannel ? ['channel'] : [])]
  return Object.fromEntries(Object.entries(operation).filter(([key, value]) => value !== undefined && !without.includes(key)))
}
