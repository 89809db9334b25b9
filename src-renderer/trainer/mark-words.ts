import type { StageMark } from '../../src-main/contract/control.ts'
import type { ChatMessage, CustomerMessage } from '../../src-main/wire/messages.ts'
import type { Told } from '../../src-main/wire/notifications.ts'
import { saidIn } from '../shared/message-content.ts'
import { m } from '../shared/messages/messages.js'
import { judged, say } from './say.ts'

export type Mark = StageMark['mark']

/** What a mark is, in the few words that stand on the stage. */
export function shortWords(mark: Mark): string {
  switch (mark.kind) {
    case 'asked':
      return askedWords(mark.request.operationName)
    case 'turnedAway':
      return m.trainer_turnedAway()
    case 'told':
      return toldWords(mark.said)
    case 'hidden':
      return m.trainer_hidden()
    case 'expected':
      return judged(mark.text)
    case 'step':
    case 'caption':
      return mark.text
    case 'cue':
      return mark.text === '' ? m.moment_kindCue() : mark.text
  }
}

/** What kind of mark it is; said of each, since shapes cannot be heard. */
export function kindWords(mark: Mark): string {
  switch (mark.kind) {
    case 'asked':
      return isRefused(mark) ? m.trainer_kindRefused() : m.trainer_kindAsked()
    case 'turnedAway':
      return m.trainer_kindRefused()
    case 'told':
      return m.trainer_kindTold()
    case 'hidden':
      return m.trainer_kindHidden()
    case 'step':
      return m.trainer_kindStep()
    case 'caption':
      return m.moment_kindCaption()
    case 'cue':
      return m.moment_kindCue()
    case 'expected':
      return mark.held ? m.trainer_kindHeld() : m.trainer_kindBroken()
  }
}

/** A sentence that explains the mark to somebody who sees the wire for the first time. */
export function about(mark: Mark, lane: string | null): string {
  const name = lane ?? m.trainer_script()
  switch (mark.kind) {
    case 'asked':
      return isRefused(mark) ? m.trainer_aboutRefused({ name, what: mark.request.operationName }) : m.trainer_aboutAsked({ name, what: mark.request.operationName })
    case 'turnedAway':
      return m.trainer_aboutTurnedAway({ name, what: mark.asked })
    case 'told':
      return m.trainer_aboutTold({ name, seq: mark.seq, what: toldSentence(mark.said) })
    case 'hidden':
      return m.trainer_aboutHidden({ name, what: toldSentence(mark.said) })
    case 'step':
      return m.trainer_aboutStep({ line: mark.line })
    case 'caption':
      return m.moment_aboutCaption({ line: mark.line })
    case 'cue':
      return m.moment_aboutCue({ line: mark.line })
    case 'expected':
      return mark.held ? m.trainer_aboutHeld({ line: mark.line }) : m.trainer_aboutBroken({ line: mark.line })
  }
}

export function isRefused(mark: Mark): boolean {
  return mark.kind === 'turnedAway' || (mark.kind === 'asked' && mark.answer.statusCode !== 0 && mark.answer.statusCode !== 7)
}

/** For agents only: a request that goes to agents, or a message that customers are not shown. */
export function isPrivate(mark: Mark): boolean {
  if (mark.kind === 'hidden') return true
  if (mark.kind === 'asked') return privateOperations.includes(mark.request.operationName)
  if (mark.kind !== 'told' || mark.said.messageType !== 'MessageLogUpdated') return false
  return mark.said.messages.length > 0 && mark.said.messages.every((message) => 'visibility' in message && message.visibility !== 'All')
}

const privateOperations: readonly string[] = [
  'SendToAgents',
  'SendCustomNoticeToAgents',
  'AttachUserData',
  'UpdateUserData',
  'DeleteUserData',
  'SetDisposition',
  'SetInFocus',
  'Intrude',
  'Monitor',
  'Coach',
  'SwitchToMonitor',
  'SwitchToCoach',
  'Consult',
  'CancelConsult',
  'SendStartTypingToAgentsNotification',
  'SendStopTypingToAgentsNotification'
]

/** The text that goes with a request or a notification, if it has one. */
export function spoken(mark: Mark): string | null {
  if (mark.kind === 'asked') return 'text' in mark.request ? (mark.request.text ?? null) : null
  if ((mark.kind === 'told' || mark.kind === 'hidden') && mark.said.messageType === 'MessageLogUpdated') return mark.said.messages.at(-1)?.text ?? null
  return null
}

/** `SendStartTypingNotification` is too long for a mark. */
function askedWords(operationName: string): string {
  const words: Record<string, string> = {
    SendMessage: m.trainer_askSay(),
    SendToAgents: m.trainer_askTellAgents(),
    SendStartTypingNotification: m.trainer_askTypes(),
    SendStopTypingNotification: m.trainer_askStopsTyping(),
    SendStartTypingToAgentsNotification: m.trainer_askTypesPrivately(),
    SendStopTypingToAgentsNotification: m.trainer_askStopsTyping(),
    RequestChat: m.trainer_askChat(),
    RemoveParticipantFromConference: m.trainer_askRemove(),
    CancelConsult: m.trainer_askCancel(),
    ChannelOpened: m.trainer_askOpened(),
    ChannelClosed: m.trainer_askClosed(),
    StartContactCenterSession: m.trainer_askStarts(),
    EndContactCenterSession: m.trainer_askEnds(),
    NotReady: m.trainer_askNotReady()
  }
  return words[operationName] ?? operationName
}

function toldWords(said: Told): string {
  if (said.messageType === 'ChannelStateChangeMessageV2') return say(said.channels[0]?.userState.displayName ?? m.trainer_toldReadiness())
  if (said.messageType === 'MessageLogUpdated') return said.messages.length > 1 ? m.trainer_toldHistory({ count: said.messages.length }) : messageWords(said.messages[0])
  switch (said.notificationType) {
    case 'StatusChange':
      return said.chat.state
    case 'ParticipantsUpdated':
      return m.trainer_toldPeople({ count: said.chat.participants?.length ?? 0 })
    case 'PropertiesUpdated':
      return m.trainer_toldData()
    case 'Error':
      return said.errorMessage ?? m.trainer_toldError()
  }
}

function messageWords(message: ChatMessage | CustomerMessage | undefined): string {
  if (!message) return m.trainer_toldNothing()
  const name = message.from.nickname
  switch (message.type) {
    case 'Text':
    case 'PushUrl':
    case 'CustomNotice':
      return `${name}: ${saidIn(message)}`
    case 'Notice':
      return m.trainer_toldNotice()
    case 'ParticipantJoined':
      return m.trainer_toldJoined({ name })
    case 'ParticipantLeft':
      return m.trainer_toldLeft({ name })
    case 'TypingStarted':
      return m.trainer_toldTypes({ name })
    case 'TypingStopped':
      return m.trainer_toldStopped({ name })
  }
}

function toldSentence(said: Told): string {
  if (said.messageType === 'ChatStateChangeMessage') return `${said.notificationType} (${toldWords(said)})`
  return toldWords(said)
}
