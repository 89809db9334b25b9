import { expect, test } from 'vitest'
import { planOf } from '../../src-main/scenario/plan.ts'
import { play } from '../../src-main/scenario/run.ts'
import { logIn } from '../../src-main/store/log-file.ts'
import { Store } from '../../src-main/store/store.ts'
import { freshFolder } from '../support/rooms.ts'
import { clientOf, playText, read, wrongWith } from './playing.ts'

const opening = `cast:
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
    text: "Hello, where is my refund? I have waited for two weeks now."
  - Anna: accept
  - Anna: say
    text: "One moment, please"
  - expect:
      - Clara hears: { text: "One moment, please" }
`

const timesIn = async (text: string): Promise<number[]> => (await playText(text)).progress.flatMap((one) => (one.kind === 'step' ? [one.at] : []))

test('at a natural pace people read and type, for as long as the seed says', async () => {
  const natural = `scenario: A test\npace: natural\n${opening}`
  const [asked = 0, accepted = 0, said = 0] = await timesIn(natural)
  // Anna reads 59 characters before she accepts, and types 18 before she says something.
  expect(accepted - asked).toBeGreaterThan(600)
  expect(said - accepted).toBeGreaterThan(18 * 120)
  expect(said - accepted).toBeLessThan(1800 + 59 * 60 + 18 * 260)
  expect(await timesIn(natural)).toEqual([asked, accepted, said])
  expect(await timesIn(natural.replace('pace: natural', 'pace: natural\nseed: 2'))).not.toEqual([asked, accepted, said])
})

test('at a natural pace the others see that somebody types, and an expectation looks from the step itself', async () => {
  const { heard, result } = await playText(`scenario: A test\npace: natural\n${opening}`)
  const toClara = heard.flatMap(({ viewer, at, said }) => (viewer === 'customer:Clara' && 'messages' in said ? said.messages.map((message) => [message.type, at] as const) : []))
  const [started, stopped, text] = toClara.slice(-3)
  expect([started?.[0], stopped?.[0], text?.[0]]).toEqual(['TypingStarted', 'TypingStopped', 'Text'])
  expect(stopped?.[1]).toBe(text?.[1])
  expect((text?.[1] ?? 0) - (started?.[1] ?? 0)).toBeGreaterThan(18 * 120)
  expect(result.problems).toEqual([])
})

test('what is typed to agents is seen by agents', async () => {
  const { heard } = await playText(`scenario: A test\npace: natural\n${opening}  - Anna: consult\n    target: Ben\n  - Ben: accept\n  - Anna: tellAgents\n    text: "Can you approve it?"\n`)
  const typing = heard.filter(({ said }) => 'messages' in said && said.messages.some((message) => message.type === 'TypingStarted' && 'visibility' in message && message.visibility === 'Agents')).map(({ viewer }) => viewer)
  expect(typing.filter((viewer) => viewer === 'agent:Ben')).toHaveLength(1)
})

test('a natural wait lasts some seconds, drawn from the seed', async () => {
  const [, , , waits = 0, after = 0] = await timesIn(`scenario: A test\n${opening}  - wait: natural\n  - Anna: type\n`)
  expect(after - waits).toBeGreaterThanOrEqual(1500)
  expect(after - waits).toBeLessThanOrEqual(5000)
})

test('captions and cues are told when they come, and change no moment', async () => {
  const shown = opening.replace('  - Anna: say', '  - caption: "Anna has accepted"\n  - cue:\n  - cue: "Ask the audience"\n  - Anna: say')
  const { progress, lines, result } = await playText(`scenario: A test\n${shown}`)
  expect(progress.filter(({ kind }) => kind === 'caption' || kind === 'cue')).toEqual([
    { kind: 'caption', at: 1500, line: 16, text: 'Anna has accepted' },
    { kind: 'cue', at: 1500, line: 17, text: '' },
    { kind: 'cue', at: 1500, line: 18, text: 'Ask the audience' }
  ])
  expect(lines.join('\n')).toMatch(/0:01\.5 +caption:? Anna has accepted/)
  expect(await timesIn(`scenario: A test\n${shown}`)).toEqual(await timesIn(`scenario: A test\n${opening}`))
  expect(result.held).toBe(true)
})

test('a cue waits for the presenter', async () => {
  const scenario = read(`scenario: A test\n${opening.replace('  - Anna: accept', '  - cue: "Go"\n  - Anna: accept')}`)
  const store = Store.open(logIn(freshFolder()))
  const done: string[] = []
  let pressed = (): void => {}
  const presenter = new Promise<void>((go) => (pressed = go))
  const playing = play(scenario, clientOf(store, planOf(scenario)), (one) => done.push(one.text), { cue: () => presenter })
  await new Promise((soon) => setTimeout(soon, 20))
  expect(done.at(-1)).toBe('Go')
  pressed()
  expect((await playing).held).toBe(true)
  store.close()
})

test('a caption needs a text', () => {
  expect(wrongWith(`scenario: A test\n${opening}  - caption:\n`)).toEqual(['test.yaml:20:5  caption needs a value'])
})
