import type { RoomSettings } from '../contract/room-plan.ts'
import type { Chat } from './chat-state.ts'
import { visibleAgents } from './chat-state.ts'
import type { Say } from './decider.ts'

/** What must hold after every event. A broken one is a bug of ours: the engine stops before it stores or tells anything. */

/** The sentence of the first rule that a chat breaks, or null. */
export function brokenIn(chat: Chat, { secondLeg }: Pick<RoomSettings, 'secondLeg'>): string | null {
  const visible = visibleAgents(chat)
  if (chat.owner !== null && !visible.some((leg) => leg.agent === chat.owner)) return `owner ${chat.owner} is not a visible agent of the chat`
  if (chat.owner === null && visible.length > 0) return 'agents are in the chat and none is its owner'
  if (new Set(chat.agents.map((leg) => leg.agent)).size < chat.agents.length) return 'an agent is in the chat twice'
  const asking = new Set(chat.agents.flatMap((leg) => leg.consultedBy ?? []))
  if (chat.agents.some((leg) => leg.visibility === 'Agents' && !chat.agents.some((other) => other.agent === leg.consultedBy))) {
    return 'a consultant stayed without the agent who asked it'
  }
  if (chat.secondLegs.some((leg) => !asking.has(leg.agent)) || (secondLeg && asking.size > chat.secondLegs.length)) return 'second legs and asking agents do not match (R3)'
  if (new Set(chat.asks.map((ask) => ask.by)).size < chat.asks.length) return 'an agent waits for two answers (R5)'
  if (chat.supervisors.some(({ watches }) => !chat.agents.some((leg) => leg.agent === watches))) return 'a supervisor stayed without the agent whom it watches'
  return null
}

/** A frame for somebody other than an agent must not carry what only agents may see. */
export function leakIn({ to, say }: Say): string | null {
  if (to.startsWith('agent:')) return null
  const text = JSON.stringify(say)
  return /"visibility"|"uri"|"timestamp/.test(text.replaceAll(/"text":"(?:[^"\\]|\\.)*"/g, '')) ? `a frame for ${to} has the shape of an agents' frame` : null
}
