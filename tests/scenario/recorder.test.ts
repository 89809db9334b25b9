import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inProcess } from '../../src-main/client/in-process.ts'
import type { RoomPlan } from '../../src-main/contract/room-plan.ts'
import { Engine } from '../../src-main/engine/engine.ts'
import { VirtualPace } from '../../src-main/engine/pace.ts'
import { viewsOf } from '../../src-main/engine/room-views.ts'
import type { Room } from '../../src-main/engine/room.ts'
import { logIn, Store } from '../../src-main/store/store.ts'
import { planOf } from '../../src-main/scenario/plan.ts'
import { printScenario } from '../../src-main/scenario/print.ts'
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
