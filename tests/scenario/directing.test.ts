import { expect, test } from 'vitest'
import { inProcess } from '../../src-main/client/in-process.ts'
import type { Answer, Request } from '../../src-main/contract/client.ts'
import type { WaitingRow } from '../../src-main/contract/directing.ts'
import { agentViewer } from '../../src-main/contract/viewer.ts'
import type { Viewer } from '../../src-main/contract/viewer.ts'
import { Engine } from '../../src-main/engine/engine.ts'
import { historyOf, replayedHistory } from '../../src-main/engine/history.ts'
import { ManualPace } from '../../src-main/engine/manual-pace.ts'
import { roomLog } from '../../src-main/engine/room-log.ts'
import { viewsOf } from '../../src-main/engine/room-views.ts'
import { planOf } from '../../src-main/scenario/plan.ts'
import type { Progress, Result } from '../../src-main/scenario/progress.ts'
import { play } from '../../src-main/scenario/run.ts'
import type { Hands } from '../../src-main/scenario/run.ts'
import type { Scenario } from '../../src-main/scenario/scenario.ts'
import { Store } from '../../src-main/store/store.ts'
import { read } from './playing.ts'

/** Seats that change hands in the middle of a run, in time that only the test moves. */

const story = read(`scenario: Consult
cast:
  agents: { Anna: , Ben: }
  queues: { Support: { members: [Anna] } }
  customers: { Clara: }
steps:
  - Clara: chat
    queue: Support
    text: "Where is my refund?"
  - Anna: accept
  - Anna: consult
    target: Ben
    note: "Above my limit"
  - Ben: accept
  - Anna: tellAgents
    text: "Can you approve 250?"
  - expect:
      - Ben hears: { text: "Can you approve 250?", visibility: Agents }
      - Clara never hears: { text: "Can you approve 250?" }
  - Anna: transfer
    target: Ben
  - expect:
      - Ben is: Chatting
`)

class Directed {
  readonly store = Store.open(':memory:')
  readonly progress: Progress[] = []
  readonly hands: Hands
  readonly result: Promise<Result>
  waiting: readonly WaitingRow[] = []
  readonly #room
  readonly #pace
  #ended: Result | null = null

  constructor(scenario: Scenario) {
    const room = new Engine(this.store).begin('run-1', planOf(scenario))
    const pace = new ManualPace(room)
    const seats = {
      now: () => room.now,
      onInput: (seen: (request: Request, answer: Answer, at: number) => void) => room.watchInputs(seen),
      onDoor: () => () => {},
      patience: null,
      onWaiting: () => {},
      onAwaited: (waiting: readonly WaitingRow[]) => (this.waiting = waiting)
    }
    const held: { hands?: Hands } = {}
    this.#room = room
    this.#pace = pace
    this.result = play(scenario, inProcess(room, viewsOf(room), pace), (one) => this.progress.push(one), { seats, direct: (hands) => (held.hands = hands) })
    void this.result.then((result) => (this.#ended = result))
    if (!held.hands) throw new Error('nobody may direct this run')
    this.hands = held.hands
  }

  get now(): number {
    return this.#room.now
  }

  /** Lets time pass; what a run does in a moment takes turns of the loop. */
  async pass(ms: number): Promise<void> {
    await turnOfTheLoop()
    await this.#pace.advance(ms)
    await turnOfTheLoop()
  }

  async waitsFor(who: string, verb: string | null): Promise<void> {
    for (let turns = 0; turns < 200; turns += 1) {
      if (this.waiting.some((one) => one.who === who && one.verb === verb)) return
      await this.pass(100)
    }
    throw new Error(`it waits for ${JSON.stringify(this.waiting)}; ${JSON.stringify(this.#ended)}`)
  }

  async ends(): Promise<Result> {
    for (let turns = 0; turns < 400 && this.#ended === null; turns += 1) await this.pass(100)
    return this.result
  }

  /** What a person does in the chat that there is. */
  async does(viewer: Viewer, operation: object): Promise<Answer> {
    const [chat = null] = this.#room.chats.keys()
    const answer = this.#room.dispatch({ viewer, chat, operation } as Request, this.#room.now)
    await this.pass(0)
    return answer
  }

  target(name: string): { targetUri: string } {
    return { targetUri: viewsOf(this.#room).uriOf('agent', name) }
  }

  /** The steps that are done, `line` by `line`. */
  get done(): number[] {
    return this.progress.flatMap((one) => (one.kind === 'step' ? [one.line] : []))
  }

  /** Is the log of this run the same again from its inputs alone? */
  expectTheSameAgain(): void {
    const [row] = this.store.rooms()
    if (!row) throw new Error('no room')
    const history = historyOf(roomLog(this.store, row))
    const again = Store.open(':memory:')
    expect(replayedHistory(history, roomLog(again, { id: again.addRoom(row.name), name: row.name }))).toEqual(history.entries)
    again.close()
  }
}

function turnOfTheLoop(): Promise<void> {
  return new Promise((done) => setImmediate(done))
}

const anna = agentViewer('Anna')
const ben = agentViewer('Ben')

test('whoever is taken over in the middle of a run is waited for, as long as it takes, and time goes on', async () => {
  const run = new Directed(story)
  await run.pass(2000)
  run.hands.takeOver(anna)
  await run.waitsFor('Anna', 'consult')
  expect(run.waiting).toEqual([{ who: 'Anna', line: 11, step: 'consult Ben — Above my limit', verb: 'consult', isHeld: false }])
  const before = run.now
  await run.pass(600_000)
  expect(run.now).toBe(before + 600_000)
  expect(run.done).not.toContain(11)
  expect((await run.does(anna, { operationName: 'Consult', ...run.target('Ben') })).statusCode).toBe(0)
  expect(run.waiting).toEqual([])
  expect(run.done).toContain(11)
  await run.waitsFor('Anna', 'tellAgents')
  run.expectTheSameAgain()
})

test('a step is done in whatever words, and expectations that quote the script are about these', async () => {
  const run = new Directed(story)
  run.hands.takeOver(anna)
  await run.waitsFor('Anna', 'accept')
  await run.does(anna, { operationName: 'Accept' })
  await run.waitsFor('Anna', 'consult')
  await run.does(anna, { operationName: 'SendMessage', text: 'I am looking at it' })
  await run.does(anna, { operationName: 'Consult', ...run.target('Ben'), note: 'Please help me' })
  await run.waitsFor('Anna', 'tellAgents')
  await run.does(anna, { operationName: 'SendToAgents', text: 'Twice charged. Is 250 all right?' })
  await run.waitsFor('Anna', 'transfer')
  await run.does(anna, { operationName: 'Transfer', ...run.target('Ben') })
  expect(await run.ends()).toMatchObject({ held: true, problems: [] })
  run.expectTheSameAgain()
})

test('what the customer was never to hear it must not hear in the words of a person either', async () => {
  const run = new Directed(story)
  await run.pass(5500)
  run.hands.takeOver(anna)
  await run.waitsFor('Anna', 'tellAgents')
  await run.does(anna, { operationName: 'SendToAgents', text: 'She is a difficult one' })
  await run.does(anna, { operationName: 'SendMessage', text: 'She is a difficult one' })
  await run.hands.handBack(anna)
  const { held, problems } = await run.ends()
  expect(held).toBe(false)
  expect(problems).toMatchObject([{ text: expect.stringContaining('Clara never hears') }])
})

test('handed back in the middle of a wait, the script does the step itself, at that moment, and goes on', async () => {
  const run = new Directed(story)
  run.hands.takeOver(anna)
  await run.waitsFor('Anna', 'accept')
  await run.pass(10_000)
  const before = run.now
  await run.hands.handBack(anna)
  await run.pass(0)
  expect(run.waiting).toEqual([])
  expect(run.progress.find((one) => one.kind === 'step' && one.line === 10)).toMatchObject({ at: before, text: 'Anna: accept' })
  expect(await run.ends()).toMatchObject({ held: true })
  run.expectTheSameAgain()
})

test('of a step that is half done the script does the other half', async () => {
  const clara: Viewer = 'customer:Clara'
  const run = new Directed(story)
  run.hands.takeOver(clara)
  await run.waitsFor('Clara', 'chat')
  await run.does(clara, { operationName: 'RequestChat', nickname: 'Clara', endpoint: 'Support' })
  expect(run.waiting).toMatchObject([{ who: 'Clara', verb: 'say' }])
  await run.hands.handBack(clara)
  expect(await run.ends()).toMatchObject({ held: true })
})

test('a step that was done before it came is done; talk of before is no answer to it', async () => {
  const run = new Directed(story)
  run.hands.takeOver(anna)
  await run.waitsFor('Anna', 'accept')
  await run.does(anna, { operationName: 'Accept' })
  await run.does(anna, { operationName: 'Consult', ...run.target('Ben') })
  await run.waitsFor('Anna', 'tellAgents')
  expect(run.done).toContain(11)
  run.expectTheSameAgain()
})

test('what a person is refused is not done, and no mistake either', async () => {
  const run = new Directed(story)
  run.hands.takeOver(anna)
  await run.waitsFor('Anna', 'accept')
  await run.does(anna, { operationName: 'Accept' })
  await run.waitsFor('Anna', 'consult')
  expect((await run.does(anna, { operationName: 'Consult', ...run.target('Anna') })).statusCode).not.toBe(0)
  expect(run.waiting).toMatchObject([{ verb: 'consult', isHeld: false }])
  await run.hands.handBack(anna)
  expect(await run.ends()).toMatchObject({ held: true })
})

test('habits rest while somebody is taken over, and go on afterwards', async () => {
  const run = new Directed(
    read(`scenario: By habit
cast:
  agents:
    Anna:
    Ben: { when invited: { accept: after 2s } }
  queues: { Support: { members: [Anna] } }
  customers: { Clara: }
steps:
  - Clara: chat
    queue: Support
  - Anna: accept
  - Anna: consult
    target: Ben
  - expect:
      - Ben is: Chatting
        within: 25s
`)
  )
  run.hands.takeOver(ben)
  await run.pass(13_000)
  expect(run.progress.filter((one) => one.kind === 'step' && one.byHabit)).toEqual([])
  await run.hands.handBack(ben)
  await run.pass(100)
  expect(run.progress.filter((one) => one.kind === 'step' && one.byHabit)).toMatchObject([{ text: 'Ben: accept' }])
  expect(await run.ends()).toMatchObject({ held: true })
  run.expectTheSameAgain()
})

test('played twice with the same things done at the same moments, the bytes are the same', async () => {
  const once = async (): Promise<string> => {
    const run = new Directed(story)
    await run.pass(2500)
    run.hands.takeOver(anna)
    await run.waitsFor('Anna', 'consult')
    await run.does(anna, { operationName: 'Consult', ...run.target('Ben') })
    await run.waitsFor('Anna', 'tellAgents')
    await run.hands.handBack(anna)
    await run.ends()
    const [row] = run.store.rooms()
    return JSON.stringify(row && historyOf(roomLog(run.store, row)).entries)
  }
  expect(await once()).toBe(await once())
})

const exercise = read(`exercise: Ask before you promise
cast:
  agents:
    Anna: { played by: person }
    Ben: { when invited: { accept: after 2s } }
  queues: { Support: { members: [Anna] } }
  customers: { Clara: }
steps:
  - Clara: chat
    queue: Support
    text: "I want 250 back"
  - goal: Anna accepts
    points: 10
  - goal: Anna consults Ben
    points: 20
  - wait: 5s
  - goal: Anna tells agents the amount
    points: 20
`)

/** What became of each goal, `line outcome`, in order. */
const goals = ({ progress }: Directed): string[] => progress.flatMap((one) => (one.kind === 'goal' ? [`${one.line} ${one.outcome}`] : []))

test('at a goal a run waits as long as it takes, says for whom and for what, and goes on to the next once it is reached', async () => {
  const run = new Directed(exercise)
  await run.does(anna, { operationName: 'StartContactCenterSession' })
  await run.waitsFor('Anna', null)
  await run.pass(600_000)
  expect(run.waiting).toEqual([{ who: 'Anna', line: 12, step: 'Anna accepts', verb: null, isHeld: false }])
  expect(goals(run)).toEqual(['12 open'])
  // Nobody answered meanwhile, so Anna is not ready any more; getting ready is no answer to the goal.
  await run.does(anna, { operationName: 'Ready' })
  expect(run.waiting).toMatchObject([{ line: 12 }])
  await run.does(anna, { operationName: 'Accept' })
  await run.pass(2000)
  expect(run.waiting).toMatchObject([{ who: 'Anna', line: 14, step: 'Anna consults Ben', verb: null }])
  expect(goals(run)).toEqual(['12 open', '12 reached', '14 open'])
  run.expectTheSameAgain()
})

test('handed back in the middle of a goal, nobody is waited for any more, and what nobody does is not held against anybody', async () => {
  const run = new Directed(exercise)
  await run.does(anna, { operationName: 'StartContactCenterSession' })
  await run.waitsFor('Anna', null)
  await run.does(anna, { operationName: 'Accept' })
  await run.pass(2000)
  expect(run.waiting).toMatchObject([{ line: 14 }])
  await run.hands.handBack(anna)
  await run.pass(0)
  expect(run.waiting).toEqual([])
  const { held, problems } = await run.ends()
  expect({ held, problems }).toEqual({ held: true, problems: [] })
  // The goal in whose middle it was stays open: nobody has reached it.
  expect(goals(run)).toEqual(['12 open', '12 reached', '14 open', '17 not scored'])
  run.expectTheSameAgain()
})

test('a goal is left only once the run sees that nobody is in its seat; taken again at once, it is waited for as before', async () => {
  const run = new Directed(exercise)
  await run.does(anna, { operationName: 'StartContactCenterSession' })
  await run.waitsFor('Anna', null)
  await run.does(anna, { operationName: 'Accept' })
  await run.pass(2000)
  await run.hands.handBack(anna)
  run.hands.takeOver(anna)
  await run.pass(2000)
  expect(run.waiting).toMatchObject([{ who: 'Anna', line: 14 }])
  await run.hands.handBack(anna)
  await run.pass(0)
  run.hands.takeOver(anna)
  await run.pass(7000)
  expect(run.waiting).toMatchObject([{ who: 'Anna', line: 17, step: 'Anna tells agents the amount' }])
  expect(goals(run)).toEqual(['12 open', '12 reached', '14 open', '17 open'])
})
