import { customerViewer, isAgent, nameOf } from '../contract/viewer.ts'
import type { Viewer } from '../contract/viewer.ts'
import { toldIn } from '../wire/dialect.ts'
import type { Visibility } from '../wire/chat.ts'
import type { RunHead, ToldEntry } from './run-record.ts'

/** What was told in a run, as rows that every format shows. Nothing is in them but what the frames say. */

/** A run, be it a record or a room of a log: who was in it, and all frames in the order in which they arrived. */
export interface TranscriptSource extends RunHead {
  readonly endedAt: number
  readonly entries: readonly ToldEntry[]
}

/** One message or notification. Null where it has none of that; the keys are the same in JSON and, spelt alike, in CSV. */
export interface TranscriptRow {
  /** Milliseconds of simulation time since the run began. */
  readonly at: number
  /** The id of the chat; null for an agent's readiness. */
  readonly chat: string | null
  /** The type of a message, the type of a notification, or `Readiness`. */
  readonly kind: string
  readonly from: string | null
  readonly to: readonly string[]
  /** Of messages; null in what customers are told, who do not know of it. */
  readonly visibility: Visibility | null
  /** What was said, the address or the notice that was sent, the note of an invitation, or the sentence of an error. */
  readonly text: string | null
  readonly state: string | null
  readonly participants: readonly string[] | null
  readonly data: Readonly<Record<string, unknown>> | null
}

/** Whose names are written: nicknames as they were told, or the names in the cast. */
export interface Naming {
  person(one: { readonly nickname: string; readonly type: 'Agent' | 'Customer' }): string
  viewer(viewer: Viewer): string
}

/** A frame as rows: one for each message, or one for the notification. */
export function rowsOfFrame({ at, viewer, said }: ToldEntry, wire: RunHead['wire'], naming: Naming): readonly Telling[] {
  const to = [naming.viewer(viewer)]
  const nothing = { at, chat: null, from: null, to, visibility: null, text: null, state: null, participants: null, data: null, index: null }
  const told = toldIn(wire, said)
  if ('channels' in told) {
    return [{ ...nothing, kind: 'Readiness', state: told.channels.map(({ channel, userState }) => `${channel} ${userState.state}`).join(', ') }]
  }
  if ('messages' in told) {
    const chat = lastOf('chatUri' in told ? told.chatUri : told.chatPath)
    return told.messages.map((message) => ({
      ...nothing,
      chat,
      kind: message.type,
      from: naming.person(message.from),
      visibility: 'visibility' in message ? message.visibility : null,
      text: message.text ?? message.url ?? message.noticeText ?? null,
      index: message.index
    }))
  }
  const { chat, notificationType } = told
  const invitation = 'invitation' in chat ? chat.invitation : undefined
  return [
    {
      ...nothing,
      chat: chat.id,
      kind: notificationType,
      from: invitation?.from ?? null,
      text: 'errorMessage' in told ? (told.errorMessage ?? null) : (invitation?.note ?? null),
      state: chat.state,
      participants: chat.participants?.map((one) => naming.person(one)) ?? null,
      data: 'userData' in chat ? (chat.userData ?? null) : null
    }
  ]
}

/** A row with the number that the message has for its viewer. */
export interface Telling extends TranscriptRow {
  readonly index: number | null
}

/** Exactly what one viewer was told, in the order in which it arrived, everybody by nickname as told. */
export function toldTo(viewer: Viewer, { entries, wire, cast }: TranscriptSource): readonly TranscriptRow[] {
  const known = isAgent(viewer) ? cast.agents : cast.customers
  const naming: Naming = { person: ({ nickname }) => nickname, viewer: (one) => known[nameOf(one)]?.nickname ?? nicknameOf(one, entries) ?? nameOf(one) }
  return entries.filter((entry) => entry.viewer === viewer).flatMap((entry) => rowsOfFrame(entry, wire, naming).map(withoutIndex))
}

export function withoutIndex({ index: _index, ...row }: Telling): TranscriptRow {
  return row
}

/** What a visitor called itself, from the frames of its own chat. */
export function nicknameOf(viewer: Viewer, entries: readonly ToldEntry[]): string | null {
  for (const { viewer: to, said } of entries) {
    if (to !== viewer || !('chat' in said)) continue
    const customer = said.chat.participants?.find(({ type }) => type === 'Customer')
    if (customer) return customer.nickname
  }
  return null
}

/** Who may be meant by a name on the command line: `Anna`, `agent:Anna`, `visitor:ID`, or what a visitor called itself. */
export function viewersNamed(name: string, { cast, entries }: TranscriptSource): readonly Viewer[] {
  const all = viewersIn({ cast, entries })
  const exactly = all.filter((viewer) => viewer === name)
  if (exactly.length > 0) return exactly
  const named = all.filter((viewer) => nameOf(viewer) === name)
  return named.length > 0 ? named : all.filter((viewer) => viewer.startsWith('visitor:') && nicknameOf(viewer, entries) === name)
}

export function viewersIn({ cast, entries }: Pick<TranscriptSource, 'cast' | 'entries'>): readonly Viewer[] {
  const inCast = [...Object.keys(cast.agents).map((name): Viewer => `agent:${name}`), ...Object.keys(cast.customers).map(customerViewer)]
  return [...new Set<Viewer>([...inCast, ...entries.map(({ viewer }) => viewer)])]
}

function lastOf(address: string): string {
  return address.slice(address.lastIndexOf('/') + 1)
}
