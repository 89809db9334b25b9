import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inProcess } from '../../src-main/client/in-process.ts'
import type { Request } from '../../src-main/contract/client.ts'
import type { RoomPlan } from '../../src-main/contract/room-plan.ts'
import { Engine } from '../../src-main/engine/engine.ts'
import { VirtualPace } from '../../src-main/engine/pace.ts'
import { viewsOf } from '../../src-main/engine/room-views.ts'
import type { Room } from '../../src-main/engine/room.ts'
import { logIn } from '../../src-main/store/log-file.ts'
import { Store } from '../../src-main/store/store.ts'
import { headOfPlan } from '../../src-main/scenario/plan-head.ts'
import { planOf } from '../../src-main/scenario/plan.ts'
import { printScenario } from '../../src-main/scenario/print.ts'
import { provenRecording } from '../../src-main/scenario/proven-recording.ts'
import type { Proven, Rehearsal } from '../../src-main/scenario/proven-recording.ts'
import { recordedScenario } from '../../src-main/scenario/recorder.ts'
import type { RecorderOptions } from '../../src-main/scenario/recorder.ts'
import { play } from '../../src-main/scenario/run.ts'
import type { Result } from '../../src-main/scenario/progress.ts'
import { toldApart } from '../../src-main/scenario/same-told.ts'
import { watchSession } from '../../src-main/scenario/session.ts'
import type { Session } from '../../src-main/scenario/session.ts'
import { freshFolder } from '../support/rooms.ts'
import { agents, centre, Rights, sessions } from '../support/random-sessions.ts'
import type { Timed } from '../support/random-sessions.ts'
import { anyScenario } from './arbitrary-scenarios.ts'
import { read } from './playing.ts'

/** What people did becomes a scenario that tells everybody the same again. */

interface Held {
  readonly room: Room
  readonly client: ReturnType<typeof inProcess>
  readonly session: Session
  readonly close: () => void
}

function roomFor(plan: RoomPlan, path = ':memory:'): Held {
  const store = Store.open(path)
  const room = new Engine(store).begin('run', plan)
  const client = inProcess(room, viewsOf(room), new VirtualPace(room))
  const { session } = watchSession(plan, { client, onInput: (seen) => room.watchInputs(seen) })
  return { room, client, session, close: () => store.close() }
}

/** A session of people who come in, do what they do, and leave it at that. */
function lived(timed: readonly Timed[]): Held {
  const held = roomFor(centre(), logIn(freshFolder()))
  const { room } = held
  const rights = new Rights(room)
  for (const name of agents) room.dispatch({ viewer: `agent:${name}`, chat: null, operation: { operationName: 'ChannelOpened' } }, 0)
  let at = 0
  for (const { move, afterMs } of timed) {
    at += afterMs
    room.advanceTo(at)
    const request = rights.request(move)
    if (request) rights.moved(move, room.dispatch(request, at))
  }
  room.advanceTo(at + 1000)
  return held
}

async function playedAgain(text: string): Promise<{ session: Session; result: Result }> {
  const scenario = read(text)
  const { client, session, close } = roomFor(planOf(scenario))
  const result = await play(scenario, client)
  close()
  return { session, result }
}

const exact: RecorderOptions = { title: 'As it was', times: 'exact', keepTyping: true, withExpectations: true }

test('whatever people do, the scenario of it tells everybody the same, and all that it expects holds', async () => {
  await fc.assert(
    fc.asyncProperty(sessions, async (timed) => {
      const { session, client, close } = lived(timed)
      const { scenario, leftOut } = recordedScenario(session, client, exact)
      expect(leftOut).toEqual([])
      const text = printScenario(scenario)
      const again = await playedAgain(text)
      close()
      expect(toldApart(session, again.session, true), text).toBeNull()
      expect(again.result.problems, text).toEqual([])
    }),
    { numRuns: 60 }
  )
})

/** Everybody's room in virtual time, to try a scenario in. */
const rehearse = (plan: RoomPlan): ReturnType<Rehearsal> => {
  const { room, client, close } = roomFor(plan)
  return { client, onInput: (seen) => room.watchInputs(seen), close }
}

test('with the waits of a human and without typing it is the same but for those, or says that it had to be exact', async () => {
  const times: string[] = []
  await fc.assert(
    fc.asyncProperty(sessions, async (timed) => {
      const { session, close } = lived(timed)
      const proven = await provenRecording(session, rehearse, { title: 'As it was', keepTyping: false })
      close()
      times.push(proven.times)
      expect(proven.apart, proven.text).toBeNull()
      const { session: again, result } = await playedAgain(proven.text)
      expect(result.problems).toEqual([])
      expect(toldApart(session, again, false)).toBeNull()
    }),
    { numRuns: 30 }
  )
  expect(times).toContain('rounded')
})

/** A small session by hand: who asks what, when. */
function livedBy(plan: RoomPlan, asked: readonly (readonly [number, Request | ((chat: string) => Request)])[]): Held {
  const held = roomFor(plan)
  const chats: string[] = []
  for (const [at, one] of asked) {
    held.room.advanceTo(at)
    const answer = held.room.dispatch(typeof one === 'function' ? one(chats.at(-1) ?? '') : one, at)
    if (answer.chat !== undefined) chats.push(answer.chat)
  }
  return held
}

const opens = (name: string): Request => ({ viewer: `agent:${name}`, chat: null, operation: { operationName: 'ChannelOpened' } })

async function written(held: Held, keepTyping = false): Promise<{ steps: string; proven: Proven }> {
  const proven = await provenRecording(held.session, rehearse, { title: 'By hand', keepTyping })
  held.close()
  const steps = proven.text.slice(proven.text.indexOf('\nsteps:\n') + '\nsteps:\n'.length)
  return { steps: steps.replace(/ {2}- expect:\n(?: {6}.*\n)+/g, '').replace(/\nalways:[^]*/, ''), proven }
}

test('waits are rounded, races are marked, and what comes a pace later needs no wait', async () => {
  const { steps, proven } = await written(
    livedBy(centre(), [
      [0, opens('Anna')],
      [40, opens('Ben')],
      [5210, { viewer: null, chat: null, operation: { operationName: 'RequestChat', nickname: 'Dr. No?', endpoint: 'Support' } }],
      [6100, (chat) => ({ viewer: `visitor:${chat}`, chat, operation: { operationName: 'SendMessage', text: 'Hello' } })],
      [7050, (chat) => ({ viewer: 'agent:Anna', chat, operation: { operationName: 'Accept' } })],
      [10_950, (chat) => ({ viewer: 'agent:Anna', chat, operation: { operationName: 'SendMessage', text: 'Hello' } })],
      [23_000, (chat) => ({ viewer: 'agent:Anna', chat, operation: { operationName: 'SendMessage', text: 'Still there?' } })],
      [23_040, { viewer: 'agent:Ben', chat: null, operation: { operationName: 'NotReady' } }]
    ])
  )
  expect(proven).toMatchObject({ times: 'rounded', leftOut: [], apart: null })
  expect(proven.text).toContain('customers:\n    Dr. No:\n      nickname: Dr. No?\n')
  expect(steps).toBe(
    '  - Dr. No: chat\n    queue: Support\n    text: "Hello"\n' +
      '  - Anna: accept\n' +
      '  - wait: 4s\n  - Anna: say\n    text: "Hello"\n' +
      '  - wait: 12s\n  - together:\n      - Anna: say\n        text: "Still there?"\n      - Ben: notReady\n'
  )
})

test('who came later was not there before, and a reload counts only while something is pending', async () => {
  const closes = (name: string): Request => ({ ...opens(name), operation: { operationName: 'ChannelClosed' } }) as Request
  const { steps, proven } = await written(
    livedBy(centre(), [
      [0, opens('Anna')],
      [100, { viewer: 'customer:Clara', chat: null, operation: { operationName: 'RequestChat', nickname: 'Clara', endpoint: 'Support' } }],
      // Her client accepts for her: that follows from the request, and is no race.
      [160, (chat) => ({ viewer: 'agent:Anna', chat, operation: { operationName: 'Accept' } })],
      [2000, closes('Anna')],
      [2200, opens('Anna')],
      [3100, opens('Ben')],
      [4600, (chat) => ({ viewer: 'agent:Anna', chat, operation: { operationName: 'Consult', targetUri: '/users/nobody' } })],
      [6100, (chat) => ({ viewer: 'agent:Anna', chat, operation: { operationName: 'SetInFocus' } })]
    ])
  )
  expect(proven.text).toContain('    Anna:\n    Ben:\n      ready: no\n')
  expect(proven.apart).toBeNull()
  expect(steps).toBe('  - Clara: chat\n    queue: Support\n  - Anna: accept\n  - Ben: ready\n  - Anna: consult\n    target:\n      uri: "/users/nobody"\n')
})

test('what no step can say is named, and a scenario says where it parts from the session', async () => {
  const { proven } = await written(
    livedBy(centre(), [
      [0, opens('Anna')],
      [500, { viewer: null, chat: null, operation: { operationName: 'SwitchChannel', channel: 'chat', on: false } }],
      [1000, { viewer: 'agent:Anna', chat: null, operation: { operationName: 'NotReady' } }]
    ])
  )
  expect(proven.leftOut).toEqual(['SwitchChannel of the trainer, 0.5 s after the beginning: no step says it'])
})

test('the head that is written makes the same room again', () => {
  fc.assert(
    fc.property(anyScenario, (scenario) => {
      const plan = planOf(read(printScenario(scenario)))
      const head = headOfPlan(plan, plan.title)
      const text = printScenario({ kind: 'scenario', head, steps: [{ kind: 'wait', ms: 1000 }], always: [] })
      expect(planOf(read(text))).toEqual(plan)
    }),
    { numRuns: 100 }
  )
})
