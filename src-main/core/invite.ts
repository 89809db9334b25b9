import { legOf, pendingBy } from './chat-state.ts'
import { ask, targetRefusal } from './asking.ts'
import { can } from './capabilities.ts'
import type { Deciders } from './decider.ts'
import { nextReference } from './directory.ts'
import { refuse } from './refusals.ts'
import { targetOf } from './targets.ts'

/** A conference: with the consultant at once (R9), with anybody else by an invitation that everybody sees accepted (R13). */
export const decide = {
  Invite: (chat, { by, targetUri, note }, context) => {
    if (!can(chat, by, 'Invite')) return refuse('not_possible_now')
    if (pendingBy(chat, by)) return refuse('invitation_pending')
    const target = targetOf(targetUri, context.directory)
    if (target && 'agent' in target && legOf(chat, target.agent)?.visibility === 'Agents') {
      return [{ type: 'ConsultantPromoted', chat: chat.id, agent: target.agent, by, referenceId: nextReference(context.directory, by) }]
    }
    const refused = targetRefusal(chat, by, target)
    if (refused || !target) return refused ?? refuse('target_unknown')
    return ask(chat, 'conference', by, target, note, context)
  }
} satisfies Deciders<'Invite'>
