import { m } from '../../shared/messages/messages.js'
import { tenths } from '../../shared/format-time.ts'
import { shortWords } from '../mark-words.ts'
import { say } from '../say.ts'
import type { Wire } from './wire.svelte.ts'
import type { ListName } from './wire-options.ts'
import { typeOf } from './wire-row.ts'
import type { WireKind, WireMark } from './wire-row.ts'

/** Rows and filters of the wire in words. */

export function kindWords(kind: WireKind): string {
  return { request: m.wire_kindRequest(), refused: m.wire_kindRefused(), notification: m.wire_kindNotification(), hidden: m.wire_kindHidden() }[kind]
}

export function listTitle(list: ListName): string {
  return { people: m.wire_people(), kinds: m.wire_kinds(), types: m.wire_types(), chats: m.wire_chats() }[list]
}

/** One of the things that a list chooses from. */
export function optionWords(list: ListName, value: string, wire: Wire): string {
  if (list === 'kinds') return kindWords(value as WireKind)
  if (list !== 'chats') return value
  const name = wire.chats.get(value)
  return name === undefined ? value : m.wire_chatOf({ name })
}

/** What a row is about beside its type, in a few words; empty where the type says it all. */
export function aboutWords({ mark }: WireMark): string {
  if (mark.kind === 'asked') return 'text' in mark.request && mark.request.text !== undefined ? `“${mark.request.text}”` : ''
  return mark.kind === 'turnedAway' ? say(mark.answer.statusMessage) : shortWords(mark)
}

/** `Anna, Consult, 0:07.3`: what a row is called elsewhere, which is the same in every language. */
export function rowName(row: WireMark): string {
  return [row.lane ?? m.trainer_script(), typeOf(row), tenths(row.at)].join(', ')
}
