import fc from 'fast-check'
import type { Cast, Settings } from '../../src-main/contract/cast.ts'
import { nickname } from '../../src-main/wire/nickname.ts'
import type { Pattern, ScenarioHead } from '../../src-main/contract/scenario.ts'
import { agentVerbs, customerVerbs, verbsOnAgents } from '../../src-main/contract/verbs.ts'
import type { AgentVerb, VerbShape } from '../../src-main/contract/verbs.ts'
import { agentViewer, customerViewer, isAgent } from '../../src-main/contract/viewer.ts'
import type { Viewer } from '../../src-main/contract/viewer.ts'
import type { Printed, PrintedAct, PrintedExpectation, PrintedStep } from '../../src-main/scenario/print.ts'

/** Any scenario that the reader takes, with texts that YAML would rather take for something else. */

const trap = fc.constantFrom(
  'yes', 'no', 'null', '~', 'true', 'on', '007', '1e3', '0x10', '-1', '.5', '250', '12:30', '2026-01-05',
  '# no comment', 'I am #1', 'a: b', 'why?', '? why', '- a', '-', '* star', '&and', '!bang', '%', '@me', '`tick`', '| pipe', '> more', '"quoted"', "it's", "'",
  ' leads', 'trails ', '\ttab', 'two\nlines', '\n', 'a\n\nb\n', '\r\n', 'back\\slash', '$ref and $5', '${x}', '/limit/', '/a, b/i', '{ a: 1 }', '[a, b]', 'a, b', 'key:', ': x', '...', '---',
  '👋🏽 hello', 'é\u0301', '\u2028', '\ufeff', '\u0000', '\u0085', '\u007f', '\ud800'
)

export const anyText = fc.oneof(trap, fc.string({ minLength: 1, maxLength: 40 }), fc.string({ minLength: 1, maxLength: 20, unit: 'binary' }), fc.tuple(trap, trap).map((both) => both.join('')))
/** Names stand in sentences, so not every text is one. */
const anyNickname = anyText.filter((text) => nickname.safeParse(text).success)
const name = fc.constantFrom('Anna', 'Ben', 'No', 'true', '7', '1e3', 'Dr. Sue-2', 'Ünal', 'a_b', 'X.', 'null', 'Anna B', '山田')
const duration = fc.constantFrom('500ms', '1.5s', '30s', '2m', '1h')
const withoutReuse = (text: string): string => text.replace(/\$+(?=[A-Za-z_])/g, '')

const jsonValue = fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.parse(withoutReuse(JSON.stringify(value))) as unknown)
const datum = fc.oneof(anyText, fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null))
/** Not __proto__, which the model drops. */
const dataKey = anyText.filter((key) => key !== '__proto__')
const data = fc.dictionary(dataKey, datum, { maxKeys: 4, noNullPrototype: true })

const pattern = fc.oneof(
  fc.constantFrom(/limit/, /a, b/i, /x{2}/, /a #b/, /a: b/s, /^\$/u, /[\]}]/m, /\n\t/, / /),
  fc.tuple(anyText, fc.constantFrom('', 'i', 'ms', 'imsu')).chain(([source, flags]) => {
    try {
      return fc.constant(new RegExp(source, flags))
    } catch {
      return fc.constant(/else/)
    }
  })
)
const words = fc.oneof(anyText.map(withoutReuse), pattern)

const parameterOf: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  text: anyText,
  subject: fc.oneof(fc.constant(''), anyText),
  note: anyText,
  url: anyText,
  data,
  keys: fc.array(anyText, { minLength: 1, maxLength: 3 }),
  disposition: anyText,
  key: anyText,
  mode: fc.constantFrom('Monitor', 'Coach', 'BargeIn'),
  only: fc.constant('next'),
  channels: fc.subarray(['chat', 'voice', 'email', 'workitem']),
  place: anyText,
  messageType: anyText,
  treatAs: fc.constantFrom('Normal', 'System'),
  operation: jsonValue
}

interface People {
  readonly agents: readonly string[]
  readonly queues: readonly string[]
  readonly customers: readonly string[]
}

function parameter(key: string, verb: string, { agents, queues, customers }: People): fc.Arbitrary<unknown> {
  if (key === 'queue') return fc.constantFrom(...queues)
  if (key === 'chat') return fc.constantFrom(...customers)
  if (key !== 'target') return parameterOf[key] ?? fc.constant(undefined)
  const agent = fc.constantFrom(...agents).map((one) => ({ agent: one }))
  const anyone = fc.oneof(agent, fc.constantFrom(...queues).map((queue) => ({ queue })))
  return fc.oneof(verbsOnAgents.includes(verb as AgentVerb) ? agent : anyone, anyText.map((uri) => ({ uri })))
}

function anyAct(people: People): fc.Arbitrary<PrintedAct> {
  const viewers: Viewer[] = [...people.agents.map(agentViewer), ...people.customers.map(customerViewer)]
  return fc.constantFrom(...viewers).chain((actor) => {
    const verbs: Readonly<Record<string, VerbShape>> = isAgent(actor) ? agentVerbs : customerVerbs
    return fc.constantFrom(...Object.keys(verbs)).chain((verb) => {
      const { needs = [], may = [] } = verbs[verb] ?? {}
      const model = Object.fromEntries([...needs, ...may, 'as'].map((key) => [key, key === 'as' ? fc.constantFrom('ref', 'id_2') : parameter(key, verb, people)]))
      const given = fc.record(model, { requiredKeys: [...needs], noNullPrototype: true })
      return given.map((parameters) => ({ kind: 'act', actor, verb, ...parameters }) as PrintedAct)
    })
  })
}

function anyPattern(people: People): fc.Arbitrary<Pattern> {
  const known = [...people.agents, ...people.customers]
  return fc.record(
    {
      text: words,
      from: fc.oneof(fc.constantFrom(...known), pattern),
      visibility: fc.constantFrom('All', 'Agents', 'Supervisors'),
      type: fc.constantFrom('Text', 'ParticipantJoined'),
      index: fc.nat(),
      capabilities: fc.subarray(['Consult', 'Accept']),
      participants: fc.array(fc.constantFrom(...known), { maxLength: 2 }),
      userData: fc.dictionary(dataKey.map(withoutReuse).filter((key) => key !== '__proto__'), fc.oneof(words, fc.integer(), fc.constant(null)), { maxKeys: 2, noNullPrototype: true })
    },
    { requiredKeys: [], noNullPrototype: true }
  ) as fc.Arbitrary<Pattern>
}

function anyExpectation(people: People): fc.Arbitrary<PrintedExpectation> {
  const viewer = fc.constantFrom(...people.agents.map(agentViewer), ...people.customers.map(customerViewer))
  const agent = fc.constantFrom(...people.agents.map(agentViewer))
  const withinMs = fc.constantFrom(0, 1, 250, 1000, 1500, 90_000, 120_000)
  const chat = fc.constantFrom(...people.customers)
  const waits = { withinMs, chat }
  const as = fc.dictionary(fc.constantFrom('ref', 'tier'), fc.constantFrom('referenceId', 'userData.tier'), { minKeys: 1, noNullPrototype: true })
  const of = (model: Record<string, fc.Arbitrary<unknown>>, optional: Record<string, fc.Arbitrary<unknown>> = { chat }) =>
    fc.record<Record<string, unknown>>({ viewer, withinMs: fc.constant(0), ...model, ...optional }, { requiredKeys: ['viewer', 'withinMs', ...Object.keys(model)], noNullPrototype: true })
  return fc.oneof(
    of({ phrase: fc.constant('hears'), pattern: anyPattern(people), withinMs }, { chat, as }),
    of({ phrase: fc.constantFrom('has not heard', 'never hears'), pattern: anyPattern(people) }),
    of({ viewer: agent, phrase: fc.constant('gets error'), pattern: anyPattern(people).map((one) => ({ ...one, notificationType: 'Error' })), withinMs }, { chat, as }),
    of({ viewer: agent, phrase: fc.constant('is'), state: fc.constantFrom('Invited', 'NotReady'), ...waits }),
    of({ phrase: fc.constantFrom('can', 'cannot'), capabilities: fc.subarray(['Consult', 'Accept', 'Complete'], { minLength: 1 }), withinMs }),
    of({ phrase: fc.constant('sees'), people: fc.subarray([...people.agents]), withinMs }),
    of({
      phrase: fc.constant('is refused'),
      refusal: fc.option(fc.record({ statusCode: fc.integer({ min: 1, max: 20 }), statusMessage: words }, { requiredKeys: [], noNullPrototype: true }))
    })
  ) as fc.Arbitrary<PrintedExpectation>
}

function anyStep(people: People): fc.Arbitrary<PrintedStep> {
  return fc.oneof(
    { weight: 6, arbitrary: anyAct(people) as fc.Arbitrary<PrintedStep> },
    { weight: 1, arbitrary: fc.constantFrom<number | 'natural'>(1, 500, 1500, 60_000, 'natural').map((ms) => ({ kind: 'wait' as const, ms })) },
    { weight: 2, arbitrary: fc.array(anyAct(people), { minLength: 2, maxLength: 4 }).map((acts) => ({ kind: 'together' as const, acts })) },
    { weight: 3, arbitrary: fc.array(anyExpectation(people), { minLength: 1, maxLength: 4 }).map((expectations) => ({ kind: 'expect' as const, expectations })) },
    { weight: 1, arbitrary: anyText.map((text) => ({ kind: 'caption' as const, text })) },
    { weight: 1, arbitrary: fc.oneof(fc.constant(''), anyText).map((text) => ({ kind: 'cue' as const, text })) }
  )
}

function anyGoal(people: People): fc.Arbitrary<PrintedStep> {
  return fc
    .record({ who: fc.constantFrom(...people.agents.map(agentViewer)), does: anyText, withinMs: fc.option(fc.constantFrom(1000, 90_000)), hint: fc.option(anyText), points: fc.option(fc.integer({ min: -1000, max: 1000 })) })
    .map(({ who, does, ...rest }) => ({ kind: 'goal' as const, who, text: `${who.slice('agent:'.length)} ${does}`, ...rest }))
    // A longer name that begins with this one would be taken for it.
    .filter(({ text }) => !text.startsWith('Anna B'))
}

function castOf({ agents, queues, customers }: People): fc.Arbitrary<Cast> {
  const agent = fc.option(
    fc.record(
      {
        nickname: anyNickname,
        password: anyText,
        places: fc.nat({ max: 100 }),
        ready: fc.constantFrom('onStart', 'onSignIn', 'no'),
        'when invited': fc.constantFrom('accept', { accept: 'after 3s' }, { reject: 'after 2s to 5s' }),
        'when asked': fc.record({ tellAgents: fc.oneof(anyText, fc.array(anyText, { minLength: 1, maxLength: 3 })), after: fc.constant('2s') }, { noNullPrototype: true }),
        skills: fc.dictionary(dataKey, fc.integer({ min: 1, max: 10 }), { maxKeys: 2, noNullPrototype: true })
      },
      { requiredKeys: [], noNullPrototype: true }
    )
  )
  const queue = fc.option(fc.record({ members: fc.subarray([...agents]), answerWithin: duration, skill: anyText }, { requiredKeys: [], noNullPrototype: true }))
  const customer = fc.option(fc.record({ nickname: anyNickname, patience: duration, 'when idle': fc.record({ say: anyText, after: fc.constant('45s') }, { noNullPrototype: true }) }, { requiredKeys: [], noNullPrototype: true }))
  const all = (names: readonly string[], one: fc.Arbitrary<unknown>) => fc.record(Object.fromEntries(names.map((key) => [key, one])), { noNullPrototype: true })
  return fc.record({ agents: all(agents, agent), queues: all(queues, queue), customers: all(customers, customer) }, { noNullPrototype: true }) as fc.Arbitrary<Cast>
}

const settings = fc.record(
  {
    preview: fc.boolean(),
    ownerLeaves: fc.constantFrom('promote', 'end'),
    answerWithin: duration,
    dispositions: fc.array(anyText, { maxLength: 3 }),
    csrf: fc.constantFrom(true, 'X-Token'),
    faults: fc.array(fc.record({ operation: fc.constantFrom('*', 'GET', 'Consult'), statusCode: fc.constantFrom(1, 8), statusMessage: anyText }, { requiredKeys: ['operation', 'statusCode'], noNullPrototype: true }), { minLength: 1, maxLength: 3 })
  },
  { requiredKeys: [], noNullPrototype: true }
) as fc.Arbitrary<Settings>

function headOf(people: People): fc.Arbitrary<ScenarioHead> {
  return fc.record(
    {
      format: fc.constant(1),
      scenario: anyText,
      about: fc.oneof(fc.constant(''), anyText),
      source: fc.oneof(anyText, fc.constant('https://github.com/webex/widgets/issues/434')),
      seed: fc.nat(),
      wire: fc.constantFrom('classic', 'extended'),
      starts: fc.constantFrom('2026-01-05T09:00Z', '2026-01-05T09:00:30.5+02:00'),
      zone: fc.constantFrom('-0800', '+0530'),
      base: fc.constant('http://localhost:8080'),
      pace: fc.constantFrom('2s', 'natural'),
      settings,
      cast: castOf(people)
    },
    { requiredKeys: ['scenario', 'cast'], noNullPrototype: true }
  ) as fc.Arbitrary<ScenarioHead>
}

/** Between one and three of each kind, with names of their own. */
const people: fc.Arbitrary<People> = fc.uniqueArray(name, { minLength: 4, maxLength: 8 }).map((names) => ({
  agents: names.slice(0, Math.ceil(names.length / 2)),
  queues: names.slice(Math.ceil(names.length / 2), -1),
  customers: names.slice(-1)
}))

export const anyScenario: fc.Arbitrary<Printed> = people.chain((some) => {
  const isNever = (one: PrintedExpectation): boolean => one.phrase === 'never hears'
  const expectation = anyExpectation(some)
  const body = { head: headOf(some), always: fc.array(expectation, { maxLength: 6 }).map((all) => all.filter(isNever)) }
  return fc.oneof(
    fc.record({ kind: fc.constant('scenario' as const), steps: fc.array(anyStep(some), { minLength: 1, maxLength: 8 }), ...body }, { noNullPrototype: true }),
    fc.record({ kind: fc.constant('exercise' as const), steps: fc.array(fc.oneof(anyStep(some), anyGoal(some)), { minLength: 1, maxLength: 5 }), ...body }, { noNullPrototype: true })
  )
})
