import type { Chat, Target } from './chat-state.ts'
import { legOf, pendingBy } from './chat-state.ts'
import { ask, targetRefusal, withdrawn } from './asking.ts'
import { can } from './capabilities.ts'
import type { Asked, Context, Deciders, Decision } from './decider.ts'
import { nextReference } from './directory.ts'
import { askConsultant } from './handover.ts'
import type { ChatEvent } from './events.ts'
import { parting } from './leave.ts'
import { goodbyeOf } from './message.ts'
import { refuse } from './refusals.ts'
import { queueNamed, targetOf, wantedAddress } from './targets.ts'

/** Hands the chat over: to the consultant or a conference member at once (R8), to anybody else when the taker accepts (R13). */
export const decide = {
  Transfer: (chat, asked, context) => {
    if (!can(chat, asked.by, 'Transfer')) return refuse('not_possible_now')
    const pending = pendingBy(chat, asked.by)
    if (pending && pending.kind !== 'consult') return refuse('invitation_pending')
    if (wantedAddress(asked) === undefined && asked.queueName === undefined) return refuse('target_missing')
    const target = targetIn(asked, context)
    // A pending consult is cancelled by a transfer (R13); its target may be transferred to all the same.
    const cancelled = pending ? [withdrawn(chat, pending)] : []
    const without = { ...chat, asks: chat.asks.filter((one) => one !== pending) }
    const transferred = transfer(without, asked, target, context)
    return Array.isArray(transferred) ? [...cancelled, ...transferred] : transferred
  }
} satisfies Deciders<'Transfer'>

function targetIn({ queueName, ...wanted }: Asked<'Transfer'>, { directory }: Context): Target | null {
  const address = wantedAddress(wanted)
  return address === undefined ? queueNamed(queueName ?? '', directory) : targetOf(address, directory)
}

function transfer(chat: Chat, { by, note, ...wording }: Asked<'Transfer'>, target: Target | null, context: Context): Decision {
  const goodbye = goodbyeOf(chat, by, wording)
  const taker = target && 'agent' in target && target.agent !== by ? legOf(chat, target.agent) : undefined
  if (taker?.visibility === 'Agents' && legOf(chat, by) && context.directory.plan.settings.transferToConsultant === 'invitation') {
    return [...goodbye, askConsultant(chat, 'transfer', by, taker.agent, note, context)]
  }
  if (taker && legOf(chat, by)) {
    const promoted: ChatEvent[] =
      taker.visibility === 'Agents' ? [{ type: 'ConsultantPromoted', chat: chat.id, agent: taker.agent, by: null, referenceId: null }] : []
    const staying = { ...chat, agents: chat.agents.map((leg) => (leg === taker ? { ...leg, consultedBy: null } : leg)) }
    const newOwner = chat.owner === by ? taker.agent : chat.owner
    const referenceId = nextReference(context.directory, by)
    return [...goodbye, ...promoted, ...parting(staying, by, { into: 'Completed', newOwner, endsChat: false, referenceId })]
  }
  const refused = targetRefusal(chat, by, target)
  if (refused || !target) return refused ?? refuse('target_unknown')
  return [...goodbye, ...ask(chat, 'transfer', by, target, note, context)]
}
