import type { TranscriptRow } from './transcript.ts'

/** Rows of a transcript as people read them. */

/** What happened, without who. */
export function rowText({ kind, text, state, participants, data, from }: TranscriptRow): string {
  switch (kind) {
    case 'Text':
      return text ?? ''
    case 'ParticipantJoined':
      return 'joins'
    case 'ParticipantLeft':
      return 'leaves'
    case 'TypingStarted':
      return text === null ? 'types' : `types: ${text}`
    case 'TypingStopped':
      return 'types no more'
    case 'PushUrl':
      return `sends the address ${text ?? ''}`
    case 'Notice':
    case 'CustomNotice':
      return `sends a notice: ${text ?? ''}`
    case 'Error':
      return `error: ${text ?? ''}`
    case 'Readiness':
      return `readiness: ${state ?? ''}`
    case 'ParticipantsUpdated':
      // The asking agent stands there twice during a consult (R3).
      return `in the chat: ${[...new Set(participants ?? [])].join(', ') || 'nobody'}`
    case 'PropertiesUpdated':
      return `user data: ${data === null ? '' : dataText(data)}`
    default:
      return `${state ?? kind}${from === null ? '' : `, asked by ${from}`}${text === null ? '' : `: ${text}`}`
  }
}

/** `Anna -> Ben, Clara`: who said it and who else heard it; of a notification who got it. */
export function whoText({ from, to, kind }: TranscriptRow): string {
  const speaker = kind === 'StatusChange' ? null : from
  const others = to.filter((name) => name !== speaker)
  if (speaker === null) return `-> ${to.join(', ')}`
  return others.length === 0 ? speaker : `${speaker} -> ${others.join(', ')}`
}

/** `agents only`; empty where nothing is to be said. */
export function onlyText({ visibility }: TranscriptRow): string {
  return visibility === 'Agents' ? 'agents only' : visibility === 'Supervisors' ? 'supervisors only' : ''
}

export function dataText(data: Readonly<Record<string, unknown>>): string {
  return Object.entries(data).map(([key, value]) => `${key} = ${String(value)}`).join(', ')
}
