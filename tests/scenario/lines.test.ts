import { expect, test } from 'vitest'
import { playText } from './playing.ts'

/** Anna and Ben in a consult in Clara's chat. */
const consult = `scenario: A test
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
  - Clara: chat
    queue: Support
  - Anna: accept
  - Anna: consult
    target: Ben
  - Ben: accept
`

const texts = async (steps: string, viewer = 'agent:Ben'): Promise<[string, number][]> => {
  const { heard, result } = await playText(`${consult}${steps}`)
  expect(result.problems).toEqual([])
  return heard.flatMap((frame) => (frame.viewer === viewer && 'messages' in frame.said ? frame.said.messages.flatMap(({ text }): [string, number][] => (text === undefined ? [] : [[text, frame.seq]])) : []))
}

const tell = (text: string): string => `  - Anna: tellAgents\n    text: "${text}"\n`
const said = (all: [string, number][]): string[] => all.map(([text]) => text)

test('what is told over a line that drops is lost, until the line is mended', async () => {
  expect(said(await texts(`  - network: drop\n    of: Ben\n    for: 2s\n${tell('one')}  - wait: 1s\n${tell('two')}`))).toEqual(['two'])
})

test('what a dropping line lost arrives when it is mended with catching up', async () => {
  expect(said(await texts(`  - network: drop\n    of: Ben\n    catchUp: true\n${tell('one')}  - network: reconnect\n    of: Ben\n${tell('two')}`))).toEqual(['one', 'two'])
  expect(said(await texts(`  - network: drop\n    of: Ben\n${tell('one')}  - network: reconnect\n    of: Ben\n    catchUp: true\n${tell('two')}`))).toEqual(['one', 'two'])
})

test('a line that delays, doubles or mixes up loses nothing', async () => {
  const two = `${tell('one')}${tell('two')}  - wait: 5s\n`
  expect(said(await texts(`  - network: delay\n    of: Ben\n    by: 3s\n${two}`))).toEqual(['one', 'two'])
  expect(said(await texts(`  - network: duplicate\n    of: Ben\n${two}`))).toEqual(['one', 'one', 'two', 'two'])
  const mixed = await texts(`  - network: reorder\n    of: Ben\n${two}`)
  expect(said(mixed)).toEqual(['two', 'one'])
  expect(mixed[0]?.[1]).toBeGreaterThan(mixed[1]?.[1] ?? 0)
})

test('whoever is cut off has no channel until it is back, and gets what it missed or not', async () => {
  const away = `  - network: disconnect\n    of: Ben\n${tell('one')}`
  const back = '  - network: reconnect\n    of: Ben\n'
  expect(said(await texts(`${away}${back}${tell('two')}`))).toEqual(['one', 'two'])
  expect(said(await texts(`${away}${back}    catchUp: false\n${tell('two')}`))).toEqual(['two'])
  // Gone for longer than the room waits (R21): Ben is out of the chat.
  const gone = await playText(`${consult}  - network: disconnect\n    of: Ben\n  - wait: 3m\n  - expect:\n      - Anna sees: [Clara]\n`)
  expect(gone.result.problems).toEqual([])
  const short = await playText(`${consult}  - network: disconnect\n    of: Ben\n    for: 1m\n  - wait: 3m\n  - expect:\n      - Anna sees: [Ben, Clara]\n`)
  expect(short.result.problems).toEqual([])
})

test('a request that is held arrives when it is released, and whoever comes first wins', async () => {
  const { progress, result } = await playText(`${consult}  - hold: Anna
    operation: SendToAgents
  - Anna: tellAgents
    text: "held"
  - Anna: say
    text: "not held"
  - expect:
      - Ben hears: { text: "not held" }
      - Ben has not heard: { text: "held" }
  - release: Anna
  - expect:
      - Ben hears: { text: "held" }
`)
  expect(result.problems).toEqual([])
  const done = progress.flatMap((one) => (one.kind === 'step' && one.line > 17 ? [[one.text, one.answer?.statusCode ?? null]] : []))
  expect(done).toEqual([
    ['Anna: hold SendToAgents', null],
    ['Anna: tellAgents "held" (held)', null],
    ['Anna: say "not held"', 0],
    ['Anna: release', null],
    ['Anna: tellAgents "held"', 0]
  ])
})

test('requests are released in the order of asking, when something holds or some time has passed', async () => {
  const two = `  - Anna: tellAgents\n    text: "one"\n  - Anna: tellAgents\n    text: "two"\n`
  const until = await texts(`  - hold: Anna\n    until: { Anna hears: { text: "now" } }\n${two}  - Ben: tellAgents\n    text: "now"\n`)
  expect(said(until)).toEqual(['now', 'one', 'two'])
  const timed = await playText(`${consult}  - hold: Anna\n    for: 10s\n${two}  - Ben: tellAgents\n    text: "before"\n  - wait: 10s\n`)
  expect(timed.heard.flatMap(({ viewer, at, said: frame }) => (viewer === 'agent:Ben' && 'messages' in frame ? frame.messages.flatMap(({ text }) => (text === undefined ? [] : [[text, at]])) : []))).toEqual([
    ['before', 9_000 + 1_500],
    ['one', 6_000 + 10_000],
    ['two', 6_000 + 10_000]
  ])
})

test('a race that a hold decides may refuse whoever comes too late', async () => {
  const { result } = await playText(`${consult}  - hold: Ben
  - Ben: tellAgents
    text: "Yes"
  - Anna: remove
    target: Ben
  - release: Ben
  - expect:
      - Ben is refused: { statusCode: 6 }
`)
  expect(result.problems).toEqual([])
})
