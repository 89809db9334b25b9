import { readFileSync } from 'node:fs'
import { afterEach, expect, test } from 'vitest'
import { inProcess } from '../../src-main/client/in-process.ts'
import type { Heard } from '../../src-main/contract/client.ts'
import { Engine } from '../../src-main/engine/engine.ts'
import { LivePace, VirtualPace } from '../../src-main/engine/pace.ts'
import type { Pace } from '../../src-main/engine/pace.ts'
import { viewsOf } from '../../src-main/engine/room-views.ts'
import type { Room } from '../../src-main/engine/room.ts'
import { planOf } from '../../src-main/scenario/plan.ts'
import { readScenario } from '../../src-main/scenario/read.ts'
import { play } from '../../src-main/scenario/run.ts'
import { Store } from '../../src-main/store/store.ts'
import { Rehearsal } from '../support/rooms.ts'

/** Live time by a clock that the test turns; real timers only where waiting itself is the promise. */

const open: LivePace[] = []

afterEach(() => {
  for (const pace of open.splice(0)) pace.stop()
})

function live(rehearsal: Rehearsal, clock?: { ms: number }): LivePace {
  const pace = clock ? new LivePace(rehearsal.room, () => clock.ms) : new LivePace(rehearsal.room)
  open.push(pace)
  return pace
}

test('live time goes on from the last stored moment, at its speed, and stands still on demand', () => {
  const rehearsal = new Rehearsal()
  rehearsal.chatWithAnna()
  const begun = rehearsal.room.now
  const clock = { ms: 1_000_000 }
  const pace = live(rehearsal, clock)
  expect(pace.now()).toBe(begun)
  clock.ms += 500
  expect(pace.now()).toBe(begun + 500)
  pace.setSpeed(10)
  clock.ms += 100
  expect(pace.now()).toBe(begun + 1500)
  pace.pause()
  clock.ms += 60_000
  expect([pace.now(), pace.speed]).toEqual([begun + 1500, 0])
  pace.resume()
  clock.ms += 100
  expect([pace.now(), pace.speed]).toEqual([begun + 2500, 10])
})

test('a machine that slept lapses nothing: a long gap of the clock hardly counts', () => {
  const rehearsal = new Rehearsal()
  const clock = { ms: 0 }
  const pace = live(rehearsal, clock)
  const begun = pace.now()
  clock.ms += 8 * 3_600_000
  expect(pace.now() - begun).toBeLessThanOrEqual(120_000)
})

test('what is due happens by itself at live pace', async () => {
  const rehearsal = new Rehearsal()
  rehearsal.chatWithAnna()
  rehearsal.consult()
  rehearsal.forget()
  const pace = live(rehearsal)
  pace.setSpeed(100)
  expect(await pace.until(rehearsal.room.now + 60_000)).toBe('told')
  expect(rehearsal.words('agent:Ben')).toContain('Revoked')
})

test('what a slow line holds up arrives by itself, though nobody else is told anything meanwhile', async () => {
  const rehearsal = new Rehearsal()
  const { room } = rehearsal
  live(rehearsal)
  room.setLine('agent:Anna', { network: 'delay', byMs: 200 })
  const arrived = new Promise((heard) => room.listen(({ viewer }) => viewer === 'agent:Anna' && heard(viewer)))
  // The longest timer of all would bring it, too, a minute late.
  const tooLate = new Promise((late) => setTimeout(() => late('too late'), 20_000))
  room.dispatch({ viewer: 'agent:Anna', chat: null, operation: { operationName: 'NotReady' } }, room.now)
  expect(rehearsal.words('agent:Anna')).toEqual([])
  expect(await Promise.race([arrived, tooLate])).toBe('agent:Anna')
  expect(rehearsal.words('agent:Anna')).toEqual(['channel NotReady'])
})

test('something that a request sets due without telling anybody happens by itself too', async () => {
  const rehearsal = new Rehearsal()
  rehearsal.chatWithAnna()
  rehearsal.room.dispatch({ viewer: 'agent:Ben', chat: null, operation: { operationName: 'NotReady' } }, rehearsal.room.now)
  const pace = live(rehearsal)
  rehearsal.forget()
  rehearsal.room.dispatch({ viewer: 'agent:Anna', chat: rehearsal.chatId, operation: { operationName: 'Consult', targetUri: rehearsal.uri('Ben') } }, pace.now())
  expect(await pace.until(pace.now() + 5000)).toBe('told')
  expect(rehearsal.words('agent:Anna')).toEqual(['Error'])
})

test('a step while paused goes to the next moment that anybody waits for, and no further', async () => {
  const rehearsal = new Rehearsal()
  const pace = live(rehearsal)
  pace.pause()
  const begun = pace.now()
  const waiting = pace.until(begun + 1500)
  pace.step()
  expect(await waiting).toBe('reached')
  expect(pace.now()).toBe(begun + 1500)
})

test('stopping ends all waiting', async () => {
  const pace = live(new Rehearsal())
  const waiting = pace.until(1_000_000)
  pace.stop()
  expect(await waiting).toBe('stopped')
  expect(await pace.until(2_000_000)).toBe('stopped')
})

test('a scenario played live says the same bytes at the same moments as in virtual time', async () => {
  const file = 'resources/scenarios/consult-not-answered.yaml'
  const read = readScenario(file, readFileSync(file, 'utf8'))
  if (!('scenario' in read)) throw new Error('the scenario cannot be read')
  const playedBy = async (paceOf: (room: Room) => Pace): Promise<string[]> => {
    const room = new Engine(Store.open(':memory:')).begin('run', planOf(read.scenario))
    const heard: string[] = []
    room.listen((frame: Heard) => heard.push(JSON.stringify(frame)))
    const { held } = await play(read.scenario, inProcess(room, viewsOf(room), paceOf(room)))
    expect(held).toBe(true)
    return heard
  }
  const live = (room: Room): Pace => {
    const pace = new LivePace(room)
    pace.setSpeed(60)
    open.push(pace)
    return pace
  }
  expect(await playedBy(live)).toEqual(await playedBy((room) => new VirtualPace(room)))
})

test('virtual time jumps from one due moment to the next', async () => {
  const rehearsal = new Rehearsal()
  rehearsal.chatWithAnna()
  rehearsal.consult()
  const asked = rehearsal.room.now
  const pace = new VirtualPace(rehearsal.room)
  expect(await pace.until(asked + 3_600_000)).toBe('told')
  expect(pace.now()).toBe(asked + 30_000)
  expect(await pace.until(asked + 3_600_000)).toBe('reached')
})
