import type { Command } from '../shared/commands.svelte.ts'
import { m } from '../shared/messages/messages.js'
import { customerIn } from './desk-chat.ts'
import type { DeskChat } from './desk-chat.ts'
import type { Desk } from './desk.svelte.ts'
import { whoAsks } from './invitation-words.ts'

/** What an agent can do whichever chat is open. */
export function deskCommands(desk: Desk): readonly Command[] {
  const { own } = desk
  const isReady = own.readiness === 'Ready'
  const open = desk.chats.filter(({ state }) => state !== 'Invited')
  const whyNotGo = open.some(({ id }) => id !== desk.selected?.id) ? null : m.agent_whyNoOtherChat()
  const turn = 'mod+.'
  return [
    ...desk.ringing.flatMap((chat, place) => answers(desk, chat, place === 0)),
    { id: 'agent.ready', title: m.agent_doReady(), keys: isReady ? undefined : turn, whyNot: isReady ? m.agent_whyReady() : null, run: () => own.ready() },
    { id: 'agent.notReady', title: m.agent_doNotReady(), keys: isReady ? turn : undefined, whyNot: own.readiness === 'NotReady' ? m.agent_whyNotReady() : null, run: () => own.notReady() },
    ...reasonsOf(desk).map((reason) => ({ id: `agent.notReady.${reason}`, title: m.agent_notReadyFor({ reason }), run: () => own.notReady(reason) })),
    { id: 'agent.afterCallWork', title: m.agent_cmdAfterWork(), run: () => own.afterCallWork() },
    own.isUndisturbed
      ? { id: 'agent.disturb', title: m.agent_cmdDisturb(), run: () => own.undisturbed(false) }
      : { id: 'agent.doNotDisturb', title: m.agent_cmdUndisturbed(), run: () => own.undisturbed(true) },
    { id: 'agent.nextChat', title: m.agent_nextChat(), keys: 'alt+arrowdown', whyNot: whyNotGo, run: () => go(desk, open, 1) },
    { id: 'agent.previousChat', title: m.agent_previousChat(), keys: 'alt+arrowup', whyNot: whyNotGo, run: () => go(desk, open, -1) },
    ...open.map((chat) => ({ id: `agent.chat.${chat.id}`, title: m.agent_goToChat({ customer: customerIn(chat) ?? m.agent_theCustomer() }), run: () => desk.select(chat.id) })),
    ...(desk.supervision ? [{ id: 'agent.team', title: m.agent_team(), run: () => (desk.isTeamOpen = true) }] : [])
  ]
}

/** The reasons of this contact centre, or the usual ones where it has none of its own. */
export function reasonsOf({ own }: Desk): readonly string[] {
  return own.reasons.length > 0 ? own.reasons : [m.agent_reasonBreak(), m.agent_reasonLunch(), m.agent_reasonMeeting(), m.agent_reasonTraining(), m.agent_reasonBackOffice()]
}

/** What rings longest is accepted by keys, also out of a composer. */
function answers(desk: Desk, chat: DeskChat, isFirst: boolean): Command[] {
  const who = whoAsks(chat.invitation)
  return [
    { id: `agent.accept.${chat.id}`, title: m.agent_cmdAccept({ who }), keys: isFirst ? 'alt+enter' : undefined, run: () => desk.accept(chat.id) },
    { id: `agent.decline.${chat.id}`, title: m.agent_cmdDecline({ who }), run: () => desk.reject(chat.id) }
  ]
}

function go(desk: Desk, open: readonly DeskChat[], by: 1 | -1): void {
  const at = open.findIndex(({ id }) => id === desk.selected?.id)
  const to = at === -1 ? (by === 1 ? 0 : open.length - 1) : (at + by + open.length) % open.length
  const chat = open[to]
  if (chat) desk.select(chat.id)
}
