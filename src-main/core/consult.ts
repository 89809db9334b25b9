import { consultantsOf, knowing, legOf, pendingBy, withMessage } from './chat-state.ts'
import type { Chat } from './chat-state.ts'
import { ask, targetRefusal, withdrawn } from './asking.ts'
import { has } from './bugs.ts'
import { can } from './capabilities.ts'
import type { Deciders, Evolvers, LapseDeciders, Tellers } from './decider.ts'
import { nextReference } from './directory.ts'
import { refuse } from './refusals.ts'
import { targetOf, wantedAddress } from './targets.ts'
import { customerUpdated, newMessage, operationFailed, participantsUpdated, statusChange } from './tell.ts'
import { endedChat, speakerOf } from './view.ts'

/** An agent privately brings a colleague or a queue into the chat; the customer never hears anything of it (R2). */
export const decide = {
  Consult: (chat, { by, note, ...wanted }, context) => {
    if (!can(chat, by, 'Consult')) return refuse('not_possible_now')
    const address = wantedAddress(wanted)
    if (address === undefined) return refuse('target_missing')
    if (pendingBy(chat, by)) return refuse('invitation_pending')
    if (consultants(chat) >= context.directory.plan.settings.consultants) return refuse('too_many_consultants')
    const target = targetOf(address, context.directory)
    const refused = targetRefusal(chat, by, target)
    if (refused || !target) return refused ?? refuse('target_unknown')
    return ask(chat, 'consult', by, target, note, context)
  },
  /** After acceptance it is acknowledged, then fails, and the consult goes on (R7). */
  CancelConsult: (chat, { by }, { now, directory }) => {
    const pending = pendingBy(chat, by)
    const referenceId = nextReference(directory, by)
    if (pending?.kind === 'consult') return [withdrawn(chat, pending, referenceId)]
    if (consultantsOf(chat, by).length === 0) return refuse('no_consult')
    return [{ type: 'CancelCameTooLate', chat: chat.id, by, referenceId, tellAt: now + directory.plan.settings.failsAfterMs }]
  }
} satisfies Deciders<'Consult' | 'CancelConsult'>

/** Those who are in, and those who are being asked (R5). */
function consultants(chat: Chat): number {
  const inside = chat.agents.filter((leg) => leg.visibility === 'Agents').length
  return inside + chat.asks.filter((asked) => asked.kind === 'consult').length
}

export const lapses = {
  TellCancelFailure: (chat, { by, referenceId }, { directory }) => [
    { type: 'CancelFailureTold', chat: chat.id, by, referenceId, errorMessage: directory.plan.settings.cancelError }
  ]
} satisfies LapseDeciders<'TellCancelFailure'>

export const evolve = {
  CancelCameTooLate: (chat, { by, referenceId, tellAt }) => ({ ...chat, later: [...chat.later, { at: tellAt, by, referenceId }] }),
  CancelFailureTold: (chat, { by, referenceId }) => ({
    ...chat,
    later: chat.later.filter((late) => late.by !== by || late.referenceId !== referenceId)
  }),
  /** Seen by everybody from now on, under the same participantId (R8, R9). */
  ConsultantPromoted: (chat, { agent }, at) => {
    const agents = chat.agents.map((leg) => (leg.agent === agent ? { ...leg, visibility: 'All' as const, consultedBy: null, referenceId: null, readsFrom: 1 } : leg))
    const promoted = agents.find((leg) => leg.agent === agent)
    if (!promoted) return chat
    const customer = knowing(chat.customer, promoted.participantId)
    const seen = withoutIdleLegs({ ...chat, agents, customer })
    return withMessage(seen, { at, from: speakerOf(promoted), type: 'ParticipantJoined', visibility: 'All' })
  },
  ConsultantLeft: (chat, { agent }, at) => {
    const leg = legOf(chat, agent)
    if (!leg) return chat
    const left = withMessage(chat, { at, from: speakerOf(leg), type: 'ParticipantLeft', visibility: 'Agents' })
    return withoutIdleLegs({ ...left, agents: left.agents.filter((one) => one.agent !== agent) })
  }
} satisfies Evolvers<'CancelCameTooLate' | 'CancelFailureTold' | 'ConsultantPromoted' | 'ConsultantLeft'>

/** A second leg goes when the last of its consultants is gone or promoted (R3). */
function withoutIdleLegs(chat: Chat): Chat {
  if (has(chat, 'second-leg-never-removed')) return chat
  return { ...chat, secondLegs: chat.secondLegs.filter((leg) => consultantsOf(chat, leg.agent).length > 0) }
}

export const tell = {
  CancelCameTooLate: () => [],
  CancelFailureTold: (chat, { by, referenceId, errorMessage }, directory) => [operationFailed(chat, by, errorMessage, referenceId, directory)],
  ConsultantPromoted: (chat, _event, directory) => [
    ...participantsUpdated(chat, directory),
    ...customerUpdated(chat, 'ParticipantsUpdated'),
    ...newMessage(chat, directory)
  ],
  /** Itself `Completed`; agents the new list, then who left; the customer nothing (R10). */
  ConsultantLeft: (chat, { agent, referenceId }, directory) => [
    statusChange(agent, endedChat(chat, 'Completed', directory), referenceId),
    ...participantsUpdated(chat, directory),
    ...newMessage(chat, directory)
  ]
} satisfies Tellers<'CancelCameTooLate' | 'CancelFailureTold' | 'ConsultantPromoted' | 'ConsultantLeft'>
