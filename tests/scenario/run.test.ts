import { expect, test } from 'vitest'
import type { RoomClient } from '../../src-main/contract/client.ts'
import { planOf } from '../../src-main/scenario/plan.ts'
import { play } from '../../src-main/scenario/run.ts'
import type { StepDone } from '../../src-main/scenario/progress.ts'
import { logIn } from '../../src-main/store/log-file.ts'
import { Store } from '../../src-main/store/store.ts'
import { freshFolder } from '../support/rooms.ts'
import { clientOf, playOn, playText, read } from './playing.ts'
import type { Played } from './playing.ts'

const cast = `cast:
  agents:
    Anna:
    Ben:
  queues:
    Support:
      members: [Anna]
  customers:
    Clara:
`

const opening = `scenario: A test
${cast}steps:
  - Clara: chat
    queue: Support
    text: "Hello"
  - Anna: accept
`

const withHabit = (habit: string): string => opening.replace('    Ben:\n', `    Ben:\n      when invited: ${habit}\n`)

/** `0 Clara chat ...` of every step and habit, at its second. */
function steps({ progress }: Played): string[] {
  return progress.flatMap((one) => (one.kind === 'step' ? [`${one.at / 1000} ${one.text}${one.byHabit ? ' by habit' : ''}`] : []))
}

function problems({ result }: Played): string[] {
  return result.problems.map(({ line, text, detail }) => `${line} ${text}: ${detail}`)
}

test('steps come one pace after another, the first at once', async () => {
  const played = await playText(`${opening}  - Anna: say\n    text: "Hi"\n`)
  expect(steps(played)).toEqual(['0 Clara: chat Support "Hello"', '1.5 Anna: accept', '3 Anna: say "Hi"'])
  expect(played.result).toEqual({ held: true, stopped: false, steps: 3, expectations: 0, problems: [] })
})

test('a file may set its own pace', async () => {
  expect(steps(await playText(`pace: 4s\n${opening}`))).toEqual(['0 Clara: chat Support "Hello"', '4 Anna: accept'])
})

test('a wait takes the place of the pace', async () => {
  const played = await playText(`${opening}  - wait: 500ms\n  - Anna: type\n  - wait: 5s\n  - wait: 5s\n  - Anna: stopTyping\n`)
  expect(steps(played).slice(2)).toEqual(['1.5 wait 0.5s', '2 Anna: type', '2 wait 5s', '7 wait 5s', '12 Anna: stopTyping'])
})

test('a step keeps its pace from the moment at which an expectation stopped waiting', async () => {
  const played = await playText(`${opening}  - Ben: notReady\n  - Anna: consult\n    target: Ben\n  - expect:\n      - Anna gets error:\n        within: 1s\n  - Anna: type\n`)
  expect(played.result.held).toBe(true)
  expect(steps(played).at(-1)).toBe('6.25 Anna: type')
})

test('a refused step breaks the run, with the code and the sentence, and nothing more is played', async () => {
  const played = await playText(`${opening}  - Anna: tellAgents\n    text: "Anybody?"\n  - Anna: say\n    text: "Hi"\n`)
  expect(problems(played)).toEqual(['16 Anna: tellAgents "Anybody?": refused by 2, "The operation is not possible in this state; "capabilities" of the chat lists what is"'])
  expect(steps(played)).toHaveLength(3)
})

test('a refused step that is expected to be refused is as it should be', async () => {
  const refused = `${opening}  - Anna: cancelConsult\n  - expect:\n      - Anna is refused: { statusCode: 2, statusMessage: /no consult/ }\n`
  expect((await playText(refused)).result.held).toBe(true)
  const wrongCode = await playText(refused.replace('statusCode: 2', 'statusCode: 6'))
  expect(problems(wrongCode)).toEqual(['18 Anna is refused, statusCode 6, statusMessage /no consult/: "cancelConsult" was refused by 2, "You have no consult in this chat"'])
})

test('an acknowledged step that is expected to be refused breaks the run', async () => {
  const played = await playText(`${opening}  - Anna: type\n  - expect:\n      - Anna is refused:\n`)
  expect(problems(played)).toEqual(['18 Anna is refused: "type" was acknowledged'])
})

test('whoever comes too late in a race may be refused', async () => {
  const played = await playText(`${opening}  - together:\n      - Clara: leave\n      - Anna: say\n        text: "Wait!"\n`)
  expect(played.result.held).toBe(true)
  expect(played.progress.filter((one): one is StepDone => one.kind === 'step').map(({ at, answer }) => [at, answer?.statusCode])).toEqual([
    [0, 0],
    [1500, 0],
    [3000, 0],
    [3000, 2]
  ])
})

test('an agent who was told of no chat has nothing to accept', async () => {
  expect(problems(await playText(`${opening}  - Ben: accept\n`))).toEqual(['16 Ben: accept: has not been told of any chat; "chat:" with a customer\'s name says which one is meant'])
})

test('an outsider may be sent into a chat by its customer, and is refused', async () => {
  const played = await playText(`${opening}  - Ben: transfer\n    target: Ben\n    chat: Clara\n  - expect:\n      - Ben is refused: { statusCode: 6 }\n`)
  expect(played.result.held).toBe(true)
})

test('hearing is looked for from the last step on', async () => {
  const once = `${opening}  - Clara: say\n    text: "Still there?"\n`
  expect((await playText(`${once}  - expect:\n      - Anna hears: { text: "Still there?" }\n`)).result.held).toBe(true)
  const later = await playText(`${once}  - Anna: type\n  - expect:\n      - Anna hears: { text: "Still there?" }\n`)
  expect(problems(later)).toEqual(['20 Anna hears "Still there?": Anna heard it at 0:03.0, before the last step; it is expected anew'])
})

test('a wait is a step to look from', async () => {
  const played = await playText(`${opening}  - Anna: consult\n    target: Ben\n  - wait: 31s\n  - expect:\n      - Anna gets error: { errorMessage: "Operation failed" }\n`)
  expect(played.result.held).toBe(true)
})

test('an expectation waits no longer than it says', async () => {
  const consult = `${opening}  - Anna: consult\n    target: Ben\n  - expect:\n      - Anna gets error:\n        within: `
  expect(problems(await playText(`${consult}29s\n`))).toEqual(['19 Anna gets error: Anna has not heard it'])
  expect((await playText(`${consult}30s\n`)).result.held).toBe(true)
})

test('what was not heard so far may still come, what is never heard may not', async () => {
  const text = (phrase: string) => `${opening}  - expect:\n      - Clara ${phrase}: { text: "Hi" }\n  - Anna: say\n    text: "Hi"\n`
  expect((await playText(text('has not heard'))).result.held).toBe(true)
  expect(problems(await playText(text('never hears')))).toEqual(['17 Clara never hears "Hi": Clara heard it at 0:03.0'])
})

test('what always holds is judged over the whole run', async () => {
  const played = await playText(`always:\n  - Clara never hears: { text: /hi/i }\n${opening}  - Anna: say\n    text: "Hi"\n`)
  expect(problems(played)).toEqual(['2 Clara never hears /hi/i: Clara heard it at 0:03.0'])
})

test('all broken expectations are told, and the run goes on after them', async () => {
  const played = await playText(`${opening}  - expect:\n      - Clara sees: [Ben]\n      - Anna is: Completed\n      - Anna can: [Consult, SendToAgents]\n      - Anna cannot: [Consult]\n  - Anna: type\n`)
  expect(problems(played).map((problem) => problem.replace(/; it can .*/, ''))).toEqual([
    '17 Clara sees Ben: Clara sees Anna',
    '18 Anna is Completed: Anna is Chatting',
    '19 Anna can Consult and SendToAgents: Anna cannot SendToAgents',
    '20 Anna cannot Consult: Anna can Consult'
  ])
  expect(steps(played).at(-1)).toBe('3 Anna: type')
})

test('what a viewer did hear goes with a broken expectation', async () => {
  const { progress } = await playText(`${opening}  - expect:\n      - Clara hears: { text: "Bye" }\n`)
  const broken = progress.find((one) => one.kind === 'expected' && !one.held)
  expect(broken).toMatchObject({ detail: 'Clara has not heard it', heard: [{ viewer: 'customer:Clara', seq: 1 }, { seq: 2 }, { seq: 3 }, { seq: 4 }, { seq: 5 }] })
})

test('an agent with two chats is in the one that it was asked into last, unless a step says which', async () => {
  const two = opening.replace('    Clara:\n', '    Clara:\n    Carla:\n')
  const played = await playText(`${two}  - Carla: chat
    queue: Support
  - Anna: accept
  - Clara: say
    text: "Are you there?"
  - Anna: say
    text: "Hello Carla"
  - Anna: say
    text: "Hello Clara"
    chat: Clara
  - expect:
      - Clara hears: { text: "Hello Clara" }
      - Clara has not heard: { text: "Hello Carla" }
      - Anna sees: [Carla]
      - Anna sees: [Clara]
        chat: Clara
`)
  expect(problems(played)).toEqual([])
})

test('an agent that is asked into an older chat again is in that one', async () => {
  const two = opening.replace('    Clara:\n', '    Clara:\n    Carla:\n').replace('  customers:\n', '    Refunds:\n      members: [Ben]\n  customers:\n')
  const played = await playText(`${two}  - Anna: consult
    target: Ben
  - Ben: accept
  - Ben: leave
  - Carla: chat
    queue: Refunds
  - Ben: accept
  - Anna: consult
    target: Ben
    chat: Clara
  - Ben: accept
  - expect:
      - Ben sees: [Anna, Clara]
`)
  expect(problems(played)).toEqual([])
})

test('seeing is seeing exactly these people, an agent with a second leg once', async () => {
  const played = await playText(`${opening}  - Anna: consult
    target: Ben
  - Ben: accept
  - expect:
      - Ben sees: [Anna, Clara]
      - Ben sees: [Anna]
      - Clara sees: []
`)
  expect(problems(played)).toEqual(['21 Ben sees Anna: Ben sees Anna and Clara', '22 Clara sees nobody: Clara sees Anna'])
})

test('agents sign in before the first step in the order of the cast, unless they are never ready; a reload signs in anew', async () => {
  const scenario = read(`${opening.replace('    Ben:\n', '    Ben:\n      ready: no\n    Carol:\n    Dan:\n      played by: person\n')}  - Anna: reload\n  - Ben: reload\n`)
  const store = Store.open(logIn(freshFolder()))
  const client = clientOf(store, planOf(scenario))
  const asked: string[] = []
  await play(scenario, {
    ...client,
    ask: (request) => {
      asked.push(`${client.now()} ${request.viewer} ${request.operation.operationName}`)
      return client.ask(request)
    }
  })
  store.close()
  expect(asked.filter((one) => one.includes('Channel'))).toEqual([
    '0 agent:Anna ChannelOpened',
    '0 agent:Carol ChannelOpened',
    '3000 agent:Anna ChannelClosed',
    '3000 agent:Anna ChannelOpened',
    '4500 agent:Ben ChannelOpened'
  ])
})

test('a supporting agent accepts by habit, at its own time', async () => {
  const played = await playText(`${withHabit('{ accept: after 3s }')}  - Anna: consult\n    target: Ben\n  - Anna: type\n  - Anna: stopTyping\n  - expect:\n      - Ben is: Chatting\n        within: 1s\n`)
  expect(played.result.held).toBe(true)
  expect(steps(played).slice(2)).toEqual(['3 Anna: consult Ben', '4.5 Anna: type', '6 Anna: stopTyping', '6 Ben: accept by habit'])
})

test('a habit without a time comes at once, and before the expectations of its moment', async () => {
  const played = await playText(`${withHabit('reject')}  - Anna: consult\n    target: Ben\n  - expect:\n      - Ben is: Completed\n`)
  expect(played.result.held).toBe(true)
  expect(steps(played).at(-1)).toBe('3 Ben: reject by habit')
})

test('an agent whose habit it is to ignore does nothing', async () => {
  const played = await playText(`${withHabit('ignore')}  - Anna: consult\n    target: Ben\n  - expect:\n      - Ben is: Revoked\n        within: 30s\n`)
  expect(played.result.held).toBe(true)
})

test('a step beats a habit, and a habit that is no longer legal is dropped', async () => {
  const played = await playText(`${withHabit('{ accept: after 1500ms }')}  - Anna: consult\n    target: Ben\n  - Ben: reject\n  - wait: 10s\n`)
  expect(played.result.held).toBe(true)
  expect(steps(played).slice(3)).toEqual(['4.5 Ben: reject', '4.5 wait 10s'])
})

test('an agent that is never ready by itself opens its window when a step makes it ready', async () => {
  const played = await playText(`${opening.replace('    Ben:\n', '    Ben:\n      ready: no\n')}  - Ben: ready\n  - Anna: consult\n    target: Ben\n  - expect:\n      - Ben is: Invited\n      - Ben is: Ready\n`)
  expect(problems(played)).toEqual([])
})

test('a scenario that is played twice tells the same bytes twice', async () => {
  const text = `seed: 7\n${withHabit('{ accept: after 2s }')}  - Anna: consult\n    target: Ben\n  - wait: 5s\n  - Anna: transfer\n    target: Ben\n  - Clara: leave\n`
  const [first, second] = [await playText(text), await playText(text)]
  expect(first.heard.length).toBeGreaterThan(20)
  expect(JSON.stringify(second.heard)).toBe(JSON.stringify(first.heard))
  expect(JSON.stringify(second.progress)).toBe(JSON.stringify(first.progress))
})

test('a client that lets agents-only words through to a customer is found out', async () => {
  const scenario = read(`${opening}  - Anna: consult\n    target: Ben\n  - Ben: accept\n  - Anna: tellAgents\n    text: "Up to 300"\n`)
  const store = Store.open(logIn(freshFolder()))
  const { result } = await playOn(leaky(clientOf(store, planOf(scenario))), scenario)
  store.close()
  expect(result.problems).toContainEqual({
    line: 0,
    text: 'no customer was told anything that is for agents only',
    detail: expect.stringContaining('Clara was told what is for agents only') as string,
    invariant: 'no-leak'
  })
})

test('a run that is stopped ends there and has not held', async () => {
  const scenario = read(opening)
  const store = Store.open(logIn(freshFolder()))
  const client = clientOf(store, planOf(scenario))
  const result = await play(scenario, { ...client, until: (at) => (at > 0 ? Promise.resolve('stopped') : client.until(at)) })
  store.close()
  expect(result).toMatchObject({ held: false, stopped: true, steps: 1, problems: [] })
})

/** Tells Clara whatever Ben is told. */
function leaky(client: RoomClient): RoomClient {
  return {
    ...client,
    listen: (hear) =>
      client.listen((frame) => {
        hear(frame)
        if (frame.viewer === 'agent:Ben') hear({ ...frame, viewer: 'customer:Clara' })
      })
  }
}

test('a regular expression that finds no end breaks its expectation, and says what to do', async () => {
  const text = 'a'.repeat(40)
  const played = await playText(`${opening}  - Anna: say\n    text: "${text}!"\n  - expect:\n      - Clara hears: { text: /^(a+)+$/ }\n      - Clara hears: { text: /^a*a*a*!$/ }\n`)
  expect(problems(played)).toEqual([expect.stringMatching(/^\d+ Clara hears .*: \/\^\(a\+\)\+\$\/ takes longer than a second for a text of 41 letters; write it without a repetition inside a repetition$/)])
})
