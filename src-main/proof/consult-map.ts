import type { ConsultMap, MapMove, MapOperation, MayTable, Verdict } from '../contract/consult-map.ts'
import { mapOperations } from '../contract/consult-map.ts'
import type { RefusalCode } from '../core/events.ts'
import { refusalRules } from './refusal-rules.ts'

/**
 * Who may do what in which state of a consult, in a room as it comes; the settings of a room change some of it, which is
 * why the map of a run asks the rules. `tests/proof` holds every entry against what a real room answers.
 */

type Row = Readonly<Record<MapOperation, Verdict>>

/** Everything that is named may be done; the rest is refused for this reason, or for one of its own. */
function row(may: readonly MapOperation[], otherwise: RefusalCode, own: Readonly<Partial<Record<MapOperation, RefusalCode>>> = {}): Row {
  return Object.fromEntries(mapOperations.map((operation) => [operation, may.includes(operation) ? 'may' : (own[operation] ?? otherwise)])) as Row
}

const noInvitation = { Accept: 'not_invited', Reject: 'not_invited' } as const
const outsider = row([], 'no_such_chat', noInvitation)
const asked = row(['Accept', 'Reject'], 'not_possible_now', { CancelConsult: 'no_consult' })
const customer = row(['SendMessage', 'Complete'], 'not_possible_now')
const aloneWithCustomer = { ...noInvitation, CancelConsult: 'no_consult', RemoveParticipantFromConference: 'target_not_in_chat' } as const
const owns = row(['Consult', 'Invite', 'Transfer', 'Leave', 'Complete', 'SendMessage'], 'not_possible_now', aloneWithCustomer)
const inConference = row(['Consult', 'Invite', 'Transfer', 'RemoveParticipantFromConference', 'Leave', 'Complete', 'SendMessage', 'SendToAgents'], 'not_possible_now', { ...noInvitation, CancelConsult: 'no_consult' })
/** One invitation of an agent waits for its answer at a time (R5). */
const waits = row(['Leave', 'Complete', 'SendMessage'], 'not_possible_now', { ...aloneWithCustomer, Consult: 'invitation_pending', Invite: 'invitation_pending', Transfer: 'invitation_pending' })

const may = {
  waiting: { asked, outsider, customer },
  alone: { asker: owns, outsider, customer },
  /** A transfer takes the consult back that waits (R13). */
  asking: {
    asker: row(['CancelConsult', 'Transfer', 'Leave', 'Complete', 'SendMessage'], 'not_possible_now', { ...aloneWithCustomer, Consult: 'invitation_pending', Invite: 'invitation_pending' }),
    asked,
    outsider,
    customer
  },
  consulting: {
    asker: row(mapOperations.filter((operation) => operation !== 'Accept' && operation !== 'Reject'), 'not_invited'),
    consultant: row(['Leave', 'SendMessage', 'SendToAgents'], 'not_possible_now', { ...noInvitation, CancelConsult: 'no_consult' }),
    outsider,
    customer
  },
  inviting: { asker: waits, asked, outsider, customer },
  conference: { asker: inConference, member: inConference, outsider, customer },
  transferring: { asker: waits, asked, outsider, customer },
  handedOver: { asker: owns, outsider, customer },
  over: {
    gone: row(['Transfer', 'Complete'], 'not_possible_now', { ...noInvitation, CancelConsult: 'no_consult' }),
    outsider,
    customer: row([], 'not_possible_now', { SendMessage: 'chat_over', Complete: 'chat_over' })
  }
} satisfies MayTable

const moves: readonly MapMove[] = [
  { from: 'waiting', to: 'alone', by: 'Accept', who: 'asked' },
  { from: 'alone', to: 'asking', by: 'Consult', who: 'asker' },
  { from: 'asking', to: 'consulting', by: 'Accept', who: 'asked' },
  { from: 'asking', to: 'alone', by: 'CancelConsult', who: 'asker' },
  { from: 'asking', to: 'alone', by: 'Reject', who: 'asked' },
  { from: 'asking', to: 'alone', by: 'NoAnswer', who: null },
  { from: 'consulting', to: 'alone', by: 'Leave', who: 'consultant' },
  { from: 'consulting', to: 'alone', by: 'RemoveParticipantFromConference', who: 'asker' },
  { from: 'consulting', to: 'conference', by: 'Invite', who: 'asker' },
  { from: 'consulting', to: 'handedOver', by: 'Transfer', who: 'asker' },
  { from: 'consulting', to: 'handedOver', by: 'Leave', who: 'asker' },
  { from: 'alone', to: 'inviting', by: 'Invite', who: 'asker' },
  { from: 'inviting', to: 'conference', by: 'Accept', who: 'asked' },
  { from: 'inviting', to: 'alone', by: 'Reject', who: 'asked' },
  { from: 'inviting', to: 'alone', by: 'NoAnswer', who: null },
  { from: 'conference', to: 'alone', by: 'Leave', who: 'member' },
  { from: 'conference', to: 'alone', by: 'RemoveParticipantFromConference', who: 'asker' },
  { from: 'conference', to: 'handedOver', by: 'Transfer', who: 'asker' },
  { from: 'conference', to: 'handedOver', by: 'Leave', who: 'asker' },
  { from: 'alone', to: 'transferring', by: 'Transfer', who: 'asker' },
  { from: 'asking', to: 'transferring', by: 'Transfer', who: 'asker' },
  { from: 'transferring', to: 'handedOver', by: 'Accept', who: 'asked' },
  { from: 'transferring', to: 'alone', by: 'Reject', who: 'asked' },
  { from: 'transferring', to: 'alone', by: 'NoAnswer', who: null },
  { from: 'handedOver', to: 'asking', by: 'Consult', who: 'asker' },
  { from: 'alone', to: 'over', by: 'Leave', who: 'asker' },
  { from: 'alone', to: 'over', by: 'Complete', who: 'asker' },
  { from: 'handedOver', to: 'over', by: 'Leave', who: 'asker' },
  { from: 'handedOver', to: 'over', by: 'Complete', who: 'asker' }
]

/** The map, the same for every run. */
export const consultMap: ConsultMap = {
  moves,
  may,
  rules: refusalRules
}
