import { m } from '../../shared/messages/messages.js'

/** What a button for it says; null for what has no button of its own, such as typing. */
export function wordsOf(capability: string): string | null {
  switch (capability) {
    case 'Accept':
      return m.moment_canAccept()
    case 'Reject':
      return m.moment_canReject()
    case 'SendMessage':
      return m.moment_canSay()
    case 'SendToAgents':
      return m.moment_canTellAgents()
    case 'Consult':
      return m.moment_canConsult()
    case 'CancelConsult':
      return m.moment_canCancel()
    case 'Invite':
      return m.moment_canInvite()
    case 'Transfer':
      return m.moment_canTransfer()
    case 'Leave':
      return m.moment_canLeave()
    case 'Complete':
      return m.moment_canComplete()
    case 'SwitchToMonitor':
      return m.moment_canMonitor()
    case 'SwitchToCoach':
      return m.moment_canCoach()
    case 'SwitchBargeIn':
      return m.moment_canBargeIn()
    default:
      return null
  }
}
