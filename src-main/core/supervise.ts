import type { ForUser } from '../contract/client.ts'
import type { IntrudeOperation, SupervisorOperation } from '../wire/operations.ts'
import { legOf, knowing, roleOf, supervisorOf, visibilityOf, watching, withMessage } from './chat-state.ts'
import type { Chat, Speaker, SupervisionMode, SupervisorLeg } from './chat-state.ts'
import type { Context, Deciders, Decision, Evolvers, Say, Tellers } from './decider.ts'
import { nextReference } from './directory.ts'
import type { Directory } from './directory.ts'
import type { ChatEvent, Event } from './events.ts'
import { participantId } from './ids.ts'
import { refuse } from './refusals.ts'
import { agentWithId } from './targets.ts'
import { customerUpdated, history, newMessage, participantsFor, participantsUpdated, statusChange } from './tell.ts'
import { chatFor, endedChat, supervisorSpeaker, wholeChatFor } from './view.ts'

/**
 * Supervisors watch an agent: unseen (Monitor), seen by agents and heard by the agent alone (Coach), or as one more in the
 * chat (BargeIn). They are asked in like anybody else, and go when the agent does: "Revoked" (wire-facts 1.2).
 */

/** `Monitor`, `Coach`, `BargeIn` ask for the agent's chats to come; `Intrude` is for one that it has now. */
export function decideMonitoring(by: string, asked: ForUser<SupervisorOperation>, directory: Directory): Decision {
  const watches = agentWithId(asked.user, directory)
  if (!isSupervisor(by, directory)) return refuse('not_supervisor')
  if (watches === null) return refuse('no_such_user')
  if (watches === by) return refuse('target_is_self')
  const monitors = directory.agents[watches]?.watchedBy[by] !== undefined
  if (asked.operationName === 'CancelSupervisorMonitoring') {
    return monitors ? [{ type: 'MonitoringCancelled', agent: by, watches }] : refuse('supervises_nobody')
  }
  if (monitors) return refuse('supervises_already')
  const { operationName: mode, supervisorMonitoringMode: how = 'AllChats', nickname } = asked
  return [{ type: 'MonitoringSet', agent: by, watches, mode, how, nickname: nickname ?? nicknameOf(by, directory) }]
}

export function decideIntrude(chat: Chat | undefined, by: string, asked: ForUser<IntrudeOperation>, directory: Directory): Decision {
  const watches = agentWithId(asked.user, directory)
  if (!isSupervisor(by, directory)) return refuse('not_supervisor')
  if (watches === null) return refuse('no_such_user')
  if (watches === by) return refuse('target_is_self')
  if (!chat || !legOf(chat, watches)) return refuse('agent_not_in_chat')
  if (roleOf(chat, by) !== null) return refuse('target_in_chat')
  const { supervisorVisibilityMode: mode = 'Monitor', nickname } = asked
  return [{ type: 'SupervisorAsked', chat: chat.id, agent: by, watches, mode, nickname: nickname ?? nicknameOf(by, directory), once: false }]
}

/** Whoever monitors an agent is asked into the chat that it has just entered. */
export function supervisorsOf(agent: string, chat: Chat, directory: Directory): ChatEvent[] {
  const watchedBy = directory.agents[agent]?.watchedBy ?? {}
  return Object.entries(watchedBy)
    .filter(([supervisor]) => roleOf(chat, supervisor) === null)
    .map(([supervisor, { mode, how, nickname }]) => ({
      type: 'SupervisorAsked',
      chat: chat.id,
      agent: supervisor,
      watches: agent,
      mode,
      nickname,
      once: how === 'NextChat'
    }))
}

/** An invited supervisor comes in, under the name that it gave or is known by. */
export function enters(chat: Chat, invited: SupervisorLeg, nickname: string | undefined, { now, directory }: Context): ChatEvent[] {
  const { agent } = invited
  const id = participantId(directory.plan, now, directory.counted.participants + 1)
  const referenceId = nextReference(directory, agent)
  return [{ type: 'SupervisorJoined', chat: chat.id, agent, nickname: nickname ?? invited.nickname, participantId: id, referenceId }]
}

/** A supervisor goes: by itself (`Completed`), or because the agent did (`Revoked`). */
export function goes(chat: Chat, { agent, mode, participantId: id }: SupervisorLeg, into: 'Completed' | 'Revoked', referenceId: number | null): ChatEvent {
  return { type: 'SupervisorGone', chat: chat.id, agent, into, seenBy: id === null ? null : visibilityOf(mode), referenceId }
}

/** What a decision brings about, with the supervisors who go because their agent does. */
export function withSupervisorsGone(chat: Chat, events: readonly Event[]): readonly Event[] {
  if (chat.supervisors.length === 0) return events
  const left = events.flatMap((event) => (event.type === 'AgentLeft' || event.type === 'ConsultantLeft' ? [event.agent] : []))
  const gone = chat.supervisors.filter(({ watches }) => left.includes(watches)).map((leg) => goes(chat, leg, 'Revoked', null))
  return gone.length === 0 ? events : [...events, ...gone]
}

const switches = { SwitchToMonitor: 'Monitor', SwitchToCoach: 'Coach', SwitchToBargeIn: 'BargeIn' } as const

export const decide = {
  SwitchToMonitor: (chat, { by, operationName }, { directory }) => switched(chat, by, switches[operationName], directory),
  SwitchToCoach: (chat, { by, operationName }, { directory }) => switched(chat, by, switches[operationName], directory),
  SwitchToBargeIn: (chat, { by, operationName }, { directory }) => switched(chat, by, switches[operationName], directory)
} satisfies Deciders<keyof typeof switches>

const seenByHowMany: Readonly<Record<SupervisionMode, number>> = { Monitor: 0, Coach: 1, BargeIn: 2 }

function switched(chat: Chat, by: string, to: SupervisionMode, directory: Directory): Decision {
  const leg = supervisorOf(chat, by)
  if (!leg || leg.participantId === null) return refuse('not_supervisor')
  if (leg.mode === to) return refuse('is_that_already')
  const stepsBack = seenByHowMany[to] < seenByHowMany[leg.mode]
  const back: ChatEvent[] = stepsBack ? [{ type: 'SupervisorSteppedBack', chat: chat.id, agent: by, from: leg.mode, to }] : []
  return [...back, { type: 'SupervisorSwitched', chat: chat.id, agent: by, to, referenceId: nextReference(directory, by) }]
}

export const evolve = {
  SupervisorAsked: (chat, { agent, watches, mode, nickname }) => ({
    ...chat,
    supervisors: [...chat.supervisors, { agent, watches, mode, nickname, participantId: null }]
  }),
  SupervisorJoined: (chat, { agent, nickname, participantId: id }, at) => {
    const entered = change(chat, agent, (leg) => ({ ...leg, nickname, participantId: id }))
    return comesToBeSeen(entered, agent, at)
  },
  SupervisorSteppedBack: (chat, { agent, from, to }, at) => {
    const speaker = speakerIn(chat, agent)
    if (!speaker) return chat
    const left = withMessage(chat, { at, from: speaker, type: 'ParticipantLeft', visibility: visibilityOf(from) })
    return change(left, agent, (leg) => ({ ...leg, mode: to }))
  },
  SupervisorSwitched: (chat, { agent, to }, at) => comesToBeSeen(change(chat, agent, (leg) => ({ ...leg, mode: to })), agent, at),
  SupervisorGone: (chat, { agent, seenBy }, at) => {
    const speaker = speakerIn(chat, agent)
    const said = speaker && seenBy ? withMessage(chat, { at, from: speaker, type: 'ParticipantLeft', visibility: seenBy }) : chat
    return { ...said, supervisors: said.supervisors.filter((leg) => leg.agent !== agent) }
  }
} satisfies Evolvers<'SupervisorAsked' | 'SupervisorJoined' | 'SupervisorSteppedBack' | 'SupervisorSwitched' | 'SupervisorGone'>

/** Whoever may see the supervisor from now on learns that it is there; the customer gives it a number of its own (R15). */
function comesToBeSeen(chat: Chat, agent: string, at: number): Chat {
  const speaker = speakerIn(chat, agent)
  if (!speaker) return chat
  const customer = speaker.visibility === 'All' ? knowing(chat.customer, speaker.participantId) : chat.customer
  return withMessage({ ...chat, customer }, { at, from: speaker, type: 'ParticipantJoined', visibility: speaker.visibility })
}

export const tell = {
  SupervisorAsked: (chat, { agent }, directory) => [statusChange(agent, wholeChatFor(chat, agent, directory), null)],
  SupervisorJoined: (chat, { agent, referenceId }, directory) => [
    statusChange(agent, { ...chatFor(chat, agent, directory), participants: [] }, referenceId),
    participantsFor(chat, agent, directory),
    history(chat, agent, directory),
    ...seen(chat, agent, directory, agent)
  ],
  SupervisorSteppedBack: (chat, { agent, from }, directory) => [
    ...participantsUpdated(chat, directory, agent, visibilityOf(from)),
    ...(from === 'BargeIn' ? customerUpdated(chat, 'ParticipantsUpdated') : []),
    ...newMessage(chat, directory)
  ],
  SupervisorSwitched: (chat, { agent, referenceId }, directory) => [
    statusChange(agent, chatFor(chat, agent, directory), referenceId),
    ...seen(chat, agent, directory, null)
  ],
  SupervisorGone: (chat, { agent, into, seenBy, referenceId }, directory) => [
    statusChange(agent, endedChat(chat, into, directory), referenceId),
    ...(seenBy === null ? [] : participantsUpdated(chat, directory, null, seenBy)),
    ...(seenBy === 'All' ? customerUpdated(chat, 'ParticipantsUpdated') : []),
    ...(seenBy === null ? [] : newMessage(chat, directory))
  ]
} satisfies Tellers<'SupervisorAsked' | 'SupervisorJoined' | 'SupervisorSteppedBack' | 'SupervisorSwitched' | 'SupervisorGone'>

/** The list, then the joining, for those who may see the supervisor now, and for nobody else. */
function seen(chat: Chat, agent: string, directory: Directory, except: string | null): Say[] {
  const visibility = speakerIn(chat, agent)?.visibility ?? 'Supervisors'
  return [
    ...participantsUpdated(chat, directory, except, visibility),
    ...(visibility === 'All' ? customerUpdated(chat, 'ParticipantsUpdated') : []),
    ...newMessage(chat, directory, except)
  ]
}

function change(chat: Chat, agent: string, to: (leg: SupervisorLeg) => SupervisorLeg): Chat {
  return { ...chat, supervisors: chat.supervisors.map((leg) => (leg.agent === agent ? to(leg) : leg)) }
}

function speakerIn(chat: Chat, agent: string): Speaker | undefined {
  const leg = watching(chat).find((one) => one.agent === agent)
  return leg && supervisorSpeaker(leg)
}

/** May this agent supervise others here? */
export function isSupervisor(name: string, { plan }: Directory): boolean {
  return plan.settings.features.includes('api-supervisor') && (plan.agents[name]?.roles.includes('supervisor') ?? false)
}

function nicknameOf(name: string, { plan }: Directory): string {
  return plan.agents[name]?.nickname ?? name
}
