import { legOf, pendingBy } from './chat-state.ts'
import { ask, targetRefusal } from './asking.ts'
import { can } from './capabilities.ts'
import type { Deciders } from './decider.ts'
import { nextReference } from './directory.ts'
import { askConsultant } from './handover.ts'
import { refuse } from './refusals.ts'
import { targetOf, wantedAddress } from './targets.ts'

/** A conference: with the consultant at once (R9), with anybody else by an invitation that everybody sees accepted (R13). */
export const decide = {
  Invite: (chat, { by, note, ...wanted }, context) => {
    if (!can(chat, by, 'Invite')) return refuse('not_possible_now')
    const address = wantedAddress(wanted)
    if (address === undefined) return refuse('target_missing')
    if (pendingBy(chat, by)) return refuse('invitation_pending')
    const target = targetOf(address, context.directory)
    if (target && 'agent' in target && legOf(chat, target.agent)?.visibility === 'Agents') {
      if (context.directory.plan.settings.conferenceWithConsultant === 'invitation') return [askConsultant(chat, 'conference', by, target.agent, note, context)]
      return [{ type: 'ConsultantPromoted', chat: chat.id, agent: target.agent, by, referenceId: nextReference(context.directory, by) }]
    }
    const refused = targetRefusal(chat, by, target)
    if (refused || !target) return refused ?? refuse('target_unknown')
    return ask(chat, 'conference', by, target, note, context)
  }
} satisfies Deciders<'Invite'>
