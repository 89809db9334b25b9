import type { Command } from '../shared/commands.svelte.ts'
import { m } from '../shared/messages/messages.js'
import { customerIn } from './desk-chat.ts'
import type { DeskChat } from './desk-chat.ts'
import type { Desk } from './desk.svelte.ts'

/** What an agent can do whichever chat is open. */
export function deskCommands(desk: Desk): readonly Command[] {
  const isReady = desk.readiness === 'Ready'
  const open = desk.chats.filter(({ state }) => state !== 'Invited')
  const whyNotGo = open.some(({ id }) => id !== desk.selected?.id) ? null : m.agent_whyNoOtherChat()
  const turn = 'mod+.'
  return [
    { id: 'agent.ready', title: m.agent_doReady(), keys: isReady ? undefined : turn, whyNot: isReady ? m.agent_whyReady() : null, run: () => desk.setReady(true) },
    { id: 'agent.notReady', title: m.agent_doNotReady(), keys: isReady ? turn : undefined, whyNot: isReady ? null : m.agent_whyNotReady(), run: () => desk.setReady(false) },
    { id: 'agent.nextChat', title: m.agent_nextChat(), keys: 'alt+arrowdown', whyNot: whyNotGo, run: () => go(desk, open, 1) },
    { id: 'agent.previousChat', title: m.agent_previousChat(), keys: 'alt+arrowup', whyNot: whyNotGo, run: () => go(desk, open, -1) },
    ...open.map((chat) => ({ id: `agent.chat.${chat.id}`, title: m.agent_goToChat({ customer: customerIn(chat) ?? m.agent_theCustomer() }), run: () => desk.select(chat.id) })),
    ...(desk.supervision ? [{ id: 'agent.team', title: m.agent_team(), run: () => (desk.isTeamOpen = true) }] : [])
  ]
}

function go(desk: Desk, open: readonly DeskChat[], by: 1 | -1): void {
  const at = open.findIndex(({ id }) => id === desk.selected?.id)
  const to = at === -1 ? (by === 1 ? 0 : open.length - 1) : (at + by + open.length) % open.length
  const chat = open[to]
  if (chat) desk.select(chat.id)
}
