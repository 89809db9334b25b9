import type { EditingLanguage, Plain, StoryRow } from '../../../src-main/contract/editing.ts'
import { m } from '../../shared/messages/messages.js'
import type { CastLists } from './cast-lists.ts'
import { actOf, expectationOf, fieldsOf, networkWords, phraseWords, plainText, verbWord } from './step-words.ts'
import type { Fields } from './step-words.ts'

/** What a form shows of a row, and what the row becomes when something in it is chosen. */

export interface Choice {
  readonly value: string
  readonly label: string
  readonly group?: string
}

export interface StepField {
  readonly name: string
  readonly label: string
  readonly form: 'choice' | 'text' | 'long' | 'number' | 'several'
  readonly value: string
  readonly several?: readonly string[]
  readonly choices?: readonly Choice[]
  readonly hint?: string
  readonly isNeeded?: boolean
  /** The row's data with another value here. */
  readonly become: (value: string | readonly string[]) => Fields
}

interface Known {
  readonly cast: CastLists
  readonly language: EditingLanguage
  /** Person -> verbs that make sense at this row; null while that is not known. */
  readonly can: { readonly [name: string]: readonly string[] } | null
  readonly isExercise: boolean
}

const same = (names: readonly string[]): Choice[] => names.map((name) => ({ value: name, label: name }))

/** An empty value takes its key out. */
function withKey(fields: Fields, key: string, value: Plain): Fields {
  if (value !== '') return { ...fields, [key]: value }
  return Object.fromEntries(Object.entries(fields).filter(([one]) => one !== key))
}

/** With another key in the place of one. */
function withRenamed(fields: Fields, from: string, to: string, value: Plain): Fields {
  return Object.fromEntries(Object.entries(fields).map(([key, one]) => (key === from ? [to, value] : [key, one])))
}

const one = (value: string | readonly string[]): string => (typeof value === 'string' ? value : (value[0] ?? ''))
/** What stands between slashes is a pattern. */
const words = (value: string): Plain => (/^\/.+\/[imsu]*$/.test(value) ? { regex: value } : value)
const number = (value: string): Plain => (value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : value)

/** Null for a row that only its YAML can express. */
export function stepFields(row: StoryRow, known: Known): readonly StepField[] | null {
  const fields = fieldsOf(row)
  const { cast } = known
  const plain = (key: string, label: string, more: Partial<StepField> = {}): StepField => ({ name: key, label, form: 'text', value: plainText(fields[key]), become: (value) => withKey(fields, key, one(value)), ...more })
  const time = (key: string, label: string): StepField => plain(key, label, { hint: m.editor_durationHint() })
  const people = same(cast.people)
  switch (row.kind) {
    case 'act':
      return actFields(fields, known, plain)
    case 'expectation':
      return expectationFields(fields, known, plain)
    case 'wait':
      return [time('wait', m.editor_field_wait())]
    case 'caption':
      return [plain('caption', m.editor_field_caption(), { form: 'long' })]
    case 'cue':
      return [plain('cue', m.editor_field_cue(), { form: 'long', become: (value) => ({ ...fields, cue: one(value) === '' ? null : one(value) }) })]
    case 'goal':
      return [
        plain('goal', m.editor_field_goal(), { form: 'long', hint: m.editor_goalHint(), isNeeded: true, become: (value) => ({ ...fields, goal: one(value) }) }),
        time('within', m.editor_field_within()),
        plain('points', m.editor_field_points(), { form: 'number', become: (value) => withKey(fields, 'points', number(one(value))) }),
        plain('hint', m.editor_field_hint(), { form: 'long' })
      ]
    case 'network': {
      const kinds = known.language.networks.map((value) => ({ value, label: networkWords[value]?.() ?? value }))
      const kind = plainText(fields['network'])
      return [
        plain('of', m.editor_field_of(), { form: 'choice', choices: people }),
        plain('network', m.editor_field_network(), { form: 'choice', choices: kinds, become: (value) => ({ ...Object.fromEntries(Object.entries(fields).filter(([key]) => key !== 'by')), network: one(value), ...(one(value) === 'delay' ? { by: '2s' } : {}) }) }),
        ...(kind === 'delay' ? [time('by', m.editor_field_by())] : []),
        ...(kind === 'reconnect' ? [] : [time('for', m.editor_field_for())])
      ]
    }
    case 'hold':
      return [plain('hold', m.editor_field_hold(), { form: 'choice', choices: people }), plain('operation', m.editor_field_operation(), { hint: m.editor_operationHint() }), time('for', m.editor_field_for())]
    case 'release':
      return [plain('release', m.editor_field_release(), { form: 'choice', choices: people })]
    case 'include':
      return [plain('include', m.editor_field_include(), { hint: m.editor_includeHint() })]
    case 'together':
    case 'expect':
      return []
    case 'other':
      return null
  }
}

type PlainField = (key: string, label: string, more?: Partial<StepField>) => StepField

const rare: readonly string[] = ['messageType', 'treatAs', 'place', 'key']
const written: readonly string[] = ['data', 'keys', 'channels', 'operation']

function actFields(fields: Fields, { cast, language, can }: Known, plain: PlainField): readonly StepField[] | null {
  const act = actOf(fields)
  if (!act) return null
  const { actor, verb } = act
  const verbs = cast.customers.includes(actor) ? language.customerVerbs : language.agentVerbs
  const shape = verbs.find((other) => other.verb === verb)
  const sensible = can?.[actor] ?? []
  const choices = verbs.map(({ verb: value }): Choice => ({ value, label: verbWord(value), ...(sensible.length === 0 ? {} : { group: sensible.includes(value) ? m.editor_makesSense() : m.editor_others() }) }))
  const inOrder = [...choices.filter(({ value }) => sensible.includes(value)), ...choices.filter(({ value }) => !sensible.includes(value))]
  const becomes = (name: string, wanted: string): Fields => {
    const shapes = cast.customers.includes(name) ? language.customerVerbs : language.agentVerbs
    const next = shapes.find((other) => other.verb === wanted) ?? shapes.find((other) => other.verb === 'say')
    const taken = [...(next?.needs ?? []), ...(next?.may ?? []), 'as', 'id']
    const kept = Object.entries(fields).filter(([key]) => key !== actor && taken.includes(key))
    const lacking = (next?.needs ?? []).filter((key) => !Object.hasOwn(fields, key)).map((key): [string, Plain] => [key, firstValue(key, name, next?.isOnAgents ?? false, cast)])
    return Object.fromEntries([[name, next?.verb ?? wanted], ...kept, ...lacking])
  }
  const parameters = [...(shape?.needs ?? []), ...(shape?.may ?? [])].filter((key) => !written.includes(key) && (!rare.includes(key) || Object.hasOwn(fields, key)))
  return [
    { name: 'who', label: m.editor_who(), form: 'choice', value: actor, choices: same(withOwn(cast.people, actor)), become: (value) => becomes(one(value), verb) },
    { name: 'does', label: m.editor_does(), form: 'choice', value: verb, choices: shape ? inOrder : [{ value: verb, label: verb }, ...inOrder], become: (value) => becomes(actor, one(value)) },
    ...parameters.map((key) => parameterField(key, fields, shape?.isOnAgents ?? false, shape?.needs.includes(key) ?? false, cast, plain))
  ]
}

function parameterField(key: string, fields: Fields, isOnAgents: boolean, isNeeded: boolean, cast: CastLists, plain: PlainField): StepField {
  const choose = (names: readonly string[], label: string): StepField => {
    const value = plainText(fields[key])
    return plain(key, label, { form: 'choice', isNeeded, choices: [...(isNeeded ? [] : [{ value: '', label: '–' }]), ...same(withOwn(names, value))] })
  }
  const listed = (values: readonly string[], label: string): StepField => plain(key, label, { form: 'choice', isNeeded, choices: [...(isNeeded ? [] : [{ value: '', label: '–' }]), ...same(values)] })
  switch (key) {
    case 'target':
      return choose([...cast.agents, ...(isOnAgents ? [] : cast.queues)], m.editor_whom())
    case 'queue':
      return choose(cast.queues, m.editor_field_queue())
    case 'chat':
      return choose(cast.customers, m.editor_field_chat())
    case 'mode':
      return listed(['Monitor', 'Coach', 'BargeIn'], m.editor_field_mode())
    case 'only':
      return listed(['next'], m.editor_field_only())
    case 'treatAs':
      return listed(['Normal', 'System'], m.editor_field_treatAs())
    case 'text':
      return plain(key, m.editor_field_text(), { form: 'long', isNeeded, become: (value) => withKey(fields, key, words(one(value))) })
    case 'note':
      return plain(key, m.editor_field_note(), { form: 'long' })
    case 'subject':
      return plain(key, m.editor_field_subject())
    case 'url':
      return plain(key, m.editor_field_url(), { isNeeded })
    case 'disposition':
      return plain(key, m.editor_field_disposition(), { isNeeded })
    default:
      return plain(key, key)
  }
}

/** Something good enough to begin with for what a verb needs. */
export function firstValue(key: string, actor: string, isOnAgents: boolean, cast: CastLists): Plain {
  switch (key) {
    case 'target':
      return cast.agents.find((name) => name !== actor) ?? (isOnAgents ? actor : (cast.queues[0] ?? actor))
    case 'queue':
      return cast.queues[0] ?? 'Support'
    case 'text':
      return m.editor_newText()
    case 'url':
      return 'https://example.com'
    case 'data':
      return { tier: 'gold' }
    case 'keys':
      return ['tier']
    case 'disposition':
      return m.editor_newDisposition()
    case 'mode':
      return 'Coach'
    case 'operation':
      return { operationName: 'SendMessage', text: m.editor_newText() }
    default:
      return m.editor_newText()
  }
}

function withOwn(names: readonly string[], own: string): readonly string[] {
  return own === '' || names.includes(own) ? names : [own, ...names]
}

function expectationFields(fields: Fields, { cast, language, isExercise }: Known, plain: PlainField): readonly StepField[] | null {
  const expected = expectationOf(fields)
  if (!expected) return null
  const { key, who, phrase, value } = expected
  const isCustomer = cast.customers.includes(who)
  const pattern: Fields = typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {}
  const becomes = (name: string, wanted: string): Fields => withRenamed(fields, key, `${name} ${wanted}`, wanted === phrase ? value : firstExpected(wanted, name, cast, value))
  const inPattern = (part: string, said: Plain): Fields => ({ ...fields, [key]: withKey(pattern, part, said) })
  const phrases = language.phrases.filter((one) => !(isCustomer && one === 'gets error')).map((one) => ({ value: one, label: phraseWords[one]?.() ?? one }))
  const states = isCustomer ? language.customerStates : language.agentStates
  const several = (choices: readonly string[], label: string): StepField => ({
    name: 'value',
    label,
    form: 'several',
    value: '',
    several: Array.isArray(value) ? value.map((one) => plainText(one as Plain)) : [],
    choices: same(choices),
    become: (said) => ({ ...fields, [key]: [...said] })
  })
  const heard: readonly StepField[] = [
    { name: 'text', label: m.editor_field_text(), form: 'long', value: plainText(pattern['text']), hint: m.editor_patternHint(), become: (said) => inPattern('text', words(one(said))) },
    { name: 'from', label: m.editor_field_from(), form: 'choice', value: plainText(pattern['from']), choices: [{ value: '', label: m.editor_anybody() }, ...same(withOwn(cast.people, plainText(pattern['from'])))], become: (said) => inPattern('from', one(said)) },
    {
      name: 'visibility',
      label: m.editor_field_visibility(),
      form: 'choice',
      value: plainText(pattern['visibility']),
      choices: [
        { value: '', label: m.editor_anyVisibility() },
        { value: 'All', label: m.editor_visibility_all() },
        { value: 'Agents', label: m.editor_visibility_agents() },
        { value: 'Supervisors', label: m.editor_visibility_supervisors() }
      ],
      become: (said) => inPattern('visibility', one(said))
    }
  ]
  const valueFields: readonly StepField[] =
    phrase === 'is'
      ? [{ name: 'value', label: m.editor_field_state(), form: 'choice', value: plainText(value), choices: same(withOwn(states, plainText(value))), become: (said) => ({ ...fields, [key]: one(said) }) }]
      : phrase === 'can' || phrase === 'cannot'
        ? [several(language.capabilities, m.editor_field_capabilities())]
        : phrase === 'sees'
          ? [several(isCustomer ? cast.agents : cast.people, m.editor_field_sees())]
          : phrase === 'gets error'
            ? [{ name: 'errorMessage', label: m.editor_field_errorMessage(), form: 'text', value: plainText(pattern['errorMessage']), become: (said) => ({ ...fields, [key]: one(said) === '' ? null : { ...pattern, errorMessage: words(one(said)) } }) }]
            : phrase === 'is refused'
              ? [{ name: 'statusCode', label: m.editor_field_statusCode(), form: 'number', value: plainText(pattern['statusCode']), become: (said) => ({ ...fields, [key]: one(said) === '' ? null : { ...pattern, statusCode: number(one(said)) } }) }]
              : heard
  const waits = ['hears', 'is', 'can', 'cannot', 'sees', 'gets error'].includes(phrase)
  return [
    { name: 'who', label: m.editor_who(), form: 'choice', value: who, choices: same(withOwn(cast.people, who)), become: (name) => becomes(one(name), phrase) },
    { name: 'phrase', label: m.editor_expects(), form: 'choice', value: phrase, choices: phrases, become: (wanted) => becomes(who, one(wanted)) },
    ...valueFields,
    ...(waits ? [plain('within', m.editor_field_within(), { hint: m.editor_durationHint() })] : []),
    ...(isExercise && Object.hasOwn(fields, 'points') ? [plain('points', m.editor_field_points(), { form: 'number', become: (said) => withKey(fields, 'points', number(one(said))) })] : [])
  ]
}

export function firstExpected(phrase: string, who: string, cast: CastLists, before: Plain = null): Plain {
  switch (phrase) {
    case 'is':
      return 'Chatting'
    case 'can':
    case 'cannot':
      return ['SendMessage']
    case 'sees':
      return [cast.agents.find((name) => name !== who) ?? who]
    case 'gets error':
    case 'is refused':
      return null
    default:
      return typeof before === 'object' && before !== null && !Array.isArray(before) && Object.hasOwn(before, 'text') ? before : { text: m.editor_newText() }
  }
}
