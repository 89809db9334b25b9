import { copyFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Answer, Heard, Request } from '../../src-main/contract/client.ts'
import type { Viewer } from '../../src-main/contract/viewer.ts'
import { compaction } from '../../src-main/engine/compaction.ts'
import { Engine } from '../../src-main/engine/engine.ts'
import { historyOf } from '../../src-main/engine/history.ts'
import { roomLog } from '../../src-main/engine/room-log.ts'
import { Room } from '../../src-main/engine/room.ts'
import { partsOf } from '../../src-main/engine/snapshot.ts'
import { logIn } from '../../src-main/store/log-file.ts'
import { Store } from '../../src-main/store/store.ts'
import { isLong, longRuns, seed } from '../support/long-tests.ts'
import { agents, centre, customers, Rights, sessions } from '../support/random-sessions.ts'
import type { Timed } from '../support/random-sessions.ts'
import { freshFolder, planWith, Rehearsal } from '../support/rooms.ts'

/** What is old can be given up, and nothing else changes by it. */

const row = { id: 1, name: 'main' }
const minute = 60_000

/** A wall clock that is looked at every so often; each time eleven minutes have passed. */
function wallClock(): { now: () => number; read: () => number } {
  let wall = Date.UTC(2026, 10, 1)
  return { now: () => (wall += 11 * minute), read: () => wall }
}

/** Frames that are still there, to be read or to be missed, and the numbers behind them. */
function streamsOf(room: Room): unknown {
  return viewers.map((viewer) => {
    const seq = room.seqOf(viewer)
    const missed = Array.from({ length: seq + 1 }, (_, since) => room.missed(viewer, since))
    return { viewer, seq, missed }
  })
}

const viewers: readonly Viewer[] = [...agents.map((name): Viewer => `agent:${name}`), ...customers.map((name): Viewer => `customer:${name}`)]

/** People, queues, counters, what is due, and the chats that go on. */
function stands(room: Room): string {
  return JSON.stringify([room.now, room.nextDueAt(), room.directory, [...room.chats], viewers.map((viewer) => room.seqOf(viewer))])
}

/** Dora's chat, that is over before anything else begins. */
const isOver: readonly Timed[] = (
  [
    { by: 'Dora', does: 'RequestChat' },
    { by: 'Anna', of: 'Dora', does: 'Accept' },
    { by: 'Ben', of: 'Dora', does: 'Accept' },
    { by: 'Dora', does: 'End' },
    { by: 'Anna', of: 'Dora', does: 'Complete' },
    { by: 'Ben', of: 'Dora', does: 'Complete' }
  ] as const
).map((move) => ({ move, afterMs: 300 }))

test('whenever its past is given up: whoever goes on in a room finds it as it would have been, and it goes on so', () => {
  const seen = { gone: 0, stayed: 0, lost: 0 }
  const property = fc.property(sessions, fc.double({ min: 0.2, max: 1, noNaN: true }), fc.double({ min: 0.3, max: 1, noNaN: true }), (session, cut, ended) => {
    const moves = [...isOver, ...session]
    const file = logIn(freshFolder())
    const wall = wallClock()
    const store = Store.open(file, { wallClock: wall.now })
    const room = new Engine(store).begin(row.name, centre())
    for (const name of agents) room.dispatch({ viewer: `agent:${name}`, chat: null, operation: { operationName: 'ChannelOpened' } }, 0)
    const rights = new Rights(room)
    const stop = Math.ceil(ended * moves.length)
    let at = 0
    let old = wall.read()
    moves.slice(0, stop).forEach(({ move, afterMs }, place) => {
      at += afterMs
      room.advanceTo(at)
      const request = rights.request(move)
      if (request) rights.moved(move, room.dispatch(request, at))
      if (place <= cut * stop) old = wall.read() + 30 * minute
    })
    store.close()
    const whole = logIn(freshFolder())
    copyFileSync(file, whole)

    const shorter = Store.open(file)
    for (const one of compaction(shorter, old, wall.read(), () => true)) {
      seen.gone += one.chats
      seen.stayed += one.stay
      one.go()
    }
    const kept = [...shorter.events(1)].length
    shorter.past.shrink()
    shorter.close()

    const stores = [Store.open(file), Store.open(whole)] as const
    const [left, all] = stores.map((one) => Room.resume(roomLog(one, row))) as [Room, Room]
    seen.lost += stores[1].eventCount(1) - kept
    expect(stands(left)).toBe(stands(all))
    // Who comes back for what is gone reads afresh; nobody gets anything else than before.
    const after = streamsOf(all) as { missed: (readonly Heard[] | null)[] }[]
    ;(streamsOf(left) as typeof after).forEach(({ missed }, viewer) => missed.forEach((frames, since) => frames === null || expect(frames).toEqual(after[viewer]?.missed[since])))
    const heard: Heard[][] = [[], []]
    ;[left, all].forEach((one, side) => one.listen((frame) => heard[side]?.push(frame)))
    const go = new Rights(all)
    for (const name of customers) go.knows(name, rights.chatOf(name))
    const ask = (request: Request, moment: number): Answer => {
      const answer = all.dispatch(request, moment)
      expect(left.dispatch(request, moment)).toEqual(answer)
      return answer
    }
    let later = all.now
    for (const { move, afterMs } of moves.slice(stop)) {
      later += afterMs
      for (const one of [left, all]) one.advanceTo(later)
      const request = go.request(move)
      // A chat that is gone is not found any more, where before it was over.
      if (request && (request.chat === null || all.chats.has(request.chat))) go.moved(move, ask(request, later))
    }
    for (const one of [left, all]) one.advanceTo(later + 120_000)
    expect(JSON.stringify(heard[0])).toBe(JSON.stringify(heard[1]))
    expect(stands(left)).toBe(stands(all))
    // And once more, from a log of which a part was given up.
    const again = Room.resume(roomLog(stores[0], row))
    expect(JSON.stringify([...partsOf({ ...again.memory(), streams: [] })])).toBe(JSON.stringify([...partsOf({ ...Room.resume(roomLog(stores[1], row)).memory(), streams: [] })]))
    for (const one of stores) one.close()
  })
  fc.assert(property, { numRuns: 40 * longRuns, seed: isLong ? seed : 152110510 })
  expect([seen.gone > 3, seen.stayed > 10, seen.lost > 200], JSON.stringify(seen)).toEqual([true, true, true])
})

/** A log with a chat that is over and one that is not. */
function twoChats(): { file: string; over: string; goesOn: string } {
  const rehearsal = new Rehearsal(planWith(), logIn(freshFolder()))
  rehearsal.chatWithAnna()
  const over = rehearsal.chatId
  rehearsal.customer({ operationName: 'SendMessage', text: 'The old one' })
  rehearsal.agent('Anna', { operationName: 'Complete', text: 'Goodbye' })
  rehearsal.chatWithAnna()
  const goesOn = rehearsal.chatId
  rehearsal.customer({ operationName: 'SendMessage', text: 'The new one' })
  rehearsal.store.close()
  return { file: rehearsal.file, over, goesOn }
}

test('a chat that was over is gone with its words, one that was not stays whole, and its past can not be taken for all of it', () => {
  const { file, over, goesOn } = twoChats()
  const store = Store.open(file)
  const now = Date.now()
  const [part] = compaction(store, now, now, () => true)
  expect(part).toMatchObject({ chats: 1, stay: 1 })
  // Looking at it changes nothing.
  expect([...store.inputs(1)].length).toBeGreaterThan(5)
  part?.go()
  const log = roomLog(store, row)
  const room = Room.resume(log)
  expect(room.chat(over)).toBeUndefined()
  expect(JSON.stringify(room.chat(goesOn)?.messages)).toContain('The new one')
  expect(JSON.stringify([...log.events()])).not.toContain('The old one')
  const sentence = /^Of the log .*aside\.db the older part of this room was given up on \d{4}-\d\d-\d\d .* not be replayed, exported or forked/
  expect(() => historyOf(log)).toThrow(sentence)
  expect(() => [...log.inputs()]).toThrow(sentence)
  const engine = new Engine(store)
  const open = engine.room(row.name)
  expect(() => open && engine.fork(open, 'fork', 1)).toThrow(sentence)
  store.close()
})

test('what is not known to be old stays, also when the clock was set back meanwhile', () => {
  let wall = Date.UTC(2026, 10, 1)
  const file = logIn(freshFolder())
  let store = Store.open(file, { wallClock: () => wall })
  let room = new Engine(store).begin(row.name, planWith())
  let at = 0
  const went = (): number => {
    for (let number = 0; number < 10; number += 1) room.dispatch({ viewer: 'agent:Anna', chat: null, operation: { operationName: number % 2 === 0 ? 'Ready' : 'NotReady' } }, (at += 1000))
    return store.eventCount(1)
  }
  const oldOn = (day: number): number | undefined => compaction(store, Date.UTC(2026, 10, day), Date.UTC(2027, 0, 1), () => true)[0]?.upTo
  const first = went()
  wall = Date.UTC(2026, 10, 5)
  const second = went()
  expect([oldOn(1), oldOn(3), oldOn(7)]).toEqual([undefined, first, second])
  // The battery was empty. What is stored now may be of any day.
  wall = Date.UTC(2020, 0, 1)
  went()
  store.close()
  store = Store.open(file, { wallClock: () => wall })
  room = Room.resume(roomLog(store, row))
  const third = went()
  expect(oldOn(7)).toBe(second)
  expect(oldOn(30)).toBe(second)
  wall = Date.UTC(2026, 10, 20)
  const fourth = went()
  expect([oldOn(7), oldOn(19), oldOn(21)]).toEqual([second, second, fourth])
  expect(third).toBeLessThan(fourth)
  store.close()
})

test('runs of which nobody goes on with any go as a whole, but the newest, by which others are numbered', () => {
  let wall = Date.UTC(2026, 9, 1)
  const store = Store.open(logIn(freshFolder()), { wallClock: () => wall })
  const engine = new Engine(store)
  for (const name of ['run-1', 'hosted', 'run-2', 'run-3']) {
    engine.begin(name, planWith())
    wall += 24 * 60 * minute
  }
  const going = compaction(store, wall, wall, (name) => name === 'hosted')
  expect(going.map(({ room, isWhole }) => [room.name, isWhole])).toEqual([['run-1', true], ['run-2', true]])
  for (const one of going) one.go()
  expect(store.rooms().map(({ name }) => name)).toEqual(['hosted', 'run-3'])
  store.close()
})
