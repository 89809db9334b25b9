import { readFileSync } from 'node:fs'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { refusals } from '../../src-main/core/refusals.ts'
import { checkText } from '../../src-main/scenario/editing/check-text.ts'
import { invariantTexts } from '../../src-main/scenario/invariants.ts'
import { noLibrary } from '../../src-main/scenario/library.ts'
import { expectationText } from '../../src-main/scenario/wording.ts'
import { Phrasebook } from '../../src-renderer/shared/phrasebook.ts'
import type { Phrases } from '../../src-renderer/shared/phrasebook.ts'
import { sentencesIn } from './sentences-in-source.ts'

/**
 * What the engine, its doors and the checker say in English is known to the windows in every language, word for word: the
 * sentences are read out of the source, so that one that is added or changed there is missed here.
 */

const phrasesOf = (locale: string, area: string): Phrases => JSON.parse(readFileSync(new URL(`../../resources/locales/${locale}/${area}.json`, import.meta.url), 'utf8')) as Phrases

/** The areas that each page knows. */
const ofAgents = ['visitor', 'refusals']
const ofTrainers = [...ofAgents, 'sentences']
const ofResults = [...ofAgents, 'judgements']

function germanOf(areas: readonly string[]): Phrasebook {
  return new Phrasebook(areas.map((area) => [phrasesOf('en', area), phrasesOf('de', area)]), 'de')
}

/** Each message answers by its name and with what was filled in, so that it is seen which of them meant a sentence. */
function namesOf(areas: readonly string[]): Phrasebook {
  const pairs = areas.map((area): [Phrases, Phrases] => {
    const english = phrasesOf('en', area)
    return [english, Object.fromEntries(Object.entries(english).map(([name, sentence]) => [name, [`<${area}.${name}>`, ...(sentence.match(/\{\w+\}/g) ?? [])].join(' ')]))]
  })
  return new Phrasebook(pairs, 'en')
}

type IsSaid = (node: ts.Expression) => boolean

const isText: IsSaid = (node) => ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) || ts.isTemplateExpression(node) || ts.isConditionalExpression(node)
const isClause: IsSaid = (node) => (ts.isStringLiteral(node) || ts.isTemplateExpression(node)) && node.getText().slice(1).startsWith('must ')
const isArgumentOf = (node: ts.Expression, names: RegExp): boolean => (ts.isCallExpression(node.parent) || ts.isNewExpression(node.parent)) && node.parent.arguments?.includes(node) === true && names.test(node.parent.expression.getText())
const isValueOf = (node: ts.Expression, keys: RegExp): boolean => ts.isPropertyAssignment(node.parent) && node.parent.initializer === node && keys.test(node.parent.name.getText())
const isGiven: IsSaid = (node) => ts.isReturnStatement(node.parent) || (ts.isVariableDeclaration(node.parent) && node.parent.initializer === node) || (ts.isArrowFunction(node.parent) && node.parent.body === node)

interface Where {
  readonly files: readonly string[]
  readonly isSaid: IsSaid
  readonly areas: readonly string[]
  readonly atLeast?: number
  /** What stands in the place of something that is filled in. */
  readonly fixed?: readonly string[]
  /** What is said nowhere in a window, or put together with what stands around it. */
  readonly others?: readonly RegExp[]
  /** What a sentence of these files begins with, which is put before it elsewhere. */
  readonly prefix?: RegExp
}

const where: Readonly<Record<string, Where>> = {
  'the API': {
    files: ['core/refusals.ts', 'core/user-data.ts', 'wire/return-codes.ts', 'wire/profile.ts', 'server/{api,agent-door,chat-door,chat-reading,collection,csrf,directory-door,envelope,flood,me-door,origins,page-door,server,settings-door,supervisor-door}.ts'],
    isSaid: (node) => isText(node) && (isValueOf(node, /^statusMessage$/) || isArgumentOf(node, /^(?:malformed|refuseSaying)$/) || (ts.isConditionalExpression(node.parent) && isValueOf(node.parent, /^statusMessage$/))),
    areas: ofAgents,
    fixed: ['targetUri', 'operationName']
  },
  'a log that is full': { files: ['store/log-space.ts'], isSaid: (node) => isText(node) && ts.isVariableDeclaration(node.parent) && /^(?:why|advice|or|sentence)$/.test(node.parent.name.getText()), areas: ofAgents, atLeast: 7 },
  'how agents stand': { files: ['core/agent.ts'], isSaid: (node) => isText(node) && isValueOf(node, /^displayName$/), areas: ofTrainers, atLeast: 3 },
  'what a request of the API must be': { files: ['wire/{operations,customer-side}.ts'], isSaid: isClause, areas: ofAgents },
  'the doors of the console': {
    files: ['server/{control,directing,acting,inspection,suites,editing}-door.ts', 'server/invitation.ts', 'scenario/{directing,acting,stage,recorded-moments,library,library-writing,listed-scenario}.ts', 'scenario/editing/{editing,library-files}.ts', 'playing/{suites,scenario-files}.ts'],
    isSaid: (node) => isText(node) && (isValueOf(node, /^(?:statusMessage|problem|refused)$/) || isArgumentOf(node, /(?:^malformed|^notNow|leftOut\.push)$/) || isGiven(node)),
    areas: ofTrainers,
    others: [/^scenario: New scenario/, /^⟨1⟩(?:-⟨2⟩)?\.yaml$/, /^The run broke off$/, /^it was stopped before its end$/, /^⟨1⟩ is no file$/]
  },
  'what a file must be': { files: ['contract/{acting,cast,duration,habits,inspection,scenario,suites,verbs}.ts', 'scenario/{complaints,language,step-reader}.ts'], isSaid: isClause, areas: ofTrainers, fixed: ['1s'] },
  'the checker': {
    files: [
      'scenario/{act-reader,captures,complaints,expectation-reader,given-head,goal-reader,hold-reader,include-reader,language,lint,lint-expectations,lint-invitations,names,network-reader,objections,read,rows,source,step-reader,text-places,edit,edit-data,edit-elements,edit-values}.ts',
      'scenario/editing/{read-part,edit-text,rename-key,element-lines}.ts'
    ],
    isSaid: (node) => isText(node) && (isValueOf(node, /^(?:message|string|number|int|boolean|object|record|array)$/) || isArgumentOf(node, /(?:^|\.)(?:refuse|refused|problem|at|onError|EditRefused)$/) || isGiven(node)),
    areas: ofTrainers,
    fixed: ['Anna', 'steps', '=script'],
    others: [/^(?:steps|always|expect) ⟨1⟩$/, /^⟨1⟩ and ⟨2⟩$/, /^question mark$/, /^The file$/, /^true or false$/, /^ may answer as late/]
  },
  'what was judged': {
    files: ['scenario/{invariants,invariant-no-leak,invariant-one-owner,invariant-request-outcome,invariant-sayings,invariant-sequence,invariant-shapes,invariant-second-legs,invariant-told-is-stored,invariant-well-formed,judge,kept,perform}.ts'],
    isSaid: (node) => isText(node) && (isGiven(node) || isValueOf(node, /^(?:detail|missing|'[\w-]+')$/) || isArgumentOf(node, /^broken$/)),
    areas: ofResults,
    others: [/^at ⟨1⟩ ⟨2⟩$/, /^ of ⟨1⟩$/, /^⟨1⟩ ⟨2⟩$/, /^⟨1⟩ ⟨2⟩ what is for agents only/, /^was told at ⟨1⟩$/, /^can read$/, /^ listed /, /^⟨1⟩ ⟨2⟩ \(at ⟨3⟩\)$/, /and the id ""$/],
    prefix: /^(?:came|joined|was told (?!at)|was never told|⟨\d⟩ (?:and nobody may do|may do what an owner))/
  }
}

function inWhole(sentence: string, prefix?: RegExp): string {
  if (!prefix?.test(sentence)) return sentence
  if (/^(?:was|came back)/.test(sentence)) return `⟨9⟩ ${sentence} (at ⟨8⟩)`
  return sentence.startsWith('⟨') ? `at ⟨9⟩ ${sentence}` : `⟨9⟩ ${sentence}`
}

/** One of each phrase. */
const expectations: readonly Parameters<typeof expectationText>[0][] = [
  { viewer: 'agent:Ben', phrase: 'hears', pattern: { text: 'Can you approve 250?' } },
  { viewer: 'agent:Ben', phrase: 'hears', pattern: {}, chat: 'Clara' },
  { viewer: 'customer:Clara', phrase: 'has not heard', pattern: { from: 'Ben' } },
  { viewer: 'customer:Clara', phrase: 'never hears', pattern: { text: /limit/ } },
  { viewer: 'agent:Anna', phrase: 'gets error', pattern: { errorMessage: 'Operation failed', notificationType: 'Error' } },
  { viewer: 'agent:Anna', phrase: 'gets error', pattern: { notificationType: 'Error' } },
  { viewer: 'agent:Ben', phrase: 'is', state: 'Chatting' },
  { viewer: 'agent:Anna', phrase: 'can', capabilities: ['Transfer', 'Invite'] },
  { viewer: 'agent:Anna', phrase: 'cannot', capabilities: ['Transfer', 'Invite'] },
  { viewer: 'customer:Clara', phrase: 'sees', people: ['Ben'] },
  { viewer: 'agent:Anna', phrase: 'is refused', refusal: null },
  { viewer: 'agent:Anna', phrase: 'is refused', refusal: { statusCode: 2 } }
]

for (const [who, { files, isSaid, areas, atLeast = 9, fixed = [], others = [], prefix }] of Object.entries(where)) {
  test(`${who}: every sentence is a message, word for word`, () => {
    const names = namesOf(areas)
    const all = sentencesIn(files, isSaid).filter(({ sentence }) => !others.some((other) => other.test(sentence)))
    expect(all.length).toBeGreaterThanOrEqual(atLeast)
    const answers = all.map(({ file, line, sentence }) => {
      const whole = inWhole(sentence, prefix)
      return { place: `${file}:${line}  ${whole}`, answer: names.say(whole), whole }
    })
    expect(answers.filter(({ answer, whole }) => answer === whole).map(({ place }) => place)).toEqual([])
    // A message that says less than the sentence has taken its own words for something that is filled in.
    const swallowed = answers.filter(({ answer }) => /\p{L}/u.test(fixed.reduce((rest, word) => rest.replace(word, ''), answer.replace(/<[\w.]+>|⟨\d+⟩/g, ''))))
    expect(swallowed.map(({ place, answer }) => `${place} -> ${answer}`)).toEqual([])
  })
}

test('every refusal of the room and all that holds in every run is said in German', () => {
  const [german, results] = [germanOf(ofAgents), germanOf(ofResults)]
  expect(Object.entries(refusals).filter(([, { statusMessage }]) => german.say(statusMessage) === statusMessage)).toEqual([])
  expect(Object.values(invariantTexts).filter((text) => results.say(text) === text)).toEqual([])
})

test('no message is taken for another', () => {
  for (const areas of [ofTrainers, ofResults]) {
    const names = namesOf(areas)
    const taken = areas.flatMap((area) => Object.entries(phrasesOf('en', area)).filter(([name, sentence]) => !sentence.includes('{must}') && !names.say(sentence).startsWith(`<${area}.${name}>`)).map(([name]) => `${area}.${name}`))
    expect(taken).toEqual([])
  }
})

/** What is put together of pieces, or said by the reader of YAML. */
const putTogether: readonly (readonly [areas: readonly string[], sentences: readonly string[]])[] = [
  [
    ofTrainers,
    [
      'Ready',
      'a.yaml: The file is larger than 1 MiB; a scenario is not',
      'All mapping items must start at the same column',
      'All sequence items must start at the same column',
      'Implicit keys need to be on a single line',
      'Comments must be separated from other tokens by white space characters',
      'Map keys must be unique',
      'Flow map in block collection must be sufficiently indented and end with a }',
      'Flow sequence in block collection must be sufficiently indented and end with a ]',
      'Missing , between flow-map items',
      'Sequence item without - indicator',
      '"$1" must not be empty',
      'wait must be a duration such as 500ms, 30s, 2m or 1h, or natural',
      'text must be a text; without quotes /x/ is a regular expression',
      'points must be a number',
      'Support is a customer; here it takes Anna or Ben',
      'Support is a queue; here it takes Anna or Ben',
      '"Zoe" is not in the cast; the cast has nobody'
    ]
  ],
  [
    ofResults,
    [
      'The run broke off',
      'it was stopped before its end',
      'the run was stopped while it waited for this',
      'Ben hears "Hello": Ben has not heard it',
      'Anna cannot Leave; it can nothing',
      'Anna sees nobody',
      '"consult Ben" was acknowledged',
      '"ready" was acknowledged, but not for multimedia',
      '"leave" was refused by 2, "The chat is over"',
      'Clara was told what is for agents only: 0:03.0  NewMessages  Anna: "250?" (Agents)',
      'Clara was told at 0:03.0 what is for agents only: message 4, "250?" of Anna',
      'Clara can read what is for agents only: message 4, "250?" of Anna',
      'The Consult of Ben by Anna was acknowledged at 0:04.0, and at 0:34.0 nobody has joined and no Error was told',
      'Ben joined at 0:09.0, though the Consult of Ben by Anna (referenceId 1) had been cancelled',
      'Anna was told at 0:09.0 that the Consult by Anna (referenceId 1) failed, though Ben had joined',
      'Ben was never told "Yes", which Anna said at 0:09.0 and which was acknowledged',
      'Ben was twice told "Yes", which Anna said at 0:09.0 and which was acknowledged',
      'Anna was told at 0:03.0 that it can do less than it reads: Leave is missing (at 0:04.0)',
      'Anna was told at 0:03.0 that its chat is Chatting, and reads that it is Completed (at 0:04.0)',
      'Ben sees Anna listed twice, with no consultant in the chat (at 0:09.0)',
      'Clara was told that message 4 came after message 2, and a customer\'s have no gaps (at 0:09.0)',
      'Ben was told that the chat 000ABC has the path /chats/1 (at 0:09.0)',
      'Anna was told message 4 (Text of Ben) at 0:09.0, and cannot read it',
      ...expectations.map(expectationText)
    ]
  ]
]

test('every message is said somewhere', () => {
  const saidIn = (areas: readonly string[], sentence: string): readonly string[] => namesOf(areas).say(sentence).match(/<[\w.]+>/g) ?? []
  const inSource = Object.values(where).flatMap(({ files, isSaid, areas, prefix }) => sentencesIn(files, isSaid).flatMap(({ sentence }) => saidIn(areas, inWhole(sentence, prefix))))
  const said = new Set([...inSource, ...putTogether.flatMap(([areas, sentences]) => sentences.flatMap((sentence) => saidIn(areas, sentence)))])
  const never = ['visitor', 'refusals', 'sentences', 'judgements'].flatMap((area) => Object.keys(phrasesOf('en', area)).map((name) => `<${area}.${name}>`)).filter((name) => !said.has(name))
  expect(never).toEqual([])
})

test('what is put together of pieces is said in German to its last piece', () => {
  for (const [areas, sentences] of putTogether) {
    const german = germanOf(areas)
    expect(sentences.map((sentence) => german.say(sentence)).filter((said) => /\b(?:must|were|is|not|the|and|or|hears|heard|can|sees)\b/.test(said))).toEqual([])
  }
})

test('what is filled in is said, listed and written as the language does', () => {
  const german = germanOf(ofTrainers)
  expect(german.say('There is no Zoe in this run; there are Anna, Ben and Clara')).toBe('Zoe gibt es in diesem Lauf nicht; es gibt Anna, Ben und Clara')
  expect(german.say('Parameter "text": must be at most 64,000 characters')).toBe('Parameter „text“: darf höchstens 64.000 Zeichen haben')
  expect(german.say('Ben is an agent; here it takes Support or Refunds')).toBe('Ben ist ein Agent; hier gehört Support oder Refunds hin')
  expect(german.say('parts/opening.yaml:4  wait must be a duration such as 500ms, 30s, 2m or 1h')).toBe('parts/opening.yaml:4  wait muss eine Dauer sein, etwa 500ms, 30s, 2m oder 1h')
  expect(germanOf(ofResults).say('Ben heard it at 0:04.5')).toBe('Ben hörte es um 0:04,5')
  expect(germanOf(ofResults).say('Ben hears "Can you approve 250?", visibility Agents (in Clara\'s chat)')).toBe('Ben hört "Can you approve 250?", visibility Agents (im Chat von Clara)')
})

test('what the scenario language says of its own words is said in German: settings, bugs, verbs and every key', () => {
  const names = namesOf(['notes'])
  const german = germanOf(['notes'])
  const schema = readFileSync(new URL('../../resources/schema/scenario.schema.json', import.meta.url), 'utf8')
  const described = [...schema.matchAll(/"description": ("(?:[^"\\]|\\.)*")/g)].map(([, text = '""']) => String(JSON.parse(text)))
  const isNote: IsSaid = (node) => isText(node) && (isValueOf(node, /./) || ts.isReturnStatement(node.parent) || (ts.isConditionalExpression(node.parent) && !/^[`'"](?:\{ text|\$)/.test(node.getText())))
  const said = sentencesIn(['scenario/editing/{typing-help,verb-notes}.ts', 'contract/bugs.ts'], isNote).map(({ sentence }) => sentence).filter((sentence) => !/^(?:needs|may have) ⟨1⟩$|^ (?:in|of) ⟨1⟩$|^\{ text|^[^ ]+:? ?$/.test(sentence))
  const pieces = ['needed', 'agent', 'customer', 'A customer', 'A queue', 'A queue of Anna, Ben', 'Leaves the chat; may have chat, as', 'Hands the chat over to a colleague or a queue; needs target', 'Hands the chat over to a colleague or a queue; needs target; may have note', 'needs target']
  const all = [...new Set([...described, ...said, ...pieces])]
  expect(described.length).toBeGreaterThan(100)
  expect(all.filter((note) => names.say(note) === note)).toEqual([])
  const used = new Set(all.flatMap((note) => names.say(note).match(/<[\w.]+>/g) ?? []))
  expect(Object.keys(phrasesOf('en', 'notes')).filter((name) => !used.has(`<notes.${name}>`))).toEqual([])
  expect(german.say('Hands the chat over to a colleague or a queue; needs target; may have note')).toBe('Übergibt den Chat an einen Kollegen oder eine Warteschlange; braucht target; dazu kann note stehen')
})

test('a sentence that is not known stays as it is', () => {
  for (const unknown of ['Something else happened', '', 'Flow map in braces must be nice']) expect(germanOf(ofTrainers).say(unknown)).toBe(unknown)
})

test('the mistakes of a file are said in German, whatever is in them', () => {
  const { problems } = checkText('story.yaml', mistaken, noLibrary)
  expect(problems.length).toBeGreaterThan(12)
  const german = germanOf(ofTrainers)
  expect(problems.map(({ message }) => message).filter((message) => german.say(message) === message)).toEqual([])
})

const mistaken = `scenario: With mistakes
cast:
  agents:
    Anna: { places: many }
    wait:
  queues:
    Support: { members: [Bne] }
  customers:
    Clara: { patience: long }
settings:
  answerWithin: soon
steps:
  - Clara: chatt
  - Clara: accept
  - Support: accept
  - Anna: consult
  - Anna: say
    text: 5
    colour: red
  - wait: a while
  - Zoe: leave
  - goal: Anna accepts
  - network: slow
    of: Anna
  - expect:
      - Anna hear: { text: "Hello" }
      - Anna is: Gone
      - Clara gets error: { errorMessage: "x" }
  - together:
      - Anna: leave
`
