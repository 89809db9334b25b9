import type { InvitationMark } from '../../src-main/wire/chat.ts'
import { m } from '../shared/messages/messages.js'

/** Who asks, and for what. `classic` does not say. */
export function whoAsks(invitation: InvitationMark | null): string {
  if (!invitation) return m.agent_asksPlain()
  const { kind, from: name } = invitation
  return {
    chat: m.agent_asksChat({ name }),
    consult: m.agent_asksConsult({ name }),
    transfer: m.agent_asksTransfer({ name }),
    conference: m.agent_asksConference({ name }),
    supervision: m.agent_asksSupervision({ name })
  }[kind]
}

/** What accepting leads to. */
export function whatFollows(invitation: InvitationMark | null): string {
  if (!invitation) return ''
  return {
    chat: m.agent_meansChat(),
    consult: m.agent_meansConsult(),
    transfer: m.agent_meansTransfer(),
    conference: m.agent_meansConference(),
    supervision: m.agent_meansSupervision()
  }[invitation.kind]
}
