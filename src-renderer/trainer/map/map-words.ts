import type { MapOperation, MapRole, MapState, MoveCount } from '../../../src-main/contract/consult-map.ts'
import { m } from '../../shared/messages/messages.js'

/** States, roles, moves and refusals of the consult's map in words. */

export function stateWords(state: MapState): string {
  const words: Readonly<Record<MapState, () => string>> = {
    waiting: m.map_waiting,
    alone: m.map_alone,
    asking: m.map_asking,
    consulting: m.map_consulting,
    inviting: m.map_inviting,
    conference: m.map_conference,
    transferring: m.map_transferring,
    handedOver: m.map_handedOver,
    over: m.map_over
  }
  return words[state]()
}

/** What each viewer sees then. */
export function sightWords(state: MapState): string {
  const words: Readonly<Record<MapState, () => string>> = {
    waiting: m.map_seesWaiting,
    alone: m.map_seesAlone,
    asking: m.map_seesAsking,
    consulting: m.map_seesConsulting,
    inviting: m.map_seesInviting,
    conference: m.map_seesConference,
    transferring: m.map_seesTransferring,
    handedOver: m.map_seesHandedOver,
    over: m.map_seesOver
  }
  return words[state]()
}

export function roleWords(role: MapRole): string {
  const words: Readonly<Record<MapRole, () => string>> = { asker: m.map_roleAsker, asked: m.map_roleAsked, consultant: m.map_roleConsultant, member: m.map_roleMember, gone: m.map_roleGone, outsider: m.map_roleOutsider, customer: m.map_roleCustomer }
  return words[role]()
}

/** What is asked for and by whom, or what happens by itself. */
export function moveWords({ by, who }: Pick<MoveCount, 'by' | 'who'>): string {
  if (by === null) return m.map_byItself()
  return who === null ? m.map_noAnswer() : `${by} · ${roleWords(who)}`
}

/** What a run made of a move: made, refused, or neither. */
export function countWords({ made, refused }: Pick<MoveCount, 'made' | 'refused'>): string {
  const words = [made > 0 ? m.map_made({ count: made }) : '', refused > 0 ? m.map_refusedTimes({ count: refused }) : ''].filter(Boolean)
  return words.length > 0 ? words.join(' · ') : m.map_untried()
}

/** Why an operation is refused, for somebody in this role. */
export function whyWords(verdict: string, role: MapRole, operation: MapOperation): string {
  if (verdict === 'not_possible_now') return whyNotNow(role, operation)
  const words: Readonly<Record<string, () => string>> = {
    no_such_chat: m.map_whyNoSuchChat,
    not_invited: m.map_whyNotInvited,
    invitation_pending: m.map_whyPending,
    no_consult: m.map_whyNoConsult,
    too_many_consultants: m.map_whyTooMany,
    target_not_in_chat: m.map_whyNobodyToRemove,
    chat_over: m.map_whyOver,
    target_in_chat: m.map_whyTargetIn,
    target_unknown: m.map_whyTargetUnknown,
    target_is_self: m.map_whySelf,
    disposition_missing: m.map_whyDisposition,
    feature_off: m.map_whyFeature,
    channel_off: m.map_whyChannel,
    fault: m.map_whyFault
  }
  return words[verdict]?.() ?? verdict
}

function whyNotNow(role: MapRole, operation: MapOperation): string {
  if (role === 'asked') return m.map_whyAsked()
  if (role === 'consultant') return m.map_whyConsultant()
  if (role === 'gone') return m.map_whyGone()
  if (role === 'customer') return m.map_whyCustomer()
  return operation === 'SendToAgents' ? m.map_whyNobodyAside() : m.map_whyNotNow()
}
