import type { Request } from '../contract/client.ts'
import { isAgent } from '../contract/viewer.ts'
import type { Habit } from './habits.ts'
import type { Script } from './perform.ts'

/** What a habit asks for now; null if that is no longer legal, and the habit is dropped. */
export async function requestOf(habit: Habit, { client, memory }: Pick<Script, 'client' | 'memory'>): Promise<Request | null> {
  const { actor, chat, verb, text } = habit
  if (habit.when === 'invited') {
    if (memory.lastState(actor, chat) !== 'Invited') return null
    return { viewer: actor, chat, operation: { operationName: verb === 'accept' ? 'Accept' : 'Reject' } }
  }
  if (!isAgent(actor)) {
    const able: readonly string[] = (await client.customerChat(actor, chat))?.capabilities ?? []
    const operation = verb === 'leave' ? ({ operationName: 'Complete' } as const) : ({ operationName: 'SendMessage', text: text ?? '' } as const)
    return able.includes(operation.operationName) ? { viewer: actor, chat, operation } : null
  }
  const able: readonly string[] = (await client.chatsOf(actor)).find(({ id }) => id === chat)?.capabilities ?? []
  const operation = agentOperation(verb, text ?? '')
  return able.includes(operation.operationName) ? { viewer: actor, chat, operation } : null
}

function agentOperation(verb: Habit['verb'], text: string) {
  if (verb === 'leave') return { operationName: 'Leave' } as const
  return verb === 'tellAgents' ? ({ operationName: 'SendToAgents', text } as const) : ({ operationName: 'SendMessage', text } as const)
}
