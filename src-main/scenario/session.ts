import type { RoomPlan } from '../contract/room-plan.ts'
import type { RecordedRoom } from './record.ts'
import { operationName } from './record-words.ts'
import type { AskedEntry, RunRecord, ToldEntry } from './run-record.ts'

/** What people did in a room and what everybody was told, in order: what a scenario can be made of. */
export interface Session {
  readonly plan: RoomPlan
  readonly entries: readonly (AskedEntry | ToldEntry)[]
}

/** Writes down what goes on in a room, until it is told to stop; `before` is what went on in it already. */
export function watchSession(plan: RoomPlan, { client, onInput }: RecordedRoom, before: Session['entries'] = []): { readonly session: Session; readonly stop: () => void } {
  const entries: (AskedEntry | ToldEntry)[] = [...before]
  const stops = [
    onInput(({ viewer, chat, operation }, answer, at) => entries.push({ kind: 'asked', at, viewer, chat, operation, answer })),
    client.listen(({ viewer, seq, at, said }) => entries.push({ kind: 'told', at, viewer, seq, said }))
  ]
  return { session: { plan, entries }, stop: () => stops.forEach((stop) => stop()) }
}

/** Did somebody do something? Signing in is no deed. */
export function isDeed(entry: Session['entries'][number]): boolean {
  return entry.kind === 'asked' && !['ChannelOpened', 'ChannelClosed', 'ReadFeed', 'Resume'].includes(operationName(entry.operation))
}

/** The session in the record of a run; whatever the script thought of it is left out. */
export function sessionOf(plan: RoomPlan, { entries }: Pick<RunRecord, 'entries'>): Session {
  return { plan, entries: entries.filter((entry) => entry.kind === 'asked' || entry.kind === 'told') }
}
