import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { exerciseFile, scenarioFile } from '../../src-main/contract/scenario.ts'
import { noLibrary } from '../../src-main/scenario/library.ts'
import { problemText, readScenario } from '../../src-main/scenario/read.ts'
import { read, wrongWith } from './playing.ts'

const head = `scenario: A test
cast:
  agents:
    Anna:
    Ben:
  queues:
    Support:
      members: [Anna]
  customers:
    Clara:
steps:
`

/** What is wrong with these steps; the first of them stands on line 12. */
const wrongSteps = (steps: string): string[] => wrongWith(head + steps)
const verbs =
  'accept, reject, say, tellAgents, type, stopTyping, typeToAgents, stopTypingToAgents, sendUrl, notice, noticeToAgents, consult, cancelConsult, invite, transfer, remove, leave, complete, attachData, updateData, removeData, ' +
  'setDisposition, focus, intrude, monitor, coach, bargeIn, cancelMonitoring, switchTo, ready, notReady, afterCallWork, offline, doNotDisturb, disturb, startSession, endSession, reload or raw'

test('a good file is read with the line of every step', () => {
  const { title, steps } = read(`${head}  - Clara: chat\n    queue: Support\n  - expect:\n      - Anna is: Invited\n  - wait: 2s\n`)
  expect(title).toBe('A test')
  expect(steps).toEqual([
    { kind: 'act', line: 12, actor: 'customer:Clara', verb: 'chat', queue: 'Support' },
    { kind: 'expect', line: 14, expectations: [{ phrase: 'is', state: 'Invited', line: 15, viewer: 'agent:Anna', withinMs: 0 }] },
    { kind: 'wait', line: 16, ms: 2000 }
  ])
})

test('without quotes /x/ is a regular expression, with quotes it is a text', () => {
  const { steps } = read(`${head}  - expect:\n      - Ben hears: { text: /li mit/i }\n      - Ben hears: { text: "/limit/" }\n`)
  expect(steps[0]).toMatchObject({ expectations: [{ pattern: { text: /li mit/i } }, { pattern: { text: '/limit/' } }] })
})

test('a name with spaces can be expected of', () => {
  const { steps } = read(head.replace('Ben:', 'Ben is here:') + '  - expect:\n      - Ben is here is: Ready\n')
  expect(steps[0]).toMatchObject({ expectations: [{ viewer: 'agent:Ben is here', phrase: 'is', state: 'Ready' }] })
})

test('Windows line ends change neither the steps nor the places of mistakes', () => {
  const windows = `${head}  - Anna: accept\n  - Bne: accept\n`.replaceAll('\n', '\r\n')
  expect(wrongWith(windows)).toEqual(['test.yaml:13:5  Ben is spelt "Bne" here; the cast has Anna, Ben, Clara'])
})

test('every mistake in a file is told at once, from top to bottom', () => {
  const problems = wrongWith(`scenario: Bad
seed: abc
zone: -0800
wires: extended
cast:
  agents:
    Anna:
      places: -1
    Ben:
      nicknam: x
  queues:
    Support:
      members: [Anna, Bne]
      answerWithin: 30
  customers:
    Clara:
      patience: long
steps:
  - Clara: chat
    text: 250
  - Anna: cosult
    target: Ben
`)
  expect(problems).toEqual([
    'test.yaml:2:7  seed must be a number',
    'test.yaml:3:7  zone must be an offset in quotes, such as "-0800": without them YAML reads a number',
    'test.yaml:4:1  "wires" is not known here; did you mean wire?',
    'test.yaml:8:15  places must be at least 0',
    'test.yaml:10:7  "nicknam" is not known here; did you mean nickname?',
    'test.yaml:13:23  Ben is spelt "Bne" here; the cast has Anna, Ben',
    'test.yaml:14:21  answerWithin must be a duration such as 500ms, 30s, 2m or 1h',
    'test.yaml:17:17  patience must be a duration such as 500ms, 30s, 2m or 1h',
    'test.yaml:19:5  chat needs "queue"',
    'test.yaml:20:11  text must be a text; put it into quotes: "250"',
    'test.yaml:21:11  consult is spelt "cosult" here'
  ])
})

test('a problem carries the line as it stands in the file', () => {
  const reading = readScenario('a.yaml', `${head}  - Bne: accept\n`)
  expect(reading).toMatchObject({ problems: [{ file: 'a.yaml', line: 12, column: 5, source: '  - Bne: accept' }] })
})

const stepMistakes: [string, string, string[]][] = [
  ['a misspelt actor is told with the cast', '  - Bne: accept', ['12:5  Ben is spelt "Bne" here; the cast has Anna, Ben, Clara']],
  ['a stranger is told with the cast', '  - Zoe: accept', ['12:5  "Zoe" is not in the cast; the cast has Anna, Ben, Clara']],
  ['a queue cannot act', '  - Support: accept', ['12:5  Support is a queue, and a queue does nothing by itself']],
  ['a misspelt keyword is no stranger', '  - expct: []', ['12:5  "expct" is not known here; did you mean expect?']],
  ['an unknown verb is told with all verbs', '  - Anna: juggle', [`12:11  "juggle" is no verb; an agent can ${verbs}`]],
  ['a verb may be missing', '  - Anna:', [`12:5  Anna needs a verb; an agent can ${verbs}`]],
  ['a customer cannot consult', '  - Clara: consult\n    target: Ben', ['12:12  Clara is a customer, and only an agent can consult; a customer can chat, say, type, stopTyping, leave or raw']],
  ['a consult needs a target', '  - Anna: consult', ['12:5  consult needs "target"']],
  ['a misspelt parameter is told with the missing one', '  - Anna: consult\n    taget: Ben', ['12:5  consult needs "target"', '13:5  "taget" is not known here; did you mean target?']],
  ['a parameter that the verb does not take', '  - Anna: accept\n    queue: Support', ['13:5  accept takes no queue; it takes chat']],
  ['a misspelt target', '  - Anna: consult\n    target: Bne', ['13:13  Ben is spelt "Bne" here; the cast has Anna, Ben, Support']],
  ['a customer is no target', '  - Anna: consult\n    target: Clara', ['13:13  Clara is a customer; here it takes Anna, Ben or Support']],
  ['nobody removes a queue', '  - Anna: remove\n    target: Support', ['13:13  Support is a queue; here it takes Anna or Ben']],
  ['one step has one actor', '  - Anna: accept\n    Ben: accept', ['13:5  One step has one actor; "Ben" begins a step of its own with "- "']],
  ['a step without anybody', '  - text: x', ['12:5  Nobody does this. A step is written "Anna: accept": who, a colon, a space, what']],
  ['a step that is a sentence', '  - Anna accept', ['12:5  A step is written "Anna: accept": who, a colon, a space, what']],
  ['an expectation among the steps', '  - Ben hears: { text: x }', ['12:5  "Ben hears" is an expectation; it stands in the list of an "expect:"']],
  ['a wait without a unit', '  - wait: 5', ['12:11  wait must be a duration such as 500ms, 30s, 2m or 1h, or natural']],
  ['a race of one', '  - together:\n      - Anna: accept', ['13:7  together must be a list of at least two steps']],
  ['a wait in a race', '  - together:\n      - wait: 1s\n      - Anna: accept', ['13:9  together holds what people do at the same moment, not "wait"']],
  ['somebody else\'s line', '  - network: drop\n    of: Refunds', ['13:9  "Refunds" is not in the cast; the cast has Anna, Ben, Clara']],
  ['a delay without a length', '  - network: delay\n    of: Ben', ['12:5  delay needs "by": how much later everything arrives, such as 2s']],
  ['a length without a delay', '  - network: drop\n    of: Ben\n    by: 2s', ['14:5  "by" goes with delay, not with drop']],
  ['mending for a while', '  - network: reconnect\n    of: Ben\n    for: 2s', ['14:5  reconnect mends the line; "for" goes with what is wrong with it']],
  ['catching up with what nobody lost', '  - network: duplicate\n    of: Ben\n    catchUp: true', ['14:5  "catchUp" goes with drop, disconnect and reconnect; duplicate loses nothing']],
  ['a word that is not of the network', '  - network: dorp\n    of: Ben', ['12:14  "dorp" is not known here; did you mean drop?']],
  ['nobody is held', '  - hold: Bne', ['12:11  Ben is spelt "Bne" here; the cast has Anna, Ben, Clara']],
  ['a verb is held', '  - hold: Anna\n    operation: cancelConsult', ['13:16  "cancelConsult" is a verb; hold takes the word of the wire, such as CancelConsult']],
  ['held until something did not happen', '  - hold: Anna\n    until:\n      Ben has not heard: { text: "x" }', ['14:7  "has not heard" holds from the beginning; wait for something that is to come, such as { Ben is: Chatting }']],
  ['released in a race', '  - together:\n      - release: Anna\n      - Anna: accept', ['13:9  together holds what people do at the same moment, not "release"']],
  ['a goal is for exercises', '  - goal: Anna accepts', ['12:5  A goal belongs to an exercise; begin the file with "exercise:" instead of "scenario:"']]
]

test.each(stepMistakes)('%s', (_title, steps, problems) => {
  expect(wrongSteps(steps)).toEqual(problems.map((problem) => `test.yaml:${problem}`))
})

const expectationMistakes: [string, string, string[]][] = [
  ['a misspelt viewer', '- Bne hears: { text: x }', ['13:9  Ben is spelt "Bne" here; the cast has Anna, Ben, Clara']],
  ['a queue is told nothing', '- Support hears: { text: x }', ['13:9  Support is a queue, and a queue is told nothing']],
  ['a misspelt phrase', '- Ben heers: { text: x }', ['13:9  "heers" is not known here; did you mean "hears"?']],
  ['a misspelt part of a pattern', '- Ben hears: { txt: x }', ['13:22  "txt" is not known here; did you mean text?']],
  ['a misspelt person in a pattern', '- Ben hears: { from: Clra }', ['13:28  Clara is spelt "Clra" here; the cast has Anna, Ben, Clara']],
  ['hearing needs something to hear', '- Ben hears:', ['13:9  "hears" needs what to hear, such as { text: "Hello" }']],
  ['a misspelt state', '- Ben is: Chating', ['13:17  "Chating" is not known here; did you mean Chatting?']],
  ['a state that customers are never in', '- Clara is: Invited', ['13:19  A customer is WaitingForAgent, Chatting or Completed, never Invited']],
  ['a misspelt capability', '- Anna can: [Transfr]', ['13:20  "Transfr" is not known here; did you mean Transfer?']],
  ['a customer sees agents only', '- Clara sees: [Clara]', ['13:22  Clara is a customer; here it takes Anna or Ben']],
  ['looking back does not wait', '- Clara has not heard: { text: x }\n        within: 3s', ['14:9  "within" does not go with "has not heard", which looks back; let time pass with a "wait" step']],
  ['one line, one expectation', '- Ben is: Ready\n        Anna is: Ready', ['14:9  One line holds one expectation; "Anna is" begins a line of its own with "- "']],
  ['what is heard is captured field by field', '- Ben hears: { text: x }\n        as: ref', ['14:13  as must be { name: field }, such as { ref: referenceId }']],
  ['what is captured nowhere', '- Ben hears: { referenceId: $ref }', ['13:35  "$ref" is captured nowhere before this; nothing is captured before this; "as: ref" beside a step captures its referenceId']],
  ['a state cannot be captured', '- Ben is: Ready\n        as: { ref: referenceId }', ['14:9  "as" goes with hears or gets error']],
  ['a misspelt part of a refusal', '- Ben is refused: { statuscode: 2 }', ['13:27  "statuscode" is not known here; did you mean statusCode?']],
  ['customers get no errors', '- Clara gets error:', ['13:9  Only an agent gets errors']]
]

test.each(expectationMistakes)('in an expectation: %s', (_title, expectation, problems) => {
  expect(wrongSteps(`  - expect:\n      ${expectation}`)).toEqual(problems.map((problem) => `test.yaml:${problem}`))
})

const yamlTraps: [string, string, string[]][] = [
  ['a tab', '  - Anna: say\n\ttext: hello', ['13:1  A tab indents this line; YAML takes spaces only']],
  ['a missing space after the actor', '  - Anna:accept', ['12:5  A space is missing after the colon; write Anna: accept']],
  ['a missing space after a parameter', '  - Anna: say\n    text:"Hello"', ['13:5  A space is missing after the colon; write text: "Hello"']],
  ['a # that eats half a text', '  - Anna: say\n    text: I am #1 here', ['13:16  The # ends the text here; put the text into quotes, or write "# " if this is a comment']],
  ['a # that eats a whole text', '  - Anna: say\n    text: #1 is me', ['13:11  The # ends the text here; put the text into quotes, or write "# " if this is a comment']],
  ['an unquoted comma', '  - expect:\n      - Ben hears: { text: Hello, world }', ['13:35  "world" became a key of its own: inside { } a comma ends a text; put the text into quotes']],
  ['an unquoted question mark', '  - Anna: say\n    text: ? why', ['13:11  A question mark at the start makes a key here; put the text into quotes']],
  ['a question mark that makes a stray key', '  - Anna: accept\n    ? why', ['13:7  "why" became a key of its own: the question mark before it does that; put the text into quotes']],
  ['an unquoted colon', '  - Anna: say\n    text: Hello: there', ['13:11  A colon with a space ends a text here; put the text into quotes']],
  ['a quote that is never closed', '  - Anna: say\n    text: "Hello\n  - Ben: accept', ['13:11  A quote was opened and never closed']],
  ['a text that goes on after its quotes', "  - Anna: say\n    text: 'It's me'", ['13:15  The text goes on after its closing quote; put all of it into one pair of "quotes"']],
  ['a line that is indented too far', '  - Anna: say\n     text: "x"', ['12:11  The next line is indented more than this one, which holds a value already; give both the same indentation']],
  ['a star', '  - Anna: say\n    text: *really*', ['13:11  A star at the start makes a YAML alias, and there is no "&really*"; put the text into quotes']],
  ['an exclamation mark', '  - Anna: say\n    text: !stop it', ['13:11  An exclamation mark at the start makes a YAML tag; put the text into quotes']],
  ['a text that is a regular expression', '  - Anna: say\n    text: /limit/', ['13:11  text must be a text; without quotes /limit/ is a regular expression']],
  ['a broken regular expression', '  - expect:\n      - Ben hears: { text: /(/ }', ['13:28  /(/ is no regular expression: Invalid regular expression: /(/: Unterminated group']],
  ['the same key twice', '  - Anna: say\n    text: a\n    text: b', ['14:5  "text" stands here twice']],
  ['a second document', '  - Anna: accept\n---\nx: 1', ['13:1  A second document starts here; one file holds one scenario']]
]

test.each(yamlTraps)("YAML's own trap is named: %s", (_title, steps, problems) => {
  expect(wrongSteps(steps)).toEqual(problems.map((problem) => `test.yaml:${problem}`))
})

test('a key that stands twice hides no other mistake', () => {
  expect(wrongSteps('  - Anna: say\n    text: a\n    text: b\n  - Bne: accept')).toEqual([
    'test.yaml:14:5  "text" stands here twice',
    'test.yaml:15:5  Ben is spelt "Bne" here; the cast has Anna, Ben, Clara'
  ])
})

test('agents, queues and customers bear names of their own, and no word of the language', () => {
  expect(wrongWith('scenario: x\ncast:\n  agents:\n    Anna:\n    wait:\n  customers:\n    Anna:\nsteps:\n  - Anna: accept\n')).toEqual([
    'test.yaml:5:5  "wait" is a word of this language; choose another name',
    'test.yaml:7:5  "Anna" is in the cast already; give each agent, queue and customer a name of its own'
  ])
})

test('a bug that no room can have is refused, with those that there are', () => {
  const text = `${head.replace('scenario: A test', 'scenario: A test\nbugs: [typing-leeks]')}  - Anna: accept\n`
  expect(wrongWith(text)).toEqual(['test.yaml:2:8  "typing-leeks" is not known here; did you mean typing-leaks?'])
})

test('steps of a seat that somebody else plays are read only for a run that can wait for them', () => {
  const text = `${head.replace('    Ben:\n', '    Ben:\n      played by: person\n')}  - Ben: accept\n`
  expect(wrongWith(text)).toEqual(['test.yaml:13:5  Ben is played by a person, and only "aside run FILE --serve" waits for what a person does; to let the script play Ben: --seat Ben=script'])
})

test('a step that is waited for may leave out what does not matter, and say what a text must be like', () => {
  const steps = '  - Anna: say\n    text: /^One/\n  - Anna: consult\n  - Ben: say\n    text: /no/\n  - Ben: tellAgents\n'
  const seating = { players: new Map([['Anna', 'client']] as const), canWait: true }
  const reading = readScenario('test.yaml', head + steps, noLibrary, undefined, seating)
  expect('problems' in reading && reading.problems.map(problemText)).toEqual(['test.yaml:16:11  text must be a text; without quotes /no/ is a regular expression', 'test.yaml:17:5  tellAgents needs "text"'])
  const good = readScenario('test.yaml', head + steps.slice(0, steps.indexOf('  - Ben')), noLibrary, undefined, seating)
  expect('scenario' in good && good.scenario.steps).toEqual([
    { kind: 'act', line: 12, actor: 'agent:Anna', verb: 'say', like: { text: /^One/ } },
    { kind: 'act', line: 14, actor: 'agent:Anna', verb: 'consult' }
  ])
  expect('scenario' in good && good.scenario.head.cast.agents?.['Anna']).toEqual({ 'played by': 'client' })
})

test('a habit must say after how long', () => {
  const text = `${head.replace('    Ben:\n', '    Ben:\n      when invited:\n        accept: 3s\n')}  - Ben: accept\n`
  expect(wrongWith(text)).toEqual(['test.yaml:7:17  accept must read "after 3s" or "after 2s to 5s"'])
})

test('a file without a title, a cast or steps is told so', () => {
  expect(wrongWith('')).toEqual(['test.yaml:1:1  A scenario begins with "scenario:" and its title'])
  expect(wrongWith('about: x\n')).toEqual(['test.yaml:1:1  "scenario" is missing', 'test.yaml:1:1  "cast" is missing'])
  expect(wrongWith('scenario: x\ncast:\n  agents:\n    Anna:\n')).toEqual(['test.yaml:1:1  "steps" is missing'])
})

test('a file that is too large, too deep or full of aliases is refused', () => {
  expect(wrongWith('x'.repeat(1024 * 1024 + 1))).toEqual(['test.yaml:1:1  The file is larger than 1 MiB; a scenario is not'])
  expect(wrongWith('['.repeat(20_000))[0]).toContain('This nests deeper than a scenario does')
  expect(wrongSteps(`  - &one\n    Anna: accept\n${'  - *one\n'.repeat(101)}`)).toEqual(['test.yaml:114:5  More than 100 YAML aliases; write it out'])
})

test('the model takes every scenario that ships', () => {
  const folder = new URL('../../resources/scenarios/', import.meta.url)
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml'))
  for (const file of files) {
    const text = readFileSync(new URL(file, folder), 'utf8')
    const model = /^exercise:/m.test(text) ? exerciseFile : scenarioFile
    expect.soft(model.safeParse(parse(text)).error, file).toBeUndefined()
  }
})
