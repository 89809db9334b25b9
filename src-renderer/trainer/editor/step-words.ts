import type { Plain, StoryRow } from '../../../src-main/contract/editing.ts'
import { m } from '../../shared/messages/messages.js'

/** A row as people read it: who, does what, to whom, and the words of it. */
export interface RowWords {
  readonly who: string
  readonly does: string
  readonly whom: string
  readonly text: string
}

export type Fields = { readonly [key: string]: Plain }

export const verbWords: Readonly<Record<string, () => string>> = {
  accept: m.editor_verb_accept,
  reject: m.editor_verb_reject,
  say: m.editor_verb_say,
  tellAgents: m.editor_verb_tellAgents,
  type: m.editor_verb_type,
  stopTyping: m.editor_verb_stopTyping,
  typeToAgents: m.editor_verb_typeToAgents,
  stopTypingToAgents: m.editor_verb_stopTypingToAgents,
  sendUrl: m.editor_verb_sendUrl,
  notice: m.editor_verb_notice,
  noticeToAgents: m.editor_verb_noticeToAgents,
  consult: m.editor_verb_consult,
  cancelConsult: m.editor_verb_cancelConsult,
  invite: m.editor_verb_invite,
  transfer: m.editor_verb_transfer,
  remove: m.editor_verb_remove,
  leave: m.editor_verb_leave,
  complete: m.editor_verb_complete,
  attachData: m.editor_verb_attachData,
  updateData: m.editor_verb_updateData,
  removeData: m.editor_verb_removeData,
  setDisposition: m.editor_verb_setDisposition,
  focus: m.editor_verb_focus,
  intrude: m.editor_verb_intrude,
  monitor: m.editor_verb_monitor,
  coach: m.editor_verb_coach,
  bargeIn: m.editor_verb_bargeIn,
  cancelMonitoring: m.editor_verb_cancelMonitoring,
  switchTo: m.editor_verb_switchTo,
  ready: m.editor_verb_ready,
  notReady: m.editor_verb_notReady,
  afterCallWork: m.editor_verb_afterCallWork,
  offline: m.editor_verb_offline,
  doNotDisturb: m.editor_verb_doNotDisturb,
  disturb: m.editor_verb_disturb,
  startSession: m.editor_verb_startSession,
  endSession: m.editor_verb_endSession,
  reload: m.editor_verb_reload,
  raw: m.editor_verb_raw,
  chat: m.editor_verb_chat
}

export const phraseWords: Readonly<Record<string, () => string>> = {
  hears: m.editor_phrase_hears,
  'has not heard': m.editor_phrase_hasNotHeard,
  'never hears': m.editor_phrase_neverHears,
  is: m.editor_phrase_is,
  can: m.editor_phrase_can,
  cannot: m.editor_phrase_cannot,
  sees: m.editor_phrase_sees,
  'gets error': m.editor_phrase_getsError,
  'is refused': m.editor_phrase_isRefused
}

export const networkWords: Readonly<Record<string, () => string>> = {
  drop: m.editor_network_drop,
  delay: m.editor_network_delay,
  duplicate: m.editor_network_duplicate,
  reorder: m.editor_network_reorder,
  disconnect: m.editor_network_disconnect,
  reconnect: m.editor_network_reconnect
}

export const verbWord = (verb: string): string => verbWords[verb]?.() ?? verb

const besides: readonly string[] = ['within', 'chat', 'as', 'points']
/** What a step may have beside the one key that says who does what. */
const parameters: readonly string[] = [
  ...['queue', 'text', 'subject', 'target', 'note', 'chat', 'url', 'data', 'keys', 'disposition', 'key', 'mode', 'only', 'channels', 'place', 'messageType', 'treatAs', 'operation'],
  ...['id', 'as']
]

export function fieldsOf({ data }: Pick<StoryRow, 'data'>): Fields {
  return typeof data === 'object' && data !== null && !Array.isArray(data) ? (data as Fields) : {}
}

/** The key of an act that names who does it, and what is done. */
export function actOf(fields: Fields): { readonly actor: string; readonly verb: string } | null {
  const actor = Object.keys(fields).find((key) => !parameters.includes(key))
  const verb = actor === undefined ? null : fields[actor]
  return actor === undefined || typeof verb !== 'string' ? null : { actor, verb }
}

/** Of `Ben has not heard`: Ben, and what is expected of him. */
export function expectationOf(fields: Fields): { readonly key: string; readonly who: string; readonly phrase: string; readonly value: Plain } | null {
  const key = Object.keys(fields).find((one) => !besides.includes(one))
  if (key === undefined) return null
  const phrase = Object.keys(phraseWords).filter((one) => key.endsWith(` ${one}`)).sort((one, other) => other.length - one.length)[0]
  return phrase === undefined ? null : { key, who: key.slice(0, -phrase.length - 1), phrase, value: fields[key] ?? null }
}

export function plainText(value: Plain | undefined): string {
  if (value === null || value === undefined) return ''
  if (typeof value !== 'object') return String(value)
  if (Array.isArray(value)) return value.map((one) => plainText(one as Plain)).join(', ')
  const record = value as Fields
  if (typeof record['regex'] === 'string' && Object.keys(record).length === 1) return record['regex']
  return Object.entries(record).map(([key, one]) => `${key} ${plainText(one)}`).join(', ')
}

const quoted = (text: string): string => (text === '' ? '' : `“${text}”`)

export function rowWords(row: Pick<StoryRow, 'kind' | 'data' | 'yaml'>): RowWords {
  const fields = fieldsOf(row)
  const said = (key: string): string => plainText(fields[key])
  switch (row.kind) {
    case 'act': {
      const act = actOf(fields)
      if (!act) return other(row.yaml)
      const text = quoted(said('text')) || quoted(said('note')) || said('url') || said('disposition') || said('data') || said('keys') || said('mode')
      const more = said('text') !== '' && said('note') !== '' ? ` – ${said('note')}` : ''
      return { who: act.actor, does: verbWord(act.verb), whom: said('target') || said('queue') || (said('chat') === '' ? '' : m.editor_inChatOf({ name: said('chat') })), text: text + more }
    }
    case 'expectation': {
      const expected = expectationOf(fields)
      if (!expected) return other(row.yaml)
      const within = said('within') === '' ? '' : ` ${m.editor_withinWords({ time: said('within') })}`
      const points = said('points') === '' ? '' : ` · ${m.editor_pointsWords({ points: said('points') })}`
      return { who: expected.who, does: phraseWords[expected.phrase]?.() ?? expected.phrase, whom: '', text: heardWords(expected.value) + within + points }
    }
    case 'wait':
      return { who: '', does: m.editor_kind_wait(), whom: '', text: said('wait') }
    case 'caption':
      return { who: '', does: m.editor_kind_caption(), whom: '', text: quoted(said('caption')) }
    case 'cue':
      return { who: '', does: m.editor_kind_cue(), whom: '', text: quoted(said('cue')) }
    case 'goal': {
      const rest = [said('within') && m.editor_withinWords({ time: said('within') }), said('points') && m.editor_pointsWords({ points: said('points') })].filter(Boolean).join(' · ')
      return { who: '', does: m.editor_kind_goal(), whom: '', text: [said('goal'), rest].filter(Boolean).join(' – ') }
    }
    case 'network':
      return { who: said('of'), does: networkWords[said('network')]?.() ?? said('network'), whom: '', text: [said('by'), said('for') && m.editor_forWords({ time: said('for') })].filter(Boolean).join(' ') }
    case 'hold':
      return { who: said('hold'), does: m.editor_kind_hold(), whom: said('operation'), text: [said('until'), said('for') && m.editor_forWords({ time: said('for') })].filter(Boolean).join(' ') }
    case 'release':
      return { who: said('release'), does: m.editor_kind_release(), whom: '', text: '' }
    case 'include':
      return { who: '', does: m.editor_kind_include(), whom: said('include'), text: said('with') }
    case 'together':
      return { who: '', does: m.editor_kind_together(), whom: '', text: m.editor_togetherAbout() }
    case 'expect':
      return { who: '', does: m.editor_kind_expect(), whom: '', text: '' }
    case 'other':
      return other(row.yaml)
  }
}

function heardWords(value: Plain): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return plainText(value)
  const { text, ...rest } = value as Fields
  if (text === undefined) return plainText(value)
  const words = typeof text === 'string' ? quoted(text) : plainText(text)
  return [words, plainText(rest)].filter(Boolean).join(', ')
}

function other(yaml: string): RowWords {
  return { who: '', does: '', whom: '', text: yaml.replace(/^- /, '').replace(/\s*\n\s*/g, ' · ') }
}
